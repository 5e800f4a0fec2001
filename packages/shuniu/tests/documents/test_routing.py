"""行文规则 in the county: who stands where, what 核稿 refuses, and how a rule is set aside."""

from __future__ import annotations

import pytest
from kit import County, browser, build_county
from test_outgoing_way import ALL_FIVE

from hongtou import OrganKind, Relation
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import OutsideOrgan, Post, Unit
from shuniu.modules.documents.models import DraftVersion, RuleOverride, document_of
from shuniu.modules.documents.outgoing import routing
from shuniu.modules.documents.outgoing.text import Content

pytestmark = pytest.mark.django_db

REQUEST = "云岭县人民政府关于请求支持水库除险加固的请示"


@pytest.fixture
def county() -> County:
    made = build_county()
    government = OutsideOrgan.objects.create(name="云州市人民政府", short_name="市政府", level="city")
    OutsideOrgan.objects.create(name="云州市水利局", short_name="市水利局", level="city")
    OutsideOrgan.objects.create(name="临江省人民政府", short_name="省政府", level="province")
    assert government.leads.count() == 0
    return made


def to_review(county: County, title: str, body: str, addressees: str, **subject: object) -> int:
    """A document of the county's government, drafted in its office, at 核稿."""
    wanted = {"title": title, "issuer": county.units["county"].pk, **subject}
    pk = int(county.do("handler", "documents.outgoing.open", **wanted).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    county.do(
        "handler", "documents.outgoing.save_draft", matter=pk, title=title, body=body, addressees=addressees
    )
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    return pk


def review(county: County) -> dict[str, object]:
    return {"signer": county.posts["mayor"].pk, **ALL_FIVE}


UP = {"genre": "请示", "direction": "up"}


def test_the_tree_knows_who_stands_above_beside_and_below(county: County) -> None:
    organs = routing.organs_of_county()
    government, water = organs.get("云岭县人民政府"), organs.get("云岭县水利局")
    assert government is not None and water is not None
    relations = {
        name: organs.relation(government, other)
        for name in ("云州市人民政府", "云岭县水利局", "云岭县人民政府办公室", "临江省人民政府")
        if (other := organs.get(name)) is not None
    }
    assert relations["云州市人民政府"] is Relation.SUPERIOR
    assert relations["云岭县水利局"] is Relation.SUBORDINATE
    assert relations["云岭县人民政府办公室"] is Relation.SUBORDINATE
    assert organs.relation(water, government) is Relation.SUPERIOR


def test_the_tree_is_made_anew_only_when_something_changed(
    county: County, django_assert_max_num_queries: object
) -> None:
    first = routing.organs_of_county()
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        assert routing.organs_of_county() is first
    Unit.objects.filter(code="water").update(short_name="县水务局")
    assert routing.organs_of_county() is not first


@pytest.mark.parametrize("kind", ["section", "department"])
@pytest.mark.parametrize("ended", [False, True])
def test_a_pair_of_units_of_one_name_from_before_does_not_stop_the_desk(
    county: County, kind: str, ended: bool
) -> None:
    """The one in use is meant; the rules and the screen of the desk go on."""
    same = {"name": "综合科", "short_name": "综合科", "kind": kind, "parent": county.units["office"]}
    Unit.objects.create(code="first", active=not ended, ended="2021-05-20" if ended else None, **same)
    Unit.objects.create(code="second", **same)
    named = [organ for organ in routing.organs_of_county() if organ.name == "综合科"]
    assert [organ.ended for organ in named] == [None]
    own = {"title": "云岭县人民政府办公室关于防汛的通知", "issuer": county.units["office"].pk}
    pk = int(county.do("handler", "documents.outgoing.open", **own).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    desk = f"/outgoing/{pk}/draft/"
    assert browser(county, "handler").get(desk).status_code == 200
    typed = {"title": own["title"], "addressees": "云岭县水利局", "body": "请抓好落实。"}
    assert browser(county, "handler").post(f"{desk}check/", typed).status_code == 200


def test_a_unit_named_as_its_superior_or_as_an_organ_outside_stops_nothing(county: County) -> None:
    parent = county.units["office"]
    Unit.objects.create(code="same", name=parent.name, short_name="甲", kind="section", parent=parent)
    OutsideOrgan.objects.create(name="云岭县水利局", short_name="乙", level="peer")
    organs = routing.organs_of_county()
    assert [organ.kind for organ in organs if organ.name == parent.name] == [OrganKind.OFFICE]
    assert [organ.short_name for organ in organs if organ.name == "云岭县水利局"] != ["乙"]


def test_a_unit_that_was_merged_is_named_with_its_successor(county: County) -> None:
    gone = Unit.objects.create(
        code="fpb",
        name="云岭县扶贫开发办公室",
        short_name="县扶贫办",
        kind="department",
        parent=county.units["county"],
        active=False,
        ended="2021-05-20",
        successor=county.units["water"],
    )
    pk = to_review(county, "云岭县人民政府关于巩固成果的通知", "请抓好落实。", gone.name)
    refusal = county.refused("deputy", "documents.outgoing.pass_review", matter=pk, **review(county))
    assert refusal.rule == "YS-08" and "云岭县水利局" in refusal.message + refusal.remedy


def test_a_request_to_several_superiors_is_advised_against_not_refused(county: County) -> None:
    """原则上主送一个上级机关: the clause advises, so the reviewer decides."""
    body = "现请示如下。\n妥否，请批复。"
    pk = to_review(county, REQUEST, body, "云州市人民政府、云州市水利局", **UP)
    found = routing.findings_of(document_of(Matter.objects.get(pk=pk)), draft_of(pk))
    assert [f.refuses for f in found if f.rule == "GW-21"] == [False]
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, **review(county))


def draft_of(pk: int) -> Content:
    return Content.of(DraftVersion.objects.get(matter=pk, number=1).content)


def test_a_rule_is_set_aside_by_another_than_who_asked(county: County) -> None:
    report = "云岭县人民政府关于水库除险加固情况的报告"
    body = "现将情况报告如下。\n一、进展\n已完成六座。\n请予解决资金200万元，妥否，请批复。"
    pk = to_review(county, report, body, "云州市人民政府", genre="报告", direction="up")
    refusal = county.refused("deputy", "documents.outgoing.pass_review", matter=pk, **review(county))
    assert refusal.rule == "GW-24"
    asked = {"matter": pk, "rule": "GW-24", "reason": "市政府办公室电话要求合并报送"}
    assert county.refused("clerk", "documents.outgoing.ask_override", **asked).code.value
    county.do("deputy", "documents.outgoing.ask_override", **asked)
    again = county.refused("deputy", "documents.outgoing.ask_override", **asked)
    assert "已经申请过" in again.message
    decision = {"matter": pk, "rule": "GW-24", "grant": True, "text": "同意，附电话记录。"}
    himself = county.refused("deputy", "documents.outgoing.decide_override", **decision)
    assert "同一个人" in himself.message
    county.do("director", "documents.outgoing.decide_override", **decision)
    override = RuleOverride.objects.get()
    assert (override.asked_by.name, override.approved_by.name) == ("何晓云", "陈立新")
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, **review(county))


def test_what_no_approval_makes_good_cannot_be_asked_for(county: County) -> None:
    pk = to_review(county, "云岭县人民政府关于防汛的通知", "请抓好落实。", "县无此局")
    asked = {"matter": pk, "rule": "YS-08", "reason": "随便发一发也行吧"}
    refusal = county.refused("deputy", "documents.outgoing.ask_override", **asked)
    assert "不能按特殊情况处理" in refusal.message


def test_a_leader_is_recognised_as_a_person(county: County) -> None:
    assert Post.objects.filter(person__name="周明远").exists()
    organs = routing.organs_of_county()
    government = organs.get("云岭县人民政府")
    assert government is not None and "周明远" in government.leaders


def test_the_unit_that_drafts_is_not_waited_for_as_one_concerned(county: County) -> None:
    """It gives no 会签 of its own: if 行文规则 waited for it, the document could never go on (GW-28)."""
    title = "云岭县人民政府关于防汛的通知"
    body, office = "请抓好落实。", [county.units["office"].pk]
    pk = to_review(county, title, body, "云岭县水利局", consulted=office)
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, **review(county))
