"""The demo's first screen, 以谁的身份进入: each person with what to try."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shuniu.demo.county import Duty, load_county, read_toml


@dataclass(frozen=True, slots=True)
class Entrance:
    """One way into the demo: a person acting with one duty in one unit, and two or three things to try.

    ``leader`` is the leader served, for a 领导联络员 only; it is empty otherwise.
    """

    key: str
    role: str
    person: str
    unit: str
    duty: Duty
    tries: tuple[str, ...]
    leader: str = ""


@cache
def load_guide() -> tuple[Entrance, ...]:
    """The entrances in the order of the screen.

    Raises ValueError when one names a person who does not hold the duty there: a visitor would stand before
    an empty desk.
    """
    rows = read_toml("guide.toml")["guide"]
    entrances = tuple(Entrance(**{**row, "tries": tuple(row["tries"])}) for row in rows)
    people = load_county().people
    for entrance in entrances:
        if not people[entrance.person].holds(entrance.duty, entrance.unit):
            raise ValueError(f"{entrance.key}: {entrance.person} is not {entrance.duty} in {entrance.unit}")
    return entrances
