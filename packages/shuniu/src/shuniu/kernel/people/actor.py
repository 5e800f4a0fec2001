"""The Actor: account, person, the post acted in, and on behalf of whom. A missing actor is a refusal.

A person with posts in two offices acts in one of them at a time, so that 县委办's and 县政府办's registers
never mix; the screen shows which hat is worn and changes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import DateField, DateTimeField, IntegerField, Q, QuerySet

from shuniu.kernel.base.prepared import Prepared, Slot
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.people.models import (
    Account,
    Authority,
    Duty,
    LeaderLiaison,
    Person,
    Portfolio,
    Post,
    StandIn,
    Unit,
)

COUNTY = ZoneInfo("Asia/Shanghai")


def end_of_day(day: date) -> datetime:
    """The last second of *day* in the county's time."""
    return datetime.combine(day, time(23, 59, 59), COUNTY)


class Behalf(StrEnum):
    """In what capacity somebody acts for another."""

    STAND_IN = "stand_in"
    AUTHORITY = "authority"
    RECORDED = "recorded"

    @property
    def mark(self) -> str:
        """The word printed beside the name."""
        return {"stand_in": "AB岗代", "authority": "代", "recorded": "代录"}[self.value]


@dataclass(frozen=True)
class Standing:
    """Another person's post that the actor may act for, and by which right.

    `kinds` limits an authority to kinds of matter (empty: all); `upward` says it covers 上行文. `duties` are those
    that a stand-in does meanwhile; an authority to sign lends none.
    """

    person_id: int
    person_name: str
    post_title: str
    unit_id: int
    by: Behalf
    paper: str = ""
    kinds: tuple[str, ...] = ()
    upward: bool = False
    duties: frozenset[str] = frozenset()

    @property
    def principals(self) -> frozenset[str]:
        """The names under which tasks reach the post acted for."""
        lent = {duty_principal(self.unit_id, duty) for duty in self.duties}
        return frozenset({person_principal(self.person_id, self.unit_id)} | lent)


@dataclass(frozen=True)
class Actor:
    """Who acts, wearing which hat. `job` names a system job, which has no account; `console` the duty of one of the
    three administrators, who has no person and sees no matter."""

    account_id: int | None
    person_id: int
    person_name: str
    post_id: int
    post_title: str
    unit_id: int
    unit_name: str
    duties: frozenset[str]
    standings: tuple[Standing, ...] = ()
    liaison_for: tuple[Standing, ...] = ()
    portfolio: frozenset[str] = frozenset()
    job: str = ""
    console: str = ""

    @cached_property
    def own_principals(self) -> frozenset[str]:
        """The names under which tasks reach this actor in the hat worn now; none for an administrator."""
        if self.console:
            return frozenset()
        return frozenset(
            {person_principal(self.person_id, self.unit_id)}
            | {duty_principal(self.unit_id, duty) for duty in self.duties}
        )

    @cached_property
    def principals(self) -> frozenset[str]:
        """All names under which this actor sees: own, those stood in for, the leader served, the portfolio."""
        others = self.standings + self.liaison_for
        return (self.own_principals | self.portfolio).union(*(s.principals for s in others))

    def holds(self, *duties: str) -> bool:
        """Whether the actor does one of *duties* in the unit of the hat worn now: his own, or as AB岗."""
        return not self.duties.isdisjoint(duties) or self.lent(*duties) is not None

    def lent(self, *duties: str) -> Standing | None:
        """For whom the actor does one of *duties* in the unit of the hat worn now; None where it is his own."""
        if not self.duties.isdisjoint(duties):
            return None
        here = (s for s in self.standings if s.unit_id == self.unit_id)
        return next((s for s in here if not s.duties.isdisjoint(duties)), None)


def person_principal(person_id: int, unit_id: int) -> str:
    return f"p{person_id}.{unit_id}"


def duty_principal(unit_id: int, duty: str) -> str:
    return f"d{unit_id}.{duty}"


def portfolio_principal(concerned_id: int, unit_id: int) -> str:
    """Who looks after the unit *concerned_id*, as far as matters of *unit_id* go.

    It names units, not people: when a portfolio changes hands, nothing has to be worked out again. A leader
    sees what his own office handles about his units, never a unit's inner affairs (CQ-06).
    """
    return f"f{concerned_id}.{unit_id}"


