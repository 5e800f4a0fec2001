"""`make bench ARGS="--keep DIR"`: what was loaded is found again, and what does not fit any more is loaded anew."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench import kept
from bench.county import build
from bench.loading import Loaded
from kit import NOW
from tools.console import Failed


@pytest.mark.django_db
def test_who_was_loaded_is_read_back_from_the_database(tmp_path: Path) -> None:
    folder = kept.folder_for(tmp_path, "sqlite", 40)
    assert kept.stored(folder) is None and not kept.fits(folder, 40)
    loaded = Loaded(build(NOW), 41, 2.5, {"office handled 0": (3, 9)})
    kept.store(folder, 40, loaded)
    again = kept.stored(folder)
    assert again == loaded
    assert again.county.people["县领导"].person.name == loaded.county.people["县领导"].person.name
    assert kept.folder_for(tmp_path, "sqlite", 40) == folder and kept.fits(folder, 40)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        json.dumps({"size": 40, "from": "of another checkout"}),
        json.dumps({"size": 41, "from": kept.made_from(kept.sources())}),
    ],
)
def test_what_is_half_done_or_of_another_state_goes(tmp_path: Path, said: str) -> None:
    folder = kept.folder_for(tmp_path, "postgres", 40)
    (folder / "home").mkdir()
    if said:
        (folder / kept.LOADED).write_text(said)
    assert kept.folder_for(tmp_path, "postgres", 40) == folder
    assert [path.name for path in folder.iterdir()] == [kept.OURS]


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "sqlite-40" / "letters.txt"
    theirs.parent.mkdir()
    theirs.write_text("keep")
    with pytest.raises(Failed, match="没有动它"):
        kept.folder_for(tmp_path, "sqlite", 40)
    assert theirs.read_text() == "keep"


def test_a_change_of_a_migration_a_procedure_or_a_plan_is_seen(tmp_path: Path) -> None:
    names = {path.name for path in kept.sources()}
    assert {"0001_initial.py", "incoming.toml", "loading.py", "walks.py"} <= names
    first, second = tmp_path / "0001_initial.py", tmp_path / "0002_more.py"
    first.write_text("a")
    before = kept.made_from([first])
    first.write_text("b")
    second.write_text("")
    assert len({before, kept.made_from([first]), kept.made_from([first, second])}) == 3
