"""Reading of TrueType and OpenType files (ISO/IEC 14496-22): names, weight, characters, widths, glyphs.

Only what is asked for is read: a Chinese font has ten megabytes and a page needs two hundred glyphs. Needs
nothing but Python, as finding and embedding fonts is all that laying out asks of a font library.
"""

from __future__ import annotations

import os
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import BinaryIO, Final

_COLLECTION: Final = b"ttcf"
_TRUETYPE: Final = {b"\x00\x01\x00\x00", b"true"}
_CFF: Final = b"OTTO"
_FAMILY_NAMES: Final = (1, 4, 16)  # family, full name, typographic family
_ENGLISH: Final = 0x409
_MOST_FACES: Final = 64
_LARGEST_TABLE: Final = 64 << 20
_MOST_PIECES: Final = 20_000


class BadFont(ValueError):
    """The file is no font that can be read."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a face calls itself: its family in English where it has one, all names, its weight, whether upright."""

    family: str
    every: tuple[str, ...]
    weight: int
    upright: bool


def names_in(path: Path) -> Iterator[tuple[int, Names]]:
    """The index and the names of every face in the file; nothing for a file that is no readable font."""
    try:
        with path.open("rb") as file:
            for index, offset in enumerate(_face_offsets(file)):
                tables = _directory(file, offset)
                if "CFF2" not in tables:  # varying outlines without a fixed form cannot be embedded
                    yield index, _names(file, tables)
    except (OSError, BadFont, struct.error):
        return


