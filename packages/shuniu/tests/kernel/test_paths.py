"""Every procedure walks the paths that lie beside it, and a path that goes wrong says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from kit import NOW, build_county

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.walks import WalkFailed, walk

pytestmark = pytest.mark.django_db

SAMPLE = Path(__file__).resolve().parent.parent / "sample" / "procedures"


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.path")), ids=lambda p: p.stem)
def test_the_paths_beside_the_sample(path: Path) -> None:
    assert walk(path, build_county(), now=NOW)


def test_there_are_paths() -> None:
    assert len(list(SAMPLE.glob("*.path"))) == 2


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
