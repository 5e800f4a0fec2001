"""确认代录: a director says that the words the clerk recorded from paper are the leader's."""

from __future__ import annotations

from datetime import datetime

from shuniu.demo.loading.stage import Course, Stage
from shuniu.kernel.flow.models import Entry, Task

A_DAY = 420


def confirm_later(stage: Stage, matter: int, unit: str, recorded: datetime) -> Course:
    """A day after the recording; the newest recordings still wait for it."""
    at = stage.later(recorded, A_DAY)
    if at < stage.clock.moment(stage.clock.end - 1):
        yield at
        confirm(stage, matter, unit)


def confirm(stage: Stage, matter: int, unit: str) -> None:
    """Confirm what is recorded and not confirmed yet, by a director who did not record it himself."""
    waiting = Task.objects.filter(matter_id=matter, purpose=Task.Purpose.CONFIRM, closed_at=None)
    if not waiting.exists():
        return
    entry = Entry.objects.get(matter_id=matter, behalf="recorded", type="instruction")
    recorder = stage.people[entry.person_id] if entry.person_id else ""
    head = next(p.code for p in stage.county.holders("OFFICE_HEAD", unit) if p.code != recorder)
    stage.do("flow.confirm_recorded", head, unit, matter=matter, entry=entry.pk)
