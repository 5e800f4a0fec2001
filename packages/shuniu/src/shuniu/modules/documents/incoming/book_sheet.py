"""The Excel sheet of an old 登记簿: its template, and the one way in for screen and command alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.gates import Typed
from shuniu.kernel.base.refusals import Code, Problem, Refusal, Refused
from shuniu.kernel.files.gate import admit_text, note_stopped, stop_marked
from shuniu.kernel.flow.context import Progress
from shuniu.kernel.flow.runner import Done, parse_input, run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.queue import start
from shuniu.kernel.platform.jobs.registry import job
from shuniu.kernel.platform.jobs.running import Running
from shuniu.kernel.platform.table_reading import ReadTable, read_table
from shuniu.modules.documents.incoming.actions.books import DEFAULT_SERIES
from shuniu.modules.documents.incoming.actions.import_book import ImportBook, wrong_with
from shuniu.modules.documents.incoming.old_book import COLUMNS, LEVELS
from shuniu.modules.documents.incoming.policy import DOCUMENT_GRADES, TELEGRAM_GRADES

ACTION = JOB = "documents.incoming.import_book"
LARGE = 1_000
"""Rows from which on it is a job: below, it takes a few seconds."""
GRADES = tuple(dict.fromkeys((*DOCUMENT_GRADES, *TELEGRAM_GRADES)))


def _column(key: str, width: float, kind: tables.Kind = tables.Kind.TEXT, **more: Any) -> tables.Column:
    return tables.Column(key, COLUMNS[key], width, kind, **more)


_T = tables.Kind
SHEET: tuple[tables.Column, ...] = (
    _column("serial", 10, _T.INTEGER, required=True, hint="只写顺序号", example="1"),
    _column(
        "state",
        10,
        hint="空着就是已用；作废、预留的在备注里写明原因",
        example="已用",
        choices=("已用", "作废", "预留"),
    ),
    _column("received_on", 14, _T.DATE, hint="已用的必填", example="2026-01-05"),
    _column("source", 24, hint="已用的必填", example="云州市人民政府办公室"),
    _column("title", 50, hint="已用的必填；不得写国家秘密", example="关于做好春节期间值班工作的通知"),
    _column("document_number", 22, example="云州政办发〔2026〕1号"),
    _column("genre", 10, example="通知"),
    _column("urgency", 10, hint="空着就是平件", example="平件", choices=GRADES),
    _column("document_date", 14, _T.DATE, example="2026-01-04"),
    _column("copies", 8, _T.INTEGER, hint="空着就是 1", example="1"),
    _column("handling", 10, hint="空着就是办件", example="办件", choices=("办件", "阅件")),
    _column(
        "level",
        10,
        hint="空着就是普通；标“内部”的写工作秘密；国家秘密一律不得写进来",
        example="普通",
        choices=LEVELS,
        also=("内部",),
    ),
    _column("lead", 20, example="县应急管理局"),
    _column("due", 14, _T.DATE, example="2026-01-19"),
    _column("completed_on", 14, _T.DATE, hint="还没有办结的空着，转入后接着办", example="2026-01-20"),
    _column("note", 30, example="示例，请删去本行"),
)
"""What an old register brings; the heads of its Excel sheet."""


def template(*, now: datetime) -> bytes:
    """The empty sheet to fill in, as .xlsx."""
    return tables.write_template("收文登记簿", SHEET, made_at=now)


def bring(
    content: bytes,
    *,
    actor: Actor,
    now: datetime,
    declared: bool = False,
    progress: Progress | None = None,
    **given: Any,
) -> Done | Refusal:
    """Bring the register in the .xlsx *content* into the unit *actor* acts in; *given* are the other fields of the
    action's input (`year`, `series`, …).

    All or nothing: a refusal names every row that is wrong, in words. *declared* answers for telling words that the
    secrecy gate held (BM-02); what carries a mark is stopped whoever declares what.
    """
    data = read(content, actor=actor, declared=declared, **given)
    if isinstance(data, Refusal):
        note_stopped(data, len(content), actor, now)
        return data
    return run(ACTION, actor=actor, data=data, now=now, progress=progress)


def bring_or_begin(
    content: bytes, *, actor: Actor, now: datetime, declared: bool = False, **given: Any
) -> Done | Refusal | Job:
    """As `bring`; a register of more than `LARGE` rows comes in as a job, once every row of it was found right."""
    data = read(content, actor=actor, declared=declared, **given)
    if isinstance(data, Refusal):
        note_stopped(data, len(content), actor, now)
        return data
    action = ACTIONS.get(ACTION)
    if len(data["rows"]) <= LARGE or not actor.holds(*action.may):
        return run(ACTION, actor=actor, data=data, now=now)
    try:
        parsed = parse_input(action, data)
    except Refused as refused:
        return refused.refusal
    assert isinstance(parsed, ImportBook)
    wrong = wrong_with(actor, parsed, now=now)
    return wrong if wrong is not None else start(JOB, actor=actor, now=now, arguments=data)


@job(JOB, label="导入登记簿", attempts=2, forgets=True)
def work(running: Running) -> Mapping[str, Any]:
    """Bring a large register in, in one transaction; begun again, it is found done. Raises `Refused`."""
    outcome = run(
        ACTION,
        actor=running.actor(),
        data=running.arguments,
        now=running.now(),
        progress=running.inside,
    )
    if isinstance(outcome, Done):
        return outcome.result
    if outcome.code is Code.BUSY:
        raise RuntimeError("the database was busy")  # another attempt
    raise Refused(outcome)


def read(content: bytes, *, actor: Actor, declared: bool = False, **given: Any) -> dict[str, Any] | Refusal:
    """The action's input, as JSON, out of the .xlsx *content*, which has passed the secrecy gate; or every cell that
    cannot be read."""
    try:
        table = read_table(content, SHEET)
        _look_for_secrets(table, actor, declared=declared)
        stop_marked(content, "")
    except Refused as refused:
        return refused.refusal
    wrong = [*_of_another_unit(table, actor), *(Problem(p.column, str(p)) for p in table.problems)]
    if wrong or not table.rows:
        return _refusal(wrong)
    rows = [{"row": r.number, **_said(r.values)} for r in table.rows]
    return {
        "command_id": str(uuid4()),
        "series": DEFAULT_SERIES,
        "declared_not_secret": declared,
        "rows": rows,
        **given,
    }


def _said(values: Any) -> dict[str, Any]:
    return {
        key: value.isoformat()[:10] if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None
    }


def _refusal(wrong: Sequence[Problem]) -> Refusal:
    message = f"登记簿有 {len(wrong)} 处问题，没有导入。" if wrong else "表里一行也没有，没有导入。"
    remedy = "请在表里逐行改好，再整本导入。" if wrong else "请在模板的表头下面填写。"
    return Refusal(Code.INVALID, message, remedy, "GW-02", tuple(wrong))


def _of_another_unit(table: ReadTable, actor: Actor) -> list[Problem]:
    """Two offices often keep their registers on one desk: a caption that names another unit stops the import."""
    if not table.caption:
        return []
    own = Unit.objects.filter(pk=actor.unit_id).values_list("name", "party_name").first() or ("", "")
    if any(name and name in table.caption for name in own):
        return []
    for name in Unit.objects.exclude(pk=actor.unit_id).values_list("name", flat=True):
        if name in table.caption:
            words = f"表头上面写的是“{name}”的登记簿，现在要导入的是“{actor.unit_name}”，两家的登记簿不能混。"
            return [Problem("收文号", words)]
    return []


def _look_for_secrets(table: ReadTable, actor: Actor, *, declared: bool) -> None:
    """Every cell passes the gate under the name of its row and column, those that are wrong or that nobody asked for
    too. Raises `Refused`; quotes nothing."""
    typed = [Typed(f"第 {cell.row} 行", cell.place, cell.text) for cell in table.written]
    try:
        # A register brought by a command holds what people wrote: its words need a declaration all the same.
        admit_text(typed, replace(actor, job=""), declared)
    except Refused as refused:
        found = refused.refusal
        rows = len({problem.field for problem in found.problems if problem.field.startswith("第")})
        message = f"登记簿里有 {rows} 行写有涉密字样。已经停止，什么都没有保存。"
        raise Refused(replace(found, message=message)) from None
