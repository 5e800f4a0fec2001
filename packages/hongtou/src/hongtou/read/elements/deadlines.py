"""Deadlines named in the text: 请于×月×日前报送, ×个工作日内, 本周五前.

Natural days are inclusive: 6月底前 lasts through 30 June, and 7日内 through the seventh day after the
day it counts from. Which day a count of working days ends on is for the platform's calendar.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from hongtou.model import Anchor, Deadline, DeadlineKind, Span, Unit
from hongtou.model.date import hanzi_number
from hongtou.model.number import fold_width
from hongtou.read.elements.days import HAN, Day, add_months, clock_of, days_in
from hongtou.read.lines import Passage, RawLine, assemble
from hongtou.text import KEPT

_BEFORE = re.compile(r"[ ]*(?:上午|下午)?(?:下班|上班)?[ ]*(?:之前|以前|前(?![后往期]))")
_WITHIN = re.compile(r"[ ]*(?:之内|以内|内)")
_LIMIT = re.compile(
    r"(?:截止(?:时间|日期)?(?:为|是|到|至|[:：])?|不得?[晚迟]于|最[迟晚]于?|(?:办理|完成)时限(?:为|[:：]))[ ]*$"
)
_PLEASE_ON = re.compile(r"请[^，。；]{0,16}于[ ]*$")
_HANDS_IN = re.compile(r"[^，。；]{0,30}?(?:报|送|反馈|提交|上交|回复|返回)")
# One of these stands in every deadline.
_LIMITS = ("前", "内", "截止", "晚于", "最晚", "迟", "时限", "请")
_COUNT = re.compile(
    rf"(?P<count>[\d{HAN}](?<![月\d第年.近{HAN}].)(?:(?<=\d)\d{{0,2}}|(?<=[{HAN}])[{HAN}]{{0,2}}))[ ]*个?"
    r"(?P<unit>工作日|自然日|日|天|小时|月)[ ]*(?:之内|以内|内)"
)
# Looked for first: the pattern above is tried at every digit.
_COUNT_ENDS = re.compile(r"[日天时月][ ]*[之以]?内")
_UNITS: dict[str, tuple[DeadlineKind, Unit]] = {
    "工作日": (DeadlineKind.WORKING, Unit.DAY),
    "自然日": (DeadlineKind.NATURAL, Unit.DAY),
    "日": (DeadlineKind.NATURAL, Unit.DAY),
    "天": (DeadlineKind.NATURAL, Unit.DAY),
    "小时": (DeadlineKind.NATURAL, Unit.HOUR),
    "月": (DeadlineKind.NATURAL, Unit.MONTH),
}
_CLAUSE_START = re.compile(r"[，,。；;：:]")
_CLAUSE_LIMIT = 60
# What stands before a count, in the order in which it is looked for.
_ANCHORS: tuple[tuple[re.Pattern[str], Anchor], ...] = (
    (re.compile(r"收到|接到|接收|收文|签收|接文"), Anchor.RECEIPT),
    (re.compile(r"(?:印发|下发|发布|公布|发文)(?:之日|之后|后|起)"), Anchor.DOCUMENT),
    (re.compile(r"(?:之日起?|之后|以后|后|起)[ ]*(?:的|，)?$"), Anchor.EVENT),
)
_SENTENCE_END = re.compile(r"[。；！？;!?]")
_DEMAND = re.compile(
    r"请|须|应|要|务必|不得|确保|力争|报|送|反馈|完成|提交|办结|落实|整改|到位|建成|制定|回复|截止|出具|答复|"
    r"开展|实现|组织|印发|公布|启动|建立|提出|送达|缴纳|参加|办理|备案|移交"
)
_PAST = re.compile(r"(?:已|已经|曾|此前)[^，。；]{0,4}[ ]*$")
# 2020年底前建成的房屋 names a class of things, not a demand.
_CLASS = re.compile(
    r"(?:已经?)?(?:出生|成立|登记|注册|取得|购买|建成|发生|入职|参加工作|毕业|印发|发布|出台|签订|批准|立项)[^，。；]{0,8}的"
)
_TOO_OLD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: DeadlineKind
    date: date | None
    time: datetime.time | None = None
    count: int | None = None
    unit: Unit | None = None
    anchor: Anchor | None = None
    recurring: bool = False


def find_deadlines(text: str, *, reference: date | None) -> tuple[Deadline, ...]:
    """The deadlines in ``text``, spans into it; ``reference`` is the day the document bears.

    Without a reference only days with a year are resolved. Each line is taken as a paragraph.
    """
    found: list[Deadline] = []
    offset = 0
    for line in text.split("\n"):
        lead = len(line) - len(line.lstrip())
        for passage in assemble("txt", [RawLine(line)]).passages():
            found.extend(_in_passage(passage, reference, False, offset + lead))
        offset += len(line) + 1
    return tuple(found)


def deadlines_in(
    passages: Iterable[Passage], *, reference: date | None, in_annex: bool = False
) -> tuple[Deadline, ...]:
    """The deadlines in paragraphs, in the order of the text."""
    return tuple(
        deadline for passage in passages for deadline in _in_passage(passage, reference, in_annex, 0)
    )


def _in_passage(passage: Passage, reference: date | None, in_annex: bool, offset: int) -> Iterator[Deadline]:
    for found, sentence in _in_text(passage.text, reference):
        span = passage.part(found.start, found.end)
        yield Deadline(
            phrase=passage.text[found.start : found.end].strip(),
            span=Span(span.start + offset, span.end + offset, span.page),
            kind=found.kind,
            demand=passage.text[slice(*sentence)].strip(),
            date=found.date,
            time=found.time,
            count=found.count,
            unit=found.unit,
            anchor=found.anchor,
            recurring=found.recurring,
            in_annex=in_annex,
        )


@lru_cache(maxsize=KEPT)
def _in_text(written: str, reference: date | None) -> tuple[tuple[_Found, tuple[int, int]], ...]:
    """What is found in a paragraph, each with the bounds of its sentence; kept, because a draft is read again at
    every key and nearly all its paragraphs are as they were."""
    if not any(word in written for word in _LIMITS):
        return ()
    text = fold_width(written)
    candidates = [*_days(text, reference), *_counts(text, reference)]
    if not candidates:
        return ()
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    taken_to, kept = -1, []
    for found in sorted(candidates, key=lambda found: (found.start, -found.end)):
        sentence = _sentence(cuts, found.start, found.end)
        if found.start >= taken_to and _DEMAND.search(text, *sentence):
            taken_to = found.end
            kept.append((found, sentence))
    return tuple(kept)


def _sentence(cuts: list[int], start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a phrase; ``cuts`` are 0, the ends of sentences, and the end."""
    return cuts[bisect_right(cuts, start) - 1], cuts[bisect_left(cuts, end)]


