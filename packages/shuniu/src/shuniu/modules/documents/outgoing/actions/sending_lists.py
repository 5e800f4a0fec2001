"""常用名单: lists of recipients that an office keeps under a name; made, changed and retired (GW-17)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.models import SendingList, SendingListMember
from shuniu.modules.documents.outgoing.text import names_of
from shuniu.modules.documents.outgoing.who import KEEPERS


class KeepList(ActionInput):
    """The name, as it stands in 主送 and 抄送, and who is on it; `which` is the one that is changed."""

    which: Annotated[RowId | None, Field(title="名单")] = None
    name: Annotated[str, Field(title="名单名称", min_length=2, max_length=60)]
    units: Annotated[
        list[RowId], Field(title="县内单位", max_length=400, json_schema_extra={"choose": "unit"})
    ] = []
    outside: Annotated[str, Field(title="县外单位", max_length=4000)] = ""


@action(
    "documents.outgoing.keep_list", label="保存名单", input=KeepList, may=KEEPERS, rule="GW-17", beside=True
)
def keep_list(ctx: Context, data: KeepList) -> dict[str, object]:
    """Make a list of the actor's office, or change it. Raises `Refused` for an empty list, a unit that is gone, a name
    that another of its lists has, and a list of another office."""
    units = list(receiving_units().filter(pk__in=data.units))
    if len(units) != len(set(data.units)):
        raise refuse(
            Code.INVALID, "名单里有已经撤销的单位，请去掉或者改选承接的单位。", field="units", rule="GW-17"
        )
    outside = list(dict.fromkeys(names_of(data.outside)))
    if not units and not outside:
        ctx.refuse("名单里还没有单位，请选单位。", field="units", rule="GW-17")
    office = ctx.actor.unit_id
    same = SendingList.objects.filter(office_id=office, name=data.name, active=True).exclude(pk=data.which)
    if same.exists():
        ctx.refuse(
            f"已经有一个叫“{data.name}”的名单，请换一个名称，或者改那一个。", field="name", rule="GW-17"
        )
    found = _own(ctx, data.which) if data.which is not None else SendingList(office_id=office)
    before = found.name
    found.name, found.changed_at, found.changed_by_id = data.name, ctx.now, ctx.actor.person_id or None
    found.save()
    found.members.all().delete()
    order = {pk: place for place, pk in enumerate(data.units)}
    members = [SendingListMember(of=found, unit=u) for u in sorted(units, key=lambda u: order[u.pk])]
    members += [SendingListMember(of=found, outside=name[:120]) for name in outside]
    for place, member in enumerate(members):
        member.position = place
    SendingListMember.objects.bulk_create(members)
    ctx.remember(
        {
            "list": found.pk,
            "before": before,
            "name": data.name,
            "units": [u.pk for u in units],
            "outside": outside,
        }
    )
    return {"list": found.pk}


class RetireList(ActionInput):
    """Which list is used no more."""

    which: Annotated[RowId, Field(title="名单")]


@action(
    "documents.outgoing.retire_list",
    label="停用名单",
    input=RetireList,
    may=KEEPERS,
    rule="GW-17",
    beside=True,
)
def retire_list(ctx: Context, data: RetireList) -> None:
    """Use it no more; what was sent by it stays as it is. Raises `Refused` for a list of another office."""
    found = _own(ctx, data.which)
    found.active, found.changed_at, found.changed_by_id = False, ctx.now, ctx.actor.person_id or None
    found.save(update_fields=["active", "changed_at", "changed_by"])
    ctx.remember({"list": found.pk, "retired": found.name})


def _own(ctx: Context, pk: int) -> SendingList:
    found = (
        SendingList.objects.select_for_update()
        .filter(pk=pk, office_id=ctx.actor.unit_id, active=True)
        .first()
    )
    if found is None:
        raise refuse(
            Code.NOT_FOUND, "没有这个名单，或者不归本单位管。", remedy="请从名单页面打开。", field="which"
        )
    return found
