"""会签: agreement, disagreement and how it is settled, 逾期, one more unit, second rounds (GW-10, GW-28)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import NOW, County, build_county, stand_in
from outgoing_scene import ALL_FIVE, BODY, TEXT, Way

from shuniu.kernel.flow.models import Entry, Matter, Round, Task
from shuniu.kernel.flow.offers import offers
from shuniu.kernel.flow.reading import Reading, read_matter
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.people.models import Portfolio
from shuniu.modules.documents.models import CountersignOpinion

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PASSAGE = "全县所有水库、山塘。"
OBJECTION = {"result": "opinion", "text": "山塘由乡镇管。", "passage": PASSAGE}


@pytest.fixture
def county() -> County:
    return build_county()


@pytest.fixture
def way(county: County) -> Way:
    """With 县水利局 and 县委办 for 会签."""
    units = [county.units["water"].pk, county.units["party"].pk]
    return Way(county, consulted=units).vetted()


def said(way: Way) -> list[tuple[str, str, int, str]]:
    rows = CountersignOpinion.objects.filter(matter=way.pk).order_by("pk")
    return [(o.unit.code, o.result, o.version, o.manner) for o in rows]


def names_offered(way: Way, who: str) -> list[str]:
    actor = way.county.actor(who)
    reading = read_matter(actor, way.pk)
    assert isinstance(reading, Reading)
    return [o.action.name for o in offers(actor, reading) if o.refusal is None and o.step]


def test_each_head_answers_with_an_action_of_its_own(way: Way) -> None:
    assert names_offered(way, "water_head") == ["documents.outgoing.countersign"]
    refusal = way.county.refused("water_head", "flow.read", matter=way.pk, result="agree")
    assert refusal.code == "not_your_turn"
    way.do("water_head", "countersign", draft=1)
    assert way.refused("handler", "close_countersign").rule == "GW-06"
    way.do("director_party", "countersign", draft=1)
    way.do("handler", "close_countersign")
    assert way.state == "to_review"
    assert said(way) == [("water", "agree", 1, ""), ("party", "agree", 1, "")]


def test_an_objection_needs_words_and_a_passage_of_the_text(way: Way) -> None:
    assert way.refused("water_head", "countersign", result="opinion").problems[0].field == "text"
    refusal = way.refused("water_head", "countersign", **{**OBJECTION, "passage": "没有这一句"})
    assert refusal.problems[0].field == "passage"
    way.do("water_head", "countersign", **OBJECTION)
    kept = CountersignOpinion.objects.get()
    assert (kept.passage, kept.version, kept.person) == (PASSAGE, 1, way.county.posts["water_head"].person)


def test_a_downward_document_needs_all_to_agree(way: Way) -> None:
    way.do("water_head", "countersign", **OBJECTION)
    way.do("director_party", "countersign")
    assert way.refused("handler", "close_countersign").rule == "GW-28"
    way.do("handler", "refer", leader=way.post("vice"), text="请协调山塘由谁查。")
    refusal = way.refused("vice", "decide", decision="go_on", text="照发。")
    assert refusal.rule == "GW-28" and "协商一致" in refusal.message
    way.do("vice", "decide", decision="change", text="山塘由乡镇查，请改。")
    assert way.refused("handler", "close_countersign").rule == "GW-28"


def test_changing_the_text_asks_only_whose_objection_stands(way: Way) -> None:
    way.do("water_head", "countersign", **OBJECTION)
    way.do("director_party", "countersign")
    way.do("handler", "revise", reason="按水利局意见修改")
    assert Round.objects.filter(matter=way.pk, closed_at=None).count() == 0
    way.do("handler", "save_draft", **{**TEXT, "body": BODY.replace("、山塘", "")}, draft=1)
    way.do("handler", "hand_in")
    way.do("director", "vet")
    asked = Task.objects.filter(matter=way.pk, purpose="round", closed_at=None)
    assert [t.unit.code for t in asked] == ["water"]
    way.do("water_head", "countersign", draft=2)
    way.do("handler", "close_countersign")
    assert said(way) == [
        ("water", "opinion", 1, "changed"),
        ("party", "agree", 1, ""),
        ("water", "agree", 2, ""),
    ]


def test_the_drafter_may_ask_again_who_agreed(way: Way) -> None:
    way.do("water_head", "countersign")
    way.do("director_party", "countersign")
    way.do("handler", "revise", reason="补充一段")
    way.do("handler", "save_draft", **{**TEXT, "body": BODY + "\n二、时间"}, draft=1)
    stranger = way.refused("handler", "hand_in", ask_again=[way.unit("county")])
    assert stranger.problems[0].field == "ask_again"
    way.do("handler", "hand_in", ask_again=[way.unit("party")])
    way.do("director", "vet")
    asked = Task.objects.filter(matter=way.pk, purpose="round", closed_at=None)
    assert [t.unit.code for t in asked] == ["party"]


def test_a_unit_withdraws_its_objection(way: Way) -> None:
    way.do("water_head", "countersign", **OBJECTION)
    way.do("director_party", "countersign")
    assert way.refused("director_party", "withdraw_objection", reason="没有意见").rule == "GW-10"
    way.do("water_head", "withdraw_objection", reason="已经说清楚，没有意见。")
    way.do("handler", "close_countersign")
    settled = CountersignOpinion.objects.get(result="opinion")
    assert (settled.manner, settled.settled) == ("withdrawn", "已经说清楚，没有意见。")
    assert settled.text == OBJECTION["text"]


def test_a_leader_lets_a_level_document_go_on_with_the_disagreement(county: County) -> None:
    way = Way(county, consulted=[county.units["water"].pk], direction="level", genre="函").vetted()
    way.do("water_head", "countersign", **OBJECTION)
    assert way.refused("handler", "close_countersign").rule == "GW-10"
    assert way.refused("handler", "refer", leader=way.post("clerk"), text="请协调。").problems
    way.do("handler", "refer", leader=way.post("vice"), text="请协调。")
    assert way.refused("handler", "refer", leader=way.post("mayor"), text="请协调。").rule == "GW-28"
    way.do("vice", "decide", decision="go_on", text="情况紧急，列明分歧照发。")
    way.do("handler", "close_countersign")
    settled = CountersignOpinion.objects.get()
    assert (settled.manner, settled.settled) == ("decided", "林树声裁定：情况紧急，列明分歧照发。")


def test_silence_is_no_consent_and_climbs(way: Way) -> None:
    portfolio = Portfolio.objects.create(leader=way.county.posts["vice"], field="农业农村")
    portfolio.units.add(way.county.units["water"])
    way.do("director_party", "countersign")
    late = NOW + timedelta(days=9)
    job = system_actor("会签时限")
    early = run("documents.outgoing.mark_overdue", actor=job, data={"matter": way.pk}, now=NOW)
    assert not isinstance(early, Done)
    assert way.refused("director", "mark_overdue", now=late).code == "not_allowed"
    assert isinstance(
        run("documents.outgoing.mark_overdue", actor=job, data={"matter": way.pk}, now=late), Done
    )
    twice = run("documents.outgoing.mark_overdue", actor=job, data={"matter": way.pk}, now=late)
    assert not isinstance(twice, Done)
    assert said(way) == [("party", "agree", 1, ""), ("water", "overdue", 1, "")]
    assert isinstance(read_matter(way.county.actor("vice"), way.pk), Reading)
    assert way.refused("handler", "close_countersign", now=late).rule == "GW-06"
    way.do("water_head", "countersign", now=late)
    way.do("handler", "close_countersign", now=late)
    assert said(way)[-1] == ("water", "agree", 1, "")


def test_one_more_unit_and_a_second_round(county: County) -> None:
    way = Way(county, consulted=[county.units["water"].pk]).vetted()
    assert way.refused("handler", "ask_units", units=[way.unit("water")]).rule == "GW-10"
    assert way.refused("handler", "ask_units", units=[way.unit("office")]).rule == "GW-10"
    way.do("handler", "ask_units", units=[way.unit("party")], text="涉及保密")
    assert way.document.consulted == [way.unit("water"), way.unit("party")]
    way.do("water_head", "countersign")
    way.do("handler", "ask_units", units=[way.unit("water")])
    way.do("water_head", "countersign", **OBJECTION)
    way.do("director_party", "countersign")
    assert way.refused("handler", "close_countersign").rule == "GW-28"


def test_a_unit_that_was_abolished_is_named_anew(county: County) -> None:
    water = county.units["water"]
    way = Way(county, consulted=[water.pk])
    way.do("handler", "save_draft", **TEXT)
    water.active = False
    water.save()
    way.do("handler", "hand_in")
    refusal = way.refused("director", "vet")
    assert refusal.rule == "GW-10" and "撤销" in refusal.message
    county.do("director", "flow.return", matter=way.pk, reason="水利局已经撤销")
    way.do("handler", "change_units", units=[way.unit("party")], reason="职能并入")
    way.do("handler", "hand_in")
    way.do("director", "vet")
    assert way.state == "countersigning"


def test_an_objecting_unit_is_not_left_out(way: Way) -> None:
    way.do("water_head", "countersign", **OBJECTION)
    way.do("handler", "revise", reason="修改")
    refusal = way.refused("handler", "change_units", units=[way.unit("party")], reason="不送了")
    assert refusal.rule == "GW-10" and "水利局" in refusal.message


def test_who_stands_in_for_the_head_answers_for_him(way: Way) -> None:
    stand_in(way.county, "water_head", "water_handler")
    way.do("water_handler", "countersign")
    opinion = CountersignOpinion.objects.get()
    assert opinion.person == way.county.posts["water_head"].person
    entry = Entry.objects.get(matter=way.pk, action="documents.outgoing.countersign")
    assert (entry.behalf, entry.person_name) == ("stand_in", "马志刚")


def test_a_draft_that_changed_meanwhile_is_not_signed_for(way: Way) -> None:
    way.do("handler", "revise", reason="修改")
    way.do("handler", "save_draft", **{**TEXT, "body": BODY + "\n二、时间"}, draft=1)
    way.do("handler", "hand_in")
    way.do("director", "vet")
    refusal = way.refused("water_head", "countersign", draft=1)
    assert refusal.code == "stale" and "花脸" in refusal.remedy


def test_nobody_passes_review_before_all_have_agreed(way: Way) -> None:
    way.do("water_head", "countersign")
    way.do("director_party", "countersign")
    way.do("handler", "close_countersign")
    CountersignOpinion.objects.filter(unit__code="water").update(result="opinion")
    refusal = way.refused("deputy", "pass_review", signer=way.post("director"), **ALL_FIVE)
    assert refusal.rule == "GW-28"
    assert Matter.objects.get(pk=way.pk).state == "to_review"
