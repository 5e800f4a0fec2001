"""What a journey stands on: the product's real server, Chromium, and a set-up through actions.

The test process and the server share one SHUNIU_HOME and one database, so that a journey sets its scene by
running actions and then drives in the browser only what it is about. Fixtures:

`product`    the running server (`product.url`), on a migrated database
`open_page`  `open_page("desk" | "phone", account=None, post=None)` gives a `Watched` window, signed in; with
             `base_url` it is a window on another server than `product`
`county`     the people and units of the session, and documents brought along through actions
`at_desk`    `at_desk("clerk")` seats somebody of the county at a `Desk`, signed in and in that hat

A journey fails when its windows complained (see `watched`); a failed one leaves pictures and tells where.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.counting import COST
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, build_living_county
from tests.journeys.server import ProductServer
from tests.journeys.watched import Watched

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PICTURES = Path(tempfile.gettempdir()) / "shuniu-journeys"

# Playwright's loop lives in this thread, and Django would refuse the database beside a running loop.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_failed = pytest.StashKey[bool]()

OpenPage = Callable[..., Watched]
AtDesk = Callable[..., Desk]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.journey)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    item.stash[_failed] = item.stash.get(_failed, False) or report.failed
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """What was counted, and how long each journey took, the slowest first: `make test` has a limit, here it goes."""
    seconds: dict[str, float] = {}
    costs: list[str] = []
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport) and "journey" in report.keywords:
                seconds[report.nodeid] = seconds.get(report.nodeid, 0) + report.duration
                if report.when == "teardown":
                    costs += [str(told) for name, told in report.user_properties if name == COST]
    if costs:
        terminalreporter.section("what a document costs the hand")
    for told in costs:
        terminalreporter.line(told)
    if seconds:
        terminalreporter.section(f"journeys: {sum(seconds.values()):.0f} s in all")
    for nodeid, took in sorted(seconds.items(), key=lambda each: -each[1]):
        terminalreporter.line(f"{took:6.1f} s  {nodeid.removeprefix('tests/journeys/')}")


@pytest.fixture(scope="session")
def database(django_db_blocker: Any, kept_tables: Path) -> Iterator[None]:
    """The server's own database with its tables; open to the test process as well."""
    from django.db import connection, connections
    from kept_tables import keep
    from soak.own_database import make_tables

    with django_db_blocker.unblock():
        make_tables(kept_tables)
        if connection.vendor == "sqlite" and not kept_tables.exists():
            keep(connection, kept_tables)
        yield
        connections.close_all()


@pytest.fixture(scope="session")
def product(database: None) -> Iterator[ProductServer]:
    """The running product."""
    from django.conf import settings

    server = ProductServer(Path(settings.SHUNIU_HOME), os.environ.get("DATABASE_URL", ""))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def county(database: None) -> LivingCounty:
    """Everybody a journey meets."""
    return build_living_county()


@pytest.fixture
def at_desk(product: ProductServer, county: LivingCounty, open_page: OpenPage) -> AtDesk:
    """Seats people: each call is another browser with its own session."""

    def seat(who: str, size: str = "desk") -> Desk:
        post = county.posts[who]
        return Desk(open_page(size, account=post.person.account, post=post))

    return seat


@pytest.fixture
def open_page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens windows; at the end looks at what they complained of."""
    opened: list[Watched] = []

    def open_one(size: str = "desk", account: Any = None, post: Any = None, base_url: str = "") -> Watched:
        if "product" in request.fixturenames:
            base_url = request.getfixturevalue("product").url
        watched = Watched.open(chromium, size, base_url)
        opened.append(watched)
        if account is not None:
            watched.page.context.add_cookies([_session_cookie(account, post, base_url)])
        return watched

    yield open_one
    complaints = [said for watched in opened for said in watched.unexpected]
    if complaints or request.node.stash.get(_failed, False):
        _take_pictures(opened, request.node)
    for watched in opened:
        watched.close()
    assert not complaints, "the browser complained:\n" + "\n".join(complaints)


def _session_cookie(account: Any, post: Any, base_url: str) -> dict[str, str]:
    """A session as signing in would make it; signing in itself is a journey of its own."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from shuniu.kernel.platform.session import POST

    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    if post is not None:
        session[POST] = post.pk
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": base_url}


def _take_pictures(opened: list[Watched], item: pytest.Item) -> None:
    PICTURES.mkdir(exist_ok=True)
    name = re.sub(r"\W+", "-", item.name)
    places = [PICTURES / f"{name}-{number}-{watched.size}.png" for number, watched in enumerate(opened, 1)]
    for watched, place in zip(opened, places, strict=True):
        watched.page.screenshot(path=place, full_page=True)
    item.add_report_section("teardown", "pictures", "\n".join(map(str, places)))
