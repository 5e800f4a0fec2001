"""版头: copy number, urgency, the red mark, number or signatories, the red rule (GB/T 9704-2012, 7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from hongtou.fonts import Face
from hongtou.layout.grid import CELL, LEFT, PITCH, RIGHT, SIZE_3_PT, TOP, WIDTH, line_top, mm
from hongtou.layout.page import Colour, Rule, Run
from hongtou.layout.setting import Setter
from hongtou.manuscript import Manuscript

MARK_DROP = 35.0
"""The mark's upper edge below the upper edge of the type area (7.2.4)."""
RULE_GAP = 4.0
RULE_THICKNESS = 0.8
PER_LINE = 2
"""Signatories on one line (7.2.6)."""
NARROWEST = 0.65
"""How far a mark may be narrowed before it is set smaller."""
_LABEL = "签发人："

# The standard gives the mark no size (7.2.4). One organ's fills what lies between its upper edge and the line
# before the two free ones; the names of several are smaller, and smaller still when the body would not begin.
_SIZE = 5 * PITCH - MARK_DROP
STACKED_SIZES = (12.0, 10.5, 9.0, 7.5, 6.0)
STEP = 1.25
"""From one name of a joint mark to the next, in their height."""
SUFFIX = 1.2
"""The height of 文件 beside them, in theirs."""
BESIDE = 4.0
"""The gap between the names and 文件, in mm."""


@dataclass(frozen=True, slots=True)
class HeadPlan:
    """How high a name of the mark and the whole mark are (mm), and on which grid line 发文字号 or the first of
    *rows* lines of signatories stands."""

    size: float
    height: float
    first_line: int
    rows: int

    @property
    def rule_y(self) -> float:
        """The red rule: 4 mm below the number (7.2.7)."""
        return line_top(self.first_line + self.rows - 1) + CELL + RULE_GAP

    @property
    def title_top(self) -> float:
        """The first grid line with at least two free ones between it and the rule (7.3.1)."""
        return line_top(ceil((self.rule_y + 2 * PITCH - TOP) / PITCH - 1e-9))


def head_plans(setter: Setter, copy: Manuscript) -> Iterator[HeadPlan]:
    """The possible heads, the most stately first."""
    rows = max(1, ceil(len(copy.signatories) / PER_LINE))
    if len(copy.issuers) <= 1:
        natural = setter.length(_name(copy) + copy.mark_suffix, 1.0, Face.XIAOBIAOSONG)
        size = min(_SIZE, WIDTH / (natural * NARROWEST)) if natural else _SIZE
        yield _plan(size, size, rows)
        return
    for size in STACKED_SIZES:
        yield _plan(size, stacked_height(size, len(copy.issuers)), rows)


def stacked_height(size: float, names: int) -> float:
    """How high so many *names* of a joint mark are, each of height *size*."""
    return size * (STEP * (names - 1) + 1)


def _plan(size: float, height: float, rows: int) -> HeadPlan:
    return HeadPlan(size, height, ceil((MARK_DROP + height) / PITCH - 1e-9) + 2, rows)


def head(setter: Setter, copy: Manuscript, plan: HeadPlan) -> Iterator[Run | Rule]:
    """Everything above the red rule, and the rule."""
    for index, text in enumerate(t for t in (copy.copy_number, str(copy.urgency or "")) if t):
        face = Face.FANGSONG if text == copy.copy_number else Face.HEITI
        yield setter.text(text, x=LEFT, top=line_top(index), size_pt=SIZE_3_PT, face=face, cell=CELL)
    yield from mark(setter, copy, plan.size, MARK_DROP)
    yield from _number_and_signatories(setter, copy, plan)
    yield Rule(LEFT, plan.rule_y, RIGHT, plan.rule_y, RULE_THICKNESS, Colour.RED)


def _name(copy: Manuscript) -> str:
    return copy.issuers[0] if copy.issuers else ""


