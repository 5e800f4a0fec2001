"""Replacement of a faulty document: the new version comes in the place of what was sent, at each recipient.

What was not signed for yet ends there; what was signed for stays where it is, readable and marked 已更换, with the way
to the new one, which must be signed for too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.models import Delivery
from shuniu.modules.documents.standing import Mark, children_below, mark

REPLACED = "已更换"


def standing(matter_id: int | None) -> list[Delivery]:
    """The deliveries of a matter that still stand, inside and outside, in the order in which they were sent."""
    found = Delivery.objects.filter(matter_id=matter_id, state=Delivery.State.SENT)
    return list(found.select_related("unit", "child").order_by("pk"))


def standing_children(matter_id: int | None) -> tuple[int, ...]:
    """The matters at the recipients that a change of the document reaches, with what was handed on below them."""
    return children_below([d.child_id for d in standing(matter_id) if d.child_id is not None])


def by_recipient(deliveries: Sequence[Delivery]) -> Mapping[int | str, Delivery]:
    """*deliveries* by the id of the unit, or by the name outside."""
    return {d.unit_id if d.unit_id is not None else d.outside: d for d in deliveries}


def set_aside(old: Sequence[Delivery]) -> None:
    """Let *old* stand no longer, before the new ones come: a unit has one that stands."""
    Delivery.objects.filter(pk__in=[d.pk for d in old]).update(state=Delivery.State.REPLACED)


def take_back(ctx: Context, old: Sequence[Delivery], new: Sequence[Delivery]) -> int:
    """Mark *old* as replaced by those of *new* that came in their place; who gets no new one reads that it does not
    hold any more. How many were replaced."""
    successors = {d.replaces_id: d for d in new if d.replaces_id is not None}
    for delivery in old:
        if delivery.child is None:
            continue
        follower = successors.get(delivery.pk)
        note = (
            "发文机关更换了这份文件，请以新送来的一份为准，并签收新的一份。"
            if follower is not None
            else "发文机关更换了这份文件，新的一份不送本单位，这一份请不再使用。"
        )
        successor = follower.child if follower is not None else None
        mark(ctx, delivery.child_id, Mark(REPLACED, note, successor))
    return len(old)
