"""版记: copies, printing office and day between rules, at the foot of the last page (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hongtou.layout.breaking import Line
from hongtou.layout.grid import BOTTOM, LEFT, RIGHT, SIZE_4_PT, WIDTH, mm
from hongtou.layout.page import Rule, Run
from hongtou.layout.setting import Setter
from hongtou.manuscript import Manuscript, addressed, date_text

CELL_4 = mm(SIZE_4_PT)
PITCH_4 = CELL_4 * (1 + 7 / 8)
OUTER, INNER = 0.35, 0.25
_HALVES = int((WIDTH - 2 * CELL_4) / (CELL_4 / 2) + 1e-6)


@dataclass(frozen=True, slots=True)
class ImprintPlan:
    """What stands in the 版记: the broken lines of 主送 and 抄送, the printing office and day, and whether rules part
    them: a letter has none (10.1)."""

    lines: tuple[Line, ...]
    office: str
    day: str
    ruled: bool = True

    @property
    def height(self) -> float:
        """How much of the last page it takes, in mm; 0 when there is none."""
        return (len(self.lines) + bool(self.office or self.day)) * PITCH_4


def plan_imprint(setter: Setter, copy: Manuscript, *, addressees: bool, ruled: bool = True) -> ImprintPlan:
    """The 版记 of *copy*; with *addressees*, 主送 stands above 抄送 without a rule between them (7.4.2). Where it is not
    *ruled*, it names neither printing office nor day (10.1)."""
    lines: list[Line] = []
    for label, organs in (
        ("主送：", addressed(copy.addressees) if addressees else ""),
        ("抄送：", "，".join(copy.copy_to)),
    ):
        if organs:
            lines += setter.lines(f"{label}{organs}。", halves=_HALVES, rest=setter.halves(label))
    if not ruled:
        return ImprintPlan(tuple(lines), "", "", ruled=False)
    day = f"{date_text(copy.printing_date)}印发" if copy.printing_date else ""
    return ImprintPlan(tuple(lines), copy.printing_office, day)


def imprint(setter: Setter, plan: ImprintPlan) -> Iterator[Run | Rule]:
    """The lines and rules; the last rule lies on the lower edge of the type area (7.4.1)."""
    if not plan.height:
        return
    top = BOTTOM - plan.height
    inset = (PITCH_4 - CELL_4) / 2
    if plan.ruled:
        yield Rule(LEFT, top, RIGHT, top, OUTER)
    for index, line in enumerate(plan.lines):
        y = top + index * PITCH_4 + inset
        yield from setter.line(line, x=LEFT + CELL_4, top=y, half=CELL_4 / 2, size_pt=SIZE_4_PT)
    y = BOTTOM - PITCH_4
    if plan.lines and (plan.office or plan.day):
        yield Rule(LEFT, y, RIGHT, y, INNER)
    if plan.office:
        yield setter.text(plan.office, x=LEFT + CELL_4, top=y + inset, size_pt=SIZE_4_PT)
    if plan.day:
        x = RIGHT - CELL_4 - setter.length(plan.day, CELL_4)
        yield setter.text(plan.day, x=x, top=y + inset, size_pt=SIZE_4_PT)
    if plan.ruled:
        yield Rule(LEFT, BOTTOM, RIGHT, BOTTOM, OUTER)
