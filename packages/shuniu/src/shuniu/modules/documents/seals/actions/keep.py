"""The seals of an office: taken into keeping, handed over to another keeper, taken out of use (GW-18)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import Matter, Task
from shuniu.kernel.people.models import Post, Unit
from shuniu.modules.documents.models import Seal, SealMove, SealUse
from shuniu.modules.documents.seals import uses
from shuniu.modules.documents.seals.who import APPROVERS

STATE = "to_seal"
Keeper = Annotated[int, Field(title="保管人", json_schema_extra={"choose": "colleague"})]
SealId = Annotated[RowId, Field(title="印章", json_schema_extra={"choose": "seal"})]


class AddSeal(ActionInput):
    """What stands in the seal, whose it is, and who keeps it."""

    name: Annotated[str, Field(title="印章名称", min_length=4, max_length=120)]
    kind: Annotated[Literal["organ", "office", "party", "signature"], Field(title="印章种类")] = "organ"
    organ: Annotated[RowId, Field(title="刻的是哪个机关", json_schema_extra={"choose": "seal_organ"})]
    keeper: Keeper
    service_key: Annotated[str, Field(title="电子印章标识", max_length=80)] = ""
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action("documents.seal.add", label="登记印章", input=AddSeal, may=APPROVERS, rule="GW-18", beside=True)
def add(ctx: Context, data: AddSeal) -> dict[str, object]:
    """Take a seal into the keeping of the office. Raises `Refused` for a name that is there, for the seal of an organ
    that the office does not serve, and for a keeper of another unit."""
    unit = Unit.objects.select_related("parent").get(pk=ctx.actor.unit_id)
    if data.organ not in {organ.pk for organ in organs_of(unit)}:
        raise refuse(
            Code.RULE,
            "只能登记本单位和本办公室所服务机关的印章，请另选机关。",
            field="organ",
            rule="GW-18",
        )
    if Seal.objects.filter(office=unit, name=data.name).exists():
        raise refuse(
            Code.RULE,
            f"“{data.name}”已经登记过了，请核对名称；停用后重新刻制的，请在名称后注明。",
            field="name",
            rule="GW-18",
        )
    keeper = _colleague(ctx, data.keeper, field="keeper")
    seal = Seal.objects.create(
        office=unit,
        organ_id=data.organ,
        name=data.name,
        kind=data.kind,
        keeper=keeper,
        service_key=data.service_key,
    )
    _note(ctx, seal, SealMove.What.TAKEN, taker=keeper.person_id, words=data.text)
    return {"seal": seal.pk}


def organs_of(unit: Unit) -> tuple[Unit, ...]:
    """Whose seals the office *unit* may keep: its own, and those of the organ it serves."""
    serves = unit.kind == Unit.Kind.OFFICE and unit.parent is not None
    return (unit, unit.parent) if serves and unit.parent is not None else (unit,)


class HandOver(ActionInput):
    """Which seal, to whom, in which condition."""

    seal: SealId
    keeper: Annotated[int, Field(title="接收人", json_schema_extra={"choose": "colleague"})]
    text: Annotated[str, Field(title="移交情况", min_length=2, max_length=400)]


@action(
    "documents.seal.hand_over", label="移交印章", input=HandOver, may=APPROVERS, rule="GW-18", beside=True
)
def hand_over(ctx: Context, data: HandOver) -> dict[str, object]:
    """The head of the office sees a seal go from one keeper to another (监交); what waits for it goes with it.

    Raises `Refused` for a seal of another office and for a keeper who has it already.
    """
    seal = _own_seal(ctx, data.seal)
    taker = _colleague(ctx, data.keeper, field="keeper")
    giver = seal.keeper
    if giver is not None and giver.person_id == taker.person_id:
        ctx.refuse("这枚印章本来就由这位同志保管，请另选接收人。", field="keeper", rule="GW-18")
    seal.keeper = taker
    seal.save(update_fields=["keeper"])
    _note(
        ctx,
        seal,
        SealMove.What.HANDED,
        giver=giver.person_id if giver is not None else None,
        taker=taker.person_id,
        words=data.text,
    )
    return {"seal": seal.pk, "waiting": _pass_on(ctx, seal, taker)}


def _pass_on(ctx: Context, seal: Seal, taker: Post) -> int:
    """Put what waits for *seal* on the desk of who keeps it now; how many matters."""
    waiting = SealUse.objects.filter(seal=seal, state=SealUse.State.APPROVED).values("matter_id")
    matters = list(
        Matter.objects.select_for_update(of=("self",))
        .filter(pk__in=waiting, state=STATE, closed_at=None)
        .select_related("unit")
        .order_by("pk")
    )
    for matter in matters:
        work, to = engine.touch(ctx, matter), Addressee.of_post(taker)
        old = [t for t in work.open_tasks if t.purpose == Task.Purpose.STATE]
        engine.write_entry(
            ctx, work, Words(label="印章移交", text=f"“{seal.name}”移交{taker.person.name}保管。")
        )
        engine.open_task(
            ctx, work, to, purpose=Task.Purpose.STATE, verb=work.state.verb, due_at=old[0].due_at
        )
        engine.close_tasks(ctx, old, by_actor=False, lapsed=True)
    return len(matters)


class StopSeal(ActionInput):
    """Which seal goes out of use, and why."""

    seal: SealId
    reason: Annotated[str, Field(title="停用原因和处置", min_length=2, max_length=400)]


@action("documents.seal.stop", label="停用印章", input=StopSeal, may=APPROVERS, rule="GW-18", beside=True)
def stop(ctx: Context, data: StopSeal) -> dict[str, object]:
    """A seal goes out of use; its lines in the register stay. Raises `Refused` while something approved waits for it."""
    seal = _own_seal(ctx, data.seal)
    waiting = SealUse.objects.filter(seal=seal, state__in=uses.PENDING, matter__closed_at=None).count()
    if waiting:
        ctx.refuse(
            f"还有 {waiting} 件在等着盖这枚印章，不能停用。",
            remedy="请先办完，或者退回改用别的印章，再停用。",
            field="seal",
            rule="GW-18",
        )
    seal.active = False
    seal.save(update_fields=["active"])
    giver = seal.keeper.person_id if seal.keeper is not None else None
    _note(ctx, seal, SealMove.What.STOPPED, giver=giver, words=data.reason)
    return {"seal": seal.pk}


def _own_seal(ctx: Context, pk: int) -> Seal:
    seal = (
        Seal.objects.select_for_update(of=("self",))
        .select_related("keeper")
        .filter(pk=pk, office_id=ctx.actor.unit_id, active=True)
        .first()
    )
    if seal is None:
        raise refuse(
            Code.NOT_FOUND,
            "本办公室没有这枚印章，或者已经停用，请从“印章”清单里选。",
            field="seal",
            rule="GW-18",
        )
    return seal


def _colleague(ctx: Context, pk: int, *, field: str) -> Post:
    post = ctx.chosen(pk, field=field)
    if post.unit_id != ctx.actor.unit_id:
        raise refuse(Code.INVALID, "印章由本办公室在岗的同志保管，请另选一位。", field=field, rule="GW-18")
    return post


def _note(
    ctx: Context,
    seal: Seal,
    what: SealMove.What,
    *,
    giver: int | None = None,
    taker: int | None = None,
    words: str,
) -> None:
    SealMove.objects.create(
        seal=seal,
        what=what,
        giver_id=giver,
        taker_id=taker,
        witness_id=ctx.actor.person_id or None,
        words=words,
        at=ctx.now,
    )
    ctx.remember({"seal": seal.pk, "what": what, "giver": giver, "taker": taker})
