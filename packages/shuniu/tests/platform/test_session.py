"""Which hat is worn: one at a time, only one's own, and no longer than the post lasts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext
from kit import NOW, County, build_county

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Account
from shuniu.kernel.platform import session

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def request_of(account: object, memory: dict[str, Any] | None = None) -> HttpRequest:
    request = HttpRequest()
    request.user = account  # type: ignore[assignment]
    request.session = {} if memory is None else memory  # type: ignore[assignment]
    return request


def test_the_first_hat_by_rank_and_then_the_one_chosen(county: County) -> None:
    account = county.posts["clerk"].person.account
    request = request_of(account)
    assert {p.unit.code for p in session.own_hats(request, NOW)} == {"office", "party"}
    first = session.current_actor(request, NOW)
    assert isinstance(first, Actor) and first.unit_id == county.units["office"].pk
    worn = session.wear(request, county.posts["clerk_party"].pk, NOW)
    assert session.current_actor(request, NOW) is worn
    later = session.current_actor(request_of(account, request.session), NOW)  # type: ignore[arg-type]
    assert isinstance(later, Actor) and later.unit_id == county.units["party"].pk


def test_another_persons_hat_is_refused_and_ones_own_stays(county: County) -> None:
    request = request_of(county.posts["clerk"].person.account, {session.POST: county.posts["clerk_party"].pk})
    refusal = session.wear(request, county.posts["mayor"].pk, NOW)
    assert isinstance(refusal, Refusal) and refusal.code is Code.DUTY_ENDED
    actor = session.current_actor(request, NOW)
    assert isinstance(actor, Actor) and actor.unit_id == county.units["party"].pk


def test_nobody_an_administrator_and_a_leaver(county: County) -> None:
    for account in (None, object()):
        found = session.current_actor(request_of(account), NOW)
        assert isinstance(found, Refusal) and found.code is Code.NO_ACTOR
        assert session.own_hats(request_of(account), NOW) == ()
    administrator = Account.objects.create(
        username="sysadmin", password="!", kind="system", must_change_password=False
    )
    found = session.current_actor(request_of(administrator), NOW)
    assert isinstance(found, Refusal) and found.code is Code.DUTY_ENDED
    county.posts["handler"].until = date(2021, 1, 1)
    county.posts["handler"].save()
    found = session.wear(request_of(county.posts["handler"].person.account), county.posts["handler"].pk, NOW)
    assert isinstance(found, Refusal) and found.code is Code.DUTY_ENDED


def test_worked_out_once_for_a_request(county: County) -> None:
    request = request_of(county.posts["mayor"].person.account)
    session.current_actor(request, NOW)
    with CaptureQueriesContext(connection) as asked:
        session.current_actor(request, NOW)
    assert len(asked) == 0
