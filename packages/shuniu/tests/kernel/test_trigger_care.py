"""The database's own safeguards outlive a change of its tables, and their loss does not go unseen."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.core.management import call_command
from django.db import connection

from shuniu.commands.check import safeguards_in_place
from shuniu.commands.findings import Level
from shuniu.kernel.base.trigger_care import expected_triggers, missing_triggers

pytestmark = pytest.mark.django_db


@pytest.mark.both_databases
def test_after_migrating_all_are_there() -> None:
    names = {trigger.name for trigger in expected_triggers(connection)}
    assert {"flow_matter_state_by_engine", "flow_entry_no_update"} <= names
    assert missing_triggers(connection) == []
    assert [f.level for f in safeguards_in_place()] == [Level.GOOD]


def test_what_a_rewritten_table_lost_is_back_after_migrating() -> None:
    """SQLite's own: it alone rewrites a table to change it, and drops the triggers with the old one."""
    lost = [t for t in expected_triggers(connection) if t.table == "flow_matter"]
    _run(statement for trigger in lost for statement in trigger.drop(connection.vendor))
    assert {t.name for t in missing_triggers(connection)} == {t.name for t in lost} != set()
    call_command("migrate", verbosity=0, interactive=False)
    assert missing_triggers(connection) == []


@pytest.mark.both_databases
def test_one_that_somebody_took_away_is_reported() -> None:
    taken = next(t for t in expected_triggers(connection) if t.name == "flow_entry_no_update")
    _run(taken.drop(connection.vendor))
    (finding,) = safeguards_in_place()
    assert finding.level is Level.BROKEN and "flow_entry_no_update" in str(finding)


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
