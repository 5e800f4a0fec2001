"""What a picture is by its bytes, and the refusal of those that no page can show.

Only PNG (ISO/IEC 15948) and JPEG (ISO/IEC 10918-1) in grey or in three colours are taken: every pen carries them as
they are, and a page for keeping has one meaning for its colours. All else is refused with a sentence.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hongtou.model.picture import Picture, PictureKind
from hongtou.model.value import Span
from hongtou.pictures.held import upright

MAX_BYTES: Final = 20 * 2**20
MAX_PIXELS: Final = 40_000_000
MAX_CLEAR_PIXELS: Final = 4_000_000
"""Of so many pixels one that is partly transparent may have: each of them is laid on white by itself."""
MAX_SIDE: Final = 30_000
USUAL_DPI: Final = 96.0
"""Dots to the inch of a picture that does not say how large it is."""
_INCH = 25.4
_LEAST_DPI, _MOST_DPI = 20.0, 4800.0
_PNG = b"\x89PNG\r\n\x1a\n"
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_AS_IT_IS = "请用看图软件打开后另存为PNG或JPEG，再重新插入"
_OTHERS = (
    (b"GIF8", "GIF图片"),
    (b"BM", "BMP图片"),
    (b"II*\x00", "TIFF图片"),
    (b"MM\x00*", "TIFF图片"),
    (b"\xd7\xcd\xc6\x9a", "WMF图形"),
    (b"\x01\x00\x00\x00", "EMF图形"),
    (b"RIFF", "WebP图片"),
    (b"<svg", "SVG图形"),
    (b"<?xml", "SVG图形"),
)
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FRAMES = {0xC0, 0xC1, 0xC2}
"""Frames that PDF and every viewer show: sequential and progressive, coded by Huffman."""
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
_BARE = {0x01, *range(0xD0, 0xD8)}


class BadPicture(ValueError):
    """A picture that cannot be set; the message is a Chinese sentence without its full stop."""


@dataclass(frozen=True, slots=True)
class Look:
    """A picture's kind, size in pixels, dots to the inch, channels (1 grey or palette, 3 colours; PNG: 2 and 4 with
    transparency), bits of a channel, and whether a PNG has a palette."""

    kind: PictureKind
    pixels: tuple[int, int]
    dpi: float
    channels: int
    depth: int = 8
    palette: bool = False


def picture_of(
    data: bytes,
    *,
    description: str = "",
    width: float | None = None,
    height: float | None = None,
    turn: int | None = None,
) -> Picture:
    """The picture in *data*, *width* × *height* mm (None: as large as it says itself, or as the other one asks) after
    *turn* quarter turns to the right (None: as a photograph says itself how the camera was held).

    What a JPEG says of that is taken out of the file, so that no program turns it once more. Raises BadPicture.
    """
    look = look_at(data)
    data, held = upright(data) if look.kind is PictureKind.JPEG else (data, 0)
    turn = (held if turn is None else turn) % 4
    across, down = look.pixels if turn % 2 == 0 else look.pixels[::-1]
    if not width or width <= 0:
        width = height * across / down if height and height > 0 else across / look.dpi * _INCH
    if not height or height <= 0:
        height = width * down / across
    return Picture(
        data, look.kind, look.pixels, _rounded(width), _rounded(height), description, Span(0, 0), turn
    )


@lru_cache(maxsize=64)
def look_at(data: bytes) -> Look:
    """What *data* is; raises BadPicture, in Chinese, for what is no PNG or JPEG, is broken, or too large to be shown.

    A PNG is inflated, into nothing and never beyond what its size in pixels says; a JPEG's segments are walked.
    """
    if len(data) > MAX_BYTES:
        raise BadPicture(
            f"图片有{len(data) / 2**20:.1f}MB，超过{MAX_BYTES // 2**20}MB的上限，请压缩后重新插入"
        )
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    named = next((name for magic, name in _OTHERS if data.startswith(magic)), "")
    if named:
        raise BadPicture(f"这是{named}，版面里只能放PNG和JPEG，{_AS_IT_IS}")
    raise BadPicture(f"这不是能认出的图片，{_AS_IT_IS}")


def _rounded(length: float) -> float:
    """To a tenth of a millimetre: programs that save a file again do not keep more."""
    return max(0.1, round(length, 1))


def _broken() -> BadPicture:
    return BadPicture("图片已损坏或者不完整，请重新保存原图后再插入")


def _sized(width: int, height: int) -> tuple[int, int]:
    if width < 1 or height < 1:
        raise _broken()
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise BadPicture(
            f"图片有{width}×{height}像素，太大了，请缩小到{MAX_PIXELS // 10_000}万像素以内再插入"
        )
    return width, height


def png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, each with its kind; raises BadPicture when one is cut off or damaged."""
    at, found = len(_PNG), list[tuple[bytes, bytes]]()
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        end = at + 8 + length
        if end + 4 > len(data) or struct.unpack_from(">I", data, end)[0] != zlib.crc32(kind + content):
            raise _broken()
        found.append((kind, content))
        if kind == b"IEND":
            return found
        at = end + 4
    raise _broken()


