"""Printed lines put together into paragraphs and tables that go on over lines and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from hongtou.model.date import DATE
from hongtou.model.number import fold_width
from hongtou.read.lines import MAX_PAGES, Pictured, RawLine, Source, assemble
from hongtou.read.placed import PrintedLine, PrintedPicture
from hongtou.read.ruled import Grid, Stroke
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.roles import Role

_FOLIO = re.compile(r"[-—–－─·\s]*\d{1,4}[-—–－─·\s]*|第\s*\d+\s*页.{0,12}")
_NARROWEST, _WIDEST = 340.0, 460.0
"""Between these lengths in points the red rule is as wide as the type area (7.2.7: 156 mm)."""
_LETTER_RULE, _BEYOND_LEFT, _BEYOND_RIGHT = (mm * 72 / 25.4 for mm in (170, 8, 6))
_NEAR = 9.0
_OF_MARK = 1.6
"""So many times as large as the text, a line is one of the mark."""
_LOOSE = 1.6
"""Lines further apart than so many usual distances do not belong to one paragraph."""
_FOOT = 3.2
"""How many usual distances above the lowest line of all a page may end whose last paragraph goes on: one line may have
gone over with the signature (7.3.5.5), and the 版记 reaches lower than the text."""
_ENDS = ("。", "；", "：", "！", "？", "）", ")")
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|附件|第.{1,4}[章条](?:\s|$)|"
    r"抄\s*[送报]|主\s*送|[（(].{0,60}[）)]$|.{2,30}\d{4}年\d{1,2}月\d{1,2}日印发"
)
"""How a line opens that begins a paragraph, wherever it stands."""
_COPIES = re.compile(r"抄\s*[送报]\s*[:：]")
_HANGING_LIST = re.compile(
    r"(?:主\s*送|抄\s*送|抄\s*报|分\s*送|(?:出\s*席|请\s*假|缺\s*席|列\s*席|主\s*持)(?:人员?|单位)?)\s*[:：]"
)

Area = tuple[float, float]
"""The left and right edges of the type area in points."""


def area_of(strokes: Sequence[Stroke]) -> Area | None:
    """The edges of the type area, when a red rule across the first page shows them: as wide as it, or that of a letter,
    which reaches beyond it by what 10.1 and 5.2.1 give."""
    for stroke in strokes:
        left, right = sorted((stroke.x1, stroke.x2))
        if not (stroke.red and stroke.level):
            continue
        if _NARROWEST < right - left < _WIDEST:
            return left, right
        if abs(right - left - _LETTER_RULE) < _NEAR:
            return left + _BEYOND_LEFT, right - _BEYOND_RIGHT
    return None


def paged_source(
    kind: str,
    pages: Sequence[Sequence[PrintedLine]],
    *,
    metadata: Mapping[str, str],
    lacking: str,
    area: Area | None = None,
    room: float = 0.0,
    pictures: Sequence[PrintedPicture] = (),
    remarks: Sequence[str] = (),
) -> Source:
    """The source of a file whose pages hold these lines, page numbers left out; *lacking* is what a page without any
    lacks (文字层), *area* the type area where it is known, *room* the width of a page in points,
    *pictures* are those whose bytes are known, none of them a page by itself, *remarks* what
    else is to be told.

    Raises Unreadable (no_text) when all pages lack it.
    """
    illustrated = {picture.page for picture in pictures}
    kept = [_without_folio(page, alone=number in illustrated) for number, page in enumerate(pages, start=1)]
    if not any(kept):
        raise Unreadable(Kind.NO_TEXT, f"这个{kind.upper()}文件没有{lacking}，应当是扫描件。请按扫描件登记。")
    bare = [
        str(number) for number, page in enumerate(kept, start=1) if not page and number not in illustrated
    ]
    tables = _tables(kept, pictures)
    lines = [line for page in kept for line in page if line.cell is None or tables.holds(line)]
    turned = frozenset(line.page for line in lines if line.turned)
    raw = [
        RawLine(
            line.text,
            page=line.page,
            continues=goes_on,
            role=role,
            cell=tables.cell(line),
            grid=tables.size(line),
        )
        for line, goes_on, role in zip(
            lines, _continuations(lines, area, room), _roles(lines, area), strict=True
        )
    ]
    told = [f"第{'、'.join(bare)}页没有{lacking}，未读取。"] if bare else []
    clear = [each for each in pictures if not _is_written_over(each, lines)]
    if len(clear) < len(pictures):
        told.append(f"有{len(pictures) - len(clear)}幅图片与文字叠在一起（如印章、底图），没有收进来。")
    source = assemble(
        kind, _between(lines, raw, clear), metadata=metadata, remarks=[*told, *remarks], pages=len(pages)
    )
    return replace(source, turned=turned)


def _is_written_over(shown: PrintedPicture, lines: Sequence[PrintedLine]) -> bool:
    """Whether text stands on a picture: a seal, a mark behind the text."""
    return any(
        line.page == shown.page
        and shown.bottom < line.baseline + 0.4 * line.size < shown.top
        and line.left < shown.right
        and line.right > shown.left
        for line in lines
    )


def _between(
    lines: Sequence[PrintedLine], raw: Sequence[RawLine], pictures: Sequence[PrintedPicture]
) -> Iterator[RawLine]:
    """*raw*, made of *lines*, with each picture below what stands higher on its page."""
    waiting = sorted(pictures, key=lambda each: (each.page, -each.top))
    for line, own in zip(lines, raw, strict=True):
        while waiting and (waiting[0].page, -waiting[0].bottom) < (line.page, -line.baseline):
            yield RawLine("", page=waiting[0].page, picture=Pictured(waiting.pop(0).picture))
        yield own
    for each in waiting:
        yield RawLine("", page=each.page, picture=Pictured(each.picture))


def _without_folio(lines: Sequence[PrintedLine], *, alone: bool) -> list[PrintedLine]:
    """``lines`` of a page without a page number in its last or first line; it may stand *alone* below a picture."""
    inked = [line for line in lines if line.text.strip()]
    for edge in (-1, 0):
        if len(inked) > (not alone) and not inked[edge].cell and _FOLIO.fullmatch(inked[edge].text.strip()):
            del inked[edge]
    return inked


@dataclass(slots=True)
class _Tables:
    """Which table the grid of a page belongs to, at which row of it the grid begins, whether it sets the head again, and
    how high each table is."""

    number: dict[Grid, int] = field(default_factory=dict)
    begins: dict[Grid, int] = field(default_factory=dict)
    repeating: set[Grid] = field(default_factory=set)
    height: dict[int, int] = field(default_factory=dict)

    def holds(self, line: PrintedLine) -> bool:
        """False for a line of a head that is set again on a later page."""
        return line.cell is None or line.cell.row > 0 or line.cell.grid not in self.repeating

    def cell(self, line: PrintedLine) -> tuple[int, int, int] | None:
        """Table, row and column of a line."""
        if line.cell is None:
            return None
        grid = line.cell.grid
        return self.number[grid], self.begins[grid] + line.cell.row, line.cell.column

    def size(self, line: PrintedLine) -> tuple[int, int] | None:
        """How many rows and columns the table of a line has."""
        return (self.height[self.number[line.cell.grid]], line.cell.grid.size[1]) if line.cell else None


def _tables(pages: Sequence[Sequence[PrintedLine]], pictures: Sequence[PrintedPicture]) -> _Tables:
    found = _Tables()
    above: Grid | None = None
    last = (0, 0.0)
    shown = [(picture.page, -picture.top) for picture in pictures]
    heads: dict[int, list[str]] = {}
    for page in pages:
        for index, line in enumerate(page):
            grid = line.cell.grid if line.cell else None
            if grid is not None and grid not in found.number:
                here = (line.page, -grid.rows[0])
                parted = any(last < place < here for place in shown)
                goes_on = index == 0 and not parted and above is not None and _alike(above, grid)
                number = found.number[above] if goes_on and above else len(found.height) + 1
                head = _head(page, grid)
                again = goes_on and head == heads[number]
                if again:
                    found.repeating.add(grid)
                found.number[grid] = number
                found.begins[grid] = found.height.get(number, 0) - again
                found.height[number] = found.begins[grid] + grid.size[0]
                heads.setdefault(number, head)
            above, last = grid, (line.page, -line.baseline)
    return found


def _alike(above: Grid, grid: Grid) -> bool:
    return len(above.columns) == len(grid.columns) and all(
        abs(one - other) < 2 for one, other in zip(above.columns, grid.columns, strict=True)
    )


def _head(page: Sequence[PrintedLine], grid: Grid) -> list[str]:
    return [line.text for line in page if line.cell and line.cell.grid is grid and line.cell.row == 0]


@dataclass(slots=True)
class _Measure:
    """What lines are held against: the edges of the type area, the usual distance of lines, the lowest line,
    the width of a page, the usual size."""

    left: float
    right: float
    pitch: float
    lowest: float
    room: float
    size: float


def _measure(lines: Sequence[PrintedLine], area: Area | None, room: float) -> _Measure:
    """What the lines of a document are held against."""
    left, right = _edges(lines)
    size = median(line.size for line in lines)
    # The mark is narrowed, and the cell of its last glyph reaches further than its ink.
    text = (line for line in lines if line.size < 2 * size)
    if area and all(line.left > area[0] - size and line.right < area[1] + size for line in text):
        left, right = area
    gaps = [
        above.baseline - line.baseline
        for above, line in pairwise(lines)
        if above.page == line.page and 0 < above.baseline - line.baseline < 3 * size
    ]
    return _Measure(
        left, right, median(gaps) if gaps else 2 * size, min(line.baseline for line in lines), room, size
    )


def _edges(lines: Sequence[PrintedLine]) -> Area:
    """The left and the right edge of the text: of the lines in the size of most of it, the outermost ones, unless one
    line alone stands far out and many agree on another."""
    sizes = Counter[int]()
    for line in _above_imprint(lines):
        sizes[round(line.size)] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    text = [line for line in lines if abs(round(line.size) - usual) <= 1]
    lefts = sorted(line.left for line in text)
    left = lefts[1] if len(lefts) > 4 and lefts[1] - lefts[0] > 3 * usual else lefts[0]
    # A signature or a date stands far to the right, and may stand further out than the text.
    rights = sorted(line.right for line in text if line.left < left + 6 * usual)
    most, count = Counter(round(right / 8) for right in rights).most_common(1)[0]
    alone = len(rights) > 1 and rights[-1] - rights[-2] > 3 * usual
    return left, most * 8.0 if alone and count >= max(4, len(rights) / 5) else rights[-1]


def _above_imprint(lines: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """*lines* without the 版记, whose list of organs may be longer than a short text and is set smaller."""
    copies = next((n for n, line in enumerate(lines) if _COPIES.match(line.text)), len(lines))
    return [
        line
        for number, line in enumerate(lines)
        if number < copies or line.page != lines[copies].page or line.size > lines[copies].size
    ] or lines


def _continuations(lines: Sequence[PrintedLine], area: Area | None, room: float) -> Iterator[bool]:
    """For each line, whether the line above was broken only because it was full.

    A paragraph goes on where a line at the left edge follows one that reaches the right edge in the same size. The organs
    of a 版记 go on where a line hangs below the first; a cell where its line above is full.
    """
    measures = {
        turned: _measure(loose, own, room)
        for turned, own in ((False, area), (True, _area_of_grids(lines)))
        if (loose := [line for line in lines if line.cell is None and line.turned is turned])
    }
    first = above = None
    for line in lines:
        goes_on = False
        if above is not None and (line.cell is not None or above.cell is not None):
            goes_on = _in_one_cell(above, line)
        elif above is not None and first is not None and above.turned is line.turned:
            goes_on = _goes_on(first, above, line, measures[line.turned])
        yield goes_on
        first, above = (first if goes_on else line), line


def _area_of_grids(lines: Sequence[PrintedLine]) -> Area | None:
    """The edges of the tables on pages whose text runs up or down: text and table share them there."""
    grids = [line.cell.grid for line in lines if line.cell is not None and line.turned]
    return (min(g.columns[0] for g in grids), max(g.columns[-1] for g in grids)) if grids else None


def _in_one_cell(above: PrintedLine, line: PrintedLine) -> bool:
    one, other = above.cell, line.cell
    if (
        one is None
        or other is None
        or (one.grid, one.row, one.column) != (other.grid, other.row, other.column)
    ):
        return False
    return above.right > one.grid.right(one.row, one.column) - 1.7 * above.size


def _goes_on(first: PrintedLine, above: PrintedLine, line: PrintedLine, measure: _Measure) -> bool:
    stands_in = (above.left - measure.left) / above.size
    # A line that stands in by any other measure than that of a paragraph is centred, and ends where it ends.
    organs = bool(_HANGING_LIST.match(first.text))
    if stands_in < 0.4:
        full = above.right > measure.right - 2.4 * above.size
    else:
        centred = abs(above.left + above.right - measure.room) < 0.5 * above.size or not 1.7 < stands_in < 2.4
        # A list of organs is set in a character from either edge, and breaks before a mark it may not begin with.
        reach = 3.4 if organs else 1.7
        full = above.right > measure.right - reach * above.size and (organs or not centred)
    alike = abs(above.size - line.size) < 0.15 * line.size and line.size < _OF_MARK * measure.size
    flush = line.left < measure.left + 0.8 * line.size
    hangs = organs and line.left > first.left + 1.5 * line.size
    if above.page == line.page:
        near = above.baseline - line.baseline < _LOOSE * measure.pitch
    else:
        unended = above.text.rstrip().endswith(("，", "、")) or above.text[-1:].isalnum()
        near = unended or above.baseline < measure.lowest + _FOOT * measure.pitch
    anew = above.text.rstrip().endswith(_ENDS) and bool(_OPENS.match(line.text))
    return full and alike and near and (flush or hangs) and not anew


def _roles(lines: Sequence[PrintedLine], area: Area | None) -> Iterator[Role | None]:
    """What a date says of a seal; see `_is_unsealed`."""
    for index, line in enumerate(lines):
        dated = area is not None and index > 1 and line.cell is None
        if dated and area and DATE.fullmatch(fold_width(line.text.strip())):
            yield Role.DATE_UNSEALED if _is_unsealed(lines[:index], line, area[1]) else None
        else:
            yield None


def _is_unsealed(above: Sequence[PrintedLine], date: PrintedLine, right: float) -> bool:
    """Whether name and date stand as they do without a seal (7.3.5.2): the longest name ends two characters from the
    right edge and the date begins two characters behind the names, or, longer than they, ends there itself. A name of
    the same place above a sealed date has two free lines above it, not one."""
    size, near = date.size, 0.25 * date.size
    inset = right - 2 * size
    name = above[-1]
    pitch = name.baseline - date.baseline
    first = len(above) - 1
    while first > 1 and _below_each_other(above[first - 1], above[first], pitch):
        first -= 1
    reach = max(line.right for line in above[first:])
    before = above[first - 1]
    hangs = abs(date.left - name.left - 2 * size) < 2 * near and abs(reach - inset) < near
    sealed = abs(right - date.right - 4 * size) < near
    apart = before.page == name.page and before.baseline - above[first].baseline > 2.5 * pitch
    if abs(date.right - inset) < near:
        return not apart  # digits of another typeface may reach there from the place of a sealed date
    close = before.page == name.page and not apart
    return hangs and (close or not sealed)


def _below_each_other(one: PrintedLine, other: PrintedLine, pitch: float) -> bool:
    """Whether two names of a signature begin at the same place on neighbouring lines."""
    return (
        one.page == other.page
        and abs(one.left - other.left) < 0.25 * other.size
        and one.baseline - other.baseline < 1.5 * pitch
    )


__all__ = ["MAX_PAGES", "Area", "area_of", "paged_source"]
