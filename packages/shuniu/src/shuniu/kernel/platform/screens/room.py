"""A room: the lists of one kind of matter, the same for every kind, with what a module says of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.lists import Cursor
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.listing import (
    UPWARDS,
    View,
    columns_of,
    rows_of,
    tabs,
    view_of,
)
from shuniu.kernel.platform.screens.narrowing import FURTHER, WINDOWS_OUT, Asked, read_narrowed
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS
from shuniu.kernel.platform.ui import BatchAction, Empty, Field, FilterForm, Hidden, Link, ListPage, Tab

NOTHING = Empty("这里现在没有办件。")


@dataclass(frozen=True)
class Batch:
    """What may be done with several rows at once: a press, and the words asked for."""

    action: BatchAction
    words: Field


@dataclass(frozen=True)
class Saved:
    """A saved view of one kind: a view of every kind, narrowed by values of the kind's filters."""

    label: str
    view: str
    values: Mapping[str, str]

    def tab(self, address: str, view: View, asked: Asked) -> Tab:
        """The view as a tab of the list that *asked* shows."""
        here = view.key == self.view and dict(asked.values) == dict(self.values)
        return Tab(self.label, f"{address}?{urlencode({'view': self.view, **self.values})}", current=here)


def nobody(actor: Actor) -> None:
    return None


def nothing_saved(actor: Actor) -> tuple[Saved, ...]:
    return ()


def no_batch(actor: Actor, view: View) -> None:
    return None


@dataclass(frozen=True)
class Room:
    """The lists of the matters of *kind*, shown at *address* under *title*. How a row looks is the kind's
    `Presentation`.

    `begin` names the action that opens such a matter: its form is the room's own page, offered to who may, with
    `lead` above it. `main` is another way to begin; `empty` says by view what an empty list means; `batch` gives
    what may be done with chosen rows of a view; `saved` are views of this kind alone.
    """

    kind: str
    title: str
    address: str
    begin: str = ""
    lead: str = ""
    main: Callable[[Actor], Link | None] = nobody
    empty: Mapping[str, Empty] = field(default_factory=dict)
    batch: Callable[[Actor, View], Batch | None] = no_batch
    saved: Callable[[Actor], tuple[Saved, ...]] = nothing_saved

    def beginning(self, actor: Actor) -> Link | None:
        """The way to begin something new, for those who may."""
        if not self.begin:
            return self.main(actor)
        action = ACTIONS.get(self.begin)
        may = not action.may or actor.holds(*action.may)
        return Link(action.label, f"{self.address}new/") if may else None


def room_urls(room: Room) -> list[URLPattern]:
    """The addresses of *room*: its lists, and the page on which something new begins."""
    here = room.address.lstrip("/")
    found = [path(here, room_view(room))]
    if room.begin:
        found.append(path(f"{here}new/", _begin_view(room)))
    return found


def _begin_view(room: Room) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "POST"])
    @require_actor
    def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
        return action_page(request, actor, room.begin, lead=room.lead, back=Link(room.title, room.address))

    return begin


def room_view(room: Room) -> Callable[..., HttpResponse]:
    """The view that shows *room*: by keyset on the screen, as Excel, on paper."""

    @require_GET
    @require_actor
    def show(request: HttpRequest, actor: Actor) -> HttpResponse:
        now, view = timezone.now(), view_of(request.GET.get("view", "todo"))
        asked = Asked.of(request.GET, room.address, PRESENTATIONS.get(room.kind).filters)
        found = _List(room, actor, view, asked, Cursor.parse(request.GET.get("after", "")), now)
        return answer_list(request, actor, found.page, now=now, conditions=asked.words())

    return show


@dataclass(frozen=True)
class _List:
    """One view of a room, narrowed and turned as the address asks."""

    room: Room
    actor: Actor
    view: View
    asked: Asked
    after: Cursor | None
    now: datetime

    def page(self, size: int | None) -> ListPage:
        room, view, asked = self.room, self.view, self.asked
        shown = PRESENTATIONS.get(room.kind)
        part = view.part(self.now, self.after, upwards=asked.keep.get("order") == UPWARDS)
        found = read_narrowed(
            view.principals(self.actor),
            [f"{room.kind}.{view.list_name}"],
            asked.condition,
            part=part,
            **({"size": size, "windows": WINDOWS_OUT} if size else {}),
        )
        rows = rows_of(lists.matters_in_order(found.ids), shown, now=self.now)
        batch = room.batch(self.actor, view)
        return ListPage(
            title=room.title,
            columns=columns_of(shown, view, asked),
            rows=rows,
            empty=nothing_found(asked) if asked.values else room.empty.get(view.key, NOTHING),
            main=room.beginning(self.actor),
            tabs=self._tabs(),
            chips=asked.chips(),
            filter=FilterForm(room.address, asked.fields(), (Hidden("view", view.key),)),
            next_href=asked.href(after=str(found.next)) if found.next else "",
            next_label="下一页" if len(rows) >= lists.PAGE else FURTHER,
            batch=(batch.action,) if batch else (),
            batch_fields=(batch.words,) if batch else (),
            batch_hidden=(Hidden("batch", str(uuid4())), Hidden("next", asked.href())) if batch else (),
        )

    def _tabs(self) -> tuple[Tab, ...]:
        """The views of every kind, then those of this one; what is narrowed as a saved view stands under its tab."""
        room, view = self.room, self.view
        own = tuple(s.tab(room.address, view, self.asked) for s in room.saved(self.actor))
        common = tabs(self.actor, room.kind, view, room.address, now=self.now)
        if any(tab.current for tab in own):
            common = tuple(replace(tab, current=False) for tab in common)
        return (*common, *own)


def nothing_found(asked: Asked) -> Empty:
    """The empty state of a list that filters have emptied."""
    return Empty(
        f"没有符合条件的：{asked.words()}。", "去掉一个条件再看。", Link("去掉全部条件", asked.bare())
    )
