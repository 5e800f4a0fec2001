"""The entry desk for scans: chosen and looked at in the browser, declared, sent on while the form is typed."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.refusals import Code, Problem, Refusal
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page
from shuniu.kernel.platform.screens.uploads import take_in
from shuniu.kernel.platform.ui import EntryDesk, FormPage, Hidden, Link, page_response
from shuniu.modules.documents.incoming import entry_forms, originals
from shuniu.modules.documents.incoming.entry_forms import PAPER, Entry
from shuniu.modules.documents.incoming.views.entering import (
    Brought,
    command_of,
    entry_of,
    own_files,
    tell,
    typed,
)
from shuniu.modules.documents.incoming.views.intake import ADDRESS, SCAN, UPLOAD, megabytes
from shuniu.modules.documents.incoming.views.waiting import no_longer_waits, require_clerk

STORED = "stored"
NO_SCAN = Refusal(
    Code.INVALID,
    "还没有选择扫描件。",
    remedy="请先在左边选择扫描件；只有纸质件的，请从“纸质件手工登记”登记。",
    problems=(Problem("file", "还没有选择扫描件"),),
)


@require_http_methods(["GET", "POST"])
@require_clerk
def scan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The entry desk. Scans lie here already (`stored`, sent while the form was typed), or travel with it."""
    now = timezone.now()
    files = own_files(request, actor, STORED if request.method == "POST" else "file")
    if isinstance(files, Refusal):
        return refused_page(request, files)
    if request.method == "GET":
        brought = Brought.of(files, now, telegram=False)
        return page_response(request, _desk(request, entry_of(actor, now, brought), brought))
    refusal = _take_in(request, actor, files, now) if not files else None
    brought = Brought.of(files, now, telegram=False)
    data = typed(request, brought, now)
    done = refusal or run(PAPER, actor=actor, data=data, now=now)
    if isinstance(done, Refusal):
        entry = entry_of(actor, now, brought, data, done)
        return page_response(request, _desk(request, entry, brought), status=done.status)
    for file in brought.files:
        no_longer_waits(request, file.pk)
    tell(request, done)
    return HttpResponseRedirect(SCAN)


def _take_in(request: HttpRequest, actor: Actor, files: list[StoredFile], now: datetime) -> Refusal | None:
    """Put the scan that travelled with the form among *files*; or why it was not taken."""
    outcome = take_in(request, actor, "file", now=now)
    if outcome is None:
        return NO_SCAN
    if isinstance(outcome, Refusal):
        return outcome
    files.append(outcome.file)
    return None


def _desk(request: HttpRequest, entry: Entry, brought: Brought) -> EntryDesk:
    form = FormPage(
        title="扫描件登记台",
        action=SCAN,
        submit="登记，接着下一份",
        sections=entry_forms.paper_sections(entry),
        lead="由图片识别出来的内容可能有错，请逐项对照原件。" if brought.recognised and brought.reads else "",
        hidden=(Hidden("command_id", command_of(request)), *brought.hidden(STORED)),
        refusal=entry_forms.panel_of(entry, PAPER),
        multipart=True,
        back=Link("收文登记", ADDRESS),
        by_keys=True,
        id="desk-form",
    )
    if brought.file is None:
        return EntryDesk(form, upload_href=UPLOAD, max_megabytes=megabytes())
    return EntryDesk(form, originals.desk_paper(brought.files, brought.document))
