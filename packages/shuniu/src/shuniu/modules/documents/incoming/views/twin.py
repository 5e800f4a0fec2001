"""/p/<code>/: the QR of a sheet finds the matter and says where the paper lies; here it is handed on (GW-06).

Made for a phone in a corridor: the likely next desks are one press each.
"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.choosers import Asking
from shuniu.kernel.platform.screens.detail import marks_of, urgent_mark
from shuniu.kernel.platform.ui import (
    ConfirmDialog,
    Desk,
    Fact,
    Field,
    Hidden,
    Link,
    RefusalPanel,
    TwinMove,
    TwinPage,
    moment_text,
    page_response,
)
from shuniu.modules.documents.incoming.actions.paper import TRACKERS
from shuniu.modules.documents.incoming.sheets import (
    find_sheet,
    first_sheet,
    lies_with,
    moves_of,
    next_desks,
    sheets_of,
)
from shuniu.modules.documents.models import PaperCopy, line_of

NO_PAPER = Refusal(Code.NOT_FOUND, "没有这个编码的纸质件，或者您无权查看，请核对编码。", rule="CQ-06")


def _asked(actor: Actor, code: str) -> tuple[Matter, PaperCopy | None] | None:
    """What *code* names: a sheet, or with M and a number the matter whose slip carried it."""
    numbered = row_id(code[1:]) if code[:1] == "M" else None
    if numbered is not None:
        return first_sheet(actor, numbered)
    sheet = find_sheet(actor, code)
    return (sheet.matter, sheet) if sheet is not None else None


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The sheet, for those who may see its matter or have it before them."""
    found = _asked(actor, code.upper())
    if found is None:
        return refused_page(request, NO_PAPER)
    if unrecorded := reader_log.note(actor, found[0], How.PAGE, now=timezone.now()):
        return refused_page(request, unrecorded)
    return page_response(request, _page(actor, *found))


def _page(
    actor: Actor, matter: Matter, sheet: PaperCopy | None, refusal: RefusalPanel | None = None
) -> TwinPage:
    now, line = timezone.now(), line_of(matter)
    today = now.astimezone(COUNTY).date()
    facts = (
        Fact("来文单位", line.source),
        Fact("来文字号", line.document_number),
        Fact("办到", matter.standing),
    )
    common = {
        "title": matter.title,
        "number": matter.number or "未编号",
        "marks": marks_of(matter),
        "urgent": urgent_mark(matter),
        "facts": tuple(f for f in facts if f.value),
        "links": (Link("打开办件", f"/matters/{matter.pk}/"),) if may_see(actor, matter.pk) else (),
        "refusal": refusal,
    }
    if sheet is None:
        begins = actor.holds(*TRACKERS)
        return TwinPage(
            place="纸质件还没有登记去向", begin=_begin(actor, matter, now) if begins else None, **common
        )
    mine, sees = lies_with(actor, sheet), may_see(actor, matter.pk)
    may_move = sees and sheet.returned_at is None and (mine or actor.holds(*TRACKERS))
    since = moment_text((sheet.returned_at or sheet.since).astimezone(COUNTY), today)
    desk = f"在{'您' if mine else sheet.holder.name}桌上（{sheet.holder_unit.short_name}）"
    return TwinPage(
        place=desk if sheet.returned_at is None else "已经清退",
        since=f"{since}起" if sheet.returned_at is None else since,
        sheet=sheet.label + ("，需要清退" if sheet.must_return else ""),
        code=sheet.code,
        action=f"/p/{sheet.code}/hand/" if may_move else "",
        picker=Field("post", "别的人", "picker", search_href="/choose/anyone/"),
        desks=_desks(actor, sheet, now) if may_move else (),
        hidden=(Hidden("command_id", str(uuid4())),),
        give_back=_back(actor, matter, sheet, sees=sees),
        moves=tuple(
            TwinMove(
                f"{m.to.name}（{m.to_unit.short_name}）",
                moment_text(m.at.astimezone(COUNTY), today),
                f"{m.by.name}登记",
            )
            for m in moves_of(sheet)
        ),
        others=tuple(
            Link(f"{s.label}：{s.holder.name}", f"/p/{s.code}/")
            for s in sheets_of(matter)
            if s.pk != sheet.pk
        ),
        **common,
    )


