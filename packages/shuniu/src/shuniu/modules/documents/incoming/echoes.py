"""What the entry form says back while it is being filled in: how a value was understood, and whether it was here.

The action decides again when the form is sent; this only spares the way there and back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from shuniu.kernel.base.calendar import WorkCalendar
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.ui import Echo, Link, day_text
from shuniu.modules.documents.incoming import intake
from shuniu.modules.documents.incoming.register import find_duplicate
from shuniu.modules.documents.models import IncomingDocument

LONGEST = 80


def echo(name: str, value: str, *, actor: Actor, today: date, calendar: WorkCalendar) -> Echo | None:
    """What is said of *value* typed into the field *name*; None when there is nothing to say."""
    value = value.strip()[:LONGEST]
    if not value or name not in _ECHOES:
        return None
    return _ECHOES[name](value, actor, today, calendar)


def _dated(value: str, actor: Actor, today: date, calendar: WorkCalendar) -> Echo:
    day = _day(intake.whole_date(value, today=today))
    if day is None:
        return _no_day(value)
    if day > today:
        return Echo(f"{day_text(day, today)}还没有到，请核对。", wrong=True)
    return Echo(f"{day_text(day, today)}")


def _due(value: str, actor: Actor, today: date, calendar: WorkCalendar) -> Echo:
    day = _day(intake.whole_date(value, today=today, ahead=True))
    if day is None:
        return _no_day(value)
    if day < today:
        return Echo(f"{day_text(day, today)}已经过去，请核对。", wrong=True)
    return Echo(f"{day_text(day, today)}，{intake.reminder_words(day, today=today, calendar=calendar)}")


def _number(value: str, actor: Actor, today: date, calendar: WorkCalendar) -> Echo | None:
    number = intake.whole_number(value)
    if not number:
        return None
    earlier = find_duplicate(actor.unit_id, number, "")
    if earlier is not None:
        return Echo(repeated(earlier), wrong=True, link=link_to(earlier, actor))
    return Echo(number) if number != value else None


_ECHOES: Mapping[str, Callable[[str, Actor, date, WorkCalendar], Echo | None]] = {
    "document_date": _dated,
    "due": _due,
    "document_number": _number,
}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _no_day(value: str) -> Echo:
    return Echo(f"“{value}”不是日期，可以写 1123、11.23、昨天或者 2026-11-23。", wrong=True)


def repeated(earlier: IncomingDocument) -> str:
    """That a paper seems to be here already; its number only, since its title may not be for these eyes."""
    return f"可能是重复收文：与 {earlier.matter.number or '还没有编号的一件'} 的字号或者内容相同。"


def link_to(earlier: IncomingDocument, actor: Actor) -> Link | None:
    """The way to the earlier paper, for those who may see it."""
    if not may_see(actor, earlier.matter_id):
        return None
    return Link("看已登记的那一件", f"/matters/{earlier.matter_id}/")
