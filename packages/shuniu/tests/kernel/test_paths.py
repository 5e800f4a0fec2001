"""Every procedure walks the paths that lie beside it, and a path that goes wrong says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import NOW, SINCE, County, authorise, build_county

import shuniu
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.flow.procedure import Procedure, parse
from shuniu.kernel.flow.walks import WalkFailed, walk
from shuniu.kernel.people.models import Duty
from shuniu.modules.documents.models import Seal

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "procedures"
SOURCES = Path(shuniu.__file__).parent
FOLDERS = sorted({SAMPLE, *(p.parent for p in SOURCES.rglob("procedures/*.toml"))})
LEADERS_HAND = {"record_for": "recorded", "sign_by_authority": "authority"}
"""The two moves that are ways of making a step: how an entry shows them."""


def cast() -> County:
    """The small county, in which 何晓云 may sign for 周明远 and 王秀兰 for 赵国栋, and whose office keeps a seal and
    has a 保密员."""
    county = build_county()
    authorise(county, "mayor", "deputy")
    authorise(county, "director_party", "clerk_party")
    office = county.units["office"]
    Duty.objects.create(post=county.posts["handler2"], code="SECRECY", since=SINCE)
    Seal.objects.create(office=office, organ=office, name="县政府办印章")
    return county


def shown(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


@pytest.mark.slow
@pytest.mark.parametrize("path", [p for f in FOLDERS for p in sorted(f.glob("*.path"))], ids=shown)
def test_the_path_leads_where_it_says(path: Path) -> None:
    assert walk(path, cast(), now=NOW)


@pytest.mark.slow
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.parent.name)
def test_every_way_state_and_move_is_walked(folder: Path) -> None:
    """The paths beside a procedure make each of its steps between each of its states, reach each state, and make
    each move in each state that allows it."""
    procedures = [parse(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.toml"))]
    county = cast()
    for path in sorted(folder.glob("*.path")):
        walk(path, county, now=NOW)
    for procedure in procedures:
        entries = list(Entry.objects.filter(matter__procedure=procedure.id).order_by("pk"))
        steps, moves = steps_of(procedure, entries), moves_of(entries)
        wanted = {
            (way.name, source, target)
            for way in procedure.transitions.values()
            for source in way.sources
            for target in way.targets
        }
        assert wanted - steps == set(), f"{procedure.id}: steps that no path makes"
        reached = {entry.state_after for entry in entries}
        assert set(procedure.states) - reached == set(), f"{procedure.id}: states that no path reaches"
        allowed = {(state.name, move) for state in procedure.states.values() for move in state.moves}
        assert allowed - moves == set(), f"{procedure.id}: moves that no path makes there"


def steps_of(procedure: Procedure, entries: list[Entry]) -> set[tuple[str, str, str]]:
    """(transition, from, to) of what was walked."""
    made = ((entry, ACTIONS.get(entry.action).transition.rpartition(":")[2]) for entry in entries)
    return {(name, e.state_before, e.state_after) for e, name in made if name in procedure.transitions}


def moves_of(entries: list[Entry]) -> set[tuple[str, str]]:
    """(state, move) of what was made beside."""
    found = {(entry.state_before, ACTIONS.get(entry.action).move) for entry in entries}
    ways = {behalf: move for move, behalf in LEADERS_HAND.items()}
    return found | {(entry.state_before, ways[entry.behalf]) for entry in entries if entry.behalf in ways}


def test_a_path_names_what_it_opened(tmp_path: Path) -> None:
    path = tmp_path / "two.path"
    path.write_text(
        "clerk sample.ask title=一件 → asked\n"
        "clerk sample.ask matter=none title=又一件 as second → asked\n"
        "clerk on second flow.merge into=&it reason=同一件事 → asked\n",
        encoding="utf-8",
    )
    found = walk(path, build_county(), now=NOW)
    assert (found["it"].outcome, found["second"].outcome) == ("", "merged")
    assert Matter.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("handler sample.report text=办了 to=@director → approved", "expected approved, came to reported"),
        (
            "handler sample.report text=办 to=@director → reported",
            "expected reported, came to refused invalid",
        ),
        ("handler sample.report text=办了 to=@director | refused rule", "refused rule, came to reported"),
        ("clerk sample.finish | refused rule", "came to refused not_your_turn"),
        ("clerk sample.finish", "neither in → state nor in | refused code"),
        ("clerk sample.finish nonsense → done", "'nonsense' is not key=value"),
        ("nobody sample.finish → done", "nobody"),
        ("clerk flow.correct entry=entry:无 text=没有 → asked", "the matter has no entry 无"),
        ("clerk no.action → done", "no.action"),
    ],
)
def test_a_wrong_path_says_where(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "wrong.path"
    path.write_text(f"# 一条走错的路\nclerk sample.ask title=一件 → asked\n{line}\n", encoding="utf-8")
    with pytest.raises(WalkFailed) as failed:
        walk(path, build_county(), now=NOW)
    assert "wrong.path:3" in str(failed.value) and said in str(failed.value)
