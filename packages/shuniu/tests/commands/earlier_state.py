"""An office goes back to an earlier state of its tables and is brought up to date again, with its matters in it.

A program of its own, because tables are changed with real commits: `python earlier_state.py near|far
[postgresql://…]`. Prints "完好" when nothing was lost, the safeguards stand, and the matters go on. Run by
test_earlier_state.py: near in `make test`, far, which unmakes half of the tables, in `make soak`.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from soak.own_database import enter, own_database  # noqa: E402  (run as a program)


@dataclass(frozen=True)
class State:
    """An earlier state: its last migration, and the columns that are new since, by table of the spine."""

    app: str
    migration: str
    new_since: Mapping[str, set[str]]


STATES = {
    "near": State("shuniu_documents", "0013", {}),
    "far": State("shuniu_flow", "0003", {"flow_round": {"due_at"}, "flow_task": {"closed_in_id", "lapsed"}}),
}


def main() -> None:
    earlier, *server = sys.argv[1:]
    with own_database(*server) as address:
        enter(address)
        from django.db import connection

        try:
            _go_back_and_on(STATES[earlier])
        finally:
            connection.close()
    sys.stdout.write("完好\n")


def _go_back_and_on(earlier: State) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection, transaction
    from kit import NOW, County, build_county
    from walking.invariants import check_standing, take_snapshot

    from shuniu.commands.database import bring_up_to_date, missing_migrations
    from shuniu.kernel.base.trigger_care import missing_triggers
    from shuniu.kernel.flow.models import Entry, Matter
    from shuniu.kernel.records.sealing import seal_all
    from shuniu.kernel.records.verifying import verify

    def columns(table: str) -> set[str]:
        with connection.cursor() as cursor:
            return {c.name for c in connection.introspection.get_table_description(cursor, table)}

    def rows() -> dict[str, list[dict[str, Any]]]:
        """Every row of the spine, without what the earlier state could not hold."""
        return {
            table: [
                {k: v for k, v in row.items() if k not in earlier.new_since.get(table, ())}
                for row in kept.values()
            ]
            for table, kept in take_snapshot().tables.items()
        }

    county: County = build_county()
    going_on, ended = (county.do("clerk", "sample.ask", title="一件事").matter_id for _ in range(2))
    readers = [county.posts["mayor"].pk]
    county.do("clerk", "flow.circulate", matter=going_on, members=readers)
    county.do("clerk", "sample.ask", matter=going_on, title="一件事", unit=county.units["water"].pk)
    county.do("clerk", "flow.remind", matter=going_on)
    county.do("clerk", "flow.void", matter=ended, reason="不用办了")
    seal_all(now=NOW)
    before = rows()

    call_command("migrate", earlier.app, earlier.migration, verbosity=0, interactive=False)
    for table, names in earlier.new_since.items():
        assert not names & columns(table), "the earlier state has the new columns"
    assert missing_migrations()
    assert bring_up_to_date() >= 1
    assert missing_migrations() == [] and missing_triggers(connection) == []
    for table, names in earlier.new_since.items():
        assert names <= columns(table)
    assert rows() == before, "rows were lost or changed on the way"

    entry = Entry.objects.order_by("pk").first()
    assert entry is not None
    try:
        with transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(text="改")
    except DatabaseError:
        pass
    else:
        raise AssertionError("an entry could be changed")
    county.do("mayor", "flow.read", matter=going_on, result="opinion", text="请抓紧")
    to = county.posts["director"].pk
    county.do("handler", "sample.report", matter=going_on, text="办好了", to=to)
    snapshot = take_snapshot()
    check_standing(snapshot, list(Matter.objects.values_list("pk", flat=True)))
    seal_all(now=NOW)
    found = verify()
    assert found.sound and found.tail == 0, found


if __name__ == "__main__":
    main()
