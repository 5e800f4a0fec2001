"""The demo county 云岭县: its units, people, leaders' portfolios and stand-ins, as plain data.

Everything is fictional. Nothing here knows Django; the platform's own actions load it. Days (``since``,
``from``, ``until``) are offsets from the day of the demo, so that the county never grows old.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

UnitKind = Literal["leadership", "office", "section", "party", "government", "township"]
Level = Literal["province", "city", "county", "peer"]
Duty = Literal[
    "CLERK",
    "OFFICE_HEAD",
    "LEADER",
    "UNIT_HEAD",
    "HANDLER",
    "LIAISON",
    "LEADER_LIAISON",
    "SUPERVISE",
    "SECRECY",
    "ARCHIVIST",
    "SEAL_KEEPER",
]

OFFICES = ("xwb", "zfb")
"""县委办 and 县政府办: they share people and never share a register."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the county; ``order`` is its 排序号, ``codes`` its 机关代字, ``dual`` is 双重领导.

    ``party`` and ``government`` are both departments; the kind says to whom they answer.
    """

    code: str
    name: str
    short_name: str
    kind: UnitKind
    order: int
    party_name: str = ""
    parent: str = ""
    codes: tuple[str, ...] = ()
    dual: bool = False
    fonds: str = ""


@dataclass(frozen=True, slots=True)
class EndedUnit:
    """A unit that was merged or abolished ``ended`` days from the day of the demo; ``successor`` took over its work."""

    code: str
    name: str
    short_name: str
    ended: int
    successor: str


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that writes to the county and has no account on the platform."""

    code: str
    name: str
    short_name: str
    level: Level
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post in a unit; ``rank`` orders the people of that unit, ``head`` marks the 主要负责人.

    A township has two: the 书记 of its Party committee and the 乡镇长 of its government.
    """

    unit: str
    title: str
    rank: int
    since: int
    head: bool = False


@dataclass(frozen=True, slots=True)
class DutyHeld:
    """A duty in a unit where the person also holds a post; ``leader`` is the one a LEADER_LIAISON serves."""

    unit: str
    duty: Duty
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One of the county's people with all posts and duties."""

    code: str
    name: str
    posts: tuple[PostHeld, ...]
    duties: tuple[DutyHeld, ...]

    def holds(self, duty: Duty, unit: str) -> bool:
        """Whether this person holds the duty in that very unit."""
        return any(held.duty == duty and held.unit == unit for held in self.duties)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """分管: the units and fields of one leader, and the office that carries papers to that leader."""

    leader: str
    office: str
    units: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """A leader is away from day ``first`` to day ``last`` (inclusive); the stand-in acts meanwhile."""

    person: str
    first: int
    last: int
    reason: str
    stand_in: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A written 授权: what ``holder`` may sign for ``grantor``, for which genres, between which days."""

    grantor: str
    holder: str
    first: int
    last: int
    genres: tuple[str, ...]
    upward: bool
    text: str


@dataclass(frozen=True, slots=True)
class Township:
    """What distinguishes one township in a report: places, produce, figures."""

    unit: str
    villages: int
    population: int
    produce: str
    river: str
    village: str
    road: str


@dataclass(frozen=True)
class County:
    """The whole county; the look-ups raise KeyError for an unknown code."""

    units: Mapping[str, Unit]
    organs: Mapping[str, Organ]
    people: Mapping[str, Person]
    rank_order: tuple[str, ...]
    portfolios: tuple[Portfolio, ...]
    stand_ins: tuple[tuple[str, str], ...]
    absences: tuple[Absence, ...]
    authorities: tuple[Authority, ...]
    townships: Mapping[str, Township] = field(default_factory=dict)
    ended: tuple[EndedUnit, ...] = ()

    def sender(self, code: str) -> Unit | Organ:
        """The unit or outside organ with this code."""
        return self.units.get(code) or self.organs[code]

    def holders(self, duty: Duty, unit: str) -> tuple[Person, ...]:
        """Everybody who holds the duty in the unit, in the order of the data files."""
        return tuple(person for person in self.people.values() if person.holds(duty, unit))

    def head(self, unit: str) -> Person:
        """The 主要负责人 of a unit that keeps a register."""
        return self.holders("UNIT_HEAD", unit)[0]

    def receivers(self) -> tuple[Unit, ...]:
        """The units that receive documents: offices, departments and townships, in protocol order."""
        kinds = ("office", "party", "government", "township")
        return tuple(sorted((u for u in self.units.values() if u.kind in kinds), key=lambda u: u.order))

    def of_kind(self, kind: UnitKind) -> tuple[Unit, ...]:
        """The units of one kind, in protocol order."""
        return tuple(sorted((u for u in self.units.values() if u.kind == kind), key=lambda u: u.order))

    def leader_of(self, unit: str) -> str:
        """The leader in whose portfolio the unit lies; townships belong to the two principals' offices."""
        for portfolio in self.portfolios:
            if unit in portfolio.units:
                return portfolio.leader
        return "lin_shuheng"


def read_toml(name: str) -> dict[str, Any]:
    """One of the demo's data files as a dict; raises FileNotFoundError for an unknown name."""
    return tomllib.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))


Coded = TypeVar("Coded", Unit, Organ, Person)


@cache
def load_county() -> County:
    """Read the county from its data files; raises TypeError when a file names an unknown field."""
    leaders = read_toml("leaders.toml")
    return County(
        units=_by_code(_unit(row) for row in read_toml("units.toml")["units"]),
        organs=_by_code(
            Organ(**{**row, "codes": tuple(row["codes"])}) for row in read_toml("organs.toml")["organs"]
        ),
        people=_by_code(
            _person(row)
            for name in ("people_leaders.toml", "people_departments.toml", "people_townships.toml")
            for row in read_toml(name)["people"]
        ),
        rank_order=tuple(leaders["rank_order"]),
        portfolios=tuple(
            Portfolio(row["leader"], row["office"], tuple(row["units"]), tuple(row["fields"]))
            for row in leaders["portfolios"]
        ),
        stand_ins=tuple((row["a"], row["b"]) for row in leaders["stand_ins"]),
        absences=tuple(
            Absence(row["person"], row["from"], row["until"], row["reason"], row["stand_in"])
            for row in leaders["absences"]
        ),
        authorities=tuple(_authority(row) for row in leaders["authorities"]),
        townships={unit: Township(unit=unit, **facts) for unit, facts in read_toml("townships.toml").items()},
        ended=tuple(EndedUnit(**row) for row in read_toml("units.toml")["ended"]),
    )


def _by_code(rows: Iterable[Coded]) -> dict[str, Coded]:
    found: dict[str, Coded] = {}
    for row in rows:
        if row.code in found:
            raise ValueError(f"the code {row.code} is given twice")
        found[row.code] = row
    return found


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(**{**row, "codes": tuple(row.get("codes", ()))})


def _person(row: dict[str, Any]) -> Person:
    return Person(
        code=row["code"],
        name=row["name"],
        posts=tuple(PostHeld(**post) for post in row["posts"]),
        duties=tuple(DutyHeld(**duty) for duty in row["duties"]),
    )


def _authority(row: dict[str, Any]) -> Authority:
    return Authority(
        grantor=row["grantor"],
        holder=row["holder"],
        first=row["from"],
        last=row["until"],
        genres=tuple(row["scope"]),
        upward=row["upward"],
        text=row["text"],
    )
