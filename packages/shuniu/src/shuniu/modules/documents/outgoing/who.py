"""Which duties draft, keep and seal a unit's outgoing documents."""

from shuniu.modules.documents.incoming.who import KEEPERS

DRAFTERS = ("HANDLER", "CLERK", "LIAISON", "OFFICE_HEAD", "UNIT_HEAD")
REVIEWERS = ("OFFICE_HEAD", "UNIT_HEAD", "CLERK", "LIAISON")
SEAL_KEEPERS = ("SEAL_KEEPER",)
APPROVERS = ("OFFICE_HEAD", "UNIT_HEAD")

__all__ = ["APPROVERS", "DRAFTERS", "KEEPERS", "REVIEWERS", "SEAL_KEEPERS"]