def _png(data: bytes) -> Look:
    chunks = png_chunks(data)
    kind, head = chunks[0]
    if kind != b"IHDR" or len(head) != 13:
        raise _broken()
    width, height, depth, colour, packing, filtering, interlaced = struct.unpack(">2I5B", head)
    pixels = _sized(width, height)
    if depth not in _DEPTHS.get(colour, ()) or packing or filtering or interlaced > 1:
        raise _broken()
    if interlaced:
        raise BadPicture(f"图片是隔行扫描的PNG，版面里放不了，{_AS_IT_IS}")
    clear = colour in (4, 6)
    if clear and (depth != 8 or width * height > MAX_CLEAR_PIXELS):
        raise BadPicture(
            f"图片带有透明底，又超过{MAX_CLEAR_PIXELS // 10_000}万像素或者每色16位，请去掉透明底后重新插入"
        )
    palette = next((content for kind, content in chunks if kind == b"PLTE"), b"")
    if colour == 3 and (not palette or len(palette) % 3 or len(palette) > 3 * 2**depth):
        raise _broken()
    row = (width * depth * _CHANNELS[colour] + 7) // 8 + 1
    _inflates_to([content for kind, content in chunks if kind == b"IDAT"], row * height)
    dpi = USUAL_DPI
    for kind, content in chunks:
        if kind == b"pHYs" and len(content) == 9 and content[8] == 1:
            dpi = _likely(struct.unpack_from(">I", content)[0] * _INCH / 1000)
    return Look(PictureKind.PNG, pixels, dpi, _CHANNELS[colour], depth, colour == 3)


def _inflates_to(parts: list[bytes], size: int) -> None:
    """Raises BadPicture unless *parts* inflate to just *size* bytes; none of them is kept."""
    stream, got = zlib.decompressobj(), 0
    try:
        for part in parts:
            while part:
                got += len(stream.decompress(part, 1 << 20))
                part = stream.unconsumed_tail
                if got > size:
                    raise _broken()
        got += len(stream.flush())
    except zlib.error:
        raise _broken() from None
    if got != size or not stream.eof:
        raise _broken()


def _likely(dpi: float) -> float:
    return dpi if _LEAST_DPI <= dpi <= _MOST_DPI else USUAL_DPI


def _jpeg(data: bytes) -> Look:
    at, dpi = 2, USUAL_DPI
    frame: tuple[int, int, int, int] | None = None
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise _broken()
        marker = data[at + 1]
        if marker == 0xFF or marker in _BARE:
            at += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        content = data[at + 4 : at + 2 + length]
        if length < 2 or at + 2 + length > len(data) or marker in (_START, _END):
            raise _broken()
        if marker in _OTHER_FRAMES:
            raise BadPicture(f"图片是少见的JPEG，许多软件显示不了，{_AS_IT_IS}")
        if marker in _FRAMES:
            if len(content) < 6:
                raise _broken()
            frame = struct.unpack_from(">BHHB", content)
        elif marker == 0xE0 and content.startswith(b"JFIF\0") and len(content) >= 12:
            unit, across = struct.unpack_from(">BH", content, 7)
            dpi = _likely(across * {1: 1.0, 2: _INCH / 10}.get(unit, 0.0))
        elif marker == _SCAN:
            if frame is None or data.find(b"\xff\xd9", at + 2 + length) < 0:
                raise _broken()
            return _jpeg_of(frame, dpi)
        at += 2 + length
    raise _broken()


def _jpeg_of(frame: tuple[int, int, int, int], dpi: float) -> Look:
    depth, height, width, channels = frame
    pixels = _sized(width, height)
    if channels == 4:
        raise BadPicture(f"图片是印刷用的四色（CMYK）JPEG，颜色在各处显示不一，{_AS_IT_IS}")
    if depth != 8 or channels not in (1, 3):
        raise BadPicture(f"图片是少见的JPEG，许多软件显示不了，{_AS_IT_IS}")
    return Look(PictureKind.JPEG, pixels, dpi, channels)
