"""An incident is told by whoever finds it, then contained, reported and closed by the 保密员 (BM-04)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import Level, Urgency
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import secrecy_desks
from shuniu.modules.confidential.incidents import policy
from shuniu.modules.confidential.incidents.who import KEEPERS
from shuniu.modules.confidential.models import Incident

KIND = "incident"
PROCEDURE = "confidential.incident"
RULE = policy.RULE
HOURS = "confidential.report_hours"
SERIES, NUMBER = "泄密事件", "事件〔{year}〕{value}号"

Measures = Annotated[str, Field(title="采取的措施", min_length=2, max_length=600)]


class Tell(ActionInput):
    """What is known of it, without a word of what the carrier holds."""

    kind: Annotated[Literal["leaked", "possible", "lost", "sent", "online", "other"], Field(title="事件类别")]
    carrier: Annotated[
        Literal["paper", "disk", "computer", "phone", "chat", "mail", "other"], Field(title="载体")
    ]
    carrier_number: Annotated[str, Field(title="载体编号", max_length=40)] = ""
    found_at: Annotated[datetime, Field(title="发现时间")]
    found_by: Annotated[int | None, Field(title="发现人", json_schema_extra={"choose": "colleague"})] = None
    place: Annotated[str, Field(title="发现地点", max_length=40)] = ""
    measures: Measures
    head: Annotated[
        int | None, Field(title="已报告的本单位负责人", json_schema_extra={"choose": "colleague"})
    ] = None
    about: Annotated[RowId | None, Field(title="涉及的办件", json_schema_extra={"choose": "linkable"})] = None


@action("confidential.incident.tell", label="报告泄密事件", input=Tell, rule=RULE, beside=True)
def tell(ctx: Context, data: Tell) -> dict[str, object]:
    """Put it on the desk of the 保密员 who looks after the unit; the time for reporting runs from when it was found.

    Nobody but he, who tells it and the head named finds it. Raises `Refused` for words that name a document, a time to
    come, people of another unit, and where nobody is 保密员.
    """
    require(
        policy.found_fault(data.found_at, ctx.now)
        or policy.carrier_fault(data.carrier_number)
        or policy.words_fault("place", "发现地点", data.place)
        or policy.words_fault("measures", "采取的措施", data.measures)
    )
    finder = _colleague(ctx, data.found_by, field="found_by")
    head = _colleague(ctx, data.head, field="head")
    if data.about is not None and not may_see(ctx.actor, data.about):
        raise refuse(Code.NOT_FOUND, "没有这一件，或者您无权查看，请另选。", field="about", rule=RULE)
    desk = _desk(ctx)
    label = Incident.Kind(data.kind).label
    day = data.found_at.astimezone(COUNTY)
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=KIND,
            procedure=PROCEDURE,
            title=f"{label}（{day.month}月{day.day}日发现）",
            unit_id=desk.unit_id,
            urgency=Urgency.VERY_URGENT,
            level=Level.WORK_SECRET,
            due_at=policy.deadline(data.found_at, hours_on(ctx.now)),
            assign=(desk,),
            readers=(Addressee.of_post(head),) if head is not None else (),
            words=Words(label="报告泄密事件", text=data.measures),
        ),
    )
    engine.number(ctx, work, SERIES, NUMBER)
    Incident.objects.create(
        matter=work.matter,
        kind=data.kind,
        carrier=data.carrier,
        carrier_number=data.carrier_number,
        found_at=data.found_at,
        found_by_id=finder.person_id if finder is not None else ctx.actor.person_id or None,
        place=data.place,
        first_measures=data.measures,
        about_id=data.about,
    )
    if head is not None:
        ctx.notify(Addressee.of_post(head), f"报告泄密事件：{work.matter.title}", work.matter, urgent=True)
    return {"matter": work.matter.pk, "number": work.matter.number}


def hours_on(now: datetime) -> int:
    """How many hours the county allows, as of *now*."""
    return parameters.number(HOURS, on=now.astimezone(COUNTY).date())


def _desk(ctx: Context) -> Addressee:
    """The desk of the 保密员 who looks after the actor's unit. Raises `Refused` where there is none."""
    units = secrecy_desks(ctx.actor.unit_id, on=ctx.now) if ctx.actor.unit_id else []
    if not units:
        raise refuse(
            Code.RULE,
            "现在没有人担任保密员，报告送不到。",
            remedy="请立即当面或者打电话报告本单位负责人，由他在期限内报告；并请安全保密管理员指定保密员。",
            rule=RULE,
        )
    return Addressee(units[0], duty="SECRECY")


