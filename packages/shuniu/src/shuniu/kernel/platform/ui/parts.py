"""The smallest parts of a screen: links, lights, tabs, and what an empty place says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

COUNT_LIMIT = 1000


def count_text(count: int) -> str:
    """A count as a screen shows it; counting stops at "1000+" (DESIGN.md, Visibility)."""
    return f"{COUNT_LIMIT}+" if count > COUNT_LIMIT else str(count)


class Colour(StrEnum):
    """The four lights of 红黄绿灯; grey is what is done."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True)
class Light:
    """How a matter stands against its time limit.

    `word` is always shown, and each colour has its own shape, so that nothing rests on colour alone. An
    extension adds the mark 延 and leaves the colour as it is: extended and overdue is red.
    """

    colour: Colour
    word: str
    extended: bool = False

    def __post_init__(self) -> None:
        if not self.word:
            raise ValueError("a light needs a word")


@dataclass(frozen=True)
class Link:
    """A place to go. `icon` names a drawing of `ui/sprite.html`; `count` is shown behind the label."""

    label: str
    href: str
    icon: str = ""
    count: str = ""
    current: bool = False
    download: bool = False


@dataclass(frozen=True)
class Empty:
    """What an empty place says: why it is empty, and what to do."""

    reason: str
    advice: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Fact:
    """One labelled value in a summary."""

    label: str
    value: str
    strong: bool = False
