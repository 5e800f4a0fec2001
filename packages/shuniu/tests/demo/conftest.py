"""What the tests of one module share: its planned years, one for each of its `DAYS`, and a loaded county's database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from shuniu.demo.calendar_of_year import PlannedDocument, plan


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written here lasts for the module's tests, and is rolled back after the last one."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        # As Django's own TestCase marks its transaction, so that durable blocks may run inside it.
        around._from_testcase = True
        with around:
            yield
            transaction.set_rollback(True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`today` is each of the module's `DAYS`."""
    if "today" in metafunc.fixturenames and hasattr(metafunc.module, "DAYS"):
        metafunc.parametrize("today", metafunc.module.DAYS, ids=str, scope="module")


@pytest.fixture(scope="module")
def year(today: date) -> list[PlannedDocument]:
    """The year before *today* as it is planned."""
    return plan(today, 1)
