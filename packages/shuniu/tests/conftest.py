"""What holds for every test of the platform."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest


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
