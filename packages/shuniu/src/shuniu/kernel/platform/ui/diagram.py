"""A procedure's picture beside its steps in words. The picture is drawn by `kernel.flow.diagram`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.platform.ui.parts import Link

StepPlace = Literal["", "passed", "here", "end"]


@dataclass(frozen=True)
class DiagramWay:
    """One way out of a state, in words: what, who, to where; `back` for the returns."""

    label: str
    actor: str
    target: str
    back: bool = False


@dataclass(frozen=True)
class DiagramStep:
    """A state, where the matter stands in respect of it, and the ways that lead out of it."""

    label: str
    ways: tuple[DiagramWay, ...] = ()
    place: StepPlace = ""


@dataclass(frozen=True)
class DiagramPage:
    """The diagram of one procedure version: `picture` is its SVG, `steps` the same for those who rather read.

    On a telephone the steps alone are shown, one below the other: the picture is wider than the screen.
    """

    title: str
    picture: SafeString
    steps: tuple[DiagramStep, ...]
    text: str = ""
    basis: Basis | None = None
    back: Link | None = None
