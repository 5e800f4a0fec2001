"""A database shared by the tests of one module: loading a county for each of them would take minutes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker


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
