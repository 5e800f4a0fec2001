"""The county of the data files as an organisation that the platform's own import door takes in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from shuniu.demo.county import County, Duty, Person, PostHeld
from shuniu.kernel.people.actor import COUNTY, system_actor
from shuniu.kernel.people.importing import (
    Brought,
    Organisation,
    PortfolioLine,
    PostLine,
    ProxyLine,
    UnitLine,
    WrongOrganisation,
    bring_in,
)
from shuniu.kernel.people.models import Account
from shuniu.kernel.people.outside_organs import OrganLine
from shuniu.kernel.records.writing import record
from shuniu.modules.documents.seals.bringing import SealLine
from shuniu.modules.documents.seals.bringing import bring_in as bring_seals

JOB = "建立演示县"
ADMINISTRATORS = ("system", "security", "audit")
"""The three administrators of the demo: named after their kinds, without a password that could be used."""
KINDS = {"party": "department", "government": "department"}
PLAYED_DAYS = 400
KEEPS_SEALS: tuple[Duty, ...] = ("CLERK", "LIAISON", "OFFICE_HEAD", "UNIT_HEAD")


def bring_county(county: County, *, now: datetime) -> None:
    """Create the units, people, posts, duties, portfolios, stand-ins, authorities and seals of *county*.

    Twice changes nothing. Raises `WrongOrganisation` when the data files contradict themselves.
    """

    def keep(brought: Brought) -> None:
        seals = seal_lines(county)
        faults = bring_seals(seals, now=now)
        if faults:
            raise WrongOrganisation(faults)
        for kind in ADMINISTRATORS:
            unusable = {"kind": kind, "password": make_password(None), "must_change_password": False}
            Account.objects.get_or_create(username=kind, defaults=unusable)
        content = {"units": len(brought.units), "people": len(brought.usernames), "seals": len(seals)}
        record("people.demo", actor=system_actor(JOB), now=now, content=content)

    bring_in(organisation(county, now.astimezone(COUNTY).date()), now=now, keep=keep, slips=False)


def organisation(county: County, today: date) -> Organisation:
    """The lines of *county* as of *today*."""
    units = tuple(
        UnitLine(
            row=row,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=KINDS.get(unit.kind, unit.kind),
            order=unit.order,
            party_name=unit.party_name,
            parent=unit.parent,
            issuer_codes=unit.codes,
            fonds=unit.fonds,
            dual_leadership=unit.dual,
        )
        for row, unit in enumerate(county.units.values(), start=2)
    )
    units += tuple(_ended(county, today, first=len(units) + 2))
    posts = tuple(
        _post(person, held, today, row)
        for row, (person, held) in enumerate(
            ((person, held) for person in county.people.values() for held in person.posts), start=2
        )
    )
    return Organisation(
        units, posts, tuple(_portfolios(county)), tuple(_proxies(county, today)), tuple(_organs(county))
    )


def _ended(county: County, today: date, *, first: int) -> Iterator[UnitLine]:
    """Units that are no more: whoever still writes their names is told who took over."""
    for row, unit in enumerate(county.ended, start=first):
        yield UnitLine(
            row=row,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind="department",
            order=first + row,
            parent=county.units[unit.successor].parent,
            active=False,
            ended=today + timedelta(days=unit.ended),
            successor=unit.successor,
        )


def _organs(county: County) -> Iterator[OrganLine]:
    """The organs outside; a unit under 双重领导 is led by the city's organ of the same work too."""
    cities = {
        organ.short_name.removeprefix("市"): organ
        for organ in county.organs.values()
        if organ.level == "city"
    }
    leads: dict[str, list[str]] = {}
    for unit in county.units.values():
        work = unit.short_name.removeprefix("县").removeprefix("市").removesuffix("云岭分局")
        above = cities.get(work)
        if unit.dual and above is not None:
            leads.setdefault(above.code, []).append(unit.code)
    for row, organ in enumerate(county.organs.values(), start=2):
        yield OrganLine(
            row=row,
            name=organ.name,
            short_name=organ.short_name,
            level=organ.level,
            codes=organ.codes,
            leads=tuple(leads.get(organ.code, ())),
        )


