"""What machines may ask: alive, ready, figures; and that no answer and no line of the log tells of anybody."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from kit import build_county

from shuniu.commands.backups import manifest
from shuniu.commands.backups.folder import name_for
from shuniu.desk.watching import readiness
from shuniu.kernel.base.meters import REGISTRY
from shuniu.kernel.files.silence import JsonFormatter
from shuniu.kernel.records.sealing import seal_all
from shuniu.kernel.records.writing import record

TITLE = "关于玛瑙湖水位测量的来函"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, settings: LazySettings) -> None:
    settings.SHUNIU_HOME = tmp_path


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_alive_is_answered_without_database_session_or_host_name() -> None:
    answer = Client(headers={"host": "anything.example"}).get("/healthz")  # no django_db: a query would fail
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Cache-Control"] == "no-store" and not answer.cookies


@pytest.mark.both_databases
@pytest.mark.django_db
def test_ready_is_answered_when_everything_works() -> None:
    answer = Client(headers={"host": "anything.example"}).get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
@pytest.mark.parametrize("name", readiness.CHECKS)
def test_what_is_not_ready_is_named_to_this_machine_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> bool:
        raise OperationalError(TITLE)

    for check in (fails, lambda: False):
        monkeypatch.setitem(readiness.CHECKS, name, check)
        answer = Client().get("/readyz")
        assert (answer.status_code, answer.content) == (503, f"not ready: {name}\n".encode())
        answer = Client().get("/readyz", headers={"x-forwarded-for": "127.0.0.1"})
        assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.both_databases
@pytest.mark.django_db
def test_late_seals_and_a_full_disk_are_not_ready(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    record("试", actor=None, now=timezone.now() - timedelta(minutes=1))
    assert readiness.not_ready() == []
    record("试", actor=None, now=timezone.now())
    monkeypatch.setattr(readiness, "LATE", timedelta(seconds=10))
    assert readiness.not_ready() == ["seals"]
    seal_all(now=timezone.now())
    assert readiness.not_ready() == []
    file = Path(settings.SHUNIU_HOME) / "a file"
    file.touch()
    settings.SHUNIU_HOME = file  # no folder: nothing can be written there
    assert readiness.not_ready() == ["disk"]


@pytest.mark.django_db
def test_a_database_of_another_version_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_migrated", False)
    monkeypatch.setattr("shuniu.commands.database.missing_migrations", lambda: ["people.0099"])
    assert readiness.not_ready() == ["migrations"]
    monkeypatch.undo()
    assert readiness.migrated()


@pytest.mark.django_db
def test_figures_are_for_this_machine_or_who_shows_the_token(settings: LazySettings, tmp_path: Path) -> None:
    def status(address: str = "127.0.0.1", **headers: str) -> int:
        return Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code

    assert status() == status("::1") == 200
    assert status("10.0.0.8") == status("") == 403
    for forwarded in ("x-forwarded-for", "x-real-ip", "forwarded", "via"):
        assert status(**{forwarded: "127.0.0.1"}) == 403
    assert status("10.0.0.8", authorization="Bearer ") == 403  # no token is set
    settings.METRICS_TOKEN_FILE = tmp_path / "token"
    settings.METRICS_TOKEN_FILE.write_text("t" * 32 + "\n")
    assert status("10.0.0.8", authorization="Bearer " + "t" * 32) == 200
    for wrong in ("Bearer x", "Basic " + "t" * 32, "t" * 32, "Bearer 密"):
        assert status("10.0.0.8", authorization=wrong) == 403
    settings.METRICS_TOKEN_FILE.write_text("")
    assert status("10.0.0.8", authorization="Bearer ") == 403


@pytest.mark.both_databases
@pytest.mark.django_db
def test_figures_count_and_name_nobody() -> None:
    county = build_county()
    names = ("shuniu_actions_total", "shuniu_requests_total", "shuniu_request_seconds_count")
    before = [sample(names[0], outcome="done"), sample(names[0], outcome="refused")]
    county.do("clerk", "sample.ask", title=TITLE)
    county.refused("mayor", "sample.ask", title=TITLE)
    assert [sample(names[0], outcome="done"), sample(names[0], outcome="refused")] == [n + 1 for n in before]
    missing, timed = sample(names[1], status="4xx"), sample(names[2])
    Client().get(f"/none/{TITLE}/?q={TITLE}")
    assert (sample(names[1], status="4xx"), sample(names[2])) == (missing + 1, timed + 1)
    said = Client().get("/metrics").content.decode()
    figures = dict(re.findall(r"^(shuniu_\w+(?:\{[^}]*\})?) (\S+)$", said, re.MULTILINE))
    assert float(figures["shuniu_unsealed_records"]) >= 2 and float(figures["shuniu_disk_free_bytes"]) > 0
    assert figures['shuniu_jobs{state="failed"}'] == "0.0"
    assert 'shuniu_request_seconds_bucket{le="0.1"}' in figures
    assert said.isascii(), "a name or a title stands in the figures"


@pytest.mark.django_db
def test_the_age_of_the_newest_backup_is_told_when_there_is_one(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.BACKUP_FOLDER = tmp_path / "backups"
    assert b"shuniu_newest_backup_seconds" not in Client().get("/metrics").content
    backup = settings.BACKUP_FOLDER / name_for(timezone.now() - timedelta(hours=3))
    backup.mkdir(parents=True)
    (backup / manifest.NAME).touch()
    age = re.search(r"^shuniu_newest_backup_seconds (\S+)$", Client().get("/metrics").content.decode(), re.M)
    assert age and 3 * 3600 - 1 < float(age[1]) < 3 * 3600 + 60


@pytest.mark.django_db
def test_figures_are_given_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr("shuniu.desk.watching.metrics.oldest_unsealed", away)
    answer = Client().get("/metrics")
    assert answer.status_code == 200 and b"shuniu_requests_total" in answer.content
    assert b"shuniu_unsealed_records" not in answer.content


@pytest.fixture
def lines(settings: LazySettings) -> Iterator[list[str]]:
    """What the log says where it is JSON."""
    settings.LOG_JSON = True
    found: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    handler = Keeping()
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    yield found
    root.removeHandler(handler)


@pytest.mark.django_db
def test_a_request_is_a_line_of_json_with_its_route_alone(lines: list[str]) -> None:
    build_county()
    Client().get(f"/matters/4711/?q={TITLE}", headers={"user-agent": TITLE})
    Client().get(f"/none/{TITLE}/")
    requests = [one for one in map(json.loads, lines) if one["logger"] == "shuniu.requests"]
    assert [set(one) for one in requests] == [
        {"at", "level", "logger", "said", "method", "route", "status", "ms"}
    ] * 2
    assert requests[0]["route"] == "matters/<row:pk>/" and requests[1]["route"] == ""
    assert not any(word in line for line in lines for word in (TITLE, "4711"))


def test_json_keeps_what_others_say_silent_and_every_record_on_one_line() -> None:
    def said(logger: str, message: str, **extra: object) -> str:
        record = logging.LogRecord(logger, logging.ERROR, "views.py", 12, message, (), None)
        record.__dict__.update(extra)
        return JsonFormatter().format(record)

    assert json.loads(said("shuniu.jobs", "job 7\nfailed"))["said"] == "job 7\nfailed"
    assert "\n" not in said("shuniu.jobs", "job 7\nfailed")
    other = json.loads(said("django.request", TITLE, fields={"title": TITLE}))
    assert other["said"] == "views:12" and "title" not in other
    try:
        raise ValueError(TITLE)
    except ValueError as error:
        line = said("shuniu.web", "crash", exc_info=(type(error), error, error.__traceback__))
    assert TITLE not in line and json.loads(line)["error"][-1] == "builtins.ValueError"
    assert json.loads(said("shuniu.web", "x", fields={"said": "y", "ms": 3}))["said"] == "x"


@pytest.mark.django_db
def test_without_json_no_request_is_noted(lines: list[str], settings: LazySettings) -> None:
    settings.LOG_JSON = False
    Client().get("/none/")
    assert not any("shuniu.requests" in line for line in lines)
    assert connection.vendor
