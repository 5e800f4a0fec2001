"""The printed forms of a matter, a folder and a desk: each a PDF, with what the fonts could not do told first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.reading import read_matter
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.queries import serving
from shuniu.kernel.platform.papers import Paper, QrCode
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import paper_response
from shuniu.kernel.platform.standing_in import looked_after
from shuniu.modules.documents import papers
from shuniu.modules.documents.incoming import printing
from shuniu.modules.documents.incoming.folder import items_of, leaders_of
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.incoming.sheets import holdings_of, sheets_of, sheets_out

NO_SLIP = Refusal(Code.RULE, "这一件没有退文，没有退文单；要退文的，请在办件页面办理。", rule="GW-03")
NO_LEADER = Refusal(Code.NOT_ALLOWED, "您不是这位领导的联络员，登记有误的请办公室核对。", rule="CQ-01")
NOBODY = Refusal(Code.NOT_FOUND, "本单位没有这位在岗的同志，请从“文件去向”里按姓名打开。", rule="GW-37")


def _qr(request: HttpRequest, code: str) -> QrCode:
    """The address that a phone opens, or a hand scanner types into the search box."""
    return QrCode(request.build_absolute_uri(f"/p/{code}/"))


def _unrecorded(actor: Actor, matter: Matter, form: Paper) -> Refusal | None:
    """Record the reading of a 工作秘密; why its form may not be shown, when that fails (BM-11)."""
    return reader_log.note(actor, matter, How.PRINT, now=timezone.now(), what=form.title)


@require_GET
@require_actor
def handling_slip(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """文件处理单, with the code of the paper it goes with."""
    reading = read_matter(actor, pk)
    if isinstance(reading, Refusal):
        return refused_page(request, reading)
    if unrecorded := _unrecorded(actor, reading.matter, papers.HANDLING_SLIP):
        return refused_page(request, unrecorded)
    sheets = [p for p in sheets_of(reading.matter) if p.returned_at is None]
    code = sheets[0].code if sheets else f"M{pk}"
    data = printing.handling_slip(reading, _qr(request, code))
    name = f"文件处理单 {reading.matter.number}"
    back = f"/matters/{pk}/"
    return paper_response(request, papers.HANDLING_SLIP, data, now=timezone.now(), name=name, back=back)


@require_GET
@require_actor
def reject_slip(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """退文单."""
    reading = read_matter(actor, pk)
    if isinstance(reading, Refusal):
        return refused_page(request, reading)
    data = printing.reject_slip(reading, _qr(request, f"M{pk}"))
    if data is None:
        return refused_page(request, NO_SLIP)
    if unrecorded := _unrecorded(actor, reading.matter, papers.REJECT_SLIP):
        return refused_page(request, unrecorded)
    name, back = f"退文单 {reading.matter.number}", f"/matters/{pk}/"
    return paper_response(request, papers.REJECT_SLIP, data, now=timezone.now(), name=name, back=back)


@require_GET
@require_actor
def folder_cover(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """The cover of a leader's 批阅夹."""
    now = timezone.now()
    leader = next((x for x in leaders_of(actor) if x.person_id == person_id), None)
    post = serving(now).filter(person_id=person_id, unit_id=leader.unit_id).first() if leader else None
    if leader is None or post is None:
        return refused_page(request, NO_LEADER)
    held = [(item.task, item.matter) for item in items_of(leader)]
    data = printing.folder_cover(actor, post, held, now=now)
    back = f"/incoming/folder/{person_id}/"
    return paper_response(request, papers.FOLDER_COVER, data, now=now, name=f"{leader.name}批阅夹", back=back)


@require_GET
@require_actor
def clearance(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """清退单 of the papers that lie with one person."""
    now = timezone.now()
    sheets = sheets_out(actor, person=person_id).sheets
    holder = sheets[0].holder.name if sheets else ""
    if not holder:
        return refused_page(
            request, Refusal(Code.RULE, "这位同志手里没有要清退的纸质件，不用打印清退单。", rule="GW-36")
        )
    data = printing.clearance(actor, holder, sheets, now=now)
    back = "/incoming/whereabouts/"
    return paper_response(request, papers.CLEARANCE, data, now=now, name=f"{holder}清退单", back=back)


@require_GET
@require_actor
def handover(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """离岗交接单: everything somebody still holds (GW-37, BM-10)."""
    now = timezone.now()
    post = serving(now).filter(looked_after(actor), person_id=person_id).first()
    if post is None or not (person_id == actor.person_id or keeps(actor)):
        return refused_page(request, NOBODY)
    data = printing.handover(actor, post, holdings_of(actor, person_id), now=now)
    back = "/incoming/whereabouts/"
    name = f"{post.person.name}离岗交接单"
    return paper_response(request, papers.HANDOVER, data, now=now, name=name, back=back)
