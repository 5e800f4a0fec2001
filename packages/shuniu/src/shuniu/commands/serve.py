"""`shuniu serve`: the web server.

One process with a few threads: Python's lock makes more threads useless, SQLite has one writer, and memory stays
small. This process checks, then becomes granian's supervisor, so that signals reach it directly. Beside it runs
the worker (jobs, reminders, seals), started again when it dies (supervisor.py), so that one command serves a small
office; `--only-web` leaves it to a service of its own. Two workers at once do no harm: each piece of work is taken
once.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from typing import NoReturn

from shuniu.commands.console import Failed, say
from shuniu.commands.database import set_up

LOOPBACK = "127.0.0.1"
ENTRANCE = "SHUNIU_DEMO_ENTRANCE"
THREADS = max(4, min(16, 2 * (os.cpu_count() or 2)))
STOP_SECONDS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where it listens."""
    parser.add_argument(
        "--host", default=LOOPBACK, metavar="地址", help=f"监听的地址，不写时只在本机 {LOOPBACK}"
    )
    parser.add_argument(
        "--only-web", action="store_true", help="只启动网页；后台另用 shuniu worker 启动（例如由 systemd）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check, then serve until asked to stop."""
    os.environ.pop(ENTRANCE, None)
    set_up()
    from django.conf import settings

    refuse_when_broken()
    require_free(arguments.host, settings.PORT)
    _announce_kind()
    beside = "网页" if arguments.only_web else "网页和后台"
    say(f"枢纽的{beside}已启动：http://{arguments.host}:{settings.PORT}，按 Ctrl+C 停止。")
    become_server(arguments.host, settings.PORT, with_worker=not arguments.only_web)


def refuse_when_broken() -> None:
    """Raises `Failed` when something without which nothing can be served is wrong."""
    from shuniu.commands.check import NEEDED_TO_SERVE, examine
    from shuniu.commands.findings import Level

    broken = [finding for finding in examine(NEEDED_TO_SERVE) if finding.level is Level.BROKEN]
    if broken:
        raise Failed("；".join(f"{f.text}{f.remedy}" for f in broken))


def require_free(host: str, port: int) -> None:
    """Raises `Failed` when nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Failed(f"{host}:{port} 不能使用（{error.strerror}）。请用 PORT= 换一个端口。") from error


def become_server(host: str, port: int, *, with_worker: bool) -> NoReturn:
    """Replace this process by granian serving `shuniu.wsgi`, which stops gracefully on SIGTERM and SIGINT;
    *with_worker* keeps a worker beside it, started again when it dies."""
    module = "shuniu.commands.supervisor" if with_worker else "granian"
    words = [sys.executable, "-m", module, *server_words(host, port)]
    sys.stdout.flush()
    os.execv(sys.executable, words)  # noqa: S606  (our own interpreter, fixed words)


def server_words(host: str, port: int, application: str = "shuniu.wsgi:application") -> tuple[str, ...]:
    """The words after `python -m granian` that serve *application*."""
    return (
        *("--interface", "wsgi", "--no-ws", "--http", "1"),
        *("--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", str(THREADS)),
        *("--workers-kill-timeout", str(STOP_SECONDS), "--respawn-failed-workers"),
        *("--log-level", "warning", application),
    )


def _announce_kind() -> None:
    from shuniu.kernel.people.installation import installation_kind
    from shuniu.kernel.people.models import Installation

    kind = installation_kind()
    if kind is None:
        say("！这个数据库还没有建立：正式使用先运行 shuniu init，试用请运行 shuniu demo。")
    elif kind is Installation.Kind.DEMO:
        say("！这是演示库，“以谁的身份进入”只在 shuniu demo 下开放。")
