"""The long walk: 200 000 steps of the random walk, with a count of every move and every refusal.

`python packages/shuniu/tests/soak/walk_long.py [steps]` or `pytest -m soak -s` on this folder. Every run draws the
same walks. It fails when a promise of the spine is broken, and when something occurred fewer than 20 times, for
then the walk proved nothing about it.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

STEPS = 200_000
EXAMPLES_AT_ONCE = 250
LEAST = 20

# The secrecy gate's and the files' refusals never arise here: the walk carries no texts and no uploads.
ELSEWHERE = {"secret", "held", "bad_file", "too_many"}


def walk(steps: int, *, seed: int = 2026) -> None:
    """Walk at least *steps* steps, in batches of examples that each have a seed of their own."""
    import hypothesis
    from hypothesis import HealthCheck, Phase, settings
    from hypothesis.stateful import run_state_machine_as_test
    from walking.machine import Walk
    from walking.procedures import registered
    from walking.world import TALLY

    long = settings(
        max_examples=EXAMPLES_AT_ONCE,
        stateful_step_count=60,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    begun, batch = time.monotonic(), 0
    with registered():
        while TALLY["steps"] < steps:
            machine = hypothesis.seed(seed + batch)(type("Walk", (Walk,), {}))
            run_state_machine_as_test(machine, settings=long)
            batch += 1
            said = f"{TALLY['steps']} steps in {time.monotonic() - begun:.0f} s"
            print(f"  {said}", flush=True)


def expected() -> list[str]:
    """What must have occurred often enough: every move, every way to act for another, every refusal."""
    from shuniu.kernel.base.refusals import Code
    from shuniu.kernel.flow.vocabulary import MOVES

    made = [f"move {m.name}" for m in MOVES.values() if m.action]
    answers = ("read", "recall_round", "close_wait", "decide_extension", "confirm_recorded")
    return [
        *made,
        *(f"step flow.{name}" for name in answers),
        "step transition",
        "step walk.open",
        *(f"behalf {way}" for way in ("recorded", "authority", "stand_in")),
        *(f"refused {code}" for code in Code if code not in ELSEWHERE),
        "pressed twice",
    ]


def report() -> list[str]:
    """Print the counts; what occurred too seldom."""
    from walking.world import TALLY

    for name in sorted({*TALLY, *expected()}):
        print(f"  {TALLY[name]:>8}  {name}")
    return [name for name in expected() if TALLY[name] < LEAST]


def main() -> None:
    """Set up a database in memory, walk, and say what happened."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_for_tests")
    import django
    from django.test.runner import DiscoverRunner

    django.setup()
    runner = DiscoverRunner(verbosity=0)
    old = runner.setup_databases()
    try:
        walk(int(sys.argv[1]) if len(sys.argv) > 1 else STEPS)
        seldom = report()
    finally:
        runner.teardown_databases(old)
    if seldom:
        print(f"✗ fewer than {LEAST} times: {', '.join(seldom)}")
        sys.exit(1)
    print("✓ every promise held, and everything occurred often enough")


if __name__ == "__main__":
    main()
