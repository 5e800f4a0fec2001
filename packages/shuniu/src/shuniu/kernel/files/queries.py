"""Look-ups of stored files. Who may read one is decided above, by the matter it hangs on."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.people.actor import Actor


def get_file(pk: int) -> StoredFile | None:
    """The stored file *pk*, erased ones included; None when there is none."""
    return StoredFile.objects.filter(pk=pk).select_related("unit").first()


def get_files(pks: Iterable[int]) -> dict[int, StoredFile]:
    """The stored files among *pks*, by id, in one query."""
    return StoredFile.objects.in_bulk(list(pks))


def is_bringer(actor: Actor, pks: Iterable[int]) -> bool:
    """Whether *actor* brought every one of *pks* himself, in the unit he acts in now.

    What an action attaches must be checked so (or be visible already): an id alone proves nothing.
    """
    wanted = set(pks)
    return wanted <= brought_by(actor, wanted)


def brought_by(actor: Actor, pks: Collection[int]) -> set[int]:
    """Those of *pks* that *actor* brought himself, in the unit he acts in now, and that were not erased."""
    if not pks:
        return set()
    mine = StoredFile.objects.filter(
        pk__in=pks, account_id=actor.account_id, unit_id=actor.unit_id, erased_at__isnull=True
    )
    return set(mine.values_list("pk", flat=True))


def needed(hashes: Collection[str]) -> set[str]:
    """Those of *hashes* whose content must be kept, for `store.sweep`."""
    kept = StoredFile.objects.filter(sha256__in=hashes, erased_at__isnull=True)
    return set(kept.values_list("sha256", flat=True))
