"""Edits of ``Document.text`` carried over to the Word file it was read from: only the text of runs that are there."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element  # noqa: S405 - for types; parsing is done by word_xml

from hongtou.check.finding import Edit
from hongtou.mend.repack import repacked
from hongtou.mend.smallest import smallest
from hongtou.mend.word_text import WordPart, may_be_written
from hongtou.read import Kind, Unreadable
from hongtou.read.docx import open_package, word_xml
from hongtou.read.lines import Origin, Source
from hongtou.read.style_part import W
from hongtou.read.xml import damaged_xml

_SETTINGS = "word/settings.xml"
_ON = ("1", "true", "on")


class _Place(NamedTuple):
    """Characters ``start`` to ``end`` of the ``node``-th text element of ``part``, and what takes their place."""

    part: str
    node: int
    start: int
    end: int
    text: str


def can_edit_word(source: Source, edits: Sequence[Edit]) -> bool:
    """Whether all *edits* lie in text that was typed, not in numbers that Word gives, fields or bound controls."""
    return all(_places(source, edit) is not None for edit in smallest(source.text, edits))


def edited_word(data: bytes, source: Source, edits: Sequence[Edit]) -> bytes:
    """The Word file with *edits* made: the text elements they fall in are rewritten, every other byte of the parts and
    every other part stay as they are. An edit across runs takes the formatting of the first one.

    Raises Unreadable for a file that is signed or protected, or whose inside is broken.
    """
    by_part: dict[str, list[_Place]] = defaultdict(list)
    for edit in smallest(source.text, edits):
        for place in _places(source, edit) or ():
            by_part[place.part].append(place)
    if not by_part:
        return data
    archive = open_package(data)
    if any(name.lower().startswith("_xmlsignatures/") for name in archive.names):
        raise Unreadable(
            Kind.UNSUPPORTED, "这个Word文档带有数字签名，就地修改会使签名失效。请在Word里改后重新签名。"
        )
    if _SETTINGS in archive.names and _is_protected(word_xml(archive, _SETTINGS)):
        raise Unreadable(
            Kind.UNSUPPORTED, "这个Word文档设了“限制编辑”，不能就地修改。请在Word里停止保护后再改。"
        )
    return repacked(data, {name: _edited(archive.part(name), places) for name, places in by_part.items()})


def _edited(data: bytes, places: Sequence[_Place]) -> bytes:
    """The part with all *places* rewritten."""
    part = WordPart(data)
    texts: dict[int, str] = {}
    for place in sorted(places, key=lambda one: (one.node, one.start, one.end), reverse=True):
        if place.node >= len(part.nodes):
            raise damaged_xml()
        text = texts.get(place.node, part.nodes[place.node].text)
        texts[place.node] = text[: place.start] + place.text + text[place.end :]
    return part.with_texts(texts)


def _places(source: Source, edit: Edit) -> tuple[_Place, ...] | None:
    """Where *edit* falls in the file; None when a part of it falls on what cannot be edited."""
    start, end, text = edit.span.start, edit.span.end, edit.text
    if not may_be_written(text):
        return None
    if start == end:
        before, after = _origin(source, start - 1), _origin(source, start)
        if before is not None:
            at = before.at + start - before.start
            return (_Place(before.part, before.node, at, at, text),)
        return (_Place(after.part, after.node, after.at, after.at, text),) if after is not None else None
    found: list[_Place] = []
    while start < end:
        origin = _origin(source, start)
        if origin is None:
            return None
        stop = min(end, origin.end)
        at = origin.at + start - origin.start
        found.append(_Place(origin.part, origin.node, at, at + stop - start, "" if found else text))
        start = stop
    return tuple(found)


def _origin(source: Source, at: int) -> Origin | None:
    """Where the character *at* stands."""
    index = bisect_right(source.origins, at, key=lambda origin: origin.start) - 1
    if at < 0 or index < 0 or source.origins[index].end <= at:
        return None
    return source.origins[index]


def _is_protected(settings: Element) -> bool:
    protection = settings.find(W + "documentProtection")
    return protection is not None and protection.get(W + "enforcement", "") in _ON
