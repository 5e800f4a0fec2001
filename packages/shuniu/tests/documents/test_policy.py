"""What the regulation says of incoming documents: every rule with cases it lets pass and cases it stops.

The table is compared with the module: a rule without both kinds of cases fails.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from shuniu.kernel.base.calendar import WorkCalendar
from shuniu.kernel.base.faults import Fault
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.incoming import policy

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Cases:
    """The rule a fault must name and its field; inputs that pass, and inputs that do not with a word of the fault."""

    rule: str
    field: str
    good: tuple[Mapping[str, Any], ...]
    bad: tuple[tuple[Mapping[str, Any], str], ...]


def _answer(genre: str, number: str, *, handed_on: bool = False) -> dict[str, Any]:
    return {"genre": genre, "answered_by": number, "handed_on": handed_on}


RULES: dict[str, Cases] = {
    "rejection_fault": Cases(
        "GW-03",
        "",
        good=(
            {"reason": "请一文一事", "rules": ["GW-24"]},
            {"reason": " 请分开行文 ", "rules": ["GW-24", "GW-21"]},
        ),
        bad=(
            ({"reason": "", "rules": ["GW-24"]}, "写明理由"),
            ({"reason": "退　文　　", "rules": ["GW-24"]}, "写明理由"),
            ({"reason": "请一文一事", "rules": []}, "哪一条规则"),
        ),
    ),
    "lead_fault": Cases(
        "GW-04",
        "lead",
        good=({"leads": 1, "assists": 0}, {"leads": 1, "assists": 12}),
        bad=(
            ({"leads": 0, "assists": 0}, "还没有指定主办"),
            ({"leads": 0, "assists": 2}, "只选了协办"),
            ({"leads": 2, "assists": 0}, "选了 2 个主办"),
        ),
    ),
    "tracker_fault": Cases(
        "GW-07",
        "tracker",
        good=(
            {"urgency": 0, "important": False, "tracker": None},
            {"urgency": 3, "important": False, "tracker": 7},
            {"urgency": 0, "important": True, "tracker": 7},
        ),
        bad=(
            ({"urgency": 1, "important": False, "tracker": None}, "催办人"),
            ({"urgency": 0, "important": True, "tracker": None}, "催办人"),
        ),
    ),
    "urgent_due_fault": Cases(
        "GW-04",
        "due",
        good=({"urgency": 0, "due": None}, {"urgency": 2, "due": DAY}),
        bad=(({"urgency": 1, "due": None}, "办理时限"), ({"urgency": 4, "due": None}, "办理时限")),
    ),
    "answer_fault": Cases(
        "GW-08",
        "answered_by",
        good=(
            _answer("请示", "云政复〔2026〕3号"),
            _answer("通知", ""),
            _answer("请示", "", handed_on=True),
        ),
        bad=((_answer("请示", ""), "批复或者复函"), (_answer("请示", "　 "), "批复或者复函")),
    ),
    "grade_fault": Cases(
        "SX-03",
        "urgency",
        good=(
            {"form": "telegram", "grade": "特提"},
            {"form": "telegram", "grade": "平急"},
            {"form": "paper", "grade": "平件"},
            {"form": "scan", "grade": "特急"},
        ),
        bad=(
            ({"form": "telegram", "grade": "平件"}, "明电的紧急程度只能是"),
            ({"form": "paper", "grade": "特提"}, "公文的紧急程度只能是"),
            ({"form": "paper", "grade": ""}, "公文的紧急程度只能是"),
        ),
    ),
    "due_order_fault": Cases(
        "GW-05",
        "due",
        good=(
            {"document_date": DAY, "due": DAY},
            {"document_date": None, "due": DAY},
            {"document_date": DAY, "due": None},
        ),
        bad=(({"document_date": DAY, "due": date(2026, 3, 1)}, "早于成文日期（2026-03-02）"),),
    ),
}


def test_every_rule_of_the_module_has_good_and_bad_cases() -> None:
    faults = {
        name
        for name, made in inspect.getmembers(policy, inspect.isfunction)
        if made.__module__ == policy.__name__ and name.endswith("_fault")
    }
    assert faults == set(RULES)
    assert [name for name, cases in RULES.items() if not (cases.good and cases.bad)] == []


def rule(name: str) -> Callable[..., Fault | None]:
    found: Callable[..., Fault | None] = getattr(policy, name)
    return found


@pytest.mark.parametrize(
    ("name", "given"), [(name, given) for name, cases in RULES.items() for given in cases.good]
)
def test_what_keeps_the_rule_passes(name: str, given: Mapping[str, Any]) -> None:
    assert rule(name)(**given) is None


@pytest.mark.parametrize(
    ("name", "given", "says"), [(name, *bad) for name, cases in RULES.items() for bad in cases.bad]
)
def test_what_breaks_it_is_told_by_rule_and_field(name: str, given: Mapping[str, Any], says: str) -> None:
    fault, cases = rule(name)(**given), RULES[name]
    assert fault is not None and says in fault.message and fault.rule == cases.rule
    assert fault.field == (cases.field or ("reason" if "理由" in says else "rules"))


def test_the_preliminary_review_passes_with_four_points_and_names_each_that_is_missing() -> None:
    """GW-03: a point that was not answered is not met."""
    met = dict.fromkeys(policy.CHECK_POINTS, True)
    assert policy.check_faults(met) == []
    for point, words in policy.CHECK_POINTS.items():
        assert policy.check_faults({**met, point: False}) == [words]
        assert policy.check_faults({p: True for p in met if p != point}) == [words]
    assert policy.check_faults({}) == list(policy.CHECK_POINTS.values())


@pytest.fixture
def calendar() -> WorkCalendar:
    return WorkCalendar()


@pytest.mark.parametrize(
    ("form", "grade", "last"),
    [
        # Friday afternoon: working days of a document step over the weekend, days of a telegram do not.
        ("paper", "特急", date(2026, 3, 9)),
        ("paper", "加急", date(2026, 3, 11)),
        ("telegram", "特急", date(2026, 3, 9)),
        ("telegram", "特提", date(2026, 3, 7)),
    ],
)
def test_documents_count_working_days_and_telegrams_days(
    calendar: WorkCalendar, form: str, grade: str, last: date
) -> None:
    received = datetime(2026, 3, 6, 15, 0, tzinfo=COUNTY)
    days = {"特提": 1, "特急": 1 if form == "paper" else 3, "加急": 3}
    due = policy.default_due(calendar, received, form=form, grade=grade, days=days)
    assert due.astimezone(COUNTY).date() == last


@pytest.mark.parametrize(
    ("written", "key", "code"),
    [
        ("云政办发〔2026〕12号", "云政办发〔2026〕12号", "云政办发"),
        ("云政办发[２０２６] 12 号", "云政办发〔2026〕12号", "云政办发"),
        ("云政办发（2026）12号", "云政办发〔2026〕12号", "云政办发"),
        ("第 12 期", "第12期", ""),
        ("", "", ""),
    ],
)
def test_numbers_are_compared_however_they_are_written(written: str, key: str, code: str) -> None:
    assert (policy.number_key(written), policy.issuer_code(written)) == (key, code)
    assert policy.number_key("云政办发〔2026〕13号") != policy.number_key("云政办发〔2026〕12号")
