"""What pickers offer, and what a refused form says was picked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from kit import NOW, County, browser, build_county

from shuniu.kernel.flow.models import Entry
from shuniu.kernel.flow.reading import Reading, read_matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.screens.choosers import CHOOSERS, SHOWN, Asking, options_chosen

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def received(county: County, title: str, who: str = "clerk") -> int:
    done = county.do(who, "documents.incoming.register_paper", source="云州市水利局", title=title)
    return int(done.result["matter"])


def labels(county: County, chooser: str, *, about: int | None = None, query: str = "") -> list[str]:
    actor = county.actor("clerk")
    reading = read_matter(actor, about) if about is not None else None
    assert reading is None or isinstance(reading, Reading)
    return [o.label for o in CHOOSERS.get(chooser)(Asking(actor, NOW, query=query, reading=reading))]


@pytest.mark.slow
def test_a_matter_to_merge_into_is_found_whatever_lies_before_it(county: County) -> None:
    at_hand = received(county, "关于防汛的通知")
    for number in range(SHOWN):
        received(county, f"第{number}号寻常通知")
    received(county, "关于开展防汛演练的通知")
    received(county, "关于开展防汛演练的通知", who="clerk_party")
    assert labels(county, "matter", about=at_hand, query="防汛 演练") == ["关于开展防汛演练的通知"]
    assert labels(county, "matter", about=at_hand, query="收2026-0032") == ["关于开展防汛演练的通知"]
    assert labels(county, "matter", about=at_hand, query="关于防汛的") == [], "not into itself"
    assert len(labels(county, "matter", about=at_hand)) == SHOWN


@pytest.mark.slow
def test_a_refused_form_names_the_units_and_matters_that_were_picked(county: County) -> None:
    """Units, posts and matters have numbers of their own: what was picked is never shown as somebody else."""
    actor, water = county.actor("clerk"), county.units["water"]
    clerk, other = county.posts["clerk"], received(county, "关于防汛的通知")
    secret = received(county, "另一本登记簿里的通知", who="clerk_party")

    def shown(chooser: str, *values: object) -> list[tuple[str, str]]:
        found = options_chosen(chooser, [str(v) for v in values], Asking(actor, NOW))
        return [(o.value, o.label) for o in found]

    assert shown("unit", water.pk) == [(str(water.pk), "云岭县水利局")]
    assert shown("reader", clerk.pk) == [(str(clerk.pk), "王秀兰")]
    assert shown("hand", f"p{clerk.pk}", f"u{water.pk}") == [
        (f"p{clerk.pk}", "王秀兰"),
        (f"u{water.pk}", "云岭县水利局"),
    ]
    assert shown("matter", other, secret) == [(str(other), "关于防汛的通知")]


def test_the_form_of_a_document_sent_keeps_its_units(county: County) -> None:
    typed = {"to": [county.units["water"].pk], "title": "关于防汛的通知", "command_id": str(uuid4())}
    page = browser(county, "clerk").post("/incoming/deliver/", typed).content.decode()
    assert "发文字号" in page and "云岭县水利局" in page


def test_an_entry_is_named_by_its_day_in_the_county(county: County) -> None:
    """Half past seven in the morning is the day before in UTC."""
    early = datetime(2026, 3, 2, 7, 30, tzinfo=COUNTY)
    county.do("clerk", "documents.incoming.register_call", source="值班室", words="请回电", received_at=early)
    call = Entry.objects.latest("pk").matter_id
    assert labels(county, "own_entry", about=call) == ["电话记录 3月2日 (周一)"]
    assert early.astimezone(UTC).date() == NOW.date() - timedelta(days=1)
