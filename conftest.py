"""What holds for every test of both packages: no silent skips in CI, the right database, the free fonts.

Marks, beside those of pyproject.toml: `both_databases` for a test that runs on SQLite and again on PostgreSQL
(constraints, locks, queries); `slow` for one of more than a second, left out of `make check`.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent
SOAK_MINUTES = 30
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
ON_POSTGRES = bool(os.environ.get("SHUNIU_TEST_DATABASE_URL"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: runs on SQLite and again on PostgreSQL")
    config.addinivalue_line("markers", "slow: more than a second; not part of make check")
    _lend_fonts()


def _lend_fonts() -> None:
    """Tests have a SHUNIU_HOME of their own; the fonts that `make` fetched are lent to it."""
    from django.conf import settings

    if not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return
    fetched = Path(os.environ.get("SHUNIU_TEST_FONTS", ROOT / "var" / "fonts-free"))
    lent = Path(settings.SHUNIU_HOME) / "fonts-free"
    if fetched.is_dir() and not lent.exists():
        lent.symlink_to(fetched, target_is_directory=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Named alone, a test that needs PostgreSQL says how to run it."""
    if ON_POSTGRES:
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgres"))


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
