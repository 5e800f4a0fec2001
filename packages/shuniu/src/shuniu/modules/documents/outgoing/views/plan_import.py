"""导入发文计划 from Excel: the whole sheet, or nothing and the list of what is wrong."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Problem, Refusal
from shuniu.kernel.files.uploads import uploaded
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.exporting import XLSX, file_response
from shuniu.kernel.platform.screens.uploads import declaration_fields
from shuniu.kernel.platform.ui import Field, FormPage, Hidden, Link, RefusalPanel, Section, page_response
from shuniu.modules.documents.outgoing import plan_sheet
from shuniu.modules.documents.outgoing.views.plans import ADDRESS, PLAN, asked_year

SHOWN_PROBLEMS = 50


@require_GET
@require_actor
def template(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The empty sheet to fill in."""
    made = plan_sheet.template(now=timezone.now())
    return file_response(made, "发文计划导入模板.xlsx", XLSX, attach=True)


@require_http_methods(["GET", "POST"])
@require_actor
def bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form, and what comes of it."""
    year = request.POST.get("year", "") or str(asked_year(request, timezone.now()))
    if request.method == "GET":
        return _page(request, year)
    upload = uploaded(request)
    if isinstance(upload, Refusal):
        return _page(request, year, upload)
    outcome = plan_sheet.bring(
        upload[0].data,
        actor=actor,
        now=timezone.now(),
        year=year,
        declared=request.POST.get("declared_not_secret") == "1",
        command_id=request.POST.get("command_id") or str(uuid4()),
    )
    if isinstance(outcome, Refusal):
        return _page(request, year, outcome)
    messages.success(request, f"已导入 {outcome.result['rows']} 项，等着立项。")
    return HttpResponseRedirect(f"{ADDRESS}?year={year}&view=asked")


def _page(request: HttpRequest, year: str, refusal: Refusal | None = None) -> HttpResponse:
    fields: tuple[Field, ...] = (
        Field("year", "年度", "number", value=year, required=True, width=4),
        Field("file", "发文计划", "file", required=True, accept=".xlsx", hint="只读第一张表，表头照模板"),
        *declaration_fields(refusal),
    )
    page = FormPage(
        title="导入发文计划",
        lead="整份导入到本办公室的计划，有一处不对就都不导入，逐行说明；导入以后逐项或者成批立项。",
        action=f"{ADDRESS}import/",
        submit="导入",
        sections=(Section(fields),),
        hidden=(Hidden("command_id", request.POST.get("command_id") or str(uuid4())),),
        refusal=_panel(refusal, {f.name: f.label for f in fields}) if refusal else None,
        cancel=Link("下载模板", f"{ADDRESS}template.xlsx", download=True),
        back=PLAN,
        multipart=True,
    )
    return page_response(request, page, status=refusal.status if refusal else 200)


def _panel(refusal: Refusal, labels: dict[str, str]) -> RefusalPanel:
    """What is wrong, each row as a sentence that leads to the file; the rest is counted."""
    rows = [p if p.field in labels else Problem("file", p.message) for p in refusal.problems]
    shown = tuple(rows[:SHOWN_PROBLEMS])
    if len(rows) > SHOWN_PROBLEMS:
        shown = (
            *shown,
            Problem("file", f"另有 {len(rows) - SHOWN_PROBLEMS} 处问题，改好以上各处再导入时列出。"),
        )
    return replace(RefusalPanel.of(replace(refusal, problems=shown), labels), what=refusal.message)
