"""The content of pages: text, lines and codes as graphic objects, in mm from the upper left corner.

Every glyph has its place in DeltaX, so that a reader needs no widths. Characters find their glyphs through the table
of characters in the embedded font; readers that use fonts of their own put the same characters on the same places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, groupby

from hongtou.fonts import Face
from hongtou.layout.grid import PAGE_HEIGHT, PAGE_WIDTH, mm
from hongtou.layout.page import Colour, Figure, Page, Rule
from hongtou.model import Picture
from hongtou.write.code import Code
from hongtou.write.objects import number
from hongtou.write.ofd.xml import HEAD, NAMESPACE, box
from hongtou.write.placing import Placing, Stretch, UsedFont
from hongtou.write.stamp import stamp_characters
from hongtou.write.xml import attribute, clean

INKS = {
    Colour.BLACK: "0 0 0",
    Colour.RED: "255 0 0",
    Colour.BLUE: "0 51 166",
    Colour.GREEN: "0 102 51",
}
_STAMP_GREY = "219 219 219"
_ABOVE, _BELOW, _BESIDE = 1.1, 0.4, 0.3
"""How far the box of a text goes beyond its baseline and its glyphs, in ems: readers cut off what lies outside."""
_EXACT = 0.002
"""By how many mm a glyph may stand beside its place for the sake of equal steps."""


class Drawing:
    """Draws pages and numbers all that is drawn."""

    def __init__(self, placing: Placing) -> None:
        self._placing = placing
        self._next = count(1)
        self._fonts: dict[str, int] = {}
        self._pictures: dict[bytes, tuple[int, Picture]] = {}
        self._turned = False
        self.highest = 0

    def page(self) -> int:
        """The number of a page."""
        return self._identify()

    def fonts(self) -> Mapping[int, UsedFont]:
        """The fonts of all that was drawn, by their numbers."""
        return {self._fonts[used.name]: used for used in self._placing.used if used.name in self._fonts}

    def pictures(self) -> Sequence[tuple[int, Picture]]:
        """The pictures of all that was drawn, each once, with their numbers."""
        return tuple(self._pictures.values())

    def content(self, page: Page, stamp: str, codes: Sequence[Code]) -> str:
        """The part Content.xml of one page."""
        layers = []
        if stamp:
            layers.append(self._layer("Background", self._stamp(stamp)))
        layers.append(self._layer("Body", self._body(page, codes)))
        return (
            f'{HEAD}<ofd:Page xmlns:ofd="{NAMESPACE}"><ofd:Content>{"".join(layers)}</ofd:Content></ofd:Page>'
        )

    def _identify(self) -> int:
        self.highest = next(self._next)
        return self.highest

    def _layer(self, kind: str, objects: Iterator[str]) -> str:
        number_ = self._identify()
        return f'<ofd:Layer ID="{number_}" Type="{kind}">{"".join(objects)}</ofd:Layer>'

    def _body(self, page: Page, codes: Sequence[Code]) -> Iterator[str]:
        yield from self._drawn(page)
        if page.across is not None:
            self._turned = True
            yield from self._drawn(page.across)
            self._turned = False
        for code in codes:
            yield self._code(code)

    def _drawn(self, page: Page) -> Iterator[str]:
        for figure in page.figures:
            yield self._figure(figure)
        for rule in page.rules:
            yield self._rule(rule)
        for run in page.runs:
            for stretch in self._placing.stretches(run):
                yield from self._text(stretch)

    def _placed(self, left: float, top: float, width: float, height: float, narrow: float = 1.0) -> str:
        """The box of an object and its matrix; on a turned sheet both are turned by a quarter to the left: what was
        its right edge is the upper one."""
        if not self._turned:
            matrix = f' CTM="{narrow:.6f} 0 0 1 0 0"' if narrow != 1 else ""
            return f'Boundary="{box(left, top, width, height)}"{matrix}'
        matrix = f"0 {-narrow:.6f} 1 0 0 {number(width)}"
        return f'Boundary="{box(top, PAGE_HEIGHT - left - width, height, width)}" CTM="{matrix}"'

    def _figure(self, figure: Figure) -> str:
        """The unit square of the picture, enlarged to its box."""
        picture, width, height = figure.picture, figure.width, figure.height
        if picture.data not in self._pictures:
            self._pictures[picture.data] = (self._identify(), picture)
        resource, _ = self._pictures[picture.data]
        turn, left, top = picture.turn, figure.x, figure.y
        if self._turned:
            turn, left, top = (turn + 3) % 4, figure.y, PAGE_HEIGHT - figure.x - width
            width, height = height, width
        outline = box(left, top, width, height)
        matrix = " ".join(map(number, _turned_square(turn, width, height)))
        told = f" Name={attribute(picture.description)}" if picture.description else ""
        return (
            f'<ofd:ImageObject ID="{self._identify()}" Boundary="{outline}" CTM="{matrix}"{told} '
            f'ResourceID="{resource}"/>'
        )

    def _text(self, stretch: Stretch) -> Iterator[str]:
        """One text object; blanks at its ends are left out, since some readers do, and would shift the others."""
        inked = [index for index, (character, _) in enumerate(stretch.characters) if not character.isspace()]
        if not inked:
            return
        placed = stretch.characters[inked[0] : inked[-1] + 1]
        run, em = stretch.run, mm(stretch.run.size_pt)
        for character, _ in placed:
            stretch.font.code(character)
        first, last = placed[0][1], placed[-1][1]
        edge = _BESIDE * em
        outline = self._placed(
            first - edge,
            run.y - _ABOVE * em,
            last - first + em + 2 * edge,
            (_ABOVE + _BELOW) * em,
            run.narrow,
        )
        steps = _steps([place / run.narrow for _, place in placed])
        text = "".join(character for character, _ in placed)
        yield self._text_object(
            outline, stretch.font, em, INKS[run.colour],
            f'X="{number(edge / run.narrow)}" Y="{number(_ABOVE * em)}"{steps}', text,
        )  # fmt: skip

    def _text_object(self, outline: str, font: UsedFont, em: float, ink: str, place: str, text: str) -> str:
        if font.name not in self._fonts:
            self._fonts[font.name] = self._identify()
        return (
            f'<ofd:TextObject ID="{self._identify()}" {outline} Font="{self._fonts[font.name]}" '
            f'Size="{em:.4f}"><ofd:FillColor Value="{ink}"/><ofd:TextCode {place}>{clean(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )

    def _rule(self, rule: Rule) -> str:
        left, top, edge = min(rule.x1, rule.x2), min(rule.y1, rule.y2), rule.thickness / 2
        outline = self._placed(
            left - edge,
            top - edge,
            abs(rule.x2 - rule.x1) + rule.thickness,
            abs(rule.y2 - rule.y1) + rule.thickness,
        )
        ends = (rule.x1 - left, rule.y1 - top, rule.x2 - left, rule.y2 - top)
        x1, y1, x2, y2 = (number(end + edge) for end in ends)
        return (
            f'<ofd:PathObject ID="{self._identify()}" {outline} LineWidth="{number(rule.thickness)}">'
            f'<ofd:StrokeColor Value="{INKS[rule.colour]}"/>'
            f"<ofd:AbbreviatedData>M {x1} {y1} L {x2} {y2}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _code(self, code: Code) -> str:
        """The black modules, filled."""
        path = " ".join(
            f"M {number(left)} {number(top)} L {number(left + width)} {number(top)} "
            f"L {number(left + width)} {number(top + height)} L {number(left)} {number(top + height)} C"
            for left, top, width, height in code.boxes()
        )
        return (
            f'<ofd:PathObject ID="{self._identify()}" Boundary="{box(0, 0, PAGE_WIDTH, PAGE_HEIGHT)}" Stroke="false" '
            f'Fill="true"><ofd:FillColor Value="{INKS[Colour.BLACK]}"/>'
            f"<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _stamp(self, word: str) -> Iterator[str]:
        """*word* from lower left to upper right, as `write_pdf` sets it."""
        for each in stamp_characters(word):
            character, size = each.character, each.size
            used = self._placing.font(Face.HEITI, character)
            used.code(character)
            matrix = " ".join(map(number, (each.cos, -each.sin, each.sin, each.cos, each.x, each.y)))
            outline = f'Boundary="{box(0, 0, PAGE_WIDTH, PAGE_HEIGHT)}" CTM="{matrix}"'
            yield self._text_object(outline, used, size, _STAMP_GREY, 'X="0" Y="0"', character)


def _turned_square(turn: int, width: float, height: float) -> tuple[float, ...]:
    """The matrix that turns the unit square by quarters to the right and enlarges it to a box."""
    return {
        0: (width, 0, 0, height, 0, 0),
        1: (0, height, -width, 0, width, 0),
        2: (-width, 0, 0, -height, width, height),
        3: (0, -height, width, 0, 0, height),
    }[turn]


def _steps(places: Sequence[float]) -> str:
    """The distances between neighbours as the attribute DeltaX, equal ones counted; nothing for a single one."""
    steps: list[str] = []
    at = places[0]
    for place in places[1:]:
        step = steps[-1] if steps else ""
        if not step or abs(at + float(step) - place) > _EXACT:
            step = number(place - at)
        steps.append(step)
        at += float(step)
    groups = [(step, len(list(group))) for step, group in groupby(steps)]
    words = " ".join(f"g {times} {step}" if times > 2 else " ".join([step] * times) for step, times in groups)
    return f' DeltaX="{words}"' if words else ""


__all__ = ["INKS", "Drawing"]
