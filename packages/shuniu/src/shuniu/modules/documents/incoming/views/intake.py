"""收文登记, the door: files are dropped, pass the gate one by one, and wait for their registration."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files.gate import Admitted
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.uploads import declaration_needed, take_in
from shuniu.kernel.platform.ui import (
    DropPage,
    DropZone,
    Link,
    RefusalPanel,
    UploadResult,
    page_response,
    render_component,
)
from shuniu.modules.documents.incoming import originals
from shuniu.modules.documents.incoming.actions.register import CLERKS
from shuniu.modules.documents.incoming.register import find_duplicate

ADDRESS = "/incoming/new/"
REGISTER = "/incoming/register/"
SCAN = "/incoming/scan/"
WAITING = "incoming.waiting"
MOST_WAITING = 50
NEEDS = "X-Needs-Declaration"
"""The header that tells the drop zone which checkbox lifts the refusal of a held file."""

OTHERS = (
    Link("扫描件登记台", SCAN, icon="file"),
    Link("手工登记", REGISTER, icon="book"),
    Link("电话、口头指示", "/incoming/call/", icon="phone"),
    Link("明电", "/incoming/telegram/", icon="telegram"),
)
NOT_CLERK = Refusal(
    Code.NOT_ALLOWED,
    "收文登记由文书、联络员办理，您现在的身份没有这项职责。",
    remedy="如果您另有岗位，请在右上角换一个身份。",
    rule="GW-02",
)


def require_clerk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for those who keep the register; others get the reason."""

    @require_actor
    @wraps(view)
    def checked(request: HttpRequest, actor: Actor, *args: object, **kwargs: object) -> HttpResponse:
        if not actor.holds(*CLERKS):
            return refused_page(request, NOT_CLERK)
        return view(request, actor, *args, **kwargs)

    return checked


def waiting(request: HttpRequest, actor: Actor) -> list[StoredFile]:
    """The files of this session's drops that are not registered yet, in the order they came."""
    ids = request.session.get(WAITING, [])
    found = StoredFile.objects.in_bulk(ids) if ids else {}
    return [
        found[pk]
        for pk in ids
        if pk in found
        and (found[pk].account_id, found[pk].unit_id) == (actor.account_id, actor.unit_id)
        and found[pk].erased_at is None
    ]


def wait_for(request: HttpRequest, pk: int) -> None:
    """Put the file *pk* at the end of those that wait."""
    request.session[WAITING] = [*request.session.get(WAITING, []), pk][-MOST_WAITING:]


def no_longer_waits(request: HttpRequest, pk: int) -> None:
    """Take the file *pk* out of those that wait."""
    request.session[WAITING] = [other for other in request.session.get(WAITING, []) if other != pk]


@require_GET
@require_clerk
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where files are dropped; what was dropped before and still waits is listed below."""
    return page_response(request, _drop_page(request, actor))


def _drop_page(request: HttpRequest, actor: Actor, results: tuple[UploadResult, ...] = ()) -> DropPage:
    waits = tuple(
        UploadResult("已读出，等待登记。", True, f.name, Link("去登记", f"{REGISTER}?file={f.pk}"))
        for f in waiting(request, actor)
    )
    refused = tuple(result for result in results if not result.accepted)
    return DropPage(
        title="收文登记",
        drop=DropZone("/incoming/upload/", accept=".docx,.pdf,.txt,.jpg,.jpeg,.png"),
        lead="放入文件后自动读出来文单位、字号、标题等，您核对即可。"
        "扫描件会先在本机显示，声明无密级标志之后才上传。",
        others=OTHERS,
        results=(*refused, *waits),
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
    answer = HttpResponse(render_component(result, request), status=status)
    if isinstance(outcome, Refusal) and declaration_needed(outcome):
        answer[NEEDS] = declaration_needed(outcome)
    return answer


def _result(request: HttpRequest, actor: Actor, outcome: Admitted | Refusal) -> UploadResult:
    if isinstance(outcome, Refusal):
        named = _name_sent(request) if _may_be_named(outcome) else ""
        words = "还没有收下。" if outcome.code is Code.HELD else "没有收下。"
        return UploadResult(words, False, named, refusal=RefusalPanel.of(outcome))
    file = outcome.file
    if request.POST.get("desk") == "1":
        return UploadResult("已读出。", True, file.name, Link("去登记", f"{SCAN}?file={file.pk}"))
    wait_for(request, file.pk)
    earlier = find_duplicate(actor.unit_id, "", file.sha256)
    words = "已读出，等待登记。" if earlier is None else _same_as(earlier.matter.number)
    return UploadResult(words, True, file.name, Link("去登记", f"{REGISTER}?file={file.pk}"))


def _name_sent(request: HttpRequest) -> str:
    sent = request.FILES.getlist("file")
    return sent[0].name or "" if sent else ""


def _may_be_named(refusal: Refusal) -> bool:
    """The gate keeps neither content nor name of what carries a mark: the answer does not repeat it either."""
    return refusal.code is not Code.SECRET


def _same_as(number: str) -> str:
    return f"已读出。内容与{number or '还没有编号的一件'}相同，可能是重复收文，请核对。"


def own_file(request: HttpRequest, actor: Actor, name: str = "file") -> StoredFile | Refusal | None:
    """The file that *request* asks to register; None when it names none, a refusal when it is not one's own."""
    asked = request.POST.get(name) or request.GET.get(name) or ""
    if not asked:
        return None
    return originals.own_file(actor, asked) or originals.NOT_FOUND
