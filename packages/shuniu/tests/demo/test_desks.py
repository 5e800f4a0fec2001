"""The desks on the day of the demo, whatever day that is: what lies on them, and that a well-run county is in time."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import get_args

import pytest

from shuniu.demo.calendar_of_year import PlannedDocument, texts_by_key
from shuniu.demo.county import load_county
from shuniu.demo.course import Incident, State
from shuniu.demo.desks import load_wants
from shuniu.demo.limits import DUE_WORKDAYS, TELEGRAM_DAYS, limit_of, stated_deadline
from shuniu.demo.office_clock import OfficeClock
from shuniu.demo.opinions import load_calls
from shuniu.demo.texts import fill
from shuniu.kernel.base.parameters import PARAMETERS

pytestmark = pytest.mark.slow  # each day is a year to be planned

DAYS = [
    date(2026, 11, 23),  # a Monday
    date(2026, 11, 28),  # a Saturday
    date(2026, 10, 4),  # in the middle of the 国庆 holidays
    pytest.param(date(2026, 10, 8), marks=pytest.mark.slow),  # the first day after them
    pytest.param(date(2027, 2, 10), marks=pytest.mark.slow),
    pytest.param(date(2027, 6, 30), marks=pytest.mark.slow),
]
LONGEST_WAIT: dict[State, int] = {
    "待签收": 1, "待登记": 1, "待初审": 1, "待拟办": 1, "待批示": 2, "待交办": 1, "待答复": 3,
}  # fmt: skip
COUNTY = load_county()


@pytest.fixture(scope="module")
def open_work(year: list[PlannedDocument]) -> list[PlannedDocument]:
    return [document for document in year if document.closed_at is None]


def test_every_wanted_paper_lies_on_its_desk(year: list[PlannedDocument]) -> None:
    # What is urgent and names a day in the holidays was done before them.
    wants = [want for want in load_wants() if want.urgency == "平件"]
    wanted = Counter((want.office, want.state, want.leader) for want in wants if want.leader)
    wanted += Counter((want.office, want.state, "") for want in wants)
    lying = Counter((d.receiver, d.state, d.leader) for d in year) + Counter(
        (d.receiver, d.state, "") for d in year
    )
    assert {place: count for place, count in wanted.items() if lying[place] < count} == {}


def test_every_incident_comes_about(year: list[PlannedDocument]) -> None:
    seen = {incident for document in year for incident in document.incidents}
    assert seen == set(get_args(Incident))


def test_four_to_eight_in_a_hundred_open_matters_are_overdue(
    year: list[PlannedDocument], open_work: list[PlannedDocument]
) -> None:
    got = {(document.number, document.receiver) for document in year}

    def matters(documents: list[PlannedDocument]) -> int:
        """Each with the matter of the unit it was handed to, where that is still at it."""
        handed = [
            d
            for d in documents
            if d.state in ("承办中", "已逾期") and d.lead != d.receiver and d.level == "普通"
        ]
        return len(documents) + sum((d.number, d.lead) not in got for d in handed)

    overdue = matters([document for document in open_work if document.state == "已逾期"])
    assert 0.04 <= overdue / matters(open_work) <= 0.08, (overdue, matters(open_work))


def test_something_is_due_today_and_tomorrow(open_work: list[PlannedDocument], today: date) -> None:
    due = Counter(document.due for document in open_work)
    assert 2 <= due[today] <= 10
    assert 2 <= due[today + timedelta(days=1)] <= 12


def test_no_step_waits_longer_than_its_own_limit(open_work: list[PlannedDocument], today: date) -> None:
    clock = OfficeClock(today)
    for document in open_work:
        if document.state in LONGEST_WAIT:
            since = document.steps[-1].at if document.steps else document.sent_at
            waited = len(clock.days) - clock.days.index(since.date())
            assert waited <= LONGEST_WAIT[document.state], document.key


def test_the_kinds_a_visitor_looks_for_are_open(open_work: list[PlannedDocument]) -> None:
    assert any(document.level == "工作秘密" for document in open_work)
    assert any(step.for_leader for document in open_work for step in document.steps)
    assert any(step.move == "延期" for document in open_work for step in document.steps)


def test_the_newest_call_is_urgent_and_one_waits_to_be_signed_for() -> None:
    calls = load_calls()
    assert any(call.urgency == "特急" and call.day == -1 for call in calls)
    assert any(call.unsigned and call.lead == "dawan" for call in calls)


def test_a_deadline_is_the_day_that_the_paper_prints() -> None:
    for text in texts_by_key().values():
        for back in range(7):
            day = date(2026, 11, 27) - timedelta(days=back)
            stated = stated_deadline(text, day)
            if stated is not None:
                assert f"{stated.month}月{stated.day}日" in fill(text.body, day, sender=text.sender), text.key


def test_the_limits_are_those_of_the_platform() -> None:
    assert PARAMETERS.get("incoming.due_days").default == DUE_WORKDAYS
    assert PARAMETERS.get("incoming.telegram_due_days").default == TELEGRAM_DAYS


def test_a_telegram_counts_natural_days_and_a_paper_working_days() -> None:
    clock = OfficeClock(date(2026, 11, 27))
    friday = date(2026, 11, 20)
    telegram = next(t for t in texts_by_key().values() if t.telegram and t.urgency == "特急")
    ordinary = next(
        t for t in texts_by_key().values() if t.urgency == "平件" and stated_deadline(t, friday) is None
    )
    assert limit_of(telegram, friday, friday, clock) == date(2026, 11, 23)
    assert limit_of(ordinary, friday, friday, clock) == date(2026, 12, 4)
