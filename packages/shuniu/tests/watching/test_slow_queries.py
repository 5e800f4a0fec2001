"""Slow statements: noted without their values, summed up, kept small, and no hindrance."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.conftest import Shuniu, shuniu
from django.conf import LazySettings
from django.db import connection
from kit import administrator, build_county

from shuniu.kernel.base import slow_queries
from shuniu.kernel.people.models import Person

__all__ = ["shuniu"]
SECRET = "玛瑙湖"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: LazySettings) -> Path:
    settings.SHUNIU_HOME, settings.SLOW_QUERY_MS = tmp_path, 60_000
    return tmp_path / "logs"


@pytest.mark.parametrize(
    ("sql", "plain"),
    [
        ("SELECT 1\n  FROM a WHERE b = %s", "SELECT 1 FROM a WHERE b = %s"),
        (f"SELECT 'it''s {SECRET}', b FROM a WHERE c = '{SECRET}'", "SELECT ?, b FROM a WHERE c = ?"),
        ("DELETE FROM a WHERE id IN (%s, %s, %s)", "DELETE FROM a WHERE id IN (…)"),
        ("SELECT 1 FROM a WHERE id = 330102199001011234 LIMIT 21", "SELECT 1 FROM a WHERE id = ? LIMIT 21"),
    ],
)
def test_values_do_not_stay_in_a_statement(sql: str, plain: str) -> None:
    assert slow_queries.without_values(sql) == plain


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_slow_statement_is_noted_with_count_and_worst_time(own_home: Path, settings: LazySettings) -> None:
    settings.SLOW_QUERY_MS = 0
    for _ in range(3):
        list(Person.objects.filter(name=SECRET))
    found = {query.sql: query for query in slow_queries.slow_queries()}
    (mine,) = [query for sql, query in found.items() if "FROM" in sql and "people" in sql]
    assert mine.count == 3 and mine.worst >= 0
    written = b"".join(path.read_bytes() for path in own_home.iterdir()).decode()
    assert SECRET not in written
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in own_home.iterdir())


@pytest.mark.django_db
def test_a_quick_statement_is_not_noted(own_home: Path) -> None:
    list(Person.objects.filter(name=SECRET))
    assert slow_queries.slow_queries() == [] and not own_home.exists()


@pytest.mark.django_db
def test_notes_stay_small_and_half_a_line_does_no_harm(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.SLOW_QUERY_MS = 0
    monkeypatch.setattr(slow_queries, "LARGEST", 2000)
    for _ in range(60):
        Person.objects.exists()
    assert sum(path.stat().st_size for path in own_home.iterdir()) < 2 * 2400
    with (own_home / "slow-queries.jsonl").open("ab") as file:
        file.write(b'{"at": "2026-')
    assert slow_queries.slow_queries()[0].count > 5


@pytest.mark.django_db
def test_a_disk_that_takes_no_note_fails_nothing(own_home: Path, settings: LazySettings) -> None:
    settings.SLOW_QUERY_MS = 0
    own_home.touch()  # a file where the folder should be
    assert not Person.objects.filter(name=SECRET).exists()


def test_every_connection_is_watched_once(db: None) -> None:
    slow_queries.watch(type(connection), connection)
    assert connection.execute_wrappers.count(slow_queries._measured) == 1


def test_the_command_lists_them_worst_first(shuniu: Shuniu) -> None:
    assert "没有超过 60000 毫秒" in shuniu("slow-queries").out
    slow_queries._note("SELECT quick", 700.0)
    slow_queries._note("SELECT slow", 900.0)
    slow_queries._note("SELECT slow", 800.0)
    said = shuniu("slow-queries").out
    assert said.index("最慢 900 毫秒，2 次") < said.index("最慢 700 毫秒，1 次")
    assert "SELECT quick" not in shuniu("slow-queries", "--most", 1).out
    assert shuniu("slow-queries", "--most", 0).code == 2


def test_the_system_administrator_sees_them_at_his_console(db: None) -> None:
    slow_queries._note("SELECT quick", 700.0)
    slow_queries._note(f"SELECT slow WHERE a = '{SECRET}'", 900.0)
    build_county()
    page = administrator("system").get("/console/slow-queries/").content.decode()
    assert page.index("SELECT slow WHERE a = ?") < page.index("SELECT quick") and SECRET not in page
    for other in ("security", "audit"):
        assert administrator(other).get("/console/slow-queries/").status_code in {403, 404}
