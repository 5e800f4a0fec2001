"""交办: exactly one leads, others assist; another unit gets a child matter with its own 收文号 (GW-04, GW-07)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching, rounds
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import EntryFile, Level, Round
from shuniu.kernel.people.models import Post, Unit
from shuniu.kernel.people.queries import receiving_units, serves, serving_post
from shuniu.modules.documents import origins
from shuniu.modules.documents.incoming import policy, register
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import line_of

SUPERVISOR = "SUPERVISE"
"""Whoever follows up what other units do: he sees a matter by the task of following it, which he then holds."""


class Hand(BaseModel):
    """One pair of hands: a post of one's own unit, or another unit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _from_reference(cls, value: object) -> object:
        """A form sends "p12" for a post and "u3" for a unit."""
        if isinstance(value, str) and value[:1] in {"p", "u"} and value[1:].isdecimal():
            return {"post" if value[0] == "p" else "unit": int(value[1:])}
        return value

    post: Annotated[int | None, Field(title="本单位人员")] = None
    unit: Annotated[int | None, Field(title="其他单位")] = None


class Assign(ActionInput):
    """Who leads, who assists, by when, who reminds."""

    lead: Annotated[list[Hand], Field(title="主办", max_length=5, json_schema_extra={"choose": "hand"})]
    assists: Annotated[
        list[Hand], Field(title="协办", max_length=60, json_schema_extra={"choose": "hand"})
    ] = []
    due: Annotated[date | None, Field(title="办理时限")] = None
    tracker: Annotated[int | None, Field(title="催办人", json_schema_extra={"choose": "reminder"})] = None
    important: Annotated[bool, Field(title="重要公文")] = False
    text: Annotated[str, Field(title="交办要求", max_length=1000)] = ""


@action(
    "documents.incoming.assign",
    label="交办",
    input=Assign,
    may=KEEPERS,
    transition="documents.incoming:assign",
    rule="GW-04",
)
def assign(ctx: Context, data: Assign) -> None:
    """Raises `Refused` for no or several leads, a missing limit or reminder, or hands that cannot take it."""
    matter = ctx.matter
    require(policy.lead_fault(len(data.lead), len(data.assists)))
    require(policy.tracker_fault(urgency=matter.urgency, important=data.important, tracker=data.tracker))
    due_day = data.due or (matter.due_at.date() if matter.due_at else None)
    require(policy.urgent_due_fault(urgency=matter.urgency, due=due_day))
    if data.due is not None:
        matter.due_at = policy.named_due(county_calendar(), ctx.now, data.due)
        if matter.due_at < ctx.now:
            raise refuse(Code.INVALID, "办理时限已经过了，请写以后的日期。", field="due")
    lead, assists = data.lead[0], list(data.assists)
    tracker = _tracker(ctx, data.tracker, follows=lead.unit is not None)
    if lead in assists or len(set(assists)) != len(assists):
        raise refuse(Code.INVALID, "主办、协办里有重复的，请去掉一个。", field="assists", rule="GW-04")
    names = [_hand_over(ctx, lead, tracker, data, role="主办")]
    own = [a for a in assists if a.post is not None]
    names += [_hand_over(ctx, a, tracker, data, role="协办") for a in assists if a.post is None]
    if own:
        posts = [_own_post(ctx, a) for a in own]
        rounds.open_round(
            ctx, ctx.here, Round.Kind.ASSIST, rounds.seats_for(posts, "parallel"), order="parallel"
        )
        names += [p.person.name for p in posts]
    incoming = line_of(matter)
    incoming.lead, incoming.reminder_id = names[0], tracker.person_id if tracker else None
    incoming.save(update_fields=["lead", "reminder"])
    assisted = f"；协办：{'、'.join(names[1:])}" if len(names) > 1 else ""
    ctx.say("step", data.text, data={"hands": f"主办：{names[0]}{assisted}"})


