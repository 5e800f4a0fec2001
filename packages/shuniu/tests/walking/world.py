"""A world of random people on random procedures: it acts, and after every act it checks what must hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from hypothesis import note

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.flow.models import Task
from shuniu.kernel.flow.procedure import PROCEDURES, Procedure, State, of_version
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.flow.turn import held_by
from shuniu.kernel.people.actor import COUNTY, Actor, resolve_actor
from shuniu.kernel.people.models import Post
from shuniu.kernel.records.models import Record
from walking import invariants
from walking.invariants import Row, Snapshot, take_snapshot
from walking.people import People

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=COUNTY)
UNRECORDED = {Code.BUSY, Code.STORAGE}
BY_THE_GATE = {Code.SECRET, Code.HELD}

TALLY: Counter[str] = Counter()
"""What the walks of this process did: steps, actions, moves, refusals, changes of people."""


class World:
    """One example of the walk. Every choice is made by `pick` and `chance`, from the seed of the step."""

    def __init__(self, seed: int) -> None:
        self.chooser = Random(seed)
        self.now = BEGIN
        self.people = People(self.pick, now=self.now)
        self.procedures: list[Procedure] = []
        self.known: dict[int, Actor | None] = {}
        self.last: tuple[str, Actor, dict[str, Any]] | None = None
        self.seen = take_snapshot()
        self.records = Record.objects.count()

    def pick(self, items: Sequence[Any]) -> Any:
        return self.chooser.choice(items)

    def chance(self, percent: int) -> bool:
        return self.chooser.randrange(100) < percent

    def add(self, procedure: Procedure) -> None:
        PROCEDURES.register(f"{procedure.id}@{procedure.version}", procedure)
        self.procedures.append(procedure)

    # what there is

    def matters(self, *, is_open: bool | None = None) -> list[Row]:
        rows = self.seen["flow_matter"].values()
        return [r for r in rows if is_open is None or (r["closed_at"] is None) == is_open]

    def state_of(self, matter: Row) -> State:
        return of_version(matter["procedure"], matter["procedure_version"]).states[matter["state"]]

    def rows(self, table: str, matter: Row) -> list[Row]:
        return self.seen.of(table, matter["id"])

    def actor(self, post: Post) -> Actor | None:
        """Who *post* was when last looked at; None when the post is held no more. It only says who is likely:
        whoever presses signs in anew."""
        if post.pk not in self.known:
            found = self.sign_in(post)
            self.known[post.pk] = None if isinstance(found, Refusal) else found
        return self.known[post.pk]

    def sign_in(self, post: Post) -> Actor | Refusal:
        """Who *post* is at this moment."""
        account = post.person.account
        assert account is not None
        try:
            return resolve_actor(account, post.pk, now=self.now)
        except Refused as refused:
            return refused.refusal

    def holders(self, matter: Row, purpose: str = "state") -> list[Post]:
        """The posts in which somebody may do an open task of *matter*; half the time those who may do it for
        another, when there are any."""
        tasks = list(Task.objects.filter(matter=matter["id"], purpose=purpose, closed_at=None))
        moves = self.state_of(matter).moves
        acting = [(post, self.actor(post)) for post in self.people.posts]
        held = [(p, held_by(a, tasks, kind=matter["kind"], moves=moves)) for p, a in acting if a]
        for_another = [p for p, found in held if found and found[1]]
        return for_another if for_another and self.chance(50) else [p for p, found in held if found]

    def holding(self) -> list[Post]:
        """The posts of the persons who have something on their desk."""
        tasks = [t for t in self.seen["flow_task"].values() if t["closed_at"] is None]
        desks = {(t["person_id"], t["unit_id"]) for t in tasks}
        return [p for p in self.people.posts if (p.person_id, p.unit_id) in desks]

    def having(self, *duties: str, unit: int | None = None) -> list[Post]:
        acting = [(p, self.actor(p)) for p in self.people.posts if unit in (None, p.unit_id)]
        return [p for p, a in acting if a and a.holds(*duties)]

    def someone(self, likely: Sequence[Post]) -> Post:
        """One of *likely*, now and then anybody at all."""
        return self.pick(likely if likely and not self.chance(8) else self.people.posts)  # type: ignore[no-any-return]

    def some_posts(self, *, unit: int | None = None) -> list[int]:
        posts = [
            p for p in self.people.posts if unit in (None, p.unit_id) and (self.chance(3) or self.actor(p))
        ]
        return [self.pick(posts).pk for _ in range(self.pick((1, 1, 1, 2)))] if posts else []

    # what happens

    def act(self, name: str, who: Post | None, data: dict[str, Any]) -> Done | Refusal:
        """Somebody presses a button: the step is made or refused, and the invariants are checked."""
        self.now += timedelta(minutes=1)
        actor = self.sign_in(who) if who is not None else None
        if isinstance(actor, Refusal):
            TALLY["steps"] += 1
            TALLY[f"refused {actor.code}"] += 1
            return actor
        return self.press(name, actor, {"command_id": uuid4()} | data)

    def press(self, name: str, actor: Actor | None, data: dict[str, Any]) -> Done | Refusal:
        outcome = run(name, actor=actor, data=data, now=self.now)
        note(f"{actor and actor.person_name} {name} {data} → {outcome}")
        before, self.seen = self.seen, take_snapshot()
        records, self.records = self.records, Record.objects.count()
        if isinstance(outcome, Refusal):
            assert before == self.seen, f"a refusal changed something: {outcome}"
            assert self.records - records == (outcome.code not in UNRECORDED), "a refusal is recorded once"
            TALLY[f"refused {outcome.code}"] += 1
        elif outcome.repeated:
            assert (before, records) == (self.seen, self.records), "a repeated command did something"
            TALLY["pressed twice"] += 1
        else:
            declared = bool(data.get("declared_not_secret"))
            assert self.records == records + 1 + declared, "what was done is recorded once, and a declaration"
            invariants.check(before, self.seen)
            self._count(name, outcome, data)
            self.last = (name, actor, data) if actor else None
        self._stranger(before, actor, data, outcome)
        TALLY["steps"] += 1
        return outcome

    def _count(self, name: str, outcome: Done, data: dict[str, Any]) -> None:
        action = ACTIONS.get(name)
        TALLY[
            f"move {action.move}" if action.move else f"step {'transition' if action.transition else name}"
        ] += 1
        entries = [e for e in self.seen["flow_entry"].values() if e["matter_version"] == outcome.version]
        for entry in entries:
            if entry["matter_id"] == outcome.matter_id and entry["behalf"]:
                TALLY[f"behalf {entry['behalf']}"] += 1

    def _stranger(
        self, before: Snapshot, actor: Actor | None, data: dict[str, Any], outcome: Done | Refusal
    ) -> None:
        """Whoever has no line in Visible finds nothing, whatever he asks for."""
        if actor is None or data.get("matter") is None or isinstance(outcome, Done) and outcome.repeated:
            return
        lines = before.of("flow_visible", data["matter"])
        if not any(line["principal"] in actor.principals for line in lines):
            assert isinstance(outcome, Refusal), "a stranger did something"
            assert outcome.code in {Code.NOT_FOUND, Code.INVALID, *BY_THE_GATE, *UNRECORDED}, outcome

    def pass_time(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        if hours >= 24:
            self.known.clear()

    def former(self) -> list[Post]:
        """The posts that nobody may act in any more."""
        return [post for post in self.people.posts if self.actor(post) is None]

    def end_a_post(self) -> None:
        """A post ends today, and the day passes."""
        self.people.end_post(self.now.astimezone(COUNTY))
        self.pass_time(24)

    def people_change(self) -> None:
        what, concerned = self.people.change(self.now, holding=self.holding())
        TALLY[f"people {what}"] += 1
        self.known.pop(concerned.pk, None)

    def look_at(self, matter: Row) -> None:
        """The next person opens the matter's page."""
        Task.objects.filter(matter=matter["id"], closed_at=None).update(seen_at=self.now)
        self.seen = take_snapshot()