def _desks(actor: Actor, sheet: PaperCopy, now: datetime) -> tuple[Desk, ...]:
    return tuple(
        Desk(
            str(post.pk),
            "我收到了" if post.person_id == actor.person_id else post.person.name,
            "" if post.person_id == actor.person_id else f"{post.unit.short_name} · {post.title}",
        )
        for post in next_desks(actor, sheet, now=now)
    )


def _begin(actor: Actor, matter: Matter, now: datetime) -> ConfirmDialog:
    action = ACTIONS.get("documents.paper.track")
    return ConfirmDialog(
        id="begin",
        title="登记纸质件",
        text="登记以后，这一份在谁桌上、从什么时候起，都查得到。它现在记在您名下。",
        action=f"/act/{action.name}/",
        submit="登记纸质件",
        fields=forms.fields_of(action, Asking(actor, now)),
        hidden=(
            Hidden("matter", str(matter.pk)),
            Hidden("command_id", str(uuid4())),
            Hidden("next", f"/p/M{matter.pk}/"),
        ),
    )


def _back(actor: Actor, matter: Matter, sheet: PaperCopy, *, sees: bool) -> ConfirmDialog | None:
    """How the sheet comes back: 清退 by the office; by a holder who sees the matter no more, to the clerk."""
    mine = lies_with(actor, sheet)
    if sheet.returned_at is not None or not (mine or actor.holds(*TRACKERS)):
        return None
    if sees:
        return _give_back(matter, sheet) if actor.holds(*TRACKERS) else None
    return _hand_back(sheet) if mine else None


def _hand_back(sheet: PaperCopy) -> ConfirmDialog:
    return ConfirmDialog(
        id="hand-back",
        title=f"把{sheet.label}交回文书",
        text="这一件您已经不能查看，这份纸还记在您名下。交回以后，记在主办单位文书名下，请把纸送到。",
        action="/act/documents.paper.hand_back/",
        submit="交回文书",
        hidden=(
            Hidden("paper", str(sheet.pk)),
            Hidden("command_id", str(uuid4())),
            Hidden("next", "/"),
        ),
    )


def _give_back(matter: Matter, sheet: PaperCopy) -> ConfirmDialog:
    return ConfirmDialog(
        id="give-back",
        title=f"清退{sheet.label}",
        text="确认这一份已经收回，以后不再跟踪它。清退后不能再交接。",
        action="/act/documents.paper.give_back/",
        submit="清退",
        hidden=(
            Hidden("matter", str(matter.pk)),
            Hidden("paper", str(sheet.pk)),
            Hidden("command_id", str(uuid4())),
            Hidden("next", f"/p/{sheet.code}/"),
        ),
    )


@require_POST
@require_actor
def hand(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The sheet lies on another desk now; refused, the page says why and the paper stays where it was."""
    found = _asked(actor, code.upper())
    if found is None or found[1] is None:
        return refused_page(request, NO_PAPER)
    matter, sheet = found[0], found[1]
    chosen = [p for p in request.POST.getlist("post") if row_id(p) is not None]
    data = {"matter": matter.pk, "paper": sheet.pk, "post": chosen[-1] if chosen else None}
    if request.POST.get("command_id"):
        data["command_id"] = request.POST["command_id"]
    action = ACTIONS.get("documents.paper.hand_over")
    outcome = run(action.name, actor=actor, data={k: v for k, v in data.items() if v}, now=timezone.now())
    if isinstance(outcome, Refusal):
        panel = RefusalPanel.of(outcome, forms.labels_of(action.input))
        return page_response(request, _page(actor, matter, sheet, panel), status=outcome.status)
    messages.success(request, f"{sheet.label}{outcome.result.get('said', '已交接')}。")
    return HttpResponseRedirect(f"/p/{sheet.code}/" if find_sheet(actor, sheet.code) else "/")
