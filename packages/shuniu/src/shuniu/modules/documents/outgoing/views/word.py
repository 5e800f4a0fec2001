"""The draft as a Word file: taken out, brought back through the gate, compared before it is accepted."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Code, Problem, Refusal
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.queries import get_file, is_bringer
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.context import Work
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.runner import run
from shuniu.kernel.flow.turn import now_with
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import file_response
from shuniu.kernel.platform.screens.forms import NO_SECRETS
from shuniu.kernel.platform.screens.uploads import declaration_fields, take_in
from shuniu.kernel.platform.ui import (
    Field,
    FormPage,
    Hidden,
    Link,
    Redline,
    RefusalPanel,
    ReturnedFile,
    Section,
    page_response,
)
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import editing, redlines, returned
from shuniu.modules.documents.outgoing.queries import version_of
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.outgoing.views.pages import UNSIGNED
from shuniu.modules.documents.outgoing.views.versions import NO_VERSION, document_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LABELS = {"file": "交回的文件", "confirmed": "确认", "draft": "稿次"}


@require_GET
@require_actor
def version_docx(request: HttpRequest, actor: Actor, pk: int, number: int) -> HttpResponse:
    """Version *number* as an editable Word file."""
    what = f"第 {number} 稿 Word 文件"
    document = document_for(actor, pk, How.PRINT, now=timezone.now(), what=what)
    if isinstance(document, Refusal):
        return refused_page(request, document)
    return _docx(request, document, version_of(document, number), f"（第{number}稿）", NO_VERSION)


@require_GET
@require_actor
def finished_docx(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The signed text as an editable Word file."""
    document = document_for(actor, pk, How.PRINT, now=timezone.now(), what="定稿 Word 文件")
    if isinstance(document, Refusal):
        return refused_page(request, document)
    version = version_of(document, document.signed) if document.signed else None
    return _docx(request, document, version, document.number, UNSIGNED)


def _docx(
    request: HttpRequest, document: OutgoingDocument, version: DraftVersion | None, more: str, none: Refusal
) -> HttpResponse:
    if version is None:
        return refused_page(request, none)
    try:
        made = returned.written(document, version)
    except ValueError as error:
        return refused_page(
            request, Refusal(Code.RULE, f"Word 文件写不出来：{error}。", "请改了稿子再下载。")
        )
    return file_response(made, f"{version.content['title'][:60]}{more}.docx", DOCX, attach=True)


def held(actor: Actor, pk: int) -> Work | Refusal:
    """The document in the person's hands, to be changed; or why he may not. A reading of 工作秘密 is recorded."""
    work = editing.work_for(actor, pk)
    if isinstance(work, Refusal):
        return work
    if not editing.may_edit(actor, work):
        return Refusal(
            Code.NOT_YOUR_TURN,
            f"现在是“{work.state.label}”，稿子不在您手里，不能改。",
            remedy=now_with(work.matter),
            rule="GW-10",
        )
    return reader_log.note(actor, work.matter, How.PAGE, now=timezone.now()) or work


