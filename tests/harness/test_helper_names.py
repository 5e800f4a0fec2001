"""Helper modules of the tests can be told apart: pytest puts every test folder on one import path."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOTS = ("packages/hongtou/tests", "packages/shuniu/tests")


def modules() -> list[str]:
    """What `import NAME` could mean in a test: top-level modules and packages of every test folder."""
    files = [path for root in ROOTS for path in (ROOT / root).rglob("*.py") if path.name != "conftest.py"]
    top = [path for path in files if not (path.parent / "__init__.py").exists()]
    return [path.stem for path in top]


def test_no_two_test_modules_share_a_name() -> None:
    assert [name for name, times in Counter(modules()).items() if times > 1] == []
