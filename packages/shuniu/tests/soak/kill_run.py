"""50 kills in the midst of 2 000 actions: `python kill_run.py [postgresql://…] [actions] [kills]`.

The server (granian, as `shuniu serve` starts it) and the worker run as in an office; several people press at once over
the API. Server and worker are killed with SIGKILL at named points, most of them inside an open transaction, and
started again. Afterwards: what was answered is there, every press counted once, no number is doubled or skipped, every
open matter is on somebody's desk, every distribution is whole or not there at all, no step of the job was lost or done twice,
and the records verify.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from soak.clerks import PEOPLE, Office  # noqa: E402  (run as a program)
from soak.dying import FOLDER, JOB, POINTS, SERVER_POINTS, command_of, register_job  # noqa: E402
from soak.outgoing_clerks import TOWNS, OutgoingWay, check_outgoing  # noqa: E402
from soak.own_database import enter, environment, own_database  # noqa: E402
from soak.programs import end_in_order  # noqa: E402

ACTIONS, KILLS, HANDS = 2_000, 50, 3
SHARES = (8, 5, 7, 6, 6, 6, 5, 4, 3)
"""How many of 50 kills fall on each point, in the order of `POINTS`."""


def main() -> None:
    """Run it on an own database, and print what came of it."""
    end_in_order()
    words = sys.argv[1:]
    server = words.pop(0) if words and "://" in words[0] else ""
    actions, kills = [*map(int, words), *(ACTIONS, KILLS)[len(words) :]]
    with own_database(server) as address, tempfile.TemporaryDirectory() as folder:
        os.environ[FOLDER] = folder
        KillRun(address, Path(folder), actions, kills).run()


def until(true: Callable[[], Any], what: str, *, seconds: float = 600) -> None:
    """Wait for something. Raises `TimeoutError` naming it."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.05)


class Service(AbstractContextManager["Service"]):
    """One process that is started again whenever it ends, as systemd would."""

    def __init__(self, words: list[str], environment: dict[str, str], log: Path) -> None:
        self.words, self.environment, self.log = words, environment, log
        self.starts, self.stopping = 0, False
        self.keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Service:
        self.keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping = True
        self.process.terminate()
        self.keeper.join(30)

    def _keep(self) -> None:
        while not self.stopping:
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [sys.executable, *self.words],
                    env=self.environment,
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                )
            self.starts += 1
            self.process.wait()
            time.sleep(1.2)


