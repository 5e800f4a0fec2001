"""What the readers hand to the reading of elements: a text and the lines it consists of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from hongtou.model.document import Comment
from hongtou.model.picture import Picture
from hongtou.model.sheet import Setting, Sheet
from hongtou.model.value import Span
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.roles import Role

MAX_PAGES = 2_000
MOST_CHARACTERS = MAX_PAGES * 22 * 28
"""What fills that many pages of 22 lines of 28 characters (GB/T 9704-2012, 5.2.3)."""


class Region(Enum):
    """Where on the paper a line stands."""

    BODY = auto()
    HEADER = auto()
    FOOTER = auto()
    NOTE = auto()


class Origin(NamedTuple):
    """Where characters ``start`` to ``end`` stand in the file: at ``at`` and on, in the ``node``-th text element (from 0,
    in the order of the part) of ``part``. Characters without an origin nobody typed there: numbers that Word gives,
    results of fields, tabs, line breaks."""

    start: int
    end: int
    part: str
    node: int
    at: int

    def within(self, start: int, end: int, by: int) -> Origin | None:
        """What of it lies between ``start`` and ``end``, counted from *by* back; None when nothing does."""
        first, last = max(self.start, start), min(self.end, end)
        if first >= last:
            return None
        return Origin(first - by, last - by, self.part, self.node, self.at + first - self.start)


class Pictured(NamedTuple):
    """A picture, and whether it floats over the text instead of standing in it."""

    picture: Picture
    floats: bool = False


class PlacedPicture(NamedTuple):
    """A picture below the line of that index (-1: above all), and whether it floats."""

    picture: Picture
    below: int
    floats: bool


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line before it has its place in the text.

    ``continues`` says that the line above was broken only because it was full. ``table`` and ``row``
    number the table and the row a cell's line belongs to, ``cell`` the cell; ``grid`` is how many rows and columns
    that table has, empty ones included; ``cells`` are those of a whole row whose line parts them by TABs. ``role`` is
    what the paragraph's style says it is. ``origins`` say where its characters stand in the file, ``setting`` how they
    are set; both count from the beginning of ``text``. ``comments`` names the remarks made on it. A line with a
    ``picture`` has no text.
    """

    text: str
    page: int | None = None
    region: Region = Region.BODY
    continues: bool = False
    cell: tuple[int, int, int] | None = None
    grid: tuple[int, int] | None = None
    role: Role | None = None
    origins: tuple[Origin, ...] = ()
    setting: Setting | None = None
    comments: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    picture: Pictured | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its offset into the whole text; ``text`` carries no blanks at either end."""

    text: str
    start: int
    page: int | None
    region: Region
    continues: bool
    cell: tuple[int, int, int] | None
    grid: tuple[int, int] | None = None
    role: Role | None = None
    cells: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text), self.page)


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that make one paragraph, joined, and the way back from it to the whole text."""

    lines: tuple[Line, ...]
    text: str
    _joins: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Passage:
        joins, length = [], 0
        for line in lines:
            joins.append(length)
            length += len(line.text)
        return cls(tuple(lines), "".join(line.text for line in lines), tuple(joins))

    @property
    def span(self) -> Span:
        return self.part(0, len(self.text))

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def in_table(self) -> bool:
        return self.lines[0].cell is not None

    @property
    def role(self) -> Role | None:
        return self.lines[0].role

    def part(self, start: int, end: int) -> Span:
        """The span in the whole text of characters ``start`` to ``end`` of this paragraph."""
        first = self.lines[bisect_right(self._joins, start) - 1]
        last_index = bisect_right(self._joins, max(start, end - 1)) - 1
        last = self.lines[last_index]
        return Span(
            first.start + start - self._joins[bisect_right(self._joins, start) - 1],
            last.start + end - self._joins[last_index],
            first.page,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a reader found in a file; ``lines`` holds no empty lines.

    ``origins`` say, in the order of ``text``, where its characters stand in a .docx, so that they can be edited there;
    ``settings`` how its paragraphs are set there, and ``sheet`` the same with the page they stand on. ``commented`` are
    the lines that remarks of these names were made on, ``comments`` the remarks. ``turned`` are the pages
    whose text runs up or down them.
    """

    kind: str
    text: str
    lines: tuple[Line, ...]
    metadata: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    pages: int | None = None
    origins: tuple[Origin, ...] = ()
    settings: tuple[Setting, ...] = ()
    commented: Mapping[str, Span] = field(default_factory=dict)
    sheet: Sheet | None = None
    comments: tuple[Comment, ...] = ()
    pictures: tuple[PlacedPicture, ...] = ()
    turned: frozenset[int] = frozenset()

    def passages(self) -> list[Passage]:
        """The paragraphs of the body, each made of its lines."""
        groups: list[list[Line]] = []
        for line in self.lines:
            if line.region is not Region.BODY:
                continue
            if line.continues and groups:
                groups[-1].append(line)
            else:
                groups.append([line])
        return [Passage.of(group) for group in groups]


def _moved(line: RawLine, lead: int, length: int, offset: int) -> list[Origin]:
    """The origins of *line* without its blanks, counted from where its text stands in the whole."""
    if length == len(line.text):
        return [
            Origin(start + offset, end + offset, part, node, at)
            for start, end, part, node, at in line.origins
        ]
    kept = (each.within(lead, lead + length, lead - offset) for each in line.origins)
    return [origin for origin in kept if origin is not None]


def too_long() -> Unreadable:
    """The refusal of more text than any reader takes."""
    return Unreadable(
        Kind.TOO_LARGE,
        f"这个文件的文字超过{MOST_CHARACTERS // 10_000}万字，约{MAX_PAGES}页。请拆分后分别提交。",
    )


def assemble(
    kind: str,
    raw: Iterable[RawLine],
    *,
    metadata: Mapping[str, str] | None = None,
    remarks: Sequence[str] = (),
    pages: int | None = None,
) -> Source:
    """Put lines one below the other into a text, dropping the empty ones.

    Raises Unreadable (too large) when they would fill more pages than any reader takes.
    """
    lines: list[Line] = []
    origins: list[Origin] = []
    settings: list[Setting] = []
    commented: dict[str, Span] = {}
    pictures: list[PlacedPicture] = []
    offset = 0
    for line in raw:
        if line.picture is not None:
            pictures.append(PlacedPicture(line.picture.picture, len(lines) - 1, line.picture.floats))
        stripped = line.text.strip()
        if not stripped:
            continue
        lead = line.text.index(stripped[0])
        if line.setting and (kept_setting := line.setting.within(lead, lead + len(stripped), lead - offset)):
            settings.append(kept_setting)
        if line.origins:
            origins += _moved(line, lead, len(stripped), offset)
        for name in line.comments:
            commented[name] = Span(offset, offset + len(stripped))
        lines.append(
            Line(
                stripped,
                offset,
                line.page,
                line.region,
                line.continues,
                line.cell,
                line.grid,
                line.role,
                line.cells,
            )
        )
        offset += len(stripped) + 1
        if offset > MOST_CHARACTERS:
            raise too_long()
    text = "\n".join(line.text for line in lines)
    return Source(
        kind,
        text,
        tuple(lines),
        metadata or {},
        tuple(remarks),
        pages,
        tuple(origins),
        tuple(settings),
        commented,
        pictures=tuple(pictures),
    )
