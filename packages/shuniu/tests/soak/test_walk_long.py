"""200 000 steps of the random walk."""

from __future__ import annotations

import pytest

from soak import walk_long

pytestmark = [pytest.mark.soak, pytest.mark.django_db]


def test_200_000_steps() -> None:
    walk_long.walk(walk_long.STEPS)
    assert walk_long.report() == []
