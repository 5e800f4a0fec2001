"""`shuniu migrate` killed at many steps, then run to its end: `python killed_migrate.py [postgresql://…]`.

The office goes back to an earlier state; the upgrade is killed with SIGKILL while it backs up, and after more and more
of its statements. After each death the database is as it was; in the end nothing is missing, nobody's matter lost. Prints
"完好 (N kills)". Run by test_earlier_state.py.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from earlier_state import STATES  # noqa: E402  (run as a program)
from soak.own_database import enter, environment, own_database  # noqa: E402

DIE, WHILE_BACKING_UP = "--die", "backup"
FIRST, GROWTH = 3, 2.2


def main() -> None:
    if sys.argv[1:2] == [DIE]:
        die(sys.argv[2])
        return
    with own_database(*sys.argv[1:]) as address, tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        enter(address, home)
        from django.db import connection

        try:
            kills = upgrade(home, environment(address, home))
        finally:
            connection.close()
    sys.stdout.write(f"完好 ({kills} kills)\n")


def upgrade(home: Path, environ: dict[str, str]) -> int:
    """How often it was killed before it came to its end."""
    from django.core.management import call_command
    from django.db import connection
    from kit import NOW, build_county
    from walking.invariants import check_standing, take_snapshot

    from shuniu.commands.backups.making import state_of
    from shuniu.commands.backups.snapshots import live
    from shuniu.commands.database import missing_migrations
    from shuniu.kernel.base.trigger_care import missing_triggers
    from shuniu.kernel.flow.models import Matter
    from shuniu.kernel.records.models import Record
    from shuniu.kernel.records.sealing import seal_all
    from shuniu.kernel.records.verifying import verify

    county = build_county()
    matter = county.do("clerk", "sample.ask", title="一件事").matter_id
    county.do("clerk", "flow.remind", matter=matter)
    seal_all(now=NOW)
    near = STATES["near"]
    call_command("migrate", near.app, near.migration, verbosity=0, interactive=False)
    before, rows = state_of(live(connection)), take_snapshot().tables
    missing = missing_migrations()
    assert missing

    def unchanged() -> None:
        connection.close()
        assert state_of(live(connection)) == before and take_snapshot().tables == rows
        assert missing_migrations() == missing and missing_triggers(connection) == []

    def run(point: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, __file__, DIE, point]
        return subprocess.run(command, env=environ, capture_output=True, text=True, timeout=200)

    connection.close()
    assert run(WHILE_BACKING_UP).returncode == -signal.SIGKILL
    unchanged()
    kills, point = 1, FIRST
    while (done := run(str(point))).returncode == -signal.SIGKILL:
        unchanged()
        kills, point = kills + 1, int(point * GROWTH)
    assert done.returncode == 0, done.stderr
    connection.close()
    assert missing_migrations() == [] and missing_triggers(connection) == []
    assert take_snapshot().tables == rows
    note = Record.objects.get(action="platform.migrate").payload.content
    assert note["steps"] == len(missing) and note["no_backup"] == "试验"

    # Once more from the earlier state, as an office does it: with a backup that tries the upgrade first.
    call_command("migrate", near.app, near.migration, verbosity=0, interactive=False)
    connection.close()
    said = subprocess.run(
        [sys.executable, "-m", "shuniu", "migrate"], env=environ, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
    assert f"升级 {len(missing)} 步也试过" in said.stdout and "已升级" in said.stdout, said.stdout
    backups = [p for p in (home / "backups").iterdir() if p.name.startswith("2")]
    assert [(p / "verified").exists() for p in backups] == [True], "what the killed one left is gone"
    assert (home / "backup.key").stat().st_mode & 0o777 == 0o600
    county.do("handler", "sample.report", matter=matter, text="办好了", to=county.posts["director"].pk)
    check_standing(take_snapshot(), list(Matter.objects.values_list("pk", flat=True)))
    seal_all(now=NOW)
    assert verify().sound
    return kills


def die(point: str) -> None:
    """Upgrade, and be killed: after so many statements, or while the backup is about to be whole."""
    from shuniu.cli import main as shuniu
    from shuniu.commands import database
    from shuniu.commands.backups import manifest

    def kill(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if point == WHILE_BACKING_UP:
        manifest.write = kill  # type: ignore[assignment]
        sys.exit(shuniu(["migrate"]))
    begin, left = database.bring_up_to_date, int(point)

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal left
        left -= 1
        return execute(sql, params, many, context) if left else kill()

    def watched() -> int:
        from django.db import connection

        with connection.execute_wrapper(counted):
            return begin()

    from shuniu.commands import migrate

    migrate.bring_up_to_date = watched
    sys.exit(shuniu(["migrate", "--no-backup", "试验"]))


if __name__ == "__main__":
    main()
