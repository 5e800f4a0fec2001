"""电话 and 口头指示: registered at once, in the caller's words, and a matter like any other."""

from __future__ import annotations

from shuniu.kernel.base.actions import action
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Context, Words
from shuniu.modules.documents.incoming import register as book
from shuniu.modules.documents.incoming.inputs import GRADES, Call
from shuniu.modules.documents.incoming.who import CALL_TAKERS
from shuniu.modules.documents.models import IncomingDocument

TITLE_WORDS = 40


@action(
    "documents.incoming.register_call",
    label="电话记录",
    input=Call,
    may=CALL_TAKERS,
    rule="GW-02",
    beside=True,
)
def register_call(ctx: Context, data: Call) -> dict[str, object]:
    """Who called, when, in which words, for whom; it goes straight to 拟办."""
    received = book.moment_received(ctx, data.received_at, "通话时间")
    grade = data.urgency if data.urgency in {"平件", "加急", "特急"} else "加急"
    first_line = data.words.split("\n", 1)[0]
    title = f"{'电话' if data.form == 'call' else '口头指示'}：{first_line[:TITLE_WORDS]}"
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=book.KIND,
            procedure=book.PROCEDURE,
            title=title,
            unit_id=ctx.actor.unit_id,
            urgency=GRADES[grade],
            due_at=book.due_of(data.due, form=data.form, grade=grade, received=received),
            words=Words(
                label="电话记录" if data.form == "call" else "口头指示记录",
                text=data.words,
                happened_at=data.received_at,
                data=engine.data_of(to_whom=data.to_whom, phone=data.phone),
            ),
            state="to_propose",
            opened_at=received,
        ),
    )
    IncomingDocument.objects.create(
        matter=work.matter,
        unit_id=ctx.actor.unit_id,
        form=data.form,
        source=data.source,
        channel="phone" if data.form == "call" else "oral",
        summary=data.words,
        note=data.to_whom,
        handling=IncomingDocument.Handling.ACT,
        signed_at=received,
        signed_by_id=ctx.actor.person_id,
    )
    book.give_number(ctx, work)
    return {"matter": work.matter.pk, "number": work.matter.number}
