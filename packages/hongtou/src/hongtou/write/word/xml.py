"""Pieces of WordprocessingML as text."""

from __future__ import annotations

import re

from hongtou.layout.grid import mm
from hongtou.write.xml import clean

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres / mm(1) * 20)


def run(text: str, properties: str = "") -> str:
    """A run; line breaks and TABs in *text* become Word's own."""
    pieces = re.split(r"([\n\t])", text)
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    inner = "".join(
        marks.get(piece) or f'<w:t xml:space="preserve">{clean(piece)}</w:t>' for piece in pieces if piece
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph in the style with this id."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def fonts(name: str) -> str:
    """One font for all kinds of characters, so that no mark falls into a Latin one."""
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'
    )


def size(half_points: int) -> str:
    """A size in half points."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def layout_of(
    *,
    frame: str = "",
    keep: bool = False,
    new_page: bool = False,
    border: str = "",
    tabs: str = "",
    off_grid: bool = False,
    before: int | None = None,
    line: int | None = None,
    left: int | None = None,
    right: int | None = None,
    first: int | None = None,
    align: str = "",
    outline: int | None = None,
) -> str:
    """Properties of a paragraph in the order that the schema asks for; lengths in twips.

    *line* is an exact height; *first* is the further indent of the first line, hanging when negative.
    """
    spacing = f' w:before="{before}"' if before is not None else ""
    spacing += f' w:line="{line}" w:lineRule="exact"' if line is not None else ""
    indent = f' w:left="{left}"' if left is not None else ""
    indent += f' w:right="{right}"' if right is not None else ""
    if first is not None:
        indent += f' w:firstLine="{first}"' if first >= 0 else f' w:hanging="{-first}"'
    parts = (
        "<w:keepNext/>" if keep else "",
        "<w:pageBreakBefore/>" if new_page else "",
        frame,
        f"<w:pBdr>{border}</w:pBdr>" if border else "",
        f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
        '<w:snapToGrid w:val="0"/>' if off_grid else "",
        f"<w:spacing{spacing}/>" if spacing else "",
        f"<w:ind{indent}/>" if indent else "",
        f'<w:jc w:val="{align}"/>' if align else "",
        f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "",
    )
    return "".join(parts)
