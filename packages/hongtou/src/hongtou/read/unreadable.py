"""Why a file could not be read, in a sentence for the person who brought it."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of refusal. ``NO_TEXT`` is no fault: the file is a scan and goes the way of scans."""

    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    MISLABELLED = "mislabelled"
    BOMB = "bomb"
    ACTIVE = "active"
    UNSUPPORTED = "unsupported"
    NO_TEXT = "no_text"


class Unreadable(Exception):
    """Raised by every reader; ``message_zh`` says what is wrong and what to do."""

    def __init__(self, kind: Kind, message_zh: str) -> None:
        super().__init__(message_zh)
        self.kind = kind
        self.message_zh = message_zh