def _colleague(ctx: Context, pk: int | None, *, field: str) -> Post | None:
    if pk is None:
        return None
    post = ctx.chosen(pk, field=field)
    if post.unit_id != ctx.actor.unit_id:
        raise refuse(Code.INVALID, "请选择本单位在岗的同志。", field=field, rule=RULE)
    return post


class Contain(ActionInput):
    """What was done at once so that it goes no further."""

    text: Measures


@action(
    "confidential.incident.contain",
    label="立即处置",
    input=Contain,
    may=KEEPERS,
    transition="confidential.incident:contain",
    rule=RULE,
)
def contain(ctx: Context, data: Contain) -> None:
    """Raises `Refused` for words that name a document."""
    require(policy.words_fault("text", "采取的措施", data.text))
    incident = _incident(ctx)
    incident.measures = data.text
    incident.save(update_fields=["measures"])
    ctx.say("step", data.text)


class Report(ActionInput):
    """To whom it was reported, how and when; late, with the reason."""

    organ: Annotated[str, Field(title="同级保密行政管理部门", min_length=2, max_length=60)]
    superior: Annotated[str, Field(title="上级主管部门", min_length=2, max_length=60)]
    manner: Annotated[Literal["written", "phone", "visit"], Field(title="报告方式")]
    reported_at: Annotated[datetime | None, Field(title="报告时间")] = None
    late_reason: Annotated[str, Field(title="超过期限的原因", max_length=300)] = ""


@action(
    "confidential.incident.report",
    label="登记已报告",
    input=Report,
    may=KEEPERS,
    transition="confidential.incident:report",
    rule=RULE,
)
def report(ctx: Context, data: Report) -> None:
    """That both were told. The report itself is made outside of this system. Raises `Refused` for a time before the
    finding or after now, and for a late report without its reason."""
    incident = _incident(ctx)
    at = data.reported_at or ctx.now
    require(
        policy.report_fault(
            found_at=incident.found_at,
            reported_at=at,
            now=ctx.now,
            hours=hours_on(incident.found_at),
            late_reason=data.late_reason,
        )
        or policy.words_fault("late_reason", "超过期限的原因", data.late_reason)
    )
    incident.organ, incident.superior, incident.manner = data.organ, data.superior, data.manner
    incident.reported_at, incident.late_reason = at, data.late_reason
    incident.save(update_fields=["organ", "superior", "manner", "reported_at", "late_reason"])
    late = f"超过期限的原因：{data.late_reason}" if data.late_reason else ""
    ctx.say("step", f"已报告{data.organ}、{data.superior}。{late}", happened_at=at)
    # What ran out was the time for reporting; how long the matter itself takes has no limit of its own.
    ctx.matter.due_at = None


class Close(ActionInput):
    """What it was found to be, and what became of it."""

    conclusion: Annotated[Literal["leak", "not_leak"], Field(title="查处结论")]
    text: Annotated[str, Field(title="查处情况", min_length=2, max_length=1000)]


@action(
    "confidential.incident.close",
    label="查处结案",
    input=Close,
    may=KEEPERS,
    transition="confidential.incident:close",
    rule=RULE,
)
def close(ctx: Context, data: Close) -> None:
    """Raises `Refused` for words that name a document."""
    require(policy.words_fault("text", "查处情况", data.text))
    incident = _incident(ctx)
    incident.conclusion, incident.findings = data.conclusion, data.text
    incident.save(update_fields=["conclusion", "findings"])
    ctx.say("step", f"{Incident.Conclusion(data.conclusion).label}。{data.text}")


def _incident(ctx: Context) -> Incident:
    return Incident.objects.select_for_update(of=("self",)).get(matter=ctx.matter)
