"""Look-ups of incoming documents: the only readers beside the kernel's own lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from shuniu.kernel.flow.models import Entry, Matter, Round, RoundMember, Task, Visible, Wait
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.models import IncomingDocument, PaperCopy

KEEPERS = ("CLERK", "OFFICE_HEAD", "UNIT_HEAD", "LIAISON")
"""Who looks after a unit's papers, rounds and reminders: the duties that oversee its matters."""


def lines_of(matters: Sequence[Matter]) -> dict[int, IncomingDocument]:
    """The register's lines of a page of matters, by matter id; one query."""
    return IncomingDocument.objects.in_bulk([m.pk for m in matters])


def keeps(actor: Actor) -> bool:
    """Whether *actor* looks after the papers of the unit he acts in."""
    return actor.holds(*KEEPERS)


def papers_of(matter: Matter) -> list[PaperCopy]:
    """The sheets of paper of a matter, with whose desk they lie on."""
    return list(
        PaperCopy.objects.filter(matter=matter).select_related("holder", "holder_unit").order_by("pk")
    )


@dataclass(frozen=True)
class PaperFilter:
    """Which sheets or readers: those of one person, of one unit."""

    person: int | None = None
    unit: int | None = None

    @property
    def empty(self) -> bool:
        return self.person is None and self.unit is None


def papers_out(
    actor: Actor, wanted: PaperFilter = PaperFilter(), *, after: int = 0, size: int | None = None
) -> list[PaperCopy]:
    """Sheets of the actor's unit that lie with somebody, in the order they were registered, after id *after*.

    Only who keeps the unit's papers sees them all; anybody sees those on his own desk. Papers of 工作秘密 are
    shown to its readers alone (BM-08).
    """
    out = (
        PaperCopy.objects.filter(matter__unit_id=actor.unit_id, returned_at=None, pk__gt=after)
        .filter(_own_eyes(actor))
        .select_related("matter", "holder", "holder_unit")
        .order_by("pk")
    )
    if not keeps(actor):
        out = out.filter(holder_id=actor.person_id)
    if wanted.person is not None:
        out = out.filter(holder_id=wanted.person)
    if wanted.unit is not None:
        out = out.filter(holder_unit_id=wanted.unit)
    return list(out if size is None else out[:size])


def _own_eyes(actor: Actor) -> Exists:
    """Rows whose matter is found in a list of *actor*."""
    return Exists(Visible.objects.filter(matter_id=OuterRef("matter_id"), principal__in=actor.principals))


def holders_of_papers(actor: Actor) -> list[tuple[int, str]]:
    """(person id, name) of those who hold sheets of the actor's unit."""
    return list(
        PaperCopy.objects.filter(matter__unit_id=actor.unit_id, returned_at=None)
        .values_list("holder_id", "holder__name")
        .distinct()
        .order_by("holder__name", "holder_id")
    )


def find_paper(actor: Actor, code: str) -> PaperCopy | None:
    """The sheet with *code*, for those who may see its matter or hold it."""
    found = (
        PaperCopy.objects.filter(code=code).select_related("matter__unit", "holder", "holder_unit").first()
    )
    if found is None:
        return None
    return found if found.holder_id == actor.person_id or may_see(actor, found.matter_id) else None


def _open_here(actor: Actor) -> QuerySet[Visible]:
    """The open matters of the actor's unit, by the list that its overseers read: one index range each."""
    return Visible.objects.filter(principal__in=actor.own_principals, list_kind="incoming.open")


def open_rounds(actor: Actor, *, after: int = 0, size: int = 25) -> list[Round]:
    """The open 传阅 of the unit, the longest running first, after round id *after*."""
    return list(
        Round.objects.filter(
            matter_id__in=_open_here(actor).values("matter_id"),
            kind=Round.Kind.CIRCULATE,
            closed_at=None,
            pk__gt=after,
        )
        .select_related("matter")
        .order_by("pk")[:size]
    )


def seats_of(rounds: Iterable[Round]) -> dict[int, list[RoundMember]]:
    """The members of *rounds* in their order, by round id; one query."""
    found: dict[int, list[RoundMember]] = {r.pk: [] for r in rounds}
    members = RoundMember.objects.filter(round_id__in=list(found)).select_related("person", "unit")
    for member in members.order_by("step", "pk"):
        found[member.round_id].append(member)
    return found


