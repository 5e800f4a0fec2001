"""The spine's promises, on random procedures with random people, through every action of the kernel."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from walking.machine import Walk
from walking.procedures import registered
from walking.world import TALLY

STEPS = {"sqlite": 700, "postgresql": 100}
EXAMPLES = {"sqlite": 50, "postgresql": 10}
"""More than are needed: the walk ends with its last press, and the rest are empty."""


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_invariants_hold_on_every_walk(monkeypatch: pytest.MonkeyPatch) -> None:
    """At least 700 presses, refused or carried out; after each, what DESIGN promises holds. On PostgreSQL, where
    a press costs more and the long walk goes too, a short one."""
    begun = TALLY["steps"]
    monkeypatch.setattr(Walk, "enough", begun + STEPS[connection.vendor])
    with registered():
        run_state_machine_as_test(
            Walk,
            settings=settings(
                max_examples=EXAMPLES[connection.vendor],
                stateful_step_count=50,
                deadline=None,
                derandomize=True,
                # A failing walk is read from its notes; shrinking one takes minutes, so that is asked for by hand.
                phases=[Phase.generate],
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert TALLY["steps"] - begun >= STEPS[connection.vendor]
