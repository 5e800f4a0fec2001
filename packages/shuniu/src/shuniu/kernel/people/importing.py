"""The bootstrap door for an organisation: units, people, portfolios, stand-ins and authorities, all or nothing.

Before it was opened nobody is there who could act, so this is no action. Whoever calls it must bring `keep`,
which runs inside the same transaction and writes the record (and the password slips): an import that cannot be
recorded does not happen. What the lines say is matched by code and updated; what they leave out stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import (
    Account,
    Authority,
    Duty,
    Installation,
    IssuerCode,
    LeaderLiaison,
    Person,
    Portfolio,
    Post,
    StandIn,
    Unit,
)
from shuniu.kernel.people.outside_organs import OrganLine
from shuniu.kernel.people.outside_organs import write as write_organs
from shuniu.kernel.people.passwords import one_time_password


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """One unit. `kind` is a `Unit.Kind`; `parent` a unit code or empty; `row` is where it stands in the sheet."""

    row: int
    code: str
    name: str
    short_name: str
    kind: str
    order: int
    party_name: str = ""
    parent: str = ""
    issuer_codes: tuple[str, ...] = ()
    fonds: str = ""
    dual_leadership: bool = False
    active: bool = True
    ended: date | None = None
    successor: str = ""


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """One post of a person in a unit, with its duties (codes) and, for a 领导联络员, the leaders served."""

    row: int
    username: str
    name: str
    unit: str
    title: str
    since: date
    phone: str = ""
    rank: int = 1000
    principal: bool = False
    duties: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PortfolioLine:
    """分管: one field of a leader, and the units in it. The lines of a leader are the whole of his portfolio."""

    row: int
    leader: str
    unit: str
    field: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProxyLine:
    """An AB岗 period or a written 授权 (`authority`), both days inclusive; `words` is its reason or its paper."""

    row: int
    authority: bool
    of: str
    of_unit: str
    by: str
    by_unit: str
    since: date
    until: date
    words: str
    scope: str = ""
    kinds: tuple[str, ...] = ()
    upward: bool = False


@dataclass(frozen=True)
class Organisation:
    """Everything that one import says."""

    units: Sequence[UnitLine] = ()
    posts: Sequence[PostLine] = ()
    portfolios: Sequence[PortfolioLine] = ()
    proxies: Sequence[ProxyLine] = ()
    organs: Sequence[OrganLine] = ()


@dataclass(frozen=True)
class Fault:
    """What is wrong in one row of one sheet, as a Chinese sentence."""

    sheet: str
    row: int
    message: str

    def __str__(self) -> str:
        return f"“{self.sheet}”第 {self.row} 行：{self.message}"


class WrongOrganisation(Exception):
    """The lines cannot be brought in; nothing was."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Slip:
    """A one-time password for somebody's first sign-in. It exists here and on the slip, nowhere else."""

    unit: str
    name: str
    username: str
    password: str


@dataclass
class Brought:
    """What an import did: the codes and names touched, and the slips of new accounts."""

    units: list[str] = field(default_factory=list)
    usernames: list[str] = field(default_factory=list)
    portfolios: int = 0
    proxies: int = 0
    organs: int = 0
    slips: list[Slip] = field(default_factory=list)


Keep = Callable[[Brought], object]


def bring_in(organisation: Organisation, *, now: datetime, keep: Keep, slips: bool = True) -> Brought:
    """Write *organisation* in one transaction and call *keep* within it.

    Without *slips* new accounts have no password that could be used (the demo). Raises `WrongOrganisation`
    with every fault found, and whatever *keep* raises; then nothing was written.
    """
    from shuniu.kernel.people.importing_faults import faults_of

    with transaction.atomic():
        Installation.objects.select_for_update().first()  # one import at a time
        faults = faults_of(organisation, today=now.astimezone(COUNTY).date())
        if faults:
            raise WrongOrganisation(faults)
        writer = _Writer(now, slips)
        writer.write(organisation)
        keep(writer.brought)
    return writer.brought


def post_of(username: str, unit: str, *, on: date) -> Post | None:
    """The post *username* holds in the unit on that day or later; None when there is none."""
    return (
        Post.objects.filter(Q(until__isnull=True) | Q(until__gte=on))
        .filter(person__account__username=username, unit__code=unit)
        .select_related("person", "unit")
        .order_by("since", "pk")
        .first()
    )


