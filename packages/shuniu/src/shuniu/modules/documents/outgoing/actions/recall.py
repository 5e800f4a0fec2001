"""撤回 before it is signed for, and 更换 of a faulty document after that (GW-17, GW-14)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.modules.documents.models import Delivery, OutgoingDocument
from shuniu.modules.documents.outgoing.deliveries import (
    OUT,
    Chosen,
    chosen,
    from_its_list,
    names_of,
    require_own,
)
from shuniu.modules.documents.outgoing.who import KEEPERS
from shuniu.modules.documents.standing import RECALLED, UNSIGNED, Mark, children_below, mark


class Recall(Chosen):
    """Why it is taken back."""

    reason: Annotated[str, Field(title="撤回原因", min_length=2, max_length=400)]

    def also_locks(self) -> tuple[int, ...]:
        ids = [d.child_id for d in chosen(self.matter, self.deliveries) if d.child_id is not None]
        return children_below(ids)


@action(
    "documents.outgoing.recall",
    label="撤回",
    input=Recall,
    may=KEEPERS,
    rule="GW-17",
    during=OUT,
    needs="unit",
    offered=from_its_list,
)
def recall(ctx: Context, data: Recall) -> dict[str, object]:
    """Take it back from units that have not signed for it: their matter ends with a plain sentence.

    Raises `Refused` where one of them has signed: then only 更换, 撤销 or 废止 help.
    """
    document = require_own(ctx)
    found = chosen(ctx.matter.pk, data.deliveries)
    # The state is that of the locked matter: who signs meanwhile wins or waits.
    locked = {d.pk: ctx.others.get(d.child_id or 0) for d in found}
    signed = [
        d for d in found if (m := locked[d.pk]) is None or m.state != UNSIGNED or m.closed_at is not None
    ]
    if signed:
        raise refuse(
            Code.RULE,
            f"{names_of(signed)}已经签收或者已经退文，不能撤回。",
            remedy="只撤回没有签收的；已经签收的，改好以后用“更换”，不再执行的用“撤销”或者“废止”。",
            field="deliveries",
            rule="GW-17",
        )
    if not found:
        ctx.refuse("没有可以撤回的：各单位都已经签收，或者已经撤回。", field="deliveries", rule="GW-17")
    for delivery in found:
        note = f"{document.issuer_name}已经撤回这份文件，不用签收。原因：{data.reason}"
        mark(ctx, delivery.child_id, Mark(RECALLED, note))
    Delivery.objects.filter(pk__in=[d.pk for d in found]).update(state=Delivery.State.RECALLED)
    ctx.say("step", f"撤回{names_of(found)}。{data.reason}", data={"recalled": len(found)})
    return {"recalled": len(found)}


@action(
    "documents.outgoing.begin_replacement",
    label="更换文件",
    input=WithReason,
    may=KEEPERS,
    transition="documents.outgoing:begin_replacement",
    rule="GW-14",
)
def begin_replacement(ctx: Context, data: WithReason) -> None:
    """A faulty document that was signed for is replaced: it goes back to 复核, is corrected and signed again as every
    change after 签发, and at 核发 comes in the place of what was sent. Raises `Refused` for one that holds no longer."""
    document = require_own(ctx)
    if document.effect != OutgoingDocument.Effect.IN_FORCE:
        ctx.refuse(f"这一件{document.get_effect_display()}，不能再更换。", rule="GW-35")
    ctx.say("step", data.reason)
