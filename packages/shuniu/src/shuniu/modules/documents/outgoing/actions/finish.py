"""复核, 编号, 更正, 校对印制, 用印 and 核发 (GW-14 to GW-18)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Entry
from shuniu.kernel.flow.moves.inputs import Spoken, WithReason
from shuniu.kernel.flow.moves.return_ import last_doer, still_there
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import drafts
from shuniu.modules.documents.outgoing.colleagues import colleague
from shuniu.modules.documents.outgoing.inputs import DraftInput
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.outgoing.who import KEEPERS

SERIES = "发文"


class PassRecheck(ActionInput):
    """复核 before printing: procedure, content, genre and form."""

    text: Annotated[str, Field(title="复核意见", max_length=400)] = ""


@action(
    "documents.outgoing.pass_recheck",
    label="复核通过",
    input=PassRecheck,
    may=KEEPERS,
    transition="documents.outgoing:pass_recheck",
    rule="GW-14",
)
def pass_recheck(ctx: Context, data: PassRecheck) -> None:
    """Approval, content, genre and form are in order."""
    ctx.say("step", data.text)


class GiveNumber(ActionInput):
    """Under which 机关代字, and how many copies (GW-15)."""

    code: Annotated[str, Field(title="机关代字", max_length=40, json_schema_extra={"choose": "issuer_code"})]
    copies: Annotated[int, Field(title="印制份数", ge=1, le=99999)] = 1


@action(
    "documents.outgoing.number",
    label="编号",
    input=GiveNumber,
    may=KEEPERS,
    transition="documents.outgoing:number",
    rule="GW-15",
)
def number(ctx: Context, data: GiveNumber) -> dict[str, object]:
    """The next 发文字号 of the 机关代字 this year; never given again. Raises `Refused` for a code of another organ."""
    document = document_of(ctx.matter)
    if not document.issuer.issuer_codes.filter(code=data.code).exists():
        raise refuse(
            Code.RULE,
            f"“{data.code}”不是{document.issuer.short_name}的机关代字。",
            field="code",
            rule="GW-15",
        )
    document.code, document.year = data.code, ctx.now.astimezone(COUNTY).year
    key = numbers.series_key("outgoing", document.unit_id, data.code)
    document.serial = numbers.take(key, document.year, document.unit_id, ctx.matter.pk, now=ctx.now)
    document.numbered_at, document.copies = ctx.now, data.copies
    document.save(update_fields=["code", "year", "serial", "numbered_at", "copies"])
    ctx.matter.number = document.number
    ctx.say("step", "", data={"number": document.number})
    return {"number": document.number}


class CorrectText(DraftInput):
    """The corrected text, of which kind the change is, and who confirms it."""

    nature: Annotated[Literal["proofreading", "substantive"], Field(title="修改性质")] = "substantive"
    reason: Annotated[str, Field(title="更正理由", min_length=2, max_length=400)]
    confirmer: Annotated[int | None, Field(title="由谁确认", json_schema_extra={"choose": "colleague"})] = (
        None
    )


@action(
    "documents.outgoing.correct_text",
    label="签发后更正",
    input=CorrectText,
    may=KEEPERS,
    transition="documents.outgoing:correct_text",
    rule="GW-14",
)
def correct_text(ctx: Context, data: CorrectText) -> None:
    """校对性更正 goes to a second person, 实质性修改 to the original signer; doubt counts as substantive."""
    document, content = document_of(ctx.matter), data.content()
    if content.digest == document.signed_digest:
        ctx.refuse("更正后的稿子和签发的一样，没有改动。", field="body", rule="GW-14")
    drafts.save(ctx, ctx.here, content, origin=DraftVersion.Origin.CORRECTION)
    ctx.say("step", data.reason, data={"draft": document.current, "nature": data.nature})
    if data.nature == "proofreading":
        post = colleague(ctx, data.confirmer, field="confirmer")
        if post.person_id == ctx.actor.person_id:
            ctx.refuse("更正要由另一位同志确认。", field="confirmer", rule="GW-14")
        ctx.go("to_confirm")
        ctx.assign(Addressee.of_post(post))
    else:
        ctx.go("to_resign")
        ctx.assign(_original_signer(ctx))


def _original_signer(ctx: Context) -> Addressee:
    found = still_there(ctx, last_doer(ctx.here, "to_sign"))
    if found is None:
        ctx.refuse("原签发人已经不在岗，请退回核稿，重新送签。", rule="GW-14")
    return found


def _came_from(ctx: Context) -> str:
    """The state in which the correction was begun."""
    begun = Entry.objects.filter(matter=ctx.matter, action="documents.outgoing.correct_text").order_by("-pk")
    return begun[0].state_before


def _adopt(ctx: Context, document: OutgoingDocument) -> None:
    draft = drafts.newest(ctx.here)
    assert draft is not None
    document.signed, document.signed_digest = draft.number, draft.digest
    document.save(update_fields=["signed", "signed_digest"])


class Confirm(ActionInput):
    """A remark."""

    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.confirm_correction",
    label="确认更正",
    input=Confirm,
    transition="documents.outgoing:confirm_correction",
    rule="GW-14",
)
def confirm_correction(ctx: Context, data: Confirm) -> None:
    """A second person has compared it: the signature covers the corrected text."""
    _adopt(ctx, document_of(ctx.matter))
    ctx.say("step", data.text)
    ctx.go(_came_from(ctx))


@action(
    "documents.outgoing.doubt_correction",
    label="报原签发人复审",
    input=WithReason,
    transition="documents.outgoing:doubt_correction",
    rule="GW-14",
)
def doubt_correction(ctx: Context, data: WithReason) -> None:
    """In doubt it is substantive: the original signer decides."""
    ctx.say("step", data.reason)
    ctx.assign(_original_signer(ctx))


class SignAgain(Spoken):
    """The signer's words on the changed text."""

    draft: Annotated[int | None, Field(title="稿次")] = None


@action(
    "documents.outgoing.sign_again",
    label="复审签发",
    input=SignAgain,
    transition="documents.outgoing:sign_again",
    rule="GW-14",
)
def sign_again(ctx: Context, data: SignAgain) -> None:
    """The original signer agrees to the change."""
    drafts.require_seen(ctx.here, data.draft)
    document = document_of(ctx.matter)
    _adopt(ctx, document)
    ctx.say(
        "issue_opinion",
        data.text or "同意修改。",
        label="复审签发",
        happened_at=data.happened_at,
        data={"draft": document.signed, "digest": document.signed_digest},
    )
    ctx.go(_came_from(ctx))


@action(
    "documents.outgoing.refuse_change",
    label="不同意修改",
    input=WithReason,
    transition="documents.outgoing:refuse_change",
    rule="GW-14",
)
def refuse_change(ctx: Context, data: WithReason) -> None:
    """The text that was signed stands: it becomes the newest version again."""
    document = document_of(ctx.matter)
    signed = drafts.numbered(ctx.here, document.signed)
    assert signed is not None
    drafts.save(ctx, ctx.here, Content.of(signed.content), origin=DraftVersion.Origin.CORRECTION)
    ctx.say("issue_opinion", data.reason, label="不同意修改")
    ctx.go(_came_from(ctx))
