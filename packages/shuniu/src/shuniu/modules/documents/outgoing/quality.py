"""Reading what was found in drafts: by kind, unit and month, never by person (domain report §3.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from shuniu.kernel.flow.models import Level, Visible
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.finding_kinds import KINDS
from shuniu.modules.documents.models import IssueTally, QualityFinding
from shuniu.modules.documents.outgoing.policy_quality import UnitQuality, told_apart
from shuniu.modules.documents.outgoing.scopes import Scope

SENT_BACK = (QualityFinding.Source.RETURN, QualityFinding.Source.REJECTED)


@dataclass(frozen=True)
class Period:
    """Whole months of one year: a month, a quarter, or the year."""

    year: int
    first: int = 1
    last: int = 12

    @property
    def words(self) -> str:
        """2026年3月, 2026年第三季度, 2026年."""
        if self.first == self.last:
            return f"{self.year}年{self.first}月"
        if (self.first, self.last) == (1, 12):
            return f"{self.year}年"
        return f"{self.year}年第{'一二三四'[(self.first - 1) // 3]}季度"

    @property
    def begin(self) -> date:
        return date(self.year, self.first, 1)

    @property
    def end(self) -> date:
        """The last day of it."""
        following = date(self.year + 1, 1, 1) if self.last == 12 else date(self.year, self.last + 1, 1)
        return following - timedelta(days=1)

    @property
    def key(self) -> str:
        """As an address has it: 2026, 2026-03, 2026-q3."""
        if (self.first, self.last) == (1, 12):
            return str(self.year)
        return (
            f"{self.year}-{self.first:02d}" if self.first == self.last else f"{self.year}-q{(self.last) // 3}"
        )


def period_of(key: str, today: date) -> Period:
    """The period that *key* names (2026, 2026-03, 2026-q3); this year when it names none."""
    year, _, part = key.partition("-")
    if not (year.isdecimal() and 2000 <= int(year) <= 2100):
        return Period(today.year)
    if part.startswith("q") and part[1:] in {"1", "2", "3", "4"}:
        return Period(int(year), 3 * int(part[1:]) - 2, 3 * int(part[1:]))
    if part.isdecimal() and 1 <= int(part) <= 12:
        return Period(int(year), int(part), int(part))
    return Period(int(year))


@dataclass(frozen=True)
class Quality:
    """What the board of a period shows. `by_month` counts findings, by month of the year."""

    submitted: int
    returned: int
    found: int
    kinds: Mapping[str, int]
    sources: Mapping[str, int]
    by_month: Mapping[int, int]
    units: tuple[UnitQuality, ...]


def quality_of(scope: Scope, period: Period, *, minimum: int) -> Quality:
    """The figures of *period* in *scope*; six queries over the index of findings and the tally."""
    rows = _findings(scope, period)
    submitted = dict(
        IssueTally.objects.filter(
            scope.condition, year=period.year, month__gte=period.first, month__lte=period.last
        )
        .values_list("unit")
        .annotate(n=Sum("submitted"))
        .filter(n__gt=0)
        .values_list("unit", "n")
    )
    by_unit: dict[int, dict[str, int]] = defaultdict(dict)
    for unit, kind, count in rows.values_list("unit", "kind").annotate(n=Count("pk")):
        own = by_unit[unit]
        known = kind if kind in KINDS else "other"
        own[known] = own.get(known, 0) + count
    returned = dict(
        rows.filter(source__in=SENT_BACK)
        .values_list("unit")
        .annotate(n=Count("matter", distinct=True))
        .values_list("unit", "n")
    )
    sources = dict(rows.values_list("source").annotate(n=Count("pk")).values_list("source", "n"))
    months = rows.annotate(m=ExtractMonth("day")).values_list("m").annotate(n=Count("pk"))
    ids = [pk for pk in {*submitted, *by_unit} if pk is not None]
    units = [
        UnitQuality(u.pk, u.short_name, submitted.get(u.pk, 0), returned.get(u.pk, 0), by_unit.get(u.pk, {}))
        for u in Unit.objects.filter(pk__in=ids).order_by("order", "pk")
    ]
    kinds: dict[str, int] = {}
    for found in by_unit.values():
        for kind, count in found.items():
            kinds[kind] = kinds.get(kind, 0) + count
    return Quality(
        submitted=sum(submitted.values()),
        returned=sum(returned.values()),
        found=sum(kinds.values()),
        kinds={kind: kinds[kind] for kind in KINDS if kind in kinds},
        sources=sources,
        by_month=dict(months.values_list("m", "n")),
        units=told_apart(units, minimum=1 if scope.unit is not None else minimum),
    )


def _findings(scope: Scope, period: Period) -> QuerySet[QualityFinding]:
    return QualityFinding.objects.filter(scope.condition, day__gte=period.begin, day__lte=period.end)


def read_findings(
    scope: Scope, actor: Actor, period: Period, condition: Q | None, *, after: int | None, size: int
) -> list[QualityFinding]:
    """Up to *size* findings of *period*, the newest first, below the id *after*; one query. `shown` says whether *actor*
    finds the document in a list of his own; of a 工作秘密 that he does not, nothing but its count is told (BM-08)."""
    mine = Visible.objects.filter(matter_id=OuterRef("matter_id"), principal__in=actor.principals)
    rows = (
        _findings(scope, period)
        .select_related("matter", "unit", "matter__outgoing")
        .annotate(shown=Exists(mine))
        .order_by("-pk")
    )
    if condition is not None:
        rows = rows.filter(condition)
    return list((rows.filter(pk__lt=after) if after is not None else rows)[:size])


def withheld(finding: QualityFinding) -> bool:
    """Whether the document of *finding* is not named to who looks."""
    return finding.matter.level == Level.WORK_SECRET and not finding.shown  # type: ignore[attr-defined]


def units_of(quality: Quality) -> Sequence[UnitQuality]:
    """The units that are told apart, without the row of those together."""
    return [unit for unit in quality.units if unit.unit is not None]
