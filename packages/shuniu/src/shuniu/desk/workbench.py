"""工作台: what must be done now, by urgency and deadline; what I passed on; what ends today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Matter, Task, Urgency
from shuniu.kernel.flow.visibility import principal_of
from shuniu.kernel.flow.vocabulary import KINDS
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.menu import PLACES
from shuniu.kernel.platform.screens.detail import in_days, marks_of, matter_light, urgent_mark, yellow_days
from shuniu.kernel.platform.ui import (
    Colour,
    Empty,
    Light,
    Link,
    Tab,
    TodayItem,
    TodoGroup,
    TodoItem,
    Workbench,
    count_text,
    day_text,
)

SHOWN = 60
WAITING = 8
GROUPS = ("已逾期", "今天到期", "紧急", "其他")
TABS = (("todo", "待办"), ("doing", "在办"), ("done", "已办"))


@dataclass(frozen=True)
class Todo:
    """One of my matters, with the task of it that is mine (none for what I only passed on)."""

    matter: Matter
    task: Task | None

    @property
    def due(self) -> datetime | None:
        """When the next clock runs out: that of the step, or that of the matter when it ends sooner."""
        known = [d for d in (self.task.due_at if self.task else None, self.matter.due_at) if d is not None]
        return min(known, default=None)

    def days_left(self, today: date) -> int | None:
        """Days until `due`; negative when it has passed."""
        return (self.due.astimezone(COUNTY).date() - today).days if self.due else None


def my_todos(actor: Actor, name: str = "todo", *, size: int = SHOWN) -> list[Todo]:
    """My matters of one list across all kinds of work, in the list's order; three queries."""
    page = lists.read_page(actor.principals, [f"{kind}.{name}" for kind in KINDS], size=size)
    matters = lists.matters_in_order(page.ids)
    mine: dict[int, Task] = {}
    if name == "todo":
        for task in Task.objects.filter(matter__in=page.ids, closed_at=None).order_by("-pk"):
            if principal_of(task) in actor.principals:
                mine[task.matter_id] = task
    return [Todo(m, mine.get(m.pk)) for m in matters]


def build(actor: Actor, tab: str, *, now: datetime) -> Workbench:
    """The workbench of *actor* in the hat worn now."""
    chosen = tab if tab in dict(TABS) else "todo"
    todos = my_todos(actor, chosen)
    today = now.astimezone(COUNTY).date()
    days = yellow_days(now)
    items = [(t, _item(t, now, today, days)) for t in todos]
    waiting = my_todos(actor, "doing", size=WAITING) if chosen == "todo" else []
    return Workbench(
        today=day_text(today, date(1, 1, 1)),
        tabs=_tabs(actor, chosen),
        groups=_groups(items, today) if chosen == "todo" else _plain(items, dict(TABS)[chosen]),
        empty=_empty(chosen),
        agenda=_agenda(todos, today),
        waiting=tuple(_item(t, now, today, days) for t in waiting),
        waiting_href="/?tab=doing" if waiting else "",
        starts=_starts(actor),
    )


def following(actor: Actor, after: int | None, *, now: datetime) -> Matter | None:
    """What *actor* does next, beside the matter *after*: as the workbench has it, what was not opened yet first."""
    today = now.astimezone(COUNTY).date()
    todos = [t for t in my_todos(actor) if t.task is not None and t.matter.pk != after]
    first = min(todos, key=lambda t: (_opened(t), GROUPS.index(_group_of(t, today))), default=None)
    return first.matter if first else None


def _opened(todo: Todo) -> bool:
    return todo.task is not None and todo.task.seen_at is not None


def _tabs(actor: Actor, chosen: str) -> tuple[Tab, ...]:
    count = lists.count(actor.principals, [f"{kind}.todo" for kind in KINDS])
    return tuple(
        Tab(
            label,
            f"/?tab={key}",
            count=count_text(count) if key == "todo" and count else "",
            current=key == chosen,
        )
        for key, label in TABS
    )


def _item(todo: Todo, now: datetime, today: date, days: int) -> TodoItem:
    matter = todo.matter
    light = _light(todo, matter_light(matter, now=now, yellow_days=days), today)
    due = matter.due_at if light.colour is Colour.RED else todo.due
    day = matter.closed_at or due
    return TodoItem(
        verb=todo.task.verb if todo.task else "",
        title=matter.title,
        href=KINDS.get(matter.kind).url(matter.pk),
        light=light,
        due=day_text(day.astimezone(COUNTY).date(), today) if day else "",
        source=matter.number if todo.task or matter.closed_at else matter.standing,
        urgent=urgent_mark(matter),
        marks=marks_of(matter),
        unread=todo.task is not None and todo.task.seen_at is None,
    )


def _light(todo: Todo, of_matter: Light, today: date) -> Light:
    """The matter's light, in days; a step that took too long while the matter is still in time is yellow."""
    left = todo.days_left(today)
    if left is not None and left < 0 and of_matter.colour in {Colour.GREEN, Colour.YELLOW}:
        return replace(of_matter, colour=Colour.YELLOW, word=f"这一步超{-left}天")
    if left == 0 and of_matter.colour is Colour.GREEN:
        of_matter = replace(of_matter, colour=Colour.YELLOW)
    return in_days(of_matter, todo.matter.due_at if of_matter.colour is Colour.RED else todo.due, today)


def _groups(items: Sequence[tuple[Todo, TodoItem]], today: date) -> tuple[TodoGroup, ...]:
    """逾期, 今天到期, 紧急, 其他: a matter stands in the first group it fits."""
    groups: dict[str, list[TodoItem]] = {label: [] for label in GROUPS}
    for todo, item in items:
        groups[_group_of(todo, today)].append(item)
    return tuple(
        TodoGroup(label, tuple(found), count=str(len(found)), alarming=label == "已逾期")
        for label, found in groups.items()
        if found
    )


def _group_of(todo: Todo, today: date) -> str:
    left = todo.days_left(today)
    if left is not None and left <= 0:
        return "已逾期" if left < 0 else "今天到期"
    return "紧急" if todo.matter.urgency >= Urgency.URGENT else "其他"


def _plain(items: Sequence[tuple[Todo, TodoItem]], label: str) -> tuple[TodoGroup, ...]:
    return (TodoGroup(label, tuple(item for _, item in items)),) if items else ()


def _agenda(todos: Sequence[Todo], today: date) -> tuple[TodayItem, ...]:
    """What ends today, by the hour."""
    ending = [
        (t.due.astimezone(COUNTY), t)
        for t in todos
        if t.due is not None and t.due.astimezone(COUNTY).date() == today and t.matter.closed_at is None
    ]
    return tuple(
        TodayItem(
            f"{at:%H:%M}",
            f"{t.task.verb if t.task else ''} {t.matter.title}".strip(),
            KINDS.get(t.matter.kind).url(t.matter.pk),
        )
        for at, t in sorted(ending, key=lambda pair: pair[0])
    )


def _empty(tab: str) -> Empty:
    if tab == "todo":
        return Empty("没有等您办的事。", "新的待办会自动出现在这里；在办的、已办的在旁边两页。")
    return Empty("这里还没有内容。", "您经手过的办件会列在这里。")


def _starts(actor: Actor) -> tuple[Link, ...]:
    """The ways to begin something that this hat offers."""
    return tuple(
        Link(p.label, p.href, icon=p.icon) for p in PLACES.values() if p.group == "" and p.open_to(actor)
    )
