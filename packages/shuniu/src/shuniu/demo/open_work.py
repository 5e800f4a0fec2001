"""Which documents are still open on the day of the demo, and how far they have come.

In a county that is well run nearly everything is in time: what waits on a desk came in the last days, what is
handled is not due yet or was given more time, and only a few are overdue.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from shuniu.demo.arrivals import Arrival, Issue
from shuniu.demo.county import OFFICES, County
from shuniu.demo.course import State
from shuniu.demo.desks import Want, can_stand, load_wants
from shuniu.demo.limits import limit_of
from shuniu.demo.office_clock import OfficeClock

OPEN_SHARE = 0.14
_QUOTAS: dict[State, float] = {
    "待签收": 0.13,
    "待登记": 0.07,
    "待初审": 0.07,
    "待拟办": 0.10,
    "待批示": 0.13,
    "待交办": 0.07,
    "传阅中": 0.11,
    "承办中": 0.24,
    "待答复": 0.08,
}
_MOST_WORKDAYS: dict[State, int] = {
    "待签收": 1,
    "待登记": 2,
    "待初审": 2,
    "待拟办": 3,
    "待批示": 5,
    "待交办": 6,
    "传阅中": 9,
    "承办中": 12,
    "待答复": 12,
}
"""How long ago what stands in a state may have come: no step waits longer than its own limit."""
_OVERDUE_WORKDAYS = 6
_MAY_BE_EXTENDED: tuple[State, ...] = ("承办中", "待答复")


def lay_desks(issues: list[Issue], county: County, clock: OfficeClock, rng: random.Random) -> list[Issue]:
    """Date a paper for each of the wanted places on the desks; a want for which the month has none is left out."""
    laid = list(issues)
    for want in load_wants():
        day = clock.days[-want.age]
        fitting = [
            place
            for place, issue in enumerate(laid)
            if issue.want is None
            and want.suits(issue.text, county, day)
            and _is_in_time(want, issue, day, clock)
        ]
        # What is dated in those days anyhow first: the rest of the year keeps its papers.
        near = [place for place in fitting if laid[place].day >= clock.days[-want.age - 1]]
        if fitting:
            place = rng.choice(near or fitting)
            laid[place] = replace(laid[place], day=day, want=want)
    return laid


def _is_in_time(want: Want, issue: Issue, day: date, clock: OfficeClock) -> bool:
    limit = limit_of(issue.text, day, day, clock)
    if want.state == "已逾期":
        return limit < clock.today
    if want.due_in is not None:
        return True
    return limit >= clock.today or want.state in (*_MAY_BE_EXTENDED, "重办中", "已作废")


def choose_states(arrivals: list[Arrival], county: County, clock: OfficeClock) -> dict[int, State]:
    """A state for each arrival by its place: 县委办, 县政府办 and the other units have their shares of open work."""
    states: dict[int, State] = {
        place: "已退文" if arrival.issue.text.defects else "已办结" for place, arrival in enumerate(arrivals)
    }
    for place, arrival in enumerate(arrivals):
        if arrival.want is not None:
            states[place] = arrival.want.state
    for group in (*OFFICES, ""):
        members = [place for place, arrival in enumerate(arrivals) if _group(arrival) == group]
        free = [place for place in members[::-1] if states[place] == "已办结"]
        for state, share in _QUOTAS.items():
            wanted = round(len(members) * OPEN_SHARE * share)
            wanted -= sum(states[place] == state for place in members)
            fitting = [place for place in free if _suits(arrivals[place], state, county, clock)]
            for place in fitting[: max(0, wanted)]:
                states[place] = state
                free.remove(place)
        if group == "":
            late = [place for place in free if _is_just_late(arrivals[place], clock)]
            states.update(dict.fromkeys(late[:1], "已逾期"))
    return states


def _group(arrival: Arrival) -> str:
    return arrival.receiver if arrival.receiver in OFFICES else ""


def workdays_ago(sent: int, clock: OfficeClock) -> int:
    """How many working days before today the clock position lies; 1 is the last one."""
    return len(clock.days) - clock.days.index(clock.moment(sent).date())


def _suits(arrival: Arrival, state: State, county: County, clock: OfficeClock) -> bool:
    issue = arrival.issue
    if not can_stand(state, issue.text, issue.sender, county):
        return False
    extended = state in _MAY_BE_EXTENDED and issue.text.urgency == "平件"
    in_time = _limit(arrival, clock) >= clock.today
    return (in_time or extended) and workdays_ago(arrival.sent, clock) <= _MOST_WORKDAYS[state]


def _is_just_late(arrival: Arrival, clock: OfficeClock) -> bool:
    """Whether a department's own paper would be overdue for a few days, had it not been done."""
    just = clock.days[-_OVERDUE_WORKDAYS] <= _limit(arrival, clock) < clock.today
    return arrival.issue.text.kind == "办件" and just


def _limit(arrival: Arrival, clock: OfficeClock) -> date:
    issue = arrival.issue
    return limit_of(issue.text, issue.day, clock.moment(arrival.sent).date(), clock)
