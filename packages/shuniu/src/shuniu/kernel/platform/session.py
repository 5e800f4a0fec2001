"""The session: which account is signed in, and which hat it wears.

Used by views and by the API. The post worn lies in the session; it is looked up anew in every request, so that a
duty that ended ends at once.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from secrets import token_bytes

from django.http import HttpRequest

from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.people.actor import Actor, hats, resolve_actor
from shuniu.kernel.people.models import Account, Post

MUST_CHANGE = Refusal(
    Code.NOT_ALLOWED,
    "您现在用的是一次性密码，请先改成自己的密码。",
    remedy="改好以后就可以办理业务。",
)
"""What anybody gets who has not changed the password of his slip yet."""
MUST_SET_UP = Refusal(
    Code.NOT_ALLOWED,
    "登录要用动态口令，请先在手机或者动态口令卡上启用。",
    remedy="启用以后就可以办理业务。",
    rule="DB-01",
)
"""What anybody gets from whom the county wants a code and who has not set it up yet."""
SET_UP = "set_up_code"
POST = "post"
_AWAY_KEY = "away_key"
_CACHE = "_shuniu_actor"
_HATS = "_shuniu_hats"


def current_account(request: HttpRequest) -> Account | None:
    """Who is signed in, by Django's authentication; None for a stranger."""
    user = getattr(request, "user", None)
    return user if isinstance(user, Account) and user.is_authenticated else None


def current_actor(request: HttpRequest, now: datetime) -> Actor | Refusal:
    """The actor of this request, worked out once: the signed-in account in the post it wears.

    A refusal with `NO_ACTOR` says that nobody is signed in, with `DUTY_ENDED` that the post worn has ended or
    that the account has none (the three administrators); `MUST_CHANGE` that the password is still the slip's.
    """
    found: Actor | Refusal | None = getattr(request, _CACHE, None)
    if found is None:
        found = _resolve(request, now)
        setattr(request, _CACHE, found)
    return found


def away_key(request: HttpRequest) -> str:
    """The key, in base64, with which this sign-in alone may keep in the browser what it writes while the network is
    away. It ends with the session."""
    if _AWAY_KEY not in request.session:
        request.session[_AWAY_KEY] = b64encode(token_bytes(32)).decode()
    return str(request.session[_AWAY_KEY])


def own_hats(request: HttpRequest, now: datetime) -> Sequence[Post]:
    """The posts the signed-in account may act in now, by rank, looked up once a request."""
    account = current_account(request)
    if account is None:
        return ()
    found: Sequence[Post] | None = getattr(request, _HATS, None)
    if found is None:
        found = hats(account, now=now)
        setattr(request, _HATS, found)
    return found


def wear(request: HttpRequest, post_id: int, now: datetime) -> Actor | Refusal:
    """Put on the hat *post_id* for this session; the hat worn before stays when it is refused."""
    account = current_account(request)
    if account is None:
        return _signed_out()
    actor = _actor_of(request, account, post_id, now)
    if isinstance(actor, Refusal):
        return actor
    request.session[POST] = post_id
    setattr(request, _CACHE, actor)
    return actor


def _resolve(request: HttpRequest, now: datetime) -> Actor | Refusal:
    account = current_account(request)
    return _actor_of(request, account, request.session.get(POST), now) if account else _signed_out()


def _actor_of(request: HttpRequest, account: Account, post_id: int | None, now: datetime) -> Actor | Refusal:
    if account.must_change_password:
        return MUST_CHANGE
    if request.session.get(SET_UP):
        return MUST_SET_UP
    try:
        return resolve_actor(account, post_id, now=now, posts=own_hats(request, now))
    except Refused as refused:
        return refused.refusal


def _signed_out() -> Refusal:
    return Refusal(Code.NO_ACTOR, "请先登录。", remedy="登录以后会回到这里，填写的内容还在。")
