"""Choosers: what an input's `choose` mark offers. One registry serves forms, pickers and the API's reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from shuniu.kernel.base.basis import catalogue
from shuniu.kernel.base.registry import Registry
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Entry, Matter, Reader
from shuniu.kernel.flow.reading import Reading, confirmable_by, may_see
from shuniu.kernel.flow.turn import recordable
from shuniu.kernel.flow.vocabulary import KINDS
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.models import Post, Unit
from shuniu.kernel.people.queries import receiving_units, serving, serving_posts
from shuniu.kernel.platform.screens.narrowing import read_narrowed
from shuniu.kernel.platform.ui import Option, day_text

SHOWN = 30


@dataclass(frozen=True)
class Asking:
    """Who chooses, when, the words typed so far, and the matter the choice is about."""

    actor: Actor
    now: datetime
    query: str = ""
    reading: Reading | None = None


Chooser = Callable[[Asking], Sequence[Option]]
CHOOSERS: Registry[Chooser] = Registry("chooser")


def chooser(name: str) -> Callable[[Chooser], Chooser]:
    """Register the decorated function as the chooser *name*."""
    return lambda offer: CHOOSERS.register(name, offer)


def options_of(posts: Iterable[Post], *, prefix: str = "") -> list[Option]:
    """Posts as options: the name, with unit and title to tell people of the same name apart."""
    return [Option(f"{prefix}{p.pk}", p.person.name, f"{p.unit.short_name} · {p.title}") for p in posts]


def matching(posts: QuerySet[Post], asking: Asking) -> QuerySet[Post]:
    """The first `SHOWN` of *posts* that have every word typed in name, title or unit."""
    for word in asking.query.split():
        posts = posts.filter(
            Q(person__name__contains=word) | Q(title__contains=word) | Q(unit__short_name__contains=word)
        )
    return posts[:SHOWN]


@chooser("anyone")
def anyone(asking: Asking) -> list[Option]:
    return options_of(matching(serving(asking.now), asking))


@chooser("colleague")
def colleague(asking: Asking) -> list[Option]:
    return options_of(matching(serving(asking.now).filter(unit_id=asking.actor.unit_id), asking))


@chooser("leader")
def leader(asking: Asking) -> list[Option]:
    """Those who may write 批示: the county's leaders, and in a department its own head."""
    county = Q(duties__code="LEADER", unit__kind=Unit.Kind.LEADERSHIP)
    own = Q(duties__code__in=("LEADER", "UNIT_HEAD"), unit_id=asking.actor.unit_id)
    unit = Unit.objects.filter(pk=asking.actor.unit_id).first()
    wanted = county | own if unit is not None and unit.kind == Unit.Kind.OFFICE else own
    return options_of(matching(serving(asking.now).filter(wanted).distinct(), asking))


@chooser("reader")
def reader(asking: Asking) -> list[Option]:
    """Whom a paper may be sent round to: leaders, heads of units, and one's own colleagues."""
    wanted = Q(duties__code__in=("LEADER", "UNIT_HEAD", "OFFICE_HEAD")) | Q(unit_id=asking.actor.unit_id)
    return options_of(matching(serving(asking.now).filter(wanted).distinct(), asking))


@chooser("unit")
def unit(asking: Asking) -> list[Option]:
    units = receiving_units()
    for word in asking.query.split():
        units = units.filter(
            Q(name__contains=word) | Q(short_name__contains=word) | Q(party_name__contains=word)
        )
    return [Option(str(u.pk), u.name) for u in units[:SHOWN]]


@chooser("hand")
def hand(asking: Asking) -> list[Option]:
    """主办, 协办: one's own colleagues, and other units."""
    own = options_of(matching(serving(asking.now).filter(unit_id=asking.actor.unit_id), asking), prefix="p")
    units = [
        Option(f"u{o.value}", o.label, "单位") for o in unit(asking) if o.value != str(asking.actor.unit_id)
    ]
    return (own[:10] if not asking.query else own) + units


@chooser("rule")
def rule(asking: Asking) -> list[Option]:
    """The rules a returned document may break."""
    found = [
        Option(code, f"{code} {basis.text}", basis.cite())
        for code, basis in catalogue().items()
        if code.startswith("GW-2") or code in {"GW-03", "GW-10"}
    ]
    return [o for o in found if all(w in o.label for w in asking.query.split())]


