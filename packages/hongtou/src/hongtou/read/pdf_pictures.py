"""The pictures of a PDF, as files again: a JPEG as it was put in, any other as a PNG of its pixels."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from hongtou.model.picture import Picture
from hongtou.pictures import BadPicture, picture_of
from hongtou.read.picture_budget import Budget
from hongtou.read.placed import PrintedPicture
from hongtou.read.turning import Turn

_MM = 25.4 / 72
_LEAST = 5.0
"""What is smaller than so many mm on both sides is an ornament."""
_BACK = {Turn.NONE: 0, Turn.UP: 1, Turn.DOWN: 3}
"""Quarter turns to the right by which a page is held to be read."""
_MOST_ON_PAGE = 40
_MOST_DRAWN = 6_000_000
"""Pixels that a picture may have which is not kept as a JPEG."""


def pictures_on(
    pdf: Any, index: int, turn: Turn, size: tuple[float, float], budget: Budget
) -> Iterator[PrintedPicture]:
    """The pictures of a page of that *size* in points whose text runs by *turn*; what cannot be read is left out."""
    import pypdfium2.raw as pdfium

    page = pdf[index]
    try:
        images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        for number, image in enumerate(images):
            if number >= _MOST_ON_PAGE:
                return
            left, bottom, right, top = image.get_bounds()
            x1, y1 = turn.place(left, bottom, *size)
            x2, y2 = turn.place(right, top, *size)
            across, down = abs(x2 - x1) * _MM, abs(y2 - y1) * _MM
            if max(across, down) < _LEAST or min(across, down) <= 0 or not budget.left():
                continue
            a, b, *_ = image.get_matrix().get()
            held = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (3 if b > 0 else 1)
            if picture := _picture(image, round(across, 2), round(down, 2), (held + _BACK[turn]) % 4):
                budget.count(picture)
                yield PrintedPicture(picture, index + 1, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    finally:
        page.close()


def _picture(image: Any, width: float, height: float, turn: int) -> Picture | None:
    data = _jpeg(image) or _png(image)
    try:
        return (
            picture_of(data, description=_description(image), width=width, height=height, turn=turn)
            if data
            else None
        )
    except BadPicture:
        return None


def _jpeg(image: Any) -> bytes:
    """The file that was put in, when it is a JPEG that nothing else packs."""
    if image.get_filters() != ["DCTDecode"]:
        return b""
    data = bytes(image.get_data(decode_simple=False))
    try:
        picture_of(data)
    except BadPicture:
        return b""
    return data


def _png(image: Any) -> bytes:
    """The pixels as a PNG of grey or of three colours; nothing for what is too large, or partly transparent."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    width, height = image.get_px_size()
    if width * height > _MOST_DRAWN:
        return b""
    if pdfium.FPDFPageObj_HasTransparency(image.raw):
        return b""
    try:
        bitmap = image.get_bitmap()
    except pypdfium2.PdfiumError:
        return b""
    channels, stride, held = bitmap.n_channels, bitmap.stride, bytes(bitmap.buffer)
    kept = 1 if channels == 1 else 3
    rows = bytearray()
    for y in range(bitmap.height):
        row = held[y * stride : y * stride + bitmap.width * channels]
        pixels = bytearray(row[: bitmap.width * kept])
        for channel in range(kept if kept > 1 else 0):
            pixels[channel::3] = row[2 - channel :: channels]
        rows += b"\0" + pixels
    return _packed(bitmap.width, bitmap.height, 0 if kept == 1 else 2, bytes(rows))


def _packed(width: int, height: int, colour: int, rows: bytes) -> bytes:
    """A PNG of unfiltered *rows* of 8 bits a channel (ISO/IEC 15948)."""
    head = struct.pack(">2I5B", width, height, 8, colour, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )


def _description(image: Any) -> str:
    """The text for who cannot see it, when the page tells it."""
    import pypdfium2.raw as pdfium

    needed = ctypes.c_ulong()
    for number in range(max(0, pdfium.FPDFPageObj_CountMarks(image.raw))):
        mark = pdfium.FPDFPageObj_GetMark(image.raw, number)
        pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Alt", None, 0, needed)
        buffer = (ctypes.c_ubyte * needed.value)()
        if needed.value and pdfium.FPDFPageObjMark_GetParamBlobValue(
            mark, b"Alt", buffer, needed.value, needed
        ):
            told = bytes(buffer)
            wide = told.startswith(b"\xfe\xff")
            return told[2:].decode("utf-16-be", "replace") if wide else told.decode("latin-1")
    return ""
