"""Settings: every wrong value is refused in one Chinese sentence that names the variable, and no password."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from shuniu.settings.env import VARIABLES, WrongSetting, database_settings, read_settings, secret_key


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "八千"),
        ("SHUNIU_HOME", __file__),
        ("SHUNIU_HOME", "~nobody-of-that-name/data"),
        ("DATABASE_URL", "mysql://h/shuniu"),
        ("DATABASE_URL", "postgresql://h:5432"),
        ("DATABASE_URL", "postgresql://shuniu:pw@h:543x/shuniu"),
        ("DATABASE_URL", "postgresql://shuniu:pw@[::1/shuniu"),
        ("DATABASE_URL", "sqlite://shuniu.sqlite3/x"),
        ("DATABASE_URL", "sqlite:///"),
        ("SHUNIU_HOSTS", "*"),
        ("SHUNIU_HOSTS", "http://oa.example.gov.cn"),
        ("SHUNIU_HOSTS", "oa.example.gov.cn:8000"),
        ("SHUNIU_HOSTS", "oa.example.gov.cn，127.0.0.1"),
        ("SHUNIU_HOSTS", ","),
        ("SHUNIU_MAX_UPLOAD_MB", "0"),
        ("SHUNIU_MAX_UPLOAD_MB", "50MB"),
        ("SHUNIU_HTTPS", "yes"),
        ("SHUNIU_SEAL_SERVICE", "ftp://seal.example/"),
        ("SHUNIU_SEAL_TOKEN_FILE", "/nowhere/at/all"),
    ],
)
def test_a_wrong_value_is_refused_in_a_sentence(name: str, value: str) -> None:
    with pytest.raises(WrongSetting) as wrong:
        read_settings({name: value})
    sentence = str(wrong.value)
    assert sentence.startswith(f"环境变量 {name} 的值“") and sentence.endswith("。")


def test_every_variable_has_a_default_that_can_be_used() -> None:
    values = read_settings({})
    assert set(values) == {v.name for v in VARIABLES}
    assert values["PORT"] == 8000 and values["SHUNIU_HOSTS"] == ("127.0.0.1", "localhost")


def test_blanks_around_a_value_and_an_empty_one_do_no_harm() -> None:
    assert read_settings({"PORT": " 8120 "})["PORT"] == 8120
    assert read_settings({"PORT": ""})["PORT"] == 8000
    assert read_settings({"SHUNIU_HOSTS": "oa.gov.cn, [::1] ,.gov.cn"})["SHUNIU_HOSTS"] == (
        "oa.gov.cn",
        "[::1]",
        ".gov.cn",
    )


def test_the_password_of_the_database_is_not_repeated() -> None:
    with pytest.raises(WrongSetting) as wrong:
        read_settings({"DATABASE_URL": "postgresql://shuniu:geheim/m@db:x/shuniu"})
    assert "geheim" not in str(wrong.value) and "shuniu:…@db" in str(wrong.value)


def test_addresses_become_databases() -> None:
    there = database_settings("postgresql://shuniu:a%40b@db:5433/office", Path("/x"))
    assert {k: there[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")} == {
        "NAME": "office",
        "USER": "shuniu",
        "PASSWORD": "a@b",
        "HOST": "db",
        "PORT": "5433",
    }
    assert database_settings("", Path("/x"))["NAME"] == "/x/shuniu.sqlite3"
    assert database_settings("sqlite:////data/a.sqlite3", Path("/x"))["NAME"] == "//data/a.sqlite3"


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key and len(key) > 60
    assert [p.name for p in tmp_path.iterdir()] == ["secret.key"]
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_an_emptied_key_is_not_replaced_in_silence(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(WrongSetting, match=r"secret\.key 是空的"):
        secret_key(tmp_path)


def test_tests_have_a_home_of_their_own() -> None:
    assert settings.SHUNIU_HOME.parent == Path(tempfile.gettempdir()).resolve()
    assert os.environ["SHUNIU_HOME"] == str(settings.SHUNIU_HOME)


def test_the_product_keeps_what_is_typed_out_of_disks_logs_and_reports() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["shuniu.kernel.files.uploads.MemoryOnly"]
    assert settings.DEFAULT_EXCEPTION_REPORTER.endswith("SilentReporter")
    assert settings.DEFAULT_EXCEPTION_REPORTER_FILTER.endswith("SilentFilter")
    assert settings.LOGGING["loggers"]["django"]["handlers"] == [] and settings.DEBUG is False
