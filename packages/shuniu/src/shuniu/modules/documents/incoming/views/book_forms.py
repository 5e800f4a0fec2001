"""The forms of the 收文登记簿: 预留收文号 and giving one up, 开账, and the import of an old register from Excel."""

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files.uploads import uploaded
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.queries import find_for, label_of, progress_of
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import XLSX, file_response
from shuniu.kernel.platform.screens.registers import asked_number
from shuniu.kernel.platform.screens.sheet_import import SHOWN_PROBLEMS, import_page, sheet_field
from shuniu.kernel.platform.ui import Field, Link, Progress, page_response, render_component
from shuniu.modules.documents.incoming import book_sheet
from shuniu.modules.documents.incoming.actions.books import DEFAULT_SERIES
from shuniu.modules.documents.incoming.policy import receipt_number
from shuniu.modules.documents.incoming.views.books import ADDRESS, NO_NUMBER

BOOK = Link("收文登记簿", ADDRESS)
GONE = Refusal(Code.NOT_FOUND, "没有这项导入，或者不是您发起的。", remedy="请到收文登记簿看看导进来了没有。")


@require_http_methods(["GET", "POST"])
@require_actor
def reserve(request: HttpRequest, actor: Actor) -> HttpResponse:
    """预留收文号."""
    lead = "先用纸登记的（下乡、节假日值班），预留几个号，回来再逐件补登；预留的号在登记簿里看得见。"
    return action_page(request, actor, "documents.incoming.reserve_numbers", lead=lead, back=BOOK)


@require_http_methods(["GET", "POST"])
@require_actor
def give_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    """预留号作废, from the page where it would be filled in."""
    number, year = asked_number(request, "number"), asked_number(request, "year", 2000, 2100)
    if number is None or year is None:
        return refused_page(request, NO_NUMBER)
    series = request.GET.get("series", DEFAULT_SERIES)[:20]
    return action_page(
        request,
        actor,
        "documents.incoming.give_up_number",
        title=f"作废预留号 {receipt_number(series, year, number)}",
        lead="没有文件用这个号的，写明原因作废；它留在登记簿里，不再给别的文件。",
        back=BOOK,
        submit="作废",
        hidden={"number": str(number), "year": str(year), "series": series},
        done_href=f"{ADDRESS}?{urlencode({'year': year, 'series': series})}",
    )


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


@require_GET
@require_actor
def import_template(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The empty sheet to fill in."""
    made = book_sheet.template(now=timezone.now())
    return file_response(made, "收文登记簿导入模板.xlsx", XLSX, attach=True)


@require_http_methods(["GET", "POST"])
@require_actor
def import_book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """导入登记簿: the whole sheet comes in, or nothing and the list of what is wrong, row by row; a large one as a job."""
    year = request.POST.get("year", "") or str(timezone.localdate().year)
    series = request.POST.get("series", "") or DEFAULT_SERIES
    if request.method == "GET":
        return _import_page(request, year=year, series=series)
    upload = uploaded(request)
    if isinstance(upload, Refusal):
        return _import_page(request, year=year, series=series, refusal=upload)
    command = {"command_id": request.POST["command_id"]} if request.POST.get("command_id") else {}
    outcome = book_sheet.bring_or_begin(
        upload[0].data,
        actor=actor,
        now=timezone.now(),
        declared=request.POST.get("declared_not_secret") == "1",
        year=year,
        series=series,
        not_duplicate=request.POST.get("not_duplicate") == "1",
        **command,
    )
    if isinstance(outcome, Refusal):
        return _import_page(request, year=year, series=series, refusal=outcome)
    if isinstance(outcome, Job):
        return HttpResponseRedirect(f"{ADDRESS}import/{outcome.pk}/")
    messages.success(request, f"已导入 {outcome.result['rows']} 行，编号到 {outcome.result['last']} 号。")
    return HttpResponseRedirect(f"{ADDRESS}?{urlencode({'year': year, 'series': series})}")


@require_GET
@require_actor
def import_progress(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """How far a large register is, and what became of it."""
    job = find_for(actor, pk)
    if job is None or job.kind != book_sheet.JOB:
        return refused_page(request, GONE)
    shown = _progress(job)
    if request.headers.get("HX-Request"):
        return HttpResponse(render_component(shown, request))
    return page_response(request, shown)


def _progress(job: Job) -> Progress:
    done, total = progress_of(job)
    problems = tuple(job.result.get("problems", ()))[:SHOWN_PROBLEMS]
    notes = {
        Job.State.WAITING: job.message or "后台接着就办；一直排队的，请系统管理员看看后台启动了没有。",
        Job.State.RUNNING: "整本一次写入，写完才看得见；可以离开这一页去办别的事。",
        Job.State.DONE: f"已导入 {job.result.get('rows', 0)} 行，编号到 {job.result.get('last', 0)} 号。",
        Job.State.FAILED: f"{job.error}一行也没有导入，请改好后整份再导入。",
    }
    links = {Job.State.DONE: (BOOK,), Job.State.FAILED: (Link("再导入", f"{ADDRESS}import/"),)}
    return Progress(
        id=f"job-{job.pk}",
        title=label_of(job),
        state=cast(Literal["waiting", "running", "done", "failed"], job.state),
        done=done,
        total=total,
        note=notes[Job.State(job.state)],
        poll_href=f"{ADDRESS}import/{job.pk}/",
        failures=problems,
        links=links.get(Job.State(job.state), ()),
    )


def _import_page(
    request: HttpRequest, *, year: str, series: str, refusal: Refusal | None = None
) -> HttpResponse:
    return import_page(
        request,
        title="导入登记簿",
        lead="整本导入：有一处不对就都不导入，逐行说明；缺的号作废保留，下一个收文号接着编。行数多的在后台导入，看得见进度。",
        address=ADDRESS,
        fields=(
            Field("year", "年度", "number", value=year, required=True, width=4),
            Field("series", "收文序列", value=series, width=4, hint="一般为“收”；电话、明电另有序列"),
            sheet_field("登记簿"),
            Field("not_duplicate", "表中看起来相同的行，确实各是一件", "checkbox"),
        ),
        back=BOOK,
        refusal=refusal,
    )
