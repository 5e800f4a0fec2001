"""以谁的身份进入: the demo's way in without a password, on this machine alone.

It is there only under `shuniu demo` and on a database marked as demo. A request that came through a proxy, from
another machine or under another name is refused, however it claims to have come.
"""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shuniu.demo.county import load_county
from shuniu.demo.guide import Entrance, load_guide
from shuniu.kernel.people.actor import Actor, account_actor
from shuniu.kernel.people.installation import installation_kind
from shuniu.kernel.people.models import Account, Installation, Post
from shuniu.kernel.people.queries import serving
from shuniu.kernel.platform.session import wear
from shuniu.kernel.platform.ui import (
    ERRORS,
    EntranceCard,
    EntranceGroup,
    EntrancePage,
    ErrorPage,
    page_response,
)
from shuniu.kernel.records.writing import record

BACKEND = "shuniu.kernel.people.backend.AccountBackend"
LOOPBACK_NAMES = frozenset({"localhost"})
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_REAL_IP",
    "HTTP_X_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
)
FORWARDED_PREFIX = "HTTP_X_FORWARDED"
"""X-Forwarded-For, -Host, -Proto, -Port, -Server …: every one of them says that somebody stands between."""

GROUPS = (
    ("office", "县委办、县政府办", "收文、拟办、催办都从这里开始，两办各有各的登记簿"),
    ("leader", "县领导和领导联络员", "批示、圈阅，联络员整理批阅夹和代录"),
    ("unit", "部门和乡镇", "签收县里交办的件，在本单位的收文号下办理，再报回去"),
    ("administrator", "三员", "各管各的，看不到公文：账号和参数、职责和权限、操作记录"),
)
ADMINISTRATORS: dict[str, tuple[str, ...]] = {
    "system": ("看账号，给新来的人建一个", "给忘了密码的人换发一次性密码", "改一个参数，写明依据"),
    "security": ("给一个岗位授予职责，再收回", "看权限表：哪项操作谁可以办"),
    "audit": ("查今天有哪些操作没有被准许", "按人、按单位、按日期查，取证导出"),
}
"""What each of the three administrators tries."""


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Show who one may be; a press signs in as that person, with that hat."""
    if not is_there():
        return page_response(request, ERRORS["404"], status=404)
    if comes_from_elsewhere(request):
        return page_response(request, ELSEWHERE, status=403)
    if request.method == "GET":
        return page_response(request, _page(), body_class="entrance-choice")
    if request.POST.get("as") in ADMINISTRATORS:
        return _sign_in_administrator(request, request.POST["as"])
    chosen = next((one for one in load_guide() if one.key == request.POST.get("as")), None)
    post = post_of(chosen) if chosen else None
    if post is None:
        return page_response(request, ERRORS["404"], status=404)
    return _sign_in(request, post)


def is_there() -> bool:
    """Whether this server has the entrance at all: started by `shuniu demo`, on a database marked as demo."""
    return bool(settings.DEMO_ENTRANCE) and installation_kind() is Installation.Kind.DEMO


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the request did not come straight from this machine."""
    meta = request.META
    passed_on = any(name in FORWARDED or name.startswith(FORWARDED_PREFIX) for name in meta)
    address, host = str(meta.get("REMOTE_ADDR", "")), _host_name(request)
    return passed_on or not _is_loopback(address) or not (host in LOOPBACK_NAMES or _is_loopback(host))


def _host_name(request: HttpRequest) -> str:
    """The name in the Host header without its port; get_host has refused what is no host name."""
    host = request.get_host().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_loopback(text: str) -> bool:
    try:
        return ip_address(text).is_loopback
    except ValueError:
        return False


def post_of(entrance: Entrance) -> Post | None:
    """The post with which *entrance* comes in; None when it is not held today."""
    return (
        serving(timezone.now())
        .filter(person__account__username=entrance.person, unit__code=entrance.unit)
        .select_related("person__account")
        .first()
    )


def _sign_in(request: HttpRequest, post: Post) -> HttpResponse:
    account, now = post.person.account, timezone.now()
    assert account is not None, "everybody in the demo has an account"
    login(request, account, backend=BACKEND)
    worn = wear(request, post.pk, now)
    record(
        "demo.enter",
        actor=worn if isinstance(worn, Actor) else None,
        now=now,
        content={"account": account.pk},
    )
    return HttpResponseRedirect("/")


def _sign_in_administrator(request: HttpRequest, kind: str) -> HttpResponse:
    account = Account.objects.filter(kind=kind, is_active=True).order_by("pk").first()
    if account is None:
        return page_response(request, ERRORS["404"], status=404)
    login(request, account, backend=BACKEND)
    record("demo.enter", actor=account_actor(account), now=timezone.now(), content={"account": account.pk})
    return HttpResponseRedirect("/")


def _page() -> EntrancePage:
    cards: dict[str, list[EntranceCard]] = {key: [] for key, _, _ in GROUPS}
    for one in load_guide():
        cards[_group(one)].append(_card(one))
    for kind, tries in ADMINISTRATORS.items():
        label = Account.Kind(kind).label
        cards["administrator"].append(EntranceCard(kind, label, label, "没有岗位，不办公文", tries))
    return EntrancePage(
        title="以谁的身份进入",
        lead="云岭县是虚构的，人和公文都是编写的，日期随今天而变。选一个人进去，按下面写的试一试；"
        "随时可以在右上角姓名下换一个人。演示库里不要放真实的文件。",
        action="/enter/",
        groups=tuple(EntranceGroup(title, note, tuple(cards[key])) for key, title, note in GROUPS),
    )


def _group(entrance: Entrance) -> str:
    if entrance.duty == "LEADER_LIAISON":
        return "leader"
    kind = load_county().units[entrance.unit].kind
    return {"leadership": "leader", "office": "office"}.get(kind, "unit")


def _card(entrance: Entrance) -> EntranceCard:
    county = load_county()
    person = county.people[entrance.person]
    title = next(post.title for post in person.posts if post.unit == entrance.unit)
    unit = county.units[entrance.unit].short_name
    place = title if title.startswith(unit) else f"{unit} · {title}"
    return EntranceCard(entrance.key, entrance.role, person.name, place, entrance.tries)


ELSEWHERE = ErrorPage(
    status="403",
    title="演示入口只能在本机直接打开。",
    text="请在运行 shuniu demo 的这台机器上，用浏览器打开启动时显示的地址；经过代理或者从别的机器来的访问一律不接受。",
)
