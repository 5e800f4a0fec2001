"""The set pages of a document: as PDF, as OFD, as pictures for the screen, and as a Word file that can be edited."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files import serve
from shuniu.kernel.files.pages import WIDTHS
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import file_response
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing import setting
from shuniu.modules.documents.outgoing.queries import version_of
from shuniu.modules.documents.outgoing.views.versions import document_for

PDF, OFD = "application/pdf", "application/ofd"
NO_TEXT = Refusal(Code.NOT_FOUND, "还没有保存过稿子，没有可以排的版面。", "请先写好正文并保存。", "GW-10")
NO_PAGE = Refusal(Code.NOT_FOUND, "没有这一页。", "请从办件页面打开版面。")
UNSIGNED = Refusal(
    Code.RULE, "这一件还没有签发，没有定稿可以下载。", "要看现在的稿子，请打开版面预览。", "GW-13"
)


def _version(request: HttpRequest, document: OutgoingDocument) -> DraftVersion | None:
    """The version `?n=` asks for, else the current one."""
    asked = request.GET.get("n", "")
    return version_of(document, int(asked) if asked.isdecimal() and len(asked) < 9 else None)


def pages_of(document: OutgoingDocument, version: DraftVersion) -> setting.Set | Refusal:
    """The pages of *version*, or why it cannot be set."""
    try:
        return setting.set_pages(document, version)
    except ValueError as error:
        return _not_set(error)


def _not_set(error: ValueError) -> Refusal:
    return Refusal(Code.RULE, f"版面排不出来：{error}。", "请改了稿子再预览。", "GW-16")


@require_GET
@require_actor
def preview(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The version on its pages as PDF, with the record's head and 版记; 草稿 across it before 签发."""
    found = _read(request, actor, pk, How.PRINT, "版面")
    if isinstance(found, Refusal):
        return refused_page(request, found)
    document, _, pages = found
    return file_response(pages.pdf, f"{document.matter.title[:60]}.pdf", PDF, attach=False)


@require_GET
@require_actor
def picture(request: HttpRequest, actor: Actor, pk: int, number: int) -> HttpResponse:
    """One of its pages as a PNG about `?w=` pixels wide."""
    found = _read(request, actor, pk, How.ORIGINAL, "")
    if isinstance(found, Refusal):
        return refused_page(request, found)
    asked = request.GET.get("w", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 6 else WIDTHS[2]
    width = min((w for w in WIDTHS if w >= wanted), default=WIDTHS[-1])
    if not 1 <= number <= found[2].pages:
        return refused_page(request, NO_PAGE)
    return serve.respond_page(setting.page_picture(found[2], number, width))


@require_GET
@require_actor
def finished(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The signed text on its pages, as a download."""
    return _download(request, actor, pk, "pdf", PDF, lambda *found: setting.set_pages(*found).pdf)


@require_GET
@require_actor
def finished_ofd(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The same pages as OFD (GB/T 33190), the form that offices exchange and archives keep."""
    today = timezone.now().astimezone(COUNTY).date()
    return _download(request, actor, pk, "ofd", OFD, lambda *found: setting.set_ofd(*found, on=today))


def _download(
    request: HttpRequest,
    actor: Actor,
    pk: int,
    suffix: str,
    kind: str,
    write: Callable[[OutgoingDocument, DraftVersion], bytes],
) -> HttpResponse:
    document = document_for(actor, pk, How.PRINT, now=timezone.now(), what="定稿")
    if isinstance(document, Refusal):
        return refused_page(request, document)
    version = version_of(document, document.signed) if document.signed else None
    if version is None:
        return refused_page(request, UNSIGNED)
    try:
        made = write(document, version)
    except ValueError as error:
        return refused_page(request, _not_set(error))
    name = f"{document.number}{document.matter.title}"[:80]
    return file_response(made, f"{name}.{suffix}", kind, attach=True)


def _read(
    request: HttpRequest, actor: Actor, pk: int, how: How, what: str
) -> tuple[OutgoingDocument, DraftVersion, setting.Set] | Refusal:
    document = document_for(actor, pk, how, now=timezone.now(), what=what)
    if isinstance(document, Refusal):
        return document
    version = _version(request, document)
    if version is None:
        return NO_TEXT
    pages = pages_of(document, version)
    return pages if isinstance(pages, Refusal) else (document, version, pages)
