"""签发后更正: what kind of change it is, who confirms it, and the original signer for what matters (GW-14)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.moves.inputs import Spoken, WithReason
from shuniu.kernel.flow.moves.return_ import last_doer, still_there
from shuniu.kernel.people.actor import Behalf
from shuniu.modules.documents.models import DraftVersion, document_of
from shuniu.modules.documents.outgoing import corrections, drafts, signatures
from shuniu.modules.documents.outgoing.actions.sign import ask_joint
from shuniu.modules.documents.outgoing.colleagues import colleague
from shuniu.modules.documents.outgoing.inputs import DraftInput
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.outgoing.who import KEEPERS
from shuniu.modules.documents.seals import joint


class CorrectText(DraftInput):
    """The corrected text, why, and who confirms it. The kind of change is judged from the text; `nature` may only say
    that it is to be taken as substantive."""

    nature: Annotated[Literal["judged", "substantive"], Field(title="修改性质")] = "judged"
    reason: Annotated[str, Field(title="更正理由", min_length=2, max_length=400)]
    confirmer: Annotated[int | None, Field(title="由谁确认", json_schema_extra={"choose": "colleague"})] = (
        None
    )
    draft: Annotated[int | None, Field(title="稿次")] = None


@action(
    "documents.outgoing.correct_text",
    label="签发后更正",
    input=CorrectText,
    may=KEEPERS,
    transition="documents.outgoing:correct_text",
    rule="GW-14",
)
def correct_text(ctx: Context, data: CorrectText) -> dict[str, object]:
    """校对性更正 goes to a second person, 实质性修改 to the original signer; doubt counts as substantive.

    Raises `Refused` when nothing was changed, when the text was changed after it was opened, and when the correction
    is to be confirmed by who made it.
    """
    document, content = document_of(ctx.matter), data.content()
    drafts.require_seen(ctx.here, data.draft)
    signed = drafts.numbered(ctx.here, document.signed)
    assert signed is not None
    if content.kept() == signed.content:
        ctx.refuse("更正后的稿子和签发的一样，没有改动，请先改稿。", field="body", rule="GW-14")
    substantive = data.nature == "substantive" or corrections.is_substantive(
        Content.of(signed.content), content
    )
    if not substantive:
        post = colleague(ctx, data.confirmer, field="confirmer")
        if post.person_id == ctx.actor.person_id:
            ctx.refuse("更正要由另一位同志确认，请另选一位。", field="confirmer", rule="GW-14")
        ctx.go("to_confirm")
        ctx.assign(Addressee.of_post(post))
    else:
        ctx.go("to_resign")
        ctx.assign(_original_signer(ctx))
    drafts.save(ctx, ctx.here, content, origin=DraftVersion.Origin.CORRECTION)
    nature = "substantive" if substantive else "proofreading"
    ctx.say("step", data.reason, data={"draft": document.current, "nature": nature})
    return {"nature": nature, "draft": document.current}


def _original_signer(ctx: Context) -> Addressee:
    found = still_there(ctx, last_doer(ctx.here, "to_sign"))
    if found is None:
        ctx.refuse("原签发人已经不在岗，不能由他复审。", remedy="请退回核稿，重新送签。", rule="GW-14")
    return found


class Confirm(ActionInput):
    """A remark; `draft` is the version that was compared."""

    text: Annotated[str, Field(title="说明", max_length=400)] = ""
    draft: Annotated[int | None, Field(title="稿次")] = None

    def also_locks(self) -> tuple[int, ...]:
        return joint.open_requests(self.matter)


@action(
    "documents.outgoing.confirm_correction",
    label="确认更正",
    input=Confirm,
    transition="documents.outgoing:confirm_correction",
    rule="GW-14",
)
def confirm_correction(ctx: Context, data: Confirm) -> None:
    """A second person has compared it: the signature covers the corrected text, which is checked and printed anew.

    Raises `Refused` for whoever corrected it, also when he stands in for the second person.
    """
    drafts.require_seen(ctx.here, data.draft)
    _require_second(ctx)
    signatures.adopt(ctx, document_of(ctx.matter))
    ctx.say("step", data.text, data={"draft": document_of(ctx.matter).signed})


def _require_second(ctx: Context) -> None:
    newest = drafts.newest(ctx.here)
    if newest is not None and newest.person_id == ctx.actor.person_id:
        raise refuse(
            Code.RULE,
            "这处更正是您自己改的，不能由您确认。",
            remedy="请另一位同志确认，或者报原签发人复审。",
            rule="GW-14",
        )


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
    """The signer's words on the changed text, `draft`, which was read."""

    draft: Annotated[int, Field(title="稿次")]

    def also_locks(self) -> tuple[int, ...]:
        return joint.open_requests(self.matter)


@action(
    "documents.outgoing.sign_again",
    label="复审签发",
    input=SignAgain,
    transition="documents.outgoing:sign_again",
    rule="GW-14",
)
def sign_again(ctx: Context, data: SignAgain) -> None:
    """The original signer agrees to the change, and the date of the document is that day; the other organs of a joint
    document sign the changed text too (GW-19)."""
    drafts.require_seen(ctx.here, data.draft)
    document = document_of(ctx.matter)
    signatures.adopt(ctx, document)
    signatures.put_date(document, data.happened_at or ctx.now)
    document.acted_for = ctx.standing is not None and ctx.standing.by is Behalf.STAND_IN
    document.save(update_fields=["acted_for"])
    ctx.say(
        "issue_opinion",
        data.text or "同意修改。",
        label="复审签发",
        happened_at=data.happened_at,
        data={"draft": document.signed, "digest": document.signed_digest, "organ": document.issuer_id},
    )
    if document.joint:
        ask_joint(ctx, document)
        ctx.go("joint_signing")
    else:
        ctx.go("to_recheck")


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
