"""Reading the paper twin: which sheet lies on whose desk, where it has been, to whom it may go next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, IntegerField, OuterRef, Q

from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.flow.models import Matter, RoundMember, Task, Visible, Wait
from shuniu.kernel.flow.reading import get_matter_for, may_see
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import serving
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.models import IncomingDocument, PaperCopy, PaperMove

NEXT_DESKS = 6


@dataclass(frozen=True)
class SheetsOut:
    """Sheets that are out, in the order they were registered; `more` says that the list goes on."""

    sheets: tuple[PaperCopy, ...]
    more: bool


def sheets_out(
    actor: Actor,
    condition: Q | None = None,
    *,
    person: int | None = None,
    after: int | None = None,
    upwards: bool = True,
    size: int | None = None,
) -> SheetsOut:
    """Sheets of the actor's unit that lie with somebody (*person*), after the id *after*.

    Only who keeps the unit's papers sees them all; anybody sees those on his own desk. Papers of 工作秘密 are
    shown to its readers alone (BM-08).
    """
    out = (
        PaperCopy.objects.filter(own_eyes(actor), unit_id=actor.unit_id, returned_at=None)
        .select_related("matter", "holder", "holder_unit")
        .order_by("pk" if upwards else "-pk")
    )
    if not keeps(actor):
        out = out.filter(holder_id=actor.person_id)
    if person is not None:
        out = out.filter(holder_id=person)
    if condition is not None:
        out = out.filter(condition)
    if after is not None:
        out = out.filter(pk__gt=after) if upwards else out.filter(pk__lt=after)
    if size is None:
        return SheetsOut(tuple(out), False)
    found = tuple(out[: size + 1])
    return SheetsOut(found[:size], len(found) > size)


def count_out(actor: Actor, condition: Q) -> int:
    """How many sheets of the unit fulfil *condition*, as far as *actor* sees them."""
    out = PaperCopy.objects.filter(own_eyes(actor), condition, unit_id=actor.unit_id, returned_at=None)
    return out.count() if keeps(actor) else out.filter(holder_id=actor.person_id).count()


def own_eyes(actor: Actor) -> Exists:
    """Rows whose matter is found in a list of *actor*."""
    return Exists(Visible.objects.filter(matter_id=OuterRef("matter_id"), principal__in=actor.principals))


def holders_of_sheets(actor: Actor) -> list[tuple[int, str]]:
    """(person id, name) of those who hold sheets of the actor's unit."""
    return list(
        PaperCopy.objects.filter(unit_id=actor.unit_id, returned_at=None)
        .values_list("holder_id", "holder__name")
        .distinct()
        .order_by("holder__name", "holder_id")
    )


def sheets_of(matter: Matter) -> list[PaperCopy]:
    """The sheets of a matter, with whose desk they lie on."""
    return _SHEETS(matter=matter.pk)


_SHEETS = Prepared(
    lambda matter: (
        PaperCopy.objects.filter(matter=matter).select_related("holder", "holder_unit").order_by("pk")
    ),
    matter=IntegerField(),
)


def chosen_sheets(actor: Actor, ids: Sequence[int]) -> list[PaperCopy]:
    """The sheets *ids* as far as *actor* may see them, in the order of their registration."""
    return list(
        PaperCopy.objects.filter(own_eyes(actor), pk__in=ids)
        .select_related("matter", "holder")
        .order_by("pk")
    )


def find_sheet(actor: Actor, code: str) -> PaperCopy | None:
    """The sheet with *code*, for those who may see its matter or hold it."""
    found = (
        PaperCopy.objects.filter(code=code).select_related("matter__unit", "holder", "holder_unit").first()
    )
    if found is None:
        return None
    return found if lies_with(actor, found) or may_see(actor, found.matter_id) else None


def lies_with(actor: Actor, sheet: PaperCopy) -> bool:
    """Whether the sheet is on the actor's desk, in the hat worn now."""
    return (sheet.holder_id, sheet.holder_unit_id) == (actor.person_id, actor.unit_id)


def first_sheet(actor: Actor, matter_id: int) -> tuple[Matter, PaperCopy | None] | None:
    """The matter, for those who may see it, and its first sheet that is out, if any is followed."""
    matter = get_matter_for(actor, matter_id)
    if not isinstance(matter, Matter):
        return None
    found = PaperCopy.objects.filter(matter=matter, returned_at=None).select_related(
        "matter__unit", "holder", "holder_unit"
    )
    return matter, found.order_by("pk").first()


def moves_of(sheet: PaperCopy) -> list[PaperMove]:
    """Where the sheet has been, the newest hand-over first."""
    return list(
        PaperMove.objects.filter(paper=sheet).select_related("to", "to_unit", "by").order_by("-at", "-pk")
    )


def next_desks(actor: Actor, sheet: PaperCopy, *, now: datetime) -> list[Post]:
    """Whose desk is the likely next one: whoever holds the matter now or is next to read it, and who gave it.

    Always the one who asks, unless the sheet lies with him.
    """
    wanted: dict[tuple[int, int], None] = {(actor.person_id, actor.unit_id): None}
    holding = Task.objects.filter(matter_id=sheet.matter_id, closed_at=None, person__isnull=False)
    waiting = RoundMember.objects.filter(
        round__matter_id=sheet.matter_id, round__closed_at=None, state=RoundMember.State.WAITING
    ).filter(person__isnull=False)
    for rows in (holding.order_by("pk"), waiting.order_by("step", "pk")):
        wanted |= dict.fromkeys(rows.values_list("person_id", "unit_id")[:NEXT_DESKS])
    wanted |= {(m.by_id, 0): None for m in moves_of(sheet)[:2]}
    wanted.pop((sheet.holder_id, sheet.holder_unit_id), None)
    posts = list(serving(now).filter(person_id__in={person for person, _ in wanted}))
    found: dict[int, Post] = {}
    for person, unit in wanted:
        post = next((p for p in posts if p.person_id == person and unit in {0, p.unit_id}), None)
        if post is not None and post.person_id != sheet.holder_id:
            found.setdefault(post.person_id, post)
    return list(found.values())[:NEXT_DESKS]


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
    seen = own_eyes(actor)
    tasks = Task.objects.filter(seen, person_id=person_id, matter__unit_id=actor.unit_id, closed_at=None)
    waits = Wait.objects.filter(seen, watcher_id=person_id, unit_id=actor.unit_id, closed_at=None)
    reminding = IncomingDocument.objects.filter(
        seen, reminder_id=person_id, unit_id=actor.unit_id, matter__closed_at=None
    )
    return Holdings(
        tuple(tasks.select_related("matter").order_by("due_at", "pk")),
        tuple(waits.select_related("matter").order_by("until", "pk")),
        tuple(reminding.select_related("matter").order_by("matter_id")),
        sheets_out(actor, person=person_id).sheets,
    )