def system_actor(job: str) -> Actor:
    """The actor of a named background job: it has no person and sees nothing."""
    return Actor(None, 0, "系统", 0, job, 0, "系统", frozenset(), job=job)


def administrator_actor(account: Account) -> Actor:
    """One of the three administrators: an account without a person or unit, who finds no matter and holds one duty of
    `ADMINISTRATORS`. Raises `LookupError` for the account of a person."""
    duty = _ADMINISTERS[Account.Kind(account.kind)]
    return Actor(
        account.pk, 0, account.username, 0, account.get_kind_display(), 0, "", frozenset({duty}), console=duty
    )


def account_actor(account: Account) -> Actor:
    """Who signs in or out, as records name him: the account, whatever hat it will wear."""
    if account.kind != Account.Kind.PERSON:
        return administrator_actor(account)
    person = Person.objects.filter(account=account).first()
    name = person.name if person else account.username
    return Actor(account.pk, person.pk if person else 0, name, 0, "", 0, "", frozenset())


_ADMINISTERS = {
    Account.Kind.SYSTEM: "SYSTEM_ADMIN",
    Account.Kind.SECURITY: "SECURITY_ADMIN",
    Account.Kind.AUDIT: "AUDIT_ADMIN",
}


def hats(account: Account, *, now: datetime) -> Sequence[Post]:
    """The posts *account* may act in at *now*, by rank; empty for administrators and leavers."""
    return _HATS(account=account.pk, today=now.astimezone(COUNTY).date())


_HATS = Prepared(
    lambda account, today: (
        Post.objects.filter(
            Q(until__isnull=True) | Q(until__gte=today),
            person__account=account,
            person__active=True,
            unit__active=True,
            since__lte=today,
        )
        .select_related("unit", "person")
        .order_by("rank", "pk")
    ),
    account=IntegerField(),
    today=DateField(),
)


def resolve_actor(
    account: Account, post_id: int | None, *, now: datetime, posts: Sequence[Post] | None = None
) -> Actor:
    """The actor *account* is when wearing the hat *post_id* (None: the first one) of his *posts* (None: looked up).

    Raises `Refused` when the account is closed, or has no such post any more.
    """
    if not account.is_active:
        raise refuse(Code.NO_ACTOR, "这个账号已经停用。", remedy="请联系系统管理员。")
    posts = hats(account, now=now) if posts is None else posts
    if not posts:
        raise refuse(Code.DUTY_ENDED, "您现在没有在任的岗位，不能办理业务。", remedy="请联系本单位办公室。")
    post = next((p for p in posts if p.pk == post_id), posts[0] if post_id is None else None)
    if post is None:
        raise refuse(
            Code.DUTY_ENDED, "您在这个岗位的任职已经结束。", remedy="请在右上角换一个身份再办。", rule="BM-10"
        )
    return actor_in(post, now=now)


def actor_in(post: Post, *, now: datetime) -> Actor:
    """The actor who acts in *post* (with unit and person loaded) at *now*."""
    duties, acts_for = _charged_with(post, now)
    return Actor(
        account_id=post.person.account_id,
        person_id=post.person_id,
        person_name=post.person.name,
        post_id=post.pk,
        post_title=post.title,
        unit_id=post.unit_id,
        unit_name=post.unit.name,
        duties=duties,
        standings=(_stand_ins(post, now) if "stand_in" in acts_for else ())
        + (_authorities(post, now) if "authority" in acts_for else ()),
        liaison_for=_leaders_served(post, now) if "LEADER_LIAISON" in duties else (),
        portfolio=_portfolio(post, now) if "LEADER" in duties else frozenset(),
    )


_CHARGED_WITH = """
SELECT 'duty' AS what, code FROM people_duty
WHERE post_id = %s AND since <= %s AND (until IS NULL OR until >= %s)
UNION ALL SELECT 'stand_in', '' WHERE EXISTS (
    SELECT 1 FROM people_stand_in WHERE stand_in_id = %s AND since <= %s AND until > %s)
UNION ALL SELECT 'authority', '' WHERE EXISTS (
    SELECT 1 FROM people_authority WHERE holder_id = %s AND since <= %s AND until >= %s)
"""


