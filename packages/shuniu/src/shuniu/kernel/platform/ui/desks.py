"""What a person sees first: the workbench, boards, and the leader's page."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.platform.ui.details import TimelineEntry
from shuniu.kernel.platform.ui.drafting import Redline
from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.lists import ListPage, Tab
from shuniu.kernel.platform.ui.messages import RefusalPanel
from shuniu.kernel.platform.ui.papers import Paper, PaperTab
from shuniu.kernel.platform.ui.parts import Colour, Empty, Fact, Light, Link


@dataclass(frozen=True)
class TodoItem:
    """One task: the verb that is asked for, of what, from whom, until when."""

    verb: str
    title: str
    href: str
    light: Light
    due: str = ""
    source: str = ""
    urgent: str = ""
    marks: tuple[str, ...] = ()
    unread: bool = False


@dataclass(frozen=True)
class TodoGroup:
    """Tasks of one nearness: 已逾期, 今天到期, 本周到期, 以后."""

    label: str
    items: tuple[TodoItem, ...]
    count: str = ""
    alarming: bool = False
    more_href: str = ""


@dataclass(frozen=True)
class TodayItem:
    """Something of today: a deadline, a meeting, an answer awaited."""

    time: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Workbench:
    """工作台: 待办 by urgency and deadline; 在办, 已办 as tabs; 今天 at the side."""

    today: str
    tabs: tuple[Tab, ...]
    groups: tuple[TodoGroup, ...]
    empty: Empty
    agenda: tuple[TodayItem, ...] = ()
    waiting: tuple[TodoItem, ...] = ()
    waiting_href: str = ""
    starts: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One number that means something, and the list behind it."""

    label: str
    value: str
    href: str = ""
    light: Light | None = None
    note: str = ""


@dataclass(frozen=True)
class BoardRow:
    """One unit (never one person) with its counts in the order of the lights red, yellow, green, grey."""

    label: str
    href: str
    counts: tuple[int, int, int, int]
    note: str = ""

    @property
    def bars(self) -> tuple[tuple[Colour, int, int], ...]:
        """Each light with its start and width in hundredths of the row, for an SVG bar."""
        total = sum(self.counts) or 1
        edges = [round(100 * sum(self.counts[:n]) / total) for n in range(5)]
        order = (Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.GREY)
        return tuple(
            (colour, edges[n], edges[n + 1] - edges[n])
            for n, colour in enumerate(order)
            if edges[n + 1] > edges[n]
        )


@dataclass(frozen=True)
class Board:
    """A board: a few figures, the units by their lights, and the list that asks for action."""

    title: str
    figures: tuple[Figure, ...]
    rows: tuple[BoardRow, ...]
    rows_label: str = "承办单位"
    listing: ListPage | None = None
    main: Link | None = None
    exports: tuple[Link, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Reply:
    """One of the leader's answers (圈阅, 同意, 批示, 退回), sent as `name`=`value` beside the opinion.

    With `needs_words` the first press opens the box to write in: a 批示 or a 退回 without words says nothing.
    """

    label: str
    name: str
    value: str
    filled: bool = False
    needs_words: bool = False


@dataclass(frozen=True)
class LeaderPage:
    """One document at a time in large type: 摘要, 拟办 (or 核稿意见), 花脸 where it was changed, 原文; three presses at
    most.

    `note` says what to know before answering, or why there is nothing to answer; `whole` leads to the matter.
    """

    title: str
    number: str
    position: str
    light: Light
    summary: tuple[str, ...]
    facts: tuple[Fact, ...]
    proposal: TimelineEntry | None
    paper: Paper
    action: str
    replies: tuple[Reply, ...]
    opinion: Field | None = None
    hand: str = ""
    earlier: tuple[TimelineEntry, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    urgent: str = ""
    marks: tuple[str, ...] = ()
    next_href: str = ""
    prev_href: str = ""
    note: str = ""
    whole: Link | None = None
    refusal: RefusalPanel | None = None
    proposal_label: str = "拟办"
    redline: Redline | None = None

    @property
    def originals(self) -> tuple[PaperTab, ...]:
        """The paper below the words; the summary stands above already."""
        return tuple(tab for tab in self.paper.tabs if tab.key != "summary")
