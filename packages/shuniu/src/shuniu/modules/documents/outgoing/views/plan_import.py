"""导入发文计划 from Excel: the whole sheet, or nothing and the list of what is wrong."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files.uploads import uploaded
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.exporting import XLSX, file_response
from shuniu.kernel.platform.screens.sheet_import import import_page, sheet_field
from shuniu.kernel.platform.ui import Field
from shuniu.modules.documents.outgoing import plan_sheet
from shuniu.modules.documents.outgoing.views.plans import ADDRESS, PLAN, asked_year


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
    return import_page(
        request,
        title="导入发文计划",
        lead="整份导入到本办公室的计划，有一处不对就都不导入，逐行说明；导入以后逐项或者成批立项。",
        address=ADDRESS,
        fields=(
            Field("year", "年度", "number", value=year, required=True, width=4),
            sheet_field("发文计划"),
        ),
        back=PLAN,
        refusal=refusal,
    )
