"""保密 in the demo: the 机要件占位登记簿 of both offices, kept by the one who is 保密员 in both."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.office_clock import MINUTES_A_DAY

KEEPER, CLERK = "ning_yashu", "xi_mengyao"


@dataclass(frozen=True)
class Kept:
    """A confidential paper: how many working days ago it came, from whom in general, where it lies, and after how many
    working days it was given back (0: it is still there) or went to the clerk's safe."""

    ago: int
    source: str
    place: str
    back_after: int = 0
    to_clerk_after: int = 0


PAPERS = (
    Kept(168, "party", "保密室1号柜", back_after=20),
    Kept(131, "government", "保密室1号柜", back_after=42),
    Kept(96, "superior", "保密室2号柜", back_after=15),
    Kept(60, "party", "保密室1号柜", back_after=33),
    Kept(41, "military", "保密室3号柜"),
    Kept(22, "party", "保密室1号柜", to_clerk_after=2),
    Kept(9, "superior", "保密室2号柜"),
    Kept(2, "government", "保密室1号柜"),
)


def keep_room(stage: Stage, unit: str) -> Course:
    """What came to *unit* in the year, in the order of time: received, handed over, given back."""
    end = stage.clock.end
    steps = sorted(_steps(), key=lambda step: -step[0])
    lines: dict[Kept, int] = {}
    for place, (ago, what, paper) in enumerate(steps):
        yield stage.clock.moment(end - ago * MINUTES_A_DAY + 35 + place % 7 * 40)
        keeper, clerk = stage.post(KEEPER, unit), stage.post(CLERK, unit)
        if what == "receive":
            done = stage.do(
                "confidential.room.receive",
                KEEPER,
                unit,
                source=paper.source,
                place=paper.place,
                signed_by=keeper,
                keeper=keeper,
            )
            lines[paper] = int(done.result["line"])
        elif what == "hand_over":
            stage.do(
                "confidential.room.hand_over",
                KEEPER,
                unit,
                line=lines[paper],
                keeper=clerk,
                place="文书科保密柜",
            )
        else:
            stage.do("confidential.room.give_back", KEEPER, unit, line=lines[paper], returned_by=keeper)


def _steps() -> list[tuple[int, str, Kept]]:
    """(working days ago, what is done, with which paper)."""
    found = [(paper.ago, "receive", paper) for paper in PAPERS]
    found += [(p.ago - p.back_after, "give_back", p) for p in PAPERS if p.back_after]
    found += [(p.ago - p.to_clerk_after, "hand_over", p) for p in PAPERS if p.to_clerk_after]
    return found
