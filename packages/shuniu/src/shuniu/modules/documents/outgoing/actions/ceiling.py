"""The ceiling of the year: what paper registers say of last year, and the written explanation (JW-02)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from hongtou import Genre
from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.models import CeilingExplanation, IssueTally
from shuniu.modules.documents.outgoing import ceilings, tally
from shuniu.modules.documents.outgoing.who import APPROVERS, KEEPERS

GENRES = ("", *(genre.value for genre in Genre))
Drafter = Annotated[RowId | None, Field(title="起草单位", json_schema_extra={"choose": "unit"})]


class PaperCount(ActionInput):
    """How many documents a paper register has: of a year or one month, of a form, and as far as it says of one unit
    and genre."""

    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]
    month: Annotated[int, Field(title="月份（0 是全年）", ge=0, le=12)] = 0
    form: Annotated[Literal["formal", "white", "memo", "briefing"], Field(title="文件形式")] = "formal"
    genre: Annotated[Literal[GENRES], Field(title="文种（不分文种的空着）")] = ""  # type: ignore[valid-type]
    unit: Drafter = None
    count: Annotated[int, Field(title="件数", ge=0, le=100_000)]
    source: Annotated[str, Field(title="依据（哪一本登记簿、哪一份统计）", min_length=4, max_length=120)]


@action(
    "documents.outgoing.enter_paper_count",
    label="录入纸质登记簿的发文数",
    input=PaperCount,
    may=KEEPERS,
    rule="JW-02",
    beside=True,
)
def enter_paper_count(ctx: Context, data: PaperCount) -> None:
    """Keep the figure in place of one entered before for the same part; nought takes it away. Raises `Refused` for a part
    in which documents were counted here, and where months and the whole year would be counted twice."""
    today, office = ctx.now.astimezone(COUNTY).date(), ctx.actor.unit_id
    if data.year > today.year:
        raise refuse(Code.INVALID, f"{data.year} 年还没有到，请核对年份。", field="year", rule="JW-02")
    if data.unit is not None and not receiving_units().filter(pk=data.unit).exists():
        raise refuse(Code.INVALID, "县里没有这个单位，请重新选择。", field="unit", rule="JW-02")
    ceilings.lock(office)
    rows = IssueTally.objects.filter(office_id=office, year=data.year)
    here = rows.filter(source="", issued__gt=0)
    if (here.filter(month=data.month) if data.month else here).exists():
        part = f"{data.year} 年 {data.month} 月" if data.month else f"{data.year} 年"
        raise refuse(
            Code.RULE,
            f"{part}在系统里已经有印发的文件，会重复计算。",
            remedy="年度中间开始使用的，请按月录入使用以前的各月。",
            field="month",
            rule="JW-02",
        )
    paper = rows.exclude(source="").filter(form=data.form)
    other = paper.exclude(month=0) if data.month == 0 else paper.filter(month=0)
    if other.exists():
        raise refuse(
            Code.RULE,
            "这一年已经录入了"
            + ("分月的数，不能再录全年的数。" if data.month == 0 else "全年的数，不能再录分月的数。"),
            remedy="请先把已经录入的改为 0。",
            field="month",
            rule="JW-02",
        )
    paper.filter(month=data.month, genre=data.genre, unit=data.unit).delete()
    if data.count:
        against = tally.stands_against(data.form, False, today)
        IssueTally.objects.create(
            office_id=office,
            unit_id=data.unit,
            year=data.year,
            month=data.month,
            form=data.form,
            genre=data.genre,
            issued=data.count,
            against=data.count if against else 0,
            source=data.source,
            entered_by_id=ctx.actor.person_id or None,
            entered_at=ctx.now,
        )
    ctx.remember({"year": data.year, "month": data.month, "form": data.form, "count": data.count})


class ExplainCeiling(ActionInput):
    """The written explanation: how many more and why, to which superior office, under which number, when."""

    extra: Annotated[int, Field(title="再发几件", ge=1, le=1000)]
    text: Annotated[str, Field(title="说明（为什么超过、发什么、怎样压减）", min_length=20, max_length=4000)]
    sent_to: Annotated[str, Field(title="报哪个上级办公厅（室）", min_length=4, max_length=120)]
    sent_on: Annotated[date, Field(title="报送日期")]
    paper: Annotated[str, Field(title="报送文号", max_length=120)] = ""
    unit: Drafter = None


@action(
    "documents.outgoing.explain_ceiling",
    label="登记书面说明",
    input=ExplainCeiling,
    may=APPROVERS,
    rule="JW-02",
    beside=True,
)
def explain_ceiling(ctx: Context, data: ExplainCeiling) -> dict[str, object]:
    """From now on so many more may be signed this year. It is never changed; a second one adds to the first.

    Raises `Refused` while there is still room below last year's count, and without a count of last year.
    """
    today, office = ctx.now.astimezone(COUNTY).date(), ctx.actor.unit_id
    unit = receiving_units().filter(pk=data.unit).first() if data.unit is not None else None
    if data.unit is not None and unit is None:
        raise refuse(Code.INVALID, "县里没有这个单位，请重新选择。", field="unit", rule="JW-02")
    if data.sent_on > today:
        raise refuse(Code.INVALID, "报送日期还没有到，请报出以后再登记。", field="sent_on", rule="JW-02")
    ceilings.lock(office)
    room = ceilings.room_of(office, today.year, on=today, unit=unit)
    if room.left is None or room.colour == "green":
        raise refuse(
            Code.RULE,
            f"{room.words}，现在不用书面说明。",
            remedy="接近上年总数时再办。" if room.left else "请先录入去年的发文数。",
            rule="JW-02",
        )
    made = CeilingExplanation.objects.create(
        office_id=office,
        unit=unit,
        year=today.year,
        extra=data.extra,
        last_year=room.last_year or 0,
        issued=room.issued + room.coming,
        text=data.text,
        sent_to=data.sent_to,
        paper=data.paper,
        sent_on=data.sent_on,
        person_id=ctx.actor.person_id or None,
        person_name=ctx.actor.person_name,
        at=ctx.now,
    )
    ctx.remember({"explanation": made.pk, "extra": data.extra, "sent_to": data.sent_to})
    return {"explanation": made.pk}
