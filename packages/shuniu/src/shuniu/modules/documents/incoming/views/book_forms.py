"""The forms of the 收文登记簿: 预留收文号, 补登, 开账, and the import of an old register from Excel."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import XLSX, file_response
from shuniu.kernel.platform.screens.uploads import declaration_fields
from shuniu.kernel.platform.table_reading import read_table
from shuniu.kernel.platform.ui import (
    Field,
    FormPage,
    Hidden,
    Link,
    RefusalPanel,
    Section,
    page_response,
)
from shuniu.modules.documents.incoming.actions.books import DEFAULT_SERIES
from shuniu.modules.documents.incoming.views.books import ADDRESS, asked_number

BOOK = Link("收文登记簿", ADDRESS)
SHOWN_PROBLEMS = 50
FILLED_BY_HAND = frozenset(
    {"form", "read_from", "content_digest", "files", "not_duplicate", "source_unit", "readers", "level"}
)
"""What the form of 补登 leaves out: paper of a work secret or with a scan goes through 收文登记."""

_T = tables.Kind
IMPORT = (
    tables.Column("serial", "收文号", 10, _T.INTEGER, required=True, hint="只写顺序号", example="1"),
    tables.Column("received_on", "收文日期", 14, _T.DATE, required=True, example="2026-01-05"),
    tables.Column("source", "来文单位", 24, required=True, example="云州市人民政府办公室"),
    tables.Column("title", "标题", 50, required=True, example="关于做好春节期间值班工作的通知"),
    tables.Column("document_number", "来文字号", 22, example="云州政办发〔2026〕1号"),
    tables.Column("genre", "文种", 10, example="通知"),
    tables.Column("urgency", "紧急程度", 10, example="平件", choices=("平件", "加急", "特急")),
    tables.Column("document_date", "成文日期", 14, _T.DATE, example="2026-01-04"),
    tables.Column("copies", "份数", 8, _T.INTEGER, example="1"),
    tables.Column("handling", "办理类型", 10, example="办件", choices=("办件", "阅件")),
    tables.Column("lead", "主办", 20, example="县应急管理局"),
    tables.Column("completed_on", "办结日期", 14, _T.DATE, hint="还没有办结的空着", example="2026-01-20"),
    tables.Column("note", "备注", 30, example="示例，请删去本行"),
)
"""What an old register brings; the heads of its Excel sheet."""


@require_http_methods(["GET", "POST"])
@require_actor
def reserve(request: HttpRequest, actor: Actor) -> HttpResponse:
    """预留收文号."""
    lead = "先用纸登记的（下乡、节假日值班），预留几个号，回来再逐件补登；预留的号在登记簿里看得见。"
    return action_page(request, actor, "documents.incoming.reserve_numbers", lead=lead, back=BOOK)


@require_http_methods(["GET", "POST"])
@require_actor
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """开账."""
    return action_page(
        request,
        actor,
        "documents.incoming.begin_book",
        lead="年度中间开始使用的，写上纸质登记簿的最后一个号，系统接着往下编。整本转入的，请用“导入”。",
        back=BOOK,
        values={"year": timezone.localdate().year, "series": DEFAULT_SERIES},
    )


@require_http_methods(["GET", "POST"])
@require_actor
def fill_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    """补登: register a document under a number that was reserved for it."""
    number, series = asked_number(request, "number"), request.GET.get("series", DEFAULT_SERIES)
    if number is None:
        return refused_page(
            request,
            Refusal(Code.NOT_FOUND, "没有指明补登哪一个预留号，请在登记簿里按预留的那一行。", rule="GW-02"),
        )
    return action_page(
        request,
        actor,
        "documents.incoming.register_paper",
        lead="照纸质登记簿填写，号码不变；签收时间写纸上的时间，年度要与号码一致。",
        back=BOOK,
        title=f"补登预留号 {number}",
        submit="补登",
        hidden={"reserved_number": str(number), "series": series[:20]},
        leave_out=FILLED_BY_HAND,
    )


@require_GET
@require_actor
def import_template(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The empty sheet to fill in."""
    made = tables.write_template("收文登记簿", IMPORT, made_at=timezone.now())
    return file_response(made, "收文登记簿导入模板.xlsx", XLSX, attach=True)


@require_http_methods(["GET", "POST"])
@require_actor
def import_book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """导入登记簿: the whole sheet comes in, or nothing and the list of what is wrong, row by row."""
    if request.method == "GET":
        return _import_page(request, year=str(timezone.localdate().year), series=DEFAULT_SERIES)
    year, series = request.POST.get("year", ""), request.POST.get("series", "")
    upload = request.FILES.get("file")
    if upload is None:
        return _import_page(request, year=year, series=series, errors=("请选择登记簿的 Excel 文件。",))
    try:
        table = read_table(upload.read(), IMPORT)
    except Refused as refused:
        return _import_page(request, year=year, series=series, refusal=refused.refusal)
    if table.problems:
        return _import_page(request, year=year, series=series, errors=tuple(map(str, table.problems)))
    rows = [
        {"row": r.number, **{k: _plain(v) for k, v in r.values.items() if v is not None}} for r in table.rows
    ]
    data = {
        "year": year,
        "series": series or DEFAULT_SERIES,
        "rows": rows,
        "declared_not_secret": request.POST.get("declared_not_secret") == "1",
        **({"command_id": request.POST["command_id"]} if request.POST.get("command_id") else {}),
    }
    outcome = run("documents.incoming.import_book", actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        return _import_page(request, year=year, series=series, refusal=outcome)
    messages.success(request, f"已导入 {outcome.result['rows']} 件，编号到 {outcome.result['last']} 号。")
    return HttpResponseRedirect(f"{ADDRESS}?{urlencode({'year': year, 'series': data['series']})}")


def _plain(value: object) -> object:
    return value.isoformat()[:10] if isinstance(value, date) else value


def _import_page(
    request: HttpRequest,
    *,
    year: str,
    series: str,
    errors: tuple[str, ...] = (),
    refusal: Refusal | None = None,
) -> HttpResponse:
    more = (f"另有 {len(errors) - SHOWN_PROBLEMS} 处问题，改好以上各处再导入时列出。",)
    fields: tuple[Field, ...] = (
        Field("year", "年度", "number", value=year, required=True, width=4),
        Field("series", "收文序列", value=series, width=4, hint="一般为“收”；电话、明电另有序列"),
        Field("file", "登记簿", "file", required=True, accept=".xlsx", hint="只读第一张表，表头照模板"),
    )
    fields += declaration_fields(refusal)
    page = FormPage(
        title="导入登记簿",
        lead="整本导入：有一处不对就都不导入，逐行说明；缺的号作废保留。",
        action=f"{ADDRESS}import/",
        submit="导入",
        sections=(Section(fields),),
        hidden=(Hidden("command_id", str(uuid4())),),
        errors=errors[:SHOWN_PROBLEMS] + (more if len(errors) > SHOWN_PROBLEMS else ()),
        refusal=RefusalPanel.of(refusal, {p.field: "登记簿" for p in refusal.problems}) if refusal else None,
        cancel=Link("下载模板", f"{ADDRESS}template.xlsx", download=True),
        back=BOOK,
        multipart=True,
    )
    return page_response(request, page, status=422 if errors or refusal else 200)