def readers_now(
    actor: Actor, wanted: PaperFilter = PaperFilter(), *, after: int = 0, size: int = 25
) -> list[RoundMember]:
    """Those who have a paper of an open 传阅 of the unit before them now, the longest first by seat id."""
    found = (
        RoundMember.objects.filter(
            round__matter_id__in=_open_here(actor).values("matter_id"),
            round__kind=Round.Kind.CIRCULATE,
            round__closed_at=None,
            state=RoundMember.State.ACTIVE,
            pk__gt=after,
        )
        .select_related("round__matter", "person", "unit")
        .order_by("pk")
    )
    if wanted.person is not None:
        found = found.filter(person_id=wanted.person)
    if wanted.unit is not None:
        found = found.filter(unit_id=wanted.unit)
    return list(found[:size])


@dataclass(frozen=True)
class Reminded:
    """How often a matter was reminded of, and when last."""

    times: int
    last: datetime | None


def reminders_of(matters: Sequence[Matter]) -> Mapping[int, Reminded]:
    """What was reminded so far, by matter id; one query."""
    rows = (
        Entry.objects.filter(matter_id__in=[m.pk for m in matters], type="reminder")
        .values_list("matter_id")
        .annotate(Count("pk"), Max("happened_at"))
        .order_by()
    )
    return {pk: Reminded(times, last) for pk, times, last in rows}


@dataclass(frozen=True)
class Hands:
    """In whose hands a matter is: the units, and what became of it in the units it was passed to."""

    units: frozenset[int]
    below: tuple[str, ...] = ()


def hands_of(matters: Sequence[Matter]) -> Mapping[int, Hands]:
    """The units that hold *matters* or their open child matters, by matter id; two queries."""
    ids = [m.pk for m in matters]
    units: dict[int, set[int]] = {pk: set() for pk in ids}
    below: dict[int, list[str]] = {pk: [] for pk in ids}
    for pk, unit in Task.objects.filter(matter_id__in=ids, closed_at=None).values_list(
        "matter_id", "unit_id"
    ):
        units[pk].add(unit)
    children = Matter.objects.filter(parent_id__in=ids, closed_at=None).select_related("unit").order_by("pk")
    for child in children:
        assert child.parent_id is not None
        units[child.parent_id].add(child.unit_id)
        below[child.parent_id].append(f"{child.unit.short_name}：{child.standing}")
    return {pk: Hands(frozenset(units[pk]), tuple(below[pk])) for pk in ids}


@dataclass(frozen=True)
class Holdings:
    """Everything a person still holds in a unit: tasks, waits he watches, matters he reminds of, papers."""

    tasks: tuple[Task, ...]
    waits: tuple[Wait, ...]
    reminding: tuple[IncomingDocument, ...]
    papers: tuple[PaperCopy, ...]


def holdings_of(actor: Actor, person_id: int) -> Holdings:
    """What *person_id* would hand over on leaving the unit (BM-10, GW-37), as far as *actor* may see it."""
    if not (keeps(actor) or person_id == actor.person_id):
        return Holdings((), (), (), ())
    seen = _own_eyes(actor)
    tasks = Task.objects.filter(seen, person_id=person_id, unit_id=actor.unit_id, closed_at=None)
    waits = Wait.objects.filter(seen, watcher_id=person_id, unit_id=actor.unit_id, closed_at=None)
    reminding = IncomingDocument.objects.filter(
        seen, reminder_id=person_id, unit_id=actor.unit_id, matter__closed_at=None
    )
    return Holdings(
        tuple(tasks.select_related("matter").order_by("due_at", "pk")),
        tuple(waits.select_related("matter").order_by("until", "pk")),
        tuple(reminding.select_related("matter").order_by("matter_id")),
        tuple(papers_out(actor, PaperFilter(person=person_id))),
    )


SOURCES_LOOKED_AT = 400
SOURCES_SHOWN = 20


def sources_of(actor: Actor, words: Sequence[str]) -> list[str]:
    """来文单位 that contain every one of *words*: as the actor's register wrote them last, then the county's own
    units. Two queries; only the newest lines of the register are looked at."""
    newest = IncomingDocument.objects.filter(unit_id=actor.unit_id).order_by("-pk")[:SOURCES_LOOKED_AT]
    written = newest.values_list("source", flat=True)
    names = dict.fromkeys([*written, *receiving_units().values_list("name", flat=True)])
    return [name for name in names if all(word in name for word in words)][:SOURCES_SHOWN]
