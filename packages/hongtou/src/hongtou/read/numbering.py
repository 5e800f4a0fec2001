"""Automatic paragraph numbers of Word documents: 一、 that nobody typed (ECMA-376, 17.9)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HANZI = "零一二三四五六七八九"
_PLACEHOLDER = re.compile(r"%([1-9])")


def hanzi(number: int) -> str:
    """1 to 99 in Hanzi: 一, 十, 二十一; other numbers in Arabic digits."""
    if not 1 <= number <= 99:
        return str(number)
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HANZI[tens] + "十") + (
        _HANZI[units] if units else ""
    )


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "upperLetter": lambda number: chr(64 + number) if number <= 26 else str(number),
    "lowerLetter": lambda number: chr(96 + number) if number <= 26 else str(number),
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCountingThousand",
            "ideographDigital",
        ),
        hanzi,
    ),
}


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Hands out the numbers of list paragraphs in the order in which they are asked for.

    Styles that carry numbering and restarts by override are not followed.
    """

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract_of: dict[str, str] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, root: ET.Element) -> Numbering:
        """The definitions of a numbering part."""
        levels = {
            _attribute(abstract, "abstractNumId"): {
                _integer(_attribute(level, "ilvl"), 0): _level(level)
                for level in abstract.iterfind(f"{_W}lvl")
            }
            for abstract in root.iterfind(f"{_W}abstractNum")
        }
        abstract_of = {
            _attribute(number, "numId"): _value(number, "abstractNumId")
            for number in root.iterfind(f"{_W}num")
        }
        return cls(levels, abstract_of)

    def label(self, paragraph: ET.Element) -> str:
        """The number Word shows before ``paragraph``, empty when it has none or is a bullet."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        abstract = self._abstract_of.get(_value(properties, "numId"), "")
        depth = _integer(_value(properties, "ilvl"), 0)
        levels = self._levels.get(abstract, {})
        if depth not in levels or levels[depth].format not in _FORMATS:
            return ""
        counters = self._counters[abstract]
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        return _PLACEHOLDER.sub(lambda match: self._shown(levels, counters, match), levels[depth].text)

    @staticmethod
    def _shown(levels: dict[int, _Level], counters: dict[int, int], match: re.Match[str]) -> str:
        depth = int(match.group(1)) - 1
        level = levels.get(depth)
        if level is None:
            return ""
        return _FORMATS.get(level.format, str)(counters.get(depth, level.start))


def _level(element: ET.Element) -> _Level:
    return _Level(
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        start=_integer(_value(element, "start"), 1),
    )


def _integer(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _attribute(element: ET.Element, name: str) -> str:
    return element.get(_W + name, "")


def _value(element: ET.Element, child: str) -> str:
    found = element.find(_W + child)
    return "" if found is None else found.get(_W + "val", "")
