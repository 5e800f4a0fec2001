"""The choose-a-person entrance: there only under `shuniu demo`, on a demo database, straight from this machine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from shuniu.demo import entrance
from shuniu.demo.county import load_county
from shuniu.demo.guide import Entrance, load_guide
from shuniu.demo.loading.organisation import bring_county
from shuniu.kernel.people.installation import mark_installation
from shuniu.kernel.people.models import Installation
from shuniu.kernel.records.models import Record

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def county(module_database: None) -> None:
    """The demo county's people, once for all tests here."""
    mark_installation(Installation.Kind.DEMO, now=NOW)
    bring_county(load_county(), now=NOW)


@pytest.fixture
def demo(settings: Settings, county: None, db: None) -> Client:
    """A server started by `shuniu demo` on the demo county, asked by a browser on the same machine."""
    settings.DEMO_ENTRANCE = True
    return Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")


def test_it_shows_everybody_of_the_guide_with_what_to_try(demo: Client) -> None:
    answer = demo.get("/enter/")
    html = answer.content.decode()
    assert answer.status_code == 200
    for one in load_guide():
        assert one.role in html
        assert all(words in html for words in one.tries)
        assert f'value="{one.key}"' in html


@pytest.mark.parametrize("one", load_guide(), ids=lambda one: one.key)
def test_one_press_enters_with_that_hat(demo: Client, one: Entrance) -> None:
    entered = demo.post("/enter/", {"as": one.key})
    assert (entered.status_code, entered["Location"]) == (302, "/")
    bench = demo.get("/").content.decode()
    assert load_county().people[one.person].name in bench
    assert load_county().units[one.unit].name in bench
    assert 'href="/enter/"' in bench
    assert Record.objects.filter(action="demo.enter", outcome="done").count() == 1


def test_a_stranger_comes_to_it_instead_of_the_password(demo: Client) -> None:
    assert demo.get("/incoming/", follow=True).redirect_chain[-1][0] == "/enter/"


def test_a_name_that_is_not_in_the_guide_opens_nothing(demo: Client) -> None:
    assert demo.post("/enter/", {"as": "he_jingyuan"}).status_code == 404
    assert demo.post("/enter/").status_code == 404
    assert demo.get("/").status_code == 302


@pytest.mark.parametrize(
    "header",
    [
        "HTTP_X_FORWARDED_FOR",
        "HTTP_X_FORWARDED_HOST",
        "HTTP_X_FORWARDED_PROTO",
        "HTTP_FORWARDED",
        "HTTP_X_REAL_IP",
        "HTTP_VIA",
        "HTTP_X_CLIENT_IP",
        "HTTP_TRUE_CLIENT_IP",
        "HTTP_CF_CONNECTING_IP",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forwarded_request_is_refused(demo: Client, method: str, header: str) -> None:
    answer = getattr(demo, method)("/enter/", {"as": "clerk-zfb"}, **{header: "127.0.0.1"})
    assert answer.status_code == 403
    assert "只能在本机直接打开" in answer.content.decode()
    assert "_auth_user_id" not in demo.session


@pytest.mark.parametrize("address", ["10.0.0.8", "192.168.1.5", "", "unix:", "127.0.0.1.evil.example"])
def test_another_machine_is_refused(demo: Client, address: str) -> None:
    answer = demo.post("/enter/", {"as": "clerk-zfb"}, REMOTE_ADDR=address)
    assert answer.status_code == 403
    assert "_auth_user_id" not in demo.session


@pytest.mark.parametrize("host", ["oa.yunling.gov.cn", "10.0.0.8", "127.0.0.1.evil.example"])
def test_another_host_name_is_refused(demo: Client, settings: Settings, host: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    answer = demo.post("/enter/", {"as": "clerk-zfb"}, HTTP_HOST=f"{host}:8000")
    assert answer.status_code == 403
    assert "_auth_user_id" not in demo.session


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "127.0.0.1"])
def test_this_machine_has_several_names(demo: Client, settings: Settings, host: str) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    address = "::1" if "::" in host else "127.0.0.1"
    assert demo.get("/enter/", HTTP_HOST=host, REMOTE_ADDR=address).status_code == 200


def test_under_serve_it_does_not_exist(demo: Client, settings: Settings) -> None:
    settings.DEMO_ENTRANCE = False
    assert demo.get("/enter/").status_code == 404
    assert demo.post("/enter/", {"as": "clerk-zfb"}).status_code == 404
    assert demo.get("/").headers["Location"].startswith("/sign-in/")
    assert "用户名" in demo.get("/sign-in/").content.decode()


@pytest.mark.parametrize("kind", [Installation.Kind.REAL, None])
def test_on_a_database_that_is_not_the_demo_it_does_not_exist(demo: Client, kind: object) -> None:
    Installation.objects.all().delete()
    if kind is not None:
        Installation(kind=kind, marked_at=NOW).save()
    assert demo.get("/enter/").status_code == 404
    assert demo.post("/enter/", {"as": "clerk-zfb"}).status_code == 404


def test_it_cannot_be_posted_to_from_another_page(demo: Client) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")
    assert strict.post("/enter/", {"as": "clerk-zfb"}).status_code == 403


def test_every_group_has_its_people(demo: Client) -> None:
    groups = entrance._page().groups
    assert [len(group.cards) > 2 for group in groups] == [True, True, True, True]
    assert sum(len(group.cards) for group in groups) == len(load_guide()) + 3


@pytest.mark.parametrize("kind", ["system", "security", "audit"])
def test_each_administrator_can_be_tried(demo: Client, kind: str) -> None:
    assert demo.post("/enter/", {"as": kind})["Location"] == "/"
    assert demo.get("/", follow=True).redirect_chain[-1][0].startswith("/console/")
