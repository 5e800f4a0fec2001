"""The board 发文总量 as tables: on the screen with a list behind each figure, on paper and in Excel without.

One place says which figures there are and in which order; the three differ in their dress alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shuniu.modules.documents.outgoing.board import Line, Overview, PlanFact, Sums


@dataclass(frozen=True)
class Entry:
    """One figure: its text, and what the list behind it is narrowed by (None: there is none)."""

    text: str
    behind: dict[str, object] | None = None


@dataclass(frozen=True)
class TableRow:
    """One line: its label and its figures."""

    label: str
    entries: tuple[Entry, ...]
    bar: tuple[int, int | None] | None = None
    total: bool = False


@dataclass(frozen=True)
class BoardTable:
    """One question. `series` names the bars of its chart; empty: no chart."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    note: str = ""
    series: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def difference(now: int, before: int) -> str:
    """+3, −2, 持平 against last year; empty where both are nought."""
    if now == before:
        return "持平" if now else ""
    return f"+{now - before}" if now > before else f"\u2212{before - now}"


def tables_of(
    found: Overview, year: int, *, through: int, units: bool, called: tuple[str, str]
) -> tuple[BoardTable, ...]:
    """Every table of the board of *year*. *through* is the last month that has begun (12 for a year that is over);
    *units*: whether the drafting units are told apart; *called*: what the year and the one before it are called."""
    lines: tuple[tuple[str, str, str, tuple[Line, ...], str], ...] = (
        ("month", "按月", "月份", found.months, ""),
        ("unit", "按起草单位", "起草单位", found.units if units else (), ""),
        (
            "form",
            "按文件形式",
            "文件形式",
            found.forms,
            "白头文件、便函、简报一并统计，不因为换了形式就不算（简报的种类和期数同样统计）。",
        ),
        ("genre", "按文种（正式公文）", "文种", found.genres, ""),
    )
    made = [_compared(*parts, found.total, year, through, called) for parts in lines if parts[3]]
    made.insert(1, _plan(found, year, through))
    return tuple(made)


RULES: Mapping[str, tuple[str, ...]] = {"month": ("JW-02",), "form": ("JW-04", "JW-06")}
"""The rules that a table answers to."""
HEADS = ("增减", "计划内", "计划外", "平均字数", "超长", "增负")


def _compared(
    key: str,
    title: str,
    head: str,
    lines: tuple[Line, ...],
    note: str,
    total: Line,
    year: int,
    through: int,
    called: tuple[str, str],
) -> BoardTable:
    rows = [
        _line(key, line, year, begun=key != "month" or not line.key or int(line.key) <= through)
        for line in lines
    ]
    if key in {"month", "unit"}:
        rows.append(_line("", total, year, total=True))
    return BoardTable(
        key,
        title,
        (head, *called, *HEADS),
        tuple(rows),
        note,
        (f"{year}年", f"{year - 1}年") if key == "month" else (),
        RULES.get(key, ()),
    )


def _line(key: str, line: Line, year: int, *, total: bool = False, begun: bool = True) -> TableRow:
    narrowed: dict[str, object] = {key: line.key} if key else {}
    known = bool(line.key) or total
    now, before = line.now, line.before
    if key == "genre":
        narrowed["form"] = "formal"

    def entry(sums: Sums, name: str, of_year: int, what: str = "") -> Entry:
        value = getattr(sums, name)
        behind = (
            {"year": of_year, **narrowed, **({"what": what} if what else {})} if known and value else None
        )
        return Entry(str(value) if value else "", behind)

    unplanned = now.unplanned
    outside = {"year": year, **narrowed, "what": "unplanned"} if known and unplanned else None
    return TableRow(
        line.label,
        (
            entry(now, "issued", year),
            entry(before, "issued", year - 1),
            Entry(difference(now.issued, before.issued) if begun else ""),
            entry(now, "planned", year, "planned"),
            Entry(str(unplanned) if unplanned else "", outside),
            Entry(str(now.average) if now.average is not None else ""),
            entry(now, "over_long", year, "over_long"),
            entry(now, "burdened", year, "burdened"),
        ),
        bar=(now.issued, before.issued) if key == "month" and line.key else None,
        total=total,
    )


def _plan(found: Overview, year: int, through: int) -> BoardTable:
    rows = [_fact(fact, year) for fact in found.plan]
    planned = sum(f.planned for f in found.plan)
    due = sum(f.planned for f in found.plan if 1 <= f.month <= through)
    issued, of_plan = sum(f.issued for f in found.plan), sum(f.of_plan for f in found.plan)
    outside = sum(f.outside for f in found.plan)
    rows.append(
        TableRow(
            "合计",
            (
                Entry(str(planned) if planned else ""),
                Entry(str(issued) if issued else "", {"year": year} if issued else None),
                Entry(
                    str(of_plan) if of_plan else "", {"year": year, "what": "planned"} if of_plan else None
                ),
                _outside(outside, {"year": year}),
            ),
            total=True,
        )
    )
    note = (
        f"年度计划 {found.approved} 项，到 {through} 月应发 {due} 项；"
        f"年中追加 {found.added} 项；立了项还没有起草 {found.unused} 项。"
    )
    return BoardTable(
        "plan",
        "计划与实际",
        ("月份", "计划", "实际", "其中计划内", "计划外"),
        tuple(rows),
        note,
        ("计划", "实际"),
        ("JW-01",),
    )


def _fact(fact: PlanFact, year: int) -> TableRow:
    month = {"year": year, "month": fact.month}
    known = fact.month > 0
    return TableRow(
        f"{fact.month}月" if known else "没有定月份",
        (
            Entry(str(fact.planned) if fact.planned else ""),
            Entry(str(fact.issued) if fact.issued else "", month if known and fact.issued else None),
            Entry(
                str(fact.of_plan) if fact.of_plan else "",
                {**month, "what": "planned"} if known and fact.of_plan else None,
            ),
            _outside(fact.outside, month),
        ),
        bar=(fact.planned, fact.issued) if known else None,
    )


def _outside(count: int, narrowed: dict[str, object]) -> Entry:
    return Entry(str(count) if count else "", {**narrowed, "what": "unplanned"} if count else None)
