"""收文登记, the door: files are dropped, pass the gate one by one, and wait for their registration.

Also what the entry forms ask for while they are filled in: completions, and how a value was understood.
"""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from hongtou import Document
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files.gate import Admitted
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.choosers import CHOOSERS, Asking
from shuniu.kernel.platform.screens.uploads import declaration_fields, take_in
from shuniu.kernel.platform.ui import (
    DropPage,
    DropZone,
    Link,
    RefusalPanel,
    Suggestion,
    Suggestions,
    UploadResult,
    page_response,
    render_component,
)
from shuniu.modules.documents.incoming import echoes, entry_forms
from shuniu.modules.documents.incoming.queries import known_sources
from shuniu.modules.documents.incoming.register import find_duplicate
from shuniu.modules.documents.incoming.views.waiting import require_clerk, wait_for, waiting

ADDRESS = "/incoming/new/"
NEXT = "/incoming/next/"
REGISTER = "/incoming/register/"
SCAN = "/incoming/scan/"
UPLOAD = "/incoming/upload/"
ACCEPTED = ".docx,.pdf,.txt,.jpg,.jpeg,.png,.doc,.wps,.ofd,.tif,.tiff"
"""What can be read, and what an office is sent all the same: the latter is held until somebody answers for it."""

OTHERS = (
    Link("扫描件登记台", SCAN, icon="file"),
    Link("纸质件手工登记", REGISTER, icon="book"),
    Link("明电", "/incoming/telegram/", icon="telegram"),
    Link("电话、口头指示", "/incoming/call/", icon="phone"),
)


def megabytes() -> int:
    """The largest file that is taken in."""
    return int(settings.MAX_UPLOAD_BYTES / 2**20)


@require_GET
@require_clerk
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where files are dropped; what was dropped before and still waits is listed below."""
    return page_response(request, _drop_page(request, actor))


@require_GET
@require_clerk
def next_waiting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """To the form of the first file that waits, or back to the door."""
    files = waiting(request, actor)
    return HttpResponseRedirect(f"{REGISTER}?file={files[0].pk}" if files else ADDRESS)


def _drop_page(request: HttpRequest, actor: Actor, results: tuple[UploadResult, ...] = ()) -> DropPage:
    waits = tuple(
        UploadResult("", True, f.name, link=Link("登记", f"{REGISTER}?file={f.pk}"))
        for f in waiting(request, actor)
    )
    return DropPage(
        title="收文登记",
        drop=DropZone(
            UPLOAD,
            accept=ACCEPTED,
            max_megabytes=megabytes(),
            begin=Link("开始登记", NEXT),
        ),
        lead="放入文件后自动读出来文单位、字号、标题、时限等，您核对即可。"
        "扫描件会先在本机显示，声明无密级标志之后才上传。",
        others=OTHERS,
        results=(*(r for r in results if not r.accepted), *waits),
    )


@require_POST
@require_clerk
def upload(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take in one file; the answer says what became of it, and never names one that was stopped."""
    now = timezone.now()
    outcome = take_in(request, actor, "file", now=now)
    if outcome is None:
        outcome = Refusal(Code.INVALID, "没有收到文件，请重新选择。")
    result = _result(request, actor, outcome)
    status = outcome.status if isinstance(outcome, Refusal) else 200
    if not request.headers.get("HX-Request"):
        return page_response(request, _drop_page(request, actor, (result,)), status=status)
    return HttpResponse(render_component(result, request), status=status)


def _result(request: HttpRequest, actor: Actor, outcome: Admitted | Refusal) -> UploadResult:
    if isinstance(outcome, Refusal):
        declaration = next(iter(declaration_fields(outcome)), None)
        return UploadResult(
            "还没有收下。" if declaration else "没有收下。",
            False,
            _name_sent(request) if outcome.code is not Code.SECRET else "",
            refusal=replace(RefusalPanel.of(outcome), places=()),
            declaration=declaration,
        )
    file = outcome.file
    if request.POST.get("desk") == "1":
        return UploadResult("已收下。", True, file.name, link=Link("对照登记", f"{SCAN}?file={file.pk}"))
    wait_for(request, file.pk)
    return _taken_in(actor, file, outcome.document)


def _taken_in(actor: Actor, file: StoredFile, document: Document | None) -> UploadResult:
    """What was read in *file*, and whether it was here before."""
    number = str(document.document_number.value) if document and document.document_number else ""
    earlier = find_duplicate(actor.unit_id, number, file.sha256)
    said = [
        document.issuer.value if document and document.issuer else "",
        number,
        "文字是从图片识别的，请对照原件" if file.text_from == StoredFile.TextFrom.RECOGNISED else "",
    ]
    read = "已读出。" if document is not None else "已收下，这份文件读不出文字，请对照原件登记。"
    return UploadResult(
        read if earlier is None else echoes.repeated(earlier),
        True,
        file.name,
        title=document.title.value if document and document.title else "",
        note="　".join(filter(None, said)),
        link=Link("登记", f"{REGISTER}?file={file.pk}"),
        earlier=echoes.link_to(earlier, actor) if earlier is not None else None,
    )


def _name_sent(request: HttpRequest) -> str:
    sent = request.FILES.getlist("file")
    return sent[0].name or "" if sent else ""


@require_GET
@require_actor
def sources(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whom a paper may come from (`?for=call`: who may ring; `?for=person`: whom to tell), all at once."""
    now, wanted = timezone.now(), request.GET.get("for", "")
    if wanted == "person":
        offered = CHOOSERS.get("reader")(Asking(actor, now))
        found = Suggestions(tuple(Suggestion(o.label, o.note) for o in offered))
    elif wanted == "call":
        known = known_sources(actor, forms=("call", "oral"))
        found = entry_forms.suggestions(known, now, beginnings=False)
    else:
        found = entry_forms.suggestions(known_sources(actor), now)
    return HttpResponse(render_component(found, request))


@require_POST
@require_actor
def echo(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How `value` in the field `?field=` was understood; empty when there is nothing to say.

    What was typed comes in the body, since addresses end up in logs.
    """
    said = echoes.echo(
        request.GET.get("field", ""),
        request.POST.get("value", ""),
        actor=actor,
        today=timezone.now().astimezone(COUNTY).date(),
        calendar=county_calendar(),
    )
    return HttpResponse(render_component(said, request) if said is not None else "")
