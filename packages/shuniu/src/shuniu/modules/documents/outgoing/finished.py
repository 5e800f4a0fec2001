"""The files that leave with a released document: the finished PDF, the scan of the sealed copy, its annexes, and the
editable copy only when the sender says so."""

from __future__ import annotations

from collections.abc import Sequence

from shuniu.kernel.flow.attaching import Hung
from shuniu.kernel.flow.models import EntryFile, Matter

SEALED, FINISHED, ANNEX, EDITABLE = "sealed_copy", "finished", "annex", "editable"
ORDER = (SEALED, FINISHED, ANNEX, EDITABLE)
"""The roles under which they hang on the matter; what is first is shown first to who receives them."""


def files_to_send(matter: Matter, *, editable: bool) -> list[Hung]:
    """The newest of each, in the order in which the recipient sees them; one query."""
    wanted = ORDER if editable else ORDER[:-1]
    hung = list(EntryFile.objects.filter(matter=matter, role__in=wanted).order_by("pk"))
    return [Hung(file.stored_file_id, file.name) for role in wanted for file in _standing(hung, role)]


def _standing(hung: Sequence[EntryFile], role: str) -> list[EntryFile]:
    """All annexes and pages of a sealed copy that came with one entry; of the document itself the newest alone."""
    found = [file for file in hung if file.role == role]
    if not found or role == ANNEX:
        return found
    if role == SEALED:
        return [file for file in found if file.entry_id == found[-1].entry_id]
    return found[-1:]
