"""Fonts as this machine has them: the free ones of the working copy, then the system's."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuniu.kernel.platform.papers import FontSet, find_fonts

REPOSITORY = Path(__file__).parents[4]


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    found = find_fonts(REPOSITORY / "var")
    assert found.choices, "no Chinese font on this machine: run `make run` once, it fetches free ones"
    return found
