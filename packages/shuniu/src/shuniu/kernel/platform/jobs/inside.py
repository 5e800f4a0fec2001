"""How far a job is inside one long transaction: nobody else can see its rows yet, and on SQLite nobody else can write.

So the two numbers lie in a small file of SHUNIU_HOME, where the page that waits for them finds them.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings


def _file(job_id: int) -> Path:
    return Path(settings.SHUNIU_HOME) / "run" / f"job-{job_id}.json"


def note(job_id: int, done: int, total: int) -> None:
    """Say that *done* of *total* are done. A disk that takes no more stops no job: then nothing is said."""
    file = _file(job_id)
    try:
        file.parent.mkdir(exist_ok=True)
        new = file.with_suffix(".new")
        new.write_text(json.dumps([done, total]), encoding="utf-8")
        new.replace(file)
    except OSError:
        return


def noted(job_id: int) -> tuple[int, int] | None:
    """(done, total) as they were said last; None where nothing was."""
    try:
        done, total = json.loads(_file(job_id).read_text(encoding="utf-8"))
        return int(done), int(total)
    except (OSError, ValueError, TypeError):
        return None


def forget(job_id: int) -> None:
    """The job is over, or begins again."""
    try:
        _file(job_id).unlink(missing_ok=True)
    except OSError:
        return
