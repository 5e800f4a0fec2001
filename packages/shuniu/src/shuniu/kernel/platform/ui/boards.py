"""Boards of figures: a table for each question, a simple chart beside it, and a list behind each figure."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.platform.ui.desks import Figure
from shuniu.kernel.platform.ui.fields import Hidden
from shuniu.kernel.platform.ui.lists import FilterForm, Tab
from shuniu.kernel.platform.ui.parts import Light, Link

WIDTH, HEIGHT, FOOT, HEAD = 720, 200, 24, 18
"""A chart in its own units: the whole of it, the labels below and the figures above the bars."""
MOST_BARS = 16


@dataclass(frozen=True)
class Num:
    """One figure of a table; with an address it opens the list behind it. `light` says in a word how it stands."""

    text: str
    href: str = ""
    light: Light | None = None


@dataclass(frozen=True)
class FigureRow:
    """One line of a table: what it is about, and its figures in the order of the heads."""

    label: str
    numbers: tuple[Num, ...]
    href: str = ""
    note: str = ""
    total: bool = False


@dataclass(frozen=True)
class Bar:
    """Two values side by side under one label: this year's and last year's, planned and issued. None: not drawn."""

    label: str
    first: int
    second: int | None = None


@dataclass(frozen=True)
class Rect:
    """One bar as it is drawn: its place, its size, the figure above it."""

    series: int
    x: float
    y: float
    width: float
    height: float
    value: int

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def above(self) -> float:
        return self.y - 4


@dataclass(frozen=True)
class Chart:
    """Bars over a common foot; the table beside it says the same, so that nobody depends on the drawing."""

    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]

    def __post_init__(self) -> None:
        if len(self.bars) > MOST_BARS:
            raise ValueError(f"a chart has at most {MOST_BARS} bars, {self.title} has {len(self.bars)}")

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"

    @property
    def foot(self) -> int:
        return HEIGHT - FOOT

    @property
    def right(self) -> int:
        return WIDTH

    @property
    def rects(self) -> tuple[Rect, ...]:
        """Every bar, scaled so that the highest fills the chart."""
        highest = max((max(b.first, b.second or 0) for b in self.bars), default=0) or 1
        step = WIDTH / max(1, len(self.bars))
        count = len(self.series)
        width = round(min(28.0, step * 0.7 / count), 1)
        found = []
        for at, bar in enumerate(self.bars):
            values = (bar.first, bar.second)[:count]
            left = step * (at + 0.5) - width * count / 2
            for series, value in enumerate(values):
                if value is None:
                    continue
                height = round((HEIGHT - FOOT - HEAD) * value / highest, 1)
                found.append(
                    Rect(
                        series + 1,
                        round(left + series * width, 1),
                        round(HEIGHT - FOOT - height, 1),
                        width - 2,
                        height,
                        value,
                    )
                )
        return tuple(found)

    @property
    def labels(self) -> tuple[tuple[float, str], ...]:
        """The middle of each group and what it is called."""
        step = WIDTH / max(1, len(self.bars))
        return tuple((round(step * (at + 0.5), 1), bar.label) for at, bar in enumerate(self.bars))

    @property
    def foot_of_labels(self) -> int:
        return HEIGHT - 6


@dataclass(frozen=True)
class FigureTable:
    """One question: its heads (the first names the lines), its lines, a chart beside it, the rules it answers to.

    Raises ValueError when a line does not fit the heads.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    chart: Chart | None = None
    note: str = ""
    bases: tuple[Basis, ...] = ()
    empty: str = "没有可以列出的。"

    def __post_init__(self) -> None:
        if any(len(row.numbers) != len(self.heads) - 1 for row in self.rows):
            raise ValueError(f"a line of {self.title} does not fit its {len(self.heads)} heads")


@dataclass(frozen=True)
class Press:
    """A button that is posted, with what it says to whoever receives it."""

    label: str
    action: str
    hidden: tuple[Hidden, ...] = ()


@dataclass(frozen=True)
class FigureBoard:
    """A board: the figures that matter, then a table for each question. `standing` says in one line how things stand,
    with what to do about it in `ways`."""

    title: str
    figures: tuple[Figure, ...]
    tables: tuple[FigureTable, ...]
    note: str = ""
    standing: Light | None = None
    advice: str = ""
    ways: tuple[Link, ...] = ()
    tabs: tuple[Tab, ...] = ()
    filter: FilterForm | None = None
    press: Press | None = None
    exports: tuple[Link, ...] = ()
