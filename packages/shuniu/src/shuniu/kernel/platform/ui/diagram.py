"""A procedure as a diagram: states below each other in the order of the way, moves as arrows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.platform.ui.parts import Link

BOX_WIDTH = 168
BOX_HEIGHT = 44
STEP = 92
LANE = 30
LABEL_SIZE = 13
_MARGIN = 12


@dataclass(frozen=True)
class DiagramState:
    """One state of the procedure. `here` marks where the matter stands, `passed` what lies behind it."""

    key: str
    label: str
    note: str = ""
    kind: Literal["start", "middle", "end"] = "middle"
    here: bool = False
    passed: bool = False


@dataclass(frozen=True)
class DiagramMove:
    """One transition between two states, named by its verb, with the duty that makes it."""

    source: str
    target: str
    label: str
    actor: str = ""

    @property
    def text(self) -> str:
        return f"{self.label}（{self.actor}）" if self.actor else self.label


@dataclass(frozen=True)
class PlacedBox:
    """A state with the place of its box in pixels of the drawing."""

    state: DiagramState
    x: int
    y: int
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def middle(self) -> int:
        return self.x + BOX_WIDTH // 2

    @property
    def baseline(self) -> int:
        return self.y + BOX_HEIGHT // 2 + 6


@dataclass(frozen=True)
class PlacedMove:
    """A transition as an SVG path with the place of its label; `back` ones are drawn dashed."""

    move: DiagramMove
    path: str
    label_x: int
    label_y: int
    anchor: Literal["start", "end"]
    back: bool

    @property
    def text(self) -> str:
        return self.move.text


@dataclass(frozen=True)
class DiagramPage:
    """The diagram of one procedure version, beside its table in words.

    `states` come in the order of the way. A move to the next state runs straight down, one that leaves states
    out runs in a lane at the right, one that goes back in a lane at the left.
    """

    title: str
    states: tuple[DiagramState, ...]
    moves: tuple[DiagramMove, ...]
    text: str = ""
    basis: Basis | None = None
    back: Link | None = None

    def __post_init__(self) -> None:
        known = {state.key for state in self.states}
        strange = {end for move in self.moves for end in (move.source, move.target)} - known
        if strange:
            raise ValueError(f"moves of {self.title} name unknown states: {sorted(strange)}")

    @property
    def _spans(self) -> list[tuple[DiagramMove, int, int]]:
        order = {state.key: place for place, state in enumerate(self.states)}
        return [(move, order[move.source], order[move.target]) for move in self.moves]

    def _side(self, back: bool) -> list[tuple[DiagramMove, int, int]]:
        return [s for s in self._spans if (s[2] <= s[1] if back else s[2] > s[1] + 1)]

    def _side_width(self, back: bool) -> int:
        """How much room the lanes of one side and their labels need."""
        side = self._side(back)
        if not side:
            return _MARGIN
        longest = max(len(move.text) for move, _, _ in side)
        return len(side) * LANE + longest * LABEL_SIZE + 2 * _MARGIN

    @property
    def words(self) -> tuple[tuple[str, DiagramMove, str], ...]:
        """The same in words, for those who read rather than look: from, move, to."""
        labels = {state.key: state.label for state in self.states}
        return tuple((labels[move.source], move, labels[move.target]) for move in self.moves)

    @property
    def width(self) -> int:
        direct = [len(m.text) for m, a, b in self._spans if b == a + 1]
        beside = max(direct, default=0) * LABEL_SIZE - BOX_WIDTH // 2 + 2 * _MARGIN
        return self._side_width(True) + BOX_WIDTH + max(self._side_width(False), beside, _MARGIN)

    @property
    def height(self) -> int:
        return _MARGIN * 2 + BOX_HEIGHT + STEP * (len(self.states) - 1)

    @property
    def boxes(self) -> tuple[PlacedBox, ...]:
        left = self._side_width(True)
        return tuple(
            PlacedBox(state, left, _MARGIN + STEP * place) for place, state in enumerate(self.states)
        )

    @property
    def arrows(self) -> tuple[PlacedMove, ...]:
        boxes = self.boxes
        placed: list[PlacedMove] = []
        for back in (False, True):
            lanes = sorted(self._side(back), key=lambda span: abs(span[2] - span[1]))
            placed += [
                self._lane(move, boxes[a], boxes[b], lane, back) for lane, (move, a, b) in enumerate(lanes)
            ]
        for place in range(len(boxes) - 1):
            beside = [move for move, a, b in self._spans if (a, b) == (place, place + 1)]
            placed += [
                self._straight(move, boxes[place], boxes[place + 1], line, len(beside))
                for line, move in enumerate(beside)
            ]
        return tuple(placed)

    def _straight(
        self, move: DiagramMove, source: PlacedBox, target: PlacedBox, line: int, lines: int
    ) -> PlacedMove:
        x = source.middle
        top = source.y + BOX_HEIGHT
        path = f"M{x} {top}V{target.y - 2}"
        middle = (top + target.y) // 2 + 5
        label_y = middle + (2 * line - lines + 1) * (LABEL_SIZE + 2) // 2
        return PlacedMove(move, path, x + 8, label_y, "start", False)

    def _lane(
        self, move: DiagramMove, source: PlacedBox, target: PlacedBox, lane: int, back: bool
    ) -> PlacedMove:
        sign = -1 if back else 1
        edge = source.x if back else source.x + BOX_WIDTH
        x = edge + sign * LANE * (lane + 1)
        start = source.y + BOX_HEIGHT // 2 + (-8 if back else 8)
        end = target.y + BOX_HEIGHT // 2 + (8 if back else -8)
        path = f"M{edge} {start}H{x}V{end}H{edge + sign * 2}"
        label_y = start + LABEL_SIZE * (lane + 2) * (-1 if back else 1)
        label_y = min(max(label_y, LABEL_SIZE), self.height - LABEL_SIZE)
        return PlacedMove(move, path, x + sign * 6, label_y, "end" if back else "start", back)
