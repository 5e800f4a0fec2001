"""Desks: whether somebody sits at one, and until when what lies there is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from shuniu.kernel.base import parameters
from shuniu.kernel.base.calendar import LimitUnit, TimeLimit, due_from
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.refusals import Code, Refused, refuse
from shuniu.kernel.flow.context import Addressee
from shuniu.kernel.flow.procedure import State
from shuniu.kernel.people import queries
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.duties import label as duty_label


def manned(desks: Iterable[Addressee], *, now: datetime) -> set[Addressee]:
    """Those of *desks* at which somebody can take what is put there."""
    asked = set(desks)
    persons = {to.person_id for to in asked if to.person_id is not None}
    units = {to.unit_id for to in asked if to.person_id is None}
    there = queries.places_of(persons, on=now) if persons else set()
    duties = {(unit, duty) for unit in units for duty in queries.duties_held(unit, on=now)}
    return {
        to
        for to in asked
        if (
            (to.person_id, to.unit_id) in there
            if to.person_id is not None
            else (to.unit_id, to.duty) in duties
        )
    }


def require_manned(desks: Iterable[Addressee], *, verb: str, now: datetime) -> None:
    """Raises `Refused` when nobody could take what goes to one of *desks*: it would be lost there."""
    asked = list(desks)
    found = manned(asked, now=now)
    for to in asked:
        if to not in found:
            whom = (
                "这位同志已经不在岗" if to.person_id is not None else f"现在没有人担任{duty_label(to.duty)}"
            )
            raise refuse(
                Code.RULE, f"{whom}，不能交给他{verb}。", remedy="请另选一位在岗的同志。", rule="GW-32"
            )


def find_desk(unit_id: int, duty: str, *, now: datetime) -> Addressee | None:
    """The desk that does *duty* in a unit: the duty itself, or in a small unit the one that covers it; None when
    nobody sits at any of them."""
    return _desk(unit_id, duty, set(queries.duties_held(unit_id, on=now)))


def find_desks(units: Collection[int], duty: str, *, now: datetime) -> dict[int, Addressee]:
    """What `find_desk` finds in each of *units*; one query. A unit in which nobody sits is left out."""
    held = queries.duties_held_in(units, on=now)
    found = {unit_id: _desk(unit_id, duty, codes) for unit_id, codes in held.items()}
    return {unit_id: desk for unit_id, desk in found.items() if desk is not None}


def _desk(unit_id: int, duty: str, held: Collection[str]) -> Addressee | None:
    found = next((d for d in (duty, *DUTIES.get(duty).covered_by) if d in held), None)
    return Addressee(unit_id=unit_id, duty=found) if found is not None else None


def desk_of(unit_id: int, duty: str, *, now: datetime) -> Addressee:
    """The desk that `find_desk` finds. Raises `Refused` when nobody there could take the task: a task on no desk
    would be lost."""
    found = find_desk(unit_id, duty, now=now)
    if found is None:
        raise unmanned("该单位", duty)
    return found


def unmanned(unit: str, duty: str) -> Refused:
    """The refusal of what would go to a *unit* in which nobody sits at the desk of *duty*: it would be lost there."""
    return refuse(
        Code.RULE,
        f"{unit}现在没有人担任{duty_label(duty)}，送过去也没有人办。",
        remedy="请先联系该单位明确人员，或者请系统管理员登记岗位职责。",
        rule="GW-32",
    )


def state_due(state: State, now: datetime) -> datetime | None:
    """When the task of *state* is due by its parameter (working days, closing time of the last), if any."""
    return workdays_from(state.due, now) if state.due else None


def workdays_from(parameter: str, now: datetime) -> datetime:
    """The closing time of the last of so many working days after *now* as the county's *parameter* says."""
    days = parameters.number(parameter, on=now.astimezone(COUNTY).date())
    return due_from(county_calendar(), now, TimeLimit(days, LimitUnit.WORKDAYS)).at
