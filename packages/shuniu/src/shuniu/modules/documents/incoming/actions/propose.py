"""拟办: the office says what should be done, before a leader sees the paper (GW-04, CQ-01)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import rounds
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Round
from shuniu.kernel.flow.moves.circulate import posts_of
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import may_instruct, serving_post
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import line_of


class Propose(ActionInput):
    """The proposal, and where it goes: to a leader, straight to be assigned, or to be read."""

    text: Annotated[str, Field(title="拟办意见", min_length=2, max_length=2000)]
    to: Annotated[Literal["leader", "assign", "circulate"], Field(title="送往")] = "leader"
    leader: Annotated[int | None, Field(title="送哪位领导批示", json_schema_extra={"choose": "leader"})] = (
        None
    )
    readers: Annotated[
        list[int], Field(title="阅知范围", max_length=200, json_schema_extra={"choose": "reader"})
    ] = []
    order: Annotated[Literal["rank", "parallel", "mixed"], Field(title="传阅次序")] = "rank"
    suggested_lead: Annotated[str, Field(title="建议主办", max_length=120)] = ""


def leader_post(ctx: Context, pk: int | None) -> Post:
    """The leader's post that a paper is submitted to. Raises `Refused` unless he may write 批示."""
    post = serving_post(pk, on=ctx.now) if pk is not None else None
    if post is None:
        raise refuse(Code.INVALID, "请选择送哪位领导批示。", field="leader")
    if not may_instruct(post, ctx.actor.unit_id, on=ctx.now):
        raise refuse(
            Code.INVALID,
            f"{post.person.name}不是本单位或者县里的领导，不能送他批示，请另选一位。",
            field="leader",
            rule="CQ-01",
        )
    return post


@action(
    "documents.incoming.propose",
    label="拟办",
    input=Propose,
    may=KEEPERS,
    transition="documents.incoming:propose",
    rule="GW-04",
)
def propose(ctx: Context, data: Propose) -> None:
    """Write the proposal; a paper for a leader lands on his desk with it."""
    ctx.say(
        "proposal", data.text, data={"suggested_lead": data.suggested_lead} if data.suggested_lead else {}
    )
    incoming = line_of(ctx.matter)
    incoming.lead = data.suggested_lead or incoming.lead
    incoming.save(update_fields=["lead"])
    if data.to == "leader":
        ctx.assign(Addressee.of_post(leader_post(ctx, data.leader)))
        ctx.go("to_instruct")
    elif data.to == "assign":
        ctx.go("to_assign")
    else:
        posts = posts_of(ctx, data.readers, field="readers", some=True)
        rounds.open_round(
            ctx, ctx.here, Round.Kind.CIRCULATE, rounds.seats_for(posts, data.order), order=data.order
        )
        ctx.go("circulating")


class SubmitAgain(ActionInput):
    """To which leader the paper goes next; it always passes through the clerk (不得横传)."""

    leader: Annotated[int, Field(title="送哪位领导批示", json_schema_extra={"choose": "leader"})]
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.incoming.submit_again",
    label="再送批",
    input=SubmitAgain,
    may=KEEPERS,
    transition="documents.incoming:submit_again",
    rule="GW-06",
)
def submit_again(ctx: Context, data: SubmitAgain) -> None:
    """Submit to another leader after one has written."""
    ctx.assign(Addressee.of_post(leader_post(ctx, data.leader)))
    ctx.say("step", data.text)
