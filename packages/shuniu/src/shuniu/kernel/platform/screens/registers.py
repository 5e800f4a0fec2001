"""Registers (登记簿): on the screen, to Excel and as it is bound, each the same declaration.

A part of a register is a frozen dataclass. Its fields without a default say which book it is (a year, a series);
those with one narrow it, and stand in the address only when they do. Each filter fills the field of its name.
What leaves the house keeps to the row cap, carries the name of who took it, and is recorded (BM-07, BM-08).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, replace
from dataclasses import fields as fields_of_class
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.papers import Bound, Paper
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import (
    leave_record,
    paper_response,
    row_limit,
    sheet_response,
    too_many,
)
from shuniu.kernel.platform.screens.listing import UPWARDS
from shuniu.kernel.platform.ui import (
    Chip,
    Column,
    Empty,
    Field,
    FilterForm,
    Hidden,
    Link,
    ListPage,
    Option,
    Row,
    Tab,
    page_response,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PAGE = 50
P = TypeVar("P", bound="DataclassInstance")
L = TypeVar("L")
P_in = TypeVar("P_in", bound="DataclassInstance", contravariant=True)
L_in = TypeVar("L_in", contravariant=True)
L_out = TypeVar("L_out", covariant=True)


def whole_number(low: int = 1, high: int = 999_999_999) -> Callable[[str], int | None]:
    """How to read a number between *low* and *high*; None for anything else."""

    def read(text: str) -> int | None:
        if not text.isdecimal() or len(text) > len(str(high)):
            return None
        return int(text) if low <= int(text) <= high else None

    return read


def asked_number(request: HttpRequest, name: str, low: int = 1, high: int = 999_999_999) -> int | None:
    """The number that the address gives as *name*, if it is one between *low* and *high*."""
    return whole_number(low, high)(request.GET.get(name, ""))


def some_text(longest: int) -> Callable[[str], str]:
    """How to read words, of which *longest* characters count."""
    return lambda text: text.strip()[:longest]


def a_day(text: str) -> date | None:
    """The day that *text* is; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def one_of(values: Sequence[str]) -> Callable[[str], str | None]:
    """How to read one of *values*; None for anything else."""
    return lambda text: text if text in values else None


@dataclass(frozen=True)
class Filter:
    """One field of the filter form, which fills the field *name* of the part.

    *read* gives None for what cannot be meant. *chip* says what is narrowed: "{}月", of an option its label; with
    *until* "{}—{}号" speaks of both ends, an end that is open in the words of its own *blank*. An option that the
    register does not offer is *blank* too. A *hidden* one goes along with the form.
    """

    name: str
    label: str
    read: Callable[[str], object]
    kind: Literal["text", "number", "date", "select"] = "text"
    width: Literal[4, 6, 8, 12] = 6
    chip: str = ""
    blank: str = ""
    options: Callable[[Actor], tuple[Option, ...]] | None = None
    until: Filter | None = None
    hidden: bool = False

    @property
    def ends(self) -> tuple[Filter, ...]:
        return (self, self.until) if self.until else (self,)


class Reading(Protocol[P_in, L_out]):
    """The query of a register: up to *size* lines of a part, beyond the place *beyond*."""

    def __call__(
        self, actor: Actor, part: P_in, /, *, beyond: int | None, size: int, oldest_first: bool
    ) -> Sequence[L_out]: ...


class Printing(Protocol[P_in, L_in]):
    """What is printed of the lines of a part, from the oldest up."""

    def __call__(
        self, actor: Actor, part: P_in, lines: Sequence[L_in], /, *, now: datetime
    ) -> Bound[Any]: ...


