"""What a module adds for its kind of matter: facts, the paper, list cells, printed forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.registry import Registry
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.offers import Offer
from shuniu.kernel.flow.reading import Reading
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform import papers
from shuniu.kernel.platform.screens.narrowing import Filter
from shuniu.kernel.platform.ui import Cell, Column, Fact, Link, LinkItem, Paper, Whereabouts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True)
class Scene:
    """One look at one matter: who looks, when, and what was read."""

    actor: Actor
    now: datetime
    reading: Reading

    @property
    def matter(self) -> Matter:
        return self.reading.matter


@dataclass(frozen=True)
class Printed:
    """A printed form of a matter: *data* fills it, with the code that leads back to the matter, or says why not."""

    form: papers.Paper
    data: Callable[[Scene, papers.QrCode], DataclassInstance | Refusal]


def no_links(scene: Scene) -> tuple[Link, ...]:
    return ()


def no_items(scene: Scene) -> tuple[LinkItem, ...]:
    return ()


NOT_YET = "not yet"


@dataclass(frozen=True)
class Presentation:
    """How a kind of matter is shown. `columns` are the middle columns of its lists, `cells` fills them for a
    page of matters in a bounded number of queries, `filters` narrow them beside those that every kind has.
    `printed` are the forms that every such matter prints, `prints` leads to others. `ways` are places to go that
    belong to the step at hand (the desk where it is written), `versions` those to earlier texts. `hint` names the action that
    is the next one when several are offered; `NOT_YET` says that all of them may be done, but none is due."""

    facts: Callable[[Scene], tuple[Fact, ...]]
    paper: Callable[[Scene], Paper]
    columns: tuple[Column, ...]
    cells: Callable[[Sequence[Matter]], Mapping[int, tuple[Cell, ...]]]
    back: Link
    printed: tuple[Printed, ...] = ()
    prints: Callable[[Scene], tuple[Link, ...]] = no_links
    ways: Callable[[Scene], tuple[Link, ...]] = no_links
    versions: Callable[[Scene], tuple[Link, ...]] = no_links
    related: Callable[[Scene], tuple[LinkItem, ...]] = no_items
    whereabouts: Callable[[Scene], Whereabouts | None] = lambda scene: None
    filters: tuple[Filter, ...] = ()
    hint: Callable[[Scene, Sequence[Offer]], str] = lambda scene, offers: ""


PRESENTATIONS: Registry[Presentation] = Registry("presentation")
