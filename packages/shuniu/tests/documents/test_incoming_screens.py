"""The screens of 收文, asked for as a browser asks: what they show, what they refuse, what they keep."""

from __future__ import annotations

import pytest
from django.test import Client
from kit import County, build_county
from test_incoming_way import ALL_FOUR, received

from shuniu.kernel.flow.models import Matter, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def browser(county: County, who: str) -> Client:
    """A signed-in browser wearing the hat *who*."""
    client = Client()
    client.force_login(county.posts[who].person.account)
    session = client.session
    session["post"] = county.posts[who].pk
    session.save()
    return client


def test_a_list_shows_what_waits(county: County) -> None:
    received(county, document_number="云州水〔2026〕12号")
    page = browser(county, "clerk").get("/incoming/").content.decode()
    assert "关于做好防汛备汛工作的通知" in page and "云州水〔2026〕12号" in page and "王秀兰" in page
    assert (
        "关于做好防汛备汛工作的通知"
        not in browser(county, "clerk_party").get("/incoming/?view=all").content.decode()
    )


def test_a_page_offers_the_next_step(county: County) -> None:
    pk = received(county)
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    assert "初审通过" in page and "退文" in page and "《党政机关公文处理工作条例》第二十四条第三项" in page
    assert browser(county, "clerk_party").get(f"/matters/{pk}/").status_code == 404


def test_a_press_goes_on_and_a_refused_one_keeps_what_was_typed(county: County) -> None:
    pk = received(county)
    client = browser(county, "clerk")
    answer = client.post(
        "/act/documents.incoming.pass_check/", {"matter": pk, "version": 1, "text": "已核对来文"}
    )
    assert answer.status_code == 422
    assert "四项都符合才能通过" in answer.content.decode() and "已核对来文" in answer.content.decode()
    answer = client.post(
        "/act/documents.incoming.pass_check/",
        {"matter": pk, "version": 1, "handling": "act", **dict.fromkeys(ALL_FOUR, "1")},
    )
    assert answer.status_code == 302
    assert Matter.objects.get(pk=pk).state == "to_propose"
    assert "已初审通过" in client.get(f"/matters/{pk}/").content.decode()


def test_opening_the_page_counts_as_seen(county: County) -> None:
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    browser(county, "director").get(f"/matters/{pk}/")
    assert Task.objects.get(matter=pk, state="to_propose").seen_at is not None
    assert county.refused("clerk", "flow.withdraw", matter=pk, reason="再看一下").message.startswith(
        "对方已经打开"
    )
