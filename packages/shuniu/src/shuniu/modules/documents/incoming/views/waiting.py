"""The files of this session's drops that are not registered yet, and who may register at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.queries import get_files
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.modules.documents.incoming.who import REGISTRARS

WAITING = "incoming.waiting"
MOST_WAITING = 50
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
        if not actor.holds(*REGISTRARS):
            return refused_page(request, NOT_CLERK)
        return view(request, actor, *args, **kwargs)

    return checked


def waiting(request: HttpRequest, actor: Actor) -> list[StoredFile]:
    """The files of this session's drops that are not registered yet, in the order they came."""
    ids = request.session.get(WAITING, [])
    found = get_files(ids) if ids else {}
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


def next_after(files: list[StoredFile], pk: int) -> StoredFile | None:
    """The file that comes after *pk* in turn, round the end; None when it is the only one."""
    ids = [file.pk for file in files]
    others = files[ids.index(pk) + 1 :] + files[: ids.index(pk)] if pk in ids else files
    return others[0] if others else None
