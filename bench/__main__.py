"""`make bench`, or `python -m bench`: every figure that was promised, and whether it holds.

    make bench                                          everything, at 1 000, 100 000 and 1 000 000 matters
    make bench ARGS="--sizes 1000 --parts pages"        some of it
    make bench ARGS="--keep DIR"                        on the databases that lie loaded in DIR, or are loaded there now

Exit codes: 0 every aim is met; 1 an aim is missed or something could not be measured; 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.console import ROOT, Failed, say

from bench import checking, machine, memory, ofd, pdf, reports, writing
from bench.databases import DATABASES, environment
from bench.kept import folder_for
from bench.tables import Aim

PARTS = ("pages", "actions", "memory", "records", "pdf", "ofd", "checking", "distribute", "writing")
SIZES = (1_000, 100_000, 1_000_000)
RECORDS = 1_000_000
RECIPIENTS = 150
ROUNDS = 60
CLIENTS = (1, 8)


@dataclass
class Found:
    """What was measured so far, by database; and what could not be."""

    matters: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    distribute: dict[str, dict[str, Any]] = field(default_factory=dict)
    writing: dict[str, dict[str, Any]] = field(default_factory=dict)
    idle: dict[str, memory.Idle] = field(default_factory=dict)
    pdf: dict[int, dict[str, Any]] = field(default_factory=dict)
    ofd: dict[int, dict[str, dict[str, float]]] = field(default_factory=dict)
    checking: dict[str, Any] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print, and say which aims are missed."""
    wanted = _arguments(argv)
    begun = time.monotonic()
    say("\n".join(["━━ 机器", *machine.facts()]))
    found = Found()
    for database in wanted.databases:
        try:
            _measure(database, wanted, found)
        except (Failed, memory.NoServer) as error:
            found.failures.append(f"{database}：{error}")
    if "pdf" in wanted.parts:
        say("\n· PDF …")
        try:
            found.pdf = pdf.measure()
        except Failed as error:
            found.failures.append(f"PDF：{error}")
    if "ofd" in wanted.parts:
        say("\n· OFD …")
        found.ofd = ofd.measure()
    if "checking" in wanted.parts:
        say("\n· 检查 …")
        try:
            found.checking = checking.measure()
        except Failed as error:
            found.failures.append(f"检查：{error}")
    aims: list[Aim] = []
    for report, figures in (
        (reports.pages, found.matters if "pages" in wanted.parts else {}),
        (reports.actions, found.matters if "actions" in wanted.parts else {}),
        (reports.idle, found.idle),
        (reports.records, found.records),
        (pdf.report, found.pdf),
        (ofd.report, found.ofd),
        (checking.report, found.checking),
        (reports.distribute, found.distribute),
        (writing.report, found.writing),
    ):
        if figures:
            text, more = report(figures)
            say(f"\n{text}")
            aims += more
    say("\n━━ 目标")
    for aim in aims:
        say(f"  {aim}")
    for failure in found.failures:
        say(f"  ✗ 没有测成  {failure}")
    say(f"\n共用 {time.monotonic() - begun:.0f} 秒；结束时的负载 {os.getloadavg()[0]:.1f}。")
    return 0 if aims and all(aim.met for aim in aims) and not found.failures else 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    def several(allowed: Sequence[str]) -> Any:
        def read(text: str) -> list[str]:
            words = text.split(",")
            if not set(words) <= set(allowed):
                raise argparse.ArgumentTypeError(f"choose from {','.join(allowed)}")
            return words

        return read

    def numbers(text: str) -> list[int]:
        words = text.replace("_", "").split(",")
        if not all(word.isdecimal() and int(word) > 0 for word in words):
            raise argparse.ArgumentTypeError("numbers above 0, with commas between them")
        return [int(word) for word in words]

    parser = argparse.ArgumentParser(prog="python -m bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=numbers, default=list(SIZES), help="how many matters")
    parser.add_argument("--parts", type=several(PARTS), default=list(PARTS), help=",".join(PARTS))
    parser.add_argument(
        "--databases", type=several(DATABASES), default=list(DATABASES), help=",".join(DATABASES)
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each page is asked for")
    parser.add_argument("--clients", type=numbers, default=list(CLIENTS), help="how many act at once")
    parser.add_argument("--records", type=int, default=RECORDS, help="how many records to verify")
    parser.add_argument(
        "--port", type=int, default=8139, help="where the idle server and that of the drafting desk listen"
    )
    parser.add_argument(
        "--folder", type=Path, help="where the databases are made (SQLite) instead of the temporary folder"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the loaded databases there and measure again on them"
    )
    return parser.parse_args(argv)


def _measure(database: str, wanted: argparse.Namespace, found: Found) -> None:
    of_matters = [part for part in wanted.parts if part in {"pages", "actions"}]
    for size in wanted.sizes if of_matters else []:
        say(f"\n· {database}，{size:,} 件 …")
        kept = folder_for(wanted.keep, database, size) if wanted.keep else None
        task = {
            "work": "matters",
            "size": size,
            "kept": str(kept or ""),
            "parts": of_matters,
            "rounds": wanted.rounds,
            "clients": wanted.clients,
        }
        found.matters.setdefault(database, {})[size] = _in_its_own_process(database, wanted, task, kept)
    if "memory" in wanted.parts:
        say(f"\n· {database}，空闲的服务进程 …")
        with environment(database, parent=wanted.folder) as variables:
            found.idle[database] = memory.measure(variables, wanted.port)
    if "records" in wanted.parts:
        say(f"\n· {database}，{wanted.records:,} 条操作记录 …")
        task = {"work": "records", "size": wanted.records}
        found.records[database] = _in_its_own_process(database, wanted, task)
    if "distribute" in wanted.parts:
        say(f"\n· {database}，一份文件分送 {RECIPIENTS} 个单位 …")
        task = {"work": "distribute", "size": RECIPIENTS}
        found.distribute[database] = _in_its_own_process(database, wanted, task)
    if "writing" in wanted.parts:
        say(f"\n· {database}，写稿台 …")
        task = {"work": "writing", "size": 0, "port": wanted.port}
        found.writing[database] = _in_its_own_process(database, wanted, task)


def _in_its_own_process(
    database: str, wanted: argparse.Namespace, task: dict[str, Any], kept: Path | None = None
) -> dict[str, Any]:
    with (
        environment(database, parent=wanted.folder, kept=kept) as variables,
        tempfile.TemporaryDirectory() as folder,
    ):
        asked, answered = Path(folder, "wanted.json"), Path(folder, "result.json")
        asked.write_text(json.dumps(task), encoding="utf-8")
        command = [sys.executable, "-m", "bench.worker", str(asked), str(answered)]
        done = subprocess.run(command, env=variables, cwd=ROOT)
        if done.returncode != 0:
            raise Failed(f"{task['size']:,} 件没有测完，原因见上面")
        return dict(json.loads(answered.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
