"""A process of its own that looks at a restored database: `python -m shuniu.commands.backups.proving`.

It works on the installation that its environment names. On its standard input: a JSON object; `erased`, the moment of each
approved 清除 by what it erased, to be done here too; `restored`, the name of the backup when the installation is to live
on, which its records then say. On its output: a JSON object, see `Proof`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from shuniu.commands.console import Failed


@dataclass(frozen=True)
class Proof:
    """What a restored database shows: counts and migrations as they came; then, brought up to this version, whether the
    records verify, and how many stored files and records were emptied because they had been erased since."""

    tables: Mapping[str, int]
    migrations: list[str]
    seal: tuple[int, str]
    upgraded: int
    sound: bool
    problems: list[str]
    records: int
    unsealed: int
    erased: int


def prove(home: Path, url: str, *, erased: Mapping[str, str] | None = None, restored: str = "") -> Proof:
    """Look at the installation of *home* and the database at *url* ("": the SQLite file inside). Raises `Failed`."""
    environment = {**os.environ, "SHUNIU_HOME": str(home), "DATABASE_URL": url}
    environment.pop("SHUNIU_SEAL_TOKEN_FILE", None)
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "shuniu.commands.backups.proving"],
        env=environment,
        input=json.dumps({"erased": dict(erased or {}), "restored": restored}),
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        told = done.stderr.strip().splitlines()
        raise Failed(f"恢复出来的数据库不能用：{told[-1] if told else done.returncode}。请换一份备份。")
    said = json.loads(done.stdout)
    return Proof(**{**said, "seal": tuple(said["seal"])})


def main() -> None:
    """Look, and print the proof."""
    from shuniu.commands.database import bring_up_to_date, load_settings, missing_migrations, set_up

    load_settings()
    set_up()
    from django.db import connection

    from shuniu.commands.backups.making import state_of
    from shuniu.commands.backups.snapshots import live
    from shuniu.kernel.records.verifying import verify

    known = state_of(live(connection))
    upgraded = bring_up_to_date() if missing_migrations() else 0
    found = verify()
    asked = json.load(sys.stdin)
    erased = _erase(asked["erased"])
    if asked["restored"]:
        _record(asked["restored"])
    proof = Proof(
        tables=known["tables"],
        migrations=list(known["migrations"]),
        seal=known["seal"],
        upgraded=upgraded,
        sound=found.sound,
        problems=found.problems[:5],
        records=found.records,
        unsealed=found.tail,
        erased=erased,
    )
    sys.stdout.write(json.dumps(asdict(proof)))


def _record(backup: str) -> None:
    """Who brought the office back to which moment: what came after it is lost, and the records shall say why."""
    from django.utils import timezone

    from shuniu.commands.console import operator
    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.records.writing import record

    actor = system_actor(operator("shuniu restore"))
    record("platform.restore", actor=actor, now=timezone.now(), content={"backup": backup})


def _erase(known: Mapping[str, str]) -> int:
    """Do what was approved after the snapshot; how many rows were emptied.

    Content that was brought again after its 清除 stays: somebody answered for it anew.
    """
    from django.utils import timezone

    from shuniu.commands.backups.manifest import RECORD, id_of, of_record
    from shuniu.kernel.files import erasing
    from shuniu.kernel.files.models import StoredFile
    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.records.erasing import erase_payloads
    from shuniu.kernel.records.models import Record

    actor, now, emptied = system_actor("shuniu restore"), timezone.now(), 0
    for what, at in known.items():
        approval = f"备份之后已于 {at} 依批准清除，恢复时照办"
        if what.startswith(RECORD):
            digest = Record.objects.filter(pk=id_of(what)).values_list("digest", flat=True).first()
            if digest and of_record(id_of(what), digest) == what:
                emptied += len(erase_payloads([id_of(what)], actor=actor, now=now, approval=approval))
            continue
        rows = StoredFile.objects.filter(sha256=what, erased_at=None)
        if rows.filter(at__lte=datetime.fromisoformat(at)).exists():
            emptied += len(erasing.erase(what, actor=actor, now=now, approval=approval))
    return emptied


if __name__ == "__main__":
    main()
