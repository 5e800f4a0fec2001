"""账号, for the 系统管理员: who has one, making one, closing one. He grants no duty and sees no paper."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.desk.console.renewing import ADDRESS as RENEW
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.models import Account, Post
from shuniu.kernel.platform.organisation.accounts import accounts_named, posts_of_accounts
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import require_administrator
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Chip, Column, Empty, Field, FilterForm, Link, ListPage, Row
from shuniu.kernel.platform.ui.dates import brief_text

ADDRESS = "/console/accounts/"
PAGE = 50
COLUMNS = (
    Column("姓名", "name"),
    Column("用户名", "code"),
    Column("单位和职务", "title"),
    Column("状态"),
    Column("最近登录", "muted"),
)


@require_GET
@require_administrator("SYSTEM_ADMIN")
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every account by when it was made; a row leads to what can be done with it."""
    words, now = request.GET.get("q", "").strip()[:60], timezone.now()
    after = row_id(request.GET.get("after", "")) or 0

    def page(size: int | None) -> ListPage:
        most = size or PAGE
        found = accounts_named(words, after=after, size=most + 1)
        shown = found[:most]
        posts = posts_of_accounts(shown, on=now)
        further = urlencode({"q": words, "after": shown[-1].pk}) if len(found) > most else ""
        return ListPage(
            title="账号",
            columns=COLUMNS,
            rows=tuple(_row(account, posts.get(account.pk, []), now) for account in shown),
            empty=Empty(f"没有与“{words}”有关的账号。" if words else "还没有账号。"),
            main=Link("新建账号", f"{ADDRESS}new/"),
            chips=(Chip(f"有“{words}”", ADDRESS),) if words else (),
            filter=FilterForm(ADDRESS, (Field("q", "姓名、用户名或者单位", value=words),)),
            next_href=f"{ADDRESS}?{further}" if further else "",
            compact=True,
        )

    return answer_list(request, actor, page, now=now, conditions=words)


def _row(account: Account, posts: list[Post], now: datetime) -> Row:
    person = getattr(account, "person", None)
    where = "；".join(f"{post.unit.short_name} · {post.title}" for post in posts)
    today = now.astimezone(COUNTY)
    last = brief_text(account.last_login.astimezone(COUNTY), today.date()) if account.last_login else "从未"
    staff = account.kind == Account.Kind.PERSON
    step = "close" if account.is_active else "reopen"
    return Row(
        f"{ADDRESS}{account.pk}/{step}/" if staff else "",
        (
            Cell(person.name if person else account.get_kind_display()),
            Cell(account.username),
            Cell(where or ("现在没有岗位" if staff else "三员")),
            Cell(_state(account)),
            Cell(last),
        ),
        voided=not account.is_active,
    )


def _state(account: Account) -> str:
    if not account.is_active:
        return "停用"
    return "密码待改" if account.must_change_password else "在用"


@require_http_methods(["GET", "POST"])
@require_administrator("SYSTEM_ADMIN")
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """新建账号; the one-time password is given out on the next page."""
    return action_page(
        request,
        actor,
        "people.open_account",
        lead="只建人、岗位和账号，不带职责；职责由安全保密管理员授予。建好以后到“换发一次性密码”把密码当面交给本人。",
        back=Link("账号", ADDRESS),
        values={"since": timezone.localdate()},
        done_href=RENEW,
    )


@require_http_methods(["GET", "POST"])
@require_administrator("SYSTEM_ADMIN")
def close(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """停用账号."""
    lead = "停用以后不能登录，正在登录的马上退出；办过的件和记录都在。手里还有待办的，请本单位先转办。"
    return _about(request, actor, pk, "people.close_account", lead)


@require_http_methods(["GET", "POST"])
@require_administrator("SYSTEM_ADMIN")
def reopen(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """恢复账号."""
    lead = "恢复以后用原来的密码登录；忘了的，另外换发一次性密码。"
    return _about(request, actor, pk, "people.reopen_account", lead)


def _about(request: HttpRequest, actor: Actor, pk: int, name: str, lead: str) -> HttpResponse:
    account = Account.objects.filter(pk=pk).select_related("person").first()
    person = getattr(account, "person", None)
    who = f"{person.name}（{account.username}）：" if account and person else ""
    return action_page(
        request, actor, name, lead=f"{who}{lead}", back=Link("账号", ADDRESS), hidden={"account": str(pk)}
    )
