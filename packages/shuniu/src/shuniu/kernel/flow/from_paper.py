"""Many matters at once, in a handful of statements: what was handled on paper before (开账), what goes to many units.

What `engine.open_matter` and the runner do for one, done for thousands: the same rows and the same triggers, but
no notices: whoever holds a matter from paper has had it on his desk for long. Who sends to many tells them himself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.kernel.flow import engine, visibility
from shuniu.kernel.flow.context import Addressee, Context, Work, people_of
from shuniu.kernel.flow.hands import hand_of
from shuniu.kernel.flow.models import Entry, Level, Matter, Outcome, Reader, Task, Visible
from shuniu.kernel.flow.vocabulary import LISTENERS
from shuniu.kernel.people.models import Duty, Person, Unit

BATCH = 500


@dataclass(frozen=True)
class Past:
    """A matter as the paper register has it, with its number there; `task_due` is when its first task is due, where that
    is not when the matter is."""

    opening: engine.Opening
    number: str
    task_due: datetime | None = None


def open_many(ctx: Context, past: Sequence[Past]) -> list[Matter]:
    """Open matters without a parent, in this order; joins the action's transaction. A 工作秘密 is known to the readers
    that its opening names, to who brings it and to who has it on his desk (BM-08).

    They count as changed when they ended on paper, so that they do not stand above today's work. Raises `Refused`
    as `engine.open_matter` does, and `ValueError` for what cannot be opened in this way. Tells `ctx.progress` how
    many are there.
    """
    matters: list[Matter] = []
    for start in range(0, len(past), BATCH):
        matters += _open_some(ctx, past[start : start + BATCH])
        ctx.progress(len(matters), len(past))
    return matters


def _open_some(ctx: Context, past: Sequence[Past]) -> list[Matter]:
    works = [_work(ctx, one) for one in past]
    _say_where(works)
    matters = [work.matter for work in works]
    Matter.objects.bulk_create(matters, batch_size=BATCH)
    secrets = _readers(ctx, works, past)
    Entry.objects.bulk_create(
        [
            engine.unwritten(ctx, work, one.opening.words, after=work.matter.state)
            for work, one in zip(works, past, strict=True)
        ],
        batch_size=BATCH,
    )
    Task.objects.bulk_create([task for work in works for task in work.tasks], batch_size=BATCH)
    Visible.objects.bulk_create(
        [
            Visible(matter=work.matter, principal=principal, list_kind=kind, sort_key=key)
            for work in works
            for (principal, kind), key in visibility.lines(
                secrets.get(work.matter.pk) or _facts(work)
            ).items()
        ],
        batch_size=BATCH,
    )
    Matter.objects.filter(pk__in=[matter.pk for matter in matters]).update(version=1)
    for work in works:
        work.matter.version = 1
        for hear in LISTENERS.values():
            hear(ctx, work)
    return matters


def _work(ctx: Context, past: Past) -> Work:
    opening = past.opening
    if opening.parent is not None:
        raise ValueError("only matters of their own come in from paper")
    matter = engine.unborn(ctx, opening)
    matter.number = past.number
    work = Work(matter, [])
    final = work.state.final
    if final:
        matter.outcome, matter.closed_at = Outcome(final), opening.closed_at or ctx.now
        matter.updated_at = matter.closed_at
        return work
    if not opening.assign:
        raise ValueError("an open matter lies with somebody")
    work.tasks = [
        Task(
            matter=matter,
            purpose=Task.Purpose.STATE,
            state=matter.state,
            verb=work.state.verb,
            unit_id=to.unit_id,
            person_id=to.person_id,
            duty=to.duty,
            due_at=past.task_due or matter.due_at,
            opened_at=ctx.now,
        )
        for to in opening.assign
    ]
    return work


def _say_where(works: Sequence[Work]) -> None:
    """现在在谁手里 of every matter, with two queries in all."""
    tasks = [task for work in works for task in work.tasks]
    persons = Person.objects.in_bulk({t.person_id for t in tasks if t.person_id})
    units = Unit.objects.in_bulk({t.unit_id for t in tasks})
    for work in works:
        hands = "、".join(hand_of(task, persons, units) for task in work.tasks)
        work.matter.standing = hands[:300] if work.tasks else Outcome(work.matter.outcome).label


def _readers(ctx: Context, works: Sequence[Work], past: Sequence[Past]) -> dict[int, visibility.Facts]:
    """Name the readers of what is 工作秘密; what its visibility depends on then, by matter."""
    opener = (Addressee(ctx.actor.unit_id, ctx.actor.person_id),) if ctx.actor.person_id else ()
    named: dict[int, list[Reader]] = {}
    for work, one in zip(works, past, strict=True):
        if work.matter.level == Level.WORK_SECRET:
            know = people_of((*opener, *one.opening.readers, *one.opening.assign))
            named[work.matter.pk] = [
                Reader(matter=work.matter, person_id=p, unit_id=u) for p, u in sorted(know)
            ]
    Reader.objects.bulk_create([r for readers in named.values() for r in readers], batch_size=BATCH)
    duties = visibility.duties_of_readers([r for readers in named.values() for r in readers], ctx.now)
    return {
        work.matter.pk: _facts(work, tuple(named[work.matter.pk]), duties)
        for work in works
        if work.matter.pk in named
    }


def _facts(work: Work, readers: tuple[Reader, ...] = (), duties: tuple[Duty, ...] = ()) -> visibility.Facts:
    return visibility.Facts(
        matter=work.matter,
        tasks=tuple(work.tasks),
        members=(),
        waits=(),
        readers=readers,
        reader_duties=duties,
    )
