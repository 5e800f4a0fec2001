"""Everything that is wrong with the lines of an import, row by row, before anything is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Q

from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.importing import (
    Fault,
    Organisation,
    PortfolioLine,
    PostLine,
    ProxyLine,
    UnitLine,
)
from shuniu.kernel.people.models import (
    Account,
    Authority,
    IssuerCode,
    Person,
    Portfolio,
    Post,
    StandIn,
    Unit,
)
from shuniu.kernel.people.outside_organs import faults_in

UNITS, POSTS, PORTFOLIOS, PROXIES, ORGANS = "单位", "人员岗位", "分管", "AB岗和授权", "机关名录"

ADD_UNIT = f"请在“{UNITS}”表里写上这个单位，或者改正代码"
_CODE = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_USERNAME = re.compile(r"[a-z0-9\u4e00-\u9fff][a-z0-9._@\u4e00-\u9fff-]{1,59}")
_LARGEST = 2**31 - 1

Places = set[tuple[str, str]]
AnyLine = UnitLine | PostLine | PortfolioLine | ProxyLine
L = TypeVar("L", UnitLine, PostLine, PortfolioLine, ProxyLine)


def faults_of(organisation: Organisation, *, today: date) -> list[Fault]:
    """Every fault of *organisation*, judged by itself and by what the database holds already."""
    units = set(Unit.objects.values_list("code", flat=True)) | {line.code for line in organisation.units}
    places = _places(organisation, today)
    leaders = _leaders(organisation, today)
    found: list[Iterable[Fault]] = [_unit_faults(organisation.units, units)]
    found.append(_post_faults(organisation.posts, units, leaders, today))
    found.append(_portfolio_faults(organisation.portfolios, units, places))
    found.append(_proxy_faults(organisation.proxies, places))
    found.append(Fault(ORGANS, row, message) for row, message in faults_in(organisation.organs, units))
    return sorted((f for part in found for f in part), key=lambda f: (_SHEETS.index(f.sheet), f.row))


_SHEETS = (UNITS, POSTS, PORTFOLIOS, PROXIES, ORGANS)


def _places(organisation: Organisation, today: date) -> Places:
    """(user name, unit code) of every post that will be held after the import."""
    held = Post.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person__account__isnull=False)
    kept = set(held.values_list("person__account__username", "unit__code"))
    lines = organisation.posts
    ended = {(p.username, p.unit) for p in lines if p.until is not None and p.until < today}
    return (kept | {(p.username, p.unit) for p in lines}) - ended


def _leaders(organisation: Organisation, today: date) -> set[str]:
    held = Post.objects.filter(Q(until__isnull=True) | Q(until__gte=today)).filter(
        Q(duties__until__isnull=True) | Q(duties__until__gte=today), duties__code="LEADER"
    )
    said = {(p.username, p.unit): "LEADER" in p.duties for p in organisation.posts}
    kept = {
        name
        for name, unit in held.values_list("person__account__username", "unit__code")
        if said.get((name, unit), True)
    }
    return kept | {username for (username, _), leads in said.items() if leads}


def _unit_faults(lines: Sequence[UnitLine], units: set[str]) -> Iterator[Fault]:
    yield from _too_long(UNITS, lines, {Unit: ("code", "name", "short_name", "party_name", "fonds")})
    yield from _twice(UNITS, lines, lambda line: line.code, "单位代码“{}”")
    yield from _named_alike(lines)
    parents = dict(Unit.objects.values_list("code", "parent__code")) | {u.code: u.parent for u in lines}
    owners = dict(IssuerCode.objects.values_list("code", "unit__code"))
    for line in lines:

        def wrong(message: str, row: int = line.row) -> Fault:
            return Fault(UNITS, row, message)

        if not _CODE.fullmatch(line.code):
            yield wrong(f"单位代码“{line.code}”只能用小写字母、数字和 . _ -，并以字母或者数字开头。")
        if not 0 <= line.order <= _LARGEST:
            yield wrong(f"排序号 {line.order} 应当是不小于 0 的整数。")
        if line.parent and line.parent not in units:
            yield wrong(f"上级单位代码“{line.parent}”不存在，{ADD_UNIT}。")
        elif line.successor and line.successor not in units:
            yield wrong(f"职能划入的单位代码“{line.successor}”不存在，{ADD_UNIT}。")
        elif line.successor == line.code or (line.active and (line.successor or line.ended)):
            yield wrong("只有停用的单位才写撤销日期和职能划入的单位，划入的应当是另一个单位。")
        elif _in_circle(line.code, parents):
            yield wrong(f"单位“{line.code}”的上级绕了一圈又是它自己，请改正上级单位代码。")
        for code in line.issuer_codes:
            owner = owners.setdefault(code, line.code)
            if owner != line.code:
                yield wrong(f"机关代字“{code}”已经是单位“{owner}”的，一个代字只能归一个单位。")
            if len(code) > _room(IssuerCode, "code"):
                yield wrong(f"机关代字“{code[:20]}…”太长。")


def _named_alike(lines: Sequence[UnitLine]) -> Iterator[Fault]:
    """来文单位 is recognised by its name: two units in use may not have the same. 内设机构 may, where they are part of
    different units: each is named with the unit that it is part of."""
    said = {line.code for line in lines}
    names = dict(Unit.objects.values_list("code", "name")) | {line.code: line.name for line in lines}
    kept = Unit.objects.filter(active=True).exclude(code__in=said).order_by("pk")
    owners: dict[str, str] = {}
    for code, name, kind, parent in kept.values_list("code", "name", "kind", "parent__code"):
        owners.setdefault(_full_name(name, kind, names.get(parent or "", "")), code)
    for line in lines:
        if not line.active:
            continue
        parent = names.get(line.parent, "")
        owner = owners.setdefault(_full_name(line.name, line.kind, parent), line.code)
        if owner == line.code:
            continue
        there = f"“{parent}”之下的" if line.kind == Unit.Kind.SECTION and parent else ""
        yield Fault(UNITS, line.row, f"单位名称“{line.name}”与{there}单位“{owner}”相同，请写能区分的全称。")


def _full_name(name: str, kind: str, parent: str) -> str:
    """The name as addressing compares it: width folded, without blanks, that of a 内设机构 behind its unit's."""
    own, above = ("".join(unicodedata.normalize("NFKC", text).split()) for text in (name, parent))
    return above + own if kind == Unit.Kind.SECTION and not own.startswith(above) else own


