"""When a paper is due: the day it names itself, else the county's limit for its grade."""

from __future__ import annotations

import re
from datetime import date, timedelta

from shuniu.demo.office_clock import OfficeClock
from shuniu.demo.texts import Text, moved_before_weekend

DUE_WORKDAYS = {"特急": 1, "加急": 3, "平件": 10}
TELEGRAM_DAYS = {"特提": 1, "特急": 3, "加急": 5, "平急": 10}
"""The limits with which the platform comes (SX-01, SX-03); a test holds them to its parameters."""

_DEADLINE = re.compile(r"\{md:\+(\d+)\}[^。；]{0,8}前")


def stated_deadline(text: Text, day: date) -> date | None:
    """The first deadline the text itself names (请于×月×日前), as the day that the paper dated ``day`` prints."""
    found = _DEADLINE.search(text.body)
    if found is None:
        return None
    offset = int(found.group(1))
    return moved_before_weekend(day + timedelta(days=offset), offset)


def limit_of(text: Text, day: date, received: date, clock: OfficeClock) -> date:
    """The last day for a paper dated ``day`` that came on ``received``, as the register has it from the start."""
    stated = stated_deadline(text, day)
    if stated is not None:
        return stated
    if text.telegram:
        return received + timedelta(days=TELEGRAM_DAYS[text.urgency])
    return clock.workdays_after(received, DUE_WORKDAYS[text.urgency])
