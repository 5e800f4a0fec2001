"""送文回执 on paper, and the files of a document for a recipient outside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform import papers as printing
from shuniu.kernel.platform.papers import QrCode
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import (
    file_response,
    leave_record,
    office_fonts,
    paper_response,
)
from shuniu.modules.documents import papers
from shuniu.modules.documents.outgoing.receipts import delivery_for
from shuniu.modules.documents.outgoing.slips import archive, slip_of
from shuniu.modules.documents.outgoing.views.receipts import NOT_OURS


@require_GET
@require_actor
def slip(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """送文回执 of one recipient, with the code that leads back to its receipt."""
    one, now = delivery_for(actor, pk), timezone.now()
    if one is None:
        return refused_page(request, NOT_OURS)
    if unrecorded := reader_log.note(actor, one.matter, How.PRINT, now=now, what="送文回执"):
        return refused_page(request, unrecorded)
    data = slip_of(one, _code(request, pk))
    name = f"送文回执 {one.matter.number} {data.to_unit}"[:80]
    back = f"/outgoing/{one.matter_id}/receipts/"
    return paper_response(request, papers.DELIVERY_SLIP, data, now=now, name=name, back=back)


@require_GET
@require_actor
def files(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The finished document and its slip in one archive; taking it out is recorded."""
    one, now = delivery_for(actor, pk), timezone.now()
    if one is None:
        return refused_page(request, NOT_OURS)
    printed = printing.render(
        papers.DELIVERY_SLIP, slip_of(one, _code(request, pk)), fonts=office_fonts(), made_at=now
    )
    made = archive(one, printed.pdf, now=now)
    if isinstance(made, Refusal):
        return refused_page(request, made)
    to = one.unit.short_name if one.unit is not None else one.outside
    if refusal := leave_record(actor, f"{one.matter.number}送{to}", 1, now=now):
        return refused_page(request, refusal)
    return file_response(made, f"{one.matter.number} {to}.zip", "application/zip", attach=True)


def _code(request: HttpRequest, pk: int) -> QrCode:
    return QrCode(request.build_absolute_uri(f"/outgoing/receipts/{pk}/"))
