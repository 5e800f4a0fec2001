"""The county's own working days: what the State Council's notice, or the county itself, changed (调休)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.models import CalendarDay
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.models import Unit

KEEPERS = ("OFFICE_HEAD", "CLERK")
FIRST_YEAR, LAST_YEAR = 2004, 2100


class SetDay(ActionInput):
    """A day on which the county works or rests otherwise than the known calendar says."""

    day: Annotated[date, Field(title="日期")]
    workday: Annotated[Literal["work", "rest"], Field(title="这一天")]
    note: Annotated[str, Field(title="依据", min_length=2, max_length=100)]

    @field_validator("day")
    @classmethod
    def _in_the_calendar(cls, value: date) -> date:
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValueError(f"应当在 {FIRST_YEAR} 年到 {LAST_YEAR} 年之间。")
        return value


def may_keep_calendar(unit_id: int) -> bool:
    """Whether the calendar of the whole county is kept in this unit: one of the two offices."""
    return Unit.objects.filter(pk=unit_id, kind=Unit.Kind.OFFICE).exists()


@action(
    "platform.set_day", label="调整工作日", input=SetDay, may=KEEPERS, rule="SX-05", api=False, beside=True
)
def set_day(ctx: Context, data: SetDay) -> None:
    """Limits that begin afterwards count by it; a due day that was set stays. Raises `Refused` outside the
    two offices."""
    if not ctx.actor.job and not may_keep_calendar(ctx.actor.unit_id):
        raise refuse(Code.NOT_ALLOWED, "全县的工作日历由县委办、县政府办维护。", rule="SX-05")
    before = CalendarDay.objects.filter(day=data.day).values("workday", "note").first()
    CalendarDay.objects.update_or_create(
        day=data.day, defaults={"workday": data.workday == "work", "note": data.note}
    )
    ctx.remember({"day": data.day, "workday": data.workday == "work", "note": data.note, "before": before})
