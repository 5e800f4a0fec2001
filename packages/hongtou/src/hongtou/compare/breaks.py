"""Line ends and cells of a text that knows none, taken from another that says nearly the same."""

from __future__ import annotations

from hongtou.compare.pieces import changes
from hongtou.compare.rows import CELL_END

_BREAKS = "\n\t"
_UNBROKEN = dict.fromkeys(map(ord, _BREAKS))


def broken_like(text: str, like: str) -> str:
    """*text* with the breaks of *like* wherever both agree, and with its own where they do not.

    Without its breaks it stays what it was.
    """
    own = _parted(text)
    other = _parted(like)
    found: list[str] = []
    i = j = 0
    for change in changes(_bare(like), _bare(text)):
        if not change.old and not change.new.strip(" ") and CELL_END in other.get(i, ""):
            j += len(change.new)  # the blank that stood for the edge of a cell
            continue
        for index, character in enumerate(change.new):
            if change.same or (not index and change.old):
                found.append(other.get(i + index, ""))
            else:
                found.append(own.get(j + index, ""))
            found.append(character)
        i, j = i + len(change.old), j + len(change.new)
    return "".join(found).lstrip("\n")


def _parted(text: str) -> dict[int, str]:
    """The breaks of a text by the offset, among all other characters, of the one behind them."""
    breaks: dict[int, str] = {}
    count = 0
    for character in text:
        if character in _BREAKS:
            breaks[count] = breaks.get(count, "") + character
        else:
            count += 1
    return breaks


def _bare(text: str) -> list[str]:
    """A text without its breaks, character by character: lines of a page cut words and figures in two."""
    return list(text.translate(_UNBROKEN))
