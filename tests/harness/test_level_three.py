"""docs/等保三级.md: every row names a test that there is, or says honestly who sees to it or that nobody does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "等保三级.md"
TESTS = ROOT / "packages" / "shuniu" / "tests"
HONEST = {"由运行单位负责", "没有做到"}
NAMED = re.compile(r"`([^`:]+\.py)::(test_\w+)`")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| 要求 |")
]


def there(file: str, name: str) -> bool:
    """Whether *file*, of the platform's tests or of the repository, has a test of that name."""
    place = ROOT / file if file.startswith("tests/") else TESTS / file
    return place.is_file() and f"def {name}(" in place.read_text(encoding="utf-8")


def test_the_table_has_every_control_point() -> None:
    heads = re.findall(r"^## (\S+?)(?:（|$)", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert heads == [
        "身份鉴别", "访问控制", "安全审计", "入侵防范", "恶意代码防范", "可信验证", "数据完整性", "数据保密性",
        "数据备份恢复", "剩余信息保护", "个人信息保护", "安全管理中心",
    ]  # fmt: skip
    assert len(ROWS) > 40


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_every_row_is_shown_or_honest(row: list[str]) -> None:
    assert len(row) == 3 and all(row), row
    shown = NAMED.findall(row[2])
    assert shown or row[2] in HONEST, row
    assert [f"{file}::{name}" for file, name in shown if not there(file, name)] == []
    left = NAMED.sub("", row[2]).replace("、", "").strip()
    assert left == "" or left in HONEST, row


def test_the_manual_leads_to_it() -> None:
    manual = (ROOT / "docs" / "manual" / "三员.md").read_text(encoding="utf-8")
    assert "docs/等保三级.md" in manual
