"""A county, and a SHUNIU_HOME of its own for every test of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import County, build_county
from pytest_django import Settings


@pytest.fixture
def county(db: None) -> County:
    return build_county()


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.SHUNIU_HOME = tmp_path / "home"
    settings.SHUNIU_HOME.mkdir()
    return tmp_path / "home"


def files_under(folder: Path) -> list[Path]:
    """Every file below *folder*."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
