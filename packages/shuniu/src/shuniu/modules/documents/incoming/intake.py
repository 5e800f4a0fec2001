"""What a clerk need not type: values read from the file that came in, and short ways of writing made whole.

Pure functions, but for `county_unit`. A value read is a proposal; the person who registers answers for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

import hongtou
from hongtou import Anchor, Deadline, DeadlineKind, Document, DocumentNumber, Span
from shuniu.kernel.base.calendar import LimitUnit, TimeLimit, WorkCalendar, due_from, due_on
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.kernel.platform.ui import day_text
from shuniu.modules.documents.incoming.inputs import Paper
from shuniu.modules.documents.incoming.policy import DOCUMENT_GRADES, TELEGRAM_GRADES

SUMMARY_LENGTH = 200
PASSAGE_LENGTH = 120
SURE = 0.7
"""Below it a value was inferred and wants a look (hongtou's `Value.confidence`)."""
NOON = time(12)
MOST_FILES = 20
"""How many files one paper may consist of (`Paper.files`)."""


@dataclass(frozen=True)
class Read:
    """One value as a form takes it, the passage it was read from, and its page.

    `start` and `end` are the passage's place in the document's text; `sure` is False for what was inferred.
    """

    value: str
    passage: str
    page: int | None = None
    start: int = 0
    end: int = 0
    sure: bool = True


def read_values(document: Document, *, today: date, calendar: WorkCalendar) -> dict[str, Read]:
    """What *document* says of itself, by field of `Paper`; a field it is silent about is left out.

    办理时限 is the earliest demand that is not over yet; "7日内" includes the last day.
    """
    found = dict(_elements(document))
    due = _due(document, today, calendar)
    if due is not None:
        found["due"] = due
    return {name: _fitted(name, read) for name, read in found.items() if read.value}


def _elements(document: Document) -> Iterator[tuple[str, Read]]:
    def read(value: object, spans: Sequence[Span], confidence: float = 1.0) -> Read:
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        return Read(
            str(value),
            hongtou.excerpt(document.passage(whole), PASSAGE_LENGTH),
            spans[0].page,
            start=whole.start,
            end=whole.end,
            sure=confidence >= SURE,
        )

    lists = {"source": document.issuers, "addressees": document.addressees, "copy_to": document.copy_to}
    for name, values in lists.items():
        if values:
            certain = min(v.confidence for v in values)
            yield name, read("、".join(v.value for v in values), [v.span for v in values], certain)
    single = {
        "document_number": document.document_number,
        "title": document.title,
        "genre": document.genre,
        "document_date": document.document_date,
        "copy_number": document.copy_number,
    }
    for name, value in single.items():
        if value is not None:
            yield name, read(value.value, [value.span], value.confidence)
    grade = document.urgency
    if grade is not None and grade.value in (TELEGRAM_GRADES if document.telegram else DOCUMENT_GRADES):
        yield "urgency", read(grade.value, [grade.span])
    annexes = document.annex_notes or document.annexes
    if annexes:
        yield "annexes", read(len(annexes), [a.span for a in annexes])
    words = [block for block in document.body if not isinstance(block, hongtou.Table)]
    if words:
        text = "".join(block.text for block in words)
        yield "summary", read(hongtou.excerpt(text, SUMMARY_LENGTH), [words[0].span])


def _fitted(name: str, read: Read) -> Read:
    """*read* cut to what its field can hold; the passage shows the rest."""
    longest = next(
        (m.max_length for m in Paper.model_fields[name].metadata if hasattr(m, "max_length")), None
    )
    return replace(read, value=read.value[:longest])


def _due(document: Document, today: date, calendar: WorkCalendar) -> Read | None:
    dated = document.document_date.value if document.document_date else today
    days = [
        (day, deadline)
        for deadline in document.deadlines
        if not deadline.recurring and (day := _last_day(deadline, dated, today, calendar)) is not None
    ]
    coming = [(day, deadline) for day, deadline in days if day >= today]
    if not coming:
        return None
    day, deadline = min(coming, key=lambda found: found[0])
    return Read(
        day.isoformat(),
        hongtou.excerpt(deadline.demand, PASSAGE_LENGTH, around=deadline.phrase),
        deadline.span.page,
        *_sentence(document.text, deadline.span),
    )


_BEGINS = re.compile(r"[。；;\n]")
_ENDS = re.compile(r"[。；;]")


def _sentence(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence around *span* begins, on its line, and where it ends, on that line or the next ones."""
    before = [match.end() for match in _BEGINS.finditer(text, 0, span.start)]
    after = _ENDS.search(text, span.end, span.end + PASSAGE_LENGTH)
    end = after.start() if after else text.find("\n", span.end)
    return before[-1] if before else 0, end if end >= 0 else len(text)


_COUNTS = {
    (DeadlineKind.WORKING, hongtou.Unit.DAY): LimitUnit.WORKDAYS,
    (DeadlineKind.NATURAL, hongtou.Unit.DAY): LimitUnit.DAYS,
    (DeadlineKind.NATURAL, hongtou.Unit.HOUR): LimitUnit.HOURS,
    (DeadlineKind.WORKING, hongtou.Unit.HOUR): LimitUnit.WORK_HOURS,
}


def _last_day(deadline: Deadline, dated: date, today: date, calendar: WorkCalendar) -> date | None:
    """The last day of *deadline*; counts from receipt begin today. None when it cannot be told."""
    if deadline.date is not None:
        return deadline.date
    counted = _COUNTS.get((deadline.kind, deadline.unit)) if deadline.unit else None
    if counted is None or not deadline.count or deadline.anchor is Anchor.EVENT:
        return None
    begun = dated if deadline.anchor is Anchor.DOCUMENT else today
    start = datetime.combine(begun, NOON, calendar.zone)
    return due_from(calendar, start, TimeLimit(deadline.count, counted)).at.date()


def reminder_words(day: date, *, today: date, calendar: WorkCalendar) -> str:
    """What to know of a due day: on which day the reminder falls, when it is a day of rest."""
    remind_on = due_on(calendar, today, day).remind_on
    if remind_on == day:
        return "当天也算在内。"
    return f"是休息日，提醒落在此前最后一个工作日：{day_text(remind_on, today)}。"


def kept(reads: Mapping[str, Read]) -> dict[str, Any]:
    """*reads* as the register keeps them beside what the person entered in the end."""
    return {name: {"value": r.value, "passage": r.passage, "page": r.page} for name, r in reads.items()}


_SHORT_NUMBER = re.compile(
    r"(?P<code>[一-龥A-Za-z]{1,20})\s*[〔\[(]?\s*(?P<year>20\d\d)\s*[〕\])]?\s*[年.\-/]?\s*第?0*(?P<serial>\d{1,6})\s*号?"
)
_BEGUN_NUMBER = re.compile(r"[一-龥A-Za-z]{1,20}\s*[〔\[(]\s*20\d\d\s*[〕\])]\s*第?\s*号?")


def begun_number(code: str, today: date) -> str:
    """The beginning of a 字号 under the 机关代字 *code* this year, to which only the serial is added."""
    return f"{code}〔{today.year}〕" if code else ""


def begun_title(source: str) -> str:
    """The beginning of a title: 发文机关名称 and 关于."""
    return f"{source}关于"


def whole_number(text: str) -> str:
    """A 字号 in its standard form, also when typed as 云州水2026 118; what is no number stays as it is.

    A beginning to which nothing was added (`begun_number`) is no number at all: empty.
    """
    try:
        return str(DocumentNumber.parse(text))
    except ValueError:
        short = _SHORT_NUMBER.fullmatch(hongtou.normalise(text))
    if short is None:
        return "" if _BEGUN_NUMBER.fullmatch(hongtou.normalise(text)) else text
    return str(DocumentNumber(text.strip()[: short.end("code")], int(short["year"]), int(short["serial"])))


_SHORT_DAY = re.compile(r"(?P<month>\d{1,2})(?:[.\-/月]|(?=\d{2}$))(?P<day>\d{1,2})日?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NAMED_DAYS: Mapping[str, int] = {"前天": -2, "昨天": -1, "今天": 0, "明天": 1, "后天": 2}


def whole_date(text: str, *, today: date, ahead: bool = False) -> str:
    """A date in ISO form, also when typed as 1123, 11.23, 20261123 or 昨天; what is no date stays as it is.

    Without a year it is the nearest such day: not far ahead of today for the date of a document, not far
    behind it with *ahead* (a time limit).
    """
    typed = hongtou.normalise(text)
    if typed in _NAMED_DAYS:
        return (today + timedelta(days=_NAMED_DAYS[typed])).isoformat()
    digits = _DIGITS.fullmatch(typed)
    try:
        return hongtou.read_date("-".join(digits.groups()) if digits else typed).isoformat()
    except ValueError:
        short = _SHORT_DAY.fullmatch(typed)
    if short is None:
        return text
    first = today - timedelta(days=31 if ahead else 334)
    for year in range(today.year - 1, today.year + 2):
        try:
            day = date(year, int(short["month"]), int(short["day"]))
        except ValueError:
            continue
        if first <= day < first + timedelta(days=365):
            return day.isoformat()
    return text


def settled(data: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """What was typed for `Paper`, with short ways made whole and what follows from it filled in."""
    whole = dict(data)
    for name in ("document_date", "due"):
        if name in whole:
            whole[name] = whole_date(whole[name], today=today, ahead=name == "due")
    if "document_number" in whole:
        whole["document_number"] = whole_number(whole["document_number"])
    if whole.get("source") and whole.get("title") == begun_title(whole["source"]):
        del whole["title"]
    genre = hongtou.genre_of_title(whole.get("title", ""))
    if not whole.get("genre") and genre is not None:
        whole["genre"] = genre.value
    unit = county_unit(whole.get("source", ""))
    if unit is not None:
        whole["source_unit"] = unit.pk
    return whole


def county_unit(source: str) -> Unit | None:
    """The unit of this county that *source* names (of a joint document: the lead organ); one query."""
    lead = source.strip().split("、")[0]
    if not lead:
        return None
    named = Q(name=lead) | Q(short_name__in=(lead, lead.removeprefix("县"))) | Q(party_name=lead)
    found = list(receiving_units().filter(named)[:2])
    return found[0] if len(found) == 1 else None
