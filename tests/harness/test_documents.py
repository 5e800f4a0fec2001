"""The README files say what is true: the settings they list are the settings there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shuniu.settings.env import VARIABLES, read_settings

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\| (.+) \|$", re.MULTILINE)


def rows(name: str) -> list[tuple[str, str, str]]:
    return ROW.findall((ROOT / name).read_text(encoding="utf-8"))


def test_the_chinese_settings_are_those_of_the_code() -> None:
    assert rows("README.zh-CN.md") == [(v.name, v.default, v.meaning) for v in VARIABLES]


def test_the_english_settings_are_those_of_the_code() -> None:
    listed = [(name, default) for name, default, _ in rows("README.md")]
    assert listed == [(v.name, v.default) for v in VARIABLES]


def test_no_other_environment_variable_is_read() -> None:
    """Every name that the product looks up is in the table; SHUNIU_DEMO_ENTRANCE is set by `shuniu demo` for itself
    and must not be set by hand."""
    named = {
        name
        for path in (ROOT / "packages").glob("*/src/**/*.py")
        for name in re.findall(r"[\"'](SHUNIU_[A-Z_]+|DATABASE_URL)[\"']", path.read_text(encoding="utf-8"))
    }
    assert named <= {v.name for v in VARIABLES} | {"SHUNIU_DEMO_ENTRANCE"}


def test_the_example_of_the_service_sets_variables_that_there_are() -> None:
    text = (ROOT / "deploy" / "systemd" / "shuniu.env.example").read_text(encoding="utf-8")
    values = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert set(values) == {v.name for v in VARIABLES}
    read_settings(values)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_make_target_and_picture_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    assert [
        place for place in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text) if not (ROOT / place).exists()
    ] == []


@pytest.mark.parametrize("name", ["runtime", "dev", "node"])
def test_locks_hold_versions_and_digests_alone(name: str) -> None:
    from tools.lock import LINE

    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_the_front_end_lock_names_no_address() -> None:
    text = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