def seal_lines(county: County) -> list[SealLine]:
    """The seals of every office: of the organ it serves, its own, and those of their Party organisations."""
    lines: list[SealLine] = []
    for unit in county.units.values():
        keeper = _seal_keeper(county, unit.code)
        if unit.kind in {"leadership", "section"} or keeper is None:
            continue
        organs = [unit, *([county.units[unit.parent]] if unit.kind == "office" else [])]
        for organ in organs:
            own = "office" if organ.kind == "office" else "organ"
            bearers = {organ.name: own}
            if organ.party_name:  # an organ of the Party has one name and one seal
                bearers.setdefault(organ.party_name, "party")
            for name, kind in bearers.items():
                line = SealLine(
                    row=len(lines) + 2,
                    office=unit.code,
                    name=f"{name}印章",
                    kind=kind,
                    organ=organ.code,
                    keeper=keeper,
                )
                lines.append(line)
    return lines


def _seal_keeper(county: County, unit: str) -> str | None:
    """Who keeps the seals of *unit*: its clerk, else its liaison, else whoever heads the office."""
    for duty in KEEPS_SEALS:
        for person in county.people.values():
            if person.holds(duty, unit):
                return person.code
    return None


def leader_unit(county: County, leader: str, office: str) -> str:
    """The unit in which *leader* is served by *office*: the organ above it, else where the first post lies."""
    organ = county.units[office].parent
    posts = [held.unit for held in county.people[leader].posts]
    return organ if organ in posts else posts[0]


def _post(person: Person, held: PostHeld, today: date, row: int) -> PostLine:
    # The year is played by today's people, so nobody may have come after it began.
    since = min(today + timedelta(days=held.since), today - timedelta(days=PLAYED_DAYS))
    duties = [duty for duty in person.duties if duty.unit == held.unit]
    return PostLine(
        row=row,
        username=person.code,
        name=person.name,
        unit=held.unit,
        title=held.title,
        since=since,
        rank=held.rank,
        principal=held.head,
        duties=tuple(duty.duty for duty in duties),
        serves=tuple(duty.leader for duty in duties if duty.leader),
    )


def _portfolios(county: County) -> list[PortfolioLine]:
    lines: list[PortfolioLine] = []
    for portfolio in county.portfolios:
        unit = leader_unit(county, portfolio.leader, portfolio.office)
        for place, field in enumerate(portfolio.fields):
            units = portfolio.units if place == 0 else ()
            lines.append(
                PortfolioLine(
                    row=len(lines) + 2, leader=portfolio.leader, unit=unit, field=field, units=units
                )
            )
    return lines


def _proxies(county: County, today: date) -> list[ProxyLine]:
    lines: list[ProxyLine] = []
    for absence in county.absences:
        place = leader_unit(county, absence.person, "zfb")
        lines.append(
            ProxyLine(
                row=len(lines) + 2,
                authority=False,
                of=absence.person,
                of_unit=place,
                by=absence.stand_in,
                by_unit=leader_unit(county, absence.stand_in, "zfb"),
                since=today + timedelta(days=absence.first),
                until=today + timedelta(days=absence.last),
                words=absence.reason,
            )
        )
    for authority in county.authorities:
        lines.append(
            ProxyLine(
                row=len(lines) + 2,
                authority=True,
                of=authority.grantor,
                of_unit=leader_unit(county, authority.grantor, "zfb"),
                by=authority.holder,
                by_unit=leader_unit(county, authority.holder, "zfb"),
                since=today + timedelta(days=authority.first),
                until=today + timedelta(days=authority.last),
                words=authority.text,
                scope="、".join(authority.genres),
                kinds=authority.genres,
                upward=authority.upward,
            )
        )
    return lines
