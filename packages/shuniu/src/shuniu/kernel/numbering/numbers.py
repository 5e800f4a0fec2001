"""Taking, reserving and voiding numbers. All of it inside the caller's transaction, under the counter's lock."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.numbering.models import REASON_LIMIT, Counter, Number

GAP = "纸质登记簿缺号"
"""The reason of a number that the paper register left out."""


def series_key(kind: str, unit_id: int, series: str) -> str:
    """The name of a counter: one per kind of matter, unit and series, so that the registers of two offices, also when
    one person keeps both, are never mixed."""
    return f"{kind}/{unit_id}/{series}"


def _locked(series: str, year: int, unit_id: int) -> Counter:
    rows = Counter.objects.select_for_update().filter(series=series, year=year)
    counter = rows.first()
    if counter is None:
        try:
            with transaction.atomic():
                Counter.objects.create(series=series, year=year, unit_id=unit_id)
        except IntegrityError:
            pass  # another writer opened the series first; its row is locked below
        counter = rows.get()
    if counter.unit_id != unit_id:
        raise refuse(Code.RULE, f"编号序列“{series}”属于另一个单位，不能混用，请换一个序列。", rule="GW-02")
    return counter


def take(series: str, year: int, unit_id: int, matter_id: int, *, now: datetime) -> int:
    """The next number of *series* in *year*, given to *matter_id*. Raises `Refused` for another unit's series."""
    counter = _locked(series, year, unit_id)
    counter.last += 1
    counter.save(update_fields=["last"])
    Number.objects.create(
        counter=counter, value=counter.last, state=Number.State.USED, matter_id=matter_id, at=now
    )
    return counter.last


def begin_at(series: str, year: int, unit_id: int, last_on_paper: int) -> None:
    """Open *series* mid-year after the paper's last number (开账). Raises `Refused` once numbers were given."""
    counter = _locked(series, year, unit_id)
    if counter.last:
        raise refuse(
            Code.RULE,
            f"“{series}”{year}年已经编到 {counter.last} 号，不能再设起始号，请接着往下登记。",
            rule="GW-02",
        )
    counter.last = counter.opened_at = last_on_paper
    counter.save(update_fields=["last", "opened_at"])


@dataclass(frozen=True)
class PaperNumber:
    """One number of a paper register: used by *matter_id*, or reserved or void for a reason."""

    value: int
    matter_id: int | None = None
    state: Number.State = Number.State.USED
    reason: str = ""


def clashes(series: str, year: int, values: Collection[int]) -> dict[int, str]:
    """Which of *values*, numbers of a paper register, cannot come in, and why in a Chinese sentence.

    A number of which there is something already; one after the last number once the series has given numbers of
    its own. What an earlier import left as a gap of the paper may still be filled.
    """
    counter = Counter.objects.filter(series=series, year=year).first()
    if counter is None:
        return {}
    held = dict(counter.numbers.exclude(reason=GAP).values_list("value", "state"))
    found = {
        value: f"{value} 号已经有了（{Number.State(held[value]).label}）。"
        for value in values
        if value in held
    }
    if counter.last > counter.opened_at:
        late = f"系统已经从 {counter.opened_at + 1} 号往下编，纸质登记簿只能补到 {counter.opened_at} 号。"
        found |= {value: late for value in values if value > counter.opened_at and value not in found}
    return found


def bring_in(series: str, year: int, unit_id: int, paper: Sequence[PaperNumber], *, now: datetime) -> int:
    """Take over the numbers of a paper register; the next number follows its last one, which is returned.

    Numbers below the last that *paper* leaves out become visible gaps. Raises `Refused` for `clashes`.
    """
    counter = _locked(series, year, unit_id)
    wrong = clashes(series, year, [number.value for number in paper])
    if wrong:
        raise refuse(Code.RULE, next(iter(wrong.values())), rule="GW-02")
    given = {number.value for number in paper}
    counter.numbers.filter(reason=GAP, value__in=given).delete()
    there = set(counter.numbers.values_list("value", flat=True)) | given
    gaps_left = [PaperNumber(v, None, Number.State.VOID, GAP) for v in range(1, max(given)) if v not in there]
    Number.objects.bulk_create(
        [
            Number(
                counter=counter, value=n.value, state=n.state, matter_id=n.matter_id, at=now, reason=n.reason
            )
            for n in (*paper, *gaps_left)
        ],
        batch_size=500,
    )
    if max(given) > counter.last:
        counter.last = counter.opened_at = max(given)
        counter.save(update_fields=["last", "opened_at"])
    return counter.last


def reserve(series: str, year: int, unit_id: int, count: int, reason: str, *, now: datetime) -> range:
    """Reserve the next *count* numbers for paper, to be filled in later; returns them. Raises `Refused` without a
    reason, or with one that is too long."""
    _require_reason(reason, "预留号码要写明用途。")
    if count < 1:
        raise refuse(Code.INVALID, "至少要预留一个号码。", field="count")
    counter = _locked(series, year, unit_id)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    values = range(first, first + count)
    Number.objects.bulk_create(
        Number(counter=counter, value=v, state=Number.State.RESERVED, at=now, reason=reason) for v in values
    )
    return values


def _require_reason(reason: str, missing: str) -> None:
    """Raises `Refused` for a reason that is missing, or longer than the register has room for."""
    if not reason:
        raise refuse(Code.INVALID, missing, field="reason")
    if len(reason) > REASON_LIMIT:
        raise refuse(
            Code.INVALID,
            f"最多写 {REASON_LIMIT} 个字，现在是 {len(reason)} 个字，请写简短些。",
            field="reason",
        )


def fill_in(series: str, year: int, value: int, matter_id: int) -> None:
    """Give the reserved number *value* to *matter_id*. Raises `Refused` when it is not reserved."""
    changed = _reserved(series, year, value).update(state=Number.State.USED, matter_id=matter_id)
    if not changed:
        raise refuse(
            Code.RULE,
            f"{value} 号不是 {year} 年的预留号，不能补登，请在登记簿里按预留的那一行，并核对签收时间的年份。",
            rule="GW-02",
            field="number",
        )


def give_up(series: str, year: int, value: int, reason: str) -> None:
    """Mark the reserved number *value* as 作废: no paper got it. It stays visible and is never given again.

    Raises `Refused` without a reason, with one that is too long, and for a number that is not reserved.
    """
    _require_reason(reason, "号码作废要写明原因。")
    changed = _reserved(series, year, value).update(state=Number.State.VOID, reason=reason)
    if not changed:
        raise refuse(
            Code.NOT_FOUND,
            f"{value} 号不是 {year} 年的预留号，不能这样作废；已经登记的，请在办件页面作废。",
            rule="GW-02",
            field="number",
        )


def _reserved(series: str, year: int, value: int) -> QuerySet[Number]:
    return Number.objects.filter(
        counter__series=series, counter__year=year, value=value, state=Number.State.RESERVED
    )


def void_with_matter(matter_id: int, reason: str) -> None:
    """The number of a matter that became 作废 stays visible with the reason, and is never given again."""
    Number.objects.filter(matter_id=matter_id).update(state=Number.State.VOID, reason=reason[:REASON_LIMIT])


def gaps(counter: Counter) -> list[int]:
    """Numbers between the opening and the last that have no row: always empty, unless rows were removed."""
    held = set(counter.numbers.values_list("value", flat=True))
    return [v for v in range(counter.opened_at + 1, counter.last + 1) if v not in held]
