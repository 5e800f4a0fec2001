"""The text of one XML part of a package, with what was struck out, and the names and notes in its attributes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterator
from dataclasses import dataclass

from hongtou.read.style_part import W


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text and the place it was found in; ``attached`` is the content of an attached file named ``text``."""

    place: str
    text: str
    is_name: bool = False
    attached: bytes | None = None


_PLACES = (
    (re.compile(r"xl/worksheets/|xl/sharedStrings|xl/workbook"), "表格"),
    (re.compile(r"xl/(?:threaded)?comments|ppt/comments"), "批注"),
    (re.compile(r"(?:xl|ppt|word)/(?:drawings|diagrams|charts)/"), "图形和文本框"),
    (re.compile(r"ppt/slides/"), "幻灯片"),
    (re.compile(r"ppt/notesSlides/"), "演讲备注"),
    (re.compile(r"ppt/(?:slideMasters|slideLayouts|handoutMasters|notesMasters)/"), "母版"),
    (re.compile(r"word/header"), "页眉"),
    (re.compile(r"word/footer"), "页脚"),
    (re.compile(r"word/comments"), "批注"),
    (re.compile(r"word/(?:footnotes|endnotes)"), "脚注"),
    (re.compile(r"docProps/|customXml/"), "文件属性"),
    (re.compile(r"word/(?:document|glossary)"), "正文"),
)
OTHER_PLACE = "文件内部"
_REMOVED = {W + "del", W + "moveFrom"}
_REMOVED_TEXT = {W + "delText", W + "delInstrText"}
_LINE_ENDS = {"p", "br", "cr", "tab", "tc", "tr", "si", "is"}
_UNSEEN_TEXT = re.compile("[\u3400-\u9fff]")


def in_part(root: ET.Element, name: str) -> Iterator[FoundText]:
    """Every text below *root*, the root of the part *name* of a package, and the place each stands in."""
    place = next((place for pattern, place in _PLACES if pattern.match(name)), OTHER_PLACE)
    as_accepted = "".join(_text(root, removed=False))
    yield FoundText(place, as_accepted)
    with_removed = "".join(_text(root, removed=True))
    if with_removed != as_accepted:
        yield FoundText("修订痕迹", with_removed)
        yield FoundText("修订痕迹", "\n".join(_removed_runs(root)))
    unseen = [
        value for element in root.iter() for value in element.attrib.values() if _UNSEEN_TEXT.search(value)
    ]
    if unseen:
        yield FoundText(f"{place}的说明文字", "\n".join(dict.fromkeys(unseen)))


def _text(element: ET.Element, *, removed: bool) -> Iterator[str]:
    """The text below ``element``, a line break after each paragraph and each element of a foreign kind."""
    if not removed and (element.tag in _REMOVED or element.tag in _REMOVED_TEXT):
        return
    yield element.text or ""
    for child in element:
        yield from _text(child, removed=removed)
        yield child.tail or ""
    namespace, _, name = element.tag.rpartition("}")
    if name in _LINE_ENDS or (element.text and not _is_run_text(name)):
        yield "\n"


def _is_run_text(name: str) -> bool:
    return name in ("t", "delText", "instrText", "delInstrText")


def _removed_runs(root: ET.Element) -> Iterator[str]:
    for tag in _REMOVED:
        for element in root.iter(tag):
            yield "".join(_text(element, removed=True))
