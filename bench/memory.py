"""The memory of the idle server: every process that `shuniu serve` started, after it has answered a little."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60
ASKED = 40


class NoServer(Exception):
    """The server did not start."""


@dataclass(frozen=True)
class Idle:
    """Memory in MB: `rss` adds up what each process has, `pss` counts what they share once."""

    processes: int
    rss: float
    pss: float


def measure(environment: Mapping[str, str], port: int) -> Idle:
    """Start the server of *environment* on *port*, ask for some pages, let it rest, and weigh it.

    Raises `NoServer`.
    """
    shuniu = str(Path(sys.executable).with_name("shuniu"))
    settings = {**environment, "PORT": str(port)}
    subprocess.run([shuniu, "migrate"], env=settings, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [shuniu, "serve"], env=settings, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(server, port)
        for _ in range(ASKED):
            _ask(port, "/sign-in/")
        time.sleep(3)
        return _weigh(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Until *server* answers on *port*. Raises `NoServer`."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NoServer(f"the server ended with {server.returncode}")
        try:
            _ask(port, "/sign-in/")
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise NoServer(f"nothing answered on port {port} within {PATIENCE} s")


def _ask(port: int, address: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise NoServer(f"{address} answered {answer.status}")
    finally:
        connection.close()


def _weigh(pid: int) -> Idle:
    family = _family(pid)
    rss = pss = 0
    for member in family:
        for line in Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii").splitlines():
            name, _, value = line.partition(":")
            if name == "Rss":
                rss += int(value.split()[0])
            elif name == "Pss":
                pss += int(value.split()[0])
    return Idle(len(family), rss / 1024, pss / 1024)


def _family(pid: int) -> list[int]:
    """*pid* and all processes below it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                after = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(after[1]), []).append(int(entry.name))
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found
