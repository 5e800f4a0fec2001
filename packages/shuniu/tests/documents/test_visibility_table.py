"""CQ-06, BM-08 as a table: at every stage of a document, everybody of the county is asked for every list.

A row names all who find it; whoever is not named must not. So each rule has its good and its bad cases at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from kit import ALL_POINTS, NOW, POSTS, County, authorise, build_county, stand_in

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.reading import get_matter_for
from shuniu.kernel.flow.visibility import LISTS
from shuniu.kernel.people.models import Portfolio
from shuniu.kernel.platform.search.indexing import index_pending
from shuniu.kernel.platform.search.queries import search

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OFFICE = {"director", "deputy", "clerk"}
"""Who oversees the matters of the Government office."""


@pytest.fixture
def county() -> County:
    return build_county()


def found(county: County, pk: int) -> dict[str, set[str]]:
    """Who finds the matter, list by list; a list that nobody finds it in is left out."""
    seen: dict[str, set[str]] = {}
    for who in POSTS:
        principals = county.actor(who, now=NOW).principals
        for name in LISTS:
            if pk in lists.read_page(principals, [f"incoming.{name}"]).ids:
                seen.setdefault(name, set()).add(who)
    return seen


def received(county: County, **paper: object) -> int:
    words = {"source": "云州市水利局", "title": "关于防汛的通知", "genre": "通知", **paper}
    return int(county.do("clerk", "documents.incoming.register_paper", **words).result["matter"])


def submitted(county: County, **paper: object) -> int:
    pk = received(county, **paper)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_POINTS)
    mayor = county.posts["mayor"].pk
    county.do("director", "documents.incoming.propose", matter=pk, text="请周县长批示。", leader=mayor)
    return pk


def in_hand(county: County, **paper: object) -> int:
    pk = submitted(county, **paper)
    county.do("mayor", "documents.incoming.instruct", matter=pk, text="同意。")
    lead = [{"post": county.posts["handler"].pk}]
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=lead)
    return pk


def test_just_registered_it_is_the_offices_alone(county: County) -> None:
    pk = received(county)
    seen = found(county, pk)
    assert seen == {"all": OFFICE, "todo": {"clerk"}, "open": OFFICE}


def test_with_a_leader_he_and_his_liaison_find_it(county: County) -> None:
    seen = found(county, submitted(county))
    assert seen == {
        "all": OFFICE | {"mayor", "liaison"},
        "todo": {"mayor", "liaison"},
        "doing": {"clerk", "director"},
        "open": OFFICE,
    }


def test_in_hand_its_handler_finds_it_and_whoever_acted_follows_it(county: County) -> None:
    seen = found(county, in_hand(county))
    assert seen == {
        "all": OFFICE | {"mayor", "liaison", "handler"},
        "todo": {"handler"},
        "doing": {"clerk", "director", "mayor", "liaison"},
        "open": OFFICE,
    }


def test_done_it_is_in_nobodys_way(county: County) -> None:
    pk = in_hand(county)
    county.do("handler", "documents.incoming.report", matter=pk, text="已经全部办结。")
    county.do("director", "documents.incoming.accept", matter=pk)
    county.do("clerk", "documents.incoming.answer", matter=pk, text="已按要求办理。")
    seen = found(county, pk)
    assert set(seen) == {"all", "done"}
    assert seen["all"] == OFFICE | {"mayor", "liaison", "handler"}
    assert {"handler", "director", "clerk", "mayor"} <= seen["done"] <= seen["all"]


def test_another_unit_finds_its_own_child_and_not_the_parent(county: County) -> None:
    pk = submitted(county)
    county.do("mayor", "documents.incoming.instruct", matter=pk, text="同意。")
    lead = [{"unit": county.units["water"].pk}]
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=lead)
    child = county.posts["water_clerk"]
    assert not {"water_clerk", "water_head", "water_handler"} & found(county, pk)["all"]
    made = lists.read_page(county.actor("water_clerk").principals, ["incoming.all"]).ids
    assert len(made) == 1 and child.unit_id == county.units["water"].pk
    assert found(county, made[0])["all"] == {"water_clerk", "water_head"}


def test_a_portfolio_finds_what_concerns_its_unit_and_a_stand_in_what_he_does_meanwhile(
    county: County,
) -> None:
    office = county.units["office"]
    office.parent = county.units["county"]
    office.save()
    portfolio = Portfolio.objects.create(leader=county.posts["vice"], field="水利")
    portfolio.units.add(county.units["water"])
    plain, about = (
        received(county),
        received(county, title="关于水库的请示", source="云岭县水利局", source_unit=county.units["water"].pk),
    )
    assert "vice" not in found(county, plain)["all"] and "vice" in found(county, about)["all"]
    pk = submitted(county, title="关于另一件事的通知")
    assert "vice" not in found(county, pk)["all"]
    stand_in(county, "mayor", "vice")
    assert "vice" in found(county, pk)["todo"]
    later = county.actor("vice", now=NOW + timedelta(days=9))
    assert pk not in lists.read_page(later.principals, ["incoming.all"]).ids


BACK = NOW + timedelta(days=9)
"""The leader has come back."""


def lists_of(county: County, who: str, pk: int, *, now: datetime = NOW) -> set[str]:
    """The lists in which *who* finds the matter, and "search" where his search does."""
    actor = county.actor(who, now=now)
    found = {n for n in LISTS if pk in lists.read_page(actor.principals, [f"incoming.{n}"]).ids}
    index_pending(now=NOW)
    hits = {hit.matter.pk for hit in search(actor, "防汛").hits}
    assert (pk in hits) == (not isinstance(get_matter_for(actor, pk), Refusal)) == ("all" in found)
    return found


def untouched(county: County) -> int:
    """Lies with the mayor, and his stand-in does nothing with it."""
    return submitted(county)


def done_by_himself(county: County) -> int:
    """The mayor wrote on it before he left."""
    pk = submitted(county)
    county.do("mayor", "documents.incoming.instruct", matter=pk, text="同意。")
    return pk


def done_for_him(county: County) -> int:
    """His stand-in wrote on it in his name; it is still being handled."""
    pk = submitted(county)
    county.do("vice", "documents.incoming.instruct", matter=pk, text="同意。")
    return pk


def done_for_him_and_over(county: County) -> int:
    pk = done_for_him(county)
    county.do("clerk", "documents.incoming.note_only", matter=pk)
    return pk


def read_for_him(county: County) -> int:
    """A round reached the mayor, and his stand-in read it."""
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_POINTS)
    county.do("director", "documents.incoming.propose", matter=pk, text="请传阅。", to="assign")
    county.do("clerk", "flow.circulate", matter=pk, members=[county.posts["mayor"].pk])
    county.do("vice", "flow.read", matter=pk, text="", result="read")
    return pk


def secret_with_him(county: County) -> int:
    """工作秘密 of which the mayor is a named reader, and not his stand-in."""
    readers = [county.posts[k].pk for k in ("director", "mayor")]
    return submitted(county, level="work_secret", readers=readers)


def secret_done_for_him(county: County) -> int:
    pk = secret_with_him(county)
    county.do("vice", "documents.incoming.instruct", matter=pk, text="同意。")
    return pk


@pytest.mark.parametrize(
    ("case", "during", "after", "his"),
    [
        # the paper; what the stand-in finds during the absence, and after it; what the leader finds then
        (untouched, {"all", "todo"}, set(), {"all", "todo"}),
        (done_by_himself, {"all", "doing"}, set(), {"all", "doing"}),
        (done_for_him, {"all", "doing"}, {"all", "doing"}, {"all", "doing"}),
        (done_for_him_and_over, {"all", "done"}, {"all", "done"}, {"all", "done"}),
        (read_for_him, {"all", "doing"}, {"all", "doing"}, {"all", "doing"}),
        (secret_with_him, {"all", "todo"}, set(), {"all", "todo"}),
        (secret_done_for_him, {"all", "doing"}, set(), {"all", "doing"}),
    ],
)
def test_a_stand_in_finds_what_the_leader_finds_and_keeps_what_he_did_for_him(
    county: County,
    case: Callable[[County], int],
    during: set[str],
    after: set[str],
    his: set[str],
) -> None:
    """代为主持: as long as it lasts he sees as the leader does; afterwards only what he did in that capacity, and no
    工作秘密 that he is not named for."""
    stand_in(county, "mayor", "vice")
    pk = case(county)
    assert lists_of(county, "vice", pk) == during
    assert lists_of(county, "vice", pk, now=BACK) == after
    assert lists_of(county, "mayor", pk, now=BACK) == his


def test_an_authority_shows_what_may_be_signed_and_ends_with_its_day(county: County) -> None:
    pk = submitted(county)
    authorise(county, "mayor", "vice")
    assert "vice" in found(county, pk)["todo"]
    later = county.actor("vice", now=NOW + timedelta(days=60))
    assert pk not in lists.read_page(later.principals, ["incoming.todo"]).ids


def test_a_work_secret_is_found_by_its_named_readers_and_nobody_else(county: County) -> None:
    """With a named leader goes his liaison, who has the leader's papers before him; the form says so (BM-08)."""
    readers = [county.posts[k].pk for k in ("director", "mayor")]
    pk = submitted(county, level="work_secret", readers=readers)
    seen = found(county, pk)
    assert seen["all"] == {"clerk", "director", "mayor", "liaison"}
    assert seen["todo"] == {"mayor", "liaison"}


def test_every_list_is_asked_and_every_list_has_been_found_by_some_and_not_by_others(county: County) -> None:
    pk = in_hand(county)
    seen = found(county, pk)
    assert set(LISTS) - set(seen) == {"done"}
    for name, who in seen.items():
        assert who and who < set(POSTS), name
    assert {"clerk_party", "director_party", "vice"} & set().union(*seen.values()) == set()
