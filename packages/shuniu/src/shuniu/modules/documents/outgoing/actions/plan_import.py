"""A whole plan from Excel into the office's plan: all of it, or every row that is wrong (JW-01)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, Problem, Refusal, Refused
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.models import IssuePlan
from shuniu.modules.documents.outgoing.actions.plan_year import MOST_ROWS, Year, origin_of, require_open
from shuniu.modules.documents.outgoing.inputs import GenreName
from shuniu.modules.documents.outgoing.who import KEEPERS

FORMS = {"正式公文": "formal", "白头文件": "white", "便函": "memo", "简报": "briefing"}
SHORTEST, LONGEST = 4, 200


class PlanRow(BaseModel):
    """One line of a sheet; `row` is its line there, `unit` the name of the unit that asks (empty: the actor's)."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    row: int
    subject: str
    unit: str = ""
    genre: GenreName = "通知"
    form: Literal["正式公文", "白头文件", "便函", "简报"] = "正式公文"
    month: int | None = None
    reason: Annotated[str, Field(title="事由、依据", max_length=400)] = ""

    @property
    def key(self) -> str:
        """The subject without blanks, by which two rows are told to be the same."""
        return "".join(self.subject.split())


class ImportPlan(ActionInput):
    """A whole plan of the actor's office; all of it comes in, or nothing."""

    year: Year
    rows: Annotated[list[PlanRow], Field(title="发文计划", min_length=1, max_length=MOST_ROWS)]


@action(
    "documents.outgoing.import_plan",
    label="导入发文计划",
    input=ImportPlan,
    may=KEEPERS,
    rule="JW-01",
    api=False,
    beside=True,
)
def import_plan(ctx: Context, data: ImportPlan) -> dict[str, object]:
    """Rows asked for by the units that the sheet names. Raises `Refused` with one problem per wrong row, and then imports
    nothing: units that are not in the county, subjects that stand there twice or in the plan already."""
    require_open(ctx, data.year)
    units = [*receiving_units(), *Unit.objects.filter(pk=ctx.actor.unit_id)]
    named = {name: u.pk for u in units for name in (u.name, u.short_name)} | {"": ctx.actor.unit_id}
    problems = tuple(_problems(ctx, data, named))
    if problems:
        raise Refused(
            Refusal(
                Code.INVALID,
                f"发文计划有 {len(problems)} 处问题，没有导入。",
                remedy="请在表里逐行改好，再整份导入。",
                rule="JW-01",
                problems=problems,
            )
        )
    origin = origin_of(ctx, data.year)
    IssuePlan.objects.bulk_create(
        IssuePlan(
            office_id=ctx.actor.unit_id,
            unit_id=named[row.unit],
            year=data.year,
            subject=row.subject,
            genre=row.genre,
            form=FORMS[row.form],
            month=row.month,
            reason=row.reason,
            origin=origin,
            asked_by_id=ctx.actor.person_id or None,
            asked_at=ctx.now,
        )
        for row in data.rows
    )
    ctx.remember({"year": data.year, "rows": len(data.rows)})
    return {"rows": len(data.rows)}


def _problems(ctx: Context, data: ImportPlan, named: Mapping[str, int]) -> Iterator[Problem]:
    planned = IssuePlan.objects.filter(office_id=ctx.actor.unit_id, year=data.year)
    standing = planned.exclude(state__in=(IssuePlan.State.REFUSED, IssuePlan.State.DROPPED))
    seen = {
        (unit, "".join(subject.split())): 0 for unit, subject in standing.values_list("unit_id", "subject")
    }
    for row in data.rows:
        if not SHORTEST <= len(row.subject) <= LONGEST:
            words = f"写 {SHORTEST} 到 {LONGEST} 个字，现在是 {len(row.subject)} 个字。"
            yield Problem("subject", f"第 {row.row} 行“拟发文件”：{words}")
        if row.month is not None and not 1 <= row.month <= 12:
            yield Problem("month", f"第 {row.row} 行“计划月份”：只能写 1 到 12，现在是 {row.month}。")
        unit = named.get(row.unit)
        if unit is None:
            yield Problem("unit", f"第 {row.row} 行“起草单位”：县里没有“{row.unit}”这个单位。")
            continue
        if (unit, row.key) in seen:
            first = seen[unit, row.key]
            yield Problem(
                "subject",
                f"第 {row.row} 行“拟发文件”：{f'和第 {first} 行相同' if first else '计划里已经有了'}。",
            )
        seen.setdefault((unit, row.key), row.row)