@chooser("matter")
def matter(asking: Asking) -> list[Option]:
    """Open matters of one's own unit but the one at hand, found by number and title, whatever lies before them."""
    wanted = Q(unit_id=asking.actor.unit_id)
    for word in asking.query.split():
        wanted &= Q(title__contains=word) | Q(number__contains=word)
    if asking.reading is not None:
        wanted &= ~Q(pk=asking.reading.matter.pk)
    kinds = [f"{kind}.open" for kind in KINDS]
    page = read_narrowed(asking.actor.principals, kinds, wanted, size=SHOWN)
    return [matter_option(found) for found in lists.matters_in_order(page.ids)]


def matter_option(found: Matter) -> Option:
    """A matter as one of a list to choose from."""
    return Option(str(found.pk), found.title, found.number)


@chooser("leader_holding")
def leader_holding(asking: Asking) -> list[Option]:
    """The leaders whose words the actor may record now."""
    if asking.reading is None:
        return []
    found, work = {}, asking.reading.work
    for task in work.open_tasks:
        if task.person_id is not None and recordable(asking.actor, work, task.person_id, task.purpose):
            found[task.person_id] = Option(str(task.person_id), task.person.name if task.person else "")
    return list(found.values())


@chooser("earlier_state")
def earlier_state(asking: Asking) -> list[Option]:
    if asking.reading is None:
        return []
    work = asking.reading.work
    return [Option(name, work.procedure.states[name].label) for name in work.state.return_to]


@chooser("round")
def open_round(asking: Asking) -> list[Option]:
    if asking.reading is None:
        return []
    return [
        Option(str(r.pk), f"{r.get_kind_display()}（{len(members)} 人）")
        for r, members in asking.reading.rounds
        if r.closed_at is None
    ]


@chooser("named_reader")
def named_reader(asking: Asking) -> list[Option]:
    """Who is in the 知悉范围 of the 工作秘密 at hand, but whoever proposed it."""
    if asking.reading is None:
        return []
    matter = asking.reading.matter
    named = Reader.objects.filter(matter=matter).exclude(person=matter.opened_by_id, unit=matter.unit_id)
    found = named.select_related("person", "unit").order_by("pk")
    return [Option(str(r.pk), r.person.name, r.unit.short_name) for r in found]


@chooser("wait")
def open_wait(asking: Asking) -> list[Option]:
    if asking.reading is None:
        return []
    return [Option(str(w.pk), f"{w.whom}：{w.what}") for w in asking.reading.waits if w.closed_at is None]


def _entries(asking: Asking, entries: Iterable[Entry]) -> list[Option]:
    today = asking.now.astimezone(COUNTY).date()
    return [
        Option(
            str(e.pk),
            f"{e.label} {day_text(e.happened_at.astimezone(COUNTY).date(), today)}",
            e.text[:30],
        )
        for e in entries
    ]


@chooser("own_entry")
def own_entry(asking: Asking) -> list[Option]:
    if asking.reading is None:
        return []
    me = asking.actor.person_id
    return _entries(asking, [e for e in asking.reading.entries if me in {e.person_id, e.behalf_person_id}])


@chooser("recorded_entry")
def recorded_entry(asking: Asking) -> list[Option]:
    """代录 entries that nobody has confirmed yet and the actor may."""
    if asking.reading is None:
        return []
    return _entries(asking, confirmable_by(asking.actor, asking.reading))


def options_chosen(name: str, values: Collection[str], asking: Asking) -> list[Option]:
    """What was picked with the chooser *name*, so that a refused form shows it by its name: matters that the actor
    sees, units, or posts; "p12" and "u3" where a chooser offers both."""
    if name in {"matter", "linkable"}:
        seen = [pk for pk in _ids(values) if may_see(asking.actor, pk)]
        return [matter_option(found) for found in Matter.objects.filter(pk__in=seen)]
    units = values if name == "unit" else [v[1:] for v in values if v.startswith("u")]
    people = [] if name == "unit" else [v for v in values if not v.startswith("u")]
    posts = serving_posts(_ids(v.removeprefix("p") for v in people), on=asking.now)
    prefix = "p" if name == "hand" else ""
    named = [Option(f"{prefix}{p.pk}", p.person.name, p.unit.short_name) for p in posts]
    there = Unit.objects.filter(pk__in=_ids(units))
    return [*named, *(Option(f"{'' if name == 'unit' else 'u'}{u.pk}", u.name) for u in there)]


def _ids(texts: Iterable[str]) -> list[int]:
    return [pk for pk in map(row_id, texts) if pk is not None]
