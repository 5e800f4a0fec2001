"""A step is done again only when what it was made from has changed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.console import ROOT


class Stamp:
    """The digest of a step's inputs, kept in a file beside what the step made."""

    def __init__(self, path: Path, inputs: Iterable[Path], *more: str) -> None:
        self._path = path
        self._digest = _digest(inputs, (str(ROOT), sys.version, *more))

    @property
    def fresh(self) -> bool:
        """True when the step was done with exactly these inputs."""
        return self._path.is_file() and self._path.read_text(encoding="ascii") == self._digest

    def write(self) -> None:
        """Note that the step was done."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(self._digest, encoding="ascii")


def _digest(inputs: Iterable[Path], more: Iterable[str]) -> str:
    sha = hashlib.sha256()
    for text in more:
        sha.update(text.encode() + b"\0")
    for path in sorted(inputs):
        sha.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()
