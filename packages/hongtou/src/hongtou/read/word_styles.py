"""How a Word file sets its text: styles, theme and defaults resolved (ECMA-376, 17.7).

Facts are gathered as they are written, level above level: defaults, style of the table, styles of the paragraph from
the ground up, those of the characters, then what stands at the place itself.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hongtou.model.sheet import Alignment, Edge, Font, Form, LineRule
from hongtou.read.style_part import StylePart, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VAL = W + "val"
_OFF = ("0", "false", "off", "none")
_MOST_BASED = 16
"""A style stands on another, that on a third: Word itself stops at about ten."""
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "both": "both",
    "distribute": "distribute",
    "thaiDistribute": "distribute",
}
_TOGGLES = {W + "b": "bold", W + "i": "italic", W + "strike": "strike"}
_INDENTS = (
    "firstLineChars",
    "firstLine",
    "hangingChars",
    "hanging",
    "leftChars",
    "left",
    "rightChars",
    "right",
)
_SAME_INDENT = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_Facts = dict[str, Any]
_Key = tuple[Any, ...]


def number_of(text: str | None, otherwise: float = 0.0) -> float:
    """A measure as Word writes it; *otherwise* for what is none, or absurd."""
    if not text:
        return otherwise
    try:
        number = float(text.removesuffix("pt")) * (20 if text.endswith("pt") else 1)
    except ValueError:
        return otherwise
    return number if -1e6 < number < 1e6 else otherwise


def is_on(element: ET.Element | None) -> bool:
    """Whether a property that is either on or off is there and on."""
    return element is not None and element.get(_VAL, "1") not in _OFF


def edge_of(element: ET.Element | None) -> Edge | None:
    """A border; None when there is none."""
    kind = element.get(_VAL, "none") if element is not None else "none"
    if element is None or kind in ("none", "nil"):
        return None
    return Edge(number_of(element.get(W + "sz")) / 8, element.get(W + "color", "auto"), kind)


@dataclass(slots=True)
class _Style:
    """A style as the file has it; nothing in it is looked into before it is used."""

    name: str
    based_on: str
    runs: ET.Element | None
    paragraphs: ET.Element | None
    table: ET.Element | None

    @classmethod
    def of(cls, element: ET.Element) -> _Style:
        """The style that a w:style defines."""
        return cls(
            _value(element, "name"),
            _value(element, "basedOn"),
            element.find(W + "rPr"),
            element.find(W + "pPr"),
            element.find(W + "tblPr"),
        )


@dataclass(slots=True)
class WordStyles:
    """The styles of a file, and what has been resolved by them. *theme* is parsed when a font is named by it; ``hiding``
    are the styles whose text is neither shown nor printed."""

    theme: Callable[[], ET.Element | None] = lambda: None
    hiding: set[str] = field(default_factory=set)
    _part: StylePart | None = None
    _styles: dict[str, _Style | None] = field(default_factory=dict)
    _ground_runs: _Facts = field(default_factory=dict)
    _ground_paragraphs: _Facts = field(default_factory=dict)
    _default: str = ""
    _families: dict[str, str] | None = None
    _fonts: dict[_Key, Font] = field(default_factory=dict)
    _forms: dict[_Key, Form] = field(default_factory=dict)
    _chains: dict[str, tuple[_Facts, _Facts]] = field(default_factory=dict)

    @classmethod
    def of(cls, part: StylePart | None, theme: Callable[[], ET.Element | None]) -> WordStyles:
        """The styles of the styles part."""
        styles = cls(theme)
        if part is None:
            return styles
        styles._part = part
        defaults = part.ground.find(W + "docDefaults")
        if defaults is not None:
            styles._ground_runs = styles._run_facts(defaults.find(f"{W}rPrDefault/{W}rPr"))
            styles._ground_paragraphs = _paragraph_facts(defaults.find(f"{W}pPrDefault/{W}pPr"))
        for id_, element in part.having(b"w:default", b"<w:vanish"):
            if is_on(element.find(f"{W}rPr/{W}vanish")):
                styles.hiding.add(id_)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                styles._default = id_
        return styles

    def _style(self, id_: str) -> _Style | None:
        """The style of an id; None where there is none."""
        if id_ not in self._styles:
            element = self._part.get(id_) if self._part is not None else None
            self._styles[id_] = _Style.of(element) if element is not None else None
        return self._styles[id_]

    @property
    def normal_size(self) -> float:
        """The size of the default style in points, on which the grid of characters stands."""
        return self.font(None, None).size

    def style_of(self, properties: ET.Element | None) -> str:
        """The id of the style that a w:pPr names, else of the default style."""
        style = properties.find(W + "pStyle") if properties is not None else None
        id_ = style.get(_VAL, "") if style is not None else ""
        return id_ if self._style(id_) is not None else self._default

    def list_of_style(self, id_: str) -> tuple[str | None, str | None]:
        """The list and the level that a style puts its paragraphs in, as it names them."""
        facts = self._chain(id_)[1]
        return facts.get("numId"), facts.get("ilvl")

    def table_properties(self, id_: str) -> ET.Element | None:
        """What a table style says of the table, its own or the first one below."""
        for _ in range(_MOST_BASED):
            style = self._style(id_)
            if style is None:
                return None
            if style.table is not None:
                return style.table
            id_ = style.based_on
        return None

    def font(self, paragraph: ET.Element | None, run: ET.Element | None, table: str = "") -> Font:
        """How a run is set: *paragraph* is its w:pPr, *run* its w:rPr, *table* the style of the table about it."""
        return self.fonts(paragraph, table)(run)

    def fonts(self, paragraph: ET.Element | None, table: str = "") -> Callable[[ET.Element | None], Font]:
        """The same for all runs of a paragraph."""
        style = self.style_of(paragraph)

        def font(run: ET.Element | None) -> Font:
            key = (style, table, _key(run))
            found = self._fonts.get(key)
            if found is None:
                found = self._fonts[key] = self._resolved_font(style, table, run)
            return found

        return font

    def _resolved_font(self, style: str, table: str, run: ET.Element | None) -> Font:
        own = self._run_facts(run)
        levels = [
            self._chain(table)[0] if table else {},
            self._chain(style)[0],
            self._chain(own.pop("style", ""))[0],
        ]
        facts = dict(self._ground_runs)
        for level in levels:
            facts.update(level)
        for name in _TOGGLES.values():
            # Bold in a bold style is not bold: on this point styles answer to each other.
            facts[name] = (
                self._ground_runs.get(name, False) or sum(level.get(name, False) for level in levels) % 2 == 1
            )
        facts.update(own)
        facts.pop("style", None)
        return Font(**facts)

    def form(
        self,
        paragraph: ET.Element | None,
        size: float,
        *,
        table: str = "",
        level: ET.Element | None = None,
    ) -> Form:
        """How a paragraph is set whose characters have *size*; *level* is what its list says of paragraphs (w:pPr)."""
        style = self.style_of(paragraph)
        key = (style, table, size, id(level) if level is not None else 0, _key(paragraph))
        found = self._forms.get(key)
        if found is None:
            facts = dict(self._ground_paragraphs)
            for higher in (
                self._chain(table)[1] if table else {},
                self._chain(style)[1],
                _paragraph_facts(level),
            ):
                facts.update(higher)
            facts.update(_paragraph_facts(paragraph))
            named = self._style(style)
            name = named.name if named is not None else ""
            found = self._forms[key] = _form(name, facts, size)
        return found

    def _chain(self, id_: str) -> tuple[_Facts, _Facts]:
        """What a style says of runs and of paragraphs, with all that it stands on."""
        if id_ not in self._chains:
            chain: list[_Style] = []
            style = self._style(id_)
            while style is not None and len(chain) < _MOST_BASED:
                chain.append(style)
                style = self._style(style.based_on)
            runs: _Facts = {}
            paragraphs: _Facts = {}
            for each in reversed(chain):
                runs.update(self._run_facts(each.runs))
                paragraphs.update(_paragraph_facts(each.paragraphs))
            self._chains[id_] = (runs, paragraphs)
        return self._chains[id_]

    def _run_facts(self, element: ET.Element | None) -> _Facts:
        facts: _Facts = {}
        for child in element if element is not None else ():
            tag, value = child.tag, child.get(_VAL, "")
            if tag in _TOGGLES:
                facts[_TOGGLES[tag]] = is_on(child)
            elif tag == W + "rFonts":
                self._take_families(facts, child)
            elif tag == W + "sz":
                facts["size"] = number_of(value, 20.0) / 2
            elif tag == W + "color":
                facts["colour"] = value.upper() if value != "auto" else value
            elif tag == W + "u":
                facts["underline"] = value not in ("", "none")
            elif tag == W + "spacing":
                facts["spacing"] = number_of(value) / 20
            elif tag == W + "w":
                facts["scale"] = int(number_of(value.rstrip("%"), 100))
            elif tag == W + "highlight":
                facts["highlight"] = value != "none"
            elif tag == W + "rStyle":
                facts["style"] = value
        return facts

    def _take_families(self, facts: _Facts, fonts: ET.Element) -> None:
        for name, attribute in (("east_asian", "eastAsia"), ("latin", "ascii")):
            family = fonts.get(W + attribute)
            # A font of the theme goes before one that is named.
            by_theme = self._family(fonts.get(f"{W}{attribute}Theme"))
            if by_theme or family:
                facts[name] = by_theme or family
        if hint := fonts.get(W + "hint"):
            facts["marks_east_asian"] = hint == "eastAsia"

    def _family(self, name: str | None) -> str | None:
        if not name:
            return None
        if self._families is None:
            self._families = _families_of(self.theme())
        return self._families.get(name)


def _families_of(theme: ET.Element | None) -> dict[str, str]:
    """The fonts of a theme by the names under which files use them."""
    found: dict[str, str] = {}
    for size in ("major", "minor") if theme is not None else ():
        fonts = theme.find(f".//{_A}{size}Font") if theme is not None else None
        if fonts is None:
            continue
        latin, east = fonts.find(_A + "latin"), fonts.find(_A + "ea")
        chinese = next((each for each in fonts.iterfind(_A + "font") if each.get("script") == "Hans"), None)
        western = latin.get("typeface", "") if latin is not None else ""
        # An empty East Asian font means: the one of the language.
        eastern = east.get("typeface", "") if east is not None else ""
        if not eastern and chinese is not None:
            eastern = chinese.get("typeface", "")
        found |= {f"{size}EastAsia": eastern, f"{size}Ascii": western, f"{size}HAnsi": western}
    return found


def _paragraph_facts(element: ET.Element | None) -> _Facts:
    facts: _Facts = {}
    for child in element if element is not None else ():
        tag = child.tag
        if tag == W + "ind":
            for attribute, value in child.attrib.items():
                name = attribute.removeprefix(W)
                name = _SAME_INDENT.get(name, name)
                if name in _INDENTS:
                    facts[name] = number_of(value)
        elif tag == W + "spacing":
            _take_distances(facts, child)
        elif tag == W + "jc":
            facts["alignment"] = _ALIGNMENTS.get(child.get(_VAL, ""), "left")
        elif tag == W + "snapToGrid":
            facts["on_grid"] = is_on(child)
        elif tag == W + "pageBreakBefore":
            facts["new_page"] = is_on(child)
        elif tag == W + "outlineLvl":
            level = int(number_of(child.get(_VAL), 9))
            facts["outline"] = level if 0 <= level < 9 else None
        elif tag == W + "pBdr":
            facts["above"], facts["below"] = edge_of(child.find(W + "top")), edge_of(child.find(W + "bottom"))
        elif tag == W + "framePr":
            facts["frame"] = child.get(W + "xAlign", "left")
        elif tag == W + "numPr":
            facts["numId"] = _value(child, "numId") or None
            facts["ilvl"] = _value(child, "ilvl") or facts.get("ilvl")
    return facts


def _take_distances(facts: _Facts, spacing: ET.Element) -> None:
    for side in ("before", "after"):
        points, lines = spacing.get(W + side), spacing.get(f"{W}{side}Lines")
        # Word writes the points of so many lines beside them; alone, a line counts as 12 points.
        if points is not None:
            facts[side] = number_of(points) / 20
        elif lines is not None:
            facts[side] = number_of(lines) / 100 * 12
    if (line := spacing.get(W + "line")) is not None:
        facts["line"] = number_of(line, 240)
    if (rule := spacing.get(W + "lineRule")) is not None:
        facts["line_rule"] = {"exact": "exact", "atLeast": "at_least"}.get(rule, "multiple")


def _form(name: str, facts: Mapping[str, Any], size: float) -> Form:
    rule: LineRule = facts.get("line_rule", "multiple")
    line = facts.get("line", 240.0)

    def wide(attribute: str) -> float:
        """In characters: hundredths of one, unless they are nought, go before twips."""
        in_characters: float = facts.get(attribute + "Chars", 0.0) / 100
        twips: float = facts.get(attribute, 0.0)
        return in_characters or twips / 20 / (size or 10.0)

    return Form(
        style=name,
        alignment=facts.get("alignment", "left"),
        first_line=-wide("hanging") or wide("firstLine"),
        left=wide("left"),
        right=wide("right"),
        before=facts.get("before", 0.0),
        after=facts.get("after", 0.0),
        line_rule=rule,
        line=line / 240 if rule == "multiple" else line / 20,
        on_grid=facts.get("on_grid", True),
        new_page=facts.get("new_page", False),
        outline=facts.get("outline"),
        above=facts.get("above"),
        below=facts.get("below"),
        frame=facts.get("frame"),
    )


def _key(element: ET.Element | None) -> _Key:
    """What properties say, so that the same words are looked into once."""
    if element is None or not len(element):
        return ()
    return tuple(
        (child.tag, *child.attrib.items(), *(_key(child) if len(child) else ())) for child in element
    )


def _value(element: ET.Element, child: str) -> str:
    found = element.find(W + child)
    return "" if found is None else found.get(_VAL, "")
