"""The one registration of the module."""

from __future__ import annotations

from shuniu.modules.confidential import papers  # noqa: F401 - declares the printed forms
from shuniu.modules.confidential.incidents import manifest as incidents
from shuniu.modules.confidential.reviews import manifest as reviews
from shuniu.modules.confidential.room import manifest as room


def register() -> None:
    """Declare everything the module brings."""
    incidents.register()
    reviews.register()
    room.register()
