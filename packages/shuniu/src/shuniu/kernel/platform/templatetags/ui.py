"""`{% load ui %}`: `{% ui x %}` shows any component; `{% ui_list x %}` and its like insist on one kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shuniu.kernel.platform.ui.boards import Chart, FigureRow
from shuniu.kernel.platform.ui.cells import bars_html, cells_of, figures_html, todo_html
from shuniu.kernel.platform.ui.desks import TodoItem
from shuniu.kernel.platform.ui.help import KEYS, KeyHelp
from shuniu.kernel.platform.ui.lists import ListPage, Row
from shuniu.kernel.platform.ui.render import COMPONENTS, render_inside

register = template.Library()


@register.simple_tag(takes_context=True)
def ui(context: Context, component: object) -> SafeString:
    """Any component, by its type."""
    return render_inside(context, component)


def _tag_for(kind: type) -> Callable[[Context, object], SafeString]:
    def show(context: Context, component: object) -> SafeString:
        if component is not None and not isinstance(component, kind):
            raise TypeError(f"expected {kind.__name__}, got {type(component).__name__}")
        return render_inside(context, component)

    return show


for _kind, _name in COMPONENTS.items():
    register.simple_tag(_tag_for(_kind), takes_context=True, name=f"ui_{_name}")


@register.simple_tag
def cells(page: ListPage, row: Row) -> SafeString:
    """The cells of one row of a list."""
    return cells_of(page, row)


@register.simple_tag
def figures(row: FigureRow) -> SafeString:
    """The figures of one line of a board."""
    return figures_html(row)


@register.simple_tag
def bars(chart: Chart) -> SafeString:
    """The bars of a chart with their figures."""
    return bars_html(chart)


@register.simple_tag
def todo(item: TodoItem) -> SafeString:
    """One line of the workbench."""
    return todo_html(item)


@register.simple_tag
@lru_cache
def icon(name: str) -> SafeString:
    """A drawing from the sprite in `ui/sprite.html`; it says nothing to a screen reader."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"></use></svg>', name)


@register.simple_tag
def key_help() -> tuple[KeyHelp, ...]:
    """The lines of the overview that ? opens."""
    return KEYS
