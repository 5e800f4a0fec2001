"""Which deliveries of a document an action is about, and how they are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from django.db.models import Q
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import Delivery, OutgoingDocument, document_of

NAMED = 8
OUT = ("documents.outgoing:distributing", "documents.outgoing:done")
"""The states in which a document is out."""


def from_its_list(matter: Matter) -> bool:
    """Offered on the list of receipts, not in the menu of the document's page."""
    return False


class Chosen(ActionInput):
    """Which deliveries of the document; none chosen means all that wait to be signed for."""

    deliveries: Annotated[list[RowId], Field(title="哪些单位", max_length=400)] = []


def chosen(matter_id: int | None, ids: Sequence[int]) -> list[Delivery]:
    """The deliveries *ids* of the matter, or all that nobody has signed for."""
    found = Delivery.objects.filter(matter_id=matter_id, state=Delivery.State.SENT)
    wanted = Q(pk__in=ids) if ids else Q(received_at=None, child__closed_at=None) & ~Q(child=None)
    return list(found.filter(wanted).select_related("unit", "child").order_by("pk"))


def require_own(ctx: Context) -> OutgoingDocument:
    """The document. Raises `Refused` for the clerk of another office."""
    document = document_of(ctx.matter)
    if not ctx.actor.job and ctx.actor.unit_id != document.unit_id:
        ctx.refuse("分送、回执由发文机关的办公室办理。", rule="GW-17")
    return document


def names_of(deliveries: Sequence[Delivery]) -> str:
    """县水利局、云溪镇等 12 个."""
    names = [d.unit.short_name if d.unit is not None else d.outside for d in deliveries]
    return "、".join(names[:NAMED]) + (f"等 {len(names)} 个" if len(names) > NAMED else "")
