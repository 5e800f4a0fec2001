"""范本: one for every genre at least, none of which hongtou finds a fault in, and slots that are noticed when left open."""

from __future__ import annotations

import pytest
from kit import NOW, County, browser, build_county
from test_outgoing_way import TEXT, opened

import hongtou
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.checking import Draft, remarks_on
from shuniu.modules.documents.outgoing.desk import Typed
from shuniu.modules.documents.outgoing.patterns import SLOT, patterns, patterns_for
from shuniu.modules.documents.outgoing.text import clean_body

FIFTEEN = [genre.value for genre in hongtou.Genre]


def test_every_genre_has_a_pattern() -> None:
    assert len(FIFTEEN) == 15
    assert [genre for genre in FIFTEEN if not patterns_for(genre)] == []
    assert {one.genre for one in patterns()} <= set(FIFTEEN)
    assert len({one.key for one in patterns()}) == len(patterns())


def test_a_pattern_names_nobody_and_no_figure() -> None:
    for one in patterns():
        assert SLOT.search(one.body)
        assert not any(letter.isdigit() for letter in one.body + one.note), one.name
        assert clean_body(one.body) == one.body


@pytest.mark.django_db
def test_hongtou_finds_nothing_in_a_pattern_but_its_open_slots() -> None:
    document = OutgoingDocument.objects.get(pk=opened(build_county()))
    wrong = []
    for one in patterns():
        title = TEXT["title"].removesuffix("通知") + one.genre
        typed = Typed(title=title, addressees=TEXT["addressees"]).begun(one)
        said = remarks_on(Draft(document, typed.as_content(), NOW.date()))
        assert any(remark.code == "slot" for remark in said)
        wrong += [
            (one.key, r.code, r.message) for r in said if r.field == "body" and r.code != "slot" and r.basis
        ]
    assert wrong == []


@pytest.mark.django_db
def test_the_desk_offers_the_patterns_of_its_genre_and_writes_one_into_an_empty_text() -> None:
    county: County = build_county()
    pk = opened(county)
    client = browser(county, "handler")
    page = client.get(f"/outgoing/{pk}/draft/").content.decode()
    assert "召开会议" in page and "请求批准" not in page and "妥否，请批示。" in page
    assert "draft-elements" in page and "编号时由系统给" in page
    begun = client.get(f"/outgoing/{pk}/draft/?pattern=通知2").content.decode()
    assert "定于【年月日】" in begun and "data-unsaved" in begun
    assert (
        "定于【年月日】"
        not in client.get(f"/outgoing/{pk}/draft/?pattern=x").content.decode().split("<textarea")[2]
    )