def _in_circle(code: str, parents: Mapping[str, str]) -> bool:
    at, seen = parents.get(code), set[str]()
    while at and at not in seen:
        if at == code:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def _post_faults(
    lines: Sequence[PostLine], units: set[str], leaders: set[str], today: date
) -> Iterator[Fault]:
    yield from _too_long(POSTS, lines, {Account: ("username",), Person: ("name", "phone"), Post: ("title",)})
    yield from _twice(POSTS, lines, lambda line: (line.username, line.unit), "“{0[0]}”在单位“{0[1]}”的岗位")
    known = {
        username: (kind, name)
        for username, kind, name in Account.objects.values_list("username", "kind", "person__name")
    }
    for line in lines:

        def wrong(message: str, row: int = line.row) -> Fault:
            return Fault(POSTS, row, message)

        kind, name = known.setdefault(line.username, (Account.Kind.PERSON.value, line.name))
        if not _USERNAME.fullmatch(line.username):
            yield wrong(f"用户名“{line.username}”只能用汉字、小写字母、数字和 . _ @ -，至少 2 个字符。")
        if kind != Account.Kind.PERSON:
            yield wrong(f"用户名“{line.username}”是管理员账号，不能办理业务，请另起一个。")
        elif name is not None and name != line.name:
            yield wrong(f"用户名“{line.username}”已经是{name}的，{line.name}请另起一个用户名。")
        if line.unit not in units:
            yield wrong(f"单位代码“{line.unit}”不存在，{ADD_UNIT}。")
        if not 1949 <= line.since.year <= today.year + 1:
            yield wrong(f"任职日期 {line.since} 的年份不对，请核对。")
        if line.until is not None and line.until.year > today.year + 50:
            yield wrong(f"免职日期 {line.until} 的年份不对，请核对；在任的空着。")
        if not 0 <= line.rank <= _LARGEST:
            yield wrong(f"排名 {line.rank} 应当是不小于 0 的整数。")
        if line.until is not None and line.until < line.since:
            yield wrong(f"免职日期 {line.until} 早于任职日期 {line.since}。")
        for code in line.duties:
            if code not in DUTIES:
                yield wrong(f"职责“{code}”不存在，只能是：{'、'.join(d.label for d in DUTIES.values())}。")
        if bool(line.serves) != ("LEADER_LIAISON" in line.duties):
            yield wrong("领导联络员要写明服务的领导；不是领导联络员的，不写服务的领导。")
        for leader in line.serves:
            if leader not in leaders:
                yield wrong(f"服务的领导“{leader}”不存在，或者没有“领导”这项职责。")


