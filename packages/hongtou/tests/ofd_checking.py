"""Holds an OFD file against what GB/T 33190-2016 is known to ask for (ofd_asks.toml); reads it without hongtou."""

from __future__ import annotations

import io
import posixpath
import re
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from ofd_measuring import OFD, steps

ASKS = tomllib.loads(Path(__file__).with_name("ofd_asks.toml").read_text("utf-8"))
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_RESOURCES = {"Font": ("Font",), "ResourceID": ("MultiMedia", "CompositeGraphicUnit"), "Substitution": ("MultiMedia",),
              "ImageMask": ("MultiMedia",), "DrawParam": ("DrawParam",), "Relative": ("DrawParam",),
              "ColorSpace": ("ColorSpace",), "TemplateID": ("TemplatePage",), "PageID": ("Page",)}  # fmt: skip


@dataclass(frozen=True)
class Breach:
    """A demand that is not met, in which part, and what was found there."""

    demand: str
    part: str
    found: str


@dataclass
class Checked:
    """A document while it is looked at: its parts by name, objects by number, what is breached."""

    parts: dict[str, bytes]
    breaches: list[Breach] = field(default_factory=list)
    objects: dict[str, ET.Element] = field(default_factory=dict)

    def breach(self, demand: str, part: str, found: str) -> None:
        assert demand in ASKS["demand"], demand
        self.breaches.append(Breach(demand, part, found))

    def xml(self, part: str, root: str) -> ET.Element | None:
        """The part as a tree whose structure was looked at; None when it is none."""
        try:
            element = ET.fromstring(self.parts[part])
        except ET.ParseError as reason:
            self.breach("xml", part, str(reason))
            return None
        if element.tag != OFD + root:
            self.breach("xml", part, f"root {element.tag}")
            return None
        for each in element.iter():
            if not each.tag.startswith(OFD):
                self.breach("xml", part, f"namespace of {each.tag}")
                return None
        for found in _structure(element, root):
            self.breach("structure", part, found)
        return element


