"""Scenes of journeys: the small county of the kernel's tests, living now, and documents brought along through actions.

One county serves the whole session, so a journey tells its documents apart by their titles, and a journey that
changes people hires its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from kit import ALL_POINTS, SINCE, County, build_county

from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.flow.runner import Done
from shuniu.kernel.people.actor import COUNTY, Actor, actor_in
from shuniu.kernel.people.models import Account, Duty, Person, Post
from shuniu.modules.documents.incoming.policy import CHECK_POINTS

POINTS = tuple(CHECK_POINTS.values())
"""The four points of 初审, as they stand on the screen."""


@dataclass
class LivingCounty(County):
    """The county of the kit, whose actions happen now, as the server's do."""

    def actor(self, name: str, *, now: datetime | None = None) -> Actor:
        return actor_in(self.posts[name], now=now or timezone.now())

    def do(self, who: str, action: str, *, now: datetime | None = None, **data: Any) -> Done:
        return super().do(who, action, now=now or timezone.now(), **data)

    def refused(self, who: str, action: str, *, now: datetime | None = None, **data: Any) -> Any:
        return super().refused(who, action, now=now or timezone.now(), **data)

    def hire(self, key: str, name: str, unit: str, title: str, *duties: str, rank: int = 500) -> Post:
        """Somebody new, under *key*: for a journey in which people come and go."""
        account = Account.objects.create(username=key, password="!", must_change_password=False)
        person = Person.objects.create(name=name, account=account)
        post = Post.objects.create(person=person, unit=self.units[unit], title=title, rank=rank, since=SINCE)
        for duty in duties:
            Duty.objects.create(post=post, code=duty, since=SINCE)
        self.posts[key] = post
        return post

    def register(self, title: str, who: str = "clerk", **data: Any) -> Matter:
        """A document that has just been registered and waits for its 初审."""
        paper = {"source": "云州市水利局", "title": title, "genre": "通知", **data}
        return self.matter(self.do(who, "documents.incoming.register_paper", **paper))

    def to_propose(self, title: str, **data: Any) -> Matter:
        """A document that waits for 拟办."""
        matter = self.register(title, **data)
        self.do("clerk", "documents.incoming.pass_check", matter=matter.pk, **ALL_POINTS)
        return again(matter)

    def to_instruct(self, title: str, leader: str = "mayor", **data: Any) -> Matter:
        """A document that lies on the desk of *leader*."""
        matter = self.to_propose(title, **data)
        words = {"text": "建议请领导批示。", "leader": self.posts[leader].pk}
        self.do("director", "documents.incoming.propose", matter=matter.pk, **words)
        return again(matter)

    def in_hand(self, title: str, handler: str = "handler", **data: Any) -> Matter:
        """A document that *handler* of the office handles."""
        assign = {name: data.pop(name) for name in ("due", "tracker", "important") if name in data}
        matter = self.to_propose(title, **data)
        self.do("director", "documents.incoming.propose", matter=matter.pk, text="直接交办。", to="assign")
        hands = {"lead": [{"post": self.posts[handler].pk}], **assign}
        self.do("clerk", "documents.incoming.assign", matter=matter.pk, **hands)
        return again(matter)

    @staticmethod
    def matter(done: Done) -> Matter:
        """The matter that an action concerned."""
        return Matter.objects.get(pk=done.matter_id)


def build_living_county() -> LivingCounty:
    """The county, in the database."""
    made = build_county()
    Account.objects.update(must_change_password=False)
    made.units["office"].parent = made.units["county"]
    made.units["office"].save(update_fields=["parent"])
    return LivingCounty(made.units, made.posts)


def again(matter: Matter) -> Matter:
    """*matter* as it stands in the database now."""
    return Matter.objects.get(pk=matter.pk)


def history(matter: Matter) -> list[str]:
    """The labels of the entries of *matter*, from old to new."""
    return list(Entry.objects.filter(matter=matter).order_by("pk").values_list("label", flat=True))


def today() -> date:
    """The day it is in the county."""
    return timezone.now().astimezone(COUNTY).date()


def day_words(day: date) -> str:
    """A day as a standing names it."""
    return f"{day.month}月{day.day}日"
