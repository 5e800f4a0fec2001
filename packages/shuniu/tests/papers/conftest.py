"""Fonts as this machine has them: the free ones lent to the tests' own home, then the system's."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from shuniu.kernel.platform.papers import FontSet, find_fonts


@pytest.fixture(scope="session")
def fonts() -> FontSet:
    found = find_fonts(Path(settings.SHUNIU_HOME))
    assert found.choices, "no Chinese font on this machine: run `make run` once, it fetches free ones"
    return found