@dataclass(frozen=True)
class Register(Generic[P, L]):
    """A register of the unit somebody acts in: a declaration, a query and its columns.

    *begin* is the part shown when the address says nothing; *books* are the parts that stand as tabs. *read* gives
    the lines of a part beyond the place of a line, from the newest down or the oldest up; *place* is a line's.
    The first of *columns* turns the order. *sheet* names fields of the rows of *printed*. *main*, *links* and the
    link of *empty* are for whoever *keeps* the register, *ways* for every reader. *recorded* is what the record of an
    export calls it, where the secrecy gate would hold its title.
    """

    address: str
    name: str
    columns: tuple[Column, ...]
    sheet: tuple[tables.Column, ...]
    paper: Paper
    may_read: Callable[[Actor], bool]
    not_for_you: Refusal
    filters: tuple[Filter, ...]
    begin: Callable[[Actor, datetime], P]
    books: Callable[[Actor, P, datetime], Sequence[tuple[str, P]]]
    words: Callable[[P], str]
    read: Reading[P, L]
    place: Callable[[L], int]
    row: Callable[[P, L, datetime], Row]
    printed: Printing[P, L]
    empty: Empty
    keeps: Callable[[Actor], bool] = lambda _: False
    main: Link | None = None
    links: tuple[Link, ...] = ()
    ways: tuple[Link, ...] = ()
    recorded: str = ""

    def asked(self, request: HttpRequest, actor: Actor, now: datetime) -> P:
        """The part of the register that the address asks for."""
        said = {
            end.name: end.read(request.GET[end.name])
            for one in self.filters
            for end in one.ends
            if end.name in request.GET
        }
        return replace(self.begin(actor, now), **{k: v for k, v in said.items() if v is not None})

    def address_of(self, part: P, form: str = "", **more: object) -> str:
        """The address of *part*; of its *form*, book.xlsx or book.pdf."""
        said = {f.name: getattr(part, f.name) for f in fields_of_class(part)}
        kept = {f.name: f.default for f in fields_of_class(part)}
        narrowed = {k: v for k, v in said.items() if v != kept[k]}
        given = {k: v for k, v in more.items() if v is not None}
        return f"{self.address}{form}?{urlencode({**narrowed, **given})}"

    def screen(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        """The newest line first, by keyset of its place."""
        if not self.may_read(actor):
            return refused_page(request, self.not_for_you)
        now = timezone.now()
        part, upwards = self.asked(request, actor, now), request.GET.get("order") == UPWARDS
        beyond = row_id(request.GET.get("beyond", ""))
        found = self.read(actor, part, beyond=beyond, size=PAGE + 1, oldest_first=upwards)
        shown, more = found[:PAGE], len(found) > PAGE
        keeps = self.keeps(actor)
        turned = replace(
            self.columns[0],
            sort_href=self.address_of(part, order=None if upwards else UPWARDS),
            sorted="ascending" if upwards else "descending",
        )
        order = UPWARDS if upwards else None
        options = {f.name: f.options(actor) for f in self.filters if f.options}
        page = ListPage(
            title=f"{self.words(part)}{self.name}",
            columns=(turned, *self.columns[1:]),
            rows=tuple(self.row(part, line, now) for line in shown),
            empty=self.empty if keeps else replace(self.empty, link=None),
            main=self.main if keeps else None,
            tabs=self._tabs(part, self.books(actor, part, now)),
            chips=self._chips(part, options),
            filter=self._form(part, options),
            next_href=self.address_of(part, beyond=self.place(shown[-1]), order=order) if more else "",
            exports=(
                *self.ways,
                *(self.links if keeps else ()),
                Link("导出 Excel", self.address_of(part, "book.xlsx"), icon="export"),
                Link("打印登记簿", self.address_of(part, "book.pdf"), icon="print"),
            ),
            compact=True,
        )
        return page_response(request, page)

    def xlsx(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        """The part asked for as Excel, with every column."""
        now = timezone.now()
        whole = self._whole(request, actor, now)
        if isinstance(whole, Refusal):
            return refused_page(request, whole)
        data = self.printed(actor, *whole, now=now)
        rows: list[dict[str, Any]] = [
            {column.key: getattr(row, column.key) for column in self.sheet} for row in data.rows
        ]
        table = tables.Table(data.title, self.sheet, rows)
        return sheet_response(request, actor, table, now=now, recorded=self.recorded)

    def pdf(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        """The part asked for as it is bound."""
        now = timezone.now()
        whole = self._whole(request, actor, now)
        if isinstance(whole, Refusal):
            return refused_page(request, whole)
        data = self.printed(actor, *whole, now=now)
        refusal = leave_record(actor, self.recorded or data.title, len(data.rows), now=now)
        if refusal is not None:
            return refused_page(request, refusal)
        back = self.address_of(whole[0])
        return paper_response(request, self.paper, data, now=now, name=data.title, back=back)

    def _whole(self, request: HttpRequest, actor: Actor, now: datetime) -> tuple[P, Sequence[L]] | Refusal:
        """The part asked for, from the oldest line up, or why it cannot be taken out."""
        if not self.may_read(actor):
            return self.not_for_you
        part, limit = self.asked(request, actor, now), row_limit(now)
        found = self.read(actor, part, beyond=None, size=limit + 1, oldest_first=True)
        return too_many(limit) if len(found) > limit else (part, found)

    def _tabs(self, part: P, books: Sequence[tuple[str, P]]) -> tuple[Tab, ...]:
        which = [f.name for f in fields_of_class(part) if f.default is MISSING]
        return tuple(
            Tab(
                label,
                self.address_of(one),
                current=all(getattr(one, name) == getattr(part, name) for name in which),
            )
            for label, one in books
        )

    def _chips(self, part: P, options: dict[str, tuple[Option, ...]]) -> tuple[Chip, ...]:
        """What the part is narrowed by, each with the way to take it off."""
        unset = {f.name: f.default for f in fields_of_class(part)}
        found = []
        for one in self.filters:
            values = {end.name: getattr(part, end.name) for end in one.ends}
            if not one.chip or all(value == unset[name] for name, value in values.items()):
                continue
            labels = {option.value: option.label for option in options.get(one.name, ())}
            said = [
                end.blank
                if values[end.name] == unset[end.name]
                else labels.get(_text(values[end.name]), end.blank)
                if one.options
                else values[end.name]
                for end in one.ends
            ]
            without = replace(part, **{name: unset[name] for name in values})
            found.append(Chip(one.chip.format(*said), self.address_of(without)))
        return tuple(found)

    def _form(self, part: P, options: dict[str, tuple[Option, ...]]) -> FilterForm:
        ends = [end for one in self.filters for end in one.ends]
        return FilterForm(
            self.address,
            tuple(
                Field(
                    end.name,
                    end.label,
                    end.kind,
                    value=_text(getattr(part, end.name)),
                    options=options.get(end.name, ()),
                    width=end.width,
                )
                for end in ends
                if not end.hidden
            ),
            tuple(Hidden(end.name, _text(getattr(part, end.name))) for end in ends if end.hidden),
        )


def register_urls(register: Register[P, L]) -> list[URLPattern]:
    """The addresses of a register: the screen, Excel and the printed form."""
    route = register.address.removeprefix("/")
    return [
        path(f"{route}{form}", require_GET(require_actor(view)))
        for form, view in (
            ("", register.screen),
            ("book.xlsx", register.xlsx),
            ("book.pdf", register.pdf),
        )
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
