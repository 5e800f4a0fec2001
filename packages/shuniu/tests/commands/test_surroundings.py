"""What `shuniu check` says of the machine: each with what is right and what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone
from kit import build_county

from shuniu.commands import surroundings
from shuniu.commands.backups import folder, keys, manifest
from shuniu.commands.findings import Finding, Level
from shuniu.kernel.people.installation import mark_installation
from shuniu.kernel.people.models import Installation, Person
from shuniu.kernel.platform.papers.fonts import FontSet
from shuniu.kernel.records.writing import record


def only(findings: Iterator[Finding]) -> Finding:
    (found,) = findings
    return found


@pytest.fixture
def home(tmp_path: Path, settings: LazySettings) -> Path:
    """An empty folder of data, with backups and key beside it."""
    at = tmp_path / "home"
    at.mkdir(mode=0o700)
    settings.SHUNIU_HOME, settings.SEAL_TOKEN_FILE = at, None
    settings.BACKUP_FOLDER, settings.BACKUP_KEY_FILE = tmp_path / "backups", tmp_path / "backup.key"
    return at


@pytest.fixture
def unknown_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "_synchronised", lambda: None)


@pytest.mark.both_databases
@pytest.mark.django_db
@pytest.mark.usefixtures("unknown_service")
def test_a_clock_behind_the_newest_record_is_told() -> None:
    record("试", actor=None, now=timezone.now())
    assert only(surroundings.clock_right()).level is Level.GOOD
    record("试", actor=None, now=timezone.now() + timedelta(days=2))
    found = only(surroundings.clock_right())
    assert (
        found.level is Level.NOTICE and "早于最新的操作记录" in found.text and "timedatectl" in found.remedy
    )


@pytest.mark.django_db
def test_a_clock_that_nobody_keeps_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for kept, levels in ((True, [Level.GOOD]), (None, [Level.GOOD]), (False, [Level.GOOD, Level.NOTICE])):
        monkeypatch.setattr(surroundings, "_synchronised", lambda kept=kept: kept)
        assert [found.level for found in surroundings.clock_right()] == levels


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.usefixtures("unknown_service")
def test_a_clock_apart_from_the_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now() + timedelta(minutes=3)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    assert "数据库服务器的时间相差 1" in only(surroundings.clock_right()).text


def test_another_time_zone_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for zone, level in (("Asia/Shanghai", Level.GOOD), ("PRC", Level.GOOD), ("Asia/Urumqi", Level.NOTICE)):
        file = tmp_path / "zoneinfo" / zone
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
        monkeypatch.setattr(surroundings, "LOCALTIME", file)
        found = only(surroundings.time_zone_right())
        assert found.level is level and (level is Level.GOOD or zone in found.text)


@pytest.mark.django_db
def test_characters_that_cannot_be_printed_are_named(
    home: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(surroundings.COMMON) == 6763
    fonts = "shuniu.kernel.platform.papers.fonts.find_fonts"
    monkeypatch.setattr(fonts, lambda home: FontSet({}))
    assert list(surroundings.glyphs_at_hand()) == []
    build_county()
    person = Person.objects.order_by("pk").first()
    assert person
    Person.objects.filter(pk=person.pk).update(name="王镕\ue123")
    monkeypatch.undo()
    settings.SHUNIU_HOME = Path(os.environ["SHUNIU_HOME"])  # where the free fonts are
    found = list(surroundings.glyphs_at_hand())
    assert len(found) == 2, found
    missing, borrowed = found
    assert "\ue123" in missing.text and "fonts" in missing.remedy
    assert (
        "印仿宋用的“" in borrowed.text
        and "要从别的字体借" in borrowed.text
        and "用到：" in borrowed.text
        and "镕" in borrowed.text.split("用到：")[1]
    )


def test_what_others_can_read_is_named(
    home: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(home / "a.sqlite3")}
    monkeypatch.setitem(settings.DATABASES, "default", database)
    for name in ("secret.key", "a.sqlite3"):
        (home / name).touch(0o600)
    (home / "a.sqlite3").chmod(0o644)  # behind a door that is shut
    assert only(surroundings.nobody_else_reads()).level is Level.GOOD
    (home / "secret.key").chmod(0o640)
    settings.BACKUP_FOLDER.mkdir(mode=0o755)
    remedies = {found.remedy for found in surroundings.nobody_else_reads()}
    assert remedies == {
        f"运行 chmod 600 {home / 'secret.key'}。",
        f"运行 chmod 700 {settings.BACKUP_FOLDER}。",
    }
    home.chmod(0o755)
    assert f"运行 chmod 600 {home / 'a.sqlite3'}。" in {f.remedy for f in surroundings.nobody_else_reads()}


@pytest.mark.django_db
def test_sqlite_that_may_lose_something_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        return
    good = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
    for wrong, words in (
        ({}, "断电不丢内容"),
        ({"journal_mode": "delete"}, "不是 WAL"),
        ({"synchronous": "1"}, "不是 FULL"),
        ({"foreign_keys": "0"}, "外键"),
    ):
        monkeypatch.setattr(surroundings, "_shown", lambda *_, wrong=wrong, **__: good | wrong)
        assert words in only(surroundings.database_set_well()).text
    monkeypatch.setattr(surroundings, "_shown", lambda *_, **__: good)
    monkeypatch.setattr(surroundings, "_file_system", lambda path: "nfs4")
    assert "网络盘（nfs4）" in only(surroundings.database_set_well()).text


def test_the_file_system_is_that_of_the_deepest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/a / ext4 rw 0 0\nserver:/x /srv/my\\040data nfs4 rw 0 0\n")
    assert surroundings._file_system(Path("/srv/my data/home"), mounts) == "nfs4"
    assert surroundings._file_system(Path("/srv/other"), mounts) == "ext4"
    assert surroundings._file_system(Path("/srv"), tmp_path / "none") == ""


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_that_may_lose_something_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = surroundings._shown(
        *surroundings.WANTED_OF_POSTGRES,
        *("server_version_num", "server_version", "server_encoding", "random_page_cost"),
        sql="SHOW ",
    )
    assert asked["server_encoding"] == "UTF8" and float(asked["random_page_cost"]) == 1.1
    good = asked | dict.fromkeys(surroundings.WANTED_OF_POSTGRES, "on")
    for wrong, words in (
        ({}, "断电不丢内容"),
        ({"fsync": "off"}, "fsync 是 off"),
        ({"synchronous_commit": "local"}, "synchronous_commit 是 local"),
        ({"full_page_writes": "off"}, "full_page_writes 是 off"),
        ({"server_encoding": "SQL_ASCII"}, "编码是 SQL_ASCII"),
        ({"server_version_num": "140009"}, "太旧"),
        ({"random_page_cost": "4"}, "random_page_cost 是 4"),
    ):
        monkeypatch.setattr(surroundings, "_shown", lambda *_, wrong=wrong, **__: good | wrong)
        assert words in only(surroundings.database_set_well()).text


def backup(settings: LazySettings, age: timedelta) -> Path:
    at = settings.BACKUP_FOLDER / folder.name_for(timezone.now() - age)
    at.mkdir(parents=True)
    (at / manifest.NAME).write_bytes(b"x" * 100)
    return at


@pytest.mark.django_db
def test_the_age_of_the_newest_backup_and_its_key_are_told(home: Path, settings: LazySettings) -> None:
    assert list(surroundings.backups_recent()) == []  # not a county yet
    mark_installation(Installation.Kind.REAL, now=timezone.now())
    key, none = surroundings.backups_recent()
    assert "--new-key" in key.text and "里没有备份" in none.text
    keys.make(str(settings.BACKUP_KEY_FILE))
    backup(settings, timedelta(hours=50))
    key, old = surroundings.backups_recent()
    assert key.level is Level.GOOD and "已经过了 50 小时" in old.text and old.level is Level.NOTICE
    at = backup(settings, timedelta(hours=2))
    assert "还没有核验" in list(surroundings.backups_recent())[1].text
    (at / folder.VERIFIED).touch()
    assert [f.level for f in surroundings.backups_recent()] == [Level.GOOD, Level.GOOD]
    settings.BACKUP_KEY_FILE = keys.make(str(home / "backup.key"))
    assert "硬盘坏了就一起没有了" in list(surroundings.backups_recent())[0].text


def test_a_disk_that_runs_out_is_told(
    home: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(settings, timedelta(hours=2))
    assert list(surroundings.more_room()) == []
    usage = type("Usage", (), {"free": 150})
    monkeypatch.setattr("shutil.disk_usage", lambda path: usage)
    assert "备份盘只剩" in only(surroundings.more_room()).text
    monkeypatch.undo()
    settings.BACKUP_FOLDER = home / "none"
    monkeypatch.setattr("os.statvfs", lambda path: type("Space", (), {"f_files": 1000, "f_favail": 10}))
    assert "只剩 10 个" in only(surroundings.more_room()).text
