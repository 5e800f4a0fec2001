"""What leaves the house: lists to Excel and printed forms as PDF, with the name of whoever took them.

An export has a row cap (BM-07), says who took it and when (BM-08), and is recorded. A printed form whose fonts
could not do what was asked says so before the PDF is handed out.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from pydantic import Field

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import papers, tables
from shuniu.kernel.platform.jobs.trouble import place_of
from shuniu.kernel.platform.screens.answers import refused_page
from shuniu.kernel.platform.ui import Cell, Column, ErrorPage, Link, Row, page_response

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOLD = "print_substitutions_told"
WIDTHS: dict[str, float] = {"title": 48, "name": 18, "code": 18, "light": 10, "muted": 16}

logger = logging.getLogger("shuniu.printing")

parameters.declare(
    parameters.Parameter("export.row_limit", "一次导出、打印的行数上限", 1000, "BM-07", "行", 1),
)


class TakeOut(ActionInput):
    """What was taken out, and how much of it."""

    what: Annotated[str, Field(title="内容", max_length=200)]
    rows: Annotated[int, Field(title="行数", ge=0)]


@action("platform.take_out", label="导出", input=TakeOut, rule="BM-07", api=False, beside=True)
def take_out(ctx: Context, data: TakeOut) -> None:
    """Leave a record of an export for the auditor."""
    ctx.remember({"what": data.what, "rows": data.rows})


def row_limit(now: datetime) -> int:
    """The county's cap on the rows of one export (BM-07)."""
    return parameters.number("export.row_limit", on=now.astimezone(COUNTY).date())


def too_many(limit: int) -> Refusal:
    """The refusal of an export above the cap: what to do instead."""
    return Refusal(
        Code.TOO_MANY,
        f"要导出的超过 {limit} 行，一次最多 {limit} 行。",
        remedy="请缩小范围分次导出（例如按月份、收文号起止）；确需整批导出的，请按规定报批后由系统管理员调整上限。",
        rule="BM-07",
    )


def watermark(actor: Actor, now: datetime, more: str = "") -> str:
    """Who took it and when, as it stands in the last row and at the foot of every printed page."""
    who = f"{actor.unit_name}{actor.post_title}{actor.person_name}"
    said = f"由{who}于{now.astimezone(COUNTY):%Y年%m月%d日 %H:%M}导出，请妥善保管。"
    return said + more


def table_of(title: str, columns: Sequence[Column], rows: Sequence[Row]) -> tables.Table:
    """A list as it stands on the screen, as a table."""
    keys = [f"c{n}" for n in range(len(columns))]
    made = [
        tables.Column(key, column.label, WIDTHS.get(column.kind, 20))
        for key, column in zip(keys, columns, strict=True)
    ]
    return tables.Table(
        title, made, [dict(zip(keys, map(cell_text, row.cells), strict=True)) for row in rows]
    )


def cell_text(cell: Cell) -> str:
    """A cell in words: the light, the marks, the text, the note in brackets."""
    light = f"{cell.light.word}{'（延）' if cell.light.extended else ''}" if cell.light else ""
    marks = "".join(f"【{mark}】" for mark in (cell.urgent, *cell.marks) if mark)
    note = f"（{cell.note}）" if cell.note else ""
    return f"{light}{marks}{cell.text}{note}"


def sheet_response(
    request: HttpRequest,
    actor: Actor,
    table: tables.Table,
    *,
    now: datetime,
    note: str = "",
    recorded: str = "",
) -> HttpResponse:
    """*table* as .xlsx with the watermark as its last row, recorded; or the page that says it is too much.

    *table* may hold one row more than the cap allows, which is how the cap shows. *note* follows the watermark.
    *recorded* is what the record calls it, where that is not its title.
    """
    limit = row_limit(now)
    if len(table.rows) > limit:
        return refused_page(request, too_many(limit))
    said = watermark(actor, now, note)
    last = {table.columns[0].key: said}
    marked = tables.Table(table.title, table.columns, [*table.rows, last], said)
    made = tables.write_table(marked, made_at=now, row_limit=limit + 1)
    if isinstance(made, tables.TooManyRows):
        return refused_page(request, made.refusal)
    refusal = leave_record(actor, recorded or table.title, len(table.rows), now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    return file_response(made, f"{table.title}.xlsx", XLSX, attach=True)


def leave_record(actor: Actor, what: str, rows: int, *, now: datetime) -> Refusal | None:
    """Record that *actor* takes *rows* rows out; the refusal when that cannot be recorded."""
    done = run("platform.take_out", actor=actor, data={"what": what[:200], "rows": rows}, now=now)
    return done if isinstance(done, Refusal) else None


def file_response(content: bytes, name: str, kind: str, *, attach: bool) -> HttpResponse:
    """A file handed out once and kept by no cache."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(attach, name) or ""
    response.headers["Cache-Control"] = "no-store"
    return response


def paper_response(
    request: HttpRequest,
    paper: papers.Paper,
    data: DataclassInstance,
    *,
    now: datetime,
    name: str,
    back: str = "/",
) -> HttpResponse:
    """The printed form as PDF; before it, a page with what the fonts could not do.

    Characters printed as boxes are told every time, typefaces that stand in for others once a session; the
    header X-Print-Warnings carries both, percent-encoded.
    """
    try:
        printed = papers.render(paper, data, fonts=office_fonts(), made_at=now)
    except papers.PrintFailed as error:
        logger.error("printing %s failed: %s", paper.id, place_of(error))
        return refused_page(request, _not_printed(paper))
    told = request.session.get(TOLD, [])
    stand_ins = [str(item) for item in printed.substituted_fonts]
    if request.GET.get("seen") == "1":
        request.session[TOLD] = list(dict.fromkeys([*told, *stand_ins]))[-60:]
    elif printed.missing_glyphs or not set(stand_ins) <= set(told):
        return page_response(request, _before_printing(request, paper, printed, back))
    response = file_response(printed.pdf, f"{name}.pdf", "application/pdf", attach=False)
    response.headers["X-Print-Warnings"] = quote("；".join(printed.warnings))
    return response


def _before_printing(
    request: HttpRequest, paper: papers.Paper, printed: papers.PrintedPaper, back: str
) -> ErrorPage:
    query = request.GET.copy()
    query["seen"] = "1"
    return ErrorPage(
        status="打印前请看",
        title=f"这份{paper.title}与规定的字体有出入",
        text="；".join(printed.warnings) + "。",
        remedy="可以照此打印；要用规定的字体，请系统管理员把本单位的字体放进服务器的字体文件夹。",
        links=(Link("照此打印", f"{request.path}?{query.urlencode()}"), Link("返回", back)),
    )


def _not_printed(paper: papers.Paper) -> Refusal:
    return Refusal(
        Code.BUSY,
        f"{paper.title}没有排出来，没有留下任何改动。",
        remedy="请稍后再试；内容很多的，请分次打印；仍然不行的，请告诉系统管理员。",
    )


def office_fonts() -> papers.FontSet:
    """The fonts of this installation, looked for again when one of its folders has changed."""
    home = Path(settings.SHUNIU_HOME)
    folders = (home / "fonts", home / "fonts-free")
    return _fonts(home, tuple(f.stat().st_mtime if f.exists() else 0.0 for f in folders))


@lru_cache(maxsize=2)
def _fonts(home: Path, changed: tuple[float, ...]) -> papers.FontSet:
    return papers.find_fonts(home)
