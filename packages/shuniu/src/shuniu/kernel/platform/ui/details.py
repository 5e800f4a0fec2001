"""The detail of a matter: the paper at the left; where it stands, what to do, what happened at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.messages import ConfirmDialog, RefusalPanel
from shuniu.kernel.platform.ui.papers import Paper
from shuniu.kernel.platform.ui.parts import Fact, Light, Link

EntryKind = Literal["act", "proposal", "instruction", "issue", "feedback", "correction", "system"]


@dataclass(frozen=True)
class Standing:
    """The one line that answers 现在在谁手里 · 到哪一步 · 还剩几天 · 依据是什么."""

    holders: tuple[str, ...]
    step: str
    remaining: str
    light: Light
    basis: Basis | None = None
    due: str = ""


@dataclass(frozen=True)
class Move:
    """Another move of the menu: a link to its form, or a dialog of this page."""

    label: str
    href: str = ""
    dialog: ConfirmDialog | None = None

    def __post_init__(self) -> None:
        if bool(self.href) == (self.dialog is not None):
            raise ValueError("a move has either an address or a dialog")


@dataclass(frozen=True)
class BlockedMove:
    """A move that is not possible now: why, what would make it possible, and by which rule."""

    label: str
    reason: str
    remedy: str = ""
    basis: Basis | None = None


@dataclass(frozen=True)
class NextAction:
    """The only filled button, named by its verb, with the box it needs.

    `opinion` is the text box (拟办意见, 批示 …) with its stock phrases; `fields` what else must be said.
    Opinion types are never mixed: `hand` tells the writer in which capacity the words will stand (CQ-01).
    """

    label: str
    action: str
    opinion: Field | None = None
    fields: tuple[Field, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    hand: str = ""
    multipart: bool = False


@dataclass(frozen=True)
class TimelineEntry:
    """One entry of 办理记录. Instructions and approvals of issue are shown in red 楷体, as on paper.

    `mark` is 代录, 代签, 更正, 补记 or empty. `recorded` says when it was written down, if later
    than it happened.
    """

    who: str
    capacity: str
    at: str
    verb: str
    words: str = ""
    kind: EntryKind = "act"
    mark: str = ""
    recorded: str = ""
    papers: tuple[Link, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class RoundSeat:
    """One member of a round: whether and when the paper reached them, and what they said.

    `gone` says what became of one that was skipped.
    """

    who: str
    state: Literal["waiting", "here", "done", "skipped"]
    at: str = ""
    words: str = ""
    gone: str = "已撤回"


@dataclass(frozen=True)
class RoundPanel:
    """A round beside the main state (传阅, 会签, 协办): every member's live place.

    `here_word` and `done_word` say what the one before whom it lies does, and has done.
    """

    title: str
    seats: tuple[RoundSeat, ...]
    here_word: str = "在看"
    done_word: str = "已阅"
    note: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Whereabouts:
    """Where the paper lies (在谁桌上), since when, and the move that tells the product it has moved."""

    place: str
    since: str
    copies: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class LinkItem:
    """Something this matter hangs together with: 来文, 子办件, 批复."""

    relation: str
    title: str
    href: str
    note: str = ""


WATERMARKS = 96
"""Eight across and twelve down: 2560 × 1728 pixels."""


@dataclass(frozen=True)
class DetailPage:
    """A matter. `timeline` runs from new to old and opinions are never cut. `ways` stand above the step's form.

    Where there is no `next` step for the reader, `following` leads to the next thing that waits for him. `watermark` is
    laid over the whole page, on the screen and on paper.
    """

    title: str
    number: str
    standing: Standing
    paper: Paper
    facts: tuple[Fact, ...] = ()
    marks: tuple[str, ...] = ()
    urgent: str = ""
    next: NextAction | None = None
    next_note: str = ""
    following: Link | None = None
    moves: tuple[Move, ...] = ()
    blocked: tuple[BlockedMove, ...] = ()
    rounds: tuple[RoundPanel, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    older_href: str = ""
    links: tuple[LinkItem, ...] = ()
    versions: tuple[Link, ...] = ()
    ways: tuple[Link, ...] = ()
    whereabouts: Whereabouts | None = None
    prints: tuple[Link, ...] = ()
    refusal: RefusalPanel | None = None
    back: Link | None = None
    diagram: Link | None = None
    watermark: str = ""

    @property
    def watermarks(self) -> tuple[str, ...]:
        """The watermark as often as it takes to cover the largest screen."""
        return (self.watermark,) * WATERMARKS if self.watermark else ()

    @property
    def dialogs(self) -> tuple[ConfirmDialog, ...]:
        return tuple(move.dialog for move in self.moves if move.dialog)
