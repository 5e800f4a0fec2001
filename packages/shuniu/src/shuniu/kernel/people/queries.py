"""Look-ups of people and units that every room needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import cache

from django.db import connection
from django.db.models import CharField, DateField, IntegerField, Q, QuerySet

from shuniu.kernel.base.prepared import Prepared, Slot
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Account, Duty, Post, Unit
from shuniu.kernel.people.passwords import normal_username


def serving(on: datetime) -> QuerySet[Post]:
    """The posts held on the day of *on*, with person and unit, in order of rank."""
    return _serving(on.astimezone(COUNTY).date())


def _serving(day: date | Slot) -> QuerySet[Post]:
    return (
        Post.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day, person__active=True)
        .select_related("person", "unit")
        .order_by("rank", "pk")
    )


def serving_post(pk: int, *, on: datetime) -> Post | None:
    """The post *pk* if it is held on that day."""
    return _SERVING_POST.first(pk=pk, day=on.astimezone(COUNTY).date())


_SERVING_POST = Prepared(lambda pk, day: _serving(day).filter(pk=pk), pk=IntegerField(), day=DateField())


def serving_posts(pks: Iterable[int], *, on: datetime) -> list[Post]:
    """The posts among *pks* that are held on that day, by rank."""
    return list(serving(on).filter(pk__in=list(pks)))


def places_of(persons: Collection[int], *, on: datetime) -> set[tuple[int, int]]:
    """(person, unit) of the posts that *persons* hold on that day; one query."""
    names = {f"person{place}": person for place, person in enumerate(persons)}
    return set(_places_of(len(names))(day=on.astimezone(COUNTY).date(), **names))


@cache
def _places_of(count: int) -> Prepared[tuple[int, int]]:
    def build(day: Slot, **persons: Slot) -> QuerySet[Post, tuple[int, int]]:
        held = _serving(day).filter(person__id__in=list(persons.values()))
        return held.order_by().values_list("person_id", "unit_id")

    return Prepared(build, day=DateField(), **{f"person{place}": IntegerField() for place in range(count)})


def holders(unit_id: int, *duties: str, on: datetime) -> list[Post]:
    """Who holds one of *duties* in the unit, by rank."""
    codes = {f"duty{place}": code for place, code in enumerate(duties)}
    return _holders_of(len(duties))(unit=unit_id, day=on.astimezone(COUNTY).date(), **codes)


@cache
def _holders_of(count: int) -> Prepared[Post]:
    def build(unit: Slot, day: Slot, **duties: Slot) -> QuerySet[Post]:
        held = _serving(day).filter(
            # In one filter, so that one row of the duty meets all of it.
            Q(duties__until__isnull=True) | Q(duties__until__gte=day),
            unit_id=unit,
            duties__code__in=list(duties.values()),
            duties__since__lte=day,
        )
        return held.distinct()

    codes = {f"duty{place}": CharField() for place in range(count)}
    return Prepared(build, unit=IntegerField(), day=DateField(), **codes)


def may_instruct(post: Post, unit_id: int, *, on: datetime) -> bool:
    """Whether papers of the unit may be submitted to *post* for 批示: its own leaders and head, and from an office
    of the county the county's leaders."""
    if post.unit_id == unit_id:
        return serves(post.person_id, unit_id, "LEADER", "UNIT_HEAD", on=on)
    office = Unit.objects.filter(pk=unit_id, kind=Unit.Kind.OFFICE).exists()
    led = post.unit.kind == Unit.Kind.LEADERSHIP
    return office and led and serves(post.person_id, post.unit_id, "LEADER", on=on)


def serves(person_id: int, unit_id: int, *duties: str, on: datetime) -> bool:
    """Whether the person serves in the unit on that day, with one of *duties* when any are named."""
    if not duties:
        return serving(on).filter(person_id=person_id, unit_id=unit_id).exists()
    return any(post.person_id == person_id for post in holders(unit_id, *duties, on=on))


