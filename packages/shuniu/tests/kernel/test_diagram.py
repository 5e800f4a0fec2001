"""A procedure's picture shows every state and every way, lets nothing overlap, and carries no inline style."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given, settings
from walking.procedures import procedures

from shuniu.kernel.flow.diagram import SMALL, draw, edges, order, width_of
from shuniu.kernel.flow.procedure import PROCEDURES, Procedure, newest, parse
from shuniu.kernel.platform.ui import samples

PASSED = ("to_sign", "to_register", "to_check", "to_propose")
SVG = "{http://www.w3.org/2000/svg}"
Rectangle = tuple[float, float, float, float]


def boxes(picture: Xml.Element) -> list[Rectangle]:
    """The outermost rectangle of every state."""
    firsts = [group.find(f"{SVG}rect") for group in picture.iter(f"{SVG}g")]
    return [tuple(float(r.get(k, 0)) for k in ("x", "y", "width", "height")) for r in firsts if r is not None]  # type: ignore[misc]


def words(picture: Xml.Element) -> list[Rectangle]:
    """The place of every text beside a way."""
    found: list[Rectangle] = []
    for text in picture.findall(f"{SVG}text"):
        width = width_of(text.text or "", SMALL)
        x = float(text.get("x", 0)) - (width if text.get("text-anchor") == "end" else 0)
        found.append((x, float(text.get("y", 0)) - SMALL + 2, width, SMALL))
    return found


def apart(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] + one[2] <= other[0]
        or other[0] + other[2] <= one[0]
        or one[1] + one[3] <= other[1]
        or other[1] + other[3] <= one[1]
    )


def check(procedure: Procedure) -> None:
    text = draw(procedure)
    picture = Xml.fromstring(text)
    assert {g.get("data-state") for g in picture.iter(f"{SVG}g")} == set(procedure.states)
    ways = [(p.get("data-from"), p.get("data-to")) for p in picture.findall(f"{SVG}path")]
    assert sorted(ways) == sorted((e.source, e.target) for e in edges(procedure))
    places = boxes(picture) + words(picture)
    assert all(apart(one, other) for one, other in combinations(places, 2)), "something overlaps"
    _, _, width, height = (float(n) for n in picture.get("viewBox", "").split())
    assert all(x >= 0 and y >= 0 and x + w <= width and y + h <= height for x, y, w, h in places)
    assert "style=" not in text and "<style" not in text and "<script" not in text
    assert text == draw(parse(procedure.source)), "the same text gives another picture"


@pytest.mark.parametrize("name", sorted(PROCEDURES))
def test_every_procedure_of_the_house_can_be_drawn(name: str) -> None:
    check(PROCEDURES.get(name))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(procedures("any.one"))
def test_any_procedure_can_be_drawn(source: str) -> None:
    check(parse(source))


def test_ends_have_two_borders_and_come_last() -> None:
    errand = newest("sample.errand")
    picture = Xml.fromstring(draw(errand, here="reported"))
    rectangles = {g.get("data-state"): len(g.findall(f"{SVG}rect")) for g in picture.iter(f"{SVG}g")}
    assert rectangles == {"asked": 1, "waiting": 1, "reported": 1, "approved": 1, "done": 2}
    assert order(errand) == ["asked", "waiting", "reported", "approved", "done"]
    here = [g.get("data-state") for g in picture.iter(f"{SVG}g") if "pd-here" in g.get("class", "")]
    assert here == ["reported"]


def test_returns_are_dashed_and_every_label_is_there() -> None:
    errand = newest("sample.errand")
    picture = Xml.fromstring(draw(errand))
    dashed = [p for p in picture.findall(f"{SVG}path") if p.get("stroke-dasharray")]
    assert {(p.get("data-from"), p.get("data-to")) for p in dashed} == {
        ("reported", "asked"),
        ("approved", "reported"),
        ("done", "asked"),
    }
    said = {t.text for t in picture.iter(f"{SVG}text")}
    assert {t.label for t in errand.transitions.values()} | {"退回", "重办", "等候答复", "文书"} <= said


def test_the_gallery_shows_a_drawing_of_today() -> None:
    """The gallery has no procedures of its own: it shows this file. To renew it: write what the test expects."""
    drawn = draw(newest("documents.incoming"), here="to_instruct", passed=PASSED)
    shown = Path(samples.__file__).with_name("procedure.svg")
    assert shown.read_text(encoding="utf-8") == drawn