def _tracker(ctx: Context, pk: int | None, *, follows: bool) -> Post | None:
    """The named 催办人, who is told. Raises `Refused` for one who could not see the matter or not remind; *follows*
    says that he holds the task of following what another unit does."""
    if pk is None:
        return None
    post = serving_post(pk, on=ctx.now)
    if post is None or post.unit_id != ctx.matter.unit_id:
        raise refuse(Code.INVALID, "催办人应当是本单位在岗的同志。", field="tracker", rule="GW-07")
    able = (*KEEPERS, SUPERVISOR) if follows else KEEPERS
    if not serves(post.person_id, post.unit_id, *able, on=ctx.now):
        raise refuse(
            Code.INVALID,
            f"{post.person.name}没有催办这一件的职责。",
            remedy="请在文书、办公室主任、联络员、主要负责人里选；交给其他单位主办的，也可以选督查员。",
            field="tracker",
            rule="GW-07",
        )
    if not follows:
        ctx.notify(Addressee.of_post(post), f"请您催办：{ctx.matter.title}", ctx.matter)
    return post


def _own_post(ctx: Context, hand: Hand) -> Post:
    post = serving_post(hand.post, on=ctx.now) if hand.post is not None else None
    if post is None or post.unit_id != ctx.matter.unit_id:
        raise refuse(Code.INVALID, "承办人应当是本单位在岗的同志；交给其他单位的，请选单位。", field="lead")
    return post


def _hand_over(ctx: Context, hand: Hand, tracker: Post | None, data: Assign, *, role: str) -> str:
    """Give *hand* the work; for another unit the one who reminds keeps the parent's task."""
    if hand.unit is None:
        post = _own_post(ctx, hand)
        ctx.assign(Addressee.of_post(post), due_at=ctx.matter.due_at)
        return post.person.name
    unit = receiving_units().filter(pk=hand.unit).first()
    if unit is None or unit.pk == ctx.matter.unit_id:
        raise refuse(Code.INVALID, "请选一个别的单位；本单位的请选人。", field="lead")
    send_child(ctx, unit, words=f"{role}。{data.text}".strip())
    if role == "主办":
        keeper = Addressee.of_post(tracker) if tracker else Addressee(ctx.actor.unit_id, ctx.actor.person_id)
        ctx.assign(keeper, due_at=ctx.matter.due_at, verb="跟踪催办")
    return unit.short_name


def send_child(ctx: Context, unit: Unit, *, words: str) -> None:
    """Open the document as a child matter in *unit*, with its files, waiting there to be signed for."""
    matter, incoming = ctx.matter, line_of(ctx.matter)
    if matter.level == Level.WORK_SECRET:
        raise refuse(
            Code.RULE,
            "内部件（工作秘密）不能通过系统转给其他单位。",
            field="lead",
            remedy="请由知悉范围内的本单位同志办理；确需其他单位知悉的，按工作秘密管理的规定报批后另行送达。",
            rule="BM-08",
        )
    if origins.outside_the_range(matter.pk, [unit.pk]):
        raise refuse(
            Code.RULE,
            f"发文机关没有把这份文件送给{unit.short_name}，转给它要先经发文机关同意。",
            field="lead",
            remedy="请在“相关”里申请扩大传达范围，发文机关同意以后再交办。",
            rule="GW-33",
        )
    work = register.send_to(
        ctx,
        unit,
        register.Sending(
            title=matter.title,
            document_number=incoming.document_number,
            urgency=matter.urgency,
            due_at=matter.due_at,
            words=Words(label=f"{matter.unit.short_name}交办", text=words),
            parent=matter,
        ),
        form=incoming.form,
        source=matter.unit.name,
        source_unit=matter.unit,
        genre=incoming.genre,
        document_date=incoming.document_date,
        addressees=incoming.addressees,
        annexes=incoming.annexes,
        summary=incoming.summary,
        note=f"原来文单位：{incoming.source}"[:400],
        content_digest=incoming.content_digest,
    )
    originals = EntryFile.objects.filter(matter=matter, role="original").order_by("position", "pk")
    hung = [attaching.Hung(file.stored_file_id, file.name) for file in originals]
    attaching.attach(ctx, work, None, hung, role="original")
