"""A procedure as a picture: states from top to bottom, ways on to the right of them, ways back to the left.

The layers are rows of one state each, so that nothing overlaps however many states there are. Everything that
leads to one state shares one line beside the rows, entering it at one arrow; dots show where a way joins. The SVG
has classes and presentation attributes only, no inline style, for a strict CSP.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from shuniu.kernel.flow.procedure import Procedure, State, by_move
from shuniu.kernel.flow.vocabulary import MOVES
from shuniu.kernel.people.duties import label as duty_label

BOX, ROW_GAP, PORT, LANE, MARGIN = 184.0, 48.0, 24.0, 16.0, 16.0
BOX_LEAST, DOUBLE, TEXT, SMALL = 56.0, 4.0, 17.0, 16.0
INK, PAPER, LINE, BACK = "#1f2933", "#ffffff", "#52606d", "#9a5b13"


@dataclass(frozen=True)
class Edge:
    """A way from one state to another: the words beside it; `back` ways are drawn left, moves dashed."""

    source: str
    target: str
    words: str
    dashed: bool = False


@dataclass
class Box:
    """A state's place: its rectangle, and where ways leave and enter on either side."""

    state: State
    y: float
    height: float
    ports: dict[Edge, float]
    enter: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


def draw(procedure: Procedure, *, here: str = "", passed: Collection[str] = ()) -> str:
    """*procedure* as SVG text; the state *here* is marked, and those *passed*. The same gives the same text."""
    return _Drawing(procedure, here, passed).svg()


def order(procedure: Procedure) -> list[str]:
    """The states from top to bottom: by their longest way from the beginning, ends last, as the file has them."""
    depth = dict.fromkeys(procedure.states, 0)
    ahead = _ahead(procedure)
    for name in _topological(procedure, ahead):
        for target in ahead[name]:
            depth[target] = max(depth[target], depth[name] + 1)
    place = {name: i for i, name in enumerate(procedure.states)}
    return sorted(place, key=lambda n: (bool(procedure.states[n].final), depth[n], place[n]))


def _ahead(procedure: Procedure) -> dict[str, list[str]]:
    """The targets of every state without those that lead back to where the walk came from."""
    ahead: dict[str, list[str]] = {name: [] for name in procedure.states}
    done = set[str]()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        for way in procedure.from_state(name):
            for target in way.targets:
                if target not in (*trail, name) and target not in ahead[name]:
                    ahead[name].append(target)
                    if target not in done:
                        visit(target, (*trail, name))
        done.add(name)

    for name in (procedure.initial, *procedure.states):
        if name not in done:
            visit(name, ())
    return ahead


def _topological(procedure: Procedure, ahead: dict[str, list[str]]) -> list[str]:
    found: list[str] = []

    def visit(name: str) -> None:
        if name not in found:
            for target in ahead[name]:
                visit(target)
            found.append(name)

    for name in procedure.states:
        visit(name)
    return found[::-1]


def edges(procedure: Procedure) -> list[Edge]:
    """Every way: transitions between two states joined into one, and returns by the kernel's moves."""
    words: dict[tuple[str, str], list[str]] = {}
    for way in procedure.transitions.values():
        for source in way.sources:
            for target in way.targets:
                words.setdefault((source, target), []).append(way.label)
    found = [Edge(source, target, "、".join(labels)) for (source, target), labels in words.items()]
    for state in procedure.states.values():
        move = MOVES.get("reopen" if state.final else "return")
        found += [Edge(state.name, target, move.label, dashed=True) for target in state.return_to]
    return found


def width_of(text: str, size: float) -> float:
    """About how wide *text* is: a Hanzi takes its size, other characters a little more than half."""
    return sum(size if ord(char) > 0x2E7F else size * 0.58 for char in text)


