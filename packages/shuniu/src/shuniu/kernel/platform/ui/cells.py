"""The cells of a list's row as HTML.

Written out here and not in the template: 25 rows of eight cells took the template engine longer than everything
else of a list page together (`make bench`).
"""

from __future__ import annotations

from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from shuniu.kernel.platform.ui.lists import Cell, Column, ListPage, Row
from shuniu.kernel.platform.ui.parts import Light


def cells_of(page: ListPage, row: Row) -> SafeString:
    """The `<td>` of every cell of *row*, one of the rows of *page*."""
    parts: list[str] = []
    for column, opening, cell in zip(page.columns, _openings(page.columns), row.cells, strict=True):
        parts += opening, _inside(column, cell, row), "</td>"
    return SafeString("".join(parts))


@lru_cache(maxsize=128)
def _openings(columns: tuple[Column, ...]) -> tuple[str, ...]:
    return tuple(map(_opening, columns))


def _opening(column: Column) -> str:
    wide = "" if column.narrow else " wide"
    label = f' data-label="{escape(column.label)}"' if column.label_narrow else ""
    return f'<td class="c-{column.kind}{wide}"{label}>'


def _inside(column: Column, cell: Cell, row: Row) -> str:
    if column.kind in {"title", "name"}:
        marks = "".join(f'<span class="mark">{escape(mark)}</span>' for mark in cell.marks)
        urgent = f'<span class="mark mark-urgent">{escape(cell.urgent)}</span>' if cell.urgent else ""
        title = _found(cell.brief or cell.text, cell.segments)
        shown = f'{urgent}{marks}<a href="{escape(row.href)}" data-open-row{_whole(cell)}>{title}</a>'
    else:
        shown = light_html(cell.light) if cell.light else _found(cell.text, cell.segments)
    return f"{shown}<small>{_found(cell.note, cell.note_segments)}</small>" if cell.note else shown


def _whole(cell: Cell) -> str:
    return f' title="{escape(cell.text)}"' if cell.brief else ""


def _found(text: str, segments: tuple[tuple[str, bool], ...]) -> str:
    """*text*, with what was searched for marked where it comes in *segments*."""
    if not segments:
        return escape(text)
    return "".join(f"<mark>{escape(part)}</mark>" if hit else escape(part) for part, hit in segments)


@lru_cache(maxsize=512)
def light_html(light: Light) -> SafeString:
    """A light, rendered once for each colour and word: a page shows the same few again and again."""
    return render_to_string("ui/light.html", {"it": light})
