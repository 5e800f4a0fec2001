"""What the rules of the page look at: the parts of a Word document as they are set."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper
from hongtou.fonts import Face, is_named
from hongtou.model import Heading, Paragraph, Span
from hongtou.model.sheet import Edge, Font, Setting, Sheet

SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0
NAMES_OF_SIZES = {
    26.0: "1号",
    24.0: "小1号",
    22.0: "2号",
    18.0: "小2号",
    16.0: "3号",
    15.0: "小3号",
    14.0: "4号",
    12.0: "小4号",
}
NAMES_OF_SIZES |= {10.5: "5号", 9.0: "小5号"}
_SIZE_OFF = 0.3
# What a paragraph opens with is a heading when it says no whole sentence.
_LEAD = re.compile(r"^[^。：；？！，,\n]{1,30}。(?=.)")
_SUBTITLE = re.compile(r"[^。：；，,]{1,20}")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_DARK, _RED, _NOT_RED = 0x40, 0xB0, 0x60


def on_sheet(check: Callable[[Paper, Sheet], Iterable[Fault]]) -> Callable[[Paper], Iterable[Fault]]:
    """A check of a paper that is asked only of Word documents to which the standard of 2012 applies, and that say how
    all of their pages are set."""

    def asked(paper: Paper) -> Iterable[Fault]:
        sheet = paper.document.sheet
        if sheet is None or paper.is_old or not _is_complete(sheet):
            return ()
        return check(paper, sheet)

    asked.__module__ = check.__module__  # a rule is known by the file its check stands in
    return asked


def _is_complete(sheet: Sheet) -> bool:
    """Whether every paragraph lies in a section; programs other than Word leave the last one out."""
    last = sheet.settings[-1].section if sheet.settings else 0
    return last < len(sheet.sections)


def settings(sheet: Sheet, spans: Iterable[Span]) -> Iterator[Setting]:
    """The parts of paragraphs that *spans* cover."""
    for span in spans:
        yield from sheet.within(span)


def span_of(setting: Setting) -> Span:
    """The passage of a setting."""
    return Span(setting.start, setting.end)


def running(paper: Paper) -> Iterator[Span]:
    """The running text of the body: paragraphs without the headings they open with, and headings of level 3 and 4;
    no headings without a number."""
    for block in paper.document.body:
        if isinstance(block, Paragraph) and not _SUBTITLE.fullmatch(block.text):
            start = block.span.start
            if block.level in (1, 2) and (lead := _LEAD.match(block.text)):
                start += lead.end()
            if start < block.span.end:
                yield Span(start, block.span.end)
        elif isinstance(block, Heading) and block.level > 2:
            yield block.span


def leads(paper: Paper, level: int) -> Iterator[Span]:
    """The headings of *level* in body and annexes, those a paragraph opens with included."""
    annexed = (block for annex in paper.document.annexes for block in annex.blocks)
    for block in (*paper.document.body, *annexed):
        if isinstance(block, Heading | Paragraph) and block.level == level:
            lead = _LEAD.match(block.text)
            if isinstance(block, Heading):
                yield block.span
            elif lead:
                yield Span(block.span.start, block.span.start + lead.end())


def in_other_face(parts: Iterable[Setting], face: Face) -> Iterator[Setting]:
    """The parts whose Hanzi are mostly set in another typeface; a font that no one named is Word's own, another one."""
    return (part for part in parts if not is_named(part.font.east_asian or "", face))


def in_other_size(parts: Iterable[Setting], points: float) -> Iterator[Setting]:
    """The parts mostly set in another size."""
    return (part for part in parts if abs(part.font.size - points) > _SIZE_OFF)


def name_of_size(points: float) -> str:
    """A size as printers call it, in points where it has no name."""
    near = min(NAMES_OF_SIZES, key=lambda size: abs(size - points))
    return NAMES_OF_SIZES[near] if abs(near - points) <= _SIZE_OFF else f"{points:g}磅"


def name_of_font(font: Font) -> str:
    """The font of Hanzi by its name."""
    return f"“{font.east_asian}”" if font.east_asian else "没有指定的字体"


def is_black(colour: str) -> bool:
    """Whether a colour prints as black; a colour of the theme that is not told is taken for black."""
    if not _HEX.fullmatch(colour):
        return True
    return all(int(colour[at : at + 2], 16) <= _DARK for at in (0, 2, 4))


def is_red(colour: str) -> bool:
    """Whether a colour is the red of a head."""
    if not _HEX.fullmatch(colour):
        return False
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return red >= _RED and green <= _NOT_RED and blue <= _NOT_RED


def drawn(*edges: Edge | None) -> tuple[Edge, ...]:
    """Those of *edges* that are really drawn."""
    return tuple(edge for edge in edges if edge is not None and edge.kind not in ("nil", "none"))


def rules_of_part(setting: Setting) -> tuple[Edge, ...]:
    """The rules drawn above and below a paragraph, by its own borders or by those of its cell."""
    return drawn(setting.form.above, setting.form.below, setting.above, setting.below)


def imprint_spans(paper: Paper) -> list[Span]:
    """The elements of the 版记, in the order of the text."""
    copies = [value.span for value in paper.document.copy_to]
    return copies + ([paper.document.imprint.span] if paper.document.imprint else [])


def headings_in_other_face(paper: Paper, sheet: Sheet, level: int, face: Face) -> Iterator[Fault]:
    """One fault for all headings of *level* that are not set in *face*, at the first of them."""
    if wrong := list(in_other_face(settings(sheet, leads(paper, level)), face)):
        yield Fault(
            f"{'一二'[level - 1]}级标题有{len(wrong)}处不是{face}，这一处用的是{name_of_font(wrong[0].font)}。",
            f"请改为3号{face}，不必加粗。",
            "heading_font",
            span_of(wrong[0]),
        )


def has_red_head(paper: Paper) -> bool:
    """Whether it has the head of the ordinary form: a mark that ends in 文件."""
    mark = paper.document.issuer_mark
    return mark is not None and mark.value.replace(" ", "").replace("　", "").endswith("文件")
