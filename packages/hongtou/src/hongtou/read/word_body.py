"""The lines of one part of a Word file: paragraphs, tables, text boxes, changes as accepted, and how they are set."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from hongtou.model.sheet import Edge, Run, Setting
from hongtou.read.lines import Origin, RawLine, Region
from hongtou.read.numbering import Numbering
from hongtou.read.word_styles import W, WordStyles, edge_of
from hongtou.roles import Role

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED = {W + "del", W + "moveFrom"}
_CHANGES = _REMOVED | {W + "ins", W + "moveTo"}
_TEXT, _RUN, _RUN_FORM = W + "t", W + "r", W + "rPr"
_SILENT = {_FALLBACK, W + "instrText", W + "pPr", _RUN_FORM}
_DRAWN_LINES = ("line", "straightConnector1")
_NEW_PAGE = "\f"
"""Stands for a page break until the lines are parted; XML cannot hold it."""
_BLANKS = {"\u3000": 1.0, "\u2003": 1.0, "\u2001": 1.0, " ": 0.5, "\u00a0": 0.5, "\u2002": 0.5, "\t": 1.3}
_Cell = tuple[int, int, int]


class _Piece(NamedTuple):
    """A text, the element that holds it (None when nobody typed it there), and the w:rPr it is set by."""

    text: str
    element: ET.Element | None
    run: ET.Element | None


@dataclass(slots=True)
class Reading:
    """State of one pass over the parts: what numbers have been given out, which table and how many fields are open.

    ``nodes`` numbers the text elements of ``part``; text that a field or a bound content control puts there has no
    origin. ``sections`` are the w:sectPr met so far; ``blanks`` counts the empty paragraphs since the last line.
    """

    numbering: Numbering
    styles: WordStyles
    roles: Mapping[str, Role] = field(default_factory=dict)
    part: str = ""
    nodes: Mapping[ET.Element, int] = field(default_factory=dict)
    fields: int = 0
    bound: int = 0
    tables: int = 0
    changed: bool = False
    lines: list[RawLine] = field(default_factory=list)
    sections: list[ET.Element] = field(default_factory=list)
    blanks: int = 0
    new_page: bool = False
    boxes: int = 0
    drawings: int = 0
    pictured: bool = False
    table_style: str = ""
    edges: tuple[Edge | None, Edge | None] = (None, None)


def read_part(
    reading: Reading, name: str, root: ET.Element, region: Region, top: ET.Element | None = None
) -> None:
    """Append the lines of the part ``name``, or of what stands below its element ``top``."""
    reading.part, reading.fields, reading.bound = name, 0, 0
    reading.nodes = {element: number for number, element in enumerate(root.iter(W + "t"))}
    _read_blocks(reading, root if top is None else top, region, None)


def _read_blocks(reading: Reading, parent: ET.Element, region: Region, cell: _Cell | None) -> None:
    """Append the lines of the block elements below ``parent`` (w:p, w:tbl, and what wraps them)."""
    for element in parent:
        if element.tag == W + "p":
            _read_paragraph(reading, element, region, cell)
        elif element.tag == W + "tbl":
            _read_table(reading, element, region, cell)
        elif element.tag == W + "sectPr":
            _end_section(reading, element)
        elif element.tag not in _REMOVED and element.tag != _FALLBACK:
            bound = _is_bound(element)
            reading.bound += bound
            _read_blocks(reading, element, region, cell)
            reading.bound -= bound


def _end_section(reading: Reading, element: ET.Element) -> None:
    reading.sections.append(element)


def _read_table(reading: Reading, table: ET.Element, region: Region, outer: _Cell | None) -> None:
    if outer is None:
        reading.tables += 1
    begun, columns = len(reading.lines), 0
    kept = (reading.table_style, reading.edges)
    properties = table.find(W + "tblPr")
    style = properties.find(W + "tblStyle") if properties is not None else None
    reading.table_style = style.get(W + "val", "") if style is not None else ""
    borders = _borders(reading, properties)
    rows = []
    for row in _nearest(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            reading.changed = True
        else:
            rows.append(row)
    for number, row in enumerate(rows):
        cells = list(_nearest(row, W + "tc"))
        for column, cell in enumerate(cells):
            reading.edges = _edges(cell, borders, first=number == 0, last=number == len(rows) - 1)
            _read_blocks(reading, cell, region, outer or (reading.tables, number, column))
        columns = max(columns, len(cells))
    if outer is None:
        grid = (len(rows), columns)
        reading.lines[begun:] = [replace(line, grid=grid) for line in reading.lines[begun:]]
    reading.table_style, reading.edges = kept
    reading.blanks = 0


def _borders(reading: Reading, properties: ET.Element | None) -> Sequence[ET.Element]:
    """What a table says of its borders: by itself, else by its style."""
    own = properties.find(W + "tblBorders") if properties is not None else None
    by_style = reading.styles.table_properties(reading.table_style) if reading.table_style else None
    other = by_style.find(W + "tblBorders") if by_style is not None else None
    return [each for each in (own, other) if each is not None]


def _edges(
    cell: ET.Element, borders: Sequence[ET.Element], *, first: bool, last: bool
) -> tuple[Edge | None, Edge | None]:
    """The borders above and below a cell."""
    own = cell.find(f"{W}tcPr/{W}tcBorders")
    found = []
    for side, outermost in (("top", first), ("bottom", last)):
        edge = own.find(W + side) if own is not None else None
        for each in borders:
            if edge is None:
                edge = each.find(W + (side if outermost else "insideH"))
        found.append(edge_of(edge))
    return found[0], found[1]


def _nearest(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Elements named ``tag`` below ``parent``, through wrappers but not into another of their kind."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in _REMOVED and element.tag != _FALLBACK:
            yield from _nearest(element, tag)


def _read_paragraph(reading: Reading, paragraph: ET.Element, region: Region, cell: _Cell | None) -> None:
    boxes: list[ET.Element] = []
    reading.drawings, reading.pictured = 0, False
    pieces = list(_inline(reading, paragraph, boxes, None))
    drawings, pictured = reading.drawings, reading.pictured
    # A box is anchored in a paragraph but stands apart from it: the mark of a red-headed document often does.
    for box in boxes:
        _read_box(reading, box, region, cell)
    text = "".join(piece.text for piece in pieces)
    properties = paragraph.find(W + "pPr")
    label = reading.numbering.label(paragraph) if text.strip() else ""
    if label:
        pieces.insert(0, _Piece(label, None, _mark_of(properties)))
        text = label + text
    origins = tuple(_origins(reading, pieces))
    setting = (
        _setting(reading, properties, pieces, drawings, in_table=cell is not None)
        if region is Region.BODY
        else None
    )
    role = _role(reading, properties)
    start = 0
    for number, part in enumerate(text.replace(_NEW_PAGE, "\n").split("\n")):
        end = start + len(part)
        if start and text[start - 1] == _NEW_PAGE:
            reading.new_page = True
        # A title is one, wherever its lines were broken by hand.
        continues = number > 0 and role in (Role.TITLE, Role.ANNEX_TITLE)
        own = origins if len(part) == len(text) else _within(origins, start, end)
        placed = _placed(reading, setting, part, start) if setting is not None and part.strip() else None
        reading.lines.append(
            RawLine(
                part, region=region, continues=continues, cell=cell, role=role, origins=own, setting=placed
            )
        )
        start = end + 1
    if region is Region.BODY and not text.strip():
        reading.blanks = 0 if pictured else reading.blanks + 1
    section = properties.find(W + "sectPr") if properties is not None else None
    if section is not None and region is Region.BODY:
        _end_section(reading, section)


def _read_box(reading: Reading, box: ET.Element, region: Region, cell: _Cell | None) -> None:
    blanks, new_page = reading.blanks, reading.new_page
    reading.boxes, reading.blanks, reading.new_page = reading.boxes + 1, 0, False
    _read_blocks(reading, box, region, cell)
    reading.boxes, reading.blanks, reading.new_page = reading.boxes - 1, blanks, new_page


def _mark_of(properties: ET.Element | None) -> ET.Element | None:
    """How the mark of a paragraph is set, and with it its number."""
    return properties.find(_RUN_FORM) if properties is not None else None


def _setting(
    reading: Reading,
    properties: ET.Element | None,
    pieces: Sequence[_Piece],
    drawings: int,
    *,
    in_table: bool,
) -> Setting | None:
    """How the paragraph is set, its characters counted from its beginning; None for an empty one."""
    runs: list[Run] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if piece.text.strip():
            font = reading.styles.font(properties, piece.run, reading.table_style)
            if runs and runs[-1].font is font and runs[-1].end == at:
                runs[-1] = Run(runs[-1].start, end, font)
            else:
                runs.append(Run(at, end, font))
        elif runs and runs[-1].end == at:
            runs[-1] = runs[-1]._replace(end=end)
        at = end
    if not runs:
        return None
    form = reading.styles.form(properties, runs[0].font.size, table=reading.table_style)
    above, below = reading.edges
    return Setting(
        0,
        at,
        form,
        tuple(runs),
        section=len(reading.sections),
        in_table=in_table,
        in_box=reading.boxes > 0,
        drawings=drawings,
        above=above,
        below=below,
    )


def _placed(reading: Reading, setting: Setting, part: str, start: int) -> Setting | None:
    """The *part* of a paragraph that begins at *start* and fills a line of text; takes what stood before it."""
    blanks, reading.blanks = reading.blanks, 0
    breaks, reading.new_page = reading.new_page or (setting.form.new_page and not start), False
    lead = part[: len(part) - len(part.lstrip())]
    placed = setting.within(start, start + len(part), start)
    if placed is None:
        return None
    indent = sum(_BLANKS.get(each, 0.0) for each in lead)
    return placed._replace(blank_above=blanks, breaks_page=breaks, begins=not start, typed_indent=indent)


def _within(origins: Iterable[Origin], start: int, end: int) -> tuple[Origin, ...]:
    return tuple(own for each in origins if (own := each.within(start, end, start)) is not None)


def _origins(reading: Reading, pieces: Iterable[_Piece]) -> Iterator[Origin]:
    """Where the pieces stand in the part."""
    at = 0
    for piece in pieces:
        if piece.element is not None and piece.text:
            yield Origin(at, at + len(piece.text), reading.part, reading.nodes[piece.element], 0)
        at += len(piece.text)


def _role(reading: Reading, properties: ET.Element | None) -> Role | None:
    style = properties.find(W + "pStyle") if reading.roles and properties is not None else None
    return reading.roles.get(style.get(W + "val", "")) if style is not None else None


def _is_bound(element: ET.Element) -> bool:
    """Whether it is a content control whose text comes from data of the file, or may not be changed."""
    if element.tag != W + "sdt":
        return False
    lock = element.find(f"{W}sdtPr/{W}lock")
    locked = lock is not None and lock.get(W + "val", "") in ("contentLocked", "sdtContentLocked")
    return locked or element.find(f"{W}sdtPr/{W}dataBinding") is not None


def _inline(
    reading: Reading, parent: ET.Element, boxes: list[ET.Element], run: ET.Element | None
) -> Iterator[_Piece]:
    for element in parent:
        tag = element.tag
        if tag in _SILENT:
            continue
        if tag in _CHANGES:
            reading.changed = True
        if tag in _REMOVED:
            continue
        if tag == _TEXT:
            typed = not reading.fields and not reading.bound and not len(element)
            yield _Piece(element.text or "", element if typed else None, run)
        elif tag == _RUN:
            yield from _inline(reading, element, boxes, element.find(_RUN_FORM))
        elif tag == W + "tab":
            yield _Piece("\t", None, run)
        elif tag == W + "br":
            yield _Piece(_NEW_PAGE if element.get(W + "type") == "page" else "\n", None, run)
        elif tag == W + "cr":
            yield _Piece("\n", None, run)
        elif tag == W + "noBreakHyphen":
            yield _Piece("-", None, run)
        elif tag == W + "fldChar":
            mark = element.get(W + "fldCharType", "")
            reading.fields = max(0, reading.fields + {"begin": 1, "end": -1}.get(mark, 0))
        elif tag == W + "txbxContent":
            boxes.append(element)
        else:
            _look_at_drawing(reading, element)
            bound, fields = _is_bound(element), tag == W + "fldSimple"
            reading.bound, reading.fields = reading.bound + bound, reading.fields + fields
            yield from _inline(reading, element, boxes, run)
            reading.bound, reading.fields = reading.bound - bound, max(0, reading.fields - fields)


def _look_at_drawing(reading: Reading, element: ET.Element) -> None:
    """Note a line that is drawn, and a picture that takes the place of text."""
    if element.tag == _A + "prstGeom":
        reading.drawings += element.get("prst", "") in _DRAWN_LINES
    elif element.tag == _V + "line":
        reading.drawings += 1
    elif element.tag == _WP + "inline":
        reading.pictured = True
