"""送出文件: bringing a finished document to other units, and whether they signed for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, ListPage, Row, moment_text
from shuniu.modules.documents.incoming.sent import Sent, list_sent_for, sent_line_for
from shuniu.modules.documents.incoming.who import REGISTRARS
from shuniu.modules.documents.models import IncomingDocument

ADDRESS = "/incoming/sent/"
DELIVER = "/incoming/deliver/"
SIZE = 25
LEAD = (
    "不在本系统起草、已经印发的文件，从这里送到县内别的单位，对方签收以后这里看得到；退回的，理由和依据也在这里。"
    "在“发文”里起草的不从这里送：核发时自动分送，签收情况在“回执”里看。标注“内部”的工作秘密不从这里送。"
)


@require_http_methods(["GET", "POST"])
@require_actor
def deliver(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of 送交文件; filled in as one that was sent before (`?like=`)."""
    before = row_id(request.GET.get("like", ""))
    line = sent_line_for(actor, before) if before is not None else None
    return action_page(
        request,
        actor,
        "documents.incoming.deliver",
        lead=LEAD,
        back=Link("送出文件", ADDRESS),
        done_href=ADDRESS,
        submit="送交",
        values=_as_before(line) if line is not None else None,
    )


def _as_before(line: IncomingDocument) -> dict[str, str]:
    """What the form says when it begins with *line*; to whom is chosen anew."""
    return {
        "title": line.matter.title,
        "document_number": line.document_number,
        "genre": line.genre,
        "document_date": line.document_date.isoformat() if line.document_date else "",
        "issuer": line.source,
        "addressees": line.addressees,
        "copy_to": line.copy_to,
        "annexes": str(line.annexes),
        "summary": line.summary,
    }


@require_GET
@require_actor
def sent(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the unit sent, the newest first."""
    now, after = timezone.now(), row_id(request.GET.get("after", ""))

    def page(size: int | None) -> ListPage:
        wanted = size or SIZE
        found = list_sent_for(actor, after=after, size=wanted + 1)
        return _page(actor, found[:wanted], more=len(found) > wanted, today=now.astimezone(COUNTY).date())

    return answer_list(request, actor, page, now=now)


def _page(actor: Actor, shown: Sequence[Sent], *, more: bool, today: date) -> ListPage:
    return ListPage(
        title="送出文件",
        summary="在“发文”里起草的，签收情况在“回执”里看。",
        columns=(
            Column("文号", "code"),
            Column("标题", "title"),
            Column("送往", label_narrow=True),
            Column("送出", "muted", narrow=False),
            Column("情况", "pair", label_narrow=True),
        ),
        rows=tuple(
            Row(
                f"{DELIVER}?like={one.id}",
                (
                    Cell(one.number),
                    Cell(one.title),
                    Cell(one.to),
                    Cell(moment_text(one.at.astimezone(COUNTY), today)),
                    _state(one, today),
                ),
            )
            for one in shown
        ),
        empty=Empty(
            "还没有通过系统送出的文件。", "印发好的文件，可以送到县内别的单位。", Link("送交文件", DELIVER)
        ),
        main=Link("送交文件", DELIVER) if actor.holds(*REGISTRARS) else None,
        next_href=f"{ADDRESS}?{urlencode({'after': shown[-1].id})}" if more else "",
    )


def _state(one: Sent, today: date) -> Cell:
    if one.rejected:
        return Cell("已退文", note=f"{one.rejected}（{'、'.join(one.rules)}）")
    if one.signed_at is None:
        return Cell("待签收")
    return Cell("已签收", note=moment_text(one.signed_at.astimezone(COUNTY), today))
