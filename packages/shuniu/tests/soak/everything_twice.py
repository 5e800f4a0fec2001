"""Every action pressed twice at the same moment: `python everything_twice.py ADDRESS [NAME…]`, on PostgreSQL or SQLite.

For each row of permissions/table.py the scene is set in a database of its own; then two threads press. With one command
id (the button pressed twice) one is done and the other told the same result; with the version that both saw (two
people, or two windows) one is done and the other refused. Prints what came of it; an assertion ends the program.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "documents")]

from soak.own_database import enter, own_database  # noqa: E402  (run as a program, it finds its own folder)
from soak.rivals import at_once, told  # noqa: E402

SAID_NO = {"stale", "not_your_turn", "not_allowed", "closed", "rule", "not_found", "busy", "invalid"}
"""What whoever comes second may be told."""


@contextmanager
def fresh_copy() -> Iterator[None]:
    """A copy of the tables of this process's database, to work on inside."""
    from django.db import connection, connections

    settings = connections.settings["default"]
    whole = settings["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        folder = tempfile.mkdtemp(prefix="shuniu-twice-")
        settings["NAME"] = shutil.copyfile(whole, Path(folder) / "copy.sqlite3")
        undo = partial(shutil.rmtree, folder)
    else:
        settings["NAME"] = f"twice_{uuid4().hex[:12]}"
        _on_server(whole, f"CREATE DATABASE {settings['NAME']} TEMPLATE {whole}")
        undo = partial(_on_server, whole, f"DROP DATABASE {settings['NAME']} WITH (FORCE)")
    connection.settings_dict["NAME"] = settings["NAME"]
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = connection.settings_dict["NAME"] = whole
        undo()


def _on_server(whole: str, statement: str) -> None:
    import psycopg
    from django.db import connection

    words = {**connection.get_connection_params(), "dbname": "postgres"}
    known = {key: words[key] for key in ("host", "port", "user", "password", "dbname") if words.get(key)}
    with psycopg.connect(**known, autocommit=True) as server:
        server.execute(statement.encode())


def pressed_twice(name: str, more: str) -> Counter[str] | None:
    """What two presses of *name* at once came to: *more* is `command` (one button) or `version` (two windows). None when
    the action has no such field."""
    from kit import NOW, build_county
    from permissions.table import ROWS
    from permissions.test_permissions import actor_of

    from shuniu.kernel.base.actions import ACTIONS
    from shuniu.kernel.flow.models import Matter
    from shuniu.kernel.flow.runner import run

    with fresh_copy():
        row, county = ROWS[name], build_county()
        data: dict[str, Any] = dict(row.scene(county))
        if more == "command":
            data["command_id"] = str(uuid4())
        elif "matter" in data and "version" in ACTIONS.get(name).input.model_fields:
            data["version"] = Matter.objects.get(pk=data["matter"]).version
        else:
            return None
        actor = actor_of(county, row.may)
        outcomes = at_once([partial(run, name, actor=actor, data=dict(data), now=NOW) for _ in range(2)])
        counts = told(outcomes)
        results = [(o.matter_id, o.result) for o in outcomes if hasattr(o, "result")]
        assert counts["done"] == 1, (name, more, outcomes)
        assert len({json.dumps(result, sort_keys=True) for result in results}) == 1, (name, more, outcomes)
        assert set(counts) <= {"done", "repeated", *SAID_NO}, (name, more, outcomes)
        return counts


def play(names: list[str]) -> None:
    """Press each of *names* twice, both ways, and tell what came of it."""
    from django.db import connection

    total: Counter[str] = Counter()
    wrong: list[str] = []
    begun, pressed = time.monotonic(), 0
    for name in names:
        for more in ("command", "version"):
            try:
                counts = pressed_twice(name, more)
            except Exception as error:
                wrong.append(f"{name} ({more}): {type(error).__name__}: {str(error)[:600]}")
                continue
            if counts is not None:
                pressed += 1
                total += Counter({f"{more}: {word}": n for word, n in counts.items()})
    said = ", ".join(f"{n} {word}" for word, n in sorted(total.items()))
    print(f"  {connection.vendor}: {len(names)} actions, {pressed} times two at once: {said}"
          f" ({time.monotonic() - begun:.0f} s)", flush=True)  # fmt: skip
    for line in wrong:
        print(f"  ✗ {line}", flush=True)
    assert not wrong, f"{len(wrong)} went wrong"


def main() -> None:
    with own_database(sys.argv[1] if len(sys.argv) > 1 else "") as address:
        enter(address)
        from permissions.table import ROWS

        from shuniu import urls  # noqa: F401  (loads every room, and with it its actions)

        play(sys.argv[2:] or list(ROWS))


if __name__ == "__main__":
    main()
