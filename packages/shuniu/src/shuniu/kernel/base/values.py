"""Values that no database takes: refused at the door, whichever way they come in."""

from __future__ import annotations

LARGEST = 2**63 - 1


def row_id(text: object) -> int | None:
    """The row id that *text* from an address or a form names; None for what cannot be one."""
    words = str(text)
    if not (words.isascii() and words.isdecimal() and len(words) <= len(str(LARGEST))):
        return None
    number = int(words)
    return number if 1 <= number <= LARGEST else None


def unfit(value: object) -> bool:
    """Whether *value*, or anything inside it, cannot be stored: NUL, lone surrogates, numbers past 63 bits."""
    if isinstance(value, str):
        return any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in value)
    if isinstance(value, int):
        return not -LARGEST <= value <= LARGEST
    if isinstance(value, float):
        return value - value != 0  # not a number, or infinite
    if isinstance(value, dict):
        return any(unfit(key) or unfit(item) for key, item in value.items())
    return isinstance(value, list | tuple | set) and any(map(unfit, value))
