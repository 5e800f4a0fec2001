"""Which version of a matter's paper is the current one: the signed text of a document (for another organ's seal on a
joint one, of that document), the attached file of others."""

from __future__ import annotations

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.seals import attached, joint


def digest_of(matter: Matter) -> str:
    """The digest of the version that a seal may be set on now."""
    document = document_under(matter)
    return document_of(document).signed_digest if document is not None else attached.current_digest(matter)


def document_under(matter: Matter) -> Matter | None:
    """The matter of the document that the seal goes on: *matter* itself, or the joint document that it belongs to."""
    if joint.is_for_joint(matter):
        return matter.parent
    return matter if matter.kind == "outgoing" else None
