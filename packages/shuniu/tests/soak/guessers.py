"""Sixteen who guess one password at the same moment, real threads and commits: `python guessers.py TIMES [ADDRESS]`.

However many come at once, no more are looked at than the pauses allow, and a right one among them comes too late.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

from soak.own_database import enter, own_database  # noqa: E402  (run as a program, it finds its own folder)
from soak.rivals import at_once  # noqa: E402

GUESSERS = 16


def play(times: int) -> None:
    from django.db import connection
    from kit import NOW

    from shuniu.kernel.people.passwords import PAUSES, claim_attempt

    free = sum(1 for pause in PAUSES.after if not pause) + 1
    total: Counter[str] = Counter()
    for n in range(times):
        spelt = [f"guessed{n}", f" GUESSED{n} ", f"ｇuessed{n}"]
        works = [partial(claim_attempt, spelt[i % len(spelt)], now=NOW) for i in range(GUESSERS)]
        looked_at = at_once(works).count(timedelta(0))
        assert looked_at == free, (looked_at, free)
        total += Counter({"looked at": looked_at, "told to wait": GUESSERS - looked_at})
    said = ", ".join(f"{count} {word}" for word, count in total.items())
    print(f"  {connection.vendor} guessers: {said}", flush=True)
    connection.close()


def main() -> None:
    with own_database(sys.argv[2] if len(sys.argv) > 2 else "") as address:
        enter(address)
        play(int(sys.argv[1]))


if __name__ == "__main__":
    main()
