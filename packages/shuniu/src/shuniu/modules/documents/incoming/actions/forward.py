"""申请扩大传达范围: what one received goes to others only when its issuer agrees (GW-33)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Context, Words
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents import origins
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import ForwardRequest


class AskForward(ActionInput):
    """To whom it should go too, and why."""

    whom: Annotated[
        list[RowId], Field(title="拟转给哪些单位", max_length=60, json_schema_extra={"choose": "unit"})
    ] = []
    others: Annotated[str, Field(title="其他单位、人员", max_length=400)] = ""
    reason: Annotated[str, Field(title="理由", min_length=2, max_length=400)]

    def also_locks(self) -> tuple[int, ...]:
        return origins.issuers_matter(self.matter)


@action(
    "documents.incoming.ask_forward",
    label="申请扩大传达范围",
    input=AskForward,
    may=KEEPERS,
    rule="GW-33",
)
def ask_forward(ctx: Context, data: AskForward) -> dict[str, object]:
    """Ask the issuer. Raises `Refused` for another unit's matter, a paper that no office of this house issued, units
    that have it already, and while an earlier request is not answered."""
    matter = ctx.matter
    if ctx.actor.unit_id != matter.unit_id:
        ctx.refuse("由收文单位的文书、办公室申请。", rule="GW-33")
    delivery = origins.delivery_of(matter.pk)
    above = ctx.others.get(delivery.matter_id) if delivery is not None else None
    if delivery is None or above is None:
        ctx.refuse("这一件不是从本系统送来的公文，请直接与发文机关联系。", rule="GW-33")
    if not data.whom and not data.others:
        ctx.refuse("还没有写明要转给谁。", field="whom", rule="GW-33")
    if ForwardRequest.objects.filter(child=matter, state=ForwardRequest.State.ASKED).exists():
        ctx.refuse("上一个申请发文机关还没有答复，请等答复。", rule="GW-33")
    units = {u.pk: u for u in receiving_units().filter(pk__in=data.whom)}
    wanted = origins.outside_the_range(matter.pk, list(units))
    if data.whom and not wanted and not data.others:
        ctx.refuse("这些单位发文机关已经送过，或者已经同意，可以直接转办。", field="whom", rule="GW-33")
    asked = ForwardRequest.objects.create(
        matter=above,
        child=matter,
        unit_id=matter.unit_id,
        whom=sorted(wanted),
        others=data.others,
        reason=data.reason,
        asked_at=ctx.now,
        asked_by_id=ctx.actor.person_id or None,
    )
    names = "、".join(
        [units[pk].short_name for pk in sorted(wanted)] + ([data.others] if data.others else [])
    )
    words = Words(
        type="feedback",
        label=f"{matter.unit.short_name}申请扩大传达范围",
        text=f"拟转给{names}。{data.reason}",
        data={"request": asked.pk},
    )
    engine.write_entry(ctx, engine.touch(ctx, above), words)
    desk = find_desk(above.unit_id, "OFFICE_HEAD", now=ctx.now)
    if desk is not None:
        text = f"{matter.unit.short_name}申请把“{above.title}”转给{names}，请答复。"
        ctx.notify(desk, text, above, urgent=True)
    ctx.say("step", f"拟转给{names}。{data.reason}", data={"request": asked.pk})
    return {"request": asked.pk}
