"""Tables of a Word document: those of the body, the joint mark, the 版记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hongtou.fonts import Face
from hongtou.layout.grid import LEFT, PORTRAIT, WIDTH, Area, mm
from hongtou.layout.setting import Setter
from hongtou.layout.tables import WITH_HEAD, fit_table
from hongtou.model import Table
from hongtou.roles import Role
from hongtou.write.word.styles import FONT_NAMES, STYLE_IDS
from hongtou.write.word.xml import fonts, layout_of, paragraph, run, size, twips

TEXT_WIDTH = twips(WIDTH)
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def body_table(setter: Setter, table: Table, area: Area = PORTRAIT) -> str:
    """A table of the body as wide as *area*, its first row repeated on every page."""
    size_pt, widths = fit_table(setter, table, area)
    columns = [twips(area.width) * width // sum(widths) for width in widths]
    padding = twips(mm(size_pt) / 2)
    rows = "".join(
        _row(
            cells, columns, head=number == 0 and len(table.rows) >= WITH_HEAD, half_points=round(size_pt * 2)
        )
        for number, cells in enumerate(table.rows)
    )
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
    return table_of(columns, rows, f"<w:tblBorders>{borders}</w:tblBorders>", padding=padding)


def table_of(
    columns: Sequence[int], rows: str, borders: str = "", *, padding: int = 0, place: str = ""
) -> str:
    """A table with fixed columns, each cell with *padding* at its sides (twips); *place* lets it float."""
    jc = "" if place else '<w:jc w:val="center"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    margins = f'<w:left w:w="{padding}" w:type="dxa"/><w:right w:w="{padding}" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{jc}{borders}'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: Sequence[tuple[int, str]], *, properties: str = "", borders: str = "") -> str:
    """A row of cells, each with its width in twips and its paragraphs."""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
        for width, content in cells
    )
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def _row(cells: Sequence[str], columns: Sequence[int], *, head: bool, half_points: int) -> str:
    face = fonts(FONT_NAMES[Face.HEITI if head else Face.FANGSONG]) + size(half_points)
    contents = [(width, "".join(_paragraphs(cell, face))) for cell, width in zip(cells, columns, strict=True)]
    return row(contents, properties="<w:cantSplit/>" + ("<w:tblHeader/>" if head else ""))


def _paragraphs(cell: str, face: str) -> Iterator[str]:
    for part in cell.split("\n"):
        yield paragraph(STYLE_IDS[Role.CELL], *([run(part, face)] if part else []))


def imprint_table(rows: Sequence[tuple[str, bool]], top: int, *, ruled: bool = True) -> str:
    """The 版记: paragraphs, each in a row, floating at *top* twips of the type area.

    The flag of a row asks for a thin rule above it; the first and the last rule are thicker (7.4.1). Without *ruled*
    there are none: that of a letter (10.1).
    """
    lines = []
    for number, (content, parted) in enumerate(rows):
        edges = _edge("top", 8) if number == 0 else _edge("top", 6) if parted else ""
        edges += _edge("bottom", 8) if number == len(rows) - 1 else ""
        lines.append(
            row(
                [(TEXT_WIDTH, content)],
                borders=f"<w:tcBorders>{edges}</w:tcBorders>" if edges and ruled else "",
            )
        )
    # Anchored to the page: LibreOffice sets a table as wide as the text into the text otherwise. Word goes by the
    # foot of the type area, LibreOffice by the distance.
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
        f'w:tblpX="{twips(LEFT)}" w:tblpYSpec="bottom" w:tblpY="{max(1, top)}"/><w:tblOverlap w:val="never"/>'
    )
    return table_of([TEXT_WIDTH], "".join(lines), place=place)


def _edge(side: str, eighths: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="000000"/>'


def tiny() -> str:
    """A paragraph that takes no room: a floating table vanishes without one behind it."""
    return f"<w:p><w:pPr>{layout_of(off_grid=True, line=20)}</w:pPr></w:p>"
