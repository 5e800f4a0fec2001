"""What the system does by itself: begun on working days, and each thing once however often it is begun."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from shuniu.kernel.base.calendar import is_workday
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import COUNTY, system_actor
from shuniu.kernel.platform.jobs.queue import start


def start_on_workday(job: str, *, actor: str, now: datetime) -> None:
    """Start *job* in the name of the system job *actor*; on a rest day nobody is disturbed."""
    if is_workday(county_calendar(), now.astimezone(COUNTY).date()):
        start(job, actor=system_actor(actor), now=now)


def press_once(
    action: str, data: Mapping[str, Any], *, command_id: UUID, actor: str, now: datetime
) -> Done | None:
    """Carry out *action* in the system's name under *command_id* (`once_a_day`); None when it was refused, or had been
    done before."""
    outcome = run(action, actor=system_actor(actor), data={**data, "command_id": command_id}, now=now)
    return outcome if isinstance(outcome, Done) and not outcome.repeated else None


def once_a_day(space: UUID, what: object, now: datetime) -> UUID:
    """The command id of *what* in the name space *space* on the day of *now*: the same thing on the same day is the same
    command."""
    return uuid5(space, f"{what}/{now.astimezone(COUNTY).date().isoformat()}")
