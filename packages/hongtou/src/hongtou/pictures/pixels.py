"""The pixels of a PNG as a PDF holds them: rows still filtered where nothing has to be changed, laid on white where
the picture is transparent (ISO/IEC 15948, 9 and 13.16)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from hongtou.model.picture import Picture
from hongtou.pictures.looking import BadPicture, look_at, png_chunks


@dataclass(frozen=True, slots=True)
class Raster:
    """Compressed rows of a PNG, each with the byte of its filter before it, without any transparency but that of one
    colour: ``clear`` is its value in each channel. ``palette`` holds RGB by threes, empty without one."""

    packed: bytes
    channels: int
    depth: int
    palette: bytes = b""
    clear: tuple[int, ...] = ()


@lru_cache(maxsize=16)
def raster_of(picture: Picture) -> Raster:
    """The rows of a PNG; raises BadPicture for a broken one. One that is whole and opaque is taken over as it is
    packed; a palette is laid on white by itself, other transparent pixels one by one."""
    look = look_at(picture.data)
    chunks = png_chunks(picture.data)
    packed = b"".join(content for kind, content in chunks if kind == b"IDAT")
    told = {kind: content for kind, content in chunks if kind in (b"PLTE", b"tRNS")}
    clear = told.get(b"tRNS", b"")
    if look.palette:
        return Raster(packed, 1, look.depth, _on_white(told[b"PLTE"], clear))
    if look.channels in (1, 3):
        values = struct.unpack(f">{look.channels}H", clear) if len(clear) == 2 * look.channels else ()
        return Raster(packed, look.channels, look.depth, clear=values)
    width, _ = look.pixels
    rows = _unfiltered(zlib.decompress(packed), width * look.channels, look.channels)
    opaque = b"".join(b"\0" + _opaque(row, look.channels) for row in rows)
    return Raster(zlib.compress(opaque, 6), look.channels - 1, 8)


def _on_white(palette: bytes, alphas: bytes) -> bytes:
    return bytes(
        _blend(value, alphas[index // 3] if index // 3 < len(alphas) else 255)
        for index, value in enumerate(palette)
    )


def _blend(value: int, alpha: int) -> int:
    """*value* laid on white, *alpha* of 255 parts of it showing."""
    return 255 - ((255 - value) * alpha + 127) // 255


def _opaque(row: bytes, channels: int) -> bytes:
    """A row without its last channel, laid on white."""
    alphas = row[channels - 1 :: channels]
    kept = bytearray(len(alphas) * (channels - 1))
    whole = alphas.count(255) == len(alphas)
    for channel in range(channels - 1):
        values = row[channel::channels]
        kept[channel :: channels - 1] = values if whole else bytes(map(_blend, values, alphas))
    return bytes(kept)


def _unfiltered(data: bytes, length: int, step: int) -> Iterator[bytes]:
    """The rows of *data*, *length* bytes each, pixels *step* bytes apart; raises BadPicture for a filter unknown."""
    above = bytes(length)
    for at in range(0, len(data), length + 1):
        above = _row(data[at], data[at + 1 : at + 1 + length], above, step)
        yield above


def _row(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    if kind == 0:
        return row
    if kind == 1:
        out = bytearray(row)
        for channel in range(step):
            sums: Iterator[int] = accumulate(row[channel::step], _sum)
            out[channel::step] = bytes(sums)
        return bytes(out)
    if kind == 2:
        return bytes([(a + b) & 255 for a, b in zip(row, above, strict=True)])
    if kind not in (3, 4):
        raise BadPicture("图片已损坏或者不完整，请重新保存原图后再插入")
    return _average(row, above, step) if kind == 3 else _paeth(row, above, step)


def _sum(one: int, other: int) -> int:
    return (one + other) & 255


def _average(row: bytes, above: bytes, step: int) -> bytes:
    out = bytearray(row)
    for channel in range(step):
        left = 0
        for at in range(channel, len(row), step):
            left = out[at] = (row[at] + (left + above[at]) // 2) & 255
    return bytes(out)


def _paeth(row: bytes, above: bytes, step: int) -> bytes:
    out = bytearray(row)
    for channel in range(step):
        left = corner = 0
        for at in range(channel, len(row), step):
            up = above[at]
            by_left, by_up, by_both = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            near = left if by_left <= by_up and by_left <= by_both else up if by_up <= by_both else corner
            left = out[at] = (row[at] + near) & 255
            corner = up
    return bytes(out)
