"""发文总量: this year against last, plan against fact, by month, unit, genre and form; read from the tally (JW-01…06)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum

from shuniu.kernel.flow.models import Level, Visible
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import IssuePlan, IssueTally, OutgoingDocument
from shuniu.modules.documents.outgoing import ceilings
from shuniu.modules.documents.outgoing.planning import free
from shuniu.modules.documents.outgoing.policy_lean import Room
from shuniu.modules.documents.outgoing.scopes import Scope
from shuniu.modules.documents.outgoing.tally import COUNTS

UNKNOWN = 0
"""The unit, or the month, of which a paper register does not say more."""


@dataclass(frozen=True)
class Sums:
    """What one row of a table counts; `here` are those that were not copied from a paper register."""

    issued: int = 0
    against: int = 0
    planned: int = 0
    words: int = 0
    measured: int = 0
    over_long: int = 0
    burdened: int = 0
    disguised: int = 0
    here: int = 0

    @property
    def unplanned(self) -> int:
        """How many stand in no yearly plan; of paper nobody knows."""
        return self.here - self.planned

    @property
    def average(self) -> int | None:
        """The average length of those whose length is known, in 字."""
        return round(self.words / self.measured) if self.measured else None


NOTHING = Sums()


@dataclass(frozen=True)
class Line:
    """One row of a table: what it is, and this year's and last year's counts. `key` is what the list behind it is
    narrowed by; empty where a paper register said no more."""

    label: str
    key: str
    now: Sums
    before: Sums


@dataclass(frozen=True)
class PlanFact:
    """Plan against fact in one month: 立项 that were planned for it, and of what was issued what was planned."""

    month: int
    planned: int
    issued: int
    of_plan: int
    outside: int


@dataclass(frozen=True)
class Overview:
    """Everything the board shows, of one scope and year."""

    total: Line
    room: Room | None
    months: tuple[Line, ...]
    units: tuple[Line, ...]
    genres: tuple[Line, ...]
    forms: tuple[Line, ...]
    plan: tuple[PlanFact, ...]
    approved: int
    added: int
    unused: int
    from_paper: bool


def overview_of(scope: Scope, year: int, *, on: date) -> Overview:
    """The figures of *year* in *scope*, last year's beside them; the same few queries whatever was issued."""
    both = IssueTally.objects.filter(scope.condition, year__in=(year, year - 1))

    def grouped(*by: str) -> dict[tuple[object, ...], Sums]:
        here = Sum("issued", filter=Q(source=""), default=0)
        sums = {f"n_{name}": Sum(name) for name in COUNTS}
        rows = both.values_list(*by).annotate(**sums, n_here=here).order_by()
        width = len(by)
        return {row[:width]: Sums(*row[width:]) for row in rows}

    months = grouped("year", "month")
    years: dict[tuple[object, ...], Sums] = {}
    for (of_year, _), sums in months.items():
        years[(of_year,)] = _plus(years.get((of_year,), NOTHING), sums)
    units, kinds = grouped("year", "unit"), grouped("year", "form", "genre")
    named = {u.pk: u for u in Unit.objects.filter(pk__in={k[1] for k in units if k[1] is not None})}

    def line(label: str, key: str, found: Mapping[tuple[object, ...], Sums], *rest: object) -> Line:
        return Line(label, key, found.get((year, *rest), NOTHING), found.get((year - 1, *rest), NOTHING))

    ordered = sorted(named.values(), key=lambda u: (u.order, u.pk))
    by_unit = [line(u.short_name, str(u.pk), units, u.pk) for u in ordered]
    if any(k[1] is None for k in units):
        by_unit.append(line("纸质登记簿（不分单位）", "", units, None))
    by_month = [line(f"{m}月", str(m), months, m) for m in range(1, 13)]
    if any(k[1] == UNKNOWN for k in months):
        by_month.append(line("纸质登记簿（不分月）", "", months, UNKNOWN))
    genres, forms = _split(kinds, year)
    return Overview(
        total=line("合计", "", years),
        room=_room(scope, year, on),
        months=tuple(by_month),
        units=tuple(by_unit),
        genres=genres,
        forms=forms,
        from_paper=both.exclude(source="").exists(),
        **_plan(scope, year, months),
    )


