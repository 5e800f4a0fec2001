"""What holds for every test of both packages: no silent skips in CI, the right database, the free fonts, the browser.

Marks, beside those of pyproject.toml: `both_databases` for a test that runs on SQLite and again on PostgreSQL
(constraints, locks, queries); `slow` for one of more than half a second, left out of `make check`.
"""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from pytest_django import DjangoDbBlocker
    from tests.journeys.browsers import Browsers

ROOT = Path(__file__).resolve().parent
SOAK_MINUTES = 30
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
ON_POSTGRES = bool(os.environ.get("SHUNIU_TEST_DATABASE_URL"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--count", type=int, default=40, help="inputs that a fuzzer tries of each kind in make soak"
    )


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()
    config.addinivalue_line("markers", "both_databases: runs on SQLite and again on PostgreSQL")
    config.addinivalue_line("markers", "slow: more than half a second; not part of make check")
    _lend_fonts()


def _lend_fonts() -> None:
    """Tests have a SHUNIU_HOME of their own; the fonts that `make` fetched are lent to it."""
    from django.conf import settings

    if not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return
    fetched = _fetched_fonts()
    lent = Path(settings.SHUNIU_HOME) / "fonts-free"
    if fetched.is_dir() and not lent.exists():
        lent.symlink_to(fetched, target_is_directory=True)


def _fetched_fonts() -> Path:
    return Path(os.environ.get("SHUNIU_TEST_FONTS", ROOT / "var" / "fonts-free"))


@pytest.fixture(scope="session")
def kept_tables(pytestconfig: pytest.Config) -> Path:
    """Where the tables of the present sources are kept as a file of SQLite; see kept_tables.py."""
    from kept_tables import place

    return place(pytestconfig.cache.mkdir("tables"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, kept_tables: Path) -> Iterator[None]:
    """The test database begins with the kept tables."""
    from kept_tables import begun_with

    with begun_with(kept_tables):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, kept_tables: Path) -> None:
    """The test database; its tables are kept for the next process."""
    from django.db import connection
    from kept_tables import keep

    if connection.vendor == "sqlite" and not kept_tables.exists():
        with django_db_blocker.unblock():
            keep(connection, kept_tables)


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    """The one browser of a process, with the free fonts; Playwright is imported where a browser is asked for."""
    from playwright.sync_api import sync_playwright
    from tests.journeys.browsers import Browsers
    from tools import browser_fonts
    from tools.system_packages import CHROMIUM

    program = CHROMIUM.find()
    if program is None:
        pytest.skip(f"no Chromium: apt-get install {' '.join(CHROMIUM.packages)}")
    lent = browser_fonts.lend(_fetched_fonts(), tmp_path_factory.mktemp("browser") / "fonts.conf")
    with sync_playwright() as playwright:
        found = Browsers(playwright, program, {**os.environ, **lent})
        yield found
        found.close()


@pytest.fixture
def chromium(browsers: Browsers) -> Iterator[Browser]:
    """The browser itself; it is ended when the test stands still."""
    with browsers.watched():
        yield browsers.living()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Named alone, a test that needs PostgreSQL says how to run it."""
    if ON_POSTGRES:
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgres"))


def pytest_collection_finish() -> None:
    """What was imported and collected stays: looking among it for what could go costs every test."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item):
    """A long test says when it begins, and fails after its minutes instead of hanging for ever."""
    mark = item.get_closest_marker("soak")
    if mark is None:
        return (yield)
    minutes = mark.kwargs.get("minutes", SOAK_MINUTES)
    print(f"\n{time.strftime('%H:%M:%S')} {item.nodeid} (at most {minutes} minutes)", flush=True)  # noqa: T201

    def too_long(*_: object) -> None:
        raise TimeoutError(f"not done within {minutes} minutes")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(int(minutes * 60))
    try:
        return (yield)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing may be: {call.excinfo.value if call.excinfo else ''}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} skipped as a whole, and in CI nothing may be"
    return report
