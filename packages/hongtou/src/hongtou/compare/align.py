"""Which paragraph of the new text is which of the old one, and which of them moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hongtou.compare.likeness import Likeness

_LIKE = 0.4
_LEAST = 0.001
_MOVED_LIKE = 0.8
_SHORT_MOVED_LIKE = 0.85
_LONG_MOVED = 60
_SHORTEST_MOVED = 8
# So many paragraphs are held against each other in one stretch; in a longer one only those at about the same place.
_MOST_LOOKS = 20_000
_FEW_LOOKS = 10_000
_NARROWEST = 20
_LONGEST = 250
_MOST_PAIRS = 200_000


@dataclass(frozen=True, slots=True)
class Step:
    """One step through both texts: indexes of paragraphs, None on the side that has none."""

    old: int | None
    new: int | None


_Stretch = tuple[str, int, int, int, int]
"""An operation of difflib and the paragraphs of either text it is about."""


def align(old: Sequence[str], new: Sequence[str]) -> tuple[list[Step], dict[int, int]]:
    """Steps through both texts as ``steps_through`` finds them, and what moved as ``moves`` does."""
    like = Likeness(old, new)
    steps = steps_through(old, new, like)
    return steps, moves(old, new, steps, like)


def steps_through(old: Sequence[str], new: Sequence[str], like: Likeness) -> list[Step]:
    """Steps through both texts in order; alike paragraphs stand in one step.

    What stands unchanged at another place, or far more alike there than what stands here, is not paired here: `moves`
    finds it.
    """
    stretches = _stretches(old, new)
    away = _elsewhere(old, new, stretches)
    steps: list[Step] = []
    for tag, i1, i2, j1, j2 in stretches:
        if tag == "equal":
            steps.extend(Step(i1 + k, j1 + k) for k in range(i2 - i1))
        else:
            steps.extend(_pair_without(range(i1, i2), range(j1, j2), away, like))
    return _without_strangers(old, new, steps, like)


def moves(old: Sequence[str], new: Sequence[str], steps: Sequence[Step], like: Likeness) -> dict[int, int]:
    """Old index to new index of paragraphs that were taken out at one place and put in at another.

    They are the same, or so alike that it cannot be chance: what many paragraphs of these texts have in common
    (各乡镇要高度重视) weighs little, and a short paragraph must be nearly the same.
    """
    gone = [s.old for s in steps if s.new is None and s.old is not None and _may_move(old[s.old])]
    come = [s.new for s in steps if s.old is None and s.new is not None and _may_move(new[s.new])]
    found = _same(old, new, gone, come)
    taken = set(found.values())
    left, free = [i for i in gone if i not in found], [j for j in come if j not in taken]
    if not left or not free or len(left) * len(free) > _MOST_PAIRS:
        return found
    alike = sorted((-like.weighed(i, j), i, j) for i in left for j in free if like.plain(i, j) >= _MOVED_LIKE)
    for negative, i, j in alike:
        enough = _MOVED_LIKE if min(len(old[i]), len(new[j])) >= _LONG_MOVED else _SHORT_MOVED_LIKE
        if -negative >= enough and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _stretches(old: Sequence[str], new: Sequence[str]) -> list[_Stretch]:
    """What both texts share word for word, and the stretches between.

    In short texts only the beginning and the end are taken as they are: that a paragraph stands at two places must not
    keep others from being paired, when it is that one that moved.
    """
    shorter = min(len(old), len(new))
    head = next((k for k in range(shorter) if old[k] != new[k]), shorter)
    tail = next((k for k in range(shorter - head) if old[-1 - k] != new[-1 - k]), shorter - head)
    if (len(old) - head - tail) * (len(new) - head - tail) > _FEW_LOOKS:
        return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    i2, j2 = len(old) - tail, len(new) - tail
    cut: list[_Stretch] = [
        ("equal", 0, head, 0, head),
        ("replace", head, i2, head, j2),
        ("equal", i2, len(old), j2, len(new)),
    ]
    return cut


def _may_move(text: str) -> bool:
    return len(text) >= _SHORTEST_MOVED


def _same(old: Sequence[str], new: Sequence[str], gone: Iterable[int], come: Iterable[int]) -> dict[int, int]:
    """The paragraphs of *gone* that are word for word among *come*, in order."""
    by_text: dict[str, list[int]] = {}
    for j in sorted(come, reverse=True):
        by_text.setdefault(new[j], []).append(j)
    return {i: by_text[old[i]].pop() for i in gone if by_text.get(old[i])}


def _elsewhere(
    old: Sequence[str], new: Sequence[str], stretches: Sequence[_Stretch]
) -> tuple[frozenset[int], frozenset[int]]:
    """Old and new indexes of the paragraphs that stand word for word in two stretches that are parted by what both
    texts share."""
    changed = [stretch for stretch in stretches if stretch[0] != "equal"]
    if len(changed) < 2:
        return frozenset(), frozenset()
    gone = [i for _, i1, i2, _, _ in changed for i in range(i1, i2) if _may_move(old[i])]
    come = [j for _, _, _, j1, j2 in changed for j in range(j1, j2) if _may_move(new[j])]
    found = _same(old, new, gone, come)
    return frozenset(found), frozenset(found.values())


def _pair_without(
    olds: range,
    news: range,
    away: tuple[frozenset[int], frozenset[int]],
    like: Likeness,
) -> Iterator[Step]:
    """Pair what is alike within one changed stretch, those that are *away* alone."""
    left = [i for i in olds if i not in away[0]]
    right = [j for j in news if j not in away[1]]
    i, j = olds.start, news.start
    for step in _pair(left, right, like):
        while step.old is not None and i < step.old:
            yield Step(i, None)
            i += 1
        while step.new is not None and j < step.new:
            yield Step(None, j)
            j += 1
        yield step
        i, j = i + (step.old is not None), j + (step.new is not None)
    yield from (Step(rest, None) for rest in range(i, olds.stop))
    yield from (Step(None, rest) for rest in range(j, news.stop))


def _without_strangers(
    old: Sequence[str], new: Sequence[str], steps: list[Step], like: Likeness
) -> list[Step]:
    """The steps with pairs parted whose halves are little alike, when one of them has its own fellow elsewhere."""
    pairs = [s for s in steps if s.old is not None and s.new is not None and old[s.old] != new[s.new]]
    gone = [s.old for s in steps if s.new is None and s.old is not None]
    come = [s.new for s in steps if s.old is None and s.new is not None]
    if not pairs or not (gone or come) or len(pairs) * (len(gone) + len(come)) > _MOST_PAIRS:
        return steps

    parted = set()
    for step in pairs:
        i, j = step.old, step.new
        if i is None or j is None or like.plain(i, j) >= _MOVED_LIKE:
            continue
        left = _may_move(old[i]) and any(like.plain(i, k) >= _SHORT_MOVED_LIKE for k in come)
        if left or (_may_move(new[j]) and any(like.plain(k, j) >= _SHORT_MOVED_LIKE for k in gone)):
            parted.add(step)
    return [
        each
        for step in steps
        for each in ((Step(step.old, None), Step(None, step.new)) if step in parted else (step,))
    ]


def _pair(olds: Sequence[int], news: Sequence[int], like: Likeness) -> Iterator[Step]:
    """Pair what is alike of *olds* and *news*, in order, so that the sum of likeness is greatest.

    Likeness is squared, and what many paragraphs have in common weighs little in it: one paragraph that is the same
    beats several that follow one pattern.
    """
    rows, columns = len(olds), len(news)
    if not rows or not columns:
        yield from (Step(i, None) for i in olds)
        yield from (Step(None, j) for j in news)
        return
    if (parts := max(rows, columns) // _LONGEST) > 1:
        # So long a stretch is cut alike in both texts: what is alike stands at about the same place.
        for part in range(parts):
            left = olds[part * rows // parts : (part + 1) * rows // parts]
            yield from _pair(left, news[part * columns // parts : (part + 1) * columns // parts], like)
        return
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    worth = [[0.0] * columns for _ in range(rows)]
    band = max(_NARROWEST, _MOST_LOOKS // rows // 2)
    for a in range(rows - 1, -1, -1):
        middle = a * columns // rows
        for b in range(columns - 1, -1, -1):
            i, j = olds[a], news[b]
            if abs(b - middle) <= band and (plain := like.plain(i, j)) >= _LIKE:
                same = like.old[i] == like.new[j]
                worth[a][b] = 1.0 if same else like.weighed(i, j) ** 2 + _LEAST * plain
            paired = worth[a][b] + best[a + 1][b + 1] if worth[a][b] else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    a = b = 0
    while a < rows or b < columns:
        together = a < rows and b < columns and worth[a][b] > 0
        if together and best[a][b] == worth[a][b] + best[a + 1][b + 1]:
            yield Step(olds[a], news[b])
            a, b = a + 1, b + 1
        elif a < rows and (b == columns or best[a][b] == best[a + 1][b]):
            yield Step(olds[a], None)
            a += 1
        else:
            yield Step(None, news[b])
            b += 1
