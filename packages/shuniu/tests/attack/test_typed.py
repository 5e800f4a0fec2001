"""NUL goes out of what was typed, whatever comes with it stays, and an address with one is no address."""

from __future__ import annotations

import pytest
from django.test import Client
from kit import browser, build_county

pytestmark = pytest.mark.django_db


@pytest.mark.both_databases
def test_a_search_with_nul_in_it_is_the_search_without() -> None:
    client = browser(build_county(), "clerk")
    for address in (
        "/search/?q=x%00y",
        "/incoming/?view=all&title=%00",
        "/choose/unit/?q=%00%0000",
        "/?tab=%00",
    ):
        assert client.get(address).status_code == 200, address
    assert 'value="xy"' in client.get("/search/?q=x%00y").content.decode()


@pytest.mark.both_databases
def test_what_was_typed_beside_it_is_not_lost() -> None:
    client = browser(build_county(), "clerk")
    sent = {"source": "水利\x00局", "title": "", "genre": "通知", "x\x00y": "1"}
    page = client.post("/incoming/register/", sent).content.decode()
    assert "水利局" in page


def test_an_address_with_nul_is_none() -> None:
    assert Client().get("/help/%00/").status_code == 404
    assert Client().get("/p/%00/").status_code == 404
