"""Look-ups of requests about the range of a document (GW-33)."""

from __future__ import annotations

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.reading import get_matter_for
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import Delivery, ForwardRequest


def forward_for(actor: Actor, pk: int) -> ForwardRequest | None:
    """The request *pk* about a document of the actor's own office."""
    own = ForwardRequest.objects.filter(pk=pk, matter__outgoing__unit_id=actor.unit_id)
    asked = own.select_related("matter", "unit").first()
    if asked is None or isinstance(get_matter_for(actor, asked.matter_id), Refusal):
        return None
    return asked


def whom_of(asked: ForwardRequest) -> str:
    """To whom it should go too, in words."""
    names = list(Unit.objects.filter(pk__in=asked.whom).values_list("short_name", flat=True))
    return "、".join([*names, *([asked.others] if asked.others else [])])


def received_for(actor: Actor, pk: int) -> str | None | Refusal:
    """Who issued the document that was received as the matter *pk* of the actor's unit; None when nobody in this house
    did."""
    matter = get_matter_for(actor, pk)
    if isinstance(matter, Refusal):
        return matter
    delivery = Delivery.objects.filter(child_id=pk, unit_id=actor.unit_id).select_related("matter__outgoing")
    found = delivery.first()
    return found.matter.outgoing.issuer_name if found is not None else None
