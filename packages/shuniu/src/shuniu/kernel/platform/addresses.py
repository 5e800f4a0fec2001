"""Where things are shown."""

from __future__ import annotations

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.vocabulary import KINDS


def matter_url(matter: Matter) -> str:
    """The page of *matter*; empty when the module that owns its kind is not installed."""
    return KINDS.get(matter.kind).url(matter.pk) if matter.kind in KINDS else ""
