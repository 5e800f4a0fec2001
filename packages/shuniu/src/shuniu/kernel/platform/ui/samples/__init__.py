"""Screens of the fictional county 云岭县 for the gallery of the component library."""

from shuniu.kernel.platform.ui.samples import (
    board_screens,
    desk_screens,
    detail_screens,
    drafting_screens,
    form_screens,
    list_screens,
    message_screens,
)

__all__ = [
    "board_screens",
    "desk_screens",
    "detail_screens",
    "drafting_screens",
    "form_screens",
    "list_screens",
    "message_screens",
]
