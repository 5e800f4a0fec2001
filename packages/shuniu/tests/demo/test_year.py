"""The planned year: large enough, in every state, consistent in its dates and numbers, and repeatable."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, time

import pytest

from shuniu.demo.calendar_of_year import PlannedDocument, paper, plan
from shuniu.demo.county import OFFICES, load_county
from shuniu.demo.course import CLOSED, STATES
from shuniu.demo.office_clock import OfficeClock, is_workday

pytestmark = pytest.mark.slow  # each day is a year to be planned

DAYS = [
    date(2026, 11, 23),  # a Monday
    date(2026, 10, 4),  # in the middle of the 国庆 holidays
    date(2026, 3, 1),  # a Sunday
    date(2027, 7, 15),
]
COUNTY = load_county()


def test_the_same_day_and_seed_give_the_same_year() -> None:
    assert plan(DAYS[0], 3) == plan(DAYS[0], 3)
    assert plan(DAYS[0], 3) != plan(DAYS[0], 4)


def test_it_is_large_and_mostly_closed(year: list[PlannedDocument]) -> None:
    assert len(year) >= 620
    closed = sum(document.state == "已办结" for document in year) / len(year)
    assert 0.80 <= closed <= 0.90
    assert sum(document.receiver in OFFICES for document in year) >= 400
    assert len({document.key for document in year}) == len(year)


def test_each_office_sees_every_state(year: list[PlannedDocument]) -> None:
    seen = {office: {d.state for d in year if d.receiver == office} for office in OFFICES}
    assert seen["zfb"] == set(STATES)
    assert set(STATES) - seen["xwb"] <= {"重办中"}


def test_nothing_happens_today_or_later_or_outside_office_hours(
    year: list[PlannedDocument], today: date
) -> None:
    for document in year:
        for at in [document.sent_at, *(step.at for step in document.steps)]:
            assert at < datetime.combine(today, time())
            assert is_workday(at.date())
            assert time(8, 30) <= at.time() <= time(12) or time(14, 30) <= at.time() <= time(18)


def test_dates_run_forward(year: list[PlannedDocument]) -> None:
    for document in year:
        moments = [step.at for step in document.steps]
        assert document.document_date <= document.sent_at.date()
        assert moments == sorted(moments)
        assert all(at >= document.sent_at for at in moments)
        assert document.received_at == (moments[0] if moments else None)
        assert (document.closed_at is not None) == (document.state in CLOSED)


def test_what_is_overdue_is_called_so(year: list[PlannedDocument], today: date) -> None:
    for document in year:
        if document.closed_at is None:
            assert (document.due < today) == (document.state == "已逾期"), document.key


def test_papers_waiting_to_be_signed_for_came_in_the_last_days(
    year: list[PlannedDocument], today: date
) -> None:
    last_days = OfficeClock(today).days[-5:]
    for document in year:
        if document.state == "待签收" and document.receiver in OFFICES:
            assert document.sent_at.date() >= last_days[0]


def test_a_number_belongs_to_one_document(year: list[PlannedDocument]) -> None:
    issued = defaultdict(set)
    for document in year:
        issued[document.number].add((document.text_key, document.sender, document.document_date))
    assert all(len(documents) == 1 for documents in issued.values())


def test_numbers_grow_with_the_date(year: list[PlannedDocument]) -> None:
    shelves = defaultdict(list)
    for document in year:
        shelves[document.number.split("〔")[0], document.document_date.year].append(
            (document.document_date, document.serial)
        )
    for shelf in shelves.values():
        serials = [serial for _, serial in sorted(shelf)]
        assert serials == sorted(serials)


def test_titles_do_not_look_doubled_in_one_register(year: list[PlannedDocument]) -> None:
    assert max(Counter((document.receiver, document.title) for document in year).values()) == 1


def test_every_step_was_taken_by_somebody_who_may(year: list[PlannedDocument]) -> None:
    for document in year:
        for step in document.steps:
            person = COUNTY.people[step.person]
            if step.move in ("签收", "登记", "交办", "答复", "办结"):
                assert person.holds("CLERK", document.receiver)
            if step.move in ("初审", "退文", "拟办"):
                assert person.holds("OFFICE_HEAD", document.receiver)
            if step.move == "反馈":
                assert person.holds("HANDLER", step.unit)
            if step.move == "批示":
                unit = COUNTY.units[document.receiver]
                duty_unit = unit.parent if unit.code in OFFICES else unit.code
                assert person.holds("LEADER", duty_unit) or person.holds("UNIT_HEAD", duty_unit)
            if step.move in ("拟办", "批示", "反馈", "退文"):
                assert step.words
                assert "{" not in step.words


def test_a_paper_in_circulation_still_has_readers_to_come(year: list[PlannedDocument]) -> None:
    for document in year:
        if document.state == "传阅中":
            read = [step.person for step in document.steps if step.move == "传阅"]
            assert read == list(document.readers[: len(read)])
            assert len(read) < len(document.readers)


def test_a_request_is_closed_only_when_answered(year: list[PlannedDocument]) -> None:
    for document in year:
        if document.state == "已办结" and document.genre == "请示":
            assert "答复" in [step.move for step in document.steps]


def test_rejected_papers_name_their_rules(year: list[PlannedDocument]) -> None:
    for document in year:
        assert bool(document.reject_rules) == (document.state == "已退文")


def test_the_stand_in_acts_while_the_leader_is_away(year: list[PlannedDocument], today: date) -> None:
    away = {absence.person: absence for absence in COUNTY.absences}
    for document in year:
        for step in document.steps:
            absence = away.get(step.for_leader)
            if absence:
                assert step.person == absence.stand_in
                assert (step.at.date() - today).days >= absence.first


def test_papers_are_rendered_with_their_own_number_and_date(year: list[PlannedDocument]) -> None:
    for document in year[::97]:
        words = paper(document)
        assert document.number in words
        assert document.title in words


def test_most_work_was_done_in_time(year: list[PlannedDocument]) -> None:
    timed = [document for document in year if document.closed_at]
    late = [d for d in timed if d.closed_at and d.closed_at.date() > d.due]
    assert 0 < len(late) / len(timed) < 0.25