def mark(setter: Setter, copy: Manuscript, size: float, drop: float) -> Iterator[Run]:
    """One organ: its name and 文件 on one line. Several: the names stacked, all as wide as the longest, 文件 beside
    them, centred on them. The highest ink of the first line stands *drop* below the upper edge (7.2.4)."""
    suffix = copy.mark_suffix
    if len(copy.issuers) <= 1:
        text = _name(copy) + suffix
        natural = setter.length(text, size, Face.XIAOBIAOSONG)
        measure = min(WIDTH, natural)
        if copy.issuers:
            yield red(setter, text, LEFT + (WIDTH - measure) / 2, measure, TOP + drop, size)
        return
    big = size * SUFFIX
    beside = setter.length(suffix, big, Face.XIAOBIAOSONG) + BESIDE if suffix else 0.0
    longest = max(setter.length(name, size, Face.XIAOBIAOSONG) for name in copy.issuers)
    measure = min(WIDTH - beside, longest)
    start = LEFT + (WIDTH - measure - beside) / 2
    for index, name in enumerate(copy.issuers):
        yield red(setter, name, start, measure, TOP + drop + index * size * STEP, size)
    if suffix:
        top = TOP + drop + (stacked_height(size, len(copy.issuers)) - big) / 2
        yield red(setter, suffix, start + measure + BESIDE, beside - BESIDE, top, big)


def red(setter: Setter, text: str, x: float, measure: float, top: float, size: float) -> Run:
    """*text* of height *size* in a measure whose highest ink is at *top*: narrowed when it is too long, spread
    when it is shorter."""
    natural = setter.advances(text, size, Face.XIAOBIAOSONG)
    narrow = min(1.0, measure / sum(natural))
    spare = (measure - sum(natural) * narrow) / (len(text) - 1) if len(text) > 1 else 0.0
    advances = [width * narrow + spare for width in natural]
    advances[-1] -= spare
    return Run(
        text=text,
        x=x,
        y=top + setter.metrics.ink_top(Face.XIAOBIAOSONG, text) * size,
        size_pt=size / mm(1),
        face=Face.XIAOBIAOSONG,
        advances=tuple(advances),
        colour=Colour.RED,
        narrow=narrow,
        shifts=tuple((n, 0.0) for n in range(len(text))) if spare else (),
    )


def _number_and_signatories(setter: Setter, copy: Manuscript, plan: HeadPlan) -> Iterator[Run]:
    number = str(copy.number) if copy.number else ""
    last = line_top(plan.first_line + plan.rows - 1)
    if not copy.upward:
        if number:
            x = LEFT + (WIDTH - setter.length(number, CELL)) / 2
            yield setter.text(number, x=x, top=last, size_pt=SIZE_3_PT, cell=CELL)
        return
    if number:
        yield setter.text(number, x=LEFT + CELL, top=last, size_pt=SIZE_3_PT, cell=CELL)
    widths = [
        max(setter.length(name, CELL, Face.KAITI) for name in copy.signatories[column::PER_LINE])
        for column in range(min(PER_LINE, len(copy.signatories)))
    ]
    x = RIGHT - CELL - sum(widths) - CELL * (len(widths) - 1)
    label = setter.length(_LABEL, CELL)
    top = line_top(plan.first_line)
    yield setter.text(_LABEL, x=x - label, top=top, size_pt=SIZE_3_PT, cell=CELL)
    for index, name in enumerate(copy.signatories):
        row, column = divmod(index, PER_LINE)
        left = x + sum(widths[:column]) + CELL * column
        yield _person(setter, name, left, line_top(plan.first_line + row), widths[column])


def _person(setter: Setter, name: str, x: float, top: float, measure: float) -> Run:
    """A name in 楷体; one of two characters is spread over three cells when others beside it have three."""
    advances = list(setter.advances(name, CELL, Face.KAITI))
    if len(name) == 2 and measure > sum(advances):
        advances[0] = min(measure, 3 * CELL) - advances[1]
    run = setter.text(name, x=x, top=top, size_pt=SIZE_3_PT, face=Face.KAITI, cell=CELL)
    shifts = ((0, 0.0),) if len(name) == 2 else ()
    return Run(run.text, x, run.y, run.size_pt, run.face, tuple(advances), shifts=shifts)
