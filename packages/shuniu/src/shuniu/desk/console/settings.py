"""参数, for the 系统管理员: what the county may set, setting it from a day on, by which decision."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.basis import basis
from shuniu.kernel.base.parameters import PARAMETERS, typed_as, values, words_of
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_administrator
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Chip, Column, Empty, Field, FilterForm, Link, ListPage, Row

ADDRESS = "/console/parameters/"
COLUMNS = (Column("参数", "title"), Column("现在的值"), Column("依据", "muted"))


@require_GET
@require_administrator("SYSTEM_ADMIN")
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every parameter with the value in force; a row leads to setting it."""
    words, now = request.GET.get("q", "").strip()[:60], timezone.now()
    in_force = values(on=now.astimezone(COUNTY).date())
    found = [p for p in PARAMETERS.values() if words in p.label]

    def page(size: int | None) -> ListPage:
        return ListPage(
            title="参数",
            columns=COLUMNS,
            rows=tuple(
                Row(
                    f"{ADDRESS}{p.key}/",
                    (
                        Cell(p.label),
                        Cell(words_of(in_force[p.key], p.unit)),
                        Cell(basis(p.rule).cite()),
                    ),
                )
                for p in found
            ),
            empty=Empty(f"没有带“{words}”的参数。"),
            chips=(Chip(f"有“{words}”", ADDRESS),) if words else (),
            filter=FilterForm(ADDRESS, (Field("q", "参数名称中的字", value=words),)),
            summary="按县里的决定设置，从写的那天起用；每次都留下依据、原因和设置的人。",
            compact=True,
        )

    return answer_list(request, actor, page, now=now, conditions=words)


@require_http_methods(["GET", "POST"])
@require_administrator("SYSTEM_ADMIN")
def one(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """设置参数."""
    if key not in PARAMETERS:
        return refused_page(request, Refusal(Code.NOT_FOUND, "没有这个参数。", "请从参数列表里打开。"))
    parameter, today = PARAMETERS.get(key), timezone.localdate()
    ground = basis(parameter.rule)
    now = values(on=today)[key]
    unit = f"，单位是{parameter.unit}" if parameter.unit else ""
    return action_page(
        request,
        actor,
        "platform.set_parameter",
        title=parameter.label,
        submit="设置",
        lead=f"{ground.text}（{ground.cite()}）现在是{words_of(now, parameter.unit)}，"
        f"默认是{words_of(parameter.default, parameter.unit)}{unit}。",
        back=Link("参数", ADDRESS),
        hidden={"key": key},
        values={"value": typed_as(now), "valid_from": today},
    )
