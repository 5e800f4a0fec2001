"""What holds for every test of the platform."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from soak.own_database import TABLES

from shuniu.kernel.people.actor import COUNTY

LATE_IN_NOVEMBER = datetime(2026, 11, 27, 10, 0, tzinfo=COUNTY)


@pytest.fixture(scope="session")
def migrated_file(django_db_setup: None, kept_tables: Path) -> Path:
    """The tables of the test database without a row of anybody's, as a file of SQLite.

    Whoever asks for it needs the mark `django_db`: without one, no test database is set up.
    """
    return kept_tables


@pytest.fixture
def tables_at_hand(monkeypatch: pytest.MonkeyPatch, migrated_file: Path) -> None:
    """Programs that the test starts find their tables made: making them takes three seconds of a processor."""
    monkeypatch.setenv(TABLES, str(migrated_file))


@pytest.fixture
def late_in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The views' clock stands at a day of 2026, for screens asked about texts and numbers of that year."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATE_IN_NOVEMBER)


@pytest.fixture(autouse=True)
def kept_connection(request: pytest.FixtureRequest) -> Iterator[None]:
    """Inside a test's transaction nobody lets go of the connection, as Django's own test client sees to it.

    The worker's loop asks for that between two tasks, and a connection with a transaction open counts as unusable
    to it. The kill run works with real workers, real commits and connections that are let go.
    """
    mark = request.node.get_closest_marker("django_db")
    if mark is None or mark.kwargs.get("transaction"):
        yield
        return
    with (
        patch("django_tasks_db.management.commands.db_worker.close_old_connections"),
        patch("shuniu.kernel.platform.jobs.worker.close_old_connections"),
    ):
        yield