class _Writer:
    """Writes lines that have no faults."""

    def __init__(self, now: datetime, slips: bool) -> None:
        self.today = now.astimezone(COUNTY).date()
        self.slips = slips
        self.brought = Brought()

    def write(self, organisation: Organisation) -> None:
        for unit in organisation.units:
            self._unit(unit)
        for unit in organisation.units:
            named = Unit.objects.in_bulk([c for c in (unit.parent, unit.successor) if c], field_name="code")
            Unit.objects.filter(code=unit.code).update(
                parent=named.get(unit.parent), successor=named.get(unit.successor)
            )
        for post in organisation.posts:
            self._post(post)
        for post in organisation.posts:
            self._liaison(post)
        for leader, lines in _grouped(organisation.portfolios, lambda line: (line.leader, line.unit)):
            self._portfolio(self._held(*leader), lines)
        for proxy in organisation.proxies:
            self._proxy(proxy)
        self.brought.organs = write_organs(organisation.organs)

    def _held(self, username: str, unit: str) -> Post:
        post = post_of(username, unit, on=self.today)
        assert post is not None, "faults_of has looked"
        return post

    def _unit(self, line: UnitLine) -> None:
        unit, _ = Unit.objects.update_or_create(
            code=line.code,
            defaults={
                "name": line.name,
                "short_name": line.short_name,
                "kind": line.kind,
                "order": line.order,
                "party_name": line.party_name,
                "fonds": line.fonds,
                "dual_leadership": line.dual_leadership,
                "active": line.active,
                "ended": line.ended,
            },
        )
        for code in line.issuer_codes:
            IssuerCode.objects.get_or_create(code=code, defaults={"unit": unit})
        self.brought.units.append(line.code)

    def _post(self, line: PostLine) -> None:
        unit = Unit.objects.get(code=line.unit)
        person = self._person(line, unit)
        post = (
            post_of(line.username, line.unit, on=self.today)
            or Post.objects.filter(person=person, unit=unit, since=line.since).first()
            or Post(person=person, unit=unit)
        )
        begin = line.since if post.pk is None else max(line.since, self.today)
        post.title, post.rank, post.principal = line.title, line.rank, line.principal
        post.since, post.until = line.since, line.until
        post.save()
        wanted = set(line.duties)
        current = post.duties.filter(Q(until__isnull=True) | Q(until__gte=self.today))
        for duty in current:
            if duty.code in wanted:
                wanted.discard(duty.code)
                duty.until = line.until and max(line.until, duty.since)
                duty.save(update_fields=["until"])
            else:
                self._end(duty)
        Duty.objects.bulk_create(
            Duty(post=post, code=code, since=begin, until=line.until)
            for code in sorted(wanted)
            if line.until is None or begin <= line.until
        )

    def _person(self, line: PostLine, unit: Unit) -> Person:
        account = Account.objects.filter(username=line.username).first() or self._new_account(line, unit)
        person, _ = Person.objects.update_or_create(
            account=account, defaults={"name": line.name, **({"phone": line.phone} if line.phone else {})}
        )
        if line.username not in self.brought.usernames:
            self.brought.usernames.append(line.username)
        return person

    def _new_account(self, line: PostLine, unit: Unit) -> Account:
        account = Account(username=line.username, must_change_password=self.slips)
        if self.slips:
            password = one_time_password()
            account.set_password(password)
            self.brought.slips.append(Slip(unit.name, line.name, line.username, password))
        else:
            account.set_unusable_password()
        account.save()
        return account

    def _end(self, row: Duty | Portfolio | LeaderLiaison) -> None:
        """Let it end yesterday; what began today or has no beginning never counted and goes."""
        yesterday = self.today - timedelta(days=1)
        if isinstance(row, Duty) and row.since > yesterday:
            row.delete()
            return
        row.until = yesterday
        row.save(update_fields=["until"])

    def _liaison(self, line: PostLine) -> None:
        post = post_of(line.username, line.unit, on=self.today)
        if post is None:
            return
        found = (leader_post(username, near=post.unit, on=self.today) for username in line.serves)
        leaders = {leader.pk: leader for leader in found if leader is not None}
        for row in post.liaison_for.filter(Q(until__isnull=True) | Q(until__gte=self.today)):
            if row.leader_id not in leaders:
                self._end(row)
        for leader in leaders.values():
            LeaderLiaison.objects.update_or_create(
                leader=leader, liaison=post, defaults={"until": line.until}
            )

    def _portfolio(self, leader: Post, lines: Iterable[PortfolioLine]) -> None:
        wanted = {line.field: line for line in lines}
        for row in leader.portfolios.filter(Q(until__isnull=True) | Q(until__gte=self.today)):
            line = wanted.pop(row.field, None)
            if line is None:
                self._end(row)
            else:
                row.units.set(Unit.objects.filter(code__in=line.units))
        for line in wanted.values():
            created = Portfolio.objects.create(leader=leader, field=line.field)
            created.units.set(Unit.objects.filter(code__in=line.units))
        self.brought.portfolios += 1

    def _proxy(self, line: ProxyLine) -> None:
        of, by = self._held(line.of, line.of_unit), self._held(line.by, line.by_unit)
        if line.authority:
            Authority.objects.update_or_create(
                grantor=of,
                holder=by,
                paper=line.words,
                defaults={
                    "scope": line.scope or "、".join(line.kinds),
                    "kinds": list(line.kinds),
                    "upward": line.upward,
                    "since": line.since,
                    "until": line.until,
                },
            )
        else:
            StandIn.objects.update_or_create(
                absent=of,
                stand_in=by,
                since=datetime.combine(line.since, time(), COUNTY),
                defaults={
                    "until": datetime.combine(line.until + timedelta(days=1), time(), COUNTY),
                    "reason": line.words,
                },
            )
        self.brought.proxies += 1


def leader_post(username: str, *, near: Unit, on: date) -> Post | None:
    """The post in which *username* is served from *near*: as leader there, or in the organ above, or elsewhere.

    The inbox of a leader of both offices is never opened to the liaison of one of them beyond that office.
    """
    posts = (
        Post.objects.filter(Q(until__isnull=True) | Q(until__gte=on))
        .filter(Q(duties__until__isnull=True) | Q(duties__until__gte=on), duties__code="LEADER")
        .filter(person__account__username=username)
        .distinct()
    )
    nearness = {near.pk: 0, near.parent_id: 1}
    return min(posts, key=lambda post: (nearness.get(post.unit_id, 2), post.rank, post.pk), default=None)


Line = TypeVar("Line")
Key = TypeVar("Key")


def _grouped(lines: Iterable[Line], key: Callable[[Line], Key]) -> Iterable[tuple[Key, list[Line]]]:
    groups: dict[Key, list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups.items()
