"""List pages out of list kinds: tabs with counts, keyset paging, filters inside a window, the same for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.lists import Cursor, Range
from shuniu.kernel.flow.models import Level, Matter
from shuniu.kernel.flow.visibility import NO_DUE, seconds
from shuniu.kernel.flow.vocabulary import KINDS
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.detail import marks_of, matter_light, urgent_mark, yellow_days
from shuniu.kernel.platform.screens.narrowing import Asked
from shuniu.kernel.platform.screens.presentation import Presentation
from shuniu.kernel.platform.ui import Cell, Column, Row, Tab, count_text, day_text
from shuniu.kernel.platform.ui.dates import brief_text


@dataclass(frozen=True)
class View:
    """A saved view of a kind's lists: which list, which part of it, and the one column it is sorted by."""

    key: str
    label: str
    list_name: str
    sorts: str
    overdue: bool = False
    portfolio: bool = False

    def principals(self, actor: Actor) -> frozenset[str]:
        """The names under which *actor* finds what this view shows."""
        return actor.portfolio if self.portfolio else actor.principals

    def part(self, now: datetime, after: Cursor | None = None, *, upwards: bool = False) -> Range:
        """Overdue is everything in the due-ordered list whose due lies before *now*."""
        low = NO_DUE - seconds(now) + 1 if self.overdue else None
        return Range(after=after, low=low, upwards=upwards)


VIEWS: tuple[View, ...] = (
    View("todo", "待我办", "todo", "期限"),
    View("doing", "在办", "doing", "更新"),
    View("overdue", "逾期", "open", "期限", overdue=True),
    View("open", "未办结", "open", "期限"),
    View("done", "我办过的", "done", "更新"),
    View("portfolio", "分管", "all", "更新", portfolio=True),
    View("all", "全部", "all", "更新"),
)
UPWARDS = "up"
"""The value of `order` in an address that turns a list round."""


def view_of(key: str, default: str = "todo") -> View:
    """The view called *key*, else the default one."""
    return next((v for v in VIEWS if v.key == key), next(v for v in VIEWS if v.key == default))


def tabs(actor: Actor, kind: str, current: View, address: str, *, now: datetime) -> tuple[Tab, ...]:
    """The views as tabs; those that ask for action carry their count."""
    counted = {"todo", "overdue"}
    return tuple(
        Tab(
            v.label,
            f"{address}?{urlencode({'view': v.key})}",
            count=_count(actor, kind, v, now) if v.key in counted else "",
            current=v is current,
            alarming=v.overdue,
        )
        for v in VIEWS
        if actor.portfolio or not v.portfolio
    )


def _count(actor: Actor, kind: str, view: View, now: datetime) -> str:
    found = lists.count(actor.principals, [f"{kind}.{view.list_name}"], part=view.part(now))
    return count_text(found) if found else ""


def columns_of(
    shown: Presentation, view: View | None = None, asked: Asked | None = None
) -> tuple[Column, ...]:
    """灯, the kind's own columns, 现在在谁手里, 期限, 更新: eight at most. That of the view's order turns it."""
    columns = (
        Column("状态", "light"),
        *shown.columns,
        Column("现在在谁手里", label_narrow=True),
        Column("期限", "muted", label_narrow=True),
        Column("更新", "muted", narrow=False),
    )
    if view is None or asked is None:
        return columns
    return tuple(
        turning(c, asked, soonest=view.sorts == "期限") if c.label == view.sorts else c for c in columns
    )


def turning(column: Column, asked: Asked, *, soonest: bool = False) -> Column:
    """*column* as the one its list is sorted by, with the address of the list the other way round.

    *soonest*: unturned, the list begins with the earliest date, not with the latest.
    """
    turned = asked.keep.get("order") == UPWARDS
    href = asked.href(order=None if turned else UPWARDS)
    return replace(column, sort_href=href, sorted="descending" if turned == soonest else "ascending")


def rows_of(matters: Sequence[Matter], shown: Presentation, *, now: datetime) -> tuple[Row, ...]:
    """One row per matter."""
    today, days = now.astimezone(COUNTY).date(), yellow_days(now)
    cells: Mapping[int, tuple[Cell, ...]] = shown.cells(matters)
    rows = []
    for matter in matters:
        due = matter.due_at.astimezone(COUNTY).date() if matter.due_at else None
        middle = cells.get(matter.pk, tuple(Cell("") for _ in shown.columns))
        rows.append(
            Row(
                href=KINDS.get(matter.kind).url(matter.pk),
                key=str(matter.pk),
                voided=matter.outcome == "void",
                internal=matter.level == Level.WORK_SECRET,
                cells=(
                    Cell("", light=matter_light(matter, now=now, yellow_days=days)),
                    *middle,
                    Cell(matter.standing),
                    Cell(day_text(due, today) if due else ""),
                    Cell(brief_text(matter.updated_at.astimezone(COUNTY), today)),
                ),
            )
        )
    return tuple(rows)


def title_cell(matter: Matter, note: str = "") -> Cell:
    """The title with its marks, as every list shows it."""
    return Cell(matter.title, note=note, marks=marks_of(matter), urgent=urgent_mark(matter))
