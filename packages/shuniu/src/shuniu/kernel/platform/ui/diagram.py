"""A procedure's picture beside its ways in words. The picture is drawn by `kernel.flow.diagram`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.platform.ui.parts import Link


@dataclass(frozen=True)
class DiagramWay:
    """One step between two states, in words: from where, what, who, to where."""

    source: str
    label: str
    actor: str
    target: str


@dataclass(frozen=True)
class DiagramPage:
    """The diagram of one procedure version: `picture` is its SVG, `ways` the same for those who rather read."""

    title: str
    picture: SafeString
    ways: tuple[DiagramWay, ...]
    text: str = ""
    basis: Basis | None = None
    back: Link | None = None
