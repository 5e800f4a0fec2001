"""The cells of a list's row, and the lines of the workbench, as HTML.

Written out here and not in the template: 25 rows of eight cells, or 60 lines, took the template engine longer than everything
else of a list page together (`make bench`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from shuniu.kernel.platform.ui.boards import Chart, FigureRow, Num
from shuniu.kernel.platform.ui.desks import TodoItem
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
        title = _found(cell.brief or cell.text, cell.segments)
        shown = f'{_marks(cell.urgent, cell.marks)}<a href="{escape(row.href)}" data-open-row{_whole(cell)}>{title}</a>'
    else:
        shown = light_html(cell.light) if cell.light else _found(cell.text, cell.segments)
    return f"{shown}<small>{_found(cell.note, cell.note_segments)}</small>" if cell.note else shown


def _marks(urgent: str, marks: Sequence[str]) -> str:
    first = f'<span class="mark mark-urgent">{escape(urgent)}</span>' if urgent else ""
    return first + "".join(f'<span class="mark">{escape(mark)}</span>' for mark in marks)


def figures_html(row: FigureRow) -> SafeString:
    """The figures of one line of a board, each in its `<td>`."""
    return SafeString("".join(f'<td class="c-number">{_figure(number)}</td>' for number in row.numbers))


def _figure(number: Num) -> str:
    if number.light:
        return light_html(number.light)
    if number.href:
        return f'<a href="{escape(number.href)}">{escape(number.text)}</a>'
    return escape(number.text) or '<span class="quiet">—</span>'


def bars_html(chart: Chart) -> SafeString:
    """The bars of a chart, each with its figure above it."""
    parts: list[str] = []
    for bar in chart.rects:
        parts.append(
            f'<rect class="chart-bar-{bar.series}" x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}"/>'
        )
        if bar.value:
            parts.append(f'<text class="chart-value" x="{bar.middle}" y="{bar.above}">{bar.value}</text>')
    return SafeString("".join(parts))


def todo_html(item: TodoItem) -> SafeString:
    """One line of the workbench, with its `<li>`."""
    plain, unread = "" if item.verb else " todo-plain", " unread" if item.unread else ""
    verb = f'<span class="todo-verb">{escape(item.verb)}</span>' if item.verb else ""
    return SafeString(
        f'<li class="todo{plain}{unread}" data-row>{verb}'
        f'<span class="todo-title">{_marks(item.urgent, item.marks)}'
        f'<a href="{escape(item.href)}" data-open-row>{escape(item.title)}</a></span>'
        f'<span class="todo-source">{escape(item.source)}</span>'
        f'<span class="todo-due number">{escape(item.due)}</span>{light_html(item.light)}</li>'
    )


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
