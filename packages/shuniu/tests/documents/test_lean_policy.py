"""精简文件 as tables of cases: what counts, against which ceiling, how long, in which guise (JW-01 to JW-06)."""

from __future__ import annotations

from datetime import date

import pytest

from shuniu.modules.documents.outgoing import policy_lean as policy
from shuniu.modules.documents.outgoing.policy_lean import Room

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 9)


@pytest.mark.parametrize(
    ("issued", "coming", "last_year", "extra", "left", "colour"),
    [
        (46, 0, 48, 0, 2, "yellow"),
        (46, 2, 48, 0, 0, "red"),
        (48, 0, 48, 0, 0, "red"),
        (49, 0, 48, 0, 0, "red"),
        (48, 0, 48, 3, 3, "yellow"),
        (10, 0, 48, 0, 38, "green"),
        (43, 0, 48, 0, 5, "green"),
        (44, 0, 48, 0, 4, "yellow"),
        (0, 0, 0, 0, 0, "red"),
        (9, 1, None, 0, None, "grey"),
    ],
)
def test_what_may_still_be_issued(
    issued: int, coming: int, last_year: int | None, extra: int, left: int | None, colour: str
) -> None:
    room = Room(issued, coming, last_year, extra)
    assert (room.left, room.colour) == (left, colour)
    fault = policy.ceiling_fault(room)
    assert (fault is not None) is (left == 0)
    assert fault is None or (fault.rule == "JW-02" and f"{last_year} 件" in fault.message)


def test_the_room_in_words() -> None:
    assert Room(46, 0, 48).words == "今年已发 46 件，去年 48 件，还可发 2 件"
    assert Room(46, 1, 48, 5, "水利局").words == (
        "水利局今年已发 46 件，已签发待编号 1 件，去年 48 件，书面说明增加 5 件，还可发 6 件"
    )
    assert Room(3, 0, None).words == "今年已发 3 件，去年的发文数还没有录入"
    assert Room(48, 0, 48).words.endswith("已经到上年总数")


@pytest.mark.parametrize(
    ("form", "title", "disguised"),
    [
        ("white", "关于召开全县防汛工作会议的通知", True),
        ("memo", "云岭县人民政府办公室关于报送总结的通知", True),
        ("memo", "关于商请支持水库除险的函", False),
        ("memo", "关于\n印发方案的\n通知", True),
        ("memo", "关于做好汛前检查工作的通知（试行）", True),
        ("white", "县政府常务会议纪要", False),
        ("memo", "通知", False),
        ("formal", "关于做好汛前检查工作的通知", False),
        ("briefing", "关于全县春耕情况的通报", False),
    ],
)
def test_a_formal_document_in_another_guise(form: str, title: str, disguised: bool) -> None:
    assert bool(policy.guise(form=form, title=title)) is disguised


def test_the_signs_of_a_guise_are_all_said() -> None:
    body = "云政办函〔2026〕3号\n现将有关事项通知如下。"
    signs = policy.guise(
        form="memo", title="关于开展检查的通知", addressees=("各乡镇人民政府", "县水利局"), body=body
    )
    assert signs == ("标题是“关于……的通知”", "普发到各乡镇、各部门", "自编了发文字号")


@pytest.mark.parametrize(
    ("form", "disguised", "forms", "against"),
    [
        ("formal", False, {"formal"}, True),
        ("white", False, {"formal"}, False),
        ("white", True, {"formal"}, True),
        ("white", False, {"formal", "white"}, True),
        ("briefing", False, {"formal"}, False),
    ],
)
def test_what_stands_against_the_ceiling(form: str, disguised: bool, forms: set[str], against: bool) -> None:
    assert policy.counts_against(form=form, disguised=disguised, forms=forms) is against


@pytest.mark.parametrize(
    ("numbered", "released", "outcome", "counted"),
    [
        (None, None, "", None),
        (DAY, None, "", DAY),
        (DAY, NEXT, "done", DAY),
        (None, NEXT, "", NEXT),
        (DAY, None, "void", None),
        (DAY, NEXT, "void", DAY),
        (None, None, "rejected", None),
    ],
)
def test_from_when_a_document_counts(
    numbered: date | None, released: date | None, outcome: str, counted: date | None
) -> None:
    found = policy.counted_from(numbered_on=numbered, released_on=released, outcome=outcome)
    assert found == counted


@pytest.mark.parametrize(
    ("words", "limit", "reason", "refused"),
    [
        (4000, 4000, "", False),
        (4001, 4000, "", True),
        (4001, 4000, " ", True),
        (4001, 4000, "附有细则", False),
    ],
)
def test_a_long_document_says_why(words: int, limit: int, reason: str, refused: bool) -> None:
    fault = policy.length_fault(words=words, limit=limit, reason=reason, extent="专项文件")
    assert (fault is not None) is refused
    assert fault is None or ("超出 1 字" in fault.message and fault.field == "length_reason")


@pytest.mark.parametrize(
    ("direction", "form", "answers", "missing"),
    [
        ("down", "formal", {}, "减负一致性评估、合法合规性审查"),
        ("down", "memo", {"relief": True}, "合法合规性审查"),
        ("down", "formal", {"relief": True, "legality": True}, ""),
        ("up", "formal", {}, ""),
        ("down", "briefing", {}, ""),
    ],
)
def test_both_assessments_of_a_downward_document(
    direction: str, form: str, answers: dict[str, bool], missing: str
) -> None:
    fault = policy.assessment_fault(direction=direction, form=form, answers=answers)
    assert (fault is None) is (missing == "")
    assert fault is None or f"要作{missing}，" in fault.message


@pytest.mark.parametrize(
    ("planned", "due", "today", "words"),
    [
        (True, None, DAY, ""),
        (False, NEXT, DAY, ""),
        (False, DAY, DAY, ""),
        (False, DAY, NEXT, "期限（3月2日）已经过了"),
        (False, None, DAY, "还没有立项"),
    ],
)
def test_nothing_goes_on_without_its_plan(planned: bool, due: date | None, today: date, words: str) -> None:
    fault = policy.plan_fault(planned=planned, plan_due=due, today=today)
    assert (fault is None) is (words == "")
    assert fault is None or words in fault.message
