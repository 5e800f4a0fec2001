"""The SVG pen: one page as paths, so that it looks the same wherever it is shown; no font is asked for."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field

from hongtou.fonts import BadFont, Face
from hongtou.fonts.outlines import Outline, outline
from hongtou.layout.grid import PAGE_HEIGHT, PAGE_WIDTH, mm
from hongtou.layout.page import Colour, Figure, Layout, Page, Rule, Run
from hongtou.write.placing import Placing, UsedFont
from hongtou.write.stamp import stamp_characters
from hongtou.write.xml import clean

_INK = {Colour.BLACK: "#000", Colour.RED: "#f00", Colour.BLUE: "#0033a6", Colour.GREEN: "#063"}
_GREY = "#dbdbdb"
_BOX = Outline("m80-800h440v880h-440z m40 40v800h360v-800z")
"""Drawn for what no font of the machine draws."""


def write_svg(layout: Layout, page: int = 1, *, stamp: str = "") -> str:
    """Page *page* (from 1) of *layout* as an SVG of 210 × 297 mm, one unit a millimetre, without the paper's white.

    *stamp* (such as 样章) is drawn large, pale and slanted beneath the text. The names of the glyphs depend on
    nothing but font and glyph, so that several pages may stand in one HTML document. The same layout, fonts and
    arguments give the same text. Raises IndexError for a page that does not exist.
    """
    if not 1 <= page <= len(layout.pages):
        raise IndexError(f"no page {page} of {len(layout.pages)}")
    drawing = _Drawing(Placing(layout.fonts))
    drawing.stamp(stamp)
    sheet = layout.pages[page - 1]
    drawing.page(sheet)
    if sheet.across is not None:
        drawing.parts.append(f'<g transform="matrix(0 -1 1 0 0 {PAGE_HEIGHT:.0f})">')
        drawing.page(sheet.across)
        drawing.parts.append("</g>")
    size = f'width="{PAGE_WIDTH:.0f}mm" height="{PAGE_HEIGHT:.0f}mm" viewBox="0 0 {PAGE_WIDTH:.0f} {PAGE_HEIGHT:.0f}"'
    defs = "".join(f'<path id="{name}" d="{data}"/>' for name, data in drawing.glyphs.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>第{page}页</title>'
        f"<defs>{defs}</defs>{''.join(drawing.parts)}</svg>\n"
    )


@dataclass(slots=True)
class _Drawing:
    """What is drawn, in order, and the glyphs it uses, by name."""

    placing: Placing
    parts: list[str] = field(default_factory=list)
    glyphs: dict[str, str] = field(default_factory=dict)
    _names: dict[tuple[UsedFont, str], str] = field(default_factory=dict)

    def page(self, page: Page) -> None:
        """What stands upright on *page*."""
        for figure in page.figures:
            self.figure(figure)
        for rule in page.rules:
            self.rule(rule)
        for run in page.runs:
            self.run(run)

    def figure(self, figure: Figure) -> None:
        """The picture itself is part of the text: nothing is fetched."""
        picture = figure.picture
        told = f"<title>{clean(picture.description)}</title>" if picture.description else ""
        middle = (figure.x + figure.width / 2, figure.y + figure.height / 2)
        size = (figure.width, figure.height) if picture.turn % 2 == 0 else (figure.height, figure.width)
        left, top = (at - side / 2 for at, side in zip(middle, size, strict=True))
        turned = (
            f' transform="rotate({90 * picture.turn} {middle[0]:.3f} {middle[1]:.3f})"'
            if picture.turn
            else ""
        )
        self.parts.append(
            f'<image x="{left:.3f}" y="{top:.3f}" width="{size[0]:.3f}" height="{size[1]:.3f}"{turned} '
            f'preserveAspectRatio="none" href="data:{picture.kind.media_type};base64,'
            f'{base64.b64encode(picture.data).decode()}">{told}</image>'
        )

    def run(self, run: Run) -> None:
        """The run's glyphs, in a group whose unit is a thousandth of the em."""
        scale = mm(run.size_pt) / 1000
        across = scale * run.narrow
        uses = [
            f'<use href="#{name}" x="{round((x - run.x) / across)}"/>'
            for stretch in self.placing.stretches(run)
            for character, x in stretch.characters
            if (name := self._name(stretch.font, character))
        ]
        if uses:
            colour = f' fill="{_INK[run.colour]}"' if run.colour is not Colour.BLACK else ""
            matrix = f"matrix({across:.6f} 0 0 {scale:.6f} {run.x:.3f} {run.y:.3f})"
            self.parts.append(f'<g transform="{matrix}"{colour}>{"".join(uses)}</g>')

    def rule(self, rule: Rule) -> None:
        self.parts.append(
            f'<path d="M{rule.x1:.3f} {rule.y1:.3f}L{rule.x2:.3f} {rule.y2:.3f}" stroke="{_INK[rule.colour]}" '
            f'stroke-width="{rule.thickness:g}"/>'
        )

    def stamp(self, word: str) -> None:
        for each in stamp_characters(word):
            if name := self._name(self.placing.font(Face.HEITI, each.character), each.character):
                scale = each.size / 1000
                turn = (each.cos * scale, -each.sin * scale, each.sin * scale, each.cos * scale)
                matrix = " ".join(f"{n:.5f}" for n in (*turn, each.x, each.y))
                self.parts.append(f'<use href="#{name}" transform="matrix({matrix})" fill="{_GREY}"/>')

    def _name(self, used: UsedFont, character: str) -> str:
        """The name of the glyph's path, empty when it has no ink; the path is kept for the head of the file."""
        key = (used, character)
        if key not in self._names:
            name, shape = _shape(used, character)
            self._names[key] = name if shape.data else ""
            if shape.data:
                self.glyphs[name] = shape.data
        return self._names[key]


def _shape(used: UsedFont, character: str) -> tuple[str, Outline]:
    """The name and the outline of what draws *character*; a box where nothing does."""
    if used.font is None or used.file is None:
        return "box", _BOX
    glyph = used.font.glyph(character)
    font = zlib.crc32(f"{used.file.path}#{used.file.index}".encode())
    try:
        return f"g{font:x}-{glyph}", outline(used.font, glyph)
    except (OSError, BadFont):
        return "box", _BOX