def _days(text: str, reference: date | None) -> Iterator[_Found]:
    for match, day in days_in(text, reference):
        end = _end_of_limit(text, match)
        if end is None or _PAST.search(text, max(0, match.start() - 8), match.start()):
            continue
        if _CLASS.match(text, end) or _long_past(day, reference):
            continue
        yield _Found(
            match.start(),
            end,
            DeadlineKind.NATURAL,
            day.date,
            time=clock_of(match),
            recurring=day.recurring,
        )


def _end_of_limit(text: str, match: re.Match[str]) -> int | None:
    """Where the phrase ends if the day is a limit, None if it is merely mentioned."""
    if before := _BEFORE.match(text, match.end()):
        return before.end()
    if match.group().endswith(("年", "季度")) and (within := _WITHIN.match(text, match.end())):
        return within.end()
    ahead = text[max(0, match.start() - 30) : match.start()]
    if _LIMIT.search(ahead) or (_PLEASE_ON.search(ahead) and _HANDS_IN.match(text, match.end())):
        return match.end()
    return None


def _long_past(day: Day, reference: date | None) -> bool:
    return day.date is not None and reference is not None and day.date < reference - _TOO_OLD


def _counts(text: str, reference: date | None) -> Iterator[_Found]:
    for match in _COUNT.finditer(text) if _COUNT_ENDS.search(text) else ():
        kind, unit = _UNITS[match["unit"]]
        count = hanzi_number(match["count"].replace("两", "二"))
        ahead = text[max(0, match.start() - _CLAUSE_LIMIT) : match.start()]
        anchor = _anchor_of(_CLAUSE_START.split(ahead)[-1])
        yield _Found(
            match.start(),
            match.end(),
            kind,
            _last_day(reference, count, kind, unit, anchor),
            count=count,
            unit=unit,
            anchor=anchor,
        )


def _anchor_of(clause: str) -> Anchor:
    return next((anchor for pattern, anchor in _ANCHORS if pattern.search(clause)), Anchor.DOCUMENT)


def _last_day(
    reference: date | None, count: int, kind: DeadlineKind, unit: Unit, anchor: Anchor
) -> date | None:
    if reference is None or anchor is not Anchor.DOCUMENT or kind is DeadlineKind.WORKING:
        return None
    if unit is Unit.DAY:
        return reference + timedelta(days=count)
    return add_months(reference, count) if unit is Unit.MONTH else None
