"""Wordings C of structure: levels and their numbers."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bench.faults.editing import BODY, element, put, swap
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.annexes import ANNEXES
from bench.faults.third.levels import HANZI, counted, numbered
from bench.faults.third.lines import if_text, remade
from hongtou import Span

_FIRST = re.compile("(?m)^([一二三四五六七八九十])、")
_SECOND = re.compile("(?m)^（([一二三四五六七八九十])）")
_THIRD = re.compile(r"(?m)^(\d)\.")


def _body(carrier: Carrier) -> Span | None:
    spans = element(carrier.document, BODY)
    return Span(spans[0].start, spans[-1].end) if spans else None


def _runs(
    carrier: Carrier, marker: re.Pattern[str], upper: re.Pattern[str] | None
) -> list[list[re.Match[str]]]:
    """The markers of a level in the body, those below one heading together, in runs of two at least."""
    body = _body(carrier)
    if body is None:
        return []
    cuts = [m.start() for m in upper.finditer(carrier.text, body.start, body.end)] if upper else []
    runs: dict[int, list[re.Match[str]]] = {}
    for match in marker.finditer(carrier.text, body.start, body.end):
        runs.setdefault(sum(cut < match.start() for cut in cuts), []).append(match)
    return [run for run in runs.values() if len(run) > 1]


def _renumbered(
    marker: re.Pattern[str],
    upper: re.Pattern[str] | None,
    make: Callable[[list[re.Match[str]]], dict[int, int] | None],
) -> Way:
    """Other numbers for the markers of a run: *make* says which place gets which number; the first is the passage."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        runs = [(run, given) for run in _runs(carrier, marker, upper) if (given := make(run))]
        if not runs:
            return None
        run, given = rng.choice(runs)
        text = carrier.text
        first = min(given)
        for place in sorted(given, reverse=True):
            text = numbered(text, run[place], given[place])
        made = numbered(run[first][0], _at_zero(run[first]), given[first])
        start = run[first].start()
        return Injected(text, Span(start, start + len(made)))

    return way


def _at_zero(match: re.Match[str]) -> re.Match[str]:
    again = match.re.match(match[0])
    assert again is not None
    return again


def _last_goes_on(by: int) -> Callable[[list[re.Match[str]]], dict[int, int] | None]:
    return lambda run: {len(run) - 1: counted(run[-1]) + by} if counted(run[-1]) + by <= 9 else None


def _last_again(run: list[re.Match[str]]) -> dict[int, int] | None:
    return {len(run) - 1: counted(run[-2])}


def _last_two_turned(run: list[re.Match[str]]) -> dict[int, int] | None:
    return {len(run) - 2: counted(run[-1]), len(run) - 1: counted(run[-2])} if len(run) > 2 else None


def _turned_about(run: list[re.Match[str]]) -> dict[int, int] | None:
    return {n: counted(run[-1 - n]) for n in range(len(run))} if len(run) > 2 else None


def _third_is_first(run: list[re.Match[str]]) -> dict[int, int] | None:
    return {2: 1} if len(run) > 2 else None


def _one_more(marker: re.Pattern[str], upper: re.Pattern[str], words: str) -> Way:
    """One more paragraph behind the last of a run, with the same marker."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        last = [run[-1] for run in _runs(carrier, marker, upper)]
        lines = [(match, carrier.text.find("\n", match.end())) for match in last]
        found = [
            (match, end)
            for match, end in lines
            if end - match.end() > 14
            and carrier.text[end - 1] == "。"
            and not re.match(r"\n（?\d", carrier.text[end : end + 3])
        ]
        if not found:
            return None
        match, end = rng.choice(found)
        return put(carrier.text, Span(end, end), f"\n⟦{match[0]}⟧{words}")

    return way


def _remarked(pattern: re.Pattern[str], new: str, *, all_: bool = True) -> Way:
    """Markers of the body in another form, all of them or one by chance; the first is the passage."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        body = _body(carrier)
        found = list(pattern.finditer(carrier.text, body.start, body.end)) if body else []
        if not found:
            return None
        chosen = found if all_ else [rng.choice(found)]
        text = carrier.text
        for match in reversed(chosen[1:]):
            text = text[: match.start()] + _form(new, match) + text[match.end() :]
        return put(text, Span(*chosen[0].span()), f"⟦{_form(new, chosen[0])}⟧")

    return way


def _form(new: str, match: re.Match[str]) -> str:
    number = counted(match)
    return new.format(n=number, hanzi=HANZI[number])


