"""What a start makes stays: looking among it for what could go costs a fifth of the start, and of every later look."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def lasting() -> Iterator[None]:
    """Collect nothing while inside, and keep what was made out of every later collection."""
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
