"""A year of incoming documents for the demo county, spread over working days, in every state.

``plan`` is pure: the same day and seed give the same year. It knows no database; the platform's own actions
play the steps.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from shuniu.demo.arrivals import Arrival, Issue, from_outside
from shuniu.demo.county import OFFICES, County, Organ, UnitKind, load_county
from shuniu.demo.course import CLOSED, STATES, CourseMaker, Incident, PlannedStep, State
from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock, Workday, is_workday
from shuniu.demo.open_work import choose_states, lay_desks
from shuniu.demo.opinions import load_telegrams, telegram_text
from shuniu.demo.texts import Text, code_of, document_number, fill, full_title, load_periodic, load_texts
from shuniu.demo.texts import render_on as _render_on

Series = Literal["上级来文", "平级来文", "下级来文", "明电"]

_RECENT_SHARE = 0.45
_RECENT_WORKDAYS = 24
_GROUPS: dict[str, tuple[UnitKind, ...]] = {
    "townships": ("township",),
    "departments": ("party", "government"),
}
_URGENT = ("特急", "特提")


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One incoming document at one receiver with everything that has been done to it.

    ``number`` is the 发文字号; ``due`` the last day as the register has it now; ``incidents`` what else came about;
    ``sent_at`` when it lay in the receiver's inbox; ``received_at`` the 签收 and
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
    due: date
    reject_rules: tuple[str, ...]
    incidents: tuple[Incident, ...]
    steps: tuple[PlannedStep, ...]
    seed: int


def plan(today: date, seed: int, workday: Workday = is_workday) -> list[PlannedDocument]:
    """The year before ``today``, oldest arrival first; nothing in it happens on ``today`` or later."""
    rng = random.Random(f"{today}/{seed}")  # noqa: S311 - a fictional year, not a secret
    county, clock = load_county(), OfficeClock(today, workday)
    issues = _numbered(lay_desks(list(_issues(county, clock, rng)), county, clock, rng), rng)
    arrivals = sorted(
        (Arrival(issue, receiver, _arrival(issue, county, clock, rng)) for issue in issues
         for receiver in _receivers(issue.text, county)),
        key=lambda arrival: (arrival.sent, arrival.issue.text.key, arrival.receiver, arrival.issue.sender),
    )  # fmt: skip
    states = choose_states(arrivals, county, clock)
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


def _issues(county: County, clock: OfficeClock, rng: random.Random) -> Iterator[Issue]:
    for text in texts_by_key().values():
        if not text.every:
            yield Issue(text, text.sender, _day_for(text, clock, rng))
            continue
        senders = (
            [unit.code for unit in county.of_kind("township")]
            if text.sender == "townships"
            else [text.sender]
        )
        for sender in senders:
            for day in _periodic_days(text, clock, rng):
                yield Issue(text, sender, day)


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


def _numbered(issues: list[Issue], rng: random.Random) -> list[Issue]:
    """Give each issue a 顺序号 that grows with the date within its 代字 and year."""
    shelves: dict[tuple[str, int], list[Issue]] = defaultdict(list)
    for issue in sorted(issues, key=lambda one: (one.day, one.text.key, one.sender)):
        shelves[code_of(issue.text, issue.sender), issue.day.year].append(issue)
    numbered = []
    for shelf in shelves.values():
        number = shelf[0].day.timetuple().tm_yday // 12
        for issue in shelf:
            number += rng.randint(1, 3)
            numbered.append(replace(issue, number=number))
    return numbered


def _receivers(text: Text, county: County) -> list[str]:
    named: list[str] = []
    for token in text.receivers:
        kinds = _GROUPS.get(token, ())
        named += [unit.code for kind in kinds for unit in county.of_kind(kind)] or [token]
    return [code for code in dict.fromkeys(named) if code != text.sender]


def _arrival(issue: Issue, county: County, clock: OfficeClock, rng: random.Random) -> int:
    """The clock position at which the paper lies in the inbox: within hours, from outside within days."""
    start = clock.position(issue.day)
    at_once = issue.text.urgency in _URGENT or issue.text.telegram or issue.want is not None
    days = 0 if at_once else rng.randint(0, 2 if from_outside(issue.sender, county) else 1)
    return min(start + days * MINUTES_A_DAY + rng.randint(40, 400), clock.end - rng.randint(2, 30))


def _document(
    arrival: Arrival, state: State, maker: CourseMaker, county: County, clock: OfficeClock, seed: int
) -> PlannedDocument:
    issue, receiver = arrival.issue, arrival.receiver
    text, day = issue.text, issue.day
    want = arrival.want
    named = clock.today + timedelta(days=want.due_in) if want and want.due_in is not None else None
    course = maker.make(text, receiver, day, arrival.sent, state, issue.sender, named)
    steps = course.steps
    closed = steps[-1].at if state in CLOSED else None
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
        incidents=want.incidents if want else (),
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


def _channel(text: Text, issue: Issue, county: County) -> str:
    """收件方式: outside organs do not all send through the system; which does is fixed by the number."""
    if text.channel != "系统" or not from_outside(issue.sender, county):
        return text.channel
    return ("系统", "系统", "系统", "机要室转非密", "系统", "会议带回", "系统")[issue.number % 7]


__all__ = ["STATES", "PlannedDocument", "paper", "plan", "texts_by_key"]
