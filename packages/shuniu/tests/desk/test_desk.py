"""The desk: what each person sees first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from kit import County, browser, build_county

from shuniu.kernel.flow.runner import Done, run
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


def test_a_stranger_is_asked_to_sign_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")


def test_search_finds_only_what_one_may_see(county: County) -> None:
    received(county)
    index_pending(now=timezone.now() + timedelta(seconds=5))
    assert "关于水库安全度汛的通知" in browser(county, "clerk").get("/search/?q=水库").content.decode()
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
