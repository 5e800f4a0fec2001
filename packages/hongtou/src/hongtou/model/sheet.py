"""How a Word document is set: what rules about the page need, beside the text and aligned with it.

Lengths on the page are in millimetres, sizes of characters and distances of lines in points, indents in characters
of the paragraph's own size. ``None`` means that the file does not say, and that Word would take its own default.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from hongtou.model.value import Span

Alignment = Literal["left", "right", "center", "both", "distribute"]
LineRule = Literal["multiple", "exact", "at_least"]
Side = Literal["default", "even", "first"]


class Edge(NamedTuple):
    """A rule drawn along a paragraph or a cell: thickness in points, colour as RRGGBB or ``auto``, kind as Word names
    it (single, double, thinThickSmallGap …)."""

    thickness: float
    colour: str
    kind: str


@dataclass(frozen=True, slots=True)
class Font:
    """How characters are set, after styles, theme and defaults.

    ``east_asian`` is the family that Hanzi take, ``latin`` the one that Latin letters and digits take; quotation
    marks, dashes and ellipses take the latter unless ``marks_east_asian``. ``size`` is in points, ``spacing`` the
    points set between characters, ``scale`` the width in per cent. ``colour`` is RRGGBB, or ``auto``, which is black.
    """

    east_asian: str | None = None
    latin: str | None = None
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = "auto"
    highlight: bool = False
    spacing: float = 0.0
    scale: int = 100
    marks_east_asian: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How a paragraph is set, after styles, numbering and defaults.

    ``first_line`` (negative: hanging), ``left`` and ``right`` are in characters. ``line`` is a multiple of the
    font's own line (or of the grid's) for ``multiple``, points for ``exact`` and ``at_least``; ``before`` and ``after``
    are points. ``style`` is the name of the style. ``frame`` says at which side a framed paragraph stands
    (left, right, center, inside, outside), None when it is not framed.
    """

    style: str = ""
    alignment: Alignment = "left"
    first_line: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line_rule: LineRule = "multiple"
    line: float = 1.0
    on_grid: bool = True
    new_page: bool = False
    outline: int | None = None
    above: Edge | None = None
    below: Edge | None = None
    frame: str | None = None


class Run(NamedTuple):
    """Characters ``start`` to ``end`` of ``Document.text`` that are set alike."""

    start: int
    end: int
    font: Font


class Setting(NamedTuple):
    """A paragraph with its place: characters ``start`` to ``end`` of ``Document.text``.

    ``section`` numbers the section from 0. ``blank_above`` counts the empty paragraphs between it and the one before;
    ``typed_indent`` is how many characters wide the blanks are that were typed at its beginning, which
    ``Document.text`` leaves out. ``breaks_page`` says that it begins a page, by a break before it or by its form;
    ``begins`` is false for what follows a line break within a paragraph. ``in_table`` and ``in_box`` say that it stands
    in a cell or a text box; ``drawings`` counts lines drawn there. ``above`` and ``below`` are the borders of a cell.
    """

    start: int
    end: int
    form: Form
    runs: tuple[Run, ...]
    section: int = 0
    blank_above: int = 0
    typed_indent: float = 0.0
    breaks_page: bool = False
    begins: bool = True
    in_table: bool = False
    in_box: bool = False
    drawings: int = 0
    above: Edge | None = None
    below: Edge | None = None

    @property
    def font(self) -> Font:
        """What most of its characters are set in."""
        if len(self.runs) == 1:
            return self.runs[0].font
        wide: dict[Font, int] = {}
        for run in self.runs:
            wide[run.font] = wide.get(run.font, 0) + run.end - run.start
        return max(wide, key=wide.__getitem__) if wide else Font()

    @property
    def indent(self) -> float:
        """How many characters the line stands in from the left: by its form or by typed blanks."""
        return self.form.left + self.form.first_line * self.begins + self.typed_indent

    def within(self, start: int, end: int, by: int) -> Setting | None:
        """The part between ``start`` and ``end``, counted from *by* back; None when there is none."""
        if start <= self.start and self.end <= end:
            return self if not by else self._moved(by)
        first, last = max(self.start, start), min(self.end, end)
        if first >= last:
            return None
        runs = tuple(
            Run(max(run.start, first) - by, min(run.end, last) - by, run.font)
            for run in self.runs
            if run.start < last and run.end > first
        )
        return self._replace(start=first - by, end=last - by, runs=runs)

    def _moved(self, by: int) -> Setting:
        runs = tuple([Run(start - by, end - by, font) for start, end, font in self.runs])
        return self._replace(start=self.start - by, end=self.end - by, runs=runs)


class PageNumber(NamedTuple):
    """A page-number field in a header or a footer of a section.

    ``side`` is ``even`` for even pages, ``first`` for the first one, ``default`` for all others. ``before`` and
    ``after`` are the characters about the number (— 1 —), ``alignment`` includes where a frame or a box puts it
    (inside, outside). ``left`` and ``right`` are indents in characters. ``format`` is as Word names it (decimal,
    numberInDash …).
    """

    section: int
    side: Side
    in_header: bool
    before: str
    after: str
    alignment: str
    left: float
    right: float
    font: Font
    format: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section: all measures in millimetres, pitches of the grid in points.

    ``grid`` is ``none``, ``lines``, ``lines_and_chars`` or ``snap_to_chars``; ``line_pitch`` is its distance of lines,
    ``char_pitch`` the width of its characters. ``lines`` and ``chars`` are how many of them the type area takes, None
    without a grid. ``first_differs`` says that the first page has its own header and footer.
    """

    width: float = 210.0
    height: float = 297.0
    top: float = 25.4
    bottom: float = 25.4
    left: float = 31.7
    right: float = 31.7
    gutter: float = 0.0
    header: float = 15.0
    footer: float = 17.5
    landscape: bool = False
    columns: int = 1
    kind: str = "nextPage"
    grid: Literal["none", "lines", "lines_and_chars", "snap_to_chars"] = "none"
    line_pitch: float | None = None
    char_pitch: float | None = None
    lines: int | None = None
    chars: int | None = None
    first_differs: bool = False
    numbers_from: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page of a .docx: its sections, its paragraphs in the order of ``Document.text``, its page numbers.

    ``odd_even`` says that even pages have headers and footers of their own; ``mirrored`` that inner and outer margins
    change sides. Paragraphs of headers, footers and footnotes are not among ``settings``.
    """

    sections: tuple[Section, ...]
    settings: tuple[Setting, ...]
    page_numbers: tuple[PageNumber, ...] = ()
    odd_even: bool = False
    mirrored: bool = False

    def at(self, offset: int) -> Setting | None:
        """The paragraph in which character *offset* of ``Document.text`` stands."""
        index = bisect_right(self.settings, offset, key=lambda setting: setting.start) - 1
        if index < 0 or offset >= self.settings[index].end:
            return None
        return self.settings[index]

    def within(self, span: Span) -> tuple[Setting, ...]:
        """The parts of paragraphs that *span* covers."""
        return tuple(self._within(span))

    def _within(self, span: Span) -> Iterator[Setting]:
        index = bisect_right(self.settings, span.start, key=lambda setting: setting.start) - 1
        for setting in self.settings[max(0, index) :]:
            if setting.start >= span.end:
                return
            if part := setting.within(span.start, span.end, 0):
                yield part
