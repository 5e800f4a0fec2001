"""Runs commands of an installed release as the services will: as their user and with their settings."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from installer.layout import Layout
from installer.telling import Failed

LINE = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)")
REASON = re.compile(r"^[A-Za-z_][\w.]*: (.+)$", re.MULTILINE)
HAS_TABLES = (
    "import django; django.setup(); from django.db import connection as c; "
    "print('tables' if 'django_migrations' in c.introspection.table_names() else 'empty')"
)


def read_settings(text: str) -> dict[str, str]:
    """The variables of an environment file, read as systemd reads it when nothing is quoted."""
    found = (LINE.fullmatch(line.strip()) for line in text.splitlines())
    return {match[1]: match[2] for match in found if match}


def environment(layout: Layout) -> dict[str, str]:
    """What a command finds: the settings, and no word of the terminal that the installer was started in."""
    told = read_settings(layout.settings.read_text(encoding="utf-8"))
    path = os.environ.get("PATH") or "/usr/sbin:/usr/bin:/sbin:/bin"
    home = str(layout.home) if layout.user else os.environ.get("HOME", str(layout.home))
    return {"PATH": path, "HOME": home, "LANG": "C.UTF-8", "PYTHONUTF8": "1", **told}


def command(layout: Layout, release: Path, *words: str, silent: bool = False) -> tuple[int, str]:
    """Run a program of *release*; its exit code and, when *silent*, what it printed."""
    as_whom: dict[str, object] = {}
    if (ids := layout.owner()) is not None:
        as_whom = {"user": ids[0], "group": ids[1], "extra_groups": []}
    done = subprocess.run(
        [str(release / "bin" / words[0]), *words[1:]],
        env=environment(layout),
        cwd=layout.home,
        umask=0o077,
        stdout=subprocess.PIPE if silent else None,
        stderr=subprocess.STDOUT if silent else None,
        text=True,
        errors="replace",
        **as_whom,  # type: ignore[call-overload]
    )
    return done.returncode, (done.stdout or "").strip()


def has_tables(layout: Layout, release: Path) -> bool:
    """Whether there is a database that was used already. Raises `Failed` when it cannot be reached."""
    told = environment(layout)
    if (
        not told.get("DATABASE_URL")
        and not Path(told.get("SHUNIU_HOME", layout.home), "shuniu.sqlite3").exists()
    ):
        return False  # to ask would make an empty one
    # The settings name the database; a release of any version knows how to ask it.
    words = (
        "python",
        "-c",
        f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'shuniu.settings'; {HAS_TABLES}",
    )
    code, said = command(layout, release, *words, silent=True)
    last = said.splitlines()[-1] if said else ""
    if code or last not in {"tables", "empty"}:
        raise Failed(
            f"数据库连不上：{reason_of(said)}。请检查 {layout.settings} 里的 DATABASE_URL，数据库启动以后再运行一次。"
        )
    return last == "tables"


def reason_of(said: str) -> str:
    """What an exception that was printed said for itself: its first line, without its type."""
    found = REASON.findall(said)
    return found[-1].rstrip("。.") if found else (said.splitlines() or ["没有说明"])[-1]


def can_back_up(layout: Layout, release: Path) -> bool:
    """Whether that release has a `shuniu backup`."""
    code, said = command(layout, release, "shuniu", "--help", silent=True)
    return code == 0 and re.search(r"^\s+backup\s", said, re.MULTILINE) is not None
