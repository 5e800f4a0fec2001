"""Backups while people write: `python backup_run.py [postgresql://…] [seconds]`.

Several processes act and bring files without a pause. Meanwhile `shuniu backup` runs again and again; afterwards every
backup is restored. What was acknowledged before a backup began is in it, with its files, and nothing that came after it
ended; its records verify. Prints what came of it.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from soak.own_database import enter, environment, own_database  # noqa: E402  (run as a program)
from soak.programs import end_in_order  # noqa: E402

SECONDS, WRITERS, ALONE, BACKUPS = 150, 3, 15.0, 6
WRITE = "--write"


def main() -> None:
    end_in_order()
    words = sys.argv[1:]
    if words[:1] == [WRITE]:
        write(Path(words[1]), int(words[2]), int(words[3]))
        return
    server = [words.pop(0)] if words and "://" in words[0] else []
    seconds = int(words[0]) if words else SECONDS
    with (
        own_database(*server) as address,
        own_database(*server) as target,
        tempfile.TemporaryDirectory(prefix="shuniu-soak-") as folder,
    ):
        Run(Path(folder), address, target if server else "", seconds).run()


class Run:
    """One run on the empty database at *address*; backups of PostgreSQL are restored into the one at *target*."""

    def __init__(self, folder: Path, address: str, target: str, seconds: int) -> None:
        self.folder, self.address, self.target, self.seconds = folder, address, target, seconds
        self.home, self.store, self.key = folder / "home", folder / "backups", folder / "key"

    def run(self) -> None:
        self.home.mkdir(mode=0o700)
        enter(self.address, self.home)
        from django.db import connection
        from kit import build_county

        post = build_county().posts["clerk"].pk
        connection.close()
        self.environ = environment(self.address, self.home)
        self.shuniu("backup", "--new-key", self.key)
        writers = [
            subprocess.Popen(
                [sys.executable, __file__, WRITE, str(self.folder), str(n), str(post)], env=self.environ
            )
            for n in range(WRITERS)
        ]
        try:
            backups = self.make_backups()
        finally:
            for writer in writers:
                writer.send_signal(signal.SIGTERM)
            assert [writer.wait(60) for writer in writers] == [0] * WRITERS
        done = self.acknowledged()
        print(f"{len(done)} matters with a file each, acknowledged by {WRITERS} writers", flush=True)
        for name, begun, ended in backups:
            self.check(name, begun, ended, done)
        self.tell_pace(done, backups)

    def shuniu(self, *words: object, environ: dict[str, str] | None = None) -> str:
        command = [sys.executable, "-m", "shuniu", *map(str, words)]
        done = subprocess.run(command, env=environ or self.environ, capture_output=True, text=True)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def make_backups(self) -> list[tuple[str, float, float]]:
        """The name of each backup, and the moments when it began and had ended."""
        end, found = time.time() + self.seconds, list[tuple[str, float, float]]()
        time.sleep(ALONE)
        while time.time() < end or len(found) < 2:
            begun = time.time()
            said = self.shuniu("backup", self.store, "--key", self.key, *(["--no-verify"] if found else []))
            ended = time.time()
            name = re.search(r"\d{8}T\d{6}Z", said)
            assert name
            print("  " + said.splitlines()[0].replace(str(self.store), ""), flush=True)
            found.append((name[0], begun, ended))
            time.sleep(max(1.0, (self.seconds - ALONE) / BACKUPS - (ended - begun)))
        return found

    def acknowledged(self) -> list[tuple[float, int, str]]:
        """(moment, matter, SHA-256 of its file) of everything a writer was told is done."""
        lines = [
            json.loads(line) for path in self.folder.glob("done-*") for line in path.read_text().splitlines()
        ]
        return sorted((moment, matter, digest) for moment, matter, digest in lines)

    def check(self, name: str, begun: float, ended: float, done: list[tuple[float, int, str]]) -> None:
        into = self.folder / "restored"
        subprocess.run(["rm", "-rf", into], check=True)
        environ = {**self.environ, "DATABASE_URL": self.target}
        if self.target:
            import psycopg

            with psycopg.connect(self.target, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        began = time.monotonic()
        said = self.shuniu("restore", self.store / name, "--into", into, "--key", self.key, environ=environ)
        took = time.monotonic() - began
        assert "核对无误" in said
        matters, digests = self.restored(into)
        before = [(m, d) for moment, m, d in done if moment < begun]
        missing = [m for m, d in before if m not in matters or d not in digests]
        assert not missing, f"{name}: {len(missing)} acknowledged before it began are missing"
        late = {m for moment, m, _ in done if moment > ended + 1}
        assert not late & matters
        for digest in digests:
            data = (into / "files" / digest[:2] / digest[2:]).read_bytes()
            assert sha256(data).hexdigest() == digest
        print(
            f"  {name}: {len(before)} acknowledged before it began, all there; {len(matters)} restored with"
            f" {len(digests)} files in {took:.1f} s",
            flush=True,
        )

    def restored(self, into: Path) -> tuple[set[int], set[str]]:
        """The matters and the contents that the restored database names."""
        asked = ("SELECT id FROM flow_matter", "SELECT sha256 FROM files_stored_file WHERE erased_at IS NULL")
        if self.target:
            import psycopg

            with psycopg.connect(self.target) as connection:
                first, second = ([row[0] for row in connection.execute(sql.encode())] for sql in asked)
                return set(first), set(second)
        import sqlite3

        with sqlite3.connect(into / "shuniu.sqlite3") as file:
            first, second = ([row[0] for row in file.execute(sql)] for sql in asked)
        file.close()
        return set(first), set(second)

    def tell_pace(self, done: list[tuple[float, int, str]], backups: list[tuple[str, float, float]]) -> None:
        inside = sum(ended - begun for _, begun, ended in backups)
        during = sum(any(b <= moment <= e for _, b, e in backups) for moment, _, _ in done)
        span = done[-1][0] - done[0][0] - inside
        moments = [moment for moment, _, _ in done]
        longest = max(b - a for a, b in zip(moments, moments[1:], strict=False))
        print(
            f"pace: {during / inside:.1f} a second while backing up, {(len(done) - during) / span:.1f} otherwise;"
            f" the longest silence of all writers {longest:.2f} s; {len(backups)} backups, 0 lost",
            flush=True,
        )


def write(folder: Path, number: int, post: int) -> None:
    """In the hat of *post*, bring a file and open a matter, again and again, until asked to stop; note each when
    it is acknowledged.
    """
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    import django

    django.setup()
    from kit import NOW, actor_in

    from shuniu.kernel.files import gate
    from shuniu.kernel.flow.runner import run
    from shuniu.kernel.people.models import Post

    clerk = actor_in(Post.objects.get(pk=post), now=NOW)
    with (folder / f"done-{number}").open("a") as notes:
        turn = 0
        while not stopped:
            turn += 1
            data = f"writer {number} turn {turn} ".encode() * (turn % 400 + 1)
            admitted: Any = gate.admit(data, f"{number}-{turn}.txt", actor=clerk, now=NOW)
            outcome: Any = run("sample.ask", actor=clerk, data={"title": f"事{number}-{turn}"}, now=NOW)
            notes.write(json.dumps([time.time(), outcome.matter_id, admitted.file.sha256]) + "\n")
            notes.flush()


if __name__ == "__main__":
    main()
