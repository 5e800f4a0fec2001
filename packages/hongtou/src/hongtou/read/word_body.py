"""The lines of one part of a Word file: paragraphs, tables, text boxes, changes as accepted, and how they are set."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hongtou.model.sheet import Edge, Font, Run, Setting
from hongtou.read.lines import Origin, RawLine, Region
from hongtou.read.numbering import Label
from hongtou.read.style_part import W
from hongtou.read.word_inline import FALLBACK, NEW_PAGE, REMOVED, Box, Piece, Reading, is_bound, pieces_of
from hongtou.read.word_styles import edge_of, number_of
from hongtou.roles import Role

_MOST_COLUMNS = 64
"""Word itself stops at 63."""
_TYPED_BLANKS = {
    "\u3000": 1.0,
    "\u2003": 1.0,
    "\u2001": 1.0,
    " ": 0.5,
    "\u00a0": 0.5,
    "\u2002": 0.5,
    "\t": 1.3,
}
_Cell = tuple[int, int, int]


def read_part(
    reading: Reading, name: str, root: ET.Element, region: Region, top: ET.Element | None = None
) -> None:
    """Append the lines of the part ``name``, or of what stands below its element ``top``."""
    reading.part, reading.fields, reading.bound = name, 0, 0
    reading.nodes = (
        {element: number for number, element in enumerate(root.iter(W + "t"))} if reading.traced else {}
    )
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
        elif element.tag == W + "altChunk":
            reading.foreign = True
        elif element.tag not in REMOVED and element.tag != FALLBACK:
            bound = is_bound(element)
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
        column = _before(row)
        for cell in _nearest(row, W + "tc"):
            properties = cell.find(W + "tcPr")
            if properties is not None and properties.find(W + "cellDel") is not None:
                reading.changed = True
                continue
            reading.edges = _edges(cell, borders, first=number == 0, last=number == len(rows) - 1)
            _read_blocks(reading, cell, region, outer or (reading.tables, number, column))
            column = min(column + _wide(properties), _MOST_COLUMNS)
        columns = max(columns, column)
    if outer is None:
        grid = (len(rows), columns)
        reading.lines[begun:] = [replace(line, grid=grid) for line in reading.lines[begun:]]
    reading.table_style, reading.edges = kept
    reading.blanks = 0


def _before(row: ET.Element) -> int:
    """How many columns a row leaves free at its beginning."""
    left_free = row.find(f"{W}trPr/{W}gridBefore")
    return _span(left_free) if left_free is not None else 0


def _wide(properties: ET.Element | None) -> int:
    """How many columns a cell takes."""
    span = properties.find(W + "gridSpan") if properties is not None else None
    return max(1, _span(span)) if span is not None else 1


def _span(element: ET.Element) -> int:
    return min(max(int(number_of(element.get(W + "val"))), 0), _MOST_COLUMNS)


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
        elif element.tag not in REMOVED and element.tag != FALLBACK:
            yield from _nearest(element, tag)


def _read_paragraph(reading: Reading, paragraph: ET.Element, region: Region, cell: _Cell | None) -> None:
    boxes: list[Box] = []
    reading.drawings, reading.pictured, reading.comments, reading.pictures = 0, False, [], []
    pieces = pieces_of(reading, paragraph, boxes)
    drawings, pictured, comments = reading.drawings, reading.pictured, tuple(reading.comments)
    pictures = reading.pictures
    # A box is anchored in a paragraph but stands apart from it: the mark of a red-headed document often does.
    for box in boxes:
        _read_box(reading, box, region, cell)
    text = "".join(piece.text for piece in pieces)
    properties = paragraph.find(W + "pPr")
    filled, merged = bool(text.strip()), _is_merged(properties)
    reading.changed = reading.changed or merged
    label = (
        reading.numbering.label(properties, reading.styles.style_of(properties))
        if filled or not merged
        else None
    )
    if label is not None and label.text and filled:
        pieces.insert(0, Piece(label.text, None, _mark_of(properties)))
        text = label.text + text
    setting = None
    if filled and region is Region.BODY:
        setting = _setting(reading, properties, pieces, label, drawings=drawings, in_table=cell is not None)
    _add_lines(
        reading, text, RawLine("", region=region, cell=cell, role=_role(reading, properties)), pieces, setting
    )
    if comments:
        reading.lines[-1] = replace(reading.lines[-1], comments=comments)
    if region is Region.BODY and reading.picture_of is not None:
        reading.lines += [
            RawLine("", region=region, cell=cell, picture=found)
            for drawing in pictures
            if (found := reading.picture_of(drawing)) is not None
        ]
    if filled:
        reading.joins = merged
    elif region is Region.BODY:
        reading.blanks = 0 if pictured else reading.blanks + 1
    section = properties.find(W + "sectPr") if properties is not None else None
    if section is not None and region is Region.BODY:
        _end_section(reading, section)


def _is_merged(properties: ET.Element | None) -> bool:
    """Whether the end of a paragraph was deleted as a change, so that the next one goes on in it."""
    mark = properties.find(W + "rPr") if properties is not None else None
    return mark is not None and any(child.tag in REMOVED for child in mark)


def _add_lines(
    reading: Reading, text: str, like: RawLine, pieces: Sequence[Piece], setting: Setting | None
) -> None:
    """Append the lines of a paragraph, each *like* that one."""
    origins = tuple(_origins(reading, pieces)) if reading.traced else ()
    start, joins = 0, reading.joins
    for number, part in enumerate(text.replace(NEW_PAGE, "\n").split("\n")):
        end = start + len(part)
        if start and text[start - 1] == NEW_PAGE:
            reading.new_page = True
        # A title is one, wherever its lines were broken by hand.
        continues = number > 0 and like.role in (Role.TITLE, Role.ANNEX_TITLE)
        own = origins if len(part) == len(text) else _within(origins, start, end)
        placed = _placed(reading, setting, part, start) if setting is not None and part.strip() else None
        line = RawLine(
            part,
            region=like.region,
            continues=continues or (joins and not number),
            cell=like.cell,
            role=like.role,
            origins=own,
            setting=placed,
        )
        reading.lines.append(line)
        start = end + 1


def _read_box(reading: Reading, box: Box, region: Region, cell: _Cell | None) -> None:
    if isinstance(box, str):
        reading.lines += [RawLine(line, region=region, cell=cell) for line in box.splitlines()]
        return
    blanks, new_page = reading.blanks, reading.new_page
    reading.boxes, reading.blanks, reading.new_page = reading.boxes + 1, 0, False
    _read_blocks(reading, box, region, cell)
    reading.boxes, reading.blanks, reading.new_page = reading.boxes - 1, blanks, new_page


def _mark_of(properties: ET.Element | None) -> ET.Element | None:
    """How the mark of a paragraph is set, and with it its number."""
    return properties.find(W + "rPr") if properties is not None else None


def _setting(
    reading: Reading,
    properties: ET.Element | None,
    pieces: Sequence[Piece],
    label: Label | None,
    *,
    drawings: int,
    in_table: bool,
) -> Setting | None:
    """How the paragraph is set, its characters counted from its beginning; None for an empty one."""
    font_of = reading.styles.fonts(properties, reading.table_style)
    begins: list[tuple[int, Font]] = []
    at = 0
    for text, _, run in pieces:
        # Blanks belong to what stands before them.
        if text and not text.isspace():
            font = font_of(run)
            if not begins or begins[-1][1] is not font:
                begins.append((at, font))
        at += len(text)
    if not begins:
        return None
    ends = (*(start for start, _ in begins[1:]), at)
    runs = tuple([Run(start, end, font) for (start, font), end in zip(begins, ends, strict=True)])
    form = reading.styles.form(
        properties, runs[0].font.size, table=reading.table_style, level=label.form if label else None
    )
    above, below = reading.edges
    return Setting(
        0,
        at,
        form,
        runs,
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
    indent = sum(_TYPED_BLANKS.get(each, 0.0) for each in lead)
    return placed._replace(blank_above=blanks, breaks_page=breaks, begins=not start, typed_indent=indent)


def _within(origins: Iterable[Origin], start: int, end: int) -> tuple[Origin, ...]:
    return tuple(own for each in origins if (own := each.within(start, end, start)) is not None)


def _origins(reading: Reading, pieces: Iterable[Piece]) -> Iterator[Origin]:
    """Where the pieces stand in the part."""
    at = 0
    for piece in pieces:
        if piece.element is not None and piece.text:
            yield Origin(at, at + len(piece.text), reading.part, reading.nodes[piece.element], 0)
        at += len(piece.text)


def _role(reading: Reading, properties: ET.Element | None) -> Role | None:
    style = properties.find(W + "pStyle") if reading.roles and properties is not None else None
    return reading.roles.get(style.get(W + "val", "")) if style is not None else None
