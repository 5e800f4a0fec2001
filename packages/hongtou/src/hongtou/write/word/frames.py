"""Paragraphs that stand at a place of the page, whatever the text does: marks and rules of a letter."""

from __future__ import annotations

from hongtou.layout.grid import PAGE_WIDTH, mm
from hongtou.layout.letter import RULE_LENGTH, THICK
from hongtou.write.word.xml import layout_of, twips

WORD_DOUBLE = THICK + 2 * mm(0.75)
"""How high Word draws a double rule: the gap and the thin line are 0.75 pt each."""


def frame(top: float, width: float, *, height: int | None = None) -> str:
    """A frame *width* mm wide in the middle of the page, *top* mm below its edge, *height* twips high; text goes on
    below it."""
    own = f' w:h="{height}" w:hRule="exact"' if height is not None else ""
    return (
        f'<w:framePr w:w="{twips(width)}"{own} w:hSpace="0" w:vSpace="0" w:wrap="notBeside" w:vAnchor="page" '
        f'w:hAnchor="page" w:x="{twips((PAGE_WIDTH - width) / 2)}" w:y="{twips(top)}"/>'
    )


def double_rule(top: float, *, thick_above: bool) -> str:
    """An empty paragraph with a red double rule above it, *top* mm below the edge of the page (10.1)."""
    # Word counts the lines of a border from the text outwards.
    kind = "thinThickSmallGap" if thick_above else "thickThinSmallGap"
    border = f'<w:top w:val="{kind}" w:sz="{round(THICK / mm(1) * 8)}" w:space="0" w:color="FF0000"/>'
    look = layout_of(frame=frame(top, RULE_LENGTH, height=20), border=border, off_grid=True, line=20)
    return f"<w:p><w:pPr>{look}</w:pPr></w:p>"