def _charged_with(post: Post, now: datetime) -> tuple[frozenset[str], frozenset[str]]:
    """The duties of *post*, and whether it stands in for somebody or holds an authority: one query.

    It is asked in every request, and nearly nobody acts for another.
    """
    day = connection.ops.adapt_datefield_value(now.astimezone(COUNTY).date())
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_CHARGED_WITH, [post.pk, day, day, post.pk, moment, moment, post.pk, day, day])
        rows = cursor.fetchall()
    return frozenset(code for what, code in rows if what == "duty"), frozenset(what for what, _ in rows)


_DUTIES = Prepared(
    lambda post, today: Duty.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), post=post, since__lte=today
    ).values_list("code", flat=True),
    post=IntegerField(),
    today=DateField(),
)


def _serving(post: str, today: date | Slot) -> Q:
    """Who has left his post can be acted for no more: conditions on the related *post*."""
    ends = Q(**{f"{post}__until__isnull": True}) | Q(**{f"{post}__until__gte": today})
    return ends & Q(**{f"{post}__person__active": True})


def _standing(post: Post, by: Behalf, **more: object) -> Standing:
    return Standing(post.person_id, post.person.name, post.title, post.unit_id, by, **more)  # type: ignore[arg-type]


def _stand_ins(post: Post, now: datetime) -> tuple[Standing, ...]:
    today = now.astimezone(COUNTY).date()
    return tuple(
        _standing(
            row.absent,
            Behalf.STAND_IN,
            paper=row.reason,
            duties=frozenset(_DUTIES(post=row.absent_id, today=today)),
        )
        for row in _STAND_INS(post=post.pk, now=now, today=today)
    )


def _stood_in_by(post: Slot, now: Slot, today: Slot) -> QuerySet[StandIn]:
    return StandIn.objects.filter(_serving("absent", today), stand_in=post, since__lte=now, until__gt=now)


_STAND_INS = Prepared(
    lambda post, now, today: _stood_in_by(post, now, today).select_related("absent__person"),
    post=IntegerField(),
    now=DateTimeField(),
    today=DateField(),
)


def _authorities(post: Post, now: datetime) -> tuple[Standing, ...]:
    today = now.astimezone(COUNTY).date()
    rows = Authority.objects.filter(
        _serving("grantor", today), holder=post, since__lte=today, until__gte=today
    ).select_related("grantor__person")
    return tuple(
        _standing(row.grantor, Behalf.AUTHORITY, paper=row.paper, kinds=tuple(row.kinds), upward=row.upward)
        for row in rows
    )


def _leaders_served(post: Post, now: datetime) -> tuple[Standing, ...]:
    today = now.astimezone(COUNTY).date()
    rows = LeaderLiaison.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), _serving("leader", today), liaison=post
    ).select_related("leader__person")
    return tuple(_standing(row.leader, Behalf.RECORDED) for row in rows)


def _portfolio(post: Post, now: datetime) -> frozenset[str]:
    """The names of the units that *post* looks after, its own and those of leaders it stands in for, in the
    registers of the leading organ and of its offices."""
    today = now.astimezone(COUNTY).date()
    held = set(_PORTFOLIO(post=post.pk, now=now, today=today))
    if not held:
        return frozenset()
    registers = [(organ, organ) for organ in {organ for _, organ in held}]
    offices = Unit.objects.filter(parent__in=[organ for organ, _ in registers], kind=Unit.Kind.OFFICE)
    registers += [(office.parent_id or 0, office.pk) for office in offices]
    return frozenset(
        portfolio_principal(unit, pk) for unit, led in held for organ, pk in registers if organ == led
    )


_PORTFOLIO = Prepared(
    lambda post, now, today: Portfolio.objects.filter(
        Q(leader=post) | Q(leader__in=_stood_in_by(post, now, today).values("absent")),
        Q(until__isnull=True) | Q(until__gte=today),
        units__isnull=False,
    ).values_list("units", "leader__unit"),
    post=IntegerField(),
    now=DateTimeField(),
    today=DateField(),
)
