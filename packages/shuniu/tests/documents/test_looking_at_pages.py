"""The pages beside the text while it is written: drawn as they print, and sent only where they changed."""

from __future__ import annotations

import pytest
from kit import County, browser, build_county
from test_outgoing_way import TEXT, opened

from shuniu.modules.documents.models import DraftBuffer, DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing import looking
from shuniu.modules.documents.outgoing.text import Content, clean_body

pytestmark = pytest.mark.django_db

LONG = "\n".join(
    f"{n}.全县所有水库、山塘逐座排查，建立台账，明确责任人和整改时限。" * 3 for n in range(1, 40)
)


@pytest.fixture
def county() -> County:
    return build_county()


def test_a_changed_end_sends_the_last_page_alone(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    first = client.post(f"/outgoing/{pk}/draft/look/", {**TEXT, "body": LONG}).json()
    assert first["pages"] == len(first["keys"]) >= 3 and set(first["drawn"]) == set(first["keys"])
    assert all(svg.startswith("<svg ") for svg in first["drawn"].values())
    again = {**TEXT, "body": f"{LONG}\n请遵照执行。", "known": ",".join(first["keys"])}
    second = client.post(f"/outgoing/{pk}/draft/look/", again).json()
    assert second["keys"][:-1] == first["keys"][:-1] and set(second["drawn"]) == {second["keys"][-1]}
    assert not DraftVersion.objects.exists() and not DraftBuffer.objects.exists()


def test_pages_hold_nothing_that_the_policy_of_the_screen_forbids(county: County) -> None:
    document = OutgoingDocument.objects.get(pk=opened(county))
    content = Content(TEXT["title"], ("云岭县水利局",), clean_body("一、范围\n单位\t人数\n水利局\t3"))
    for svg in looking.look(document, content, ()).drawn.values():
        assert "style=" not in svg and "<script" not in svg and "http" not in svg.split(">", 1)[1]


def test_an_empty_draft_and_a_strange_one_have_pages(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    for body in ("", "\t\n\t\t", "\x07", "𠮷" * 30):
        answer = client.post(f"/outgoing/{pk}/draft/look/", {**TEXT, "title": "", "body": body})
        assert answer.status_code == 200 and answer.json()["keys"]


def test_only_who_writes_looks_at_what_is_typed(county: County) -> None:
    pk = opened(county)
    told = browser(county, "director").post(f"/outgoing/{pk}/draft/look/", TEXT).json()
    assert list(told) == ["why"] and "不在您手里" in told["why"]
    assert browser(county, "water_clerk").post(f"/outgoing/{pk}/draft/look/", TEXT).status_code == 404


def test_a_look_asks_the_database_little(
    county: County,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    client.post(f"/outgoing/{pk}/draft/look/", TEXT)
    with django_assert_max_num_queries(25):
        client.post(f"/outgoing/{pk}/draft/look/", {**TEXT, "body": LONG})
