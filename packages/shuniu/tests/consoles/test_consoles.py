"""三员: each in his own console, which shows no matter; nobody else comes in, and none of them does anybody's work."""

from __future__ import annotations

import pytest
from django.test import Client
from kit import NOW, administrator, browser, build_county

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import administrator_actor
from shuniu.kernel.people.duties import ADMINISTRATORS, DUTIES
from shuniu.kernel.people.models import Account
from shuniu.kernel.platform.menu import PLACES, places_for

pytestmark = pytest.mark.django_db

KINDS = ("system", "security", "audit")


def test_a_post_can_hold_no_administrators_duty() -> None:
    assert not set(DUTIES) & set(ADMINISTRATORS)


@pytest.mark.parametrize("kind", KINDS)
def test_he_sees_the_places_of_his_console_alone(kind: str) -> None:
    actor = administrator_actor(Account(pk=1, username=kind, kind=kind))
    assert not actor.principals
    assert places_for(actor), "a console without a place leads nowhere"
    assert {place.console for place in places_for(actor)} == {actor.console}


def test_nobody_else_sees_a_place_of_a_console() -> None:
    clerk = build_county().actor("clerk")
    assert not any(place.console for place in places_for(clerk))


@pytest.mark.parametrize("name", [name for name, place in PLACES.items() if place.console])
def test_each_place_is_one_administrators(name: str) -> None:
    county, place = build_county(), PLACES.get(name)
    assert Client().get(place.href)["Location"].startswith("/sign-in/")
    assert browser(county, "director").get(place.href).status_code == 403
    for kind in KINDS:
        mine = administrator_actor(Account(pk=1, username=kind, kind=kind)).console == place.console
        assert administrator(kind).get(place.href).status_code == (200 if mine else 403), kind


@pytest.mark.parametrize("kind", KINDS)
def test_no_work_of_an_office_is_open_to_him(kind: str) -> None:
    county, client = build_county(), administrator(kind)
    opened = county.do(
        "clerk", "documents.incoming.register_paper", source="市水利局", title="关于防汛的通知"
    )
    for address in (
        "/incoming/",
        "/search/?q=防汛",
        f"/matters/{opened.matter_id}/",
        "/outgoing/",
        "/readings/",
    ):
        answer = client.get(address)
        assert answer.status_code == 403 and "关于防汛" not in answer.content.decode(), address
    actor = administrator_actor(Account.objects.get(username=f"{kind}min"))
    outcome = run(
        "documents.incoming.register_paper",
        actor=actor,
        data={"source": "县水利局", "title": "通知"},
        now=NOW,
    )
    assert isinstance(outcome, Refusal) and outcome.code is Code.NOT_ALLOWED
