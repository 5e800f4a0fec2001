"""The text within a paragraph of a Word file: runs, fields, symbols, changes as accepted, hidden text left out."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hongtou.model.sheet import Edge
from hongtou.read.lines import Pictured, RawLine
from hongtou.read.numbering import Numbering
from hongtou.read.style_part import W
from hongtou.read.word_styles import WordStyles, is_on
from hongtou.roles import Role

NEW_PAGE = "\f"
"""Stands for a page break until the lines are parted; XML cannot hold it."""
UNKNOWN_SYMBOL = "\ufffd"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_EMU = 36_000
_QUARTER = 5_400_000
_DRAWN_BY_NUMBERS = ("chart", "diagram", "wordprocessingGroup", "wordprocessingCanvas")
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK = _MC + "Fallback"
REMOVED = {W + "del", W + "moveFrom"}
_CHANGES = REMOVED | {W + "ins", W + "moveTo"}
_TEXT, _RUN, _RUN_FORM, _HIDDEN = W + "t", W + "r", W + "rPr", W + "vanish"
_SILENT = {FALLBACK, W + "instrText", W + "pPr", _RUN_FORM, W + "rt", W + "sdtPr", W + "softHyphen"}
_DRAWN_LINES = ("line", "straightConnector1")
# What the fonts of symbols show where others have nothing: boxes to tick, bullets, arrows.
_SYMBOLS = {
    0xA8: "□", 0x6F: "□", 0x71: "□", 0xFE: "☑", 0xFD: "☒", 0x52: "☑", 0x51: "☒", 0xFC: "✓", 0xFB: "✗", 0x6C: "●",
    0x6E: "■", 0x75: "◆", 0x76: "❖", 0xD8: "➢", 0xB7: "·", 0xA7: "▪", 0xE0: "→", 0xDF: "←", 0xB4: "×", 0xB8: "÷",
    0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB0: "°", 0x2A: "✉", 0x28: "☎", 0xAB: "★", 0xB2: "☆",
}  # fmt: skip


class Drawing(NamedTuple):
    """A picture met in a paragraph: what its part is called there, the text for who cannot see it, its size in mm (0:
    as the picture says itself), whether it floats or is cut, how many quarters to the right
    it is turned (None: by another angle)."""

    relation: str
    description: str
    width: float = 0.0
    height: float = 0.0
    floats: bool = False
    cropped: bool = False
    turn: int | None = 0


class Piece(NamedTuple):
    """A text, the element that holds it (None when nobody typed it there), and the w:rPr it is set by."""

    text: str
    element: ET.Element | None
    run: ET.Element | None


@dataclass(slots=True)
class Reading:
    """State of one pass over the parts: what numbers have been given out, which table and how many fields are open.

    ``nodes`` numbers the text elements of ``part`` when what is read is ``traced``; text that a field or a bound content
    control puts there has no origin. ``sections`` are the w:sectPr met so far; ``blanks`` counts the empty paragraphs
    since the last line. ``picture_of`` finds the picture that a drawing of the body shows, None when it cannot be set.
    """

    numbering: Numbering
    styles: WordStyles
    roles: Mapping[str, Role] = field(default_factory=dict)
    traced: bool = False
    part: str = ""
    nodes: Mapping[ET.Element, int] = field(default_factory=dict)
    fields: int = 0
    bound: int = 0
    tables: int = 0
    changed: bool = False
    hidden: bool = False
    foreign: bool = False
    unknown_symbols: int = 0
    lines: list[RawLine] = field(default_factory=list)
    sections: list[ET.Element] = field(default_factory=list)
    blanks: int = 0
    new_page: bool = False
    joins: bool = False
    boxes: int = 0
    drawings: int = 0
    pictured: bool = False
    pictures: list[Drawing] = field(default_factory=list)
    undrawn: int = 0
    picture_of: Callable[[Drawing], Pictured | None] | None = None
    comments: list[str] = field(default_factory=list)
    table_style: str = ""
    edges: tuple[Edge | None, Edge | None] = (None, None)


Box = ET.Element | str
"""A text box, or the words of a word drawn as a picture (WordArt)."""


def is_bound(element: ET.Element) -> bool:
    """Whether it is a content control whose text comes from data of the file, or may not be changed."""
    if element.tag != W + "sdt":
        return False
    lock = element.find(f"{W}sdtPr/{W}lock")
    locked = lock is not None and lock.get(W + "val", "") in ("contentLocked", "sdtContentLocked")
    return locked or element.find(f"{W}sdtPr/{W}dataBinding") is not None


def pieces_of(reading: Reading, parent: ET.Element, boxes: list[Box]) -> list[Piece]:
    """The pieces of text below *parent* as a reader sees them; text boxes met there are added to *boxes*."""
    pieces: list[Piece] = []
    _take(reading, parent, boxes, pieces, None)
    return pieces


def _take(
    reading: Reading, parent: ET.Element, boxes: list[Box], pieces: list[Piece], run: ET.Element | None
) -> None:
    for element in parent:
        tag = element.tag
        if tag == _RUN:
            form = element.find(_RUN_FORM)
            if form is not None and len(form) and _is_hidden(reading, form):
                reading.hidden = True
            else:
                _take(reading, element, boxes, pieces, form)
        elif tag == _TEXT:
            typed = not reading.fields and not reading.bound and not len(element)
            pieces.append(Piece(element.text or "", element if typed else None, run))
        elif tag in _SILENT:
            continue
        elif tag in REMOVED:
            reading.changed = True
        elif tag == W + "fldChar":
            mark = element.get(W + "fldCharType", "")
            reading.fields = max(0, reading.fields + {"begin": 1, "end": -1}.get(mark, 0))
        elif tag in _CHARACTERS:
            pieces.append(Piece(_CHARACTERS[tag], None, run))
        elif tag == W + "br":
            pieces.append(Piece(NEW_PAGE if element.get(W + "type") == "page" else "\n", None, run))
        elif tag == W + "sym":
            pieces.append(Piece(_symbol(reading, element), None, run))
        elif tag == _M + "t":
            pieces.append(Piece(element.text or "", None, run))
        elif tag == W + "txbxContent":
            boxes.append(element)
        elif tag == W + "commentReference":
            reading.comments.append(element.get(W + "id", ""))
        else:
            _take_inside(reading, element, boxes, pieces, run)


_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}


def _take_inside(
    reading: Reading, element: ET.Element, boxes: list[Box], pieces: list[Piece], run: ET.Element | None
) -> None:
    """Add the pieces within what wraps runs or draws: content controls, links, tags, changes, drawings."""
    tag = element.tag
    if tag == _MC + "AlternateContent" and element.find(_MC + "Choice") is None:
        # What stands there for older programs is read only when there is nothing else.
        element = older if (older := element.find(FALLBACK)) is not None else element
    if tag in _CHANGES:
        reading.changed = True
    elif tag == _A + "prstGeom":
        reading.drawings += element.get("prst", "") in _DRAWN_LINES
    elif tag == _V + "line":
        reading.drawings += 1
    elif tag in (_WP + "inline", _WP + "anchor"):
        reading.pictured = reading.pictured or tag == _WP + "inline"
        _note_drawing(reading, element, floats=tag != _WP + "inline")
    elif tag == _V + "imagedata":
        reading.pictures.append(Drawing(element.get(_R + "id", ""), element.get("title", "")))
    elif tag == _V + "textpath" and element.get("string", "").strip():
        boxes.append(element.get("string", ""))
    bound, fields = is_bound(element), tag == W + "fldSimple"
    reading.bound, reading.fields = reading.bound + bound, reading.fields + fields
    _take(reading, element, boxes, pieces, run)
    reading.bound, reading.fields = reading.bound - bound, max(0, reading.fields - fields)


def _note_drawing(reading: Reading, drawing: ET.Element, *, floats: bool) -> None:
    """Note the picture that a drawing shows; one of several pieces, or drawn by numbers, is only counted."""
    content = drawing.find(f"{_A}graphic/{_A}graphicData")
    picture = content.find(_PIC + "pic") if content is not None else None
    if content is None or picture is None:
        kind = content.get("uri", "").rpartition("/")[2] if content is not None else ""
        reading.undrawn += kind in _DRAWN_BY_NUMBERS
        return
    blip, size = picture.find(f"{_PIC}blipFill/{_A}blip"), drawing.find(_WP + "extent")
    if blip is None:
        return
    told, turn = drawing.find(_WP + "docPr"), picture.find(f"{_PIC}spPr/{_A}xfrm")
    width, height = (_millimetres(size, name) for name in ("cx", "cy"))
    crop = picture.find(f"{_PIC}blipFill/{_A}srcRect")
    reading.pictures.append(
        Drawing(
            blip.get(_R + "embed", ""),
            told.get("descr", "") if told is not None else "",
            width,
            height,
            floats,
            cropped=crop is not None and any(value not in ("", "0") for value in crop.attrib.values()),
            turn=_quarters(turn.get("rot", "0") if turn is not None else "0"),
        )
    )


def _quarters(angle: str) -> int | None:
    """How many quarter turns to the right an angle is, None when it is none."""
    try:
        quarters, rest = divmod(int(angle or "0"), _QUARTER)
    except ValueError:
        return None
    return quarters % 4 if rest == 0 else None


def _millimetres(size: ET.Element | None, name: str) -> float:
    try:
        return max(0, int(size.get(name, "") if size is not None else "")) / _EMU
    except ValueError:
        return 0.0


def _is_hidden(reading: Reading, form: ET.Element) -> bool:
    """Whether a run is neither shown nor printed, by itself or by its style."""
    own = form.find(_HIDDEN)
    if own is not None:
        return is_on(own)
    style = form.find(W + "rStyle") if reading.styles.hiding else None
    return style is not None and style.get(W + "val", "") in reading.styles.hiding


def _symbol(reading: Reading, element: ET.Element) -> str:
    """A character that is named by its number in a font of symbols."""
    try:
        number = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
        if number in _SYMBOLS:
            return _SYMBOLS[number]
    elif 0x20 <= number < 0xD800 or 0xE000 <= number <= 0xFFFD:
        return chr(number)
    reading.unknown_symbols += 1
    return UNKNOWN_SYMBOL
