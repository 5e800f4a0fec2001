"""A document of the county is looked at point by point before it is published: 初审, 复审, 批准, then 公开 (BM-06)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching, engine
from shuniu.kernel.flow.context import Addressee, Context, Words, Work
from shuniu.kernel.flow.models import EntryFile, Task
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.moves.return_ import still_there
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import serves
from shuniu.kernel.platform.links.linking import End, link
from shuniu.modules.confidential.models import PublicReview
from shuniu.modules.confidential.reviews import policy
from shuniu.modules.confidential.reviews.policy import POINTS, Point
from shuniu.modules.confidential.reviews.who import APPROVERS, REVIEWERS
from shuniu.modules.documents.public import digest_of, files_of, get_to_publish

KIND, PROCEDURE, LINK = "public_review", "confidential.review", "public_review"
RULE = policy.RULE

Clear = Literal["clear", "found"]
Found = Literal["clear", "handled", "found"]
Why = Annotated[str, Field(max_length=200)]


class Points(ActionInput):
    """Every point with what was found and why, and who looks at it next."""

    state_secret: Annotated[Clear, Field(title="国家秘密")]
    state_secret_reason: Annotated[Why, Field(title="国家秘密：理由")]
    marks: Annotated[Clear, Field(title="密点")]
    marks_reason: Annotated[Why, Field(title="密点：理由")]
    work_secret: Annotated[Found, Field(title="工作秘密")]
    work_secret_reason: Annotated[Why, Field(title="工作秘密：理由")]
    personal: Annotated[Found, Field(title="个人信息")]
    personal_reason: Annotated[Why, Field(title="个人信息：理由")]
    sensitive: Annotated[Found, Field(title="敏感内容")]
    sensitive_reason: Annotated[Why, Field(title="敏感内容：理由")]
    reviewer: Annotated[int, Field(title="复审人", json_schema_extra={"choose": "colleague"})]

    @property
    def points(self) -> dict[str, Point]:
        return {code: Point(getattr(self, code), getattr(self, f"{code}_reason")) for code in POINTS}


class Open(Points):
    """The document, and the 初审 of whoever asks."""

    document: Annotated[RowId, Field(title="拟公开的公文", json_schema_extra={"choose": "to_publish"})]


@action("confidential.review.open", label="提请公开审查", input=Open, may=REVIEWERS, rule=RULE, beside=True)
def open_review(ctx: Context, data: Open) -> dict[str, object]:
    """初审, and on to who looks a second time. Raises `Refused` for a document that is not the actor's to publish, for
    one that is being reviewed, for a point without its reason, and at once where a state secret was found."""
    document = get_to_publish(ctx.actor, data.document)
    if document is None:
        raise refuse(
            Code.NOT_FOUND,
            "没有可以公开的这份公文：只有本单位已经核发、有效、不是“不予公开”也不是工作秘密的公文可以提请。",
            remedy="请在下拉里选；公开属性定错了的，先在发文里更改。",
            field="document",
            rule=RULE,
        )
    if PublicReview.objects.filter(document_id=document.matter, matter__closed_at=None).exists():
        ctx.refuse("这份公文已经在公开审查，请在“公开审查”里接着办。", field="document", rule=RULE)
    require(policy.points_fault(data.points))
    second = _second(ctx, data.reviewer, first=ctx.actor.person_id)
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=KIND,
            procedure=PROCEDURE,
            title=f"公开审查：{document.title}"[:500],
            unit_id=ctx.actor.unit_id,
            assign=(Addressee.of_post(second),),
            words=Words(label="初审", text=_said(data.points)),
        ),
    )
    # His own step is done; through it he finds the review while others look.
    first = Addressee(ctx.actor.unit_id, ctx.actor.person_id)
    looked = engine.open_task(ctx, work, first, purpose=Task.Purpose.STATE, verb="初审")
    engine.close_tasks(ctx, [looked])
    engine.number(ctx, work, "公开审查", "公开审查〔{year}〕{value}号")
    PublicReview.objects.create(
        matter=work.matter,
        document_id=document.matter,
        digest=document.digest,
        points=_kept(data.points),
        first_by_id=ctx.actor.person_id or None,
    )
    _hang(ctx, work, document.matter)
    here, there = End("matter", work.matter.pk), End("matter", document.matter)
    link(LINK, here, there, actor=ctx.actor, now=ctx.now)
    return {"matter": work.matter.pk, "number": work.matter.number}


def _hang(ctx: Context, work: Work, document: int) -> None:
    """Let who looks a second time and who approves read what is to be published, also where the document itself is not
    theirs to see."""
    hanging = set(EntryFile.objects.filter(matter=work.matter).values_list("stored_file_id", flat=True))
    files = [file for file in files_of(document) if file.file_id not in hanging]
    attaching.attach(ctx, work, None, files, role="original", field="document")


def _second(ctx: Context, pk: int, *, first: int | None) -> Post:
    post = ctx.chosen(pk, field="reviewer")
    if post.unit_id != ctx.actor.unit_id:
        raise refuse(Code.INVALID, "复审人请选本单位在岗的同志。", field="reviewer", rule=RULE)
    require(policy.people_fault("reviewer", first, post.person_id))
    return post


def _kept(points: dict[str, Point]) -> dict[str, list[str]]:
    return {code: [point.found, point.reason] for code, point in points.items()}


def _said(points: dict[str, Point]) -> str:
    words = {"clear": "无", "found": "有", "handled": "已处理"}
    return "；".join(f"{POINTS[c]}：{words[p.found]}（{p.reason}）" for c, p in points.items())


class Recheck(ActionInput):
    """The second opinion, and who approves."""

    text: Annotated[str, Field(title="复审意见", min_length=2, max_length=400)]
    approver: Annotated[int, Field(title="批准人", json_schema_extra={"choose": "review_approver"})]


@action(
    "confidential.review.recheck",
    label="复审通过",
    input=Recheck,
    transition="confidential.review:recheck",
    rule=RULE,
)
def recheck(ctx: Context, data: Recheck) -> None:
    """Raises `Refused` for an approver who may not approve or has looked at it already, and for who looked first."""
    review = _review(ctx)
    require(policy.people_fault("text", review.first_by_id, ctx.actor.person_id))
    approver = ctx.chosen(data.approver, field="approver")
    if approver.unit_id != ctx.matter.unit_id or not serves(
        approver.person_id, approver.unit_id, *APPROVERS, on=ctx.now
    ):
        raise refuse(
            Code.INVALID, "批准人请选本单位的办公室主任、主要负责人或者领导。", field="approver", rule=RULE
        )
    require(policy.people_fault("approver", review.first_by_id, ctx.actor.person_id, approver.person_id))
    review.second_by_id, review.second_opinion = ctx.actor.person_id or None, data.text
    review.save(update_fields=["second_by", "second_opinion"])
    ctx.say("step", data.text, label="复审")
    ctx.assign(Addressee.of_post(approver))


@action(
    "confidential.review.send_back",
    label="退回补正",
    input=WithReason,
    transition="confidential.review:send_back",
    rule=RULE,
)
def send_back(ctx: Context, data: WithReason) -> None:
    """It goes back to who looked first. Raises `Refused` when he left."""
    review = _review(ctx)
    first = _first(ctx, review)
    ctx.say("step", data.reason)
    ctx.assign(first)
    ctx.notify(first, f"公开审查被退回补正：{ctx.matter.title}", ctx.matter, urgent=True)


def _first(ctx: Context, review: PublicReview) -> Addressee:
    first = still_there(ctx, Addressee(ctx.matter.unit_id, review.first_by_id))
    if first is None:
        ctx.refuse("初审人已经不在岗，不能交给他，请作废这一件，重新提请公开审查。", rule=RULE)
    return first


@action(
    "confidential.review.again",
    label="补正再报",
    input=Points,
    transition="confidential.review:again",
    rule=RULE,
)
def again(ctx: Context, data: Points) -> None:
    """Every point anew, on the text as it is now. Raises `Refused` as the first request does."""
    review = _review(ctx)
    require(policy.points_fault(data.points))
    second = _second(ctx, data.reviewer, first=review.first_by_id)
    digest = digest_of(review.document_id)
    if digest != review.digest:
        _hang(ctx, ctx.here, review.document_id)
    review.points, review.digest = _kept(data.points), digest
    review.second_by_id, review.second_opinion = None, ""
    review.save(update_fields=["points", "digest", "second_by", "second_opinion"])
    ctx.say("step", _said(data.points), label="初审")
    ctx.assign(Addressee.of_post(second))


class Approve(ActionInput):
    """Approved as it is, or under conditions."""

    decision: Annotated[Literal["approve", "conditional"], Field(title="批准意见")]
    conditions: Annotated[str, Field(title="公开的条件", max_length=400)] = ""


@action(
    "confidential.review.approve",
    label="批准公开",
    input=Approve,
    may=APPROVERS,
    transition="confidential.review:approve",
    rule=RULE,
)
def approve(ctx: Context, data: Approve) -> None:
    """Raises `Refused` for what the points do not allow, and for who looked at it before."""
    review = _review(ctx)
    require(policy.people_fault("decision", review.first_by_id, review.second_by_id, ctx.actor.person_id))
    require(policy.decision_fault(points_of(review), data.decision, data.conditions))
    _decide(ctx, review, data.decision, data.conditions)
    word = "同意公开。" if data.decision == policy.APPROVE else f"附条件公开：{data.conditions}"
    ctx.say("step", word)
    ctx.assign(_first(ctx, review))


@action(
    "confidential.review.refuse",
    label="不予公开",
    input=WithReason,
    may=APPROVERS,
    transition="confidential.review:refuse",
    rule=RULE,
)
def refuse_review(ctx: Context, data: WithReason) -> None:
    """It ends here, with the reason."""
    _decide(ctx, _review(ctx), policy.REFUSE, data.reason)
    ctx.say("step", data.reason)


def _decide(ctx: Context, review: PublicReview, decision: str, words: str) -> None:
    review.decision, review.conditions = decision, words
    review.approved_by_id, review.decided_at = ctx.actor.person_id or None, ctx.now
    review.save(update_fields=["decision", "conditions", "approved_by", "decided_at"])


class Publish(ActionInput):
    """Where it was published, on which day, and how the conditions were met."""

    place: Annotated[
        Literal["website", "gazette", "media", "board", "applicant"], Field(title="公开载体")
    ] = "website"
    published_on: Annotated[date, Field(title="公开日期")]
    conditions_met: Annotated[str, Field(title="条件落实情况", max_length=400)] = ""


@action(
    "confidential.review.publish",
    label="登记已公开",
    input=Publish,
    transition="confidential.review:publish",
    rule=RULE,
)
def publish(ctx: Context, data: Publish) -> None:
    """The document counts as published from here on; nothing else can say so of it. Raises `Refused` for a text that
    changed since, conditions not met, and a day before the approval or to come."""
    review = _review(ctx)
    require(
        policy.publish_fault(
            decision=review.decision,
            conditions_met=data.conditions_met,
            reviewed=review.digest,
            current=digest_of(review.document_id),
        )
    )
    today = ctx.now.astimezone(COUNTY).date()
    decided = review.decided_at.astimezone(COUNTY).date() if review.decided_at is not None else today
    if not decided <= data.published_on <= today:
        ctx.refuse(
            "公开日期要在批准以后，也不能晚于今天，请核对。",
            field="published_on",
            rule=RULE,
            remedy="批准以前就已经公开的，属于没有审查就公开，请先报告保密员。",
        )
    review.place, review.published_on, review.conditions_met = (
        data.place,
        data.published_on,
        data.conditions_met,
    )
    review.save(update_fields=["place", "published_on", "conditions_met"])
    ctx.say("step", f"已在{PublicReview.Place(data.place).label}公开。{data.conditions_met}")


def points_of(review: PublicReview) -> dict[str, Point]:
    """The points of *review* as the policy takes them."""
    return {code: Point(*said) for code, said in review.points.items()}


def _review(ctx: Context) -> PublicReview:
    return PublicReview.objects.select_for_update(of=("self",)).get(matter=ctx.matter)