def check_ofd(data: bytes) -> list[Breach]:
    """Everything in the file that is not as asked for; empty for a file without fault."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            parts = {entry.filename: package.read(entry) for entry in entries if not entry.flag_bits & 1}
    except zipfile.BadZipFile as reason:
        return [Breach("package", "", str(reason))]
    checked = Checked(parts)
    for entry in entries:
        if entry.flag_bits & 1 or "\\" in entry.filename or ".." in entry.filename.split("/"):
            checked.breach("package", entry.filename, "encrypted or outside of the package")
    if "OFD.xml" not in parts:
        checked.breach("package", "", "no OFD.xml")
        return checked.breaches
    entrance = checked.xml("OFD.xml", "OFD")
    for body in entrance.iter(f"{OFD}DocBody") if entrance is not None else ():
        checked.objects.clear()
        if root := _located(checked, "OFD.xml", body.findtext(f"{OFD}DocRoot") or ""):
            _document(checked, root)
    return checked.breaches


def _document(checked: Checked, part: str) -> None:
    document = checked.xml(part, "Document")
    if document is None:
        return
    trees: dict[str, ET.Element] = {part: document}

    def add(location: str, root: str) -> None:
        name = _located(checked, part, location)
        tree = checked.xml(name, root) if name and name not in trees else None
        if name and tree is not None:
            trees[name] = tree

    for tag in ("PublicRes", "DocumentRes"):
        for each in document.iter(OFD + tag):
            add((each.text or "").strip(), "Res")
    for tag in ("TemplatePage", "Page"):
        for each in document.iter(OFD + tag):
            add(each.get("BaseLoc", ""), "Page")
    for name, tree in trees.items():
        for each in tree.iter():
            if number := each.get("ID"):
                if number in checked.objects or number == "0":
                    checked.breach("unique", name, f"{_local(each)} {number}")
                checked.objects[number] = each
    most = _integer(document.findtext(f".//{OFD}MaxUnitID"), 0)
    if any(number.isdigit() and int(number) > most for number in checked.objects):
        checked.breach("highest", part, str(most))
    for name, tree in trees.items():
        _references(checked, name, tree)
        _boxes(checked, name, tree)
        for text in tree.iter(f"{OFD}TextObject"):
            _text(checked, name, text)
    for name, tree in trees.items():
        for font in tree.iter(f"{OFD}Font"):
            _font(checked, name, tree, font, list(trees.values()))


def _located(checked: Checked, part: str, location: str, base: str = "") -> str | None:
    """The part that *location* leads to, seen from *part*."""
    where = (
        location if location.startswith("/") else posixpath.join("/", posixpath.dirname(part), base, location)
    )
    name = posixpath.normpath(where).lstrip("/")
    if not location or name not in checked.parts:
        checked.breach("located", part, location)
        return None
    return name


def _references(checked: Checked, part: str, tree: ET.Element) -> None:
    for each in tree.iter():
        for name, kinds in _RESOURCES.items():
            if name in each.attrib:
                found = checked.objects.get(each.attrib[name])
                if found is None or _local(found) not in kinds:
                    checked.breach("resolved", part, f"{_local(each)} {name}={each.attrib[name]}")
    if _local(tree) == "Res":
        for tag in ("FontFile", "MediaFile"):
            for each in tree.iter(OFD + tag):
                _located(checked, part, (each.text or "").strip(), tree.get("BaseLoc", ""))


def _boxes(checked: Checked, part: str, tree: ET.Element) -> None:
    for area in (*tree.iter(f"{OFD}PageArea"), *tree.iter(f"{OFD}Area")):
        texts = [area.findtext(OFD + name) for name in ("PhysicalBox", "ApplicationBox", "ContentBox")]
        boxes = [[float(word) for word in text.split()] for text in texts if text and _is_box(text)]
        for outer, inner in zip(boxes, boxes[1:], strict=False):
            if (
                inner[0] < outer[0]
                or inner[1] < outer[1]
                or inner[0] + inner[2] > outer[0] + outer[2] + 1e-6
                or inner[1] + inner[3] > outer[1] + outer[3] + 1e-6
            ):
                checked.breach("inside", part, f"{inner} in {outer}")


def _text(checked: Checked, part: str, text: ET.Element) -> None:
    codes = text.findall(f"{OFD}TextCode")
    name = f"TextObject {text.get('ID')}"
    if codes and not {"X", "Y"} <= codes[0].attrib.keys():
        checked.breach("origin", part, name)
    for code in codes:
        for attribute in ("DeltaX", "DeltaY"):
            if _is_delta(code.get(attribute, "")) and len(steps(code.get(attribute, ""))) >= max(
                len(code.text or ""), 1
            ):
                checked.breach("steps", part, name)
    length = sum(len(code.text or "") for code in codes)
    for transform in text.findall(f"{OFD}CGTransform"):
        start, count = _integer(transform.get("CodePosition"), 0), _integer(transform.get("CodeCount"), 1)
        glyphs = (transform.findtext(f"{OFD}Glyphs") or "").split()
        if start + count > length or len(glyphs) != _integer(transform.get("GlyphCount"), 1):
            checked.breach("glyphs", part, name)


def _font(checked: Checked, part: str, tree: ET.Element, font: ET.Element, trees: list[ET.Element]) -> None:
    """Read the embedded file, and look in it for what the pages draw without a glyph's number."""
    location = (font.findtext(f"{OFD}FontFile") or "").strip()
    if not location:
        return
    name = posixpath.normpath(
        posixpath.join("/", posixpath.dirname(part), tree.get("BaseLoc", ""), location)
    ).lstrip("/")
    if name not in checked.parts:
        return
    wanted = {
        character
        for each in trees
        for text in each.iter(f"{OFD}TextObject")
        if text.get("Font") == font.get("ID") and text.find(f"{OFD}CGTransform") is None
        for code in text.iter(f"{OFD}TextCode")
        for character in code.text or ""
        if not character.isspace()
    }
    try:
        with TTFont(io.BytesIO(checked.parts[name])) as opened:
            drawn = opened.getBestCmap() if wanted else {}
            for tag in ("head", "hhea", "hmtx", "maxp"):
                _ = opened[tag]
    except (TTLibError, KeyError, AssertionError) as reason:
        checked.breach("font", name, repr(reason))
        return
    if lacking := {character for character in wanted if ord(character) not in (drawn or {})}:
        checked.breach("font", name, "".join(sorted(lacking)))


