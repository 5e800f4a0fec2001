"""One database at one size, in a process of its own: `python -m bench.worker WANTED.json RESULT.json`.

The parent has set DATABASE_URL and SHUNIU_HOME; figures go to RESULT.json, progress to the terminal.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.databases import set_up


def main() -> None:
    """Carry out what WANTED.json asks for."""
    wanted = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    set_up()
    Path(sys.argv[2]).write_text(
        json.dumps(WORK[wanted["work"]](wanted), ensure_ascii=False), encoding="utf-8"
    )


def pages_and_actions(wanted: dict[str, Any]) -> dict[str, Any]:
    """Load and check, or take what was kept; ask for every page; then, the tables being full, carry out actions."""
    from django.db import connection
    from django.utils import timezone

    from bench import actions, kept, pages
    from bench.invariants import check_all
    from bench.loading import count_rows, load
    from shuniu.kernel.flow.models import Visible
    from shuniu.kernel.people.actor import duty_principal

    now = timezone.now()
    folder = Path(wanted["kept"]) if wanted["kept"] else None
    loaded = kept.stored(folder) if folder else None
    fresh = loaded is None
    if loaded is None:
        loaded = load(wanted["size"], now=now)
        begun = time.monotonic()
        sampled = check_all()
        checked = f"不变量全部成立（{time.monotonic() - begun:.0f} 秒；按测试里的原样抽查 {sampled} 件）"
        if folder:
            kept.store(folder, wanted["size"], loaded)
    else:
        checked = f"沿用 {folder} 里的，不变量在装入时查过"
        connection.close()  # and with it the hurry of setting up
    clerk = duty_principal(loaded.county.office.unit.pk, "CLERK")
    seen = Visible.objects.filter(principal=clerk, list_kind="incoming.all").count()
    rows = count_rows(("flow_visible", "flow_entry", "flow_task", "platform_notice"))
    counts = "，".join(f"{table} {count:,}" for table, count in rows.items())
    how = "装入" if fresh else "装着"
    _tell(f"{how} {loaded.matters:,} 件，用 {loaded.seconds:.0f} 秒（{counts}）")
    _tell(f"{checked}；收文员看得到 {100 * seen / loaded.matters:.0f}%")
    result: dict[str, Any] = {"matters": loaded.matters}
    if "pages" in wanted["parts"]:
        result["pages"] = pages.measure(loaded, now=now, rounds=wanted["rounds"])
    if "actions" in wanted["parts"]:
        result["actions"] = actions.measure(loaded.county.office, now=now, clients=wanted["clients"])
    return result


def records(wanted: dict[str, Any]) -> dict[str, Any]:
    """Fill, seal and verify records."""
    from bench.records_verify import measure

    return asdict(measure(wanted["size"]))


def distribute(wanted: dict[str, Any]) -> dict[str, Any]:
    """Send documents to many units at once."""
    from bench.distribute import as_json

    return as_json(wanted)


def writing(wanted: dict[str, Any]) -> dict[str, Any]:
    """Type at the drafting desk."""
    from bench.writing import measure

    return measure(wanted)


WORK: dict[str, Callable[[dict[str, Any]], Any]] = {
    "matters": pages_and_actions,
    "records": records,
    "distribute": distribute,
    "writing": writing,
}


def _tell(text: str) -> None:
    print(f"    {text}", flush=True)


if __name__ == "__main__":
    main()
