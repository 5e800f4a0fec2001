"""The long walk: 200 000 steps of the random walk, with a count of every move and every refusal.

`python packages/shuniu/tests/soak/walk_long.py [steps] [walkers]` or `pytest -m soak -s` on this folder. The steps are
shared between processes, each with seeds of its own. Every run draws the same walks. It fails when a promise of the
spine is broken, and when something occurred fewer than 20 times, for then the walk proved nothing about it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

STEPS = 200_000
WALKERS = 2
EXAMPLES_AT_ONCE = 25
SEED = 2026
SEEDS_APART = 1_000_000
LEAST = 20

# The files' refusals never arise here: the walk carries no uploads and asks for no export.
ELSEWHERE = {"bad_file", "too_many"}


def walk(steps: int, *, seed: int = SEED) -> None:
    """Walk at least *steps* steps in this process, in batches of examples that each have a seed of their own.
    After each, print how far it is and, as a line of JSON, what was counted so far."""
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
            print(f"{TALLY['steps']} steps in {time.monotonic() - begun:.0f} s", flush=True)
            print(json.dumps(TALLY), flush=True)


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


def report(tally: Counter[str]) -> list[str]:
    """Print the counts; what occurred too seldom."""
    for name in sorted({*tally, *expected()}):
        print(f"  {tally[name]:>8}  {name}")
    return [name for name in expected() if tally[name] < LEAST]


def walk_alone(walker: int, steps: int) -> None:
    """One of the walkers: set up a database in memory and walk."""
    from django.test.runner import DiscoverRunner

    runner = DiscoverRunner(verbosity=0)
    old = runner.setup_databases()
    try:
        walk(steps, seed=SEED + walker * SEEDS_APART)
    finally:
        runner.teardown_databases(old)


def walk_together(steps: int, walkers: int, counted: list[Counter[str]]) -> None:
    """Share *steps* between *walkers* processes; *counted* has what each of them counted, also when this is ended
    before its time. Raises `CalledProcessError` when one of them found a broken promise, after printing what it
    said."""
    counted[:] = [Counter() for _ in range(walkers)]

    def listen(walker: int, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("{"):
                counted[walker] = Counter(json.loads(line))
            else:
                print(f"  walker {walker}: {line.strip()}", flush=True)

    share = -(-steps // walkers)
    words = [[sys.executable, __file__, "--alone", str(walker), str(share)] for walker in range(walkers)]
    processes = [subprocess.Popen(word, stdout=subprocess.PIPE, text=True) for word in words]
    listeners = [threading.Thread(target=listen, args=(i, process)) for i, process in enumerate(processes)]
    for listener in listeners:
        listener.start()
    try:
        for listener, process, word in zip(listeners, processes, words, strict=True):
            listener.join()
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, word)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def main() -> None:
    """Walk, and say what happened."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_for_tests")
    import django

    django.setup()
    words = sys.argv[1:]
    if words[:1] == ["--alone"]:
        walk_alone(int(words[1]), int(words[2]))
        return
    from soak.programs import end_in_order

    end_in_order()
    steps, walkers = [*map(int, words), *(STEPS, WALKERS)[len(words) :]]
    counted: list[Counter[str]] = []
    try:
        walk_together(steps, walkers, counted)
    finally:
        seldom = report(sum(counted, Counter()))
    if seldom:
        print(f"✗ fewer than {LEAST} times: {', '.join(seldom)}")
        sys.exit(1)
    print("✓ every promise held, and everything occurred often enough")


if __name__ == "__main__":
    main()