class KillRun:
    """One run on the empty database at *address*; *folder* is where points are named and deaths are noted."""

    def __init__(self, address: str, folder: Path, actions: int, kills: int) -> None:
        self.address, self.folder, self.actions, self.kills = address, folder, actions, kills
        self.port = _free_port()

    def run(self) -> None:
        from shuniu.commands.serve import server_words

        self.begun = time.monotonic()
        home = self.folder / "home"
        home.mkdir()
        enter(self.address, home)
        from django.db import connection
        from kit import build_county
        from sent_out import seal_of, with_towns

        county = with_towns(build_county())
        self.towns = {county.units[town].pk for town in TOWNS}
        posts = {key: county.posts[key] for key in PEOPLE}
        way = OutgoingWay(posts, county.units, seal_of(county).pk)
        self.office = Office(posts, self.port, self.actions, way)
        self._start_job(county)
        connection.close()
        environ = environment(self.address, home)
        words = ["-m", "granian", *server_words("127.0.0.1", self.port, "soak.dying:application")]
        with (
            Service(words, environ, self.folder / "server.log") as server,
            Service(["-m", "soak.dying"], environ, self.folder / "worker.log") as worker,
        ):
            try:
                self._kill_now_and_then(self.office.open_up(HANDS))
                (self.folder / "enough").touch()
                until(self._job_is_over, "the job to end")
            except BaseException:
                print(_tail(self.folder / "server.log"), _tail(self.folder / "worker.log"))
                raise
        self._check()
        print(
            f"  the server was started {server.starts} times by its keeper, the worker {worker.starts} times"
        )
        print(f"  {connection.vendor}: all in {time.monotonic() - self.begun:.0f} s")
        connection.close()

    def _kill_now_and_then(self, threads: list[threading.Thread]) -> None:
        schedule = schedule_of(self.kills)
        for number, point in enumerate(schedule, start=1):
            self._until_answered(self.actions * number // (self.kills + 2))
            if self.office.failed:
                break
            self._kill(point, number)
            if number % 5 == 0:
                told = f"{number} of {self.kills} kills, {self.office.answered} of {self.actions} actions"
                print(f"  {told}, {time.monotonic() - self.begun:.0f} s", flush=True)
        self.office.closing = True
        for thread in threads:
            thread.join(600)
        if self.office.failed:
            raise self.office.failed[0]
        assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"

    def _until_answered(self, wanted: int) -> None:
        until(lambda: self.office.answered >= wanted or self.office.failed, f"{wanted} answers")

    def _kill(self, point: str, number: int) -> None:
        named = self.folder / "naming"
        named.write_text(point, encoding="utf-8")
        named.rename(self.folder / "point")
        until(lambda: len(self._deaths()) >= number or self.office.failed, f"the death {point}")

    def _deaths(self) -> list[dict[str, Any]]:
        return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(self.folder.glob("killed-*"))]

    def _start_job(self, county: Any) -> None:
        from django.utils import timezone

        from shuniu.kernel.platform.jobs import queue

        register_job(lambda: None)
        queue.start(JOB, actor=county.actor("clerk"), now=timezone.now())

    def _job_is_over(self) -> bool:
        from shuniu.kernel.platform.jobs.models import Job

        return bool(Job.objects.get().is_over)

    # after the kills

    def _check(self) -> None:
        """Assert that nothing answered is missing, nothing counted twice, nothing stranded; print the counts."""
        deaths = Counter(note["point"] for note in self._deaths())
        open_ones = sum(note["in_transaction"] for note in self._deaths())
        for note in self._deaths():
            assert note["in_transaction"] == POINTS[note["point"]], note
        assert sum(deaths.values()) == self.kills and open_ones * 2 >= self.kills, deaths
        print(f"  {'killed':<36}{'times':>6}  transaction")
        for point, is_open in POINTS.items():
            who = "server" if point in SERVER_POINTS else "worker"
            print(f"  {who} {point:<29}{deaths[point]:>6}  {'open' if is_open else '-'}")
        print(f"  {'together':<36}{self.kills:>6}  {open_ones} open")
        self._check_answers()
        self._check_rows()

    def _check_answers(self) -> None:
        from shuniu.kernel.flow.models import Command, Entry
        from shuniu.kernel.platform.jobs.models import Job
        from shuniu.kernel.records.models import Record

        ledger = self.office.ledger
        assert set(ledger.pressed) == set(ledger.answered)
        done = {key: answer for key, answer in ledger.answered.items() if "code" not in answer}
        kept = {str(command.id): command for command in Command.objects.all()}
        for key, answer in done.items():
            command = kept[key]
            assert [command.matter_id, command.version] == [answer["matter"], answer["version"]], (
                command,
                answer,
            )
            assert Entry.objects.filter(matter=command.matter_id, matter_version=command.version).exists()
        by_job = set(kept) - set(ledger.pressed)
        assert set(kept) - by_job == set(done), (
            "something was done that nobody was told, or the other way round"
        )
        job = Job.objects.get()
        steps = int(job.checkpoint["done"])
        assert by_job == {command_of(step) for step in range(steps)} & set(kept), (
            "a step of the job is not its own"
        )
        acts = Record.objects.filter(outcome=Record.Outcome.DONE)
        assert acts.count() == len(kept), "an act without its record, or a record without its act"
        presses = [
            (ledger.pressed[key]["name"], ledger.pressed[key]["data"], answer) for key, answer in done.items()
        ]
        check_outgoing(presses, self.towns)
        again = sum(bool(answer["repeated"]) for answer in done.values())
        refused = Counter(answer["code"] for answer in ledger.answered.values() if "code" in answer)
        print(f"  {len(ledger.answered)} actions answered: {len(done)} done, refused {dict(refused)}")
        print(
            f"  {ledger.unanswered} got no answer at first; {again} of them had been done, and counted once"
        )
        print(
            f"  the job was begun {job.attempt} times in {steps} steps: {len(by_job)} reminders, none twice"
        )

    def _check_rows(self) -> None:
        from django.utils import timezone
        from walking.invariants import check_standing, take_snapshot

        from shuniu.kernel.records.sealing import seal_all
        from shuniu.kernel.records.verifying import verify

        snapshot = take_snapshot()
        check_standing(snapshot, snapshot["flow_matter"])
        tasks = [t for t in snapshot["flow_task"].values() if t["closed_at"] is None]
        assert all(snapshot["flow_matter"][t["matter_id"]]["closed_at"] is None for t in tasks), (
            "an orphan task"
        )
        seal_all(now=timezone.now())
        found = verify()
        assert found.sound and found.tail == 0, found
        numbers = len(snapshot["numbering_number"])
        print(f"  {len(snapshot['flow_matter'])} matters, {len(tasks)} open tasks, each on a desk")
        print(f"  {numbers} numbers in {len(snapshot['numbering_counter'])} series, none doubled or skipped")
        print(f"  {found.records} records in {found.seals} seals verify")


def schedule_of(kills: int) -> list[str]:
    """The points in turn, each as often as its share says, so that every kind of death follows every other."""
    left = {point: max(1, share * kills // 50) for point, share in zip(POINTS, SHARES, strict=True)}
    found: list[str] = []
    while len(found) < kills:
        for point in POINTS:
            if left[point] > 0 and len(found) < kills:
                left[point] -= 1
                found.append(point)
        if not any(left.values()):
            left = dict.fromkeys(POINTS, 1)
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3_000:] if log.exists() else ""


if __name__ == "__main__":
    main()
