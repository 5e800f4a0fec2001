"""The paper twin: the sheet has a code, lies on somebody's desk, and is handed on or given back (GW-06, GW-36)."""

from __future__ import annotations

import secrets
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import person_principal
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import holders, serving_post
from shuniu.kernel.platform.notices.models import Notice
from shuniu.kernel.platform.notices.writing import tell
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import PaperCopy, PaperMove

TRACKERS = (*KEEPERS, "LEADER_LIAISON")
"""Who follows sheets; one that comes back is taken by the first of `KEEPERS` that the unit has."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_code() -> str:
    """Eight characters that can be read aloud; it finds the sheet, and means nothing by itself."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


class TrackPaper(ActionInput):
    """Which sheet, and whether it must come back (清退)."""

    label: Annotated[str, Field(title="哪一份", max_length=40)] = "原件"
    must_return: Annotated[bool, Field(title="需要清退")] = False


@action("documents.paper.track", label="登记纸质件", input=TrackPaper, may=TRACKERS, rule="GW-06")
def track(ctx: Context, data: TrackPaper) -> dict[str, object]:
    """Begin to follow a sheet of paper; it lies with the one who registers it. Raises `Refused` outside the unit."""
    if not _keeps(ctx):
        raise refuse(Code.NOT_ALLOWED, "纸质件由主办这一件的单位登记。", rule="GW-06")
    paper = PaperCopy.objects.create(
        matter=ctx.matter,
        unit_id=ctx.matter.unit_id,
        label=data.label,
        code=new_code(),
        holder_id=ctx.actor.person_id,
        holder_unit_id=ctx.actor.unit_id,
        since=ctx.now,
        must_return=data.must_return,
    )
    ctx.say("step", "", data={"paper": data.label})
    return {"paper": paper.pk, "code": paper.code}


def _keeps(ctx: Context) -> bool:
    """Whether the actor keeps the papers of the unit that the matter belongs to."""
    return ctx.actor.unit_id == ctx.matter.unit_id and ctx.actor.holds(*TRACKERS)


class HandPaper(ActionInput):
    """To whose desk which sheet goes."""

    paper: Annotated[int, Field(title="哪一份", json_schema_extra={"choose": "paper"})]
    post: Annotated[int, Field(title="交给", json_schema_extra={"choose": "anyone"})]


def _paper(ctx: Context, pk: int) -> PaperCopy:
    paper = PaperCopy.objects.select_for_update().filter(pk=pk, matter=ctx.matter).first()
    if paper is None or paper.returned_at is not None:
        raise refuse(
            Code.CLOSED, "这份纸质件已经清退，或者不存在，请看“文件去向”。", field="paper", rule="GW-36"
        )
    return paper


def _put(ctx: Context, paper: PaperCopy, post: Post) -> None:
    """The sheet lies on the desk of *post* from now on."""
    paper.holder_id, paper.holder_unit_id, paper.since = post.person_id, post.unit_id, ctx.now
    paper.save(update_fields=["holder", "holder_unit", "since"])
    PaperMove.objects.create(
        paper=paper, to_id=post.person_id, to_unit_id=post.unit_id, by_id=ctx.actor.person_id, at=ctx.now
    )


@action("documents.paper.hand_over", label="交接纸质件", input=HandPaper, rule="GW-06")
def hand_over(ctx: Context, data: HandPaper) -> dict[str, object]:
    """The sheet is on another desk now. Only its holder or the office may say so."""
    paper = _paper(ctx, data.paper)
    mine = (paper.holder_id, paper.holder_unit_id) == (ctx.actor.person_id, ctx.actor.unit_id)
    if not (mine or _keeps(ctx)):
        raise refuse(
            Code.NOT_ALLOWED, f"这份纸质件在{paper.holder.name}手里，由他或者文书登记交接。", rule="GW-06"
        )
    post = serving_post(data.post, on=ctx.now)
    if post is None:
        raise refuse(Code.INVALID, "接收人不在岗，请另选一位。", field="post")
    _put(ctx, paper, post)
    ctx.say("step", "", data={"paper": paper.label, "to": post.person.name})
    return {"said": f"已交给{post.person.name}（{post.unit.short_name}）"}


class HandBack(ActionInput):
    """Which sheet, on one's own desk, goes back to the office that handles the matter."""

    paper: Annotated[int, Field(title="哪一份")]


@action("documents.paper.hand_back", label="交回文书", input=HandBack, rule="GW-36", beside=True)
def hand_back(ctx: Context, data: HandBack) -> dict[str, object]:
    """The sheet lies with the clerk of the matter's unit again. For whoever has it before him, also when he does not
    see the matter any more: else a sheet would be lost with the right to see what it is about.

    Raises `Refused` for a sheet that does not lie with the actor, and where nobody can take it.
    """
    lies_here = PaperCopy.objects.filter(holder_id=ctx.actor.person_id, holder_unit_id=ctx.actor.unit_id)
    paper = lies_here.select_for_update(of=("self",)).filter(pk=data.paper, returned_at=None)
    sheet = paper.select_related("matter").first()
    if sheet is None:
        raise refuse(Code.NOT_FOUND, "这份纸质件不在您手里，请核对编码。", field="paper", rule="GW-36")
    unit = sheet.matter.unit_id
    clerks = (post for duty in KEEPERS for post in holders(unit, duty, on=ctx.now))
    post = next(
        (p for p in clerks if (p.person_id, p.unit_id) != (ctx.actor.person_id, ctx.actor.unit_id)), None
    )
    if post is None:
        raise refuse(
            Code.RULE,
            "主办单位现在没有能收的文书，请直接交给该单位办公室。",
            field="paper",
            rule="GW-36",
        )
    _put(ctx, sheet, post)
    sentence = f"{ctx.actor.person_name}交回纸质件（{sheet.label}，{sheet.code}），请核对收下"
    notice = Notice(
        to_principal=person_principal(post.person_id, post.unit_id),
        text=sentence,
        matter_id=sheet.matter_id,
        at=ctx.now,
    )
    tell([notice], by_person_id=ctx.actor.person_id, own=ctx.actor.own_principals, matters=[sheet.matter])
    ctx.remember({"paper": sheet.pk, "to": post.pk})
    return {"said": f"已交回{post.person.name}（{post.unit.short_name}）"}


class GiveBack(ActionInput):
    """Which sheet came back for good."""

    paper: Annotated[int, Field(title="哪一份", json_schema_extra={"choose": "paper"})]


@action("documents.paper.give_back", label="清退", input=GiveBack, may=TRACKERS, rule="GW-36")
def give_back(ctx: Context, data: GiveBack) -> None:
    """The sheet is with the office again and followed no more."""
    paper = _paper(ctx, data.paper)
    if not _keeps(ctx):
        raise refuse(Code.NOT_ALLOWED, "清退由主办这一件的单位登记。", rule="GW-36")
    paper.returned_at = ctx.now
    paper.save(update_fields=["returned_at"])
    ctx.say("step", "", data={"paper": paper.label, "from": paper.holder.name})
