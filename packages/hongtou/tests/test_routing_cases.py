"""Edges of the rules of routing, told as drafts: what is found, in which words, and what is left in peace."""

from __future__ import annotations

from typing import Any

import pytest

from hongtou import Answer, Dispatch, Finding, Genre, Opinion, Organ, Organs, check_routing
from hongtou.check.samples import COUNTY, draft


def findings(sender: str, to: str, title: str, body: str = "", **more: Any) -> tuple[Finding, ...]:
    return check_routing(draft(sender, to, title, body, **more), COUNTY)


def codes(*args: str, **more: Any) -> list[str]:
    return sorted(finding.code for finding in findings(*args, **more))


@pytest.mark.parametrize(
    ("body", "clean"),
    [
        ("经县政府同意，现通知如下。", True),
        ("经县人民政府同意，现就有关事项通知如下。", True),
        ("经县委、县政府同意，现通知如下。", True),
        ("已经县政府第12次常务会议研究同意，现印发给你们。", True),
        ("经县委常委会会议审议批准，现印发给你们。", True),
        ("报经县政府同意后实施。", False),
        ("未经县政府同意，不得擅自调整。", False),
        ("须经县政府批准后方可实施。", False),
        ("请认真抓好落实。", False),
    ],
)
def test_consent_of_the_government_must_stand_in_the_text(body: str, clean: bool) -> None:
    found = codes("县教育局", "各乡镇人民政府", "关于控辍保学的通知", body)
    assert found == ([] if clean else ["GW-27A"])


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("陈县长", "GW-25A"),
        ("陈立新", "GW-25A"),
        ("陈立新同志", "GW-25A"),
        ("县政府陈立新县长", "GW-25A"),
        ("县委主要领导", "GW-25A"),
        ("王副市长", "GW-25A"),
        ("县太空局", "YS-08A"),
        ("县人大常委会主任会议", "YS-08A"),
        ("", "YS-08A"),
    ],
)
def test_a_person_is_told_from_an_organ_nobody_knows(to: str, code: str) -> None:
    (finding,) = findings("县教育局", to, "关于开学工作的报告")
    assert (finding.code, finding.refuses) == (code, True)


@pytest.mark.parametrize("to", ["云岭建设集团有限公司", "各村（社区）", "桥头村村民委员会", "临江大学"])
def test_whom_no_list_holds_is_only_asked_about(to: str) -> None:
    (finding,) = findings("城关镇", to, "关于商请支持防汛工作的函")
    assert (finding.code, finding.refuses) == ("YS-08A", False)


def test_a_name_of_two_organs_is_asked_back() -> None:
    organs = Organs(
        [Organ("云岭县教育局", "县教育局"), Organ("东陵县教育局", "县教育局"), Organ("甲县水利局")]
    )
    (finding,) = check_routing(Dispatch("甲县水利局", ("县教育局",), "关于校园防汛的函"), organs)
    assert "云岭县教育局、东陵县教育局" in finding.message and "全称" in finding.remedy


def test_what_was_probably_meant_is_said() -> None:
    (finding,) = findings("县政府办", "县教育体育局", "关于做好开学工作的通知")
    assert "是不是“县教育局”？" in finding.remedy


def test_an_organ_that_ended_is_named_with_its_successor_and_day() -> None:
    (finding,) = findings("县政府办", "县乡村振兴局", "关于防返贫监测的通知")
    assert "2024年3月15日" in finding.message and "云岭县农业农村局" in finding.remedy
    (copied,) = findings("县政府办", "县教育局", "关于开学的通知", copies=("县乡村振兴局",))
    assert copied.field == "copies" and copied.rule == "YS-16"


def test_past_the_superior_is_advice_and_leaving_it_out_a_refusal() -> None:
    found = findings("县教育局", "市政府", "关于新建三中的报告")
    assert [(f.code, f.refuses) for f in found] == [("GW-20B", True), ("GW-20A", False)]
    assert "县政府" in found[0].remedy
    (left,) = findings("县教育局", "市政府", "关于新建三中的报告", copies=("县政府",))
    assert not left.refuses


def test_refusals_come_first() -> None:
    found = findings(
        "县审计局", "市审计局，县政府", "关于开展审计的报告", "妥否，请批示。", copies=("城关镇",)
    )
    assert [finding.refuses for finding in found] == sorted((f.refuses for f in found), reverse=True)
    assert {finding.code for finding in found} == {"GW-21A", "GW-21B", "GW-24A"}


