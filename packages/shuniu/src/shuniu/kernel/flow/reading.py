"""Reading one matter: the only door to a row, and everything its page needs in a handful of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import IntegerField

from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files.queries import brought_by
from shuniu.kernel.flow.context import Work
from shuniu.kernel.flow.models import (
    Entry,
    EntryFile,
    Extension,
    Level,
    Matter,
    Round,
    RoundMember,
    Task,
    Visible,
    Wait,
)
from shuniu.kernel.flow.visibility import principal_of, rows_of, waits_of
from shuniu.kernel.people.actor import Actor, Behalf

NOT_FOUND = Refusal(
    Code.NOT_FOUND,
    "没有这一件，或者您无权查看。",
    remedy="您的身份、代办权限可能有了变化，或者这一件已经转走。请换一个身份看看，或者问本单位文书。",
    rule="CQ-06",
)
"""Says the same of a matter that does not exist and of one that is not shown."""
RECORDED = "recorded"
"""The role of a scan that shows what a leader wrote on paper (CQ-02)."""


@dataclass(frozen=True)
class Reading:
    """A matter as somebody may read it. Entries run from old to new; rounds carry their members in order."""

    work: Work
    entries: tuple[Entry, ...]
    rounds: tuple[tuple[Round, tuple[RoundMember, ...]], ...]
    waits: tuple[Wait, ...]
    files: tuple[EntryFile, ...]
    asked_extension: Extension | None

    @property
    def matter(self) -> Matter:
        return self.work.matter


def may_see(actor: Actor, matter_id: int) -> bool:
    """Whether *actor* finds the matter in any list, in the hat worn now."""
    return any(row.principal in actor.principals for row in rows_of(matter_id))


def may_read_files(actor: Actor, ids: Collection[int]) -> bool:
    """Whether *actor* may read every one of the stored files *ids*; three queries at most, see `readable_files`."""
    return set(ids) <= readable_files(actor, ids)


def readable_files(actor: Actor, ids: Collection[int]) -> set[int]:
    """Those of the stored files *ids* that *actor* may read: he sees a matter each hangs on, or he brought it himself
    in the unit he acts in and it hangs nowhere yet.

    Where one of its matters is 工作秘密, only those who may see that matter count (BM-08). The scan of 代录 is for
    those who see every matter it hangs on: one sheet may bear a leader's words on several (CQ-06). He himself
    does, and whoever records for him: each of them was in his hands.
    """
    hangs: dict[int, list[_Hanging]] = {pk: [] for pk in ids}
    rows = EntryFile.objects.filter(stored_file_id__in=ids)
    for file, matter, level, role in rows.values_list("stored_file_id", "matter_id", "matter__level", "role"):
        hangs[file].append(_Hanging(matter, level, role))
    matters = {one.matter for found in hangs.values() for one in found}
    seen = set(
        Visible.objects.filter(matter_id__in=matters, principal__in=actor.principals).values_list(
            "matter_id", flat=True
        )
    )
    loose = [pk for pk, found in hangs.items() if not found]
    return {pk for pk, found in hangs.items() if found and _readable(found, seen)} | brought_by(actor, loose)


class _Hanging(NamedTuple):
    """One matter that a stored file hangs on, and as what."""

    matter: int
    level: str
    role: str


def _readable(hangs: Sequence[_Hanging], seen: Set[int]) -> bool:
    secret = {one.matter for one in hangs if one.level == Level.WORK_SECRET}
    if not (secret or {one.matter for one in hangs}) & seen:
        return False
    return all(one.matter in seen for one in hangs if one.role == RECORDED)


def get_matter_for(actor: Actor, matter_id: int) -> Matter | Refusal:
    """The matter, if *actor* may see it; the refusal does not tell whether it exists."""
    if not may_see(actor, matter_id):
        return NOT_FOUND
    return _MATTER.first(matter=matter_id) or NOT_FOUND


def read_matter(actor: Actor, matter_id: int) -> Reading | Refusal:
    """Everything about the matter that its page shows, or the refusal."""
    matter = get_matter_for(actor, matter_id)
    if isinstance(matter, Refusal):
        return matter
    tasks = _TASKS(matter=matter_id)
    extension = None
    if any(t.purpose == Task.Purpose.EXTENSION and t.closed_at is None for t in tasks):
        extension = Extension.objects.filter(matter=matter, state=Extension.State.ASKED).first()
    return Reading(
        work=Work(matter, tasks),
        entries=_entries(matter),
        rounds=_rounds(matter) if any(t.round_id for t in tasks) else (),
        waits=tuple(waits_of(matter, watcher=True)),
        files=tuple(_FILES(matter=matter_id)),
        asked_extension=extension,
    )


_MATTER = Prepared(
    lambda matter: Matter.objects.filter(pk=matter).select_related("unit", "parent"), matter=IntegerField()
)
_TASKS = Prepared(
    lambda matter: Task.objects.filter(matter=matter).select_related("person", "unit").order_by("pk"),
    matter=IntegerField(),
)
_CHILDREN = Prepared(
    lambda matter: Matter.objects.filter(parent=matter).select_related("unit").order_by("pk"),
    matter=IntegerField(),
)
_FILES = Prepared(
    lambda matter: EntryFile.objects.filter(matter=matter).order_by("position", "pk"), matter=IntegerField()
)
_ENTRIES = Prepared(lambda matter: Entry.objects.filter(matter=matter).order_by("pk"), matter=IntegerField())


def children_of(matter: Matter) -> list[Matter]:
    """Its child matters with their units, in the order of their opening."""
    return _CHILDREN(matter=matter.pk)


def _entries(matter: Matter) -> tuple[Entry, ...]:
    """From old to new, each with the entry it is about, which is one of them."""
    found = {entry.pk: entry for entry in _ENTRIES(matter=matter.pk)}
    for entry in found.values():
        if entry.about_id in found:
            entry.about = found[entry.about_id]
    return tuple(found.values())


def confirmable_by(actor: Actor, reading: Reading) -> list[Entry]:
    """The 代录 that *actor* may confirm (CQ-02): of his own words, or as the director of the matter's office; never
    what he recorded himself."""
    director = actor.holds("OFFICE_HEAD") and actor.unit_id == reading.matter.unit_id
    asked = {t.person_id for t in reading.work.open_tasks if t.purpose == Task.Purpose.CONFIRM}
    return [
        e
        for e in _unconfirmed(reading.entries)
        if e.behalf_person_id in asked
        and e.person_id != actor.person_id
        and (director or e.behalf_person_id == actor.person_id)
    ]


def _unconfirmed(entries: Sequence[Entry]) -> list[Entry]:
    """Those of *entries* that were recorded for a leader and that nobody has confirmed yet, from old to new."""
    confirmed = {e.about_id for e in entries if e.action == "flow.confirm_recorded"}
    return [e for e in entries if e.behalf == Behalf.RECORDED and e.pk not in confirmed]


def _rounds(matter: Matter) -> tuple[tuple[Round, tuple[RoundMember, ...]], ...]:
    members = (
        RoundMember.objects.filter(round__matter=matter)
        .select_related("round", "person", "unit")
        .order_by("round_id", "step", "pk")
    )
    by_round: dict[Round, list[RoundMember]] = {}
    for member in members:
        by_round.setdefault(member.round, []).append(member)
    return tuple((round_, tuple(seats)) for round_, seats in by_round.items())


def mark_seen(actor: Actor, tasks: Iterable[Task], *, now: datetime) -> None:
    """Note that the holder, or his AB岗, has opened the task: from then on the sender cannot withdraw it any more."""
    standing_in = (s.principals for s in actor.standings if s.by is Behalf.STAND_IN)
    names = actor.own_principals.union(*standing_in)
    unseen = [t.pk for t in tasks if t.closed_at is None and t.seen_at is None and principal_of(t) in names]
    if unseen:
        Task.objects.filter(pk__in=unseen, seen_at=None).update(seen_at=now)
