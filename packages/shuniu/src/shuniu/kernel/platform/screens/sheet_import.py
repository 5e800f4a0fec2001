"""The page on which a whole Excel sheet is brought in, or nothing and the list of what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from shuniu.kernel.base.refusals import Problem, Refusal
from shuniu.kernel.platform.screens.uploads import declaration_fields
from shuniu.kernel.platform.ui import Field, FormPage, Hidden, Link, RefusalPanel, Section, page_response

SHOWN_PROBLEMS = 50


def import_page(
    request: HttpRequest,
    *,
    title: str,
    lead: str,
    address: str,
    fields: tuple[Field, ...],
    back: Link,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The form that posts the sheet and *fields* to *address*import/, with *address*template.xlsx beside it."""
    fields += declaration_fields(refusal)
    page = FormPage(
        title=title,
        lead=lead,
        action=f"{address}import/",
        submit="导入",
        sections=(Section(fields),),
        hidden=(Hidden("command_id", request.POST.get("command_id") or str(uuid4())),),
        refusal=_panel(refusal, {f.name: f.label for f in fields}) if refusal else None,
        cancel=Link("下载模板", f"{address}template.xlsx", download=True),
        back=back,
        multipart=True,
    )
    return page_response(request, page, status=refusal.status if refusal else 200)


def sheet_field(label: str) -> Field:
    """Where the sheet is chosen."""
    return Field("file", label, "file", required=True, accept=".xlsx", hint="只读第一张表，表头照模板")


def _panel(refusal: Refusal, labels: Mapping[str, str]) -> RefusalPanel:
    """What is wrong, each row as a sentence that leads to the file; the rest is counted."""
    rows = [p if p.field in labels else Problem("file", p.message) for p in refusal.problems]
    shown = tuple(rows[:SHOWN_PROBLEMS])
    if len(rows) > SHOWN_PROBLEMS:
        left = f"另有 {len(rows) - SHOWN_PROBLEMS} 处问题，改好以上各处再导入时列出。"
        shown = (*shown, Problem("file", left))
    return replace(RefusalPanel.of(replace(refusal, problems=shown), dict(labels)), what=refusal.message)
