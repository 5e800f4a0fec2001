"""Hundreds of presses on outgoing documents by whoever sits there; the long walk is in `make soak`."""

from __future__ import annotations

import pytest
from django.db import connection
from walking.outgoing import TALLY, OutgoingWalk

PRESSES = {"sqlite": 600, "postgresql": 120}
EARLY = ("countersign", "revise", "pass_review", "send_back", "sign")
REACHED = {
    "sqlite": (*EARLY, "sign_jointly", "correct_text", "number", "set_seal", "release"),
    "postgresql": EARLY,
}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.both_databases
def test_whatever_is_pressed_what_must_hold_holds() -> None:
    """On PostgreSQL, where a press costs four times as much and the long walk goes too, a short one."""
    TALLY.clear()
    OutgoingWalk(20261128).go(PRESSES[connection.vendor])
    missed = [name for name in REACHED[connection.vendor] if not TALLY[f"documents.outgoing.{name}"]]
    assert missed == [], TALLY


@pytest.mark.soak(minutes=30)
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(10))
def test_a_long_walk(seed: int) -> None:
    OutgoingWalk(seed).go(2_000)
