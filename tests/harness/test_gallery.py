"""The gallery looks through the eyes of people whom the demo's entrance offers."""

from __future__ import annotations

import tomllib

from tools.console import ROOT
from tools.gallery_shots import PRINTS, SHOTS

GUIDE = ROOT / "packages/shuniu/src/shuniu/demo/data/guide.toml"


def test_everybody_who_looks_is_in_the_guide() -> None:
    known = {person["key"] for person in tomllib.loads(GUIDE.read_text(encoding="utf-8"))["guide"]}
    looking = {shot.who for shot in SHOTS if shot.who} | {who for _, _, who, _, _ in PRINTS}
    assert looking <= known


def test_no_two_pictures_have_one_name() -> None:
    names = [shot.name for shot in SHOTS] + [name for name, *_ in PRINTS]
    assert len(names) == len(set(names))
