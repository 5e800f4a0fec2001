"""Dates in the form of the screens: 11月23日 (周一) 15:20, with the year when it is another one."""

from __future__ import annotations

from datetime import date, datetime

_WEEKDAYS = "一二三四五六日"


def day_text(day: date, today: date) -> str:
    """*day* as 11月23日 (周一); the year stands in front when it is not that of *today*."""
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日 (周{_WEEKDAYS[day.weekday()]})"


def moment_text(moment: datetime, today: date) -> str:
    """*moment*, already in local time, as 11月23日 (周一) 15:20."""
    return f"{day_text(moment.date(), today)} {moment:%H:%M}"


def remaining_text(days: int) -> str:
    """How long until a limit *days* away: 还剩3天, 今天到期, 逾期2天."""
    if days > 0:
        return f"还剩{days}天"
    return "今天到期" if days == 0 else f"逾期{-days}天"


def brief_day(day: date, today: date) -> str:
    """*day* for a narrow column: 11月20日, with the year when it is another one."""
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"


def brief_text(moment: datetime, today: date) -> str:
    """*moment* for a narrow column: the time when it is today, else the day (11月20日, 2025年11月20日)."""
    return f"{moment:%H:%M}" if moment.date() == today else brief_day(moment.date(), today)
