"""The Excel sheet of a yearly plan: its template, and the way in (JW-01)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hongtou import Genre
from shuniu.kernel.base.gates import Typed
from shuniu.kernel.base.refusals import Code, Problem, Refusal, Refused
from shuniu.kernel.files.gate import admit_text, note_stopped, stop_marked
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.table_reading import read_table
from shuniu.modules.documents.outgoing.actions.plan_import import FORMS

ACTION = "documents.outgoing.import_plan"
_T = tables.Kind
SHEET = (
    tables.Column(
        "subject", "拟发文件", 50, required=True, hint="写清楚发什么；不得写国家秘密",
        example="关于做好2027年防汛工作的通知",
    ),
    tables.Column("unit", "起草单位", 20, hint="全称或者简称；空着就是本单位", example="县水利局"),
    tables.Column(
        "genre", "文种", 10, hint="空着就是通知", example="通知", choices=tuple(genre.value for genre in Genre)
    ),
    tables.Column("form", "文件形式", 12, hint="空着就是正式公文", example="正式公文", choices=tuple(FORMS)),
    tables.Column("month", "计划月份", 10, _T.INTEGER, hint="1 到 12；没有定的空着", example="4"),
    tables.Column("reason", "事由、依据", 40, example="示例，请删去本行"),
)  # fmt: skip
"""What a plan brings; the heads of its Excel sheet."""


def template(*, now: datetime) -> bytes:
    """The empty sheet to fill in, as .xlsx."""
    return tables.write_template("发文计划", SHEET, made_at=now)


def bring(
    content: bytes, *, actor: Actor, now: datetime, year: str, declared: bool, command_id: str
) -> Done | Refusal:
    """Bring the plan in the .xlsx *content* into the office *actor* acts in: all of it, or a refusal that names every
    row that is wrong."""
    try:
        table = read_table(content, SHEET)
        admit_text([Typed(f"第 {c.row} 行", c.place, c.text) for c in table.written], actor, declared)
        stop_marked(content, "")
    except Refused as refused:
        note_stopped(refused.refusal, len(content), actor, now)
        return refused.refusal
    if table.problems or not table.rows:
        return _refusal([Problem(p.column, str(p)) for p in table.problems])
    rows: list[dict[str, Any]] = [
        {"row": r.number, **{k: v for k, v in r.values.items() if v is not None}} for r in table.rows
    ]
    data = {"year": year, "rows": rows, "command_id": command_id, "declared_not_secret": declared}
    return run(ACTION, actor=actor, data=data, now=now)


def _refusal(wrong: list[Problem]) -> Refusal:
    message = f"发文计划有 {len(wrong)} 处问题，没有导入。" if wrong else "表里一行也没有，没有导入。"
    remedy = "请在表里逐行改好，再整份导入。" if wrong else "请在模板的表头下面填写。"
    return Refusal(Code.INVALID, message, remedy, "JW-01", tuple(wrong))
