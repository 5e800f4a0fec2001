"""The catalogue of rules against the code: every id that is cited exists, every entry is used or waits for its work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from kit import NOW, build_county

from hongtou.check.basis import bases
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.basis import Basis, Strength, Sureness, catalogue
from shuniu.kernel.base.parameters import PARAMETERS
from shuniu.kernel.flow.procedure import PROCEDURES
from shuniu.kernel.platform.screens.choosers import CHOOSERS, Asking

PACKAGES = Path(__file__).resolve().parents[3]
QUOTED = re.compile(r'"([A-Z]{2}-\d{2})"')
KINDS = {".py", ".toml", ".html", ".typ"}
UNUSED_BY = {"demo", "samples"}
"""Folders whose citations are stories: what only they name is not in force anywhere."""


def sources() -> Iterator[Path]:
    for package in ("hongtou", "shuniu"):
        for path in sorted((PACKAGES / package / "src").rglob("*")):
            if path.suffix in KINDS and path.name != "bases.toml":
                yield path


def cited(*, stories: bool) -> dict[str, set[str]]:
    """Rule ids in quotation marks, each with the files that cite it."""
    found: dict[str, set[str]] = {}
    for path in sources():
        if stories or UNUSED_BY.isdisjoint(path.parts):
            for rule in QUOTED.findall(path.read_text(encoding="utf-8")):
                found.setdefault(rule, set()).add(path.name)
    return found


def test_every_rule_that_is_cited_stands_in_a_catalogue() -> None:
    found = cited(stories=True)
    assert len(found) > 30, "the search finds what the code cites"
    known = set(catalogue()) | {ground.rule for ground in bases().values()}
    assert {rule: files for rule, files in found.items() if rule not in known} == {}


@pytest.mark.django_db
def test_every_entry_is_used_or_names_the_work_it_waits_for() -> None:
    """What a clerk can choose for a 退文 is used as well; an entry that came into use keeps no slot."""
    asking = Asking(build_county().actor("clerk"), NOW)
    chosen = {option.value for option in CHOOSERS.get("rule")(asking)}
    used = set(cited(stories=False)) | chosen
    waiting = {rule for rule, ground in catalogue().items() if ground.slot}
    assert set(catalogue()) - used - waiting == set(), "neither used nor waiting for anything"
    assert used & waiting == set(), "in use, and still said to be waiting"


def test_what_the_registries_go_by_stands_in_the_catalogue() -> None:
    rules = {f"action {a.name}": a.rule for a in ACTIONS.values()}
    rules |= {f"parameter {p.key}": p.rule for p in PARAMETERS.values()}
    for procedure in PROCEDURES.values():
        rules |= {f"procedure {procedure.id}": procedure.rule}
        rules |= {f"{procedure.id}:{t.name}": t.rule for t in procedure.transitions.values()}
    assert len(rules) > 60
    assert {where: rule for where, rule in rules.items() if rule and rule not in catalogue()} == {}
    assert [where for where, rule in rules.items() if where.startswith("parameter") and not rule] == []


@pytest.mark.parametrize("ground", catalogue().values(), ids=lambda g: g.rule)
def test_an_entry_says_what_it_demands_and_cites_no_more_than_is_sure(ground: Basis) -> None:
    assert len(ground.text) >= 8 and ground.text.endswith("。")
    if ground.sureness is Sureness.PRACTICE:
        assert (ground.regulation, ground.article, ground.strength) == ("", "", Strength.PRACTICE)
        assert ground.cite() == "本县做法"
    else:
        assert ground.regulation.startswith("《") and ground.cite().startswith(ground.regulation)
    if ground.sureness is not Sureness.VERIFIED:
        assert "条" not in ground.cite().removeprefix(ground.regulation)
