"""The 盖章件 of a matter: the scan of the sealed paper, or the file that the seal service gave back."""

from __future__ import annotations

from django.db.models import QuerySet

from shuniu.kernel.flow.models import EntryFile, Matter
from shuniu.modules.documents.models import SealUse

ROLE = "sealed_copy"
"""The role under which it hangs on the matter."""


def copy_of(matter: Matter) -> EntryFile | None:
    """The newest 盖章件 of *matter* that shows the version as it stands; None while it is missing, and after the
    sealed text was withdrawn."""
    filed = SealUse.objects.filter(
        matter=matter, state=SealUse.State.USED, copy_filed_at__isnull=False
    ).exists()
    if not filed:
        return None
    return EntryFile.objects.filter(matter=matter, role=ROLE).order_by("-pk").first()


def missing() -> QuerySet[SealUse]:
    """The uses whose 盖章件 was not filed yet, each paper once: the first line of those that follow one another."""
    return SealUse.objects.filter(state=SealUse.State.USED, copy_filed_at=None, follows=None)


def without_copy(matter: Matter) -> bool:
    """Whether *matter* bears a seal and its 盖章件 is missing."""
    return missing().filter(matter=matter).exists()


def withdrawn(matter: Matter) -> bool:
    """Whether the last impression of *matter* was withdrawn and none was made since."""
    last = SealUse.objects.filter(matter=matter, used_at__isnull=False).order_by("-pk").first()
    return last is not None and last.state == SealUse.State.WITHDRAWN


def outdated(matter: Matter) -> bool:
    """Whether what hangs on *matter* as its 盖章件 shows a text that was corrected since."""
    states = SealUse.objects.filter(matter=matter).values_list("state", "copy_filed_at")
    filed = any(state == SealUse.State.USED and at is not None for state, at in states)
    return not filed and any(state == SealUse.State.WITHDRAWN for state, _ in states)
