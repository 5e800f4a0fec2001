"""Look-ups of outgoing documents: the only readers beside the kernel's own lists."""

from __future__ import annotations

from collections.abc import Sequence

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument

TEXT_SEARCHED = 200_000


def documents_of(matters: Sequence[Matter]) -> dict[int, OutgoingDocument]:
    """The outgoing documents of a page of matters, by matter id; one query."""
    found = OutgoingDocument.objects.select_related("drafting_unit").in_bulk([m.pk for m in matters])
    return dict(found)


def search_text(matter: Matter) -> str:
    """What an outgoing document is found by, beside number and title: issuer and the newest text; two queries."""
    document = OutgoingDocument.objects.filter(pk=matter.pk).first()
    if document is None:
        return ""
    draft = DraftVersion.objects.filter(matter=matter, number=document.current).first()
    text = "" if draft is None else "\n".join((*draft.content["addressees"], draft.content["body"]))
    return "\n".join((document.number, document.issuer_name, document.reason, text))[:TEXT_SEARCHED]
