"""Type 2 charstrings as paths (Adobe Technical Note 5177). Hints and arithmetic are passed over: fonts of outlines as
they are sold use none of the latter."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence

from hongtou.fonts.sfnt import BadFont

Point = tuple[float, float]
Step = tuple[str, tuple[Point, ...]]
_DEEPEST = 10
_HINTS = {1, 3, 18, 23}
_MASKS = {19, 20}
_CALL_LOCAL, _CALL_GLOBAL, _RETURN, _END, _ESCAPE = 10, 29, 11, 14, 12


def drawn(charstring: bytes, subrs: Sequence[bytes], global_subrs: Sequence[bytes]) -> Iterator[Step]:
    """The steps of one outline: M, L and C with their points in font units. Raises BadFont for a charstring that is
    none."""
    return iter(_Drawing(subrs, global_subrs).run(charstring))


class _Drawing:
    def __init__(self, subrs: Sequence[bytes], global_subrs: Sequence[bytes]) -> None:
        self.subrs, self.global_subrs = subrs, global_subrs
        self.stack: list[float] = []
        self.x = self.y = 0.0
        self.hints = 0
        self.steps: list[Step] = []
        self.draws: dict[int, Callable[[], None]] = {
            4: lambda: self._move(0.0, self.stack[-1]),
            5: lambda: self._lines(self.stack),
            6: lambda: self._alternating_lines(level=True),
            7: lambda: self._alternating_lines(level=False),
            8: lambda: self._curves(self.stack),
            21: lambda: self._move(self.stack[-2], self.stack[-1]),
            22: lambda: self._move(self.stack[-1], 0.0),
            24: self._curves_then_line,
            25: self._lines_then_curve,
            26: self._upright_curves,
            27: self._level_curves,
            30: lambda: self._alternating_curves(level=False),
            31: lambda: self._alternating_curves(level=True),
        }

    def run(self, charstring: bytes) -> list[Step]:
        self._run(charstring, 0)
        return self.steps

    def _run(self, code: bytes, depth: int) -> bool:
        """Whether the outline goes on after *code*."""
        if depth > _DEEPEST:
            raise BadFont("subroutines that call themselves")
        at = 0
        while at < len(code):
            first = code[at]
            if first >= 32 or first == 28:
                at = self._number(code, at)
                continue
            at += 1
            if first == _RETURN:
                return True
            if first == _END:
                return False
            if first in (_CALL_LOCAL, _CALL_GLOBAL):
                if not self._run(self._subroutine(first), depth + 1):
                    return False
            elif first in _HINTS:
                self._hint()
            elif first in _MASKS:
                self._hint()
                at += (self.hints + 7) // 8
            elif first == _ESCAPE:
                self._flex(code[at])
                at += 1
            elif first in self.draws:
                self.draws[first]()
                self.stack.clear()
            else:
                raise BadFont(f"an unknown step in an outline: {first}")
        return True

    def _number(self, code: bytes, at: int) -> int:
        """Put the number at *at* on the stack; where the next one begins."""
        first = code[at]
        if first == 28:
            self.stack.append(struct.unpack_from(">h", code, at + 1)[0])
            return at + 3
        if first <= 246:
            self.stack.append(first - 139)
            return at + 1
        if first <= 250:
            self.stack.append((first - 247) * 256 + code[at + 1] + 108)
            return at + 2
        if first <= 254:
            self.stack.append(-(first - 251) * 256 - code[at + 1] - 108)
            return at + 2
        self.stack.append(struct.unpack_from(">i", code, at + 1)[0] / 65536)
        return at + 5

    def _subroutine(self, operator: int) -> bytes:
        known = self.subrs if operator == _CALL_LOCAL else self.global_subrs
        bias = 107 if len(known) < 1240 else 1131 if len(known) < 33900 else 32768
        number = int(self.stack.pop()) + bias
        if not 0 <= number < len(known):
            raise BadFont("a subroutine that does not exist")
        return known[number]

    def _hint(self) -> None:
        self.hints += len(self.stack) // 2
        self.stack.clear()

    def _move(self, right: float, up: float) -> None:
        self.steps.append(("M", (self._to(right, up),)))

    def _to(self, right: float, up: float) -> Point:
        self.x += right
        self.y += up
        return self.x, self.y

    def _lines(self, by: Sequence[float]) -> None:
        for right, up in zip(by[0::2], by[1::2], strict=False):
            self.steps.append(("L", (self._to(right, up),)))

    def _curve(self, *by: float) -> None:
        points = tuple(self._to(right, up) for right, up in zip(by[0::2], by[1::2], strict=True))
        self.steps.append(("C", points))

    def _curves(self, by: Sequence[float]) -> None:
        for at in range(0, len(by) - 5, 6):
            self._curve(*by[at : at + 6])

    def _alternating_lines(self, *, level: bool) -> None:
        for by in self.stack:
            self.steps.append(("L", (self._to(by, 0.0) if level else self._to(0.0, by),)))
            level = not level

    def _curves_then_line(self) -> None:
        self._curves(self.stack[:-2])
        self._lines(self.stack[-2:])

    def _lines_then_curve(self) -> None:
        self._lines(self.stack[:-6])
        self._curves(self.stack[-6:])

    def _upright_curves(self) -> None:
        odd = len(self.stack) % 4
        right = self.stack[0] if odd else 0.0
        for at in range(odd, len(self.stack) - 3, 4):
            a, b, c, d = self.stack[at : at + 4]
            self._curve(right, a, b, c, 0.0, d)
            right = 0.0

    def _level_curves(self) -> None:
        odd = len(self.stack) % 4
        up = self.stack[0] if odd else 0.0
        for at in range(odd, len(self.stack) - 3, 4):
            a, b, c, d = self.stack[at : at + 4]
            self._curve(a, up, b, c, d, 0.0)
            up = 0.0

    def _alternating_curves(self, *, level: bool) -> None:
        """Curves that begin level and end upright, then the other way round; the last may end in any direction."""
        stack, at = self.stack, 0
        while at + 4 <= len(stack):
            a, b, c, d = stack[at : at + 4]
            at += 4
            more = stack[at] if len(stack) - at == 1 else 0.0
            self._curve(a, 0.0, b, c, more, d) if level else self._curve(0.0, a, b, c, d, more)
            level = not level

    def _flex(self, operator: int) -> None:
        s = self.stack
        if operator == 35:
            self._curves(s[:12])
        elif operator == 34:
            self._curve(s[0], 0, s[1], s[2], s[3], 0)
            self._curve(s[4], 0, s[5], -s[2], s[6], 0)
        elif operator == 36:
            self._curve(s[0], s[1], s[2], s[3], s[4], 0)
            self._curve(s[5], 0, s[6], s[7], s[8], -(s[1] + s[3] + s[7]))
        elif operator == 37:
            across, up = s[0] + s[2] + s[4] + s[6] + s[8], s[1] + s[3] + s[5] + s[7] + s[9]
            last = (s[10], -up) if abs(across) > abs(up) else (-across, s[10])
            self._curve(*s[:6])
            self._curve(*s[6:10], *last)
        else:
            raise BadFont(f"an unknown step in an outline: 12 {operator}")
        s.clear()
