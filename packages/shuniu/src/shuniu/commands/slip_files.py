"""Slips with one-time passwords as files: written once, for their owner alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shuniu.commands import files
from shuniu.commands.console import Failed

if TYPE_CHECKING:
    from shuniu.kernel.people.importing import Slip


def check_ending(name: str | None) -> None:
    """Raises `Failed` for a file of slips that is neither printed nor a sheet."""
    from shuniu.kernel.platform.organisation.slips import MAKERS

    if name and Path(name).suffix.lower() not in MAKERS:
        raise Failed(f"--slips 的文件名要以 {' 或者 '.join(MAKERS)} 结尾。", code=2)


def write(slips: Sequence[Slip], name: str, now: datetime) -> Path:
    """Write the slips to a new file that its owner alone may read, and say which. Raises `Failed`."""
    from django.conf import settings

    from shuniu.kernel.platform.organisation.slips import MAKERS
    from shuniu.kernel.platform.papers import PrintFailed

    path = Path(name).expanduser()
    try:
        made = MAKERS[path.suffix.lower()](slips, home=settings.SHUNIU_HOME, now=now)
    except PrintFailed as error:
        raise Failed("密码条没有排出来，没有改动任何内容。可以改用 --slips 密码条.xlsx。") from error
    files.write_new(name, made)
    return path
