"""The PDF pen: draws the Page model glyph by glyph (ISO 32000-1), fonts embedded as far as they are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hongtou.fonts import Face, FontSet
from hongtou.layout.grid import PAGE_HEIGHT, PAGE_WIDTH, mm
from hongtou.layout.page import Colour, Figure, Layout, Page, Rule
from hongtou.write.code import Code
from hongtou.write.objects import Objects, hex_text, number
from hongtou.write.outline import outline_of, pdf_outline
from hongtou.write.pdf_archive import add_archive, add_info
from hongtou.write.pdf_fonts import add_font
from hongtou.write.pdf_pictures import Pictures
from hongtou.write.placing import Placing, Stretch
from hongtou.write.stamp import stamp_characters

PT_PER_MM = 1 / mm(1)
_INK = {
    Colour.BLACK: "0 g 0 G",
    Colour.RED: "1 0 0 rg 1 0 0 RG",
    Colour.BLUE: "0 0.2 0.65 rg 0 0.2 0.65 RG",
    Colour.GREEN: "0 0.4 0.2 rg 0 0.4 0.2 RG",
}
_STAMP_GREY = "0.86 g"
_UNSEEN = 0.05
"""A gap of less than this, in thousandths of the em, is none."""


def write_pdf(layout: Layout, *, stamp: str = "", codes: Sequence[Code] = ()) -> bytes:
    """*layout* as PDF; the same layout, fonts and arguments give the same bytes.

    *stamp* (such as 样章) is printed large, pale and slanted across each page, beneath its text; it is never a
    picture of a seal. *codes* are drawn only where asked for, above the type area. What no font draws becomes an
    empty box: `Layout.missing` names it. Unless there is such a box, the file is PDF/A-2b.
    """
    pen = _Pen(layout.fonts)
    contents = [
        pen.page(page, stamp, [code for code in codes if code.page == index])
        for index, page in enumerate(layout.pages, start=1)
    ]
    objects = Objects()
    tree, resources = objects.reserve(), objects.reserve()
    kids = []
    for content in contents:
        stream = objects.add_stream(content.encode("ascii"))
        box = f"[0 0 {number(PAGE_WIDTH * PT_PER_MM)} {number(PAGE_HEIGHT * PT_PER_MM)}]"
        kids.append(
            objects.add(
                f"<< /Type /Page /Parent {tree} 0 R /MediaBox {box} /Resources {resources} 0 R "
                f"/Contents {stream} 0 R >>"
            )
        )
    fonts = " ".join(f"/{used.name} {add_font(objects, used)} 0 R" for used in pen.placing.used)
    pictures = pen.pictures.add_to(objects)
    objects.fill(resources, f"<< /Font << {fonts} >>{pictures} >>")
    refs = " ".join(f"{kid} 0 R" for kid in kids)
    objects.fill(tree, f"<< /Type /Pages /Kids [{refs}] /Count {len(kids)} >>")
    entries = outline_of(layout)
    outline = f"/Outlines {pdf_outline(objects, entries, kids, PAGE_HEIGHT)} 0 R " if entries else ""
    # A box is no character: a file for keeping may not show one (ISO 19005-2, 6.2.11.8).
    archive = "" if layout.missing else f"{add_archive(objects, layout.title)} "
    root = objects.add(
        f"<< /Type /Catalog /Pages {tree} 0 R {outline}{archive}/Lang (zh-CN) "
        "/ViewerPreferences << /DisplayDocTitle true >> >>"
    )
    return objects.file(root, add_info(objects, layout.title))


class _Pen:
    """What the pages need of the fonts, gathered while they are drawn."""

    def __init__(self, fonts: FontSet) -> None:
        self.placing = Placing(fonts)
        self.pictures = Pictures()

    def page(self, page: Page, stamp: str, codes: Sequence[Code]) -> str:
        """The content stream of one page."""
        parts = [*self._stamp(stamp)] if stamp else []
        parts += self._drawn(page)
        if page.across is not None:
            # Drawn turned, not told to be shown turned (/Rotate): the sheet is bound upright like every other, and its
            # number stands where theirs do (clause 8).
            parts.append(f"q 0 1 -1 0 {number(PAGE_HEIGHT * PT_PER_MM)} 0 cm")
            parts += self._drawn(page.across)
            parts.append("Q")
        for code in codes:
            parts += _code(code)
        return "\n".join(parts)

    def _drawn(self, page: Page) -> Iterator[str]:
        yield from map(self._figure, page.figures)
        yield from map(_rule, page.rules)
        for run in page.runs:
            yield from map(_stretch, self.placing.stretches(run))

    def _figure(self, figure: Figure) -> str:
        name = self.pictures.name_of(figure.picture)
        place = (figure.x, PAGE_HEIGHT - figure.y - figure.height)
        wide, high = figure.width, figure.height
        matrix = {
            0: (wide, 0, 0, high, 0, 0),
            1: (0, -high, wide, 0, 0, high),
            2: (-wide, 0, 0, -high, wide, high),
            3: (0, high, -wide, 0, wide, 0),
        }[figure.picture.turn]
        shape = (*matrix[:4], matrix[4] + place[0], matrix[5] + place[1])
        told = hex_text(figure.picture.description)
        return (
            f"/Figure << /Alt {told} >> BDC q {' '.join(number(each * PT_PER_MM) for each in shape)} cm "
            f"/{name} Do Q EMC"
        )

    def _stamp(self, word: str) -> Iterator[str]:
        yield f"q {_STAMP_GREY}"
        for each in stamp_characters(word):
            used = self.placing.font(Face.HEITI, each.character)
            place = (each.x * PT_PER_MM, (PAGE_HEIGHT - each.y) * PT_PER_MM)
            matrix = " ".join(map(number, (each.cos, each.sin, -each.sin, each.cos, *place)))
            code = f"<{used.code(each.character):04x}>"
            yield f"BT /{used.name} {number(each.size * PT_PER_MM)} Tf {matrix} Tm {code} Tj ET"
        yield "Q"


def _stretch(stretch: Stretch) -> str:
    """One text object: the first glyph at its place, each other by its distance to the one before."""
    run, used = stretch.run, stretch.font
    scale = mm(run.size_pt) * run.narrow / 1000  # mm of one thousandth of the em
    x = at = stretch.characters[0][1]
    pieces, codes = [], list[str]()
    for character, place in stretch.characters:
        gap = (place - at) / scale
        if not -_UNSEEN < gap < _UNSEEN:
            gap = round(gap, 1)
            pieces.append(f"<{''.join(codes)}>{number(-gap)}" if codes else number(-gap))
            codes.clear()
        else:
            gap = 0.0
        codes.append(used.hex_code(character))
        at += (gap + used.width(character)) * scale
    pieces.append(f"<{''.join(codes)}>")
    # Narrowed glyphs add up to the length of a mark: three decimals of the scale would not place the last one.
    origin = f"{number(x * PT_PER_MM)} {number((PAGE_HEIGHT - run.y) * PT_PER_MM)}"
    matrix = f"{run.narrow:.6g} 0 0 1 {origin}"
    text = "".join(pieces)
    return f"BT {_INK[run.colour]} /{used.name} {number(run.size_pt)} Tf {matrix} Tm [{text}] TJ ET"


def _rule(rule: Rule) -> str:
    ends = (rule.x1, PAGE_HEIGHT - rule.y1, rule.x2, PAGE_HEIGHT - rule.y2)
    x1, y1, x2, y2 = (number(end * PT_PER_MM) for end in ends)
    return f"{_INK[rule.colour]} {number(rule.thickness * PT_PER_MM)} w {x1} {y1} m {x2} {y2} l S"


def _code(code: Code) -> Iterator[str]:
    """The black modules."""
    yield _INK[Colour.BLACK]
    for left, top, width, height in code.boxes():
        box = (left, PAGE_HEIGHT - top - height, width, height)
        yield " ".join(number(each * PT_PER_MM) for each in box) + " re f"


__all__ = ["write_pdf"]
