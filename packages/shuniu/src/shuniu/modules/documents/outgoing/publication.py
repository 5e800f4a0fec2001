"""What other rooms say of the publication of an outgoing document, and what they may ask of one.

A document has no field that says it was published: that stands in its 公开审查 alone, so that there is no second place
where somebody could write it without one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.flow.attaching import Hung
from shuniu.kernel.flow.models import Level, Matter, Visible
from shuniu.kernel.people.actor import Actor
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.finished import files_to_send

TELLERS: Registry[Callable[[int], str]] = Registry("teller of publication")
"""By name: what is said of the publication of the document whose matter has this id; empty for nothing."""

SHOWN = 60


@dataclass(frozen=True)
class ToPublish:
    """An outgoing document as whoever publishes it needs it: its matter, words, attribute, and the digest of its signed
    text, so that a text changed since is noticed."""

    matter: int
    title: str
    number: str
    publicity: str
    digest: str


def said_of(matter_id: int) -> str:
    """Everything that is said of the publication of a document."""
    return "；".join(filter(None, (tell(matter_id) for tell in TELLERS.values())))


def publishable(actor: Actor) -> QuerySet[OutgoingDocument]:
    """The documents of the actor's unit, or drafted in it, that he sees and that are out and may be public: 主动公开 and
    依申请公开, no 工作秘密, still in force."""
    seen = Visible.objects.filter(matter=OuterRef("matter_id"), principal__in=list(actor.principals))
    found = OutgoingDocument.objects.filter(
        Exists(seen), unit_id=actor.unit_id
    ) | OutgoingDocument.objects.filter(Exists(seen), drafting_unit_id=actor.unit_id)
    return (
        found.filter(released_at__isnull=False, effect=OutgoingDocument.Effect.IN_FORCE)
        .exclude(publicity=OutgoingDocument.Publicity.CLOSED)
        .exclude(matter__level=Level.WORK_SECRET)
        .select_related("matter")
        .order_by("-released_at")
    )


def list_to_publish(actor: Actor, words: str = "") -> list[ToPublish]:
    """The newest of them whose title or number has *words*; one query."""
    found = publishable(actor)
    if words:
        found = found.filter(matter__title__contains=words) | found.filter(matter__number__contains=words)
    return [_of(document) for document in found[:SHOWN]]


def get_to_publish(actor: Actor, matter_id: int) -> ToPublish | None:
    """The one whose matter has this id; None for what is not his to publish."""
    found = publishable(actor).filter(matter_id=matter_id).first()
    return _of(found) if found is not None else None


def digest_of(matter_id: int) -> str:
    """The digest of the signed text of a document as it is now; empty where it no longer holds."""
    found = OutgoingDocument.objects.filter(matter_id=matter_id, effect=OutgoingDocument.Effect.IN_FORCE)
    return found.values_list("signed_digest", flat=True).first() or ""


def files_of(matter_id: int) -> list[Hung]:
    """What left with the document, without the editable copy: what is looked at before it is published."""
    return files_to_send(Matter.objects.get(pk=matter_id), editable=False)


def _of(document: OutgoingDocument) -> ToPublish:
    return ToPublish(
        matter=document.matter_id,
        title=document.matter.title,
        number=document.number,
        publicity=document.get_publicity_display(),
        digest=document.signed_digest,
    )