@require_http_methods(["GET", "POST"])
@require_actor
def word(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Where the current version is taken out and an edited one is brought back."""
    work = held(actor, pk)
    if isinstance(work, Refusal):
        return refused_page(request, work)
    document = document_of(work.matter)
    if request.method == "GET":
        return page_response(request, _word_page(document))
    outcome = take_in(request, actor, "file", now=timezone.now())
    if outcome is None:
        said = "没有收到文件，请重新选择。"
        outcome = Refusal(Code.INVALID, said, problems=(Problem("file", said),))
    if isinstance(outcome, Refusal):
        return page_response(request, _word_page(document, outcome), status=outcome.status)
    return HttpResponseRedirect(f"/outgoing/{pk}/word/{outcome.file.pk}/")


def _word_page(document: OutgoingDocument, refusal: Refusal | None = None) -> FormPage:
    here, pk = f"/outgoing/{document.pk}/word/", document.pk
    errors = tuple(p.message for p in refusal.problems if p.field == "file") if refusal else ()
    file = Field(
        "file", "改好的 .docx", "file", accept=".docx", hint=NO_SECRETS, required=True, errors=errors
    )
    lead = (
        f"现在是第 {document.current} 稿。先下载，在 Word 或者 WPS 里改好、存盘，再交回来；采用之前会先给您看改了哪些。"
        if document.current
        else "还没有保存过稿子。可以把在别处写好的 .docx 交来作为第 1 稿。"
    )
    return FormPage(
        title="Word 稿",
        action=here,
        submit="交回",
        sections=(Section((file, *declaration_fields(refusal))),),
        lead=lead,
        refusal=RefusalPanel.of(refusal, LABELS) if refusal else None,
        cancel=Link(
            f"下载第 {document.current} 稿", f"/outgoing/{pk}/draft/{document.current}.docx", download=True
        )
        if document.current
        else None,
        back=Link("稿子", f"/outgoing/{pk}/draft/"),
        multipart=True,
        id="word-form",
    )


@require_http_methods(["GET", "POST"])
@require_actor
def came_back(request: HttpRequest, actor: Actor, pk: int, file_id: int) -> HttpResponse:
    """A file that came back, compared; a press makes it the next version."""
    work = held(actor, pk)
    if isinstance(work, Refusal):
        return refused_page(request, work)
    file = get_file(file_id) if is_bringer(actor, [file_id]) else None
    if file is None:
        return refused_page(request, NO_VERSION)
    if request.method == "GET":
        return _returned(request, document_of(work.matter), file)
    data = {
        "matter": pk,
        "file": file_id,
        "draft": request.POST.get("draft") or None,
        "confirmed": request.POST.get("confirmed") == "1",
        **({"command_id": request.POST["command_id"]} if request.POST.get("command_id") else {}),
    }
    outcome = run("documents.outgoing.accept_docx", actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        return _returned(request, document_of(work.matter), file, outcome)
    messages.success(request, f"已采用，现在是第 {outcome.result['draft']} 稿。")
    return HttpResponseRedirect(f"/outgoing/{pk}/draft/")


def _returned(
    request: HttpRequest, document: OutgoingDocument, file: StoredFile, refusal: Refusal | None = None
) -> HttpResponse:
    found = returned.read_back(document, file, today=timezone.now().astimezone(COUNTY).date())
    if isinstance(found, Refusal):
        return page_response(request, _word_page(document, found), status=found.status)
    here = f"/outgoing/{document.pk}/word/{file.pk}/"
    tick = Field("confirmed", "我已看清上面的提醒，仍然采用", "checkbox", required=True)
    page = ReturnedFile(
        title="交回的 Word 稿",
        lead=f"{file.name}。请看清改了哪些，再决定采用不采用；采用以前，原来的稿子一个字也不变。",
        action=here,
        redlines=_redlines(found),
        hidden=(
            Hidden("draft", str(document.current)),
            Hidden("command_id", str(uuid4())),
        ),
        warnings=found.warnings,
        confirm=tick if found.warnings else None,
        accept=f"采用为第 {document.current + 1} 稿",
        refusal=RefusalPanel.of(refusal, LABELS) if refusal else None,
        cancel=Link("不采用", f"/outgoing/{document.pk}/draft/"),
        back=Link("Word 稿", f"/outgoing/{document.pk}/word/"),
        notes=() if found.changed else ("和现在的稿子一样，没有改动。",),
    )
    return page_response(request, page, status=refusal.status if refusal else 200)


def _redlines(found: returned.Returned) -> tuple[Redline, ...]:
    """Against the version it came from, and against the current one where that is another."""
    bases = [found.origin] if found.origin is not None else []
    if found.current is not None and found.current not in bases:
        bases.append(found.current)
    return tuple(
        redlines.redline(
            Content.of(base.content),
            found.content,
            names=(
                f"第 {base.number} 稿{'（现在的稿）' if base == found.current else '（改的是这一稿）'}",
                "交回的稿子",
            ),
        )
        for base in bases
    )
