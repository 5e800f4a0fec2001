"""The samples in deploy/: units that name what there is and are all as hardened, logs kept long enough and silent."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from shuniu.cli import COMMANDS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
SIX_MONTHS = 184
OWN = {
    *("ExecStart", "ExecStartPre", "Restart", "RestartSec", "TimeoutStopSec", "TimeoutStartSec"),
    *("Type", "ReadWritePaths", "Nice", "IOSchedulingClass"),
}
"""What may differ from one service to another."""


def section(path: Path, name: str) -> list[tuple[str, str]]:
    """The lines of one section of a unit, in order."""
    body = path.read_text(encoding="utf-8").split(f"[{name}]\n", 1)[1].split("\n[", 1)[0]
    return re.findall(r"^([A-Za-z]+)=(.*)$", body, re.MULTILINE)


def test_there_is_a_unit_for_each_service() -> None:
    assert [unit.name for unit in UNITS] == [f"shuniu-{n}.service" for n in ("backup", "server", "worker")]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_commands_that_there_are(unit: Path) -> None:
    starts = [words for name, words in section(unit, "Service") if name.startswith("ExecStart")]
    assert starts
    for words in starts:
        program, command, *_ = words.split()
        assert program == "/opt/shuniu/current/bin/shuniu" and command in COMMANDS


def test_units_are_all_as_hardened() -> None:
    kept = [[line for line in section(unit, "Service") if line[0] not in OWN] for unit in UNITS]
    assert kept[0] == kept[1] == kept[2]
    wanted = {
        ("NoNewPrivileges", "true"),
        ("ProtectSystem", "strict"),
        ("CapabilityBoundingSet", ""),
        ("SystemCallFilter", "@system-service"),
        ("IPAddressDeny", "any"),
        ("LimitCORE", "0"),
        ("UMask", "0077"),
    }
    assert wanted <= set(kept[0])


def test_the_timer_starts_the_backup_at_night_and_makes_up_for_it() -> None:
    timer = dict(section(DEPLOY / "systemd" / "shuniu-backup.timer", "Timer"))
    assert re.fullmatch(r"\*-\*-\* 0[0-5]:\d\d:00 Asia/Shanghai", timer["OnCalendar"])
    assert timer["Persistent"] == "true"


def test_backups_go_where_the_units_may_write() -> None:
    example = (DEPLOY / "systemd" / "shuniu.env.example").read_text(encoding="utf-8")
    folder = re.search(r"^SHUNIU_BACKUP_FOLDER=(.+)$", example, re.MULTILINE)
    assert folder
    for name in ("server", "backup"):
        paths = dict(section(DEPLOY / "systemd" / f"shuniu-{name}.service", "Service"))["ReadWritePaths"]
        assert paths.lstrip("-") == folder[1]


def test_logs_are_kept_six_months() -> None:
    rotation = (DEPLOY / "logrotate" / "shuniu").read_text(encoding="utf-8")
    assert "daily" in rotation and int(re.search(r"rotate (\d+)", rotation)[1]) >= SIX_MONTHS
    nginx = (DEPLOY / "nginx" / "shuniu.conf").read_text(encoding="utf-8")
    rotated = rotation.split(" {")[0].splitlines()[-1].split()
    assert set(re.findall(r"(?:access|error)_log +(\S+)", nginx)) == set(rotated)
    journal = (DEPLOY / "journald" / "journald@shuniu.conf").read_text(encoding="utf-8")
    assert int(re.search(r"MaxRetentionSec=(\d+)day", journal)[1]) >= SIX_MONTHS


def test_the_proxy_notes_no_words_and_lets_no_figures_out() -> None:
    nginx = (DEPLOY / "nginx" / "shuniu.conf").read_text(encoding="utf-8")
    note = re.search(r"log_format shuniu '([^']*)'", nginx)[1]
    assert not re.search(r"\$(request|request_uri|args|query_string|http_referer|http_cookie)\b", note)
    # What it notes of lesser errors quotes the address whole.
    assert {level for level in re.findall(r"error_log +\S+ (\w+);", nginx)} == {"crit"}
    assert nginx.count("server {") == nginx.count("error_log ")
    for place in ("/metrics", "/readyz"):
        assert re.search(rf"location = {place}\s+{{ return 404; }}", nginx)


def settings_of_postgres() -> dict[str, str]:
    text = (DEPLOY / "postgresql" / "shuniu.conf").read_text(encoding="utf-8")
    return {name: value.strip("'") for name, value in re.findall(r"^(\w+) = (\S+)$", text, re.MULTILINE)}


def test_postgresql_loses_nothing_and_its_log_holds_no_words() -> None:
    found = settings_of_postgres()
    assert {found[name] for name in ("fsync", "full_page_writes", "synchronous_commit")} == {"on"}
    assert (found["log_statement"], found["log_min_duration_statement"]) == ("none", "-1")
    assert (found["log_min_error_statement"], found["log_error_verbosity"]) == ("panic", "terse")
    assert found["log_parameter_max_length_on_error"] == "0"


@pytest.mark.postgres
def test_postgresql_knows_every_setting() -> None:
    import psycopg

    with psycopg.connect(os.environ["SHUNIU_TEST_DATABASE_URL"]) as connection:
        known = {name for (name,) in connection.execute("SELECT name FROM pg_settings")}
    assert set(settings_of_postgres()) - known == set()
