"""A weekday that is not the weekday of the day it stands beside."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.model.number import fold_width
from hongtou.text import KEPT

_WEEK = "一二三四五六日"
# Between a day and its weekday may stand the time of day: 4月8日上午9:00（星期五）.
_TIME = r"(?:\s*(?:上午|下午|晚上|中午|早上)?\s*(?:\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半|整)?))?)"
_WEEKDAY = r"(?:星期|礼拜|[本这下]?周)\s*(?P<weekday>[一二三四五六日天])(?![期岁年边围])"
_DATE = (
    r"(?:(?:(?P<year>\d{4})年|(?P<this>今年|本年|明年))?\s*(?P<month>\d{1,2})月)?\s*(?P<day>\d{1,2})[日号]"
)
_FORWARD = re.compile(rf"{_DATE}(?:{_TIME}\s*[（(]|[，,]?\s*[（(]?|[是为])\s*{_WEEKDAY}")
_BACKWARD = re.compile(rf"{_WEEKDAY}\s*[（(]\s*{_DATE}")
_RANGE = re.compile(
    r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<first>\d{1,2})日?(?:至|到|—|－|-|~)(?:(?P<month2>\d{1,2})月)?(?P<last>\d{1,2})日"
    r"\s*[（(]\s*(?:星期|周)(?P<from>[一二三四五六日天])(?:至|到|—|－|-|~)(?:星期|周)?(?P<to>[一二三四五六日天])"
)
_YEAR = re.compile(r"(\d{4})年")
_MONTH_NAMED = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月")

# A day without a year is one of the months before the document or of those after it.
_BACK, _AHEAD = timedelta(days=-120), timedelta(days=240)
_Wrong: TypeAlias = tuple[int, int, int, str, str, str]


def _check(paper: Paper) -> Iterator[Fault]:
    written, title, start = paper.document.document_date, paper.document.title, 0
    of_title = _YEAR.search(title.value) if title else None
    of_what = int(of_title.group(1)) if of_title else None
    for line in paper.document.text.split("\n"):
        for a, b, at, wrong, right, day in _wrong(line, written.value if written else None, of_what):
            span = Span(start + at, start + at + 1)
            yield Fault(
                f"{day}是星期{right}，不是星期{wrong}。",
                "请核对是日期错了还是星期错了，改正其中一个。",
                "body",
                Span(start + a, start + b),
                fix=replace(span, right),
            )
        start += len(line) + 1


@lru_cache(maxsize=KEPT)
def _wrong(line: str, reference: date | None, of_what: int | None) -> tuple[_Wrong, ...]:
    """Passage, place of the weekday, weekday written and right, and the day; *reference* is the day of the document,
    *of_what* the year that its title names (2027年部分节假日, announced in 2026)."""
    if "周" not in line and "星期" not in line and "礼拜" not in line:
        return ()
    text = fold_width(line)
    found: list[_Wrong] = []
    ranges = list(_RANGE.finditer(text))
    for match in (*_FORWARD.finditer(text), *_BACKWARD.finditer(text)):
        if any(each.start() < match.end() and match.start() < each.end() for each in ranges):
            continue
        month, year = _month_of(match, text)
        if month is None:
            continue
        years = _years(year, match["this"], reference, of_what)
        _compare(match, years, month, int(match["day"]), "weekday", reference, found)
    for match in ranges:
        years, month = _years(match["year"], None, reference, of_what), int(match["month"])
        _compare(match, years, month, int(match["first"]), "from", reference, found)
        _compare(match, years, int(match["month2"] or month), int(match["last"]), "to", reference, found)
    return tuple(sorted(found))


def _month_of(match: re.Match[str], text: str) -> tuple[int | None, str | None]:
    """The month and year of a day, which may be named further to the left (4月9日（周四）至10日（周五）)."""
    if match["month"]:
        return int(match["month"]), match["year"]
    before = list(_MONTH_NAMED.finditer(text, max(0, match.start() - 30), match.start()))
    return (int(before[-1]["month"]), before[-1]["year"]) if before else (None, None)


def _years(year: str | None, this: str | None, reference: date | None, of_what: int | None) -> list[int]:
    """The years that may be meant: without one, that of the title when it is another, else those around the document."""
    if year:
        return [int(year)]
    if of_what and reference and of_what == reference.year + 1 and not this:
        return [of_what - 1, of_what]
    if reference is None:
        return []
    here = reference.year
    return [here + 1] if this == "明年" else [here] if this else [here - 1, here, here + 1]


def _compare(
    match: re.Match[str],
    years: list[int],
    month: int,
    day: int,
    group: str,
    reference: date | None,
    found: list[_Wrong],
) -> None:
    try:
        days = [date(year, month, day) for year in years]
    except ValueError:
        return
    if reference and len(days) > 1:
        near = [each for each in days if _BACK <= each - reference <= _AHEAD]
        days = near if len(days) > 2 else days
    written = match[group].replace("天", "日")
    if not days or any(_WEEK[each.weekday()] == written for each in days):
        return
    first = days[0]
    named = f"{first.year}年{first.month}月{first.day}日"
    found.append((*match.span(), match.start(group), written, _WEEK[first.weekday()], named))


RULE = PaperRule(
    code="GW-11M",
    basis_key="GW-11L",
    offence="星期与日期不合",
    why="日期和星期对不上，通知开会就会有人来错一天。",
    check=_check,
    bad=(
        specimen("联席会议定于2026年4月8日（星期五）召开。"),
        specimen("5月12日（周一）开展集中宣传。"),
        specimen("培训班4月8日至10日（周四至周五）举办。"),
        specimen("星期五（4月9日）以前报名。"),
        specimen("会议定于2026年4月8日上午9:00（星期五）召开，4月9日是星期五。"),
        specimen("请于2026年4月8日（本周五）前报送。"),
    ),
    good=(
        specimen("联席会议定于2026年4月8日（星期三）召开。"),
        specimen("培训班4月8日至10日（周三至周五）举办，4月9日（周四）至10日（周五）实地观摩。"),
        specimen("4月8日上午9:00（星期三）召开，4月8日上午周二班组交接，2026年4月8日为周报日。"),
        specimen("每周五下午检查，4月10日一周期满。"),
        specimen(
            "国庆节10月1日（星期五）至7日放假。", title="云岭县人民政府办公室关于2027年部分节假日安排的通知"
        ),
    ),
)
