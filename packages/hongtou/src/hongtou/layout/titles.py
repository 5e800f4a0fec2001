"""Breaking a title: words stay whole, and the lines form a trapezoid or a diamond (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from itertools import accumulate, combinations, pairwise
from pathlib import Path

from hongtou.layout.breaking import NEVER_FIRST, NEVER_LAST, atoms_of
from hongtou.layout.metrics import halves_of

_AFTER = (
    "转发",
    "印发",
    "批转",
    "公布",
    "发布",
    "废止",
    "的",
    "和",
    "与",
    "及",
    "等",
    "、",
    "制度",
    "机制",
    "体系",
    "工作",
    "》",
    "”",
    "）",
)
_BEFORE = (
    "关于",
    "转发",
    "印发",
    "批转",
    "《",
    "“",
    "工作",
    "实施",
    "管理",
    "若干",
    "指导",
    "情况",
    "方案",
)
_TAILS = (
    "的通知",
    "的意见",
    "的请示",
    "的报告",
    "的批复",
    "的决定",
    "的通报",
    "的函",
    "的复函",
    "的通告",
    "的公告",
)
_THE_OTHERS = ("部门", "单位", "机关", "有关", "几", *"一二两三四五六七八九十0123456789")
_ORGANS = ("委员会", "人民政府", "办公室", "办公厅", "领导小组", "指挥部", "局", "部", "厅", "院")
_WORDS = frozenset(tomllib.loads((Path(__file__).parent / "titles.toml").read_text("utf-8"))["words"].split())
"""Words that titles of documents are made of: a line does not end within one."""
_LONGEST_WORD = max(map(len, _WORDS))
MOST_LINES = 5
_WITHIN = 60
_ONE_MORE = 10
"""What one line more than needed costs; a bad break costs more."""


def _width(piece: str) -> int:
    return sum(map(halves_of, piece))


def break_title(title: str, *, halves: int, width: Callable[[str], int] = _width) -> tuple[str, ...]:
    """The lines of *title* in a measure of *halves* half cells of its own size; a title that fits stays whole.

    *width* tells the half cells of a word. No line begins or ends with a blank, so that the lines joined are the
    title again.

    Of all ways to part it between words, the one whose line lengths step evenly towards one side or bulge in
    the middle is taken. Raises ValueError when more than `MOST_LINES` lines would be needed.
    """
    pieces = [atom.text for atom in atoms_of(title)]
    widths = [2 if len(piece) == 1 and halves_of(piece) == 2 else width(piece) for piece in pieces]
    if sum(widths) <= halves:
        return (title,)
    cuts = _cuts(pieces)
    fewest = -(-sum(widths) // halves)
    best: tuple[float, tuple[str, ...]] | None = None
    for count in range(fewest, MOST_LINES + 1):
        best = _best(pieces, widths, cuts, count, halves, _ONE_MORE * (count - fewest), best)
        if best is not None and count > fewest:
            break
    if best is not None:
        return best[1]
    raise ValueError(f"标题太长：{title[:40]}")


def _cuts(pieces: Sequence[str]) -> dict[int, int]:
    """Where the title may be parted (index of the piece that begins the next line), and what it costs."""
    text, costs = "".join(pieces), dict[int, int]()
    offset = 0
    for index, piece in enumerate(pieces):
        blank = index and (piece.isspace() or pieces[index - 1].isspace())
        if index and not blank and piece[0] not in NEVER_FIRST and pieces[index - 1][-1] not in NEVER_LAST:
            costs[index] = _cost(text, offset)
        offset += len(piece)
    between_words = {index: cost for index, cost in costs.items() if cost < _WITHIN}
    return between_words if len(between_words) >= MOST_LINES else costs


def _cost(text: str, at: int) -> int:
    """How much a break before character *at* hurts: 0 between phrases, much inside a word."""
    before, after = text[:at], text[at:]
    if any(after.startswith(tail) for tail in _TAILS):
        return 12
    if before.endswith(_ORGANS) and after.startswith(("关于", "转发", "印发", "批转")):
        return 0
    if before.endswith("关于"):
        return 14
    if before.endswith("等") and after.startswith(_THE_OTHERS):
        return 30
    if (before.endswith(_AFTER) or after.startswith(_BEFORE)) and not _within_word(text, at):
        return 4
    if _within_word(text, at):
        return _WITHIN
    return 16 if _word_ends(before) or _word_begins(after) else 30


def _within_word(text: str, at: int) -> bool:
    starts = range(max(0, at - _LONGEST_WORD + 1), at)
    return any(
        text[start:end] in _WORDS for start in starts for end in range(at + 1, start + _LONGEST_WORD + 1)
    )


def _word_ends(before: str) -> bool:
    return any(before[-length:] in _WORDS for length in range(2, _LONGEST_WORD + 1))


def _word_begins(after: str) -> bool:
    return any(after[:length] in _WORDS for length in range(2, _LONGEST_WORD + 1))


def _best(
    pieces: Sequence[str],
    widths: Sequence[int],
    cuts: dict[int, int],
    count: int,
    halves: int,
    extra: int,
    best: tuple[float, tuple[str, ...]] | None,
) -> tuple[float, tuple[str, ...]] | None:
    """The best of *best* and every way into *count* lines that fit, which cost *extra* beside."""
    until = [0, *accumulate(widths)]
    for chosen in combinations(cuts, count - 1):
        cost: float = extra + sum(map(cuts.__getitem__, chosen))
        if best is not None and cost > best[0]:
            continue  # no shape makes up for its breaks
        edges = (0, *chosen, len(pieces))
        lengths = [until[b] - until[a] for a, b in pairwise(edges)]
        if max(lengths) > halves:
            continue
        cost += _shape(lengths, halves)
        if best is None or cost <= best[0]:
            way = cost, tuple("".join(pieces[a:b]) for a, b in pairwise(edges))
            best = way if best is None else min(best, way)
    return best


def _shape(lengths: Sequence[int], halves: int) -> float:
    """How far the lengths are from a trapezoid or a diamond; equal lines (a rectangle) and hourglasses cost."""
    steps = [b - a for a, b in pairwise(lengths)]
    shapeless = 0
    if min(steps, default=0) < 0 < max(steps, default=0):
        peak = lengths.index(max(lengths))
        diamond = min(steps[:peak], default=1) > 0 > max(steps[peak:], default=-1)
        shapeless = 0 if diamond else 20
    rectangle = 6 * sum(1 for s in steps if s == 0)
    uneven = sum(abs(s) / 4 for s in steps) + (max(lengths) - min(lengths)) / 8
    crowded = 2 if max(lengths) > halves - 2 else 0
    return shapeless + rectangle + uneven + crowded
