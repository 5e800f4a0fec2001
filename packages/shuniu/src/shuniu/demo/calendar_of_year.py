"""A year of incoming documents for the demo county, spread over working days, in every state.

``plan`` is pure: the same day and seed give the same year. It knows no database; the platform's own actions
play the steps.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shuniu.demo.county import OFFICES, County, Organ, Unit, UnitKind, load_county
from shuniu.demo.course import ANSWERED_GENRES, STATES, CourseMaker, PlannedStep, State, natural_due
from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock, Workday, is_workday
from shuniu.demo.opinions import load_telegrams, telegram_text
from shuniu.demo.texts import Text, code_of, document_number, fill, full_title, load_periodic, load_texts
from shuniu.demo.texts import render_on as _render_on

Series = Literal["上级来文", "平级来文", "下级来文", "明电"]

OPEN_SHARE = 0.14
_RECENT_SHARE = 0.45
_RECENT_WORKDAYS = 24
_GROUPS: dict[str, tuple[UnitKind, ...]] = {
    "townships": ("township",),
    "departments": ("party", "government"),
}
_URGENT = ("特急", "特提")
_STALE_WORKDAYS = {"特提": 1, "特急": 1, "加急": 3}
_UNSIGNED_WORKDAYS = 4
_FRESH = 5
_OPEN_QUOTAS: dict[State, float] = {
    "待签收": 0.13,
    "待登记": 0.07,
    "待初审": 0.07,
    "待拟办": 0.10,
    "待批示": 0.13,
    "待交办": 0.07,
    "传阅中": 0.11,
    "承办中": 0.17,
    "待答复": 0.07,
    "已逾期": 0.08,
}


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One incoming document at one receiver with everything that has been done to it.

    ``number`` is the 发文字号; ``sent_at`` when it lay in the receiver's inbox; ``received_at`` the 签收 and
    None while it waits; ``readers`` those of a 传阅 in their order; times are naive local time.
    """

    key: str
    text_key: str
    sender: str
    sender_name: str
    receiver: str
    series: Series
    number: str
    serial: int
    title: str
    genre: str
    urgency: str
    level: str
    channel: str
    kind: str
    topic: str
    summary: str
    document_date: date
    sent_at: datetime
    received_at: datetime | None
    closed_at: datetime | None
    state: State
    leader: str
    lead: str
    assist: tuple[str, ...]
    readers: tuple[str, ...]
    due: date | None
    reject_rules: tuple[str, ...]
    steps: tuple[PlannedStep, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class _Issue:
    """One document as its sender issued it; several receivers share its number."""

    text: Text
    sender: str
    day: date
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Arrival:
    issue: _Issue
    receiver: str
    sent: int


def plan(today: date, seed: int, workday: Workday = is_workday) -> list[PlannedDocument]:
    """The year before ``today``, oldest arrival first; nothing in it happens on ``today`` or later."""
    rng = random.Random(f"{today}/{seed}")  # noqa: S311 - a fictional year, not a secret
    county, clock = load_county(), OfficeClock(today, workday)
    issues = _numbered(_freshened(list(_issues(county, clock, rng)), county, clock), rng)
    arrivals = sorted(
        (_Arrival(issue, receiver, _arrival(issue, county, clock, rng)) for issue in issues
         for receiver in _receivers(issue.text, county)),
        key=lambda arrival: (arrival.sent, arrival.issue.text.key, arrival.receiver, arrival.issue.sender),
    )  # fmt: skip
    states = _states(arrivals, clock, county)
    maker = CourseMaker(county, clock, rng)
    return [
        _document(arrival, states[place], maker, county, clock, seed)
        for place, arrival in enumerate(arrivals)
    ]


def paper(document: PlannedDocument) -> str:
    """The full text of a planned document."""
    text = texts_by_key()[document.text_key]
    return _render_on(text, document.document_date, document.serial, document.sender, document.seed)


def texts_by_key() -> dict[str, Text]:
    """Every paper the calendar draws on: the distinct ones, the periodic ones and the telegrams."""
    telegrams = {text.key: text for text in map(telegram_text, load_telegrams())}
    return {**load_texts(), **load_periodic(), **telegrams}


def _issues(county: County, clock: OfficeClock, rng: random.Random) -> Iterator[_Issue]:
    for text in texts_by_key().values():
        if not text.every:
            yield _Issue(text, text.sender, _day_for(text, clock, rng))
            continue
        senders = (
            [unit.code for unit in county.of_kind("township")]
            if text.sender == "townships"
            else [text.sender]
        )
        for sender in senders:
            for day in _periodic_days(text, clock, rng):
                yield _Issue(text, sender, day)


def _freshened(issues: list[_Issue], county: County, clock: OfficeClock) -> list[_Issue]:
    """Each office has something in its inbox: a few papers that only it gets are dated in the last days."""
    last_days = clock.days[-_UNSIGNED_WORKDAYS + 1 :]
    dated = dict(enumerate(issues))
    for office in OFFICES:
        own = [
            place
            for place, issue in dated.items()
            if issue.text.receivers == (office,)
            and not issue.text.every
            and not issue.text.defects
            and _through_system(issue, county)
            and last_days[-1].month in issue.text.months
        ]
        fresh = sum(dated[place].day in last_days for place in own)
        older = sorted(
            (place for place in own if dated[place].day not in last_days), key=lambda p: dated[p].day
        )
        for turn, place in enumerate(older[::-1][: max(0, _FRESH - fresh)]):
            dated[place] = _Issue(issues[place].text, issues[place].sender, last_days[-1 - turn % 2])
    return list(dated.values())


def _through_system(issue: _Issue, county: County) -> bool:
    """Whether it is sent through the system: by a unit of the county, and no 工作秘密."""
    return isinstance(county.sender(issue.sender), Unit) and issue.text.level == "普通"


def _day_for(text: Text, clock: OfficeClock, rng: random.Random) -> date:
    """A working day in the text's own months; often a recent one, because desks are full of recent papers."""
    fitting = [day for day in clock.days if day.month in text.months]
    recent = [day for day in clock.days[-_RECENT_WORKDAYS:] if day.month in text.months]
    if recent and rng.random() < _RECENT_SHARE:
        # the cube crowds the last days, where the papers still waiting for 签收 must lie
        return recent[-1 - int(len(recent) * rng.random() ** 3)]
    return rng.choice(fitting)


def _periodic_days(text: Text, clock: OfficeClock, rng: random.Random) -> Iterator[date]:
    months: dict[tuple[int, int], list[date]] = defaultdict(list)
    for day in clock.days:
        months[day.year, day.month].append(day)
    place = rng.randint(2, 7)
    for (_, month), days in months.items():
        due_month = text.every == "month" or month % 3 == 1
        # a month cut off by the window's edge has lost the day on which the report is due
        if due_month and days[0].day < 10 and len(days) > place:  # noqa: PLR2004
            yield days[place]


def _numbered(issues: list[_Issue], rng: random.Random) -> list[_Issue]:
    """Give each issue a 顺序号 that grows with the date within its 代字 and year."""
    shelves: dict[tuple[str, int], list[_Issue]] = defaultdict(list)
    for issue in sorted(issues, key=lambda one: (one.day, one.text.key, one.sender)):
        shelves[code_of(issue.text, issue.sender), issue.day.year].append(issue)
    numbered = []
    for shelf in shelves.values():
        number = shelf[0].day.timetuple().tm_yday // 12
        for issue in shelf:
            number += rng.randint(1, 3)
            numbered.append(_Issue(issue.text, issue.sender, issue.day, number))
    return numbered


def _receivers(text: Text, county: County) -> list[str]:
    named: list[str] = []
    for token in text.receivers:
        kinds = _GROUPS.get(token, ())
        named += [unit.code for kind in kinds for unit in county.of_kind(kind)] or [token]
    return [code for code in dict.fromkeys(named) if code != text.sender]


def _arrival(issue: _Issue, county: County, clock: OfficeClock, rng: random.Random) -> int:
    """The clock position at which the paper lies in the inbox: within hours, from outside within days."""
    start = clock.position(issue.day)
    outside = isinstance(county.sender(issue.sender), Organ)
    days = 0 if issue.text.urgency in _URGENT or issue.text.telegram else rng.randint(0, 2 if outside else 1)
    return min(start + days * MINUTES_A_DAY + rng.randint(40, 400), clock.end - rng.randint(2, 30))


def _states(arrivals: list[_Arrival], clock: OfficeClock, county: County) -> dict[int, State]:
    """A state for each arrival: 县委办, 县政府办 and the other units each have their share of open work."""
    states: dict[int, State] = {
        place: "已退文" if arrival.issue.text.defects else "已办结" for place, arrival in enumerate(arrivals)
    }
    for group in (*OFFICES, ""):
        members = [
            place
            for place, arrival in enumerate(arrivals)
            if (arrival.receiver if arrival.receiver in OFFICES else "") == group
            and states[place] == "已办结"
        ]
        newest_first = members[::-1]
        wanted = len(members) * OPEN_SHARE
        for state, share in _OPEN_QUOTAS.items():
            fitting = [place for place in newest_first if _suits(arrivals[place], state, clock, county)]
            for place in fitting[: max(1, round(wanted * share))]:
                states[place] = state
                newest_first.remove(place)
    return states


def _suits(arrival: _Arrival, state: State, clock: OfficeClock, county: County) -> bool:
    text = arrival.issue.text
    if state in ("待签收", "待登记"):
        # What comes to the counter is signed for and registered in one step; nothing waits for that for long.
        fresh = clock.end - arrival.sent <= _UNSIGNED_WORKDAYS * MINUTES_A_DAY
        if not (fresh and _through_system(arrival.issue, county)):
            return False
    if state in ("待交办", "承办中", "待答复", "已逾期") and text.kind != "办件":
        return False
    if state == "传阅中":
        return text.kind == "阅件"
    if state == "待答复":
        return text.genre in ANSWERED_GENRES
    if state == "已逾期":
        return natural_due(text, arrival.issue.day, clock) < clock.today
    patience = 1 if text.telegram else _STALE_WORKDAYS.get(text.urgency, clock.end)
    return clock.end - arrival.sent <= patience * MINUTES_A_DAY


def _document(
    arrival: _Arrival, state: State, maker: CourseMaker, county: County, clock: OfficeClock, seed: int
) -> PlannedDocument:
    issue, receiver = arrival.issue, arrival.receiver
    text, day = issue.text, issue.day
    course = maker.make(text, receiver, day, arrival.sent, state, issue.sender)
    steps = course.steps
    closed = steps[-1].at if state in ("已办结", "已退文") else None
    return PlannedDocument(
        key=f"{text.key}/{issue.sender}/{day:%Y%m%d}/{receiver}",
        text_key=text.key,
        sender=issue.sender,
        sender_name=county.sender(issue.sender).short_name,
        receiver=receiver,
        series=_series(text, issue.sender, receiver, county),
        number=document_number(code_of(text, issue.sender), day, issue.number),
        serial=issue.number,
        title=full_title(text, day, issue.sender),
        genre=text.genre,
        urgency=text.urgency,
        level=text.level,
        channel=_channel(text, issue, county),
        kind=text.kind,
        topic=text.topic,
        summary=fill(text.summary, day, sender=issue.sender),
        document_date=day,
        sent_at=clock.moment(arrival.sent),
        received_at=steps[0].at if steps else None,
        closed_at=closed,
        state=state,
        leader=course.leader,
        lead=course.lead,
        assist=course.assist,
        readers=course.readers,
        due=course.due,
        reject_rules=text.defects if state == "已退文" else (),
        steps=steps,
        seed=seed,
    )


def _series(text: Text, sender: str, receiver: str, county: County) -> Series:
    if text.telegram:
        return "明电"
    organ = county.sender(sender)
    if isinstance(organ, Organ):
        return "上级来文" if organ.level in ("province", "city") else "平级来文"
    if receiver in OFFICES:
        return "平级来文" if sender in OFFICES else "下级来文"
    return "上级来文" if sender in OFFICES else "平级来文"


def _channel(text: Text, issue: _Issue, county: County) -> str:
    """收件方式: outside organs do not all send through the system; which does is fixed by the number."""
    if text.channel != "系统" or not isinstance(county.sender(issue.sender), Organ):
        return text.channel
    return ("系统", "系统", "系统", "机要室转非密", "系统", "会议带回", "系统")[issue.number % 7]


__all__ = ["OPEN_SHARE", "STATES", "PlannedDocument", "paper", "plan", "texts_by_key"]
