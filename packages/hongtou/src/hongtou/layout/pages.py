"""From a manuscript to its pages, in whichever form it is set (GB/T 9704-2012, 5 to 7 and 10)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hongtou.fonts import Face, FontSet, find_fonts
from hongtou.layout.annexes import annex_pages
from hongtou.layout.flow import Row, Spot, place
from hongtou.layout.forms import PATTERNS, Head, Pattern
from hongtou.layout.grid import BOTTOM, LANDSCAPE, LEFT, LINES, PITCH, PORTRAIT, RIGHT, SIZE_4_PT, TOP, mm
from hongtou.layout.imprint import ImprintPlan, imprint, plan_imprint
from hongtou.layout.lacking import lacking
from hongtou.layout.metrics import Metrics
from hongtou.layout.page import Layout, Page
from hongtou.layout.setting import Setter
from hongtou.manuscript import Manuscript, tidied

PAGE_NUMBER_DROP = 7.0
"""The upper edge of the 一字线 below the lower edge of the type area (7.5)."""
_OTHER_PITCHES = (23, 21, 24, 20, 19, 18)
"""Lines a page that are tried when name and date would stand alone (7.3.5.5), the least change first."""

_HAIR = 0.01

Placed = list[list[tuple[Spot, Row]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What other writers take over from the Page model: the head, whether 主送机关 stands in the 版记, whether the
    版记 has a page to itself and whether that page is numbered."""

    head: Head
    moved: bool
    imprint_alone: bool
    imprint_numbered: bool


@dataclass(frozen=True, slots=True)
class _Main:
    """The main text on its pages, and how it came to stand so."""

    plan: Head
    pages: Placed
    adjusted: str
    moved: bool


def lay_out(copy: Manuscript, *, fonts: FontSet | None = None) -> Layout:
    """The pages of *copy*, for *fonts* (None: what this machine has).

    The first page always shows text of the body: for it the names of a joint mark are made smaller, then the
    addressees moved into the 版记 (7.3.2). Where name and date would stand alone on a page, lines are set closer
    or wider, as 7.3.5.5 allows; `Layout.adjusted` says so. Raises ValueError, in Chinese, for what no page can hold.
    """
    chosen = find_fonts() if fonts is None else fonts
    setter, copy = Setter(Metrics(chosen)), tidied(copy)
    pattern = PATTERNS[copy.form]
    main = _main(setter, copy, pattern)
    made = [_page_of(page) for page in main.pages]
    made[0] = Page.of((*pattern.draw(setter, copy, main.plan), *made[0].items))
    for annex in copy.annexes:
        made.extend(annex_pages(setter, annex))
    made = _with_imprint(
        setter, plan_imprint(setter, copy, addressees=main.moved, ruled=pattern.imprint), made, pattern
    )
    _refuse_overflow(made)
    missing, substitutions = lacking(chosen, made)
    return Layout(
        pages=tuple(made),
        fonts=chosen,
        title=copy.title,
        adjusted=main.adjusted,
        short_lines=sum(row.short for page in main.pages for _, row in page),
        missing=missing,
        substitutions=substitutions,
        moved_addressees=main.moved,
    )


def _refuse_overflow(pages: Iterable[Page]) -> None:
    """Raises ValueError for a name or a number that its line does not hold: all other text is broken into lines."""
    for page in pages:
        sheets = [(page, PORTRAIT), *([(page.across, LANDSCAPE)] if page.across else [])]
        for run, area in ((run, area) for sheet, area in sheets for run in sheet.runs):
            if run.x >= area.left - _HAIR and run.x + run.width <= area.right + _HAIR:
                continue
            raise ValueError(f"一行排不下，请写短些：{run.text[:40]}")


def plan_of(setter: Setter, copy: Manuscript) -> Plan:
    """How `lay_out` would set *copy*, without the pages. Raises ValueError as it does."""
    copy = tidied(copy)
    pattern = PATTERNS[copy.form]
    main = _main(setter, copy, pattern)
    pages = [_page_of(page) for page in main.pages]
    for annex in copy.annexes:
        pages.extend(annex_pages(setter, annex))
    alone, numbered = _imprint_place(
        plan_imprint(setter, copy, addressees=main.moved, ruled=pattern.imprint), pages
    )
    return Plan(main.plan, main.moved, alone, numbered)


