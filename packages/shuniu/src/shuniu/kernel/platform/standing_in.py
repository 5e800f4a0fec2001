"""AB岗: while somebody is away another acts for him, from an hour to an hour, as somebody in charge agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from django.db.models import Q
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.models import Post, StandIn, Unit
from shuniu.kernel.people.queries import serving, serving_post
from shuniu.kernel.platform.screens.choosers import Asking, chooser, matching, options_of
from shuniu.kernel.platform.ui import Option

KEEPERS = ("OFFICE_HEAD", "CLERK", "UNIT_HEAD")


class BeginStandIn(ActionInput):
    """Who is away, who acts for him, from when until when, and who agreed to it."""

    absent: Annotated[RowId, Field(title="谁外出", json_schema_extra={"choose": "looked_after"})]
    stand_in: Annotated[RowId, Field(title="由谁代理（AB岗）", json_schema_extra={"choose": "anyone"})]
    since: Annotated[datetime, Field(title="从")]
    until: Annotated[datetime, Field(title="到")]
    reason: Annotated[str, Field(title="外出事由", min_length=2, max_length=100)]
    agreed_by: Annotated[str, Field(title="由谁同意", min_length=2, max_length=80)]


class EndStandIn(ActionInput):
    """Which arrangements end now."""

    key: Annotated[list[RowId], Field(title="哪几项", min_length=1, max_length=50)]


def looked_after(actor: Actor) -> Q:
    """The posts whose absence *actor* registers: those of his unit, and for an office those of the organ it
    serves."""
    organ = Unit.objects.filter(pk=actor.unit_id, kind=Unit.Kind.OFFICE, parent__isnull=False)
    return Q(unit_id=actor.unit_id) | Q(unit__in=organ.values("parent"))


@chooser("looked_after")
def offer_looked_after(asking: Asking) -> list[Option]:
    return options_of(matching(serving(asking.now).filter(looked_after(asking.actor)), asking))


def arrangements(actor: Actor, *, now: datetime) -> list[StandIn]:
    """The arrangements of the posts *actor* looks after that run or are to come, by their beginning."""
    posts = serving(now).filter(looked_after(actor))
    return list(
        StandIn.objects.filter(absent__in=posts, until__gt=now)
        .select_related("absent__person", "absent__unit", "stand_in__person", "stand_in__unit")
        .order_by("since", "pk")
    )


def who_acts_for(posts: Iterable[Post], *, now: datetime) -> dict[int, StandIn]:
    """The arrangement in force for each of *posts*, by post id; one query."""
    found = StandIn.objects.filter(absent__in=list(posts), since__lte=now, until__gt=now)
    return {row.absent_id: row for row in found.select_related("stand_in__person")}


@action(
    "platform.begin_stand_in",
    label="登记AB岗代理",
    input=BeginStandIn,
    may=KEEPERS,
    rule="SX-06",
    api=False,
    beside=True,
)
def begin_stand_in(ctx: Context, data: BeginStandIn) -> None:
    """Raises `Refused` for posts of others, times the wrong way round or past, an absence registered twice, or
    a stand-in who is away himself."""
    absent = serving(ctx.now).filter(looked_after(ctx.actor), pk=data.absent).first()
    if absent is None:
        raise refuse(Code.NOT_ALLOWED, "只能登记本单位和所服务领导的外出。", field="absent", rule="SX-06")
    stand_in = serving_post(data.stand_in, on=ctx.now)
    if stand_in is None or stand_in.person_id == absent.person_id:
        raise refuse(Code.INVALID, "请选一位在岗的同志代理，不能是本人。", field="stand_in")
    if data.until <= data.since:
        raise refuse(Code.INVALID, "“到”应当晚于“从”。", field="until")
    if data.until <= ctx.now:
        raise refuse(Code.INVALID, "这段时间已经过去了，代理只能从现在往后。", field="until", rule="SX-06")
    during = StandIn.objects.filter(since__lt=data.until, until__gt=data.since)
    already = during.filter(absent=absent).select_related("stand_in__person").first()
    if already is not None:
        raise refuse(
            Code.RULE,
            f"{absent.person.name}这段时间已由{already.stand_in.person.name}代理。",
            field="absent",
            remedy="要换人，请先在“代理”里结束原来的一项。",
            rule="SX-06",
        )
    if during.filter(absent__person=stand_in.person).exists():
        raise refuse(
            Code.RULE, f"{stand_in.person.name}这段时间自己也外出，请换一位。", field="stand_in", rule="SX-06"
        )
    made = StandIn.objects.create(
        absent=absent,
        stand_in=stand_in,
        since=max(data.since, ctx.now),
        until=data.until,
        reason=f"{data.reason}（{data.agreed_by}同意）",
    )
    ctx.remember({"stand_in": made.pk, "absent": absent.pk, "by": stand_in.pk, "agreed_by": data.agreed_by})


@action(
    "platform.end_stand_in",
    label="结束AB岗代理",
    input=EndStandIn,
    may=KEEPERS,
    rule="SX-06",
    api=False,
    beside=True,
)
def end_stand_in(ctx: Context, data: EndStandIn) -> None:
    """He is back: what runs ends now, what was to come does not begin. Raises `Refused` for those of others."""
    mine = {row.pk: row for row in arrangements(ctx.actor, now=ctx.now)}
    if not set(data.key) <= set(mine):
        raise refuse(Code.NOT_FOUND, "没有这一项代理，或者已经结束，请刷新页面。", rule="SX-06")
    for pk in set(data.key):
        row = mine[pk]
        if row.since >= ctx.now:
            row.delete()
        else:
            row.until = ctx.now
            row.save(update_fields=["until"])
    ctx.remember({"ended": sorted(set(data.key)), "on": ctx.now.astimezone(COUNTY).date()})
