"""The small county with the short procedure, for tests that look at one promise of the kernel at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from walking.short import Short, short_county


@pytest.fixture
def short(db: None) -> Iterator[Short]:
    with short_county() as county:
        yield county
