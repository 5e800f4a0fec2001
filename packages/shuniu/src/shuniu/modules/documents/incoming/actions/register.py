"""签收 and 登记: at the counter in one step, or, for what another unit sent, one after the other."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.flow.context import Context, Words
from shuniu.modules.documents import origins
from shuniu.modules.documents.incoming import register as book
from shuniu.modules.documents.incoming.inputs import Paper, Series
from shuniu.modules.documents.incoming.who import REGISTRARS
from shuniu.modules.documents.models import line_of


@action(
    "documents.incoming.register_paper",
    label="收文登记",
    input=Paper,
    may=REGISTRARS,
    rule="GW-02",
    beside=True,
)
def register_paper(ctx: Context, data: Paper) -> dict[str, object]:
    """A document handed in at the counter: signed for to the minute and registered in one step.

    Raises `Refused` for duplicates, wrong grades and times from the future.
    """
    words = Words(label="签收登记", text=data.note, happened_at=data.received_at)
    work = book.open_document(ctx, data, state="to_check", words=words)
    book.give_number(ctx, work, reserved=data.reserved_number)
    return {"matter": work.matter.pk, "number": work.matter.number}


class SignFor(ActionInput):
    """Counted and found complete, or what was missing; without a number as many as the sender wrote."""

    copies: Annotated[int | None, Field(title="清点份数", ge=1, le=9999)] = None
    note: Annotated[str, Field(title="清点情况", max_length=400)] = ""


@action(
    "documents.incoming.sign_for",
    label="签收",
    input=SignFor,
    may=REGISTRARS,
    transition="documents.incoming:sign_for",
    rule="GW-01",
)
def sign_for(ctx: Context, data: SignFor) -> None:
    """Sign for a document that another unit sent through the system (GW-01)."""
    incoming = line_of(ctx.matter)
    incoming.signed_at, incoming.signed_by_id = ctx.now, ctx.actor.person_id
    incoming.copies = data.copies or incoming.copies
    origins.note_receipt(ctx)
    incoming.save(update_fields=["signed_at", "signed_by", "copies"])
    ctx.say("step", data.note)


class Register(ActionInput):
    """The series and, for paper numbered before, the reserved number."""

    series: Series = ""
    reserved_number: Annotated[int | None, Field(title="补登预留号", ge=1)] = None
    note: Annotated[str, Field(title="备注", max_length=400)] = ""


@action(
    "documents.incoming.register",
    label="登记",
    input=Register,
    may=REGISTRARS,
    transition="documents.incoming:register",
    rule="GW-02",
)
def register(ctx: Context, data: Register) -> dict[str, object]:
    """Give the 收文号 to what was signed for (GW-02)."""
    if data.series:
        line_of(ctx.matter).series = data.series
    book.give_number(ctx, ctx.here, reserved=data.reserved_number)
    ctx.say("step", data.note, data={"number": ctx.matter.number})
    return {"number": ctx.matter.number}
