"""Filters of lists: what the address asks for, as conditions, as chips and as the form behind 筛选.

Lists are read from the table of visibility by keyset; a filter is applied inside windows of it, so that a page
costs a bounded number of queries whatever lies below. What was not looked at is said, never passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.lists import Cursor, Page, Range
from shuniu.kernel.flow.models import Matter, Urgency
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.ui import Chip, Field, Option
from shuniu.kernel.platform.ui.fields import FieldKind

WINDOW = 500
WINDOWS = 6
WINDOWS_OUT = 40
"""How many windows are looked through for what leaves the house at once."""
FURTHER = "继续往前找"
"""What the next page is called where the windows ended before a page was full."""
LONGEST = 60
WHOLE = Range()


@dataclass(frozen=True)
class Filter:
    """One condition: `find` turns what was typed into a condition on `Matter`; None when it says nothing.

    `said` is the chip, with the value in words (an option's label, else what was typed).
    """

    name: str
    label: str
    find: Callable[[str], Q | None]
    kind: FieldKind = "text"
    options: tuple[Option, ...] = ()
    said: str = "{}"

    def words(self, value: str) -> str:
        """The chip of *value*."""
        label = next((o.label for o in self.options if o.value == value), value)
        return self.said.format(label)


def contains(name: str, label: str, path: str) -> Filter:
    """A filter by any part of the text at *path* of a matter."""
    return Filter(name, label, lambda value: Q(**{f"{path}__contains": value}), said=f"{label}含“{{}}”")


def one_of(name: str, label: str, path: str, options: Iterable[tuple[str, str]]) -> Filter:
    """A filter by one of a few values at *path*."""
    offered = tuple(Option(value, words) for value, words in options)
    known = {o.value for o in offered}
    return Filter(
        name, label, lambda value: Q(**{path: value}) if value in known else None, "select", offered, "{}"
    )


def day_of(text: str) -> date | None:
    """The day that *text* (2026-11-23) names; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _begin(text: str, *, after: int = 0) -> datetime | None:
    day = day_of(text)
    return datetime.combine(day + timedelta(days=after), time(), tzinfo=COUNTY) if day else None


def since(name: str, label: str, path: str) -> Filter:
    """A filter by the first day of the moment at *path*."""
    return Filter(
        name, label, lambda v: Q(**{f"{path}__gte": at}) if (at := _begin(v)) else None, "date", said="{}起"
    )


def until(name: str, label: str, path: str) -> Filter:
    """A filter by the last day of the moment at *path*."""
    return Filter(
        name,
        label,
        lambda v: Q(**{f"{path}__lt": at}) if (at := _begin(v, after=1)) else None,
        "date",
        said="到{}",
    )


TITLE = contains("title", "标题", "title")
URGENCY = one_of("urgency", "紧急程度", "urgency", ((str(u.value), u.label) for u in reversed(Urgency)))
OPENED = (since("from", "收到日期从", "opened_at"), until("to", "到", "opened_at"))
DUE = until("due", "期限不晚于", "due_at")


@dataclass(frozen=True)
class Asked:
    """The conditions of one address. `keep` are its other parts (the view, the order), which chips leave alone."""

    address: str
    filters: tuple[Filter, ...]
    values: Mapping[str, str]
    keep: Mapping[str, str]

    @classmethod
    def of(
        cls,
        query: Mapping[str, str],
        address: str,
        filters: Sequence[Filter],
        keep: Sequence[str] = ("view", "order"),
    ) -> Asked:
        """What *query*, the parameters of the address, asks of *filters*; what says nothing is left out."""
        typed = {f.name: query.get(f.name, "").strip()[:LONGEST] for f in filters}
        values = {
            f.name: typed[f.name] for f in filters if typed[f.name] and f.find(typed[f.name]) is not None
        }
        return cls(address, tuple(filters), values, {k: query[k] for k in keep if query.get(k)})

    @property
    def condition(self) -> Q | None:
        """All conditions together; None when there is none."""
        found = [q for f in self.filters if f.name in self.values and (q := f.find(self.values[f.name]))]
        return Q(*found) if found else None

    def href(self, **changes: str | None) -> str:
        """The same list with *changes* (None: without)."""
        said = {**self.keep, **self.values, **changes}
        query = urlencode({k: v for k, v in said.items() if v})
        return f"{self.address}?{query}" if query else self.address

    def bare(self) -> str:
        """The same list without any condition."""
        return self.href(**dict.fromkeys(self.values))

    def chips(self) -> tuple[Chip, ...]:
        """The conditions in force; pressing one takes it away."""
        return tuple(
            Chip(f.words(self.values[f.name]), self.href(**{f.name: None}))
            for f in self.filters
            if f.name in self.values
        )

    def words(self) -> str:
        """The conditions as a sentence, for what is printed and exported."""
        return "，".join(f.words(self.values[f.name]) for f in self.filters if f.name in self.values)

    def fields(self) -> tuple[Field, ...]:
        """The fields of the form behind 筛选."""
        return tuple(
            Field(f"{f.name}", f.label, f.kind, value=self.values.get(f.name, ""), options=f.options, width=6)
            for f in self.filters
        )


def read_narrowed(
    principals: Iterable[str],
    list_kinds: Sequence[str],
    condition: Q | None,
    *,
    part: Range = WHOLE,
    size: int = lists.PAGE,
    windows: int = WINDOWS,
) -> Page:
    """The next *size* matters of the lists that fulfil *condition*, looking at *windows* windows at most.

    A page with fewer than *size* places and a `next` means: so far, and the rest was not looked at yet.
    """
    if condition is None:
        return lists.read_page(principals, list_kinds, part=part, size=size)
    found: list[Cursor] = []
    names = tuple(principals)
    for _ in range(windows):
        window = lists.read_page(names, list_kinds, part=part, size=WINDOW)
        kept = _fulfilling(condition, window.ids)
        found += [place for place in window.places if place.matter_id in kept]
        if len(found) > size or window.next is None:
            more = len(found) > size
            return Page(tuple(found[:size]), found[size - 1] if more else None)
        part = replace(part, after=window.next)
    return Page(tuple(found), part.after)


def _fulfilling(condition: Q, ids: Sequence[int]) -> set[int]:
    """Those of *ids* whose matters fulfil *condition*. The ids are written into the statement: as 500 parameters they
    cost Django more than all the rest of a filtered page."""
    if not ids:
        return set()
    written = ", ".join(f"{pk:d}" for pk in ids)
    among = RawSQL(f"flow_matter.id IN ({written})", (), BooleanField())  # noqa: S611 - whole numbers
    return set(Matter.objects.filter(condition, among).values_list("pk", flat=True))
