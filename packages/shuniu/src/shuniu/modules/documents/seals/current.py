"""Which version of a matter's paper is the current one: the signed text of a document, the attached file of others."""

from __future__ import annotations

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.seals import attached


def digest_of(matter: Matter) -> str:
    """The digest of the version that a seal may be set on now."""
    return document_of(matter).signed_digest if matter.kind == "outgoing" else attached.current_digest(matter)
