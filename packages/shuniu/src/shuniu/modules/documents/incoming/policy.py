"""What the regulation says of incoming documents: pure functions, each with its rule. No database, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from shuniu.kernel.base.calendar import LimitUnit, TimeLimit, WorkCalendar, due_from, due_on
from shuniu.kernel.base.faults import Fault

ANSWERED_GENRES = frozenset({"请示"})
CHECK_POINTS: Mapping[str, str] = {
    "ours": "应当由本机关办理",
    "direction": "符合行文规则",
    "form": "文种、格式符合要求",
    "agreed": "涉及其他地区、部门的已经协商、会签",
}
TELEGRAM_GRADES = ("平急", "加急", "特急", "特提")
DOCUMENT_GRADES = ("平件", "加急", "特急")
_FOLD = str.maketrans("０１２３４５６７８９［］【】（）()[]", "0123456789〔〕〔〕〔〕〔〕〔〕")


def check_faults(answers: Mapping[str, bool]) -> list[str]:
    """The points of the preliminary review that were answered 否 (GW-03); empty means it passes."""
    return [text for point, text in CHECK_POINTS.items() if not answers.get(point, False)]


def rejection_fault(reason: str, rules: Sequence[str]) -> Fault | None:
    """GW-03: a returned document carries its reason and the rule it does not keep."""
    if len(reason.strip()) < 5:
        return Fault("reason", "GW-03", "退文要写明理由，让来文单位知道怎么改。")
    if not rules:
        return Fault("rules", "GW-03", "请选出不符合的是哪一条规则。")
    return None


def lead_fault(leads: int, assists: int) -> Fault | None:
    """GW-04: where several handle it, exactly one leads."""
    if leads == 1:
        return None
    if leads == 0:
        return Fault("lead", "GW-04", "还没有指定主办。" if not assists else "只选了协办，请明确一个主办。")
    return Fault("lead", "GW-04", f"选了 {leads} 个主办，主办只能有一个，其余的作为协办。")


def tracker_fault(*, urgency: int, important: bool, tracker: int | None) -> Fault | None:
    """GW-07: an urgent or important document needs a named person who reminds."""
    if (urgency > 0 or important) and tracker is None:
        return Fault("tracker", "GW-07", "紧急或者重要公文要指定一名催办人。")
    return None


def urgent_due_fault(*, urgency: int, due: date | None) -> Fault | None:
    """GW-04: an urgent document needs a time limit."""
    if urgency > 0 and due is None:
        return Fault("due", "GW-04", "紧急公文要明确办理时限。")
    return None


def answer_fault(*, genre: str, answered_by: str, handed_on: bool = False) -> Fault | None:
    """GW-08: a 请示 is not done before the paper that answers it is registered.

    Whoever handles it for another unit (*handed_on*) reports to that unit, which then answers.
    """
    if handed_on:
        return None
    if genre in ANSWERED_GENRES and not answered_by.strip():
        return Fault("answered_by", "GW-08", "请示必须有批复或者复函，请登记答复文号后再办结。")
    return None


def grade_fault(*, form: str, grade: str) -> Fault | None:
    """SX-03: a telegram carries one of its four grades, a document one of its three."""
    allowed = TELEGRAM_GRADES if form == "telegram" else DOCUMENT_GRADES
    if grade in allowed:
        return None
    kind = "明电" if form == "telegram" else "公文"
    return Fault("urgency", "SX-03", f"{kind}的紧急程度只能是：{'、'.join(allowed)}。")


def due_order_fault(*, document_date: date | None, due: date | None) -> Fault | None:
    """GW-05: nothing is due before it was written. A paper that comes after its day is late, not wrong."""
    if document_date is None or due is None or due >= document_date:
        return None
    return Fault(
        "due", "GW-05", f"办理时限（{due:%Y-%m-%d}）早于成文日期（{document_date:%Y-%m-%d}），请核对。"
    )


def default_due(
    calendar: WorkCalendar, received: datetime, *, form: str, grade: str, days: Mapping[str, int]
) -> datetime:
    """SX-01, SX-03: the time limit of a document (working days) or a telegram (natural days) by its grade."""
    unit = LimitUnit.DAYS if form == "telegram" else LimitUnit.WORKDAYS
    return due_from(calendar, received, TimeLimit(days[grade], unit)).at


def named_due(calendar: WorkCalendar, received: datetime, last_day: date) -> datetime:
    """The end of a day that the text or the leader named, inclusive."""
    return due_on(calendar, received.date(), last_day).at


def number_key(document_number: str) -> str:
    """A document number as duplicates are recognised by: brackets, spaces and full-width forms made equal."""
    return re.sub(r"\s+", "", document_number.translate(_FOLD))


def issuer_code(document_number: str) -> str:
    """The 机关代字 of a document number (云政办发 of 云政办发〔2026〕12号); empty when it has none."""
    return number_key(document_number).partition("〔")[0] if "〔" in number_key(document_number) else ""


def receipt_number(series: str, year: int, serial: int) -> str:
    """A 收文号 as it is written: 2026-0123, with the series before it where there are several."""
    return f"{series}{year}-{serial:04d}"
