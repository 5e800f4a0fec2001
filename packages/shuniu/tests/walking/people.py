"""Random people: two units with posts that come and go, stand-ins, authorities and a leader's liaison."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Account, Authority, Duty, LeaderLiaison, Person, Post, StandIn, Unit

T = TypeVar("T")
Pick = Callable[[Sequence[T]], T]

MORE = ("HANDLER", "LEADER", "UNIT_HEAD", "LIAISON", "SUPERVISE", "ARCHIVIST")
# Every unit can open and carry on a matter on the first day; what the rest are is drawn.
STAFF = (("CLERK",), ("OFFICE_HEAD",), ("HANDLER",), ("LEADER",), ("LEADER_LIAISON",))


class People:
    """Two units and their posts. `pick` and `chance` draw; every change of people is a method."""

    def __init__(self, pick: Callable[[Sequence[Any]], Any], *, now: datetime) -> None:
        self.pick = pick
        self.units = [
            Unit.objects.create(code=code, name=name, short_name=name, kind="department", order=i)
            for i, (code, name) in enumerate((("walk_a", "甲局"), ("walk_b", "乙乡")))
        ]
        self.posts: list[Post] = []
        self.busy: list[Post] = []
        since = now.date() - timedelta(days=400)
        for unit in self.units:
            for rank, duties in enumerate(STAFF, start=1):
                more = {self.pick(MORE)} if rank == 3 else set()
                self._hire(self._person(), unit, {*duties, *more}, rank=rank, since=since)
        self._hire(self.posts[0].person, self.units[1], {self.pick(MORE)}, rank=9, since=since)
        for i in (0, 5):
            LeaderLiaison.objects.create(leader=self.posts[i + 3], liaison=self.posts[i + 4])

    def _person(self) -> Person:
        i = len(self.posts)
        account = Account.objects.create(username=f"walk{i}", password="!")
        return Person.objects.create(name=f"人{i}", account=account)

    def _hire(self, person: Person, unit: Unit, duties: set[str], *, rank: int, since: object) -> None:
        post = Post.objects.create(person=person, unit=unit, title="干部", rank=rank, since=since)
        for duty in sorted(duties):
            Duty.objects.create(post=post, code=duty, since=since)
        self.posts.append(post)

    def change(self, now: datetime, *, holding: Sequence[Post]) -> tuple[str, Post]:
        """One thing happens to people, rather to those *holding* something; its name, and whose rights changed."""
        self.busy = list(holding) or self.posts
        what = self.pick(("stand_in", "stand_in", "authority", "authority", "duty_ends", "duty_begins",
                          "post_ends", "newcomer"))  # fmt: skip
        return str(what), getattr(self, f"_{what}")(now.astimezone(COUNTY))

    def _pair(self) -> tuple[Post, Post]:
        one = self.pick(self.busy)
        return one, self.pick([p for p in self.posts if p.pk != one.pk])

    def _stand_in(self, now: datetime) -> Post:
        absent, by = self._pair()
        days = self.pick((1, 3, 20))
        StandIn.objects.create(
            absent=absent, stand_in=by, since=now, until=now + timedelta(days=days), reason="外出"
        )
        return by

    def _authority(self, now: datetime) -> Post:
        grantor, holder = self._pair()
        Authority.objects.create(
            grantor=grantor,
            holder=holder,
            scope="日常",
            paper="授权书",
            kinds=self.pick(([], ["errand"], ["another"])),
            since=now.date(),
            until=now.date() + timedelta(days=self.pick((0, 10, 40))),
        )
        return holder

    def _duty_ends(self, now: datetime) -> Post:
        post = self.pick(self.posts)
        Duty.objects.filter(post=post, until=None).update(until=now.date())
        return post

    def _duty_begins(self, now: datetime) -> Post:
        code, post = self.pick(("CLERK", "OFFICE_HEAD", *MORE)), self.pick(self.posts)
        Duty.objects.create(post=post, code=code, since=now.date())
        return post

    def end_post(self, now: datetime) -> Post:
        post = self.pick(self.posts)
        Post.objects.filter(pk=post.pk, until=None).update(until=now.date())
        return post

    _post_ends = end_post

    def _newcomer(self, now: datetime) -> Post:
        if len(self.posts) < 16:
            unit = self.pick(self.units)
            duties = {self.pick(("CLERK", "OFFICE_HEAD", "HANDLER")), self.pick(MORE)}
            self._hire(self._person(), unit, duties, rank=self.pick((2, 5, 8)), since=now.date())
        return self.posts[-1]
