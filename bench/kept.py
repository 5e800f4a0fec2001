"""Loaded databases that are kept, so that they can be measured again: what is there, and whether it still fits.

DIR/sqlite-1000000 holds SHUNIU_HOME with the SQLite file, DIR/postgres-1000000 the files of a PostgreSQL server too;
`loaded.json` beside them says what was loaded, and from which migrations, procedures and plans. It is written last: a
folder without it was left half done, and is loaded anew. What the measured actions wrote stays in it: some hundreds
of matters.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.console import ROOT, Failed

if TYPE_CHECKING:
    from bench.county import House
    from bench.loading import Loaded

OURS = "made-by-make-bench"
LOADED = "loaded.json"
_SHUNIU = ROOT / "packages" / "shuniu" / "src" / "shuniu"
_LOADING = ("county.py", "loading.py", "walks.py")


def folder_for(keep: Path, database: str, size: int) -> Path:
    """The folder of the kept database of this size, emptied when what lies there does not fit any more.

    Raises `Failed` for a folder of that name that is not ours: nothing in it is touched.
    """
    folder = keep.resolve() / f"{database}-{size}"
    if folder.exists() and any(folder.iterdir()):
        if not (folder / OURS).exists():
            raise Failed(f"{folder} 不是 make bench 建的，没有动它。请给 --keep 另指一个文件夹。")
        if not fits(folder, size):
            shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / OURS).touch()
    return folder


def fits(folder: Path, size: int) -> bool:
    """Whether a database of *size* matters lies in *folder*, loaded to the end, as this checkout would load it."""
    try:
        said = json.loads((folder / LOADED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return (said.get("size"), said.get("from")) == (size, made_from(sources()))


def sources() -> list[Path]:
    """What a loaded database is made from: migrations, procedures, and the plans of the loading."""
    found = [*_SHUNIU.rglob("migrations/0*.py"), *_SHUNIU.rglob("procedures/*.toml")]
    return sorted(found) + [ROOT / "bench" / name for name in _LOADING]


def made_from(files: Iterable[Path]) -> str:
    """A digest over the names and contents of *files*."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return whole.hexdigest()


def store(folder: Path, size: int, loaded: Loaded) -> None:
    """Say in *folder* what was loaded, once all of it is there."""
    county = loaded.county
    said = {
        "size": size,
        "from": made_from(sources()),
        "matters": loaded.matters,
        "seconds": loaded.seconds,
        "examples": loaded.examples,
        "office": _ids(county.office),
        "party": _ids(county.party),
        "departments": [_ids(house) for house in county.departments],
        "townships": [_ids(house) for house in county.townships],
        "old_township": _ids(county.old_township),
    }
    new = folder / f"{LOADED}.new"
    new.write_text(json.dumps(said), encoding="utf-8")
    new.replace(folder / LOADED)


def stored(folder: Path) -> Loaded | None:
    """What was loaded into the database of *folder*, read from it; None when it has to be loaded yet."""
    from bench.county import County
    from bench.loading import Loaded

    if not (folder / LOADED).exists():
        return None
    said = json.loads((folder / LOADED).read_text(encoding="utf-8"))
    county = County(
        _house(said["office"]),
        _house(said["party"]),
        tuple(map(_house, said["departments"])),
        tuple(map(_house, said["townships"])),
        _house(said["old_township"]),
    )
    examples = {name: tuple(pks) for name, pks in said["examples"].items()}
    return Loaded(county, said["matters"], said["seconds"], examples)


def _ids(house: House) -> dict[str, Any]:
    return {
        "unit": house.unit.pk,
        "clerk": house.clerk.pk,
        "head": house.head.pk,
        "handlers": [post.pk for post in house.handlers],
        "leaders": [post.pk for post in house.leaders],
        "code": house.code,
        "seal": house.seal,
    }


def _house(ids: dict[str, Any]) -> House:
    from bench.county import House
    from shuniu.kernel.people.models import Post, Unit

    def post(pk: int) -> Post:
        return Post.objects.select_related("unit", "person__account").get(pk=pk)

    return House(
        Unit.objects.get(pk=ids["unit"]),
        post(ids["clerk"]),
        post(ids["head"]),
        tuple(map(post, ids["handlers"])),
        tuple(map(post, ids["leaders"])),
        ids["code"],
        ids["seal"],
    )
