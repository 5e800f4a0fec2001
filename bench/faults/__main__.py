"""`python -m bench.faults`: how many faults the rules of hongtou find, and how often they speak without cause.

    python -m bench.faults                                  every kind, wordings A, B and C, and the carriers untouched
    python -m bench.faults --samples FOLDER                 and the held-out half of real documents
    python -m bench.faults --family elements --wordings a --show-misses

Exit codes: 0 every aim is met; 1 an aim is missed; 2 wrong arguments.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tools.console import say

from bench.faults import quiet
from bench.faults.judge import AIM, FEWEST, FLOOR, Tally, judge
from bench.faults.kinds import SEEN, THIRD, UNSEEN, kinds

_WORDINGS = {"a": SEEN, "unseen": UNSEEN, "third": THIRD}
_OTHER = "留作评判的文件里没有文种也没有字号的"
_CALLED = {SEEN: "A", UNSEEN: "B", THIRD: "C"}


def main(argv: Sequence[str] | None = None) -> int:
    """Judge, print, and say whether the aims are met."""
    wanted = _arguments(argv)
    sets = [_WORDINGS[wanted.wordings]] if wanted.wordings else [*_CALLED]
    tallies = {wordings: judge(wordings, wanted.family) for wordings in sets}
    noises = {"样文": quiet.of_carriers()}
    if wanted.samples:
        noises["留作评判的真实公文"], noises[_OTHER] = quiet.of_samples(wanted.samples)
    if wanted.format == "json":
        say(json.dumps(_as_json(tallies, noises), ensure_ascii=False, indent=2))
    else:
        say("\n".join(_lines(tallies, noises)))
        if wanted.show_misses:
            say("\n".join(_misses(tallies[SEEN])))
    return 0 if _is_met(tallies, noises) else 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.faults")
    families = sorted({kind.family for kind in kinds()})
    parser.add_argument("--family", action="append", default=[], choices=families, help="only this family")
    parser.add_argument(
        "--wordings", choices=tuple(_WORDINGS), help="only wordings A, B (unseen) or C (third)"
    )
    parser.add_argument("--samples", type=Path, help="a folder of real documents")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--show-misses", action="store_true", help="what was missed of wordings A")
    wanted = parser.parse_args(argv)
    if wanted.show_misses and wanted.wordings != "a":
        parser.error("--show-misses goes with --wordings a: nobody reads the others")
    if wanted.samples and not wanted.samples.is_dir():
        parser.error(f"no folder: {wanted.samples}")
    return wanted


def _share(tallies: Iterable[Tally]) -> tuple[int, int]:
    counted = list(tallies)
    return sum(t.hits for t in counted), sum(t.cases for t in counted)


def _recall(hits: int, cases: int) -> str:
    return "未测" if cases < FEWEST else f"{hits / cases:.3f}"


def _by_kind(tallies: dict[str, list[Tally]]) -> dict[str, dict[str, dict[str, Tally]]]:
    """Tallies by family, kind and wordings."""
    found: dict[str, dict[str, dict[str, Tally]]] = {}
    for wordings, counted in tallies.items():
        for tally in counted:
            found.setdefault(tally.kind.family, {}).setdefault(tally.kind.name, {})[wordings] = tally
    return found


def _lines(tallies: dict[str, list[Tally]], noises: dict[str, quiet.Noise]) -> Iterable[str]:
    by_kind = _by_kind(tallies)
    for family, of_family in by_kind.items():
        yield f"━━ {family}（{len(of_family)}种）"
        for name, by_wordings in of_family.items():
            shares = "  ".join(f"{_CALLED[w]} {t.hits:>2}/{t.cases:<2}" for w, t in by_wordings.items())
            yield f"  {shares}  {name}  {next(iter(by_wordings.values())).kind.says}"
        counts = []
        for wordings, counted in tallies.items():
            hits, cases = _share(t for t in counted if t.kind.family == family)
            counts.append(f"{_CALLED[wordings]} {hits}/{cases}")
        hits, cases = _share(t for counted in tallies.values() for t in counted if t.kind.family == family)
        yield f"  合计 {'，'.join(counts)}，查出率 {_recall(hits, cases)}（应不低于{FLOOR}）"
    hits, cases = _share(t for counted in tallies.values() for t in counted)
    total = sum(map(len, by_kind.values()))
    yield f"━━ 全部：{len(by_kind)}类{total}种，{hits}/{cases}，查出率 {_recall(hits, cases)}（目标{AIM}）"
    for name, noise in noises.items():
        codes = "，".join(f"{code} {count}" for code, count in noise.false.most_common())
        yield (
            f"━━ {name}{noise.documents}件，约{noise.pages:.0f}页：误报{noise.false.total()}处"
            f"（{codes or '无'}），每{quiet.PAGES}页{noise.per_twenty_pages:.2f}处；属实{noise.true}处，提示{noise.advice}处"
        )
        yield from (f"  {line}" for line in noise.lines)


def _misses(tallies: list[Tally]) -> Iterable[str]:
    for tally in tallies:
        for case in tally.missed:
            yield f"未查出 {tally.kind.name} 写法{case.way + 1} {case.carrier.name}：{case.passage()}"


def _as_json(tallies: dict[str, list[Tally]], noises: dict[str, quiet.Noise]) -> dict[str, Any]:
    return {
        "kinds": [
            {
                "family": tally.kind.family,
                "kind": tally.kind.name,
                "wordings": _CALLED[wordings],
                "hits": tally.hits,
                "cases": tally.cases,
            }
            for wordings, counted in tallies.items()
            for tally in counted
        ],
        "quiet": {
            name: {
                "documents": noise.documents,
                "pages": round(noise.pages, 1),
                "false": dict(noise.false),
                "true": noise.true,
                "advice": noise.advice,
                "per_twenty_pages": round(noise.per_twenty_pages, 2),
            }
            for name, noise in noises.items()
        },
    }


def _is_met(tallies: dict[str, list[Tally]], noises: dict[str, quiet.Noise]) -> bool:
    every = [tally for counted in tallies.values() for tally in counted]
    hits, cases = _share(every)
    by_family = (
        _share(t for t in every if t.kind.family == family) for family in {t.kind.family for t in every}
    )
    return (
        cases >= FEWEST
        and hits >= AIM * cases
        and all(h >= FLOOR * c for h, c in by_family if c >= FEWEST)
        and all(noise.per_twenty_pages <= 1 for name, noise in noises.items() if name != _OTHER)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