class _Drawing:
    def __init__(self, procedure: Procedure, here: str, passed: Collection[str]) -> None:
        self.procedure, self.here, self.passed = procedure, here, passed
        self.names = order(procedure)
        self.rank = {name: i for i, name in enumerate(self.names)}
        ways = edges(procedure)
        self.down = {e.source: e for e in ways if self._is_next(e)}
        rest = [e for e in ways if not self._is_next(e)]
        self.right = [e for e in rest if self.rank[e.target] >= self.rank[e.source] and not e.dashed]
        self.left = [e for e in rest if e not in self.right]
        self.longest = self._longest([*self.right, *self.left])
        self.lanes = {True: self._lanes(self.right), False: self._lanes(self.left)}
        self.gutter = {True: self._gutter(self.right), False: self._gutter(self.left)}
        self.x = MARGIN + self.gutter[False] + LANE * (1 + max(self.lanes[False].values(), default=-1))
        self.boxes: dict[str, Box] = {}
        y = MARGIN + 28
        for name in self.names:
            self.boxes[name] = self._box(name, y)
            y = self.boxes[name].bottom + ROW_GAP
        lanes = LANE * (1 + max(self.lanes[True].values(), default=-1))
        beside = self.x + BOX + self.gutter[True] + lanes
        between = (
            self.x + BOX / 2 + 8 + max((width_of(e.words, SMALL) for e in self.down.values()), default=0)
        )
        self.size = (max(beside, between) + MARGIN, y - ROW_GAP + MARGIN)

    def _is_next(self, edge: Edge) -> bool:
        return self.rank[edge.target] == self.rank[edge.source] + 1 and not edge.dashed

    def _longest(self, ways: list[Edge]) -> set[Edge]:
        """Of the ways that share a line, the one that draws it whole; the others only join it."""
        found: dict[tuple[str, bool, bool], Edge] = {}
        for edge in sorted(ways, key=lambda e: abs(self.rank[e.source] - self.rank[e.target])):
            found[edge.target, edge.dashed, self.rank[edge.source] > self.rank[edge.target]] = edge
        return set(found.values())

    def _gutter(self, ways: list[Edge]) -> float:
        return max((width_of(e.words, SMALL) for e in ways), default=0) + 20

    def _lanes(self, ways: list[Edge]) -> dict[tuple[str, bool], int]:
        """A lane for each line: those that lead to one state share it, short lines lie inside."""
        spans: dict[tuple[str, bool], tuple[int, int]] = {}
        for edge in ways:
            rows = sorted((self.rank[edge.source], self.rank[edge.target]))
            low, high = spans.get((edge.target, edge.dashed), (rows[0], rows[1]))
            spans[edge.target, edge.dashed] = min(low, rows[0]), max(high, rows[1])
        taken: list[list[tuple[int, int]]] = []
        lanes: dict[tuple[str, bool], int] = {}
        for key, span in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
            free = (i for i, lane in enumerate(taken) if all(span[0] > s[1] or span[1] < s[0] for s in lane))
            lane = next(free, len(taken))
            if lane == len(taken):
                taken.append([])
            taken[lane].append(span)
            lanes[key] = lane
        return lanes

    def _box(self, name: str, y: float) -> Box:
        sides = [[e for e in ways if e.source == name] for ways in (self.right, self.left)]
        rows = max(len(side) for side in sides)
        height = max(BOX_LEAST, PORT * (rows + 1) + 18)
        ports = {edge: y + PORT * (i + 1) + 18 for side in sides for i, edge in enumerate(side)}
        return Box(self.procedure.states[name], y, height, ports, y + 8)

    # the picture

    def svg(self) -> str:
        width, height = self.size
        self.arrow = f"pd-{self.procedure.digest[:8]}"
        root = Xml.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "procedure-diagram",
                "viewBox": f"0 0 {_n(width)} {_n(height)}",
                "width": _n(width),
                "height": _n(height),
                "role": "img",
                "font-family": "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif",
            },
        )
        Xml.SubElement(root, "title").text = f"{self.procedure.label}流程图"
        self._arrowheads(root)
        for edge in [*self.right, *self.left]:
            self._beside(root, edge)
        for edge in self.down.values():
            self._straight_down(root, edge)
        for box in self.boxes.values():
            self._state(root, box)
        return Xml.tostring(root, encoding="unicode")

    def _arrowheads(self, root: Xml.Element) -> None:
        defs = Xml.SubElement(root, "defs")
        for kind, colour in (("on", LINE), ("back", BACK)):
            size = {"markerWidth": "9", "markerHeight": "9", "refX": "8", "refY": "4.5", "orient": "auto"}
            units = {"id": f"{self.arrow}-{kind}", "markerUnits": "userSpaceOnUse"}
            marker = Xml.SubElement(defs, "marker", units | size)
            Xml.SubElement(marker, "path", {"d": "M0,0 L9,4.5 L0,9 z", "fill": colour})

    def _line(self, root: Xml.Element, edge: Edge, path: str) -> None:
        kind = "back" if edge.dashed else "on"
        attributes = {
            "class": f"pd-way pd-{'return' if edge.dashed else 'transition'}",
            "data-from": edge.source,
            "data-to": edge.target,
            "d": path,
            "fill": "none",
            "stroke": BACK if edge.dashed else LINE,
            "stroke-width": "1.5",
        }
        if edge in self.longest or edge in self.down.values():
            attributes["marker-end"] = f"url(#{self.arrow}-{kind})"
        Xml.SubElement(root, "path", attributes | ({"stroke-dasharray": "5 4"} if edge.dashed else {}))

    def _words(self, root: Xml.Element, text: str, x: float, y: float, **more: str) -> None:
        attributes = {"class": "pd-words", "x": _n(x), "y": _n(y), "font-size": _n(SMALL), "fill": LINE}
        Xml.SubElement(
            root, "text", attributes | {k.replace("_", "-"): v for k, v in more.items()}
        ).text = text

    def _beside(self, root: Xml.Element, edge: Edge) -> None:
        """Out of the box, along the line that leads to the target, and in at its arrow."""
        right = edge in self.right
        turn = 1 if right else -1
        wall = self.x + BOX if right else self.x
        lane = wall + turn * (
            self.gutter[right] + LANE * self.lanes[right][edge.target, edge.dashed] + LANE / 2
        )
        out, into = self.boxes[edge.source].ports[edge], self._enter(edge)
        path = f"M{_n(wall)},{_n(out)} H{_n(lane)}"
        if edge in self.longest:
            path += f" V{_n(into)} H{_n(wall + turn * self._inset(edge.target))}"
        self._line(root, edge, path)
        dot = {
            "class": "pd-join",
            "cx": _n(lane),
            "cy": _n(out),
            "r": "2.5",
            "fill": BACK if edge.dashed else LINE,
        }
        Xml.SubElement(root, "circle", dot)
        anchor = "start" if right else "end"
        colour = BACK if edge.dashed else LINE
        self._words(root, edge.words, wall + turn * 8, out - 4, text_anchor=anchor, fill=colour)

    def _enter(self, edge: Edge) -> float:
        """Where ways come in: returns a little lower than ways on, so that their lines stay apart."""
        return self.boxes[edge.target].enter + (8 if edge.dashed else 0)

    def _inset(self, name: str) -> float:
        return DOUBLE if self.procedure.states[name].final else 0

    def _straight_down(self, root: Xml.Element, edge: Edge) -> None:
        x = self.x + BOX / 2
        top, end = self.boxes[edge.source].bottom, self.boxes[edge.target].y - self._inset(edge.target)
        self._line(root, edge, f"M{_n(x)},{_n(top)} V{_n(end)}")
        self._words(root, edge.words, x + 8, (top + end) / 2 + 4)

    def _state(self, root: Xml.Element, box: Box) -> None:
        state = box.state
        kinds = ["pd-state", *(["pd-final"] if state.final else []), *(["pd-waits"] if state.waits else [])]
        here = state.name == self.here
        group = Xml.SubElement(
            root,
            "g",
            {"class": " ".join([*kinds, *self._place(state)]), "data-state": state.name},
        )
        if state.final:
            self._rectangle(group, box, -DOUBLE, "pd-border")
        self._rectangle(group, box, 0, "pd-box", heavy=here)
        middle, x = box.y + box.height / 2, _n(self.x + BOX / 2)
        holder = self._holder(state)
        two = bool(holder)
        main = {"class": "pd-label", "x": x, "y": _n(middle + (-2 if two else 6)), "text-anchor": "middle"}
        Xml.SubElement(group, "text", main | {"font-size": _n(TEXT), "fill": INK}).text = state.label
        if two:
            lower = {"text_anchor": "middle", "class": "pd-holder"}
            self._words(group, holder, self.x + BOX / 2, middle + 19, **lower)
        if state.name in {self.procedure.initial, *self.procedure.also_initial}:
            self._beginning(group, box, first=state.name == self.procedure.initial)

    def _place(self, state: State) -> list[str]:
        if state.name == self.here:
            return ["pd-here"]
        return ["pd-passed"] if state.name in self.passed else []

    def _rectangle(
        self, group: Xml.Element, box: Box, inset: float, kind: str, *, heavy: bool = False
    ) -> None:
        attributes = {
            "class": kind,
            "x": _n(self.x + inset),
            "y": _n(box.y + inset),
            "width": _n(BOX - 2 * inset),
            "height": _n(box.height - 2 * inset),
            "rx": _n(18 if box.state.waits else 4),
            "fill": PAPER,
            "stroke": INK,
            "stroke-width": "3" if heavy else "1.25",
        }
        Xml.SubElement(group, "rect", attributes)

    def _beginning(self, group: Xml.Element, box: Box, *, first: bool) -> None:
        """A dot above the state where matters begin; a ring where they may begin too."""
        dot = {"class": "pd-begin", "cx": _n(self.x + 14), "cy": _n(box.y - 10), "r": "6", "stroke": INK}
        Xml.SubElement(group, "circle", dot | {"fill": INK if first else PAPER})
        ends = {"x1": dot["cx"], "x2": dot["cx"], "y1": _n(box.y - 4), "y2": _n(box.y), "stroke": INK}
        Xml.SubElement(group, "line", ends)

    def _holder(self, state: State) -> str:
        """Who has the matter there; of an end that no way leads to, the move that does."""
        if state.final:
            move = by_move(state)
            moves = {m for s in self.procedure.states.values() for m in s.moves}
            return f"由“{MOVES.get(move).label}”到此" if move in moves else ""
        if state.waits:
            return "等候答复"
        if state.chosen:
            return "由上一步指定"
        return duty_label(state.duty) if state.duty else ""


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
