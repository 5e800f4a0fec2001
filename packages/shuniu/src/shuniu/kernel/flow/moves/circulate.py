"""传阅, 会签 and 加签, reading and signing, and taking a round back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import recording, rounds
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Round, Task
from shuniu.kernel.flow.moves.inputs import Spoken, WithReason
from shuniu.kernel.flow.turn import answerable, held_by, now_with
from shuniu.kernel.people.actor import COUNTY, end_of_day
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import serving_posts

Members = Annotated[
    list[int], Field(title="名单", min_length=1, max_length=200, json_schema_extra={"choose": "reader"})
]
Order = Annotated[Literal["rank", "parallel", "mixed"], Field(title="次序")]
OFFICE = ("CLERK", "OFFICE_HEAD", "LIAISON")


class OpenRound(ActionInput):
    """The posts that take part, and in which order."""

    members: Members
    order: Order = "rank"
    any_one: Annotated[bool, Field(title="其中一人办完即可")] = False
    due: Annotated[date | None, Field(title="请于哪天前办完")] = None
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


def _own_unit(ctx: Context) -> None:
    if ctx.actor.unit_id != ctx.matter.unit_id:
        raise refuse(Code.NOT_ALLOWED, "只有主办这一件的单位可以发起。", rule="CQ-04")


def posts_of(ctx: Context, ids: list[int], *, field: str, some: bool = False) -> list[Post]:
    """The posts *ids*, by rank. Raises `Refused` when one of them is not held any more (不得漏传), and with *some*
    when there is none."""
    if some and not ids:
        raise refuse(Code.INVALID, "还没有选传阅的对象，请选人。", field=field, rule="GW-06")
    posts = serving_posts(ids, on=ctx.now)
    if len(posts) != len(set(ids)):
        raise refuse(Code.INVALID, "名单里有人已经不在岗。", field=field, remedy="请重新选择。")
    return posts


def _open(ctx: Context, data: OpenRound, kind: Round.Kind) -> None:
    _own_unit(ctx)
    posts = posts_of(ctx, data.members, field="members")
    if data.due is not None and data.due < ctx.now.astimezone(COUNTY).date():
        raise refuse(Code.INVALID, "要求办完的日期已经过了，请写今天或者以后的日期。", field="due")
    made = rounds.open_round(
        ctx,
        ctx.here,
        kind,
        rounds.seats_for(posts, data.order),
        order=data.order,
        needs_all=not data.any_one,
        due_at=end_of_day(data.due) if data.due else None,
    )
    ctx.say("step", data.text, data={"round": made.pk, "members": [p.person.name for p in posts]})


@action("flow.circulate", label="传阅", input=OpenRound, move="circulate", may=OFFICE, rule="GW-06")
def circulate(ctx: Context, data: OpenRound) -> None:
    """Send the matter round for reading. Raises `Refused` for readers who left or are named twice."""
    _open(ctx, data, Round.Kind.CIRCULATE)


@action("flow.countersign", label="会签", input=OpenRound, move="countersign", may=OFFICE, rule="GW-10")
def countersign(ctx: Context, data: OpenRound) -> None:
    """Ask for countersignatures."""
    _open(ctx, data, Round.Kind.COUNTERSIGN)


class AddMember(ActionInput):
    """Who joins which open round."""

    round: Annotated[int, Field(title="哪一轮", json_schema_extra={"choose": "round"})]
    post: Annotated[int, Field(title="加送给", json_schema_extra={"choose": "reader"})]


def _round(ctx: Context, pk: int) -> Round:
    found = Round.objects.filter(pk=pk, matter=ctx.matter, closed_at=None).first()
    if found is None:
        raise refuse(Code.CLOSED, "这一轮已经结束或者撤回，请看最新的办理记录。", field="round")
    return found


@action("flow.add_member", label="加签", input=AddMember, move="add_countersigner", may=OFFICE, rule="GW-06")
def add_member(ctx: Context, data: AddMember) -> None:
    """One more reader or signer in an open round."""
    _own_unit(ctx)
    post = posts_of(ctx, [data.post], field="post")[0]
    rounds.add_seat(ctx, ctx.here, _round(ctx, data.round), post)
    ctx.say("step", "", data={"round": data.round, "members": [post.person.name]})


class RecallRound(WithReason):
    """Which open round comes back."""

    round: Annotated[int, Field(title="哪一轮", json_schema_extra={"choose": "round"})]


@action("flow.recall_round", label="撤回传阅", input=RecallRound, may=OFFICE, rule="GW-06")
def recall_round(ctx: Context, data: RecallRound) -> None:
    """Take back what nobody has answered; opinions already written stay."""
    _own_unit(ctx)
    rounds.recall(ctx, ctx.here, _round(ctx, data.round))
    ctx.say("step", data.reason, data={"round": data.round})


class Read(Spoken):
    """A reader's or signer's answer: read, agreed, or with an opinion."""

    result: Annotated[Literal["read", "agree", "opinion"], Field(title="办理结果")] = "read"


RESULTS = {"read": "已阅", "agree": "同意", "opinion": "有意见"}


def claim_turn(ctx: Context, data: Spoken) -> Task:
    """The place in a round that the actor answers with this action, himself or for a leader (代录).

    Raises `Refused` when it is not his turn.
    """
    tasks = answerable(ctx.here, ctx.action)
    if data.recorded_for is not None:
        found = recording.claim(ctx, data, Task.Purpose.ROUND)
        held = (found, ctx.standing) if found in tasks else None
    else:
        held = held_by(ctx.actor, tasks, kind=ctx.matter.kind, moves=ctx.here.state.moves)
    if held is None:
        raise refuse(
            Code.NOT_YOUR_TURN,
            "这一轮现在没有送到您这里，或者已经撤回。",
            remedy=now_with(ctx.matter),
            rule="SX-04",
        )
    ctx.standing = held[1]
    return held[0]


@action("flow.read", label="阅", input=Read, rule="GW-06")
def read(ctx: Context, data: Read) -> None:
    """Finish one's place in a round; the next reader gets the paper. Raises `Refused` when it is not one's turn."""
    if data.result == "opinion" and not data.text:
        raise refuse(Code.INVALID, "有意见的，请写明意见。", field="text")
    found = claim_turn(ctx, data)
    ctx.say("opinion", data.text, label=RESULTS[data.result], happened_at=data.happened_at)
    rounds.answer(ctx, ctx.here, found, data.result)
