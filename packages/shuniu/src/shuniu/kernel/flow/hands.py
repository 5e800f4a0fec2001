"""现在在谁手里: the open tasks and waits of a matter in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from shuniu.kernel.flow import visibility
from shuniu.kernel.flow.context import Work
from shuniu.kernel.flow.models import Matter, Outcome, Task
from shuniu.kernel.people.duties import title_in
from shuniu.kernel.people.models import Person, Unit

NAMED_UNITS = 2


def standing_of(work: Work, facts: visibility.Facts) -> str:
    """现在在谁手里, as one sentence of at most 300 characters."""
    if work.matter.closed_at is not None:
        return Outcome(work.matter.outcome).label
    tasks = sorted(work.open_tasks, key=lambda t: (t.purpose != Task.Purpose.STATE, t.pk))
    persons, units = _holders(work, tasks)
    hands = [hand_of(t, persons, units) for t in tasks]
    waits = [
        f"等{w.whom}答复（{w.until.month}月{w.until.day}日）" for w in facts.waits if w.closed_at is None
    ]
    return "、".join(hands + waits)[:300]


def hand_of(task: Task, persons: Mapping[int, Person], units: Mapping[int, Unit]) -> str:
    """Who has *task*, and to do what, in words."""
    if task.person_id is not None:
        return f"{persons[task.person_id].name}{task.verb}"
    return f"{title_in(units[task.unit_id].short_name, task.duty)}{task.verb}"


def below_in_words(child: Matter) -> str:
    """In whose hands *child* is, which another unit handles; its unit must be at hand."""
    unit = child.unit.short_name
    return child.standing if child.standing.startswith(unit) else f"{unit}{child.standing}"


def first_of(units: Sequence[str]) -> str:
    """How far the units are to which a matter was passed; of many the first two, and how many there are."""
    more = f"等 {len(units)} 家" if len(units) > NAMED_UNITS else ""
    return "、".join(units[:NAMED_UNITS]) + more


def _holders(work: Work, tasks: Iterable[Task]) -> tuple[dict[int, Person], dict[int, Unit]]:
    """The persons and units that *tasks* lie with, by id; asks only for those that are not at hand yet."""
    at_hand = Task._meta.get_field("person").is_cached
    persons = {t.person_id: t.person for t in tasks if t.person_id and at_hand(t) and t.person}
    units = {work.matter.unit_id: work.matter.unit} if any(t.duty for t in tasks) else {}
    strangers = {t.person_id for t in tasks if t.person_id} - persons.keys()
    elsewhere = {t.unit_id for t in tasks if t.duty} - units.keys()
    persons |= Person.objects.in_bulk(strangers) if strangers else {}
    units |= Unit.objects.in_bulk(elsewhere) if elsewhere else {}
    return persons, units
