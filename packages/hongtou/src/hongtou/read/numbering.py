"""Automatic paragraph numbers of Word documents: 一、 that nobody typed (ECMA-376, 17.9)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hongtou.read.number_formats import FORMATS

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%([1-9])")
_NO_LIST = "0"
_BULLETS = ("bullet", "none")


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: ``restart`` is the level (from 1) after which it begins anew, None for any higher one, 0 for
    none; ``legal`` shows all numbers in Arabic digits; ``form`` is what it says of its paragraphs (w:pPr)."""

    format: str
    text: str
    start: int
    restart: int | None
    legal: bool
    style: str
    form: ET.Element | None


@dataclass(slots=True)
class _List:
    """A w:num: its abstract list and what it changes there."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """The number Word shows before a paragraph, empty for a bullet, and what the list says of the paragraph (w:pPr)."""

    text: str
    form: ET.Element | None = None


NO_LABEL = Label("")
_ListOfStyle = Callable[[str], tuple[str | None, str | None]]


@dataclass(slots=True)
class Numbering:
    """Hands out the numbers of list paragraphs in the order in which they are asked for.

    *list_of_style* tells the list and the level that a style puts its paragraphs in.
    """

    list_of_style: _ListOfStyle = lambda _: (None, None)
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _lists: dict[str, _List] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: ET.Element, list_of_style: _ListOfStyle) -> Numbering:
        """The definitions of a numbering part."""
        numbering = cls(list_of_style)
        linked: dict[str, str] = {}
        for abstract in root.iterfind(f"{_W}abstractNum"):
            id_ = _attribute(abstract, "abstractNumId")
            numbering._levels[id_] = _levels_of(abstract)
            if style := _value(abstract, "numStyleLink"):
                linked[id_] = style
        for number in root.iterfind(f"{_W}num"):
            one = _List(_value(number, "abstractNumId"))
            for override in number.iterfind(f"{_W}lvlOverride"):
                depth = _integer(_attribute(override, "ilvl"), 0)
                if (start := _value(override, "startOverride")) != "":
                    one.starts[depth] = _integer(start, 1)
                if (level := _levels_of(override).get(depth)) is not None:
                    one.levels[depth] = level
            numbering._lists[_attribute(number, "numId")] = one
        for id_, style in linked.items():
            # A list that is named by a style of lists stands where that style's own list is defined.
            other = numbering._lists.get(list_of_style(style)[0] or "")
            if other is not None and not numbering._levels[id_]:
                numbering._levels[id_] = numbering._levels.get(other.abstract, {})
        return numbering

    def label(self, properties: ET.Element | None, style: str) -> Label:
        """The number of a paragraph with these properties (w:pPr) in *style*; asking counts it."""
        if not self._lists:
            return NO_LABEL
        own = properties.find(f"{_W}numPr") if properties is not None else None
        id_, at = (_value(own, "numId"), _value(own, "ilvl")) if own is not None else ("", "")
        by_style, level_of_style = self.list_of_style(style) if not id_ else (None, None)
        id_ = id_ or by_style or _NO_LIST
        one = self._lists.get(id_)
        if one is None:
            return NO_LABEL
        levels = self._levels.get(one.abstract, {}) | one.levels
        depth = self._depth(levels, at or level_of_style or "", style if by_style else "")
        if depth not in levels:
            return NO_LABEL
        self._count(id_, one, levels, depth)
        level = levels[depth]
        if level.format in _BULLETS and not _PLACEHOLDER.search(level.text):
            return Label("", level.form)
        counters = self._counters[one.abstract]
        text = _PLACEHOLDER.sub(lambda match: _shown(levels, counters, level, int(match[1]) - 1), level.text)
        return Label(text, level.form)

    @staticmethod
    def _depth(levels: dict[int, _Level], named: str, style: str) -> int:
        """The level that is named, else the one that belongs to the style."""
        if not named and style:
            return next((depth for depth, level in levels.items() if level.style == style), 0)
        return _integer(named, 0)

    def _count(self, id_: str, one: _List, levels: dict[int, _Level], depth: int) -> None:
        counters = self._counters[one.abstract]
        first = levels[depth].start
        if depth in one.starts and (id_, depth) not in self._begun:
            self._begun.add((id_, depth))
            counters[depth] = one.starts[depth] - 1
        counters[depth] = counters.get(depth, first - 1) + 1
        for deeper in [each for each in counters if each > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or depth < restart:
                del counters[deeper]


def _shown(levels: dict[int, _Level], counters: dict[int, int], own: _Level, depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    number = counters.get(depth, level.start)
    if own.legal and level.format not in _BULLETS:
        return str(number)
    return FORMATS.get(level.format, str)(number)


def _levels_of(parent: ET.Element) -> dict[int, _Level]:
    return {_integer(_attribute(level, "ilvl"), 0): _level(level) for level in parent.iterfind(f"{_W}lvl")}


def _level(element: ET.Element) -> _Level:
    # A format of one's own stands beside one that older programs know.
    known = next((each for each in element.iter(f"{_W}numFmt") if _attribute(each, "val") != "custom"), None)
    restart = _value(element, "lvlRestart")
    legal = element.find(f"{_W}isLgl")
    level = _Level(
        format=(_attribute(known, "val") if known is not None else "") or "decimal",
        text=_value(element, "lvlText"),
        start=_integer(_value(element, "start"), 1),
        restart=_integer(restart, 0) if restart else None,
        legal=legal is not None and _attribute(legal, "val") not in ("0", "false", "off"),
        style=_value(element, "pStyle"),
        form=element.find(f"{_W}pPr"),
    )
    return replace(level, text="") if level.format == "bullet" else level


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _attribute(element: ET.Element, name: str) -> str:
    return element.get(_W + name, "")


def _value(element: ET.Element, child: str) -> str:
    found = element.find(_W + child)
    return "" if found is None else found.get(_W + "val", "")
