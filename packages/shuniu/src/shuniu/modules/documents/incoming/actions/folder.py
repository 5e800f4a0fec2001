"""批阅夹: the leader's liaison puts the leader's papers in order; he never writes as the leader."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Task
from shuniu.modules.documents.models import FolderPlace


class ArrangeFolder(ActionInput):
    """The leader, and his matters in the order he should see them."""

    leader: Annotated[int, Field(title="领导")]
    order: Annotated[list[int], Field(title="次序", max_length=200)]


@action(
    "documents.folder.arrange",
    label="整理批阅夹",
    input=ArrangeFolder,
    may=("LEADER_LIAISON",),
    rule="GW-06",
    beside=True,
)
def arrange(ctx: Context, data: ArrangeFolder) -> None:
    """Raises `Refused` unless the actor serves this leader and each matter lies with him."""
    served = next((s for s in ctx.actor.liaison_for if s.person_id == data.leader), None)
    if served is None:
        raise refuse(
            Code.NOT_ALLOWED, "您不是这位领导的联络员，登记有误的请办公室核对。", rule="CQ-01", field="leader"
        )
    held = set(
        Task.objects.filter(
            person_id=data.leader, unit_id=served.unit_id, closed_at=None, matter_id__in=data.order
        ).values_list("matter_id", flat=True)
    )
    if held != set(data.order) or len(held) != len(data.order):
        raise refuse(Code.STALE, "批阅夹里的文件有变化，请刷新后再排。", field="order")
    FolderPlace.objects.filter(leader_id=data.leader, unit_id=served.unit_id).delete()
    FolderPlace.objects.bulk_create(
        FolderPlace(leader_id=data.leader, unit_id=served.unit_id, matter_id=m, position=i)
        for i, m in enumerate(data.order)
    )
    ctx.remember({"leader": data.leader, "order": data.order})