@pytest.mark.parametrize(
    ("answer", "says"),
    [(Answer.OVERDUE, "逾期不视为同意"), (Answer.OBJECTED, "不同意见"), (Answer.PENDING, "尚未回复")],
)
def test_only_agreement_is_agreement(answer: Answer, says: str) -> None:
    (finding,) = findings(
        "县政府", "各乡镇人民政府", "关于水费的通知", opinions=(Opinion("县水利局", answer),)
    )
    assert finding.rule == "GW-28" and says in finding.message and "县水利局" in finding.message
    assert codes("县政府", "东陵县政府", "关于水费的函", opinions=(Opinion("县水利局", answer),)) == []


def test_the_genre_is_read_from_the_title_unless_it_is_given() -> None:
    body = "妥否，请批示。"
    assert codes("县教育局", "县政府", "关于新建三中的报告", body) == ["GW-24A"]
    assert codes("县教育局", "县政府", "关于新建三中的报告", body, genre=Genre.REQUEST) == []


def test_an_ordinary_section_heading_is_no_second_matter() -> None:
    body = "一、关于建设的必要性\n学位紧缺。\n二、关于资金来源\n已列入预算。\n三、关于请示事项\n请批准立项。妥否，请批示。"
    assert codes("县教育局", "县政府", "关于新建三中的请示", body) == []


def test_joint_issue_of_bureau_and_township_wants_a_look() -> None:
    (finding,) = findings("县教育局", "县政府", "关于校园防汛的报告", joint=("城关镇",))
    assert (finding.code, finding.refuses) == ("GW-29B", False)


def test_the_important_document_of_an_office_copies_above_its_government() -> None:
    assert codes("县政府办", "各乡镇人民政府", "关于机构改革的通知", important=True) == ["GW-27B"]
    copied = {"important": True, "copies": ("市政府办公室",)}
    assert codes("县政府办", "各乡镇人民政府", "关于机构改革的通知", **copied) == []


def test_a_township_writes_to_a_bureau_and_down_to_nobody_wrong() -> None:
    assert codes("城关镇", "县教育局", "关于商请支持校园防汛的函", "请予支持为盼。") == []
    assert codes("城关镇", "县政府", "关于防汛工作的报告", "以上报告，请审阅。") == []


def test_a_township_asks_a_bureau_of_the_city_past_the_county() -> None:
    found = findings("城关镇", "市教育局", "关于增加幼儿园资金的请示", "妥否，请批示。")
    assert {finding.code for finding in found} == {"GW-20A", "GW-20B"}
    assert "“县政府”" in found[0].remedy
    assert codes("城关镇", "市教育局", "关于商请指导幼儿园建设的函", "请予支持为盼。") == []


@pytest.mark.parametrize(
    "to", ["东陵县人民政府办公室", "幼儿园", "县公路段", "两汊村等沿河村民委员会", "县防指成员单位"]
)
def test_whom_the_list_need_not_hold_is_a_hint(to: str) -> None:
    (finding,) = findings("县政府办", to, "关于商请支持防汛工作的函")
    assert (finding.code, finding.strength) == ("YS-08A", "通行做法")


@pytest.mark.parametrize("to", ["县卫生健康委", "县防汛指挥部办公室", "云岭县司法局", "县人民法院", "白杨镇"])
def test_an_organ_of_the_own_county_must_be_in_the_list(to: str) -> None:
    (finding,) = findings("县政府办", to, "关于商请支持防汛工作的函")
    assert (finding.code, finding.refuses) == ("YS-08A", True)


def test_two_matters_told_by_their_sum() -> None:
    body = "拟修建检查站。\n另外，拟更换锅炉。\n以上两项共需资金54万元，恳请县政府一并解决。\n妥否，请批示。"
    (finding,) = findings("城关镇", "县政府", "关于解决防火和供暖问题的请示", body)
    assert (finding.code, finding.refuses) == ("GW-24B", True)


@pytest.mark.parametrize(
    ("sender", "found"), [("云岭县防汛抗旱指挥部", []), ("云岭县项目建设指挥部", ["GW-27A"])]
)
def test_the_headquarters_of_an_emergency_commands_by_law(sender: str, found: list[str]) -> None:
    organs = Organs((*COUNTY, Organ(sender, superiors=("云岭县人民政府",))))
    told = draft(sender, "各乡镇人民政府", "关于启动应急响应的通知", "请立即上岗到位。")
    assert [finding.code for finding in check_routing(told, organs)] == found