def _structure(element: ET.Element, key: str) -> Iterator[str]:
    """What in *element* and below is not as listed; *key* is its entry."""
    asked = ASKS["element"][key]
    attributes = {**(ASKS["graphic"] if asked.get("graphic") else {}), **asked.get("attributes", {})}
    for name, kind in attributes.items():
        if name not in element.attrib:
            if kind.startswith("!"):
                yield f"{key} without {name}"
        elif not _is(kind.removeprefix("!"), element.attrib[name]):
            yield f"{key} {name}={element.attrib[name]!r} is no {kind.removeprefix('!')}"
    yield from (f"{key} with {name}" for name in element.attrib if name not in attributes)
    text = element.text or ""
    if not _is(asked["text"], text) if "text" in asked else text.strip():
        yield f"text of {key}: {text[:40]!r}"
    yield from _children(element, key, asked)


def _children(element: ET.Element, key: str, asked: dict) -> Iterator[str]:
    found = [_local(child) for child in element]
    if "any" in asked or "one" in asked:
        allowed = {name: name for name in asked.get("any", asked.get("one"))}
        if "one" in asked and len(found) != 1:
            yield f"{key} holds {found}"
    else:
        allowed, at = {}, 0
        for entry in asked.get("children", []):
            full = entry.rstrip("?+*")
            name, often = full.rpartition("/")[2], entry[len(full) :]
            allowed[name], start = full, at
            while at < len(found) and found[at] == name:
                at += 1
            count = at - start
            if (count == 0 and often in ("", "+")) or (count > 1 and often in ("", "?")):
                yield f"{key} holds {count} {name}"
        if at < len(found):
            yield f"{key} holds {found[at]} out of place"
    for child in element:
        entry = allowed.get(_local(child))
        if entry is None:
            yield f"{key} holds {_local(child)}"
        elif entry in ASKS["element"]:
            yield from _structure(child, entry)


def _is(kind: str, text: str) -> bool:
    if kind in _KINDS:
        return _KINDS[kind](text)
    return text in kind.split("|")


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text.strip()) is not None


_NUMBER = r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?"
_is_delta = _matches(rf"((g \d+ )?{_NUMBER}(\s+|$))*")


def _is_box(text: str) -> bool:
    return _matches(rf"({_NUMBER}\s+){{3}}{_NUMBER}")(text) and all(
        float(word) > 0 for word in text.split()[2:]
    )


def _is_path(text: str) -> bool:
    words, at = text.split(), 0
    while at < len(words):
        count = _OPERANDS.get(words[at], -1)
        operands = words[at + 1 : at + 1 + count] if count >= 0 else []
        if count < 0 or len(operands) != count or not all(map(_matches(_NUMBER), operands)):
            return False
        at += 1 + count
    return bool(words)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_KINDS: dict[str, Callable[[str], bool]] = {
    "string": lambda text: True,
    "uuid": _matches("[0-9a-fA-F]{32}"),
    "date": _is_date,
    "id": _matches(r"\d+"),
    "ref": _matches(r"\d+"),
    "integer": _matches(r"-?\d+"),
    "byte": lambda text: text.isdigit() and int(text) <= 255,
    "boolean": _matches("true|false|0|1"),
    "number": _matches(_NUMBER),
    "positive": lambda text: _matches(_NUMBER)(text) and float(text) > 0,
    "array": _matches(rf"\[?({_NUMBER}\s*)*\]?"),
    "matrix": _matches(rf"({_NUMBER}\s+){{5}}{_NUMBER}"),
    "box": _is_box,
    "colour": lambda text: (
        all(word.isdigit() and int(word) <= 255 for word in text.split()) and bool(text.split())
    ),
    "delta": _is_delta,
    "path": _is_path,
    "loc": lambda text: bool(text.strip()) and "\\" not in text,
}


def _local(element: ET.Element) -> str:
    return element.tag.removeprefix(OFD)


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().isdigit() else otherwise