def load(path: str, index: int) -> Font:
    """The face *index* of the file, kept while the file stays as it is.

    Raises BadFont, or OSError for a file that cannot be opened.
    """
    state = Path(path).stat()
    return _load(path, index, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _load(path: str, index: int, _changed: int, _size: int) -> Font:
    with Path(path).open("rb") as file:
        try:
            offsets = _face_offsets(file)
            if index >= len(offsets):
                raise BadFont(f"{path} has no face {index}")
            return Font(path, _directory(file, offsets[index]), file)
        except (struct.error, KeyError, IndexError) as error:
            raise BadFont(f"{path}: {error!r}") from error


class Font:
    """One face: which characters it draws, how wide its glyphs are, and the data to embed them from."""

    def __init__(self, path: str, tables: dict[str, tuple[int, int]], file: BinaryIO) -> None:
        self.path = path
        self.tables = tables
        head = read_table(file, tables, "head")
        self.units = struct.unpack_from(">H", head, 18)[0] or 1000
        self.box = tuple(n * 1000 / self.units for n in struct.unpack_from(">4h", head, 36))
        self.long_offsets = struct.unpack_from(">h", head, 50)[0] != 0
        self.glyphs = struct.unpack_from(">H", read_table(file, tables, "maxp"), 4)[0]
        self.measured = struct.unpack_from(">H", read_table(file, tables, "hhea"), 34)[0]
        self._metrics = _numbers("h", read_table(file, tables, "hmtx"))
        self._characters = _cmap(read_table(file, tables, "cmap"))
        self._found: dict[str, int] = {}
        self._pieces: dict[tuple[int, int], bytes] = {}
        self.outlines = "CFF " if "CFF " in tables else "glyf"
        if self.outlines not in tables or not self.measured:
            raise BadFont(f"{path} has no outlines")

    def glyph(self, character: str) -> int:
        """The glyph of *character*; 0 when the face does not draw it."""
        found = self._found.get(character)
        if found is None:
            found = self._characters.find(ord(character))
            found = self._found[character] = found if found < self.glyphs else 0
        return found

    def width(self, glyph: int) -> float:
        """The advance width of *glyph* in thousandths of the em."""
        units: int = self._metrics[2 * min(glyph, self.measured - 1)] & 0xFFFF
        return units * 1000 / self.units

    def bearing(self, glyph: int) -> int:
        """The left side bearing as the file has it, in font units; 0 where it is not given."""
        place = 2 * glyph + 1 if glyph < self.measured else self.measured + glyph
        return self._metrics[place] if place < len(self._metrics) else 0

    def open(self) -> BinaryIO:
        """The file itself, to be closed by the caller."""
        return Path(self.path).open("rb")

    def table(self, file: BinaryIO, tag: str) -> bytes:
        """One table, empty when the face has none of that name."""
        return read_table(file, self.tables, tag) if tag in self.tables else b""

    def glyph_data(self, glyphs: Sequence[int]) -> list[bytes]:
        """The data of *glyphs* in the glyf table, empty for a glyph without ink."""
        places = self._places
        if any(glyph >= len(places) - 1 for glyph in glyphs):
            raise BadFont(f"{self.path}: a glyph lies outside its table")
        step = 1 if self.long_offsets else 2
        return self.pieces("glyf", [(places[n] * step, places[n + 1] * step) for n in glyphs])

    @cached_property
    def _places(self) -> array[int]:
        with self.open() as file:
            return _numbers("I" if self.long_offsets else "H", self.table(file, "loca"))

    def pieces(self, tag: str, ranges: Sequence[tuple[int, int]]) -> list[bytes]:
        """The bytes of table *tag* from each first to each second place. They are kept: a county's documents use the
        same few thousand characters. Raises BadFont for a range outside the table."""
        start, length = self.tables[tag]
        if any(not 0 <= first <= last <= length for first, last in ranges):
            raise BadFont(f"{self.path}: a glyph lies outside its table")
        wanted = [one for one in ranges if one not in self._pieces]
        if wanted:
            if len(self._pieces) + len(wanted) > _MOST_PIECES:
                self._pieces.clear()
                wanted = list(ranges)
            with self.open() as file:
                for first, last in wanted:
                    file.seek(start + first)
                    self._pieces[first, last] = file.read(last - first)
        return [self._pieces[one] for one in ranges]


def read_table(file: BinaryIO, tables: dict[str, tuple[int, int]], tag: str) -> bytes:
    """The bytes of one table. Raises BadFont when there is none, or less of it than announced."""
    if tag not in tables:
        raise BadFont(f"no table {tag}")
    offset, length = tables[tag]
    if length > _LARGEST_TABLE:
        raise BadFont(f"table {tag} is too large")
    file.seek(offset)
    data = file.read(length)
    if len(data) < length:
        raise BadFont(f"table {tag} is cut off")
    return data


def _face_offsets(file: BinaryIO) -> list[int]:
    head = file.read(12)
    if head[:4] == _COLLECTION and len(head) == 12:
        count = min(struct.unpack_from(">I", head, 8)[0], _MOST_FACES)
        offsets = file.read(4 * count)
        return list(struct.unpack(f">{len(offsets) // 4}I", offsets[: len(offsets) // 4 * 4]))
    if head[:4] in _TRUETYPE or head[:4] == _CFF:
        return [0]
    raise BadFont("no TrueType or OpenType file")


def _directory(file: BinaryIO, offset: int) -> dict[str, tuple[int, int]]:
    file.seek(offset)
    head = file.read(12)
    if len(head) < 12:
        raise BadFont("the directory of tables is cut off")
    count = struct.unpack_from(">H", head, 4)[0]
    records = file.read(16 * count)
    if len(records) < 16 * count:
        raise BadFont("the directory of tables is cut off")
    found = [struct.unpack_from(">4s4x2I", records, 16 * index) for index in range(count)]
    end = file.seek(0, os.SEEK_END)
    if any(start + length > end for _, start, length in found):
        raise BadFont("the file is shorter than its tables")
    return {tag.decode("latin-1"): (start, length) for tag, start, length in found}


def _names(file: BinaryIO, tables: dict[str, tuple[int, int]]) -> Names:
    data = read_table(file, tables, "name")
    if len(data) < 6:
        raise BadFont("the table of names is cut off")
    _, count, strings = struct.unpack_from(">3H", data)
    english, every = "", []
    for index in range(min(count, (len(data) - 6) // 12)):
        platform, _, language, kind, length, at = struct.unpack_from(">6H", data, 6 + 12 * index)
        if kind not in _FAMILY_NAMES or platform not in (0, 3):
            continue
        text = data[strings + at : strings + at + length].decode("utf-16-be", "replace")
        every.append(text)
        if kind == 1 and (language == _ENGLISH or not english):
            english = text
    weight, upright = 400, True
    if "OS/2" in tables and len(os2 := read_table(file, tables, "OS/2")) >= 64:
        weight = struct.unpack_from(">H", os2, 4)[0]
        upright = not struct.unpack_from(">H", os2, 62)[0] & 0x201  # italic, oblique
    return Names(english, tuple(dict.fromkeys(every)), weight, upright)


def _numbers(code: str, data: bytes) -> array[int]:
    """Big-endian numbers of the kind that `array` calls *code*."""
    values = array(code)
    values.frombytes(data[: len(data) // values.itemsize * values.itemsize])
    if sys.byteorder == "little":
        values.byteswap()
    return values


@dataclass(frozen=True, slots=True)
class _Ranges:
    """Characters in ranges: first and last code point, and the glyph of the first."""

    firsts: array[int]
    lasts: array[int]
    glyphs: array[int]

    def find(self, code: int) -> int:
        at = bisect_right(self.firsts, code) - 1
        return self.glyphs[at] + code - self.firsts[at] if at >= 0 and code <= self.lasts[at] else 0


@dataclass(frozen=True, slots=True)
class _Segments:
    """Characters of the basic plane in segments with a shift, or a list of glyphs (format 4)."""

    lasts: array[int]
    firsts: array[int]
    shifts: array[int]
    offsets: array[int]
    glyphs: array[int]

    def find(self, code: int) -> int:
        at = bisect_right(self.lasts, code - 1)
        if code > 0xFFFF or at >= len(self.lasts) or code < self.firsts[at]:
            return 0
        if not self.offsets[at]:
            return (code + self.shifts[at]) & 0xFFFF
        place = self.offsets[at] // 2 + code - self.firsts[at] - (len(self.offsets) - at)
        found = self.glyphs[place] if 0 <= place < len(self.glyphs) else 0
        return (found + self.shifts[at]) & 0xFFFF if found else 0


def _cmap(data: bytes) -> _Ranges | _Segments:
    """The best table of Unicode characters. Raises BadFont when there is none in format 4 or 12."""
    count = struct.unpack_from(">H", data, 2)[0]
    found: dict[int, int] = {}
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">2HI", data, 4 + 8 * index)
        if platform == 0 or (platform == 3 and encoding in (1, 10)):
            found.setdefault(struct.unpack_from(">H", data, offset)[0], offset)
    if 12 in found:
        groups = struct.unpack_from(">I", data, found[12] + 12)[0]
        numbers = _numbers("I", data[found[12] + 16 : found[12] + 16 + 12 * groups])
        return _Ranges(numbers[0::3], numbers[1::3], numbers[2::3])
    if 4 in found:
        length, _, twice = struct.unpack_from(">3H", data, found[4] + 2)
        numbers = _numbers("H", data[found[4] + 14 : found[4] + max(length, 16 + 4 * twice)])
        n = twice // 2
        parts = [numbers[k * n + (k > 0) : (k + 1) * n + (k > 0)] for k in range(4)]
        return _Segments(parts[0], parts[1], parts[2], parts[3], numbers[4 * n + 1 :])
    raise BadFont("no table of Unicode characters")
