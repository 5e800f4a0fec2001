"""印章: which seals the office keeps, who keeps them, and what happened to them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, ListPage, Row, Tab, moment_text
from shuniu.modules.documents.models import Seal, SealMove
from shuniu.modules.documents.seals import keeping
from shuniu.modules.documents.seals.book import may_read_book
from shuniu.modules.documents.seals.who import APPROVERS

ADDRESS = "/seals/kept/"
BACK = Link("印章", ADDRESS)
COLUMNS = (
    Column("印章名称", "name"),
    Column("种类", label_narrow=True),
    Column("刻的是哪个机关", narrow=False),
    Column("保管人", "pair", label_narrow=True),
    Column("电子印章", narrow=False),
    Column("状态"),
)
MOVES = (
    Column("时间", "muted"),
    Column("印章", "name"),
    Column("事项"),
    Column("交出人", label_narrow=True),
    Column("接收人", label_narrow=True),
    Column("监交人", label_narrow=True),
    Column("情况", narrow=False),
)
NOT_FOR_YOU = Refusal(
    Code.NOT_ALLOWED,
    "印章清单由本单位的印章保管人、文书、负责人和档案员查看。",
    remedy="要用印的，请在“用印”里申请。",
    rule="GW-18",
)
HOW = {
    "hand_over": "移交要由办公室负责人监交：当面点清，注明印章是否完好。等着盖这枚章的件随之转给接收人。",
    "stop": "停用后不能再盖；以前的用印登记都保留。旧章按规定封存或者上交销毁，请写明处置情况。",
}


@require_GET
@require_actor
def kept(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The seals of the office of the hat worn now, or what happened to them."""
    if not may_read_book(actor):
        return refused_page(request, NOT_FOR_YOU)
    moves = request.GET.get("view") == "moves"
    return answer_list(request, actor, lambda size: _page(actor, moves=moves), now=timezone.now())


def _page(actor: Actor, *, moves: bool) -> ListPage:
    heads = actor.holds(*APPROVERS)
    if moves:
        rows = tuple(_move(move) for move in keeping.moves_in(actor.unit_id))
    else:
        rows = tuple(_seal(seal, heads=heads) for seal in keeping.whole_register(actor.unit_id))
    return ListPage(
        title="印章移交记录" if moves else "印章",
        columns=MOVES if moves else COLUMNS,
        rows=rows,
        empty=Empty("还没有登记印章。", "本单位和所服务机关的印章，由办公室负责人登记、指定保管人。"),
        main=Link("登记印章", f"{ADDRESS}add/") if heads else None,
        tabs=(
            Tab("印章", ADDRESS, current=not moves),
            Tab("移交记录", f"{ADDRESS}?view=moves", current=moves),
        ),
        exports=(
            (Link("移交印章", f"{ADDRESS}hand-over/"), Link("停用印章", f"{ADDRESS}stop/")) if heads else ()
        ),
    )


def _seal(seal: Seal, *, heads: bool) -> Row:
    keeper = seal.keeper
    return Row(
        href=f"{ADDRESS}hand-over/?seal={seal.pk}"
        if heads and seal.active
        else f"/seals/book/?seal={seal.pk}",
        cells=(
            Cell(seal.name),
            Cell(seal.get_kind_display()),
            Cell(seal.organ.name),
            Cell(keeper.person.name, note=keeper.title) if keeper is not None else Cell("没有指定"),
            Cell("已接入" if seal.service_key else "没有接入"),
            Cell("在用" if seal.active else "停用"),
        ),
        voided=not seal.active,
    )


def _move(move: SealMove) -> Row:
    at = move.at.astimezone(COUNTY)
    return Row(
        href=f"/seals/book/?seal={move.seal_id}",
        cells=(
            Cell(moment_text(at, at.date())),
            Cell(move.seal.name),
            Cell(move.get_what_display()),
            Cell(move.giver.name if move.giver else ""),
            Cell(move.taker.name if move.taker else ""),
            Cell(move.witness.name if move.witness else ""),
            Cell(move.words),
        ),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form by which a seal is taken into keeping."""
    lead = "登记的是印章本身和保管人，系统里不存印模。公文落款是谁的，就盖谁的印章。"
    return action_page(request, actor, "documents.seal.add", lead=lead, back=BACK, done_href=ADDRESS)


@require_http_methods(["GET", "POST"])
@require_actor
def hand_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of handing a seal over."""
    return _about(request, actor, "hand_over")


@require_http_methods(["GET", "POST"])
@require_actor
def stop(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of taking a seal out of use."""
    return _about(request, actor, "stop")


def _about(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """A form about one seal, chosen in the list or there."""
    pk = row_id(request.GET.get("seal", ""))
    return action_page(
        request,
        actor,
        f"documents.seal.{name}",
        lead=HOW[name],
        back=BACK,
        values={"seal": pk} if pk is not None else None,
        done_href=ADDRESS,
    )
