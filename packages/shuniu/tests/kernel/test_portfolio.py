"""分管: a leader finds what his office handles about the units in his portfolio, and nothing else (CQ-06)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import NOW, County, build_county, stand_in

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.people.models import Portfolio

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

CHECK = {"ours": True, "direction": True, "form": True, "agreed": True}


@pytest.fixture
def county() -> County:
    """The office serves the county government, whose vice head looks after water."""
    county = build_county()
    county.units["office"].parent = county.units["county"]
    county.units["office"].save()
    portfolio = Portfolio.objects.create(leader=county.posts["vice"], field="水利")
    portfolio.units.add(county.units["water"])
    return county


def received(county: County, **paper: object) -> int:
    words = {"source": "云州市水利局", "title": "关于做好水库安全检查的通知", "genre": "通知", **paper}
    return int(county.do("clerk", "documents.incoming.register_paper", **words).result["matter"])


def handed_to_water(county: County, **paper: object) -> int:
    pk = received(county, **paper)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **CHECK)
    county.do("director", "documents.incoming.propose", matter=pk, text="建议请水利局办理。", to="assign")
    county.do(
        "clerk",
        "documents.incoming.assign",
        matter=pk,
        lead=[{"unit": county.units["water"].pk}],
        tracker=None,
    )
    return pk


def found(county: County, who: str) -> set[int]:
    return set(lists.read_page(county.actor(who).principals, ["incoming.all"]).ids)


def test_a_leader_finds_what_is_handed_to_a_unit_of_his(county: County) -> None:
    pk = handed_to_water(county)
    assert found(county, "vice") == {pk}, "the office's matter; not the child, which is the unit's own"
    assert found(county, "mayor") == set(), "nothing was sent to him, and water is not in his portfolio"


def test_a_leader_finds_what_a_unit_of_his_sends_in(county: County) -> None:
    pk = received(county, source="云岭县水利局", source_unit=county.units["water"].pk)
    assert found(county, "vice") == {pk}


def test_seeing_is_not_acting(county: County) -> None:
    pk = handed_to_water(county)
    refusal = county.refused("vice", "documents.incoming.instruct", matter=pk, text="请抓紧。")
    assert refusal.code is Code.NOT_YOUR_TURN


def test_another_office_keeps_its_matters_to_itself(county: County) -> None:
    pk = int(
        county.do(
            "clerk_party",
            "documents.incoming.register_paper",
            source="云岭县水利局",
            source_unit=county.units["water"].pk,
            title="关于基层党建情况的报告",
            genre="报告",
        ).result["matter"]
    )
    assert not may_see(county.actor("vice"), pk)


def test_a_work_secret_stays_with_its_readers(county: County) -> None:
    pk = received(county, source_unit=county.units["water"].pk, level="work_secret")
    assert not may_see(county.actor("vice"), pk)


def test_who_stands_in_sees_it_for_as_long(county: County) -> None:
    pk = handed_to_water(county)
    assert not may_see(county.actor("mayor"), pk)
    stand_in(county, "vice", "mayor", days=3)
    assert may_see(county.actor("mayor"), pk)
    assert not may_see(county.actor("mayor", now=NOW + timedelta(days=3, minutes=1)), pk)


def test_a_portfolio_that_ended_shows_nothing(county: County) -> None:
    pk = handed_to_water(county)
    Portfolio.objects.update(until=NOW.date() - timedelta(days=1))
    assert not may_see(county.actor("vice"), pk)
