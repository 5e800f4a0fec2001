"""The Context an action works in: who, when, on which locked matter, and the engine's verbs.

An action never touches matters, tasks or entries itself; it says what it wants here, and the engine does it
in the one transaction of the runner.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from django.db.models import IntegerField

from shuniu.kernel.base.actions import Action, ActionInput
from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.models import Entry, Matter, Task, VisibleRow
from shuniu.kernel.flow.procedure import Procedure, State, Transition, of_version
from shuniu.kernel.people.actor import Actor, Standing
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import serving_post


@dataclass(frozen=True)
class Addressee:
    """Whom a task or a round's place goes to: a person acting in a unit, or a duty there."""

    unit_id: int
    person_id: int | None = None
    duty: str = ""

    @classmethod
    def of_post(cls, post: Post) -> Addressee:
        return cls(unit_id=post.unit_id, person_id=post.person_id)


@dataclass
class Work:
    """A matter inside a transaction, with what is known of it: its tasks and its rows of `Visible`."""

    matter: Matter
    tasks: list[Task]
    visible: list[VisibleRow] = field(default_factory=list)

    @property
    def open_tasks(self) -> list[Task]:
        return [task for task in self.tasks if task.closed_at is None]

    def concern(self, unit_id: int) -> None:
        """Say that the matter concerns *unit_id*: who has that unit in his portfolio finds it (CQ-06)."""
        if unit_id != self.matter.unit_id and unit_id not in self.matter.concerned:
            self.matter.concerned = [*self.matter.concerned, unit_id]

    @property
    def procedure(self) -> Procedure:
        return of_version(self.matter.procedure, self.matter.procedure_version)

    @property
    def state(self) -> State:
        return self.procedure.states[self.matter.state]


def work_on(matter: Matter, rows: list[VisibleRow]) -> Work:
    """A locked matter with its tasks, each with its person, and its *rows* of `Visible`."""
    return Work(matter, _TASKS(matter=matter.pk), rows)


_TASKS = Prepared(
    lambda matter: Task.objects.filter(matter=matter).select_related("person"), matter=IntegerField()
)


@dataclass
class Words:
    """What the actor says with an action: the entry that the engine writes for it."""

    type: str = "step"
    text: str = ""
    label: str = ""
    happened_at: datetime | None = None
    data: dict[str, Any] = field(default_factory=dict)
    about: Entry | None = None
    behalf: Standing | None = None


@dataclass(frozen=True)
class Notice:
    """A sentence for somebody about a matter; the platform delivers it."""

    to: Addressee
    text: str
    matter_id: int
    urgent: bool = False


@dataclass
class Plan:
    """Where a transition goes: its target when there are several, whom the next task goes to, by when."""

    target: str = ""
    assignees: list[Addressee] = field(default_factory=list)
    due_at: datetime | None = None
    verb: str = ""


Progress = Callable[[int, int], None]
"""Told by a long action how much of how much it has done; nothing of it is committed yet."""


class Context:
    """One running action. `matter` is the locked matter; actions that open matters have none. `others` are the
    matters locked beside it, by id: its parent, and those that the input's `also_locks` and `locks_below` name."""

    def __init__(
        self,
        *,
        action: Action,
        actor: Actor,
        data: ActionInput,
        now: datetime,
        work: Work | None,
        others: Mapping[int, Matter] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.action = action
        self.actor = actor
        self.data = data
        self.now = now
        self.work = work
        self.others = others or {}
        self.progress = progress or _unwatched
        self.words = Words()
        self.plan = Plan()
        self.transition: Transition | None = None
        self.standing: Standing | None = None
        self.entry: Entry | None = None
        self.touched: dict[int, Work] = {}
        self.events: list[Callable[[], None]] = []
        self.result: dict[str, Any] = {}
        self.behind: dict[str, Any] = {}
        self.opened_tasks: list[Task] = []
        self.notices: list[Notice] = []
        if work is not None:
            self.touched[work.matter.pk] = work

    @property
    def matter(self) -> Matter:
        """The matter acted on. Raises `Refused` when the action was called without one."""
        if self.work is None:
            raise refuse(Code.INVALID, "没有指明是哪一件，请刷新页面再办。", field="matter")
        return self.work.matter

    @property
    def here(self) -> Work:
        """The matter acted on, with its tasks. Raises `Refused` when the action was called without one."""
        if self.work is None:
            raise refuse(Code.INVALID, "没有指明是哪一件，请刷新页面再办。", field="matter")
        return self.work

    @property
    def has_spoken_here(self) -> bool:
        """Whether the action's entry stands on the matter acted on; an entry on a child does not count."""
        return self.entry is not None and (self.work is None or self.entry.matter_id == self.work.matter.pk)

    def say(self, type: str, text: str = "", **more: Any) -> None:
        """Set the words of this action's entry: its type, its text, and when it happened."""
        self.words = Words(type=type, text=text, **more)

    def go(self, target: str) -> None:
        """Choose the state to go to, where the transition has several."""
        self.plan.target = target

    def assign(self, *addressees: Addressee, due_at: datetime | None = None, verb: str = "") -> None:
        """Give the next state's task to *addressees*."""
        self.plan.assignees.extend(addressees)
        self.plan.due_at = due_at or self.plan.due_at
        self.plan.verb = verb or self.plan.verb

    def chosen(self, pk: int | None, *, field: str) -> Post:
        """The post chosen in the input's *field*. Raises `Refused` when none was, or nobody serves in it now."""
        post = serving_post(pk, on=self.now) if pk is not None else None
        if post is None:
            raise refuse(Code.INVALID, "请选择一位在岗的同志。", field=field)
        return post

    def refuse(self, message: str, *, field: str = "", rule: str = "", remedy: str = "") -> NoReturn:
        """Stop here: nothing of the action happens. *message* is a Chinese sentence."""
        raise refuse(Code.RULE, message, field=field, rule=rule, remedy=remedy)

    def notify(self, to: Addressee, text: str, matter: Matter, *, urgent: bool = False) -> None:
        """Tell *to* something about *matter*, in one Chinese sentence."""
        self.notices.append(Notice(to, text, matter.pk, urgent))

    def after_commit(self, run: Callable[[], None]) -> None:
        """Run *run* once the transaction is committed (news to other modules, notices, jobs)."""
        self.events.append(run)

    def remember(self, content: Mapping[str, Any]) -> None:
        """Add *content* to this action's record (what changed, for the auditor)."""
        self.behind.update(content)


def _unwatched(done: int, total: int) -> None:
    """Nobody waits for a short action."""


def people_of(addressees: Iterable[Addressee]) -> set[tuple[int, int]]:
    """(person, unit) of the addressees that are persons."""
    return {(a.person_id, a.unit_id) for a in addressees if a.person_id is not None}
