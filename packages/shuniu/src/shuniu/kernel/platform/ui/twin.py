"""The paper twin on a phone: one sheet, whose desk it lies on, and one press to say where it goes."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.messages import ConfirmDialog, RefusalPanel
from shuniu.kernel.platform.ui.parts import Fact, Link


@dataclass(frozen=True)
class Desk:
    """A likely next desk, as one button: 我收到了, or a name with unit and post."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class TwinMove:
    """One hand-over of the past: to whom, when, and who said so."""

    to: str
    at: str
    by: str


@dataclass(frozen=True)
class TwinPage:
    """A sheet of paper, found by its code.

    `place` is the answer to 在谁桌上; `desks` are posted as `field` to `action`, and so is the choice of the
    picker. Without an `action` the reader only looks. `begin` begins to follow a matter that has no sheet yet.
    """

    title: str
    number: str
    place: str
    since: str = ""
    sheet: str = ""
    code: str = ""
    marks: tuple[str, ...] = ()
    urgent: str = ""
    facts: tuple[Fact, ...] = ()
    action: str = ""
    picker: Field | None = None
    desks: tuple[Desk, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    begin: ConfirmDialog | None = None
    give_back: ConfirmDialog | None = None
    moves: tuple[TwinMove, ...] = ()
    links: tuple[Link, ...] = ()
    others: tuple[Link, ...] = ()
    refusal: RefusalPanel | None = None
