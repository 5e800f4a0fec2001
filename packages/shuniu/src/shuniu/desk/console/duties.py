"""职责, for the 安全保密管理员: who holds which, granting and withdrawing. He makes no account and sees no paper."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.duties import label as duty_label
from shuniu.kernel.people.models import Duty, Post
from shuniu.kernel.people.queries import serving_post
from shuniu.kernel.platform.organisation.accounts import duties_of_posts, posts_named
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import require_administrator
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Chip, Column, Empty, Field, FilterForm, Link, ListPage, Row

ADDRESS = "/console/duties/"
PAGE = 50
COLUMNS = (Column("姓名", "name"), Column("单位和职务", "title"), Column("职责"))
ONE = (Column("职责", "title"), Column("从哪天起", "muted"), Column("到哪天", "muted"))


@require_GET
@require_administrator("SECURITY_ADMIN")
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every post in which somebody serves, with its duties; a row leads to them."""
    words, now = request.GET.get("q", "").strip()[:60], timezone.now()
    after = row_id(request.GET.get("after", "")) or 0

    def page(size: int | None) -> ListPage:
        most = size or PAGE
        found = posts_named(words, after=after, size=most + 1, on=now)
        shown = found[:most]
        held = duties_of_posts(shown, on=now)
        further = urlencode({"q": words, "after": shown[-1].pk}) if len(found) > most else ""
        return ListPage(
            title="职责",
            columns=COLUMNS,
            rows=tuple(_row(post, held.get(post.pk, [])) for post in shown),
            empty=Empty(f"没有与“{words}”有关的岗位。" if words else "还没有人在任。"),
            chips=(Chip(f"有“{words}”", ADDRESS),) if words else (),
            filter=FilterForm(ADDRESS, (Field("q", "姓名、单位、职务或者职责", value=words),)),
            next_href=f"{ADDRESS}?{further}" if further else "",
            compact=True,
        )

    return answer_list(request, actor, page, now=now, conditions=words)


def _row(post: Post, held: list[Duty]) -> Row:
    said = "、".join(duty_label(duty.code) for duty in held)
    return Row(
        f"{ADDRESS}{post.pk}/",
        (Cell(post.person.name), Cell(f"{post.unit.short_name} · {post.title}"), Cell(said or "没有")),
    )


@require_GET
@require_administrator("SECURITY_ADMIN")
def of_post(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The duties of one post; a row leads to withdrawing it."""
    now = timezone.now()
    post = serving_post(pk, on=now)
    held = duties_of_posts([post], on=now).get(pk, []) if post else []

    def page(size: int | None) -> ListPage:
        return ListPage(
            title=f"{post.person.name}（{post.unit.short_name} · {post.title}）" if post else "职责",
            columns=ONE,
            rows=tuple(
                Row(
                    f"{ADDRESS}withdraw/{duty.pk}/",
                    (
                        Cell(duty_label(duty.code)),
                        Cell(f"{duty.since:%Y-%m-%d}"),
                        Cell(f"{duty.until:%Y-%m-%d}" if duty.until else "长期"),
                    ),
                )
                for duty in held
            ),
            empty=Empty("这个岗位没有职责。" if post else "这个岗位已经没有人在任。"),
            main=Link("授予职责", f"{ADDRESS}{pk}/grant/") if post else None,
            back=Link("职责", ADDRESS),
            summary="按一行收回那一项职责。",
        )

    return answer_list(request, actor, page, now=now)


@require_http_methods(["GET", "POST"])
@require_administrator("SECURITY_ADMIN")
def grant(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """授予职责."""
    return action_page(
        request,
        actor,
        "people.grant_duty",
        lead="照任职文件或者单位的分工授予，从那一天起生效；给多少看工作需要，够用就行。",
        back=Link("这个岗位的职责", f"{ADDRESS}{pk}/"),
        hidden={"post": str(pk)},
        values={"since": timezone.localdate()},
    )


@require_http_methods(["GET", "POST"])
@require_administrator("SECURITY_ADMIN")
def withdraw(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """收回职责."""
    held = Duty.objects.filter(pk=pk).select_related("post__person", "post__unit").first()
    who = (
        f"{held.post.person.name}（{held.post.unit.short_name}）的“{duty_label(held.code)}”：" if held else ""
    )
    back = f"{ADDRESS}{held.post_id}/" if held else ADDRESS
    return action_page(
        request,
        actor,
        "people.withdraw_duty",
        lead=f"{who}马上收回。送到这项职责的待办，由本单位别的有此职责的人接着办。",
        back=Link("这个岗位的职责", back),
        hidden={"held": str(pk)},
    )
