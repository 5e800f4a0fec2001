"""The stage on which the year is played: who may act now, and the clock that every course waits for.

A course is a generator: it yields the moment at which it goes on, acts when it is resumed, and may begin other
courses. The stage resumes them all in the order of time, so that numbers and records follow the calendar.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Generator, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from shuniu.demo.calendar_of_year import PlannedDocument
from shuniu.demo.county import County, Person
from shuniu.demo.loading.organisation import leader_unit
from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.models import Matter, RoundMember, Task
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import COUNTY, Actor, actor_in
from shuniu.kernel.people.models import Post, Unit

Course = Generator[datetime, None, None]

_MORNING_BEGINS, _AFTERNOON_BEGINS, _HALF_DAY = 8 * 60 + 30, 14 * 60 + 30, MINUTES_A_DAY // 2


class Stuck(Exception):
    """The product refused what the plan wants: the plan or the product is wrong. The message says which."""


class Stage:
    """Time, people and the one way to act. What the product refuses stops everything (*strict*), or that course
    alone."""

    def __init__(self, county: County, clock: OfficeClock, seed: int, *, strict: bool = True) -> None:
        self.county = county
        self.clock = clock
        self.seed = seed
        self.now = datetime.combine(clock.days[0], datetime.min.time(), COUNTY)
        self.acts = 0
        self.strict = strict
        self.given_up: list[str] = []
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.unit_codes = {unit.pk: unit.code for unit in self.units.values()}
        posts = Post.objects.select_related("person__account", "unit")
        self.posts = {(_username(post), post.unit.code): post for post in posts}
        self.people = {post.person_id: _username(post) for post in self.posts.values()}
        self._got = set[tuple[str, str]]()
        self._edges = sorted(self._moments())
        self._actors: dict[tuple[int, int], Actor] = {}
        self._waiting: list[tuple[datetime, int, Course]] = []
        self._begun = 0

    def _moments(self) -> list[datetime]:
        """When somebody's powers change: AB岗 and authorities begin and end."""
        spans = [(a.first, a.last) for a in self.county.absences]
        spans += [(a.first, a.last) for a in self.county.authorities]
        days = [day for first, last in spans for day in (first, last + 1)]
        return [midnight(self.clock.today + timedelta(days=day)) for day in days]

    def expect(self, documents: Iterable[PlannedDocument]) -> None:
        """Know which units get which documents from their senders."""
        self._got.update((document.number, document.receiver) for document in documents)

    def has_got(self, document: PlannedDocument, unit: str) -> bool:
        """Whether *unit* gets *document* from its sender, so that nobody else need pass it on."""
        return (document.number, unit) in self._got

    def chance(self, key: str) -> random.Random:
        """A source of chance of its own for *key*, the same in every loading."""
        return random.Random(f"{self.seed}/{key}")  # noqa: S311 - a fictional county

    def begin(self, course: Course) -> None:
        """Let *course* run to its first wait and take its place in time."""
        self._resume(course, self.now)

    def play(self, report: Callable[[datetime], object] | None = None) -> None:
        """Resume every course in the order of time until none waits; *report* is called with the moment."""
        while self._waiting:
            at, _, course = heapq.heappop(self._waiting)
            self.now = max(self.now, at)
            if report is not None:
                report(self.now)
            self._resume(course, at)

    def _resume(self, course: Course, at: datetime) -> None:
        try:
            wanted = next(course, None)
        except Stuck as stuck:
            if self.strict:
                raise
            # The matter stays where it stands, whole and in somebody's hands; the rest of the year goes on.
            self.given_up.append(str(stuck))
            return
        if wanted is None:
            return
        self._begun += 1
        # Seconds make moments differ; nothing may go on before what it follows.
        aware = wanted if wanted.tzinfo else wanted.replace(tzinfo=COUNTY, second=self._begun * 7 % 60)
        heapq.heappush(self._waiting, (max(aware, at + timedelta(seconds=11)), self._begun, course))

    def actor(self, person: str, unit: str) -> Actor:
        """*person* in the post held in *unit*. Raises `KeyError` for a post that nobody holds."""
        post = self.posts[person, unit]
        era = sum(edge <= self.now for edge in self._edges)
        key = (post.pk, era)
        if key not in self._actors:
            self._actors[key] = actor_in(post, now=self.now)
        return self._actors[key]

    def do(self, action: str, person: str, unit: str, **data: Any) -> Done:
        """Let *person* act in *unit* now. Raises `Stuck` when the product refuses."""
        outcome = run(action, actor=self.actor(person, unit), data=data, now=self.now)
        if isinstance(outcome, Refusal):
            raise Stuck(f"{self.now:%Y-%m-%d %H:%M} {person}@{unit} {action} {data}: {outcome.message}")
        self.acts += 1
        return outcome

    def refused(self, action: str, person: str, unit: str, **data: Any) -> bool:
        """Try what the office would try; whether the product refused it (and recorded that)."""
        return isinstance(run(action, actor=self.actor(person, unit), data=data, now=self.now), Refusal)

    def post(self, person: str, unit: str) -> int:
        """The id of the post that *person* holds in *unit*."""
        return self.posts[person, unit].pk

    def leader_place(self, leader: str, unit: str) -> str:
        """The unit in which *leader* writes on papers of *unit*."""
        return leader_unit(self.county, leader, unit) if unit in ("xwb", "zfb") else unit

    def acting_for(self, leader: str) -> str:
        """Who writes for *leader* today: the stand-in while he is away, else he himself."""
        day = (self.now.date() - self.clock.today).days
        away = (a for a in self.county.absences if a.person == leader and a.first <= day <= a.last)
        return next((absence.stand_in for absence in away), leader)

    def holder(self, matter: int, *preferred: str, purpose: str = "state") -> tuple[str, str]:
        """(person, unit) who has the open task of *matter*: one of *preferred* where the task is a duty's."""
        task = Task.objects.filter(matter_id=matter, purpose=purpose, closed_at=None).order_by("pk").first()
        if task is None:
            raise Stuck(f"nobody holds matter {matter}: {Matter.objects.get(pk=matter)}")
        unit = self.unit_codes[task.unit_id]
        if task.person_id is not None:
            return self.people[task.person_id], unit
        holders = [p.code for p in self.county.people.values() if _holds(p, task.duty, unit)]
        return next((code for code in preferred if code in holders), holders[0]), unit

    def readers_now(self, matter: int) -> list[tuple[str, str]]:
        """(person, unit) of those who have the circulating paper before them, in their order."""
        seats = RoundMember.objects.filter(
            round__matter_id=matter, round__closed_at=None, state=RoundMember.State.ACTIVE
        ).order_by("step", "pk")
        return [(self.people[s.person_id], self.unit_codes[s.unit_id]) for s in seats if s.person_id]

    def child_of(self, matter: int, unit: str) -> int:
        """The child matter of *matter* in *unit*."""
        return Matter.objects.get(parent_id=matter, unit=self.units[unit]).pk

    def between(self, begin: datetime, end: datetime, count: int, chance: random.Random) -> list[datetime]:
        """*count* moments in office hours after *begin* and before *end*, in order, unevenly spread."""
        first, last = self._place(begin), self._place(end)
        room = max(last - first, count + 1)
        cuts = sorted(chance.random() for _ in range(count))
        return [self.clock.moment(first + 1 + int(cut * (room - 2))) for cut in cuts]

    def later(self, moment: datetime, minutes: int) -> datetime:
        """*minutes* of office time after *moment*."""
        return self.clock.moment(self._place(moment) + minutes)

    def _place(self, moment: datetime) -> int:
        """The office minute of *moment*; outside office hours the next one."""
        local = moment.astimezone(COUNTY) if moment.tzinfo else moment
        minute = local.hour * 60 + local.minute
        if minute < _AFTERNOON_BEGINS:
            into = min(max(minute - _MORNING_BEGINS, 0), _HALF_DAY)
        else:
            into = min(_HALF_DAY + minute - _AFTERNOON_BEGINS, MINUTES_A_DAY)
        day = self.clock.position(local.date())
        return day + into if local.date() in self.clock.day_set else day


def midnight(day: date) -> datetime:
    """The first moment of *day* in the county."""
    return datetime.combine(day, datetime.min.time(), COUNTY)


def _username(post: Post) -> str:
    account = post.person.account
    assert account is not None, "everybody in the demo has an account"
    return account.username


def _holds(person: Person, duty: str, unit: str) -> bool:
    return any(held.duty == duty and held.unit == unit for held in person.duties)
