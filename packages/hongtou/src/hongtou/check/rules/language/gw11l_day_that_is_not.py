"""A day, month or time of day that does not exist."""

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache, partial

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.model.date import hanzi_number
from hongtou.model.number import fold_width
from hongtou.text import KEPT

_HAN = "〇零○一二三四五六七八九十"
_DAY = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_HAN}]{{4}})年)?(?P<month>(?<!\d)\d{{1,2}}|(?<![{_HAN}])[{_HAN}]{{1,3}})月"
    rf"(?:(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})[日号](?![元令文函发]))?"
)
_DOTTED = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d./-])"
)
_CLOCK = re.compile(
    r"(?P<half>上午|下午|凌晨|晚上|中午)?(?<![\d.])(?P<hour>\d{1,2})(?:时|点(?=\d|整|半|前|后|钟|至|开|结|，|。|；|）))"
    r"(?![间代刻段期限空装令任长])(?:(?P<minute>\d{1,2})分(?![之钟的析类公别支]))?"
)
_COLON = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2}):(?P<minute>\d{2})(?![\d:])(?=[前后起至—~-]|，|。|；|）|\)|$|[一-龥])"
)
# 6月28日至31日: the second day is of the month of the first.
_TO_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:\d{4}(?=年))?)年?(?P<month>\d{1,2})月\d{1,2}[日号]?(?:\s*[（(][^（）()]{1,6}[）)])?(?:[至到—～~－、和-]|——)"
    r"(?P<day>\d{1,2})(?:日|号(?=[，。；、）]|$))"
)
_OF_MONTH = re.compile(r"(?:每月|每个月|本月|当月|次月|下月|上月)(?:的)?(?P<day>3[2-9]|[4-9]\d)[日号]")
_NO_NUMBER = re.compile(r"(?:\d|[〇零一二三四五六七八九]{3})年第十[三四五六七八九]个月|第[五六七八九5-9]季度")
_NO_HALF = re.compile(
    r"凌晨\s*(?:1\d|2\d|[7-9])(?:时|点|[:：]\d\d)(?![间段])|上午\s*(?:1[3-9]|2[0-3])[:：]\d\d"
)
_MAY_BE = re.compile(r"[月\d](?:(?<=月)|(?<=\d)(?:[时点]|季度|[:：]\d|[./-]\d{1,2}[./-]\d))|[五六七八九]季度")
_LEAP = (2, 29)


def _check(paper: Paper) -> Iterator[Fault]:
    day, start = paper.document.document_date, 0
    for line in paper.document.text.split("\n"):
        for a, b, message in _wrong(line, day.value.year if day else None):
            yield Fault(
                message, "请核对原意后改正，并核对星期和前后相关的日期。", "body", Span(start + a, start + b)
            )
        start += len(line) + 1


@lru_cache(maxsize=KEPT)
def _wrong(line: str, year: int | None) -> tuple[tuple[int, int, str], ...]:
    """What does not exist in a line: its place and a sentence; *year* is that of the document."""
    if not _MAY_BE.search(line):
        return ()
    text = fold_width(line)
    days = filter(partial(_no_day, reference=year), (*_DAY.finditer(text), *_DOTTED.finditer(text)))
    later = filter(partial(_no_day, reference=year), _TO_DAY.finditer(text))
    clocks = filter(_no_time, (*_CLOCK.finditer(text), *_COLON.finditer(text)))
    found = [(*match.span(), f"“{_in(line, match)}”这一天并不存在。") for match in days]
    found += [(*match.span(), f"“{_in(line, match)}”的后一天并不存在。") for match in later]
    found += [(*match.span(), f"“{_in(line, match)}”这一天并不存在。") for match in _OF_MONTH.finditer(text)]
    found += [(*match.span(), f"“{_in(line, match)}”并不存在。") for match in _NO_NUMBER.finditer(text)]
    found += [
        (*match.span(), f"“{_in(line, match)}”这个时刻并不存在。")
        for match in (*clocks, *_NO_HALF.finditer(text))
    ]
    return tuple(sorted(_once(found)))


def _once(found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The longest of those that lie in one another."""
    for start, end, says in found:
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in found):
            yield start, end, says


def _in(line: str, match: re.Match[str]) -> str:
    return line[match.start() : match.end()]


def _no_day(match: re.Match[str], reference: int | None) -> bool:
    try:
        month = hanzi_number(match["month"])
        day = hanzi_number(match["day"]) if match["day"] else None
        year = hanzi_number(match["year"]) if match["year"] else None
    except ValueError:
        return False
    if day is None:
        # 十三月 without a year may be part of a word; 2026年13月 may not.
        return year is not None and not 1 <= month <= 12
    if not 1 <= month <= 12 or day < 1:
        return True
    if (month, day) == _LEAP:
        years = [year] if year else [reference - 1, reference, reference + 1] if reference else []
        return bool(years) and all(monthrange(each, 2)[1] < day for each in years if each)
    return day > monthrange(year or 2024, month)[1]


def _no_time(match: re.Match[str]) -> bool:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = match.groupdict().get("half")
    if half == "上午" and 12 < hour < 24:
        return True
    return hour > 24 or minute > 59 or (hour == 24 and minute > 0)


RULE = PaperRule(
    code="GW-11L",
    basis_key="GW-11L",
    offence="日期或者时刻不存在",
    why="写了一个不存在的日子，谁也不知道该在哪一天办。",
    check=_check,
    bad=(
        specimen("请于2026年2月30日前完成。"),
        specimen("演练定于6月31日举行。"),
        specimen("会议于当日25时结束，次日9时65分复会。"),
        specimen("工程计划于2026年13月完工。"),
        specimen("二月三十日以前验收，2月29日启动。"),
        specimen("会期为6月28日至31日，材料于每月32日前报送。"),
        specimen("4月29—31日召开，2026年第十三个月验收，第五季度通报。"),
        specimen("上午13:00集合，凌晨9时出发。"),
    ),
    good=(
        specimen("请于2026年2月28日前完成，24时前报告。", date="2026年1月3日"),
        specimen("2024年2月29日启动，工期13个月，共用电30千瓦时。"),
        specimen("会期为5月28日至31日，3月31日至4月30日清淤，6月15日至7月31日度汛，第四季度总结。"),
        specimen("上午12:00前报到，凌晨5时出发，满1年后从第十三个月起计息，6月1日、31号渠开闸。"),
        specimen("对30时间段分段统计，比上年提高25个百分点。"),
    ),
)
