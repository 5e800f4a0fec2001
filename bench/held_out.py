"""Which real documents may be studied while rules are written, and which do nothing but judge them.

    python -m bench.held_out FOLDER       each file with its half; nothing of its text

The half follows from the content alone, so that it stays the same wherever a file lies and whatever it is called: no
one chooses it. Figures come from the half that was held out, always with the number of cases.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tools.console import say

KINDS = (".txt", ".docx", ".dotx", ".pdf", ".ofd")


class Half(StrEnum):
    """SEEN may be read by who writes rules; HELD_OUT is read by the program that judges them, and by nobody else."""

    SEEN = "可以看"
    HELD_OUT = "只用来评判"


@dataclass(frozen=True, slots=True)
class RealDocument:
    """A real document and the half it belongs to."""

    path: Path
    half: Half


def half_of(data: bytes) -> Half:
    """The half of a document, by the last bit of the SHA-256 of its content."""
    return Half.HELD_OUT if hashlib.sha256(data).digest()[-1] & 1 else Half.SEEN


def documents_in(folder: Path, half: Half | None = None) -> Iterator[RealDocument]:
    """The real documents below *folder*, in the order of their paths; of one *half* alone where one is named."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in KINDS and path.is_file():
            found = RealDocument(path, half_of(path.read_bytes()))
            if half in (None, found.half):
                yield found


def main(arguments: list[str]) -> int:
    """Print each document with its half, and how many each half has."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        say("用法：python -m bench.held_out 文件夹")
        return 2
    found = list(documents_in(Path(arguments[0])))
    for document in found:
        say(f"{document.half}  {document.path.name}")
    counts = "，".join(f"{half} {sum(each.half is half for each in found)} 件" for half in Half)
    say(f"共 {len(found)} 件：{counts}。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
