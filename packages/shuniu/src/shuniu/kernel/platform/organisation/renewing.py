"""A new one-time password for somebody who forgot his, or never used his slip: for the command of the server and for
the screen of the 系统管理员 alike.

It stands on the slip and nowhere else; who asked for it and why is recorded; sessions of the old one end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.people.actor import Actor, hats
from shuniu.kernel.people.importing import Slip
from shuniu.kernel.people.models import Account, Person
from shuniu.kernel.people.passwords import normal_username, renew_one_time
from shuniu.kernel.records.writing import record

ACTION = "people.renew_password"
LONGEST_REASON = 200


def renew(
    named: str,
    *,
    reason: str,
    actor: Actor,
    now: datetime,
    keep: Callable[[Slip], None] | None = None,
    of_people: bool = False,
) -> Slip:
    """Renew the password of the account *named* (user name, or the name of one person) and return its slip; *keep* is
    given the slip before anything is committed.

    Raises `Refused` without a reason, for nobody or several of that name, a closed account and, where only those
    *of_people* are asked for, an administrator's.
    """
    why = reason.strip()
    if not why:
        raise refuse(Code.INVALID, "换发一次性密码要写明是谁申请的、为什么。没有改动。", field="reason")
    if len(why) > LONGEST_REASON:
        raise refuse(
            Code.INVALID,
            f"原因有 {len(why)} 个字，最多 {LONGEST_REASON} 个字。",
            remedy="请只写谁申请的、为什么。",
            field="reason",
        )
    with transaction.atomic():
        account = Account.objects.select_for_update().get(pk=_account(named, now).pk)
        if not account.is_active:
            raise refuse(
                Code.RULE,
                f"账号“{account.username}”已经停用，没有改动。",
                remedy="请核对用户名；他已经离任的，不用再给密码。",
                field="named",
            )
        if of_people and account.kind != Account.Kind.PERSON:
            raise refuse(
                Code.NOT_ALLOWED,
                f"“{account.username}”是{account.get_kind_display()}，不能在这里换发，没有改动。",
                remedy="请在服务器上用 shuniu new-password 办理。",
                field="named",
            )
        unit, name = _whose(account, now)
        slip = Slip(unit, name, account.username, renew_one_time(account))
        record(ACTION, actor=actor, now=now, content={"account": account.pk, "reason": why})
        if keep is not None:
            keep(slip)
    return slip


def _account(named: str, now: datetime) -> Account:
    account = Account.objects.filter(username=normal_username(named)).first()
    if account is not None:
        return account
    people = Person.objects.filter(name=named.strip(), account__isnull=False).select_related("account")
    found = [person.account for person in people.order_by("pk") if person.account is not None]
    if len(found) == 1:
        return found[0]
    if found:
        known = "、".join(f"{a.username}（{_whose(a, now)[0] or '现在没有岗位'}）" for a in found)
        raise refuse(
            Code.INVALID,
            f"叫“{named.strip()[:20]}”的有 {len(found)} 位，没有改动。",
            remedy=f"请写用户名：{known}。",
            field="named",
        )
    raise refuse(
        Code.NOT_FOUND,
        f"没有“{named.strip()[:60]}”这个用户名，没有改动。",
        remedy="用户名印在密码条上。",
        field="named",
    )


def _whose(account: Account, now: datetime) -> tuple[str, str]:
    """Unit and name of the account's owner; of an administrator, what he administers."""
    posts = hats(account, now=now)
    if posts:
        return posts[0].unit.short_name, posts[0].person.name
    person = Person.objects.filter(account=account).first()
    return "", person.name if person else account.get_kind_display()
