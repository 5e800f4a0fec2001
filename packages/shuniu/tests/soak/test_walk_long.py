"""200 000 steps of the random walk."""

from __future__ import annotations

import pytest

from soak import walk_long
from soak.programs import run_program


@pytest.mark.soak(minutes=120)
def test_200_000_steps() -> None:
    """Two processes, some 45 minutes on two cores that have nothing else to do."""
    assert run_program(walk_long.__file__) == 0
