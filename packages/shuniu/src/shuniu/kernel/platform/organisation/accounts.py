"""Accounts and duties, parted as 三员分立 wants: the 系统管理员 makes and closes accounts and grants nothing; the
安全保密管理员 grants and withdraws duties and makes no account (GB/T 22239-2019, 8.1.4.2 d).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Annotated

from django.db.models import Q
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people import sign_ins
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.duties import label as duty_label
from shuniu.kernel.people.importing import Organisation, PostLine, WrongOrganisation, bring_in
from shuniu.kernel.people.models import Account, Duty, Post, Unit
from shuniu.kernel.people.passwords import normal_username
from shuniu.kernel.people.queries import serving, serving_post
from shuniu.kernel.platform.screens.choosers import Asking, chooser
from shuniu.kernel.platform.ui import Option

Reason = Annotated[str, Field(title="依据和原因", min_length=2, max_length=200)]


class OpenAccount(ActionInput):
    """A new member of staff: name, user name, unit and post. Duties are granted by somebody else."""

    name: Annotated[str, Field(title="姓名", min_length=2, max_length=40)]
    username: Annotated[str, Field(title="用户名", min_length=2, max_length=60, pattern=r"^[\w.@-]+$")]
    unit: Annotated[RowId, Field(title="单位", json_schema_extra={"choose": "unit_of_staff"})]
    title: Annotated[str, Field(title="职务", min_length=1, max_length=60)]
    since: Annotated[date, Field(title="从哪天起任职")]
    reason: Reason


class CloseAccount(ActionInput):
    """Which account, and why."""

    account: Annotated[RowId, Field(title="账号")]
    reason: Reason


class GrantDuty(ActionInput):
    """Which duty for which post, from which day, by which paper."""

    post: Annotated[RowId, Field(title="谁（岗位）")]
    duty: Annotated[str, Field(title="职责", max_length=30, json_schema_extra={"choose": "duty"})]
    since: Annotated[date, Field(title="从哪天起")]
    reason: Reason


class WithdrawDuty(ActionInput):
    """Which duty of whom ends today, and why."""

    held: Annotated[RowId, Field(title="哪一项职责")]
    reason: Reason


@chooser("unit_of_staff")
def unit_of_staff(asking: Asking) -> list[Option]:
    """Every unit at work."""
    return [Option(str(u.pk), u.name) for u in Unit.objects.filter(active=True).order_by("order", "pk")]


@chooser("duty")
def duty(asking: Asking) -> list[Option]:
    """Every duty that a post can hold."""
    return [Option(kind.code, kind.label) for kind in DUTIES.values()]


@action(
    "people.open_account",
    label="新建账号",
    input=OpenAccount,
    may=("SYSTEM_ADMIN",),
    rule="CQ-06",
    api=False,
    beside=True,
)
def open_account(ctx: Context, data: OpenAccount) -> None:
    """Make person, post and account; it has no password before one is given out, and no duty. Raises `Refused` for a
    user name that is taken, and for what an import would not take."""
    username = normal_username(data.username)
    if Account.objects.filter(username=username).exists():
        raise refuse(
            Code.RULE,
            f"用户名“{username}”已经有人用了，没有新建。",
            remedy="请换一个，例如加上单位简称的拼音。",
            field="username",
        )
    unit = Unit.objects.filter(pk=data.unit, active=True).first()
    if unit is None:
        raise refuse(Code.INVALID, "没有这个单位，请从列表里选。", field="unit")
    line = PostLine(
        row=1, username=username, name=data.name, unit=unit.code, title=data.title, since=data.since
    )
    try:
        bring_in(Organisation(posts=(line,)), now=ctx.now, keep=lambda _: None, slips=False)
    except WrongOrganisation as wrong:
        said = "；".join(fault.message.rstrip("。") for fault in wrong.faults)
        raise refuse(Code.INVALID, f"{said}。没有新建，请改好再提交。", field="name") from None
    account = Account.objects.get(username=username)
    Account.objects.filter(pk=account.pk).update(must_change_password=True)
    ctx.remember({"account": account.pk, "unit": unit.pk, "title": data.title, "reason": data.reason})


@action(
    "people.close_account",
    label="停用账号",
    input=CloseAccount,
    may=("SYSTEM_ADMIN",),
    rule="BM-10",
    api=False,
    beside=True,
)
def close_account(ctx: Context, data: CloseAccount) -> None:
    """Nobody signs in with it any more, and where it is signed in it is out at once. Raises `Refused` for an
    administrator's, and for one that is closed already."""
    account = _of_staff(data.account)
    if not account.is_active:
        raise refuse(
            Code.RULE,
            f"账号“{account.username}”已经停用，没有改动。",
            remedy="请回到账号列表，看现在的状态。",
            field="account",
        )
    Account.objects.filter(pk=account.pk).update(is_active=False)
    ended = sign_ins.end(account, [row.pk for row in sign_ins.living(account)])
    ctx.remember({"account": account.pk, "sign_ins_ended": ended, "reason": data.reason})