def duties_held(unit_id: int, *, on: datetime) -> list[str]:
    """The duties that somebody serving holds in the unit on that day."""
    day = connection.ops.adapt_datefield_value(on.astimezone(COUNTY).date())
    with connection.cursor() as cursor:
        cursor.execute(_DUTIES_HELD, [unit_id, day, day, day, day, True])
        return [row[0] for row in cursor.fetchall()]


def duties_held_in(units: Collection[int], *, on: datetime) -> dict[int, set[str]]:
    """`duties_held` for many units at once; one query."""
    day = on.astimezone(COUNTY).date()
    held = Duty.objects.filter(
        Q(until=None) | Q(until__gte=day),
        Q(post__until=None) | Q(post__until__gte=day),
        since__lte=day,
        post__since__lte=day,
        post__unit_id__in=units,
        post__person__active=True,
    )
    found: dict[int, set[str]] = {}
    for unit_id, code in held.values_list("post__unit_id", "code").distinct():
        found.setdefault(unit_id, set()).add(code)
    return found


_DUTIES_HELD = """
SELECT DISTINCT d.code FROM people_post p
JOIN people_duty d ON d.post_id = p.id JOIN people_person h ON h.id = p.person_id
WHERE p.unit_id = %s AND p.since <= %s AND (p.until IS NULL OR p.until >= %s)
AND d.since <= %s AND (d.until IS NULL OR d.until >= %s) AND h.active = %s
"""
"""Written out: every step of every matter asks it, to know on which desk the next task goes."""


def secrecy_desks(unit_id: int, *, on: datetime) -> list[int]:
    """The units whose 保密员 looks after *unit_id*: its own, else the Party and government offices."""
    if "SECRECY" in duties_held(unit_id, on=on):
        return [unit_id]
    offices = receiving_units().filter(kind=Unit.Kind.OFFICE).values_list("pk", flat=True)
    return [pk for pk in offices if "SECRECY" in duties_held(pk, on=on)]


def units_of_secrecy_desk(unit_id: int, *, on: datetime) -> list[int]:
    """The units that the 保密员 of *unit_id* looks after: the same rule from the other side. An office looks after
    the units that have none of their own."""
    if not Unit.objects.filter(pk=unit_id, kind=Unit.Kind.OFFICE, active=True).exists():
        return [unit_id]
    day = on.astimezone(COUNTY).date()
    covered = Duty.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        Q(post__until__isnull=True) | Q(post__until__gte=day),
        code="SECRECY",
        since__lte=day,
        post__since__lte=day,
        post__person__active=True,
    )
    others = Unit.objects.exclude(pk__in=covered.values("post__unit"))
    return [unit_id, *others.values_list("pk", flat=True)]


def duties_of(posts: Iterable[Post], *, on: datetime) -> dict[int, list[str]]:
    """The duties that each of *posts* carries on that day, by post id; one query."""
    day = on.astimezone(COUNTY).date()
    found: dict[int, list[str]] = {}
    held = Duty.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day), post__in=list(posts), since__lte=day
    ).order_by("pk")
    for post_id, code in held.values_list("post_id", "code"):
        found.setdefault(post_id, []).append(code)
    return found


def receiving_units() -> QuerySet[Unit]:
    """Units that may be sent matters, in protocol order."""
    return Unit.objects.filter(active=True).exclude(kind=Unit.Kind.SECTION).order_by("order", "pk")


def accounts_called(name: str) -> frozenset[int]:
    """The accounts whose user name is *name*, or whose person's name holds it."""
    rows = Account.objects.filter(Q(username=normal_username(name)) | Q(person__name__contains=name))
    return frozenset(rows.values_list("pk", flat=True))


def units_called(name: str) -> frozenset[int]:
    """The units whose name or short name holds *name*."""
    rows = Unit.objects.filter(Q(name__contains=name) | Q(short_name__contains=name))
    return frozenset(rows.values_list("pk", flat=True))
