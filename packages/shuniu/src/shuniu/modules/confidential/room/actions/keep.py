"""A confidential paper comes in, goes to another keeper, and is given back: its place is kept, not the paper (BM-05)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.db.models import Max
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Post, Unit
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.confidential.room import policy
from shuniu.modules.confidential.room.who import KEEPERS

RULE = policy.RULE

Place = Annotated[str, Field(title="存放处", min_length=2, max_length=30)]
LineId = Annotated[RowId, Field(title="收件号", json_schema_extra={"choose": "room_line"})]
Keeper = Annotated[int, Field(title="保管人", json_schema_extra={"choose": "colleague"})]


class Receive(ActionInput):
    """Whence in general, who signed, who keeps it and where. Nothing names the paper."""

    source: Annotated[
        Literal["party", "government", "superior", "same", "below", "military", "other"],
        Field(title="来文单位类别"),
    ]
    received_at: Annotated[datetime | None, Field(title="收件时间")] = None
    signed_by: Annotated[int, Field(title="签收人", json_schema_extra={"choose": "colleague"})]
    keeper: Keeper
    place: Place


@action(
    "confidential.room.receive", label="登记机要件占位", input=Receive, may=KEEPERS, rule=RULE, beside=True
)
def receive(ctx: Context, data: Receive) -> dict[str, object]:
    """The next line of the unit's register. Raises `Refused` for people of another unit, a time that is still to come,
    and a place in which a title or a number of a document stands."""
    at = data.received_at or ctx.now
    require(policy.place_fault(data.place))
    require(policy.moment_fault("received_at", at, earliest=None, now=ctx.now))
    signer = _colleague(ctx, data.signed_by, field="signed_by")
    keeper = _colleague(ctx, data.keeper, field="keeper")
    year = at.astimezone(COUNTY).year
    line = RoomLine.objects.create(
        office_id=ctx.actor.unit_id,
        year=year,
        serial=_next(ctx.actor.unit_id, year),
        source=data.source,
        place=data.place,
        received_at=at,
        signed_by_id=signer.person_id,
        keeper_id=keeper.person_id,
        entered_by_id=ctx.actor.person_id or None,
        entered_at=ctx.now,
    )
    ctx.remember({"line": line.pk, "number": line.number, "keeper": keeper.person_id})
    return {"line": line.pk, "number": line.number}


def _next(office: int, year: int) -> int:
    """The next serial of the office. Its own row is locked, so that two who enter at once get two numbers."""
    Unit.objects.select_for_update().get(pk=office)
    last = RoomLine.objects.filter(office_id=office, year=year).aggregate(last=Max("serial"))["last"]
    return int(last or 0) + 1


class HandOver(ActionInput):
    """Which line, to whom, and where it lies then (empty: where it lay)."""

    line: LineId
    keeper: Annotated[int, Field(title="接收人", json_schema_extra={"choose": "colleague"})]
    place: Annotated[str, Field(title="新的存放处", max_length=30)] = ""


@action(
    "confidential.room.hand_over", label="移交机要件", input=HandOver, may=KEEPERS, rule=RULE, beside=True
)
def hand_over(ctx: Context, data: HandOver) -> dict[str, object]:
    """The paper goes to another keeper of the unit. Raises `Refused` for one who has it already, and what was given
    back."""
    line = _open_line(ctx, data.line)
    require(policy.place_fault(data.place))
    taker = _colleague(ctx, data.keeper, field="keeper")
    if taker.person_id == line.keeper_id and not data.place:
        ctx.refuse("这一份本来就由这位同志保管，请另选接收人。", field="keeper", rule=RULE)
    ctx.remember({"line": line.pk, "from": line.keeper_id, "to": taker.person_id})
    line.keeper_id, line.place = taker.person_id, data.place or line.place
    line.save(update_fields=["keeper", "place"])
    return {"line": line.pk}


class GiveBack(ActionInput):
    """Which line, by whose hand, when."""

    line: LineId
    returned_by: Annotated[int, Field(title="经手人", json_schema_extra={"choose": "colleague"})]
    returned_at: Annotated[datetime | None, Field(title="清退时间")] = None


@action("confidential.room.give_back", label="登记清退", input=GiveBack, may=KEEPERS, rule=RULE, beside=True)
def give_back(ctx: Context, data: GiveBack) -> dict[str, object]:
    """The paper left the house for where it came from; its line stays. Raises `Refused` for a time before it came."""
    line = _open_line(ctx, data.line)
    at = data.returned_at or ctx.now
    require(policy.moment_fault("returned_at", at, earliest=line.received_at, now=ctx.now))
    carrier = _colleague(ctx, data.returned_by, field="returned_by")
    line.returned_at, line.returned_by_id = at, carrier.person_id
    line.save(update_fields=["returned_at", "returned_by"])
    ctx.remember({"line": line.pk, "by": carrier.person_id})
    return {"line": line.pk}


def _open_line(ctx: Context, pk: int) -> RoomLine:
    """The line of the actor's unit. Raises `Refused` for another unit's and for what was given back."""
    found = RoomLine.objects.select_for_update(of=("self",))
    line = found.filter(pk=pk, office_id=ctx.actor.unit_id, returned_at=None).first()
    if line is None:
        raise refuse(
            Code.NOT_FOUND,
            "本单位没有这一份，或者已经清退，请从“机要件占位登记簿”里选。",
            field="line",
            rule=RULE,
        )
    return line


def _colleague(ctx: Context, pk: int, *, field: str) -> Post:
    post = ctx.chosen(pk, field=field)
    if post.unit_id != ctx.actor.unit_id:
        raise refuse(Code.INVALID, "机要件由本单位在岗的同志经手，请另选一位。", field=field, rule=RULE)
    return post