@action(
    "people.reopen_account",
    label="恢复账号",
    input=CloseAccount,
    may=("SYSTEM_ADMIN",),
    rule="BM-10",
    api=False,
    beside=True,
)
def reopen_account(ctx: Context, data: CloseAccount) -> None:
    """It can sign in again, with the password it had. Raises `Refused` for one that is not closed."""
    account = _of_staff(data.account)
    if account.is_active:
        raise refuse(
            Code.RULE,
            f"账号“{account.username}”在用，没有改动。",
            remedy="请回到账号列表，看现在的状态。",
            field="account",
        )
    Account.objects.filter(pk=account.pk).update(is_active=True)
    ctx.remember({"account": account.pk, "reason": data.reason})


def _of_staff(pk: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=pk).first()
    if account is None:
        raise refuse(Code.NOT_FOUND, "没有这个账号，请从账号列表里打开。", field="account")
    if account.kind != Account.Kind.PERSON:
        raise refuse(
            Code.NOT_ALLOWED,
            f"“{account.username}”是{account.get_kind_display()}，不能在这里停用或者恢复，没有改动。",
            remedy="三员换人的，在服务器上用 shuniu new-password 换发一次性密码，当面交给新的人。",
            field="account",
        )
    return account


@action(
    "people.grant_duty",
    label="授予职责",
    input=GrantDuty,
    may=("SECURITY_ADMIN",),
    rule="CQ-06",
    api=False,
    beside=True,
)
def grant_duty(ctx: Context, data: GrantDuty) -> None:
    """From that day on whoever has the post holds the duty. Raises `Refused` for a post that has ended, a duty that does
    not exist, or one that is held already."""
    post = serving_post(data.post, on=ctx.now)
    if post is None:
        raise refuse(Code.NOT_FOUND, "这个岗位已经没有人在任，没有改动，请从职责列表里另选。", field="post")
    if data.duty not in DUTIES:
        raise refuse(Code.INVALID, "没有这项职责，请从列表里选。", field="duty")
    today = ctx.now.astimezone(COUNTY).date()
    if data.since < today:
        raise refuse(
            Code.INVALID,
            "职责从今天或者以后起，不能补到从前。",
            remedy="请把日期改为今天或者以后。",
            field="since",
        )
    if post.duties.filter(Q(until__isnull=True) | Q(until__gte=today), code=data.duty).exists():
        raise refuse(
            Code.RULE,
            f"{post.person.name}已经有“{duty_label(data.duty)}”这项职责，没有改动，不用再授。",
            field="duty",
        )
    Duty.objects.create(post=post, code=data.duty, since=data.since, until=post.until)
    ctx.remember(
        {
            "post": post.pk,
            "person": post.person_id,
            "duty": data.duty,
            "from": data.since,
            "reason": data.reason,
        }
    )


@action(
    "people.withdraw_duty",
    label="收回职责",
    input=WithdrawDuty,
    may=("SECURITY_ADMIN",),
    rule="CQ-06",
    api=False,
    beside=True,
)
def withdraw_duty(ctx: Context, data: WithdrawDuty) -> None:
    """It ends at once. Raises `Refused` for one that nobody holds now."""
    today = ctx.now.astimezone(COUNTY).date()
    running = Q(until__isnull=True) | Q(until__gte=today)
    held = Duty.objects.filter(running, pk=data.held).select_related("post").first()
    if held is None:
        raise refuse(
            Code.NOT_FOUND, "这项职责已经收回或者到期，没有改动，请看这个岗位现在的职责。", field="held"
        )
    if held.since >= today:
        held.delete()
    else:
        held.until = today - timedelta(days=1)
        held.save(update_fields=["until"])
    ctx.remember({"post": held.post_id, "duty": held.code, "reason": data.reason})


def accounts_named(words: str, *, after: int, size: int) -> list[Account]:
    """Accounts above the id *after*, in order of ids, whose name, user name or unit holds every one of *words*; with
    their people."""
    found = Account.objects.filter(pk__gt=after)
    for word in words.split():
        found = found.filter(
            Q(username__contains=word)
            | Q(person__name__contains=word)
            | Q(person__posts__unit__name__contains=word)
        )
    return list(found.distinct().select_related("person").order_by("pk")[:size])


def posts_of_accounts(accounts: Collection[Account], *, on: datetime) -> dict[int, list[Post]]:
    """The posts each account may act in now, by account id; one query."""
    found: dict[int, list[Post]] = {}
    rows = serving(on).filter(person__account__in=[a.pk for a in accounts]).select_related("unit", "person")
    for post in rows.order_by("rank", "pk"):
        found.setdefault(post.person.account_id or 0, []).append(post)
    return found


def posts_named(words: str, *, after: int, size: int, on: datetime) -> list[Post]:
    """Posts in which somebody serves, above the id *after*, whose holder, title, unit or duty holds every word."""
    found = serving(on).filter(pk__gt=after)
    for word in words.split():
        codes = [kind.code for kind in DUTIES.values() if word in kind.label]
        found = found.filter(
            Q(person__name__contains=word)
            | Q(title__contains=word)
            | Q(unit__name__contains=word)
            | Q(duties__code__in=codes)
        )
    return list(found.distinct().select_related("person", "unit").order_by("pk")[:size])


def duties_of_posts(posts: Collection[Post], *, on: datetime) -> dict[int, list[Duty]]:
    """The duties of each post that run or are to come, by post id; one query."""
    today = on.astimezone(COUNTY).date()
    found: dict[int, list[Duty]] = {}
    for row in Duty.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), post__in=list(posts)
    ).order_by("pk"):
        found.setdefault(row.post_id, []).append(row)
    return found
