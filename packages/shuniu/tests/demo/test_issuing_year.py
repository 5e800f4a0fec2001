"""The year of outgoing documents as it is planned: enough of them, in every state, nothing with a mistake goes out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest

from shuniu.demo.county import load_county
from shuniu.demo.issuing_year import ASKED, ON_DESKS, WAY, PlannedIssue, plan_issues
from shuniu.demo.loading.receipts import Receipts
from shuniu.demo.loading.stage import Stage
from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock

DAYS = (date(2026, 11, 28), date(2026, 3, 3), date(2027, 7, 1))


@pytest.fixture(scope="module")
def issues(today: date) -> list[PlannedIssue]:
    return plan_issues(today, 1)


def test_there_are_250_in_every_state(issues: list[PlannedIssue]) -> None:
    assert len(issues) >= 250
    assert len({issue.key for issue in issues}) == len(issues)
    states = Counter(issue.state for issue in issues)
    assert set(states) == {*WAY, "declined", "void"}
    assert states["done"] <= len(issues) - 80


def test_everything_that_happens_to_documents_happens(issues: list[PlannedIssue]) -> None:
    incidents = {issue.incident for issue in issues} - {""}
    assert incidents >= {
        "不予立项", "作废", "编号后作废", "撤销", "废止", "全部撤回", "更换", "分歧已协商", "校对性更正", "实质性修改",
        "退改后再送", "退回", "普发",
    }  # fmt: skip
    open_now = {issue.incident for issue in issues if issue.state not in ("done", "declined", "void")}
    assert open_now >= {"实质性修改", "校对性更正", "退回", "普发"}


def test_no_text_is_issued_twice_but_those_that_recur(issues: list[PlannedIssue]) -> None:
    texts = Counter(issue.text.key for issue in issues if not issue.text.every)
    assert set(texts.values()) == {1}
    assert sum(bool(issue.text.every) for issue in issues) >= 90


def test_nothing_with_a_mistake_that_stands_goes_out(issues: list[PlannedIssue]) -> None:
    faulty = [issue for issue in issues if issue.text.faults]
    assert len(faulty) >= 25
    for issue in faulty:
        if issue.text.fix is None:
            assert issue.state in ("drafting", "to_vet", "to_review", "declined"), issue.key
        else:
            assert issue.incident in ("更换", "退改后再送"), issue.key
    waiting = [issue for issue in faulty if issue.state == "to_review"]
    assert waiting, "a reviewer finds one on the desk"


def test_what_is_old_is_done_and_what_is_open_is_recent(issues: list[PlannedIssue], today: date) -> None:
    clock = OfficeClock(today)
    for issue in issues:
        assert 0 <= issue.start < clock.end
        if issue.state in WAY[:-1]:
            assert issue.start > clock.end - 20 * MINUTES_A_DAY, issue.key
        if issue.state == "done":
            days = 4 if issue.text.every else 10
            assert issue.start <= clock.end - days * MINUTES_A_DAY, issue.key


def test_older_ones_went_on_paper_and_newer_ones_through_the_system(issues: list[PlannedIssue]) -> None:
    done = [issue for issue in issues if issue.state == "done"]
    assert 0.3 <= sum(issue.on_paper for issue in done) / len(done) <= 0.9
    assert not any(issue.on_paper for issue in issues if issue.state != "done")


def test_the_same_day_and_seed_give_the_same_year(issues: list[PlannedIssue], today: date) -> None:
    assert plan_issues(today, 1) == issues
    assert plan_issues(today, 2) != issues


def test_what_the_guide_proposes_lies_on_the_desks(issues: list[PlannedIssue]) -> None:
    found = {issue.incident: issue for issue in issues}
    for state, incident in ON_DESKS:
        assert found[incident].state == state
    signed = found["县长签发"].text
    assert signed.issuer == "zf" and (signed.important or signed.direction == "上行")
    assert ASKED in found["待会签"].text.countersign


def test_one_before_signing_that_nobody_is_to_read_is_a_work_secret(issues: list[PlannedIssue]) -> None:
    (secret,) = (issue for issue in issues if issue.secret)
    assert secret.text.public == "不予公开" and WAY.index(secret.state) <= WAY.index("to_sign")


def test_what_went_out_on_paper_names_each_recipient_and_not_everybody_at_once(
    issues: list[PlannedIssue],
) -> None:
    county = load_county()
    units = {code: SimpleNamespace(pk=number) for number, code in enumerate(county.units)}
    stage = cast("Stage", SimpleNamespace(county=county, units=units))
    wide = [issue for issue in issues if issue.on_paper and "townships" in issue.text.to]
    assert wide
    for issue in wide:
        given = Receipts(stage, issue, 0).recipients()
        named = given["outside"].split("，")
        assert not given["units"] and not given["copy_units"]
        assert len(named) == len(set(named)) >= 12 and not [name for name in named if name[0] == "各"]