def _main(setter: Setter, copy: Manuscript, pattern: Pattern) -> _Main:
    """The main text under the first head that leaves room for the body on page one."""
    for bound, moved in ((True, False), (True, True), (False, False), (False, True)):
        if moved and not copy.addressees:
            continue
        rows = pattern.rows(setter, copy, not moved)
        if not bound:  # a heading, or a row of a table, may then part from what it belongs to
            rows = [replace(row, keep=False) if row.body else row for row in rows]
        for plan in pattern.heads(setter, copy):
            if _shows_body(place(rows, plan.title_top, PITCH)) or not copy.body:
                pages, adjusted = _with_signature(rows, plan)
                return _Main(plan, pages, adjusted, moved)
    raise ValueError("首页排不下正文：发文机关、签发人或者标题太长，请精简后再排版")


def _shows_body(pages: Placed) -> bool:
    return any(row.body for _, row in pages[0])


def _with_signature(rows: Sequence[Row], plan: Head) -> tuple[Placed, str]:
    """The pages, and what was done so that the signature has text of the body on its page."""
    pages = place(rows, plan.title_top, PITCH)
    if not _signature_alone(pages):
        return pages, ""
    for lines in _OTHER_PITCHES:
        pages = place(rows, plan.title_top, PITCH * (LINES - 1) / (lines - 1))
        if not _signature_alone(pages) and _shows_body(pages):
            return pages, f"为使落款与正文同页，按7.3.5.5调整行距，每页由{LINES}行改为{lines}行。"
    last = max(index for index, row in enumerate(rows) if row.body)
    bound = [
        replace(row, keep=True) if last <= index < len(rows) - 1 else row for index, row in enumerate(rows)
    ]
    pages = place(bound, plan.title_top, PITCH)
    return pages, "为使落款与正文同页，把正文的末行移到了落款所在页（7.3.5.5）。"


def _signature_alone(pages: Placed) -> bool:
    """Whether the last page of the main text holds no line of body or 附件说明."""
    return len(pages) > 1 and not _body_in(pages[-1]) and any(_body_in(page) for page in pages)


def _body_in(page: Sequence[tuple[Spot, Row]]) -> bool:
    return any(row.body for _, row in page)


def _page_of(placed: Sequence[tuple[Spot, Row]]) -> Page:
    return Page.of(item for spot, row in placed for item in row.draw(spot))


def _lowest(page: Page) -> float:
    """The lower edge of the lowest thing in the type area of *page*: the second rule of a letter lies below it. What
    stands across it fills it."""
    if page.across is not None:
        return BOTTOM
    runs = [run.y + mm(run.size_pt) * 0.12 for run in page.runs]
    figures = [figure.y + figure.height for figure in page.figures]
    return max([*runs, *figures, *(rule.y2 for rule in page.rules if rule.y2 <= BOTTOM), TOP])


def _imprint_place(plan: ImprintPlan, pages: Sequence[Page]) -> tuple[bool, bool]:
    """Whether the 版记 has a page to itself, and whether that page carries a number (7.4.1, 7.5).

    Behind an odd last page it has the next page to itself, which is numbered as all are. Behind an even page
    without room for it comes a blank page, which carries no number, nor does the 版记's own page after it. That of a
    letter stands at the foot of its last page, whatever its number (10.1).
    """
    crowded = BOTTOM - plan.height - _lowest(pages[-1]) < PITCH / 2
    if not plan.ruled:
        return crowded, True
    if len(pages) % 2:
        return True, True
    return crowded, False


def _with_imprint(setter: Setter, plan: ImprintPlan, pages: list[Page], pattern: Pattern) -> list[Page]:
    """The pages with their numbers and the 版记 at the foot of the last."""
    numbered = [replace(page, number=number) for number, page in enumerate(pages, start=1)]
    if not pattern.first_number:
        numbered[0] = replace(numbered[0], number=None)
    if plan.height:
        alone, counted = _imprint_place(plan, pages)
        if alone:
            numbered += [Page(number=len(numbered) + 1)] if counted else [Page(), Page()]
        numbered[-1] = numbered[-1].with_items(imprint(setter, plan))
    return [_with_number(setter, page) for page in numbered]


def _with_number(setter: Setter, page: Page) -> Page:
    """— 1 — in 4号 half-width digits: right on odd pages, left on even ones, one character from the edge (7.5)."""
    if page.number is None:
        return page
    cell, text = mm(SIZE_4_PT), f"— {page.number} —"
    length = setter.length(text, cell, Face.SONGTI)
    x = RIGHT - cell - length if page.number % 2 else LEFT + cell
    run = setter.text(text, x=x, top=0.0, size_pt=SIZE_4_PT, face=Face.SONGTI)
    y = BOTTOM + PAGE_NUMBER_DROP + setter.metrics.ink_top(Face.SONGTI, "—") * cell
    return replace(page, runs=(*page.runs, replace(run, y=y)))
