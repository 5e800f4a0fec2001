"""The rules of routing, asked about the demo's outgoing texts in the demo's own tree of organs."""

from __future__ import annotations

from datetime import datetime

import pytest

import hongtou
from hongtou import Answer, Dispatch, Finding, Opinion, Organs
from shuniu.demo.county import load_county
from shuniu.demo.loading.organisation import bring_county
from shuniu.demo.outgoing import OutgoingText, load_outgoing, own_day, title_of
from shuniu.demo.texts import fill
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.outgoing.routing import organs_of_county
from shuniu.modules.documents.outgoing.text import names_of

NOW = datetime(2026, 11, 27, 8, 20, tzinfo=COUNTY)
TEXTS = load_outgoing()
ROUTED = {"GW-20", "GW-21", "GW-23", "GW-24", "GW-25", "GW-27", "YS-08"}
"""What the rules of routing can see by themselves."""


@pytest.fixture(scope="module")
def organs(module_database: None) -> Organs:
    bring_county(load_county(), now=NOW)
    return organs_of_county()


def _findings(text: OutgoingText, organs: Organs) -> tuple[Finding, ...]:
    units, day = load_county().units, own_day(text, NOW.date())
    return hongtou.check_routing(
        Dispatch(
            sender=units[text.issuer].name,
            addressees=names_of(fill(text.main, day)),
            title=title_of(text, day),
            body=fill(text.body, day),
            genre=hongtou.Genre(text.genre),
            joint=tuple(units[unit].name for unit in text.joint),
            copies=names_of(text.copy),
            important=text.important,
            annexes=tuple(annex.title for annex in text.annexes),
            opinions=tuple(Opinion(units[unit].name, Answer.AGREED) for unit in text.countersign),
        ),
        organs,
    )


@pytest.mark.django_db
def test_a_sound_text_is_refused_by_no_rule(organs: Organs) -> None:
    wrong = {
        text.key: [finding.message for finding in found]
        for text in TEXTS.values()
        if not text.faults and (found := [f for f in _findings(text, organs) if f.refuses])
    }
    assert wrong == {}


@pytest.mark.django_db
def test_a_mistake_of_routing_is_found_by_the_rule_that_is_declared(organs: Organs) -> None:
    missed = {
        text.key: sorted(found)
        for text in TEXTS.values()
        if (wanted := ROUTED & set(text.faults))
        and not wanted & (found := {f.rule for f in _findings(text, organs)})
    }
    assert missed == {}


@pytest.mark.django_db
def test_what_ended_is_told_with_its_successor(organs: Organs) -> None:
    said = "".join(f.message for f in _findings(TEXTS["bad-addressee-merged"], organs))
    assert "县扶贫开发办公室" in said and "云岭县农业农村局" in said and "工业信息化和商务局" in said


@pytest.mark.django_db
def test_two_sections_of_one_name_are_two_organs(organs: Organs) -> None:
    assert {o.full_name for o in organs if o.name.endswith("综合科")} == {
        "中共云岭县委办公室综合科",
        "云岭县人民政府办公室综合科",
    }
    assert [o.name for o in organs.find("县人民政府")] == ["云岭县人民政府"]
    assert [o.name for o in organs.find("县委")] == ["中共云岭县委员会"]


def test_the_committees_and_governments_of_the_townships_are_one_general_term() -> None:
    assert names_of("各乡镇党委、人民政府，县直各单位") == ("各乡镇党委、人民政府", "县直各单位")
    assert names_of("县委、县政府") == ("县委", "县政府")