def _portfolio_faults(lines: Sequence[PortfolioLine], units: set[str], places: Places) -> Iterator[Fault]:
    yield from _too_long(PORTFOLIOS, lines, {Portfolio: ("field",)})
    yield from _twice(
        PORTFOLIOS, lines, lambda line: (line.leader, line.unit, line.field), "“{0[0]}”分管“{0[2]}”"
    )
    for line in lines:
        if (line.leader, line.unit) not in places:
            yield Fault(PORTFOLIOS, line.row, _no_post(line.leader, line.unit))
        for code in line.units:
            if code not in units:
                yield Fault(PORTFOLIOS, line.row, f"分管单位代码“{code}”不存在，{ADD_UNIT}。")


def _proxy_faults(lines: Sequence[ProxyLine], places: Places) -> Iterator[Fault]:
    authorities = [line for line in lines if line.authority]
    yield from _too_long(PROXIES, authorities, {Authority: ("scope",)})
    for line in lines:

        def wrong(message: str, row: int = line.row) -> Fault:
            return Fault(PROXIES, row, message)

        for username, unit in ((line.of, line.of_unit), (line.by, line.by_unit)):
            if (username, unit) not in places:
                yield wrong(_no_post(username, unit))
        if line.of == line.by:
            yield wrong("本人不能代自己，请另写一位代办人。")
        if line.until < line.since:
            yield wrong(f"止于 {line.until}，早于开始的 {line.since}。")
        room = _room(Authority, "paper") if line.authority else _room(StandIn, "reason")
        if not line.words:
            yield wrong("授权要写明授权书的文号或者名称。" if line.authority else "AB岗要写明离岗的事由。")
        elif len(line.words) > room:
            yield wrong(f"“事由或者授权书”最多 {room} 个字。")


def _no_post(username: str, unit: str) -> str:
    return f"“{username}”在单位“{unit}”没有在任的岗位，请在“{POSTS}”表里写上，或者改正用户名、单位代码。"


def _twice(sheet: str, lines: Sequence[L], key: Callable[[L], object], what: str) -> Iterator[Fault]:
    first: dict[object, int] = {}
    for line in lines:
        earlier = first.setdefault(key(line), line.row)
        if earlier != line.row:
            yield Fault(sheet, line.row, f"{what.format(key(line))}在第 {earlier} 行已经写过。")


def _too_long(
    sheet: str, lines: Iterable[AnyLine], kept_in: dict[type[models.Model], tuple[str, ...]]
) -> Iterator[Fault]:
    """SQLite would keep any length and PostgreSQL none: what does not fit is a fault on both."""
    rooms = {name: _room(model, name) for model, names in kept_in.items() for name in names}
    for line in lines:
        for said in fields(line):
            text = getattr(line, said.name)
            if said.name in rooms and len(text) > rooms[said.name]:
                yield Fault(sheet, line.row, f"“{text[:12]}…”太长，最多 {rooms[said.name]} 个字。")


def _room(model: type[models.Model], name: str) -> int:
    return int(getattr(model._meta.get_field(name), "max_length", 0))
