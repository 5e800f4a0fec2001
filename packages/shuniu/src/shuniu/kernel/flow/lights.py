"""红黄绿灯: how a matter stands against its clock, as a word, never by colour alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

YELLOW_SHARE = 0.25


class Light(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"

    @property
    def word(self) -> str:
        return {"green": "正常", "yellow": "临期", "red": "逾期", "grey": "办结"}[self.value]


def light(
    *,
    opened_at: datetime,
    due_at: datetime | None,
    closed_at: datetime | None,
    now: datetime,
    yellow_days: int,
) -> Light:
    """The light at *now*: grey when closed, red past due, yellow in the last quarter or last *yellow_days*."""
    if closed_at is not None:
        return Light.GREY
    if due_at is None:
        return Light.GREEN
    if now > due_at:
        return Light.RED
    left = due_at - now
    if left <= timedelta(days=yellow_days) or left <= (due_at - opened_at) * YELLOW_SHARE:
        return Light.YELLOW
    return Light.GREEN
