"""The desk: what each person sees first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kit import County, browser, build_county

from shuniu.kernel.flow.models import Matter, Task
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.platform.screens.frame import place_of
from shuniu.kernel.platform.search.indexing import index_pending

pytestmark = pytest.mark.django_db

ALL_FOUR = {"ours": True, "direction": True, "form": True, "agreed": True}


@pytest.fixture
def county() -> County:
    return build_county()


def do(county: County, who: str, name: str, **data: object) -> Done:
    now = timezone.now()
    outcome = run(name, actor=county.actor(who, now=now), data=data, now=now)
    assert isinstance(outcome, Done), outcome
    return outcome


def received(county: County, **data: object) -> int:
    paper = {"source": "云州市水利局", "title": "关于水库安全度汛的通知", **data}
    return int(do(county, "clerk", "documents.incoming.register_paper", **paper).result["matter"])


def test_the_workbench_groups_by_urgency_and_deadline(county: County) -> None:
    received(county, title="一件平件")
    received(county, title="一件特急", urgency="特急")
    page = browser(county, "clerk").get("/").content.decode()
    assert page.index("紧急") < page.index("一件特急") < page.index("其他") < page.index("一件平件")
    assert "收文登记" in page


def test_from_a_matter_done_with_one_goes_on_to_the_next_that_waits(county: County) -> None:
    """What was not opened yet comes first, of that what is urgent; in the end the workbench says so."""
    first, second, urgent = received(county), received(county), received(county, urgency="特急")
    client = browser(county, "clerk")
    assert "data-following" not in client.get(f"/matters/{first}/").content.decode(), "it is his turn"
    do(county, "clerk", "documents.incoming.pass_check", matter=first, **ALL_FOUR)
    page = client.get(f"/matters/{first}/").content.decode()
    assert f'href="/next/?after={first}"' in page
    assert client.get(f"/next/?after={first}")["Location"] == f"/matters/{urgent}/"
    client.get(f"/matters/{urgent}/")
    assert client.get(f"/next/?after={first}")["Location"] == f"/matters/{second}/"
    client.get(f"/matters/{second}/")
    assert client.get(f"/next/?after={second}")["Location"] == f"/matters/{urgent}/"
    answer = browser(county, "water_clerk").get("/next/?after=x", follow=True)
    assert "没有别的待办了" in answer.content.decode()


def test_a_stranger_is_asked_to_sign_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")


def test_an_open_page_hears_of_a_leaders_words(county: County) -> None:
    """The clerk is told at once: the page asks every few seconds, and nothing counts as read by asking."""
    pk = received(county)
    do(county, "clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    leader = county.posts["mayor"].pk
    do(county, "director", "documents.incoming.propose", matter=pk, text="请县长批示。", leader=leader)
    client = browser(county, "clerk")
    before = client.get("/notices/new/").json()
    assert before["told"] == []
    do(county, "mayor", "documents.incoming.instruct", matter=pk, text="请抓紧办理。")
    after = client.get(f"/notices/new/?after={before['last']}").json()
    assert any("周明远已作批示" in line["text"] for line in after["told"])
    assert after["told"][0]["href"] == f"/matters/{pk}/"
    assert after["count"] == client.get("/notices/new/").json()["count"] != before["count"]
    assert client.get(f"/notices/new/?after={after['last']}").json()["told"] == []
    assert Client().get("/notices/new/").status_code == 204


def test_asking_for_news_is_cheap(county: County) -> None:
    received(county)
    client = browser(county, "clerk")
    last = client.get("/notices/new/").json()["last"]
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/notices/new/?after={last}")
    assert len(seen) <= 14


def test_the_place_of_a_page_is_the_longest_that_fits() -> None:
    places = ["/", "/incoming/", "/incoming/book/"]
    assert place_of("/incoming/book/reserve/", places) == "/incoming/book/"
    assert place_of("/incoming/", places) == "/incoming/" and place_of("/", places) == "/"
    assert place_of("/search/", places) == ""


def test_a_late_step_of_a_matter_in_time_is_yellow(county: County) -> None:
    """Red says that the matter is overdue; a step that takes too long says so in its own words."""
    pk = received(county)
    now = timezone.now()
    Task.objects.filter(matter=pk).update(due_at=now - timedelta(days=2))
    page = browser(county, "clerk").get("/").content.decode()
    assert "已逾期" in page and "这一步超2天" in page
    Matter.objects.filter(pk=pk).update(due_at=now - timedelta(days=4))
    assert "逾期4天" in browser(county, "clerk").get("/").content.decode()


@pytest.mark.slow
def test_search_finds_only_what_one_may_see(county: County) -> None:
    received(county)
    index_pending(now=timezone.now() + timedelta(seconds=5))
    page = browser(county, "clerk").get("/search/?q=水库").content.decode()
    assert "关于<mark>水库</mark>安全度汛的通知" in page
    assert "没有找到" in browser(county, "clerk_party").get("/search/?q=水库").content.decode()


def test_notices_are_told_once(county: County) -> None:
    pk = received(county)
    do(county, "clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    client = browser(county, "director")
    assert "关于水库安全度汛的通知" in client.get("/notices/").content.decode()
    assert client.get("/notices/").status_code == 200


def test_the_procedure_is_a_picture(county: County) -> None:
    page = browser(county, "clerk").get(f"/matters/{received(county)}/procedure/").content.decode()
    assert "待批示" in page and "<svg" in page and "style=" not in page
