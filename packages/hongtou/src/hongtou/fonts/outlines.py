"""The outlines of glyphs as paths, for whoever draws without a font program: TrueType contours and Type 2 charstrings
(ISO/IEC 14496-22; Adobe Technical Note 5177).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from hongtou.fonts.cff_font import cff_of, charstrings
from hongtou.fonts.sfnt import BadFont, Font
from hongtou.fonts.type2 import drawn

Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]
"""M, L, Q or C with its points in font units, y upwards; every contour is closed."""

_DEEPEST = 6
_ALONG = tuple(n / 8 for n in range(1, 8))
_HAS_MORE, _WORDS, _PLACES, _SCALE, _TWO_SCALES, _MATRIX = 0x20, 0x1, 0x2, 0x8, 0x40, 0x80
_ON, _SHORT_X, _SHORT_Y, _REPEAT, _SAME_X, _SAME_Y = 1, 2, 4, 8, 16, 32


@dataclass(frozen=True, slots=True)
class Outline:
    """A glyph as SVG path data in thousandths of the em, y downwards from the baseline, and the upper and lower edge of
    its ink above the baseline; no data and no edges for a glyph without ink."""

    data: str
    top: float | None = None
    bottom: float | None = None


@lru_cache(maxsize=8192)
def outline(font: Font, glyph: int) -> Outline:
    """The outline of *glyph*. Raises BadFont when the font's tables contradict each other, OSError when its file is
    gone."""
    try:
        steps = list(_steps(font, glyph))
    except (struct.error, IndexError) as error:
        raise BadFont(f"{font.path}: {error!r}") from error
    if not steps:
        return Outline("")
    heights = list(_heights(steps))
    scale = 1000 / font.units
    return Outline(_data(steps, scale), max(heights) * scale, min(heights) * scale)


def _steps(font: Font, glyph: int) -> Iterator[Step]:
    if font.outlines == "glyf":
        yield from _contours(font, glyph, 0)
    else:
        cff = cff_of(font)
        private = cff.privates[cff.font_of(glyph)]
        (charstring,) = charstrings(font, [glyph])
        yield from drawn(charstring, private.subrs, cff.global_subrs)


def _heights(steps: Sequence[Step]) -> Iterator[float]:
    """Heights that the ink reaches: of every point on it, and of some on every curve."""
    last = 0.0
    for _, points in steps:
        ys = [last, *(y for _, y in points)]
        last = ys[-1]
        yield last
        for place in _ALONG if len(points) > 1 else ():
            curve = ys
            while len(curve) > 1:
                curve = [a + (b - a) * place for a, b in zip(curve, curve[1:], strict=False)]
            yield curve[0]


@dataclass(slots=True)
class _Writer:
    """Path data in whole numbers, each step from where the last one ended: half as long as absolute places."""

    scale: float
    at: tuple[int, int] = (0, 0)
    parts: list[str] = field(default_factory=list)

    def step(self, command: str, points: Sequence[Point]) -> None:
        x, y = self.at
        numbers: list[int] = []
        for point in points:
            to = round(point[0] * self.scale), -round(point[1] * self.scale)
            numbers += (to[0] - x, to[1] - y)
        if command == "l" and numbers == [0, 0]:
            return
        self.at = to
        if command == "l" and not numbers[0]:
            command, numbers = "v", numbers[1:]
        elif command == "l" and not numbers[1]:
            command, numbers = "h", numbers[:1]
        self.parts.append(command + " ".join(map(str, numbers)).replace(" -", "-"))


def _data(steps: Sequence[Step], scale: float) -> str:
    writer, begun = _Writer(scale), (0, 0)
    for command, points in steps:
        if command == "M":
            if writer.parts:
                writer.parts.append("z")
                writer.at = begun
            writer.step("m", points)
            begun = writer.at
        else:
            writer.step(command.lower(), points)
    return "".join(writer.parts) + "z"


def _contours(font: Font, glyph: int, depth: int) -> Iterator[Step]:
    (data,) = font.glyph_data([glyph])
    if len(data) < 10:
        return
    count = struct.unpack_from(">h", data)[0]
    if count >= 0:
        yield from _simple(data, count)
        return
    if depth == _DEEPEST:
        raise BadFont(f"{font.path}: glyph {glyph} is made of itself")
    for part, (a, b, c, d, right, up) in _parts(data):
        for command, points in _contours(font, part, depth + 1):
            yield command, tuple((a * x + c * y + right, b * x + d * y + up) for x, y in points)


def _parts(data: bytes) -> Iterator[tuple[int, tuple[float, ...]]]:
    """The parts of a composite glyph, each with its matrix. Places by matching points are taken as none."""
    at, more = 10, True
    while more:
        flags, part = struct.unpack_from(">2H", data, at)
        place = struct.unpack_from(">2h" if flags & _WORDS else ">2b", data, at + 4)
        at += 8 if flags & _WORDS else 6
        matrix = (1.0, 0.0, 0.0, 1.0)
        if flags & _SCALE:
            scale = struct.unpack_from(">h", data, at)[0] / 16384
            matrix, at = (scale, 0.0, 0.0, scale), at + 2
        elif flags & _TWO_SCALES:
            across, up = struct.unpack_from(">2h", data, at)
            matrix, at = (across / 16384, 0.0, 0.0, up / 16384), at + 4
        elif flags & _MATRIX:
            a, b, c, d = (each / 16384 for each in struct.unpack_from(">4h", data, at))
            matrix, at = (a, b, c, d), at + 8
        yield part, (*matrix, *(map(float, place) if flags & _PLACES else (0.0, 0.0)))
        more = bool(flags & _HAS_MORE)


def _simple(data: bytes, count: int) -> Iterator[Step]:
    ends = struct.unpack_from(f">{count}H", data, 10)
    at = 10 + 2 * count
    at += 2 + struct.unpack_from(">H", data, at)[0]
    total = ends[-1] + 1 if ends else 0
    flags = bytearray()
    while len(flags) < total:
        flag, at = data[at], at + 1
        flags.append(flag)
        if flag & _REPEAT:
            flags += bytes([flag]) * data[at]
            at += 1
    xs, at = _coordinates(data, at, flags[:total], _SHORT_X, _SAME_X)
    ys, at = _coordinates(data, at, flags[:total], _SHORT_Y, _SAME_Y)
    start = 0
    for end in ends:
        points = [(xs[n], ys[n], bool(flags[n] & _ON)) for n in range(start, end + 1)]
        start = end + 1
        if points:
            yield from _contour(points)


def _coordinates(data: bytes, at: int, flags: bytearray, short: int, same: int) -> tuple[list[int], int]:
    value, found = 0, []
    for flag in flags:
        if flag & short:
            value += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            value += struct.unpack_from(">h", data, at)[0]
            at += 2
        found.append(value)
    return found, at


def _contour(points: list[tuple[int, int, bool]]) -> Iterator[Step]:
    """One closed contour: between two points off the curve lies one on it, in the middle."""
    first = next((n for n, point in enumerate(points) if point[2]), None)
    if first is None:
        (x1, y1, _), (x2, y2, _) = points[-1], points[0]
        begin: Point = ((x1 + x2) / 2, (y1 + y2) / 2)
        rest = points
    else:
        begin = points[first][:2]
        rest = points[first + 1 :] + points[:first]
    yield "M", (begin,)
    pull: Point | None = None
    for x, y, on in rest:
        if on:
            yield ("Q", (pull, (x, y))) if pull else ("L", ((x, y),))
            pull = None
        else:
            if pull:
                yield "Q", (pull, ((pull[0] + x) / 2, (pull[1] + y) / 2))
            pull = (x, y)
    if pull:
        yield "Q", (pull, begin)
