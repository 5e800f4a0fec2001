"""Single files out of npm packages that are fetched, checked against a digest and never installed."""

from __future__ import annotations

import base64
import hashlib
import shutil
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tools.console import Failed

Npm = Callable[..., str]


def unpack(package: str, integrity: str, files: Iterable[str], work: Path, npm: Npm) -> Path:
    """The folder under *work* that now holds *files* of *package* (name and version, joined by @).

    Raises Failed when it cannot be had or is not the one of *integrity*, KeyError when it lacks a file.
    """
    npm("pack", "--loglevel=error", "--fetch-retries=1", package, cwd=work)
    archive = next(work.glob("*.tgz"))
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != integrity:
        raise Failed(f"{package} 的校验值与锁定的不同，没有使用。")
    with tarfile.open(archive) as tar:
        for inside in files:
            member = tar.extractfile(inside)
            if member is None:
                raise Failed(f"{package} 里的 {inside} 不是文件。")
            (work / inside).parent.mkdir(parents=True, exist_ok=True)
            with member, (work / inside).open("wb") as out:
                shutil.copyfileobj(member, out)
    return work
