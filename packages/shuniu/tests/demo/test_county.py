"""The county hangs together: every code resolves, names are distinct, every desk has somebody at it."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from shuniu.demo.county import load_county
from shuniu.demo.guide import load_guide
from shuniu.demo.opinions import load_calls, load_phrases, load_telegrams

COUNTY = load_county()


def test_the_county_is_as_large_as_a_county() -> None:
    kinds = Counter(unit.kind for unit in COUNTY.units.values())
    assert kinds["township"] == 12
    assert 25 <= kinds["party"] + kinds["government"] <= 32
    assert kinds["office"] == 2
    assert kinds["section"] >= 12
    assert 90 <= len(COUNTY.people) <= 130


def test_names_are_distinct() -> None:
    names = [person.name for person in COUNTY.people.values()]
    assert len(set(names)) == len(names)
    for field in ("name", "order"):
        seen = [getattr(unit, field) for unit in COUNTY.units.values() if unit.kind != "section"]
        assert len(set(seen)) == len(seen)


def test_issuer_codes_and_fonds_belong_to_one_organ_each() -> None:
    organs = [*COUNTY.units.values(), *COUNTY.organs.values()]
    codes = list(chain.from_iterable(organ.codes for organ in organs))
    assert len(set(codes)) == len(codes)
    assert not set(COUNTY.units) & set(COUNTY.organs)
    fonds = [unit.fonds for unit in COUNTY.units.values() if unit.kind != "section"]
    assert len(set(fonds)) == len(fonds)


def test_every_code_named_in_the_county_exists() -> None:
    units, people = COUNTY.units, COUNTY.people
    assert all(not unit.parent or unit.parent in units for unit in units.values())
    for person in people.values():
        assert {post.unit for post in person.posts} <= set(units)
        assert {duty.unit for duty in person.duties} <= {post.unit for post in person.posts}, person.name
        assert all((duty.duty == "LEADER_LIAISON") == bool(duty.leader) for duty in person.duties)
        assert all(not duty.leader or duty.leader in people for duty in person.duties)
    assert set(COUNTY.rank_order) <= set(people)
    for portfolio in COUNTY.portfolios:
        assert portfolio.leader in COUNTY.rank_order
        assert set(portfolio.units) <= set(units)
    assert set(chain.from_iterable(COUNTY.stand_ins)) <= set(people)
    assert set(COUNTY.townships) == {unit.code for unit in COUNTY.of_kind("township")}


@pytest.mark.parametrize("unit", COUNTY.receivers(), ids=lambda unit: unit.code)
def test_every_receiver_has_a_clerk_a_head_and_a_handler(unit: object) -> None:
    code = unit.code  # type: ignore[attr-defined]
    for duty in ("CLERK", "UNIT_HEAD", "OFFICE_HEAD", "HANDLER"):
        assert COUNTY.holders(duty, code), (code, duty)
    assert len(COUNTY.holders("UNIT_HEAD", code)) == 1


def test_a_unit_has_one_principal_and_no_two_people_of_one_rank() -> None:
    posts = [post for person in COUNTY.people.values() for post in person.posts]
    principals = Counter(post.unit for post in posts if post.head)
    # A township has a 书记 and a 乡镇长, of its Party committee and of its government.
    assert all(
        count == (2 if COUNTY.units[unit].kind == "township" else 1) for unit, count in principals.items()
    )
    ranks = [(post.unit, post.rank) for post in posts]
    assert len(set(ranks)) == len(ranks)


def test_every_department_lies_in_exactly_one_portfolio() -> None:
    in_portfolio = Counter(chain.from_iterable(portfolio.units for portfolio in COUNTY.portfolios))
    departments = {unit.code for kind in ("party", "government") for unit in COUNTY.of_kind(kind)}  # type: ignore[arg-type]
    assert {code for code in departments if in_portfolio[code] != 1} == set()


def test_two_people_at_least_serve_both_offices_with_separate_duties() -> None:
    shared = [
        person
        for person in COUNTY.people.values()
        if {"xwb", "zfb"} <= {post.unit for post in person.posts}
        and {"xwb", "zfb"} <= {duty.unit for duty in person.duties}
    ]
    assert len(shared) >= 2
    assert any(person.holds("CLERK", "xwb") and person.holds("CLERK", "zfb") for person in shared)


def test_a_leader_is_away_today_and_his_stand_in_is_his_pair() -> None:
    away = [absence for absence in COUNTY.absences if absence.first <= 0 <= absence.last]
    assert away
    pairs = {frozenset(pair) for pair in COUNTY.stand_ins}
    assert all(frozenset((absence.person, absence.stand_in)) in pairs for absence in away)


def test_the_written_authority_is_in_force_and_leaves_upward_papers_out() -> None:
    authority = COUNTY.authorities[0]
    assert authority.first <= 0 <= authority.last
    assert not authority.upward
    assert "请示" not in authority.genres


def test_the_guide_leads_to_desks_that_exist() -> None:
    guide = load_guide()
    assert len({entrance.key for entrance in guide}) == len(guide) >= 12
    assert all(2 <= len(entrance.tries) <= 3 for entrance in guide)
    wanted = {
        "CLERK",
        "OFFICE_HEAD",
        "LEADER",
        "LEADER_LIAISON",
        "LIAISON",
        "HANDLER",
        "SECRECY",
        "UNIT_HEAD",
    }
    assert wanted <= {entrance.duty for entrance in guide}


def test_stock_phrases_calls_and_telegrams() -> None:
    assert len(load_telegrams()) >= 15
    assert {telegram.grade for telegram in load_telegrams()} == {"平急", "加急", "特急", "特提"}
    for telegram in load_telegrams():
        assert telegram.code in COUNTY.organs[telegram.sender].codes
        assert telegram.lead in COUNTY.units
    calls = load_calls()
    assert len(calls) >= 20
    for call in calls:
        assert call.day < 0
        assert call.to in COUNTY.units
        assert call.lead in COUNTY.units
        COUNTY.sender(call.organ)
        assert COUNTY.people[call.taker].posts[0].unit in ("xwb", "zfb")
        assert any(post.unit == call.to for post in COUNTY.people[call.taker].posts)
    assert all(bool(phrase.rule) == (phrase.use == "reject") for phrase in load_phrases())