def _split(kinds: Mapping[tuple[object, ...], Sums], year: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """By genre (of 正式公文) and by form, out of both together."""
    genres: dict[str, list[Sums]] = {}
    forms: dict[str, list[Sums]] = {value: [NOTHING, NOTHING] for value, _ in OutgoingDocument.Form.choices}
    for (of_year, form, genre), sums in kinds.items():
        side = 0 if of_year == year else 1
        forms[str(form)][side] = _plus(forms[str(form)][side], sums)
        if form == OutgoingDocument.Form.FORMAL:
            pair = genres.setdefault(str(genre), [NOTHING, NOTHING])
            pair[side] = _plus(pair[side], sums)
    by_genre = [Line(g or "纸质登记簿（不分文种）", g, *pair) for g, pair in genres.items()]
    by_genre.sort(key=lambda row: (not row.key, -row.now.issued, row.label))
    labels = dict(OutgoingDocument.Form.choices)
    return tuple(by_genre), tuple(Line(labels[f], f, *pair) for f, pair in forms.items())


def _plus(one: Sums, other: Sums) -> Sums:
    return Sums(*(getattr(one, name) + getattr(other, name) for name in (*COUNTS, "here")))


def _room(scope: Scope, year: int, on: date) -> Room | None:
    """The ceiling that the scope stands under, if it is one office's; a year that is over has none to keep to."""
    if scope.office is not None and scope.unit is None and year == on.year:
        return ceilings.room_of(scope.office.pk, year, on=on)
    return None


def _plan(scope: Scope, year: int, months: Mapping[tuple[object, ...], Sums]) -> dict[str, object]:
    rows = IssuePlan.objects.filter(scope.condition, year=year, state=IssuePlan.State.APPROVED)
    meant: dict[int, int] = {}
    added = 0
    for month, origin, count in rows.values_list("month", "origin").annotate(n=Count("pk")):
        if origin == IssuePlan.Origin.ADDED:
            added += count
        else:
            meant[month or UNKNOWN] = meant.get(month or UNKNOWN, 0) + count
    facts = [
        PlanFact(m, meant.get(m, 0), found.issued, found.planned, found.unplanned)
        for m in (*range(1, 13), *([UNKNOWN] if meant.get(UNKNOWN) else []))
        for found in [months.get((year, m), NOTHING)]
    ]
    unused = free().filter(scope.condition, year=year).count()
    return {"plan": tuple(facts), "approved": sum(meant.values()), "added": added, "unused": unused}


@dataclass(frozen=True)
class Wanted:
    """Which of the counted documents a list shows: of a year, narrowed as the figure that was pressed."""

    year: int
    month: int | None = None
    unit: int | None = None
    form: str = ""
    genre: str = ""
    what: str = ""


WHATS: Mapping[str, tuple[str, Q]] = {
    "against": ("计入总量上限", Q(against=True)),
    "planned": ("年度计划内", Q(planned=True)),
    "unplanned": ("计划外", Q(planned=False)),
    "over_long": ("超过字数限度", Q(over_long=True)),
    "burdened": ("含有增加基层负担的要求", Q(burdens__gt=0)),
    "disguised": ("以便函、白头形式发的正式文种", Q(disguised=True)),
}
"""The figures beside the count itself, as conditions on what was counted."""


def read_counted(
    scope: Scope, actor: Actor, wanted: Wanted, *, after: tuple[date, int] | None, size: int
) -> list[OutgoingDocument]:
    """Up to *size* of the documents that a figure counts, the newest first, after the (day, matter) *after*; one query.

    `shown` says whether *actor* finds a document in a list of his own.
    """
    begin = date(wanted.year, wanted.month or 1, 1)
    through = wanted.month or 12
    end = date(wanted.year + 1, 1, 1) if through == 12 else date(wanted.year, through + 1, 1)
    mine = Visible.objects.filter(matter_id=OuterRef("matter_id"), principal__in=actor.principals)
    rows = (
        OutgoingDocument.objects.filter(scope.of_documents, counted_on__gte=begin, counted_on__lt=end)
        .select_related("matter", "drafting_unit")
        .annotate(shown=Exists(mine))
        .order_by("-counted_on", "-matter")
    )
    for name, value in (("drafting_unit", wanted.unit), ("form", wanted.form), ("genre", wanted.genre)):
        if value:
            rows = rows.filter(**{name: value})
    if wanted.what:
        rows = rows.filter(WHATS[wanted.what][1])
    if after is not None:
        day, matter = after
        rows = rows.filter(Q(counted_on__lt=day) | Q(counted_on=day, matter__lt=matter), counted_on__lte=day)
    return list(rows[:size])


@dataclass(frozen=True)
class OnPaper:
    """How many of a figure come from paper registers, of which there is no list, and from which ones."""

    count: int
    sources: tuple[str, ...]


def on_paper(scope: Scope, wanted: Wanted) -> OnPaper:
    """What of the figure behind *wanted* was copied from paper; one query."""
    if wanted.what == "unplanned":
        return OnPaper(0, ())
    rows = IssueTally.objects.filter(scope.condition, year=wanted.year).exclude(source="")
    for name, value in (
        ("month", wanted.month),
        ("unit", wanted.unit),
        ("form", wanted.form),
        ("genre", wanted.genre),
    ):
        if value:
            rows = rows.filter(**{name: value})
    found = list(rows.values_list(wanted.what or "issued", "source"))
    return OnPaper(
        sum(count for count, _ in found), tuple(dict.fromkeys(source for count, source in found if count))
    )


def withheld(document: OutgoingDocument) -> bool:
    """Whether a document of 工作秘密 is counted, but not named to who looks (BM-08)."""
    return document.matter.level == Level.WORK_SECRET and not document.shown  # type: ignore[attr-defined]


def voided_after_numbering(scope: Scope, year: int) -> int:
    """How many got a number this year and became 作废 before they went out: numbers that count no document."""
    return OutgoingDocument.objects.filter(
        scope.of_documents, year=year, serial__isnull=False, counted_on=None, matter__outcome="void"
    ).count()


def units_named(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """(id, short name) of the units of a board, for the filter."""
    return [(line.key, line.label) for line in lines if line.key]
