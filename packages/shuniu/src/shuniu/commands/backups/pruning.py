"""What a backup folder no longer needs: old backups, those that still hold what was erased, contents of no backup."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass

from shuniu.commands.backups import manifest
from shuniu.commands.backups.folder import Folder, contents, place_of
from shuniu.commands.backups.keys import Key
from shuniu.commands.console import Failed


@dataclass(frozen=True)
class Pruned:
    """What went: backups that held erased content, backups beyond those to be kept, and contents."""

    tainted: list[str]
    old: list[str]
    contents: int


def prune(folder: Folder, key: Key, erased: Mapping[str, str], keep: int) -> Pruned:
    """Remove the backups taken before a 清除 of something that they hold (*erased*: what the database knows, beside
    what the folder was told of), those beyond the newest *keep*, and every content that no remaining backup names.

    Raises `Failed` when no proved backup would remain: a new one comes first.
    """
    with folder.locked():
        known = folder.note_erased(key, erased)
        all_ = {name: manifest.read(folder.root, name, key) for name in folder.backups()}
        tainted = [name for name, said in all_.items() if said.forbidden(known)]
        clean = [name for name in all_ if name not in tainted]
        proved = [name for name in clean if folder.is_verified(name)]
        if not proved:
            raise Failed(
                "清理以后没有一份核验过的备份，所以没有清理。请先运行 shuniu backup 做一份新的，再清理。"
            )
        kept = set(clean[-keep:]) | {proved[-1]}
        old = [name for name in clean if name not in kept]
        for name in (*tainted, *old):
            # Without its manifest a backup does not count, so a killed prune leaves no half of one.
            (folder.root / name / manifest.NAME).unlink()
            shutil.rmtree(folder.root / name)
        needed = {
            place_of(key, sha) for name in kept for sha in all_[name].contents - all_[name].forbidden(known)
        }
        removed = 0
        for path in contents(folder.root):
            if str(path.relative_to(folder.root)) not in needed:
                path.unlink()
                removed += 1
    return Pruned(tainted, old, removed)
