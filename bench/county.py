"""The county that is measured: two offices, leaders, departments and townships, about 90 people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from shuniu.kernel.people.models import Account, Duty, IssuerCode, LeaderLiaison, Person, Post, StandIn, Unit
from shuniu.modules.documents.models import Seal

SINCE = date(2012, 1, 1)
DEPARTMENTS = 16
TOWNSHIPS = 8
LEADERS = 8


@dataclass(frozen=True)
class House:
    """One unit and the posts that handle its papers; `leaders` are those who write 批示 there."""

    unit: Unit
    clerk: Post
    head: Post
    handlers: tuple[Post, ...]
    leaders: tuple[Post, ...]
    code: str = ""
    seal: int = 0


@dataclass(frozen=True)
class County:
    """Who there is. `liaison` keeps the papers of the township with few and old matters."""

    office: House
    party: House
    departments: tuple[House, ...]
    townships: tuple[House, ...]
    old_township: House

    @property
    def people(self) -> dict[str, Post]:
        """The four who are measured, by what they are."""
        return {
            "收文员": self.office.clerk,
            "办公室主任": self.office.head,
            "县领导": self.office.leaders[0],
            "乡镇联络员": self.old_township.clerk,
        }


def _names() -> Iterator[str]:
    families, given = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗", "明远 树声 立新 晓云 秀兰 建军 春燕 海涛"
    return ("".join(pair) for pair in product(families, given.split()))


class _Builder:
    def __init__(self, now: datetime) -> None:
        self._names = _names()
        self._order = 0
        self.now = now

    def unit(self, code: str, name: str, kind: str, parent: Unit | None = None) -> Unit:
        self._order += 1
        return Unit.objects.create(
            code=code, name=f"云岭县{name}", short_name=name, kind=kind, order=self._order, parent=parent
        )

    def post(self, unit: Unit, title: str, rank: int, *duties: str, person: Person | None = None) -> Post:
        if person is None:
            account = Account.objects.create(
                username=f"bench{Account.objects.count()}", password="!", must_change_password=False
            )
            person = Person.objects.create(name=next(self._names), account=account)
        post = Post.objects.create(person=person, unit=unit, title=title, rank=rank, since=SINCE)
        Duty.objects.bulk_create(Duty(post=post, code=code, since=SINCE) for code in duties)
        return post

    def office(self, code: str, name: str, leaders: Sequence[Post], organ: Unit) -> House:
        unit = self.unit(code, name, Unit.Kind.OFFICE, organ)
        head = self.post(unit, "主任", 100, "OFFICE_HEAD")
        clerk = self.post(unit, "文书", 300, "CLERK")
        handlers = tuple(self.post(unit, "科员", 400 + i, "HANDLER") for i in range(3))
        return House(unit, clerk, head, handlers, tuple(leaders), *self.issues(unit))

    def issues(self, unit: Unit) -> tuple[str, int]:
        """The 机关代字 and the seal under which *unit* issues."""
        code = f"{unit.short_name[:8]}发"
        IssuerCode.objects.create(unit=unit, code=code)
        return code, Seal.objects.create(office=unit, organ=unit, name=f"{unit.name}印章").pk

    def small(self, code: str, name: str, kind: str) -> House:
        unit = self.unit(code, name, kind, Unit.objects.get(code="county"))
        head = self.post(unit, "主要负责人", 120, "UNIT_HEAD")
        clerk = self.post(unit, "联络员", 320, "LIAISON")
        return House(
            unit, clerk, head, (self.post(unit, "科员", 420, "HANDLER"),), (head,), *self.issues(unit)
        )


def build(now: datetime) -> County:
    """The county, in the database. One leader has a liaison and stands in for another, the clerk wears two hats."""
    make = _Builder(now)
    government = make.unit("county", "人民政府", Unit.Kind.LEADERSHIP)
    leaders = [make.post(government, "副县长", i + 1, "LEADER") for i in range(LEADERS)]
    office = make.office("office", "人民政府办公室", leaders, government)
    party = make.office("party", "委员会办公室", leaders[::-1], government)
    make.post(party.unit, "文书", 310, "CLERK", person=office.clerk.person)
    helper = make.post(office.unit, "秘书", 350, "LEADER_LIAISON")
    LeaderLiaison.objects.create(leader=leaders[0], liaison=helper)
    StandIn.objects.create(
        absent=leaders[5],
        stand_in=leaders[0],
        since=now - timedelta(days=3),
        until=now + timedelta(days=30),
        reason="外出学习",
    )
    kinds = Unit.Kind
    departments = [make.small(f"bureau{i}", f"第{i + 1}局", kinds.DEPARTMENT) for i in range(DEPARTMENTS)]
    townships = [make.small(f"town{i}", f"第{i + 1}乡", kinds.TOWNSHIP) for i in range(TOWNSHIPS)]
    return County(office, party, tuple(departments), tuple(townships[1:]), townships[0])
