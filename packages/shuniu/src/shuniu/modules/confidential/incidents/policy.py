"""What the regulation says of an incident (BM-04): pure functions. No database, no clock."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from shuniu.kernel.base.faults import Fault
from shuniu.modules.confidential.naming import naming_fault

RULE = "BM-04"
MOST_HOURS = 24
"""The regulation's own limit; a county may ask for less, not allow more."""
OWN_NUMBER = re.compile(r"^机〔\d{4}〕\d+号$")


def deadline(found_at: datetime, hours: int) -> datetime:
    """Until when an incident found at *found_at* is to be reported, with a county's limit of *hours*."""
    return found_at + timedelta(hours=min(hours, MOST_HOURS))


def left_words(until: datetime, now: datetime) -> str:
    """How much of the time is left at *now*, to the minute: 还剩3小时5分, 已超过1小时0分."""
    minutes = int(abs(until - now).total_seconds() // 60)
    said = f"{minutes // 60}小时{minutes % 60}分"
    return f"还剩{said}" if now <= until else f"已超过{said}"


def found_fault(found_at: datetime, now: datetime) -> Fault | None:
    """Nothing is found after now."""
    return Fault("found_at", RULE, "发现时间不能晚于现在，请核对。") if found_at > now else None


def carrier_fault(number: str) -> Fault | None:
    """A carrier is known by its own number (硬盘编号, 收件号 of this house), never by the 文号 or title of what it holds."""
    if OWN_NUMBER.match(number.strip()):
        return None
    return naming_fault("carrier_number", "载体编号", number, rule=RULE)


def words_fault(field: str, label: str, text: str) -> Fault | None:
    """What is written of an incident names no document; laws may be named."""
    return naming_fault(field, label, text, rule=RULE)


def report_fault(
    *, found_at: datetime, reported_at: datetime, now: datetime, hours: int, late_reason: str
) -> Fault | None:
    """A report lies between finding and now; one after the limit says why it is late."""
    if reported_at > now:
        return Fault("reported_at", RULE, "报告时间不能晚于现在，请核对。")
    if reported_at < found_at:
        return Fault("reported_at", RULE, "报告时间不能早于发现时间，请核对。")
    if reported_at > deadline(found_at, hours) and len(late_reason.strip()) < 2:
        return Fault(
            "late_reason",
            RULE,
            f"报告超过了{min(hours, MOST_HOURS)}小时的期限，请写明超过的原因。",
            "补写以后再登记；原因写进报告表。",
        )
    return None
