"""Look-ups of outgoing documents: the only readers beside the kernel's own lists."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.reading import Reading
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import CountersignOpinion, DraftVersion, OutgoingDocument, SealUse
from shuniu.modules.documents.outgoing.text import Content

TEXT_SEARCHED = 200_000


def documents_of(matters: Sequence[Matter]) -> dict[int, OutgoingDocument]:
    """The outgoing documents of a page of matters, by matter id; one query."""
    found = OutgoingDocument.objects.select_related("drafting_unit").in_bulk([m.pk for m in matters])
    return dict(found)


def version_of(document: OutgoingDocument, number: int | None = None) -> DraftVersion | None:
    """The version of *document* with that number, else the current one; None where there is none."""
    wanted = document.current if number is None else number
    return DraftVersion.objects.filter(matter_id=document.matter_id, number=wanted).first()


def signed_content(matter: Matter) -> Content:
    """The text that was signed. Raises `DraftVersion.DoesNotExist` before 签发."""
    number = OutgoingDocument.objects.values_list("signed", flat=True).get(pk=matter.pk)
    return Content.of(DraftVersion.objects.get(matter=matter, number=number).content)


def versions_of(document: OutgoingDocument) -> list[DraftVersion]:
    """All versions of *document* with the units of who saved them, the newest first; one query."""
    found = DraftVersion.objects.filter(matter_id=document.matter_id).select_related("unit")
    return list(found.order_by("-number"))


def texts_of(documents: Sequence[OutgoingDocument]) -> dict[int, DraftVersion]:
    """The newest version of each of *documents*, by document id; one query."""
    newest = {document.pk: document.current for document in documents}
    found = DraftVersion.objects.filter(
        Exists(OutgoingDocument.objects.filter(pk=OuterRef("matter_id"), current=OuterRef("number"))),
        matter_id__in=newest,
    )
    return {version.matter_id: version for version in found}


def opinions_of(document: OutgoingDocument) -> list[CountersignOpinion]:
    """What the units concerned said, in the order in which they said it; one query."""
    said = CountersignOpinion.objects.filter(matter_id=document.matter_id)
    return list(said.select_related("unit", "person").order_by("pk"))


def joint_names(document: OutgoingDocument) -> list[str]:
    """The other organs of a joint document, in their order."""
    names = dict(Unit.objects.filter(pk__in=document.joint).values_list("pk", "name"))
    return [names[pk] for pk in document.joint if pk in names]


def seal_keeper_of(document: OutgoingDocument) -> str:
    """Who sealed it last; empty before 用印."""
    used = SealUse.objects.filter(matter_id=document.matter_id, state=SealUse.State.USED).order_by("-pk")
    return used.values_list("used_by__name", flat=True).first() or ""


def last_looked_at(document: OutgoingDocument, reading: Reading, actor: Actor) -> int | None:
    """The number of the version that was current when *actor* last acted on the document; None when he never did.
    One query at most."""
    own = [e.recorded_at for e in reading.entries if actor.person_id in {e.person_id, e.behalf_person_id}]
    if not own:
        return None
    seen = DraftVersion.objects.filter(matter_id=document.matter_id, saved_at__lte=max(own))
    return seen.order_by("-number").values_list("number", flat=True).first()


def search_text(matter: Matter) -> str:
    """What an outgoing document is found by, beside number and title: issuer and the newest text; two queries."""
    document = OutgoingDocument.objects.filter(pk=matter.pk).first()
    if document is None:
        return ""
    draft = DraftVersion.objects.filter(matter=matter, number=document.current).first()
    text = "" if draft is None else "\n".join((*draft.content["addressees"], draft.content["body"]))
    return "\n".join((document.number, document.issuer_name, document.reason, text))[:TEXT_SEARCHED]
