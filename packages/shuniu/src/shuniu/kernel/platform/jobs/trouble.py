"""What a log may say of an error: its type and place. Never its message, which may quote a document (BM-01)."""

from __future__ import annotations

import traceback


def place_of(error: BaseException) -> str:
    """The type of *error* and the innermost place it came from, as "ValueError at rebuild.py:40"."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    file = frames[-1].filename.rsplit("/", 1)[-1]
    return f"{type(error).__name__} at {file}:{frames[-1].lineno}"
