"""Which paragraph of the new text is which of the old one, and which of them moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_LIKE = 0.4
_SHORT = 20
_MOVED_LIKE = 0.8
_SHORTEST_MOVED = 8
# So many paragraphs are held against each other in one stretch; in a longer one only those at about the same place.
_MOST_LOOKS = 40_000
_NARROWEST = 20
_MOST_CELLS = 1_000_000
_MOST_PAIRS = 200_000


@dataclass(frozen=True, slots=True)
class Step:
    """One step through both texts: indexes of paragraphs, None on the side that has none."""

    old: int | None
    new: int | None


def align(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """Steps through both texts in order; alike paragraphs stand in one step."""
    steps: list[Step] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            steps.extend(Step(i1 + k, j1 + k) for k in range(i2 - i1))
        else:
            steps.extend(_pair(old, new, range(i1, i2), range(j1, j2)))
    return steps


def moves(old: Sequence[str], new: Sequence[str], steps: Sequence[Step]) -> dict[int, int]:
    """Old index to new index of paragraphs that were taken out at one place and put in at another."""
    gone = [
        s.old for s in steps if s.new is None and s.old is not None and len(old[s.old]) >= _SHORTEST_MOVED
    ]
    come = [
        s.new for s in steps if s.old is None and s.new is not None and len(new[s.new]) >= _SHORTEST_MOVED
    ]
    found: dict[int, int] = {}
    by_text: dict[str, list[int]] = {}
    for j in reversed(come):
        by_text.setdefault(new[j], []).append(j)
    for i in gone:
        if by_text.get(old[i]):
            found[i] = by_text[old[i]].pop()
    taken = set(found.values())
    grams = {j: _grams(new[j]) for j in come if j not in taken}
    if len(gone) * len(grams) > _MOST_PAIRS:
        return found
    for i in (i for i in gone if i not in found):
        mine = _grams(old[i])
        best = max(((_dice(mine, theirs), -j) for j, theirs in grams.items()), default=(0.0, 0))
        if best[0] >= _MOVED_LIKE:
            found[i] = -best[1]
            del grams[-best[1]]
    return found


def _pair(old: Sequence[str], new: Sequence[str], olds: range, news: range) -> Iterator[Step]:
    """Pair what is alike within one changed stretch, in order, so that the sum of likeness is greatest."""
    rows, columns = len(olds), len(news)
    if not rows or not columns or rows * columns > _MOST_CELLS:
        yield from (Step(i, None) for i in olds)
        yield from (Step(None, j) for j in news)
        return
    theirs = [_grams(new[j]) for j in news]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    like = [[0.0] * columns for _ in range(rows)]
    band = max(_NARROWEST, _MOST_LOOKS // rows // 2)
    for a in range(rows - 1, -1, -1):
        mine = _grams(old[olds[a]])
        middle = a * columns // rows
        for b in range(columns - 1, -1, -1):
            if abs(b - middle) <= band:
                like[a][b] = _dice(mine, theirs[b])
            paired = like[a][b] + best[a + 1][b + 1] if like[a][b] >= _LIKE else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    a = b = 0
    while a < rows or b < columns:
        together = a < rows and b < columns and like[a][b] >= _LIKE
        if together and best[a][b] == like[a][b] + best[a + 1][b + 1]:
            yield Step(olds[a], news[b])
            a, b = a + 1, b + 1
        elif a < rows and (b == columns or best[a][b] == best[a + 1][b]):
            yield Step(olds[a], None)
            a += 1
        else:
            yield Step(None, news[b])
            b += 1


def _grams(text: str) -> frozenset[str]:
    """What likeness counts: neighbouring characters, and in a short paragraph the single ones as well."""
    pairs = frozenset(map("".join, zip(text, text[1:], strict=False)))
    return pairs | frozenset(text) if len(text) <= _SHORT else pairs


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0
