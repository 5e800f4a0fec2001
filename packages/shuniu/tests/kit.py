"""A small county for tests: two offices that share a person, a department, leaders with liaison and stand-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client

from shuniu.kernel.files.gate import Admitted, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import COUNTY, Actor, actor_in
from shuniu.kernel.people.models import (
    Account,
    Authority,
    Duty,
    IssuerCode,
    LeaderLiaison,
    Person,
    Post,
    StandIn,
    Unit,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=COUNTY)
SINCE = date(2020, 1, 1)
ALL_POINTS = {"ours": True, "direction": True, "form": True, "agreed": True}
"""The four points of 初审, all met."""


@dataclass
class County:
    """Units and posts by short names; `actor("clerk")` wears that post's hat."""

    units: dict[str, Unit]
    posts: dict[str, Post]

    def actor(self, name: str, *, now: datetime = NOW) -> Actor:
        return actor_in(self.posts[name], now=now)

    def do(self, who: str, action: str, *, now: datetime = NOW, **data: Any) -> Done:
        """Run an action that must succeed."""
        outcome = run(action, actor=self.actor(who, now=now), data=data, now=now)
        assert isinstance(outcome, Done), outcome
        return outcome

    def refused(self, who: str, action: str, *, now: datetime = NOW, **data: Any) -> Any:
        """Run an action that must be refused; the refusal."""
        outcome = run(action, actor=self.actor(who, now=now), data=data, now=now)
        assert not isinstance(outcome, Done), outcome
        return outcome


def brought(post: Post, *, name: str = "批示原件.png", text: str = "", now: datetime = NOW) -> int:
    """The id of a file that the holder of *post* brought past the gate, as the row says it."""
    row = StoredFile.objects.create(
        sha256="0" * 64,
        size=1,
        kind="png",
        name=name,
        text=text,
        account_id=post.person.account_id,
        person=post.person,
        unit_id=post.unit_id,
        brought_by=post.person.name,
        at=now,
    )
    return row.pk


def brought_text(post: Post, text: str, *, name: str = "合同.txt", now: datetime = NOW) -> int:
    """The id of a file with *text* that the holder of *post* brought past the gate."""
    outcome = admit(text.encode(), name, actor=actor_in(post, now=now), now=now)
    assert isinstance(outcome, Admitted), outcome
    return outcome.file.pk


UNITS: Mapping[str, tuple[str, str]] = {
    "county": ("云岭县人民政府", "leadership"),
    "office": ("云岭县人民政府办公室", "office"),
    "party": ("中共云岭县委办公室", "office"),
    "water": ("云岭县水利局", "department"),
}

PARENTS: Mapping[str, str] = {"office": "county", "water": "county"}
ISSUER_CODES: Mapping[str, str] = {
    "county": "云政发",
    "office": "云政办发",
    "party": "云委办发",
    "water": "云水",
}
PRINCIPALS = frozenset({"mayor", "director", "director_party", "water_head"})
"""The 主要负责人 of their units."""

POSTS: Mapping[str, tuple[str, str, str, int, tuple[str, ...]]] = {
    # name: person, unit, title, rank, duties
    "mayor": ("周明远", "county", "县长", 1, ("LEADER",)),
    "vice": ("林树声", "county", "副县长", 5, ("LEADER",)),
    "director": ("陈立新", "office", "主任", 100, ("OFFICE_HEAD",)),
    "deputy": ("何晓云", "office", "副主任", 110, ("OFFICE_HEAD",)),
    "clerk": ("王秀兰", "office", "文书", 300, ("CLERK",)),
    "clerk_party": ("王秀兰", "party", "文书", 300, ("CLERK",)),
    "director_party": ("赵国栋", "party", "主任", 90, ("OFFICE_HEAD",)),
    "liaison": ("孙小梅", "office", "秘书", 310, ("LEADER_LIAISON",)),
    "handler": ("刘建军", "office", "科员", 400, ("HANDLER",)),
    "handler2": ("李春燕", "office", "科员", 410, ("HANDLER",)),
    "water_clerk": ("吴桂芳", "water", "文书", 320, ("CLERK", "LIAISON")),
    "water_head": ("郑海涛", "water", "局长", 120, ("UNIT_HEAD",)),
    "water_handler": ("马志刚", "water", "科员", 420, ("HANDLER",)),
}


def build_county() -> County:
    """The county, in the database."""
    units = {
        code: Unit(code=code, name=name, short_name=name.removeprefix("云岭县"), kind=kind, order=i)
        for i, (code, (name, kind)) in enumerate(UNITS.items())
    }
    accounts: dict[str, Account] = {}
    persons: dict[str, Person] = {}
    posts: dict[str, Post] = {}
    duties: list[Duty] = []
    for key, (name, unit, title, rank, codes) in POSTS.items():
        if name not in persons:
            accounts[name] = Account(username=key, password="!", must_change_password=False)
            persons[name] = Person(name=name, account=accounts[name])
        who = {"person": persons[name], "unit": units[unit]}
        posts[key] = Post(**who, title=title, rank=rank, since=SINCE, principal=key in PRINCIPALS)
        duties += [Duty(post=posts[key], code=code, since=SINCE) for code in codes]
    codes = [IssuerCode(unit=units[unit], code=code) for unit, code in ISSUER_CODES.items()]
    roots = [unit for code, unit in units.items() if code not in PARENTS]
    for child, parent in PARENTS.items():
        units[child].parent = units[parent]
    below = [units[child] for child in PARENTS]
    # Hundreds of tests begin here: a statement for each kind of row instead of one for each row.
    for rows in (roots, below, codes, accounts.values(), persons.values(), posts.values(), duties):
        model = type(next(iter(rows)))
        model.objects.bulk_create(rows)
    LeaderLiaison.objects.create(leader=posts["mayor"], liaison=posts["liaison"])
    return County(units, posts)


def administrator(kind: str = "system", *, must_change: bool = False) -> Client:
    """A browser in which one of the three administrators is signed in: `system`, `security` or `audit`."""
    account = Account.objects.create(
        username=f"{kind}min", password="!", kind=kind, must_change_password=must_change
    )
    client = Client()
    client.force_login(account)
    return client


def browser(county: County, who: str) -> Client:
    """A browser in which *who* is signed in, wearing that post's hat."""
    client = Client()
    client.force_login(county.posts[who].person.account)
    session = client.session
    session["post"] = county.posts[who].pk
    session.save()
    return client


def stand_in(county: County, absent: str, by: str, *, days: int = 3) -> StandIn:
    """*by* stands in for *absent* from an hour ago, for *days*."""
    return StandIn.objects.create(
        absent=county.posts[absent],
        stand_in=county.posts[by],
        since=NOW - timedelta(hours=1),
        until=NOW + timedelta(days=days),
        reason="外出学习",
    )


def authorise(county: County, grantor: str, holder: str) -> Authority:
    """*grantor* lets *holder* sign for him, in writing."""
    return Authority.objects.create(
        grantor=county.posts[grantor],
        holder=county.posts[holder],
        scope="日常公文",
        paper="授权书〔2026〕1号",
        since=NOW.date() - timedelta(days=1),
        until=NOW.date() + timedelta(days=30),
    )
