"""Whether every file of the bundle is what it was when the bundle was made, by SHA-256 and by SM3 (GB/T 32905-2016)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from installer.telling import Failed

LISTS = {"SHA256SUMS": "sha256", "SM3SUMS": "sm3"}
SHOWN = 5


def verify(bundle: Path) -> tuple[int, list[str]]:
    """How many files were compared, and the algorithms that this Python lacks.

    Raises `Failed` naming what is missing, changed or was never part of the bundle.
    """
    there = {str(p.relative_to(bundle)) for p in bundle.rglob("*") if p.is_file() or p.is_symlink()} - {
        *LISTS
    }
    lacking = [name for name in LISTS.values() if name not in hashlib.algorithms_available]
    wrong: dict[str, set[str]] = {"缺少": set(), "被改动": set(), "多出来": set()}
    for list_name, algorithm in LISTS.items():
        expected = _read(bundle / list_name)
        wrong["缺少"] |= expected.keys() - there
        wrong["多出来"] |= there - expected.keys()
        if algorithm in lacking:
            continue
        same = there & expected.keys()
        wrong["被改动"] |= {name for name in same if _digest(bundle / name, algorithm) != expected[name]}
    found = [
        f"{word} {len(names)} 个（{'、'.join(sorted(names)[:SHOWN])}）"
        for word, names in wrong.items()
        if names
    ]
    if found:
        raise Failed(f"安装包不完整，什么都没有改动：文件{'，'.join(found)}。请重新拷贝、解开安装包再试。")
    return len(there), lacking


def _read(path: Path) -> dict[str, str]:
    """The digest by name. Raises `Failed` when the list cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Failed(f"安装包里没有 {path.name}，或者读不出来。请重新拷贝、解开安装包再试。") from None
    parted = (line.split("  ", 1) for line in lines)
    return {parts[1]: parts[0] for parts in parted if len(parts) == 2}


def _digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()