def _below_second(new: str) -> Way:
    """Paragraphs behind one that begins with （一）, （二） …, itself a whole paragraph."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        body = _body(carrier)
        if body is None:
            return None
        places = re.finditer(
            r"(?m)^（[一二三四五六]）[^\n。]+。[^\n]+。$(?!\n（?\d)", carrier.text[body.start : body.end]
        )
        found = [body.start + match.end() for match in places]
        if not found:
            return None
        at = rng.choice(found)
        return put(carrier.text, Span(at, at), f"\n{new}")

    return way


def _only_first_level(carrier: Carrier) -> bool:
    body = _body(carrier)
    text = body.of(carrier.text) if body else ""
    return bool(_FIRST.search(text)) and not _SECOND.search(text) and not _THIRD.search(text)


def _two_levels(carrier: Carrier) -> bool:
    body = _body(carrier)
    text = body.of(carrier.text) if body else ""
    return bool(_FIRST.search(text)) and bool(_SECOND.search(text)) and not _THIRD.search(text)


def _one_lower(carrier: Carrier, rng: Random) -> Injected | None:
    """All markers one level lower than they should be."""
    if not _two_levels(carrier):
        return None
    body = _body(carrier)
    assert body is not None
    lines = _SECOND.sub(lambda m: f"{counted(m)}.", body.of(carrier.text))
    lines = _FIRST.sub(lambda m: f"（{m[1]}）", lines)
    at = lines.index("（一）")
    return put(carrier.text, body, f"{lines[:at]}⟦（一）⟧{lines[at + 3 :]}")


def _without_a_part(carrier: Carrier, rng: Random) -> Injected | None:
    """The second part of the body taken out, and the numbers of the others left."""
    body = _body(carrier)
    found = list(_FIRST.finditer(carrier.text, body.start, body.end)) if body else []
    if len(found) < 3 or [counted(match) for match in found[:3]] != [1, 2, 3]:
        return None
    return put(carrier.text, Span(found[1].start(), found[2].end()), "⟦三、⟧")


WAYS: dict[str, tuple[Way, ...]] = {
    "level_skipped": (
        if_text(_two_levels, _remarked(_SECOND, "（{n}）")),
        _below_second("⟦（1）⟧明确责任人员，建立工作机制。\n（2）明确完成时限，按月检查进度。"),
        _below_second("⟦（1）⟧已完成的部分。\n（2）正在进行的部分。\n（3）尚未启动的部分。"),
    ),
    "level_begins_too_low": (
        _one_lower,
        if_text(_only_first_level, _remarked(_FIRST, "（{hanzi}）")),
        if_text(_only_first_level, _remarked(_FIRST, "（{n}）")),
    ),
    "number_left_out": (
        _renumbered(_FIRST, None, _last_goes_on(1)),
        _renumbered(_SECOND, _FIRST, _last_goes_on(1)),
        _renumbered(_THIRD, _SECOND, _last_goes_on(2)),
        _without_a_part,
    ),
    "number_used_twice": (
        _renumbered(_FIRST, None, _last_again),
        _one_more(_SECOND, _FIRST, "加强统筹协调，及时研究解决工作中遇到的问题。"),
        _one_more(_THIRD, _SECOND, "及时研究解决工作中遇到的问题。"),
        _renumbered(_SECOND, _FIRST, _third_is_first),
    ),
    "numbers_out_of_order": (
        _renumbered(_FIRST, None, _last_two_turned),
        _renumbered(_FIRST, None, _turned_about),
        _renumbered(_SECOND, _FIRST, _turned_about),
    ),
    "first_level_with_other_mark": (
        _remarked(_FIRST, "{hanzi}。", all_=False),
        _remarked(_FIRST, "{hanzi}：", all_=False),
        _remarked(_FIRST, "{hanzi},"),
    ),
    "bracketed_marker_with_comma": (
        _remarked(_SECOND, "（{hanzi}） 、", all_=False),
        _remarked(_SECOND, "({hanzi})、", all_=False),
        swap("annexes", "(?m)^（([一二三])）", r"⟦（\1）、⟧"),
    ),
    "third_level_with_other_mark": (
        _remarked(_THIRD, "{n})", all_=False),
        _remarked(_THIRD, "{n}，"),
        _below_second("⟦1、⟧明确责任人员，建立工作机制。\n2、明确完成时限，按月检查进度。"),
    ),
    "marker_in_half_width_brackets": (
        _remarked(_SECOND, "({hanzi}）", all_=False),
        _remarked(_SECOND, "（{hanzi})"),
        swap("annexes", "(?m)^（([一二三])）", r"⟦(\1)⟧"),
    ),
    "heading_with_closing_mark": (
        remade(BODY, r"(?m)^[一二三四五]、[^。：\n]{2,24}$", lambda m: f"{m[0]}⟦：⟧"),
        remade(BODY, r"(?m)^[一二三四五]、[^。：\n]{2,24}$", lambda m: f"{m[0]}⟦；⟧"),
        remade(BODY, r"(?m)^[一二三四五]、[^。：\n]{2,24}$", lambda m: f"{m[0]}⟦，⟧", which=-1),
    ),
} | ANNEXES
