"""权限表, for the 安全保密管理员: which duty may carry out which operation, and by which rule; no default but deny."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.actions import ACTIONS, Action
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.duties import label as duty_label
from shuniu.kernel.platform.screens.answers import require_administrator
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Chip, Column, Empty, Field, FilterForm, ListPage, Row

ADDRESS = "/console/permissions/"
COLUMNS = (
    Column("操作", "name"),
    Column("谁可以办", "title"),
    Column("在什么时候", "muted"),
    Column("规则", "muted"),
    Column("系统内名称", "muted", narrow=False),
)


@require_GET
@require_administrator("SECURITY_ADMIN")
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every registered operation; `?q=` looks for words in its name and in who may."""
    words = request.GET.get("q", "").strip()[:60]
    rows = tuple(row for row in map(_row, ACTIONS.values()) if words in "".join(c.text for c in row.cells))

    def page(size: int | None) -> ListPage:
        return ListPage(
            title="权限表",
            columns=COLUMNS,
            rows=rows,
            empty=Empty(f"没有与“{words}”有关的操作。"),
            chips=(Chip(f"有“{words}”", ADDRESS),) if words else (),
            filter=FilterForm(ADDRESS, (Field("q", "操作或者职责", value=words),)),
            summary=f"共 {len(rows)} 项。没有列出的一律不准；列出的，还要轮到本人、看得见这一件才能办。",
            compact=True,
        )

    return answer_list(request, actor, page, now=timezone.now())


def _row(action: Action) -> Row:
    return Row(
        "",
        (
            Cell(action.label),
            Cell("、".join(map(duty_label, action.may)) or "本单位在任人员"),
            Cell(_when(action)),
            Cell(action.rule),
            Cell(action.name),
        ),
    )


def _when(action: Action) -> str:
    if action.transition:
        return "流程走到这一步，轮到本人"
    if action.move:
        return "这一步允许，且件在本人或者本单位手里"
    if action.during:
        return "件在规定的环节"
    return "随时，只办本单位的"
