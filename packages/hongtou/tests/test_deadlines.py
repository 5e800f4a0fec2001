"""Deadlines named in the text; 6月底前 and 7日内 are inclusive natural days unless 工作日 is said."""

from datetime import date, time

import pytest

from hongtou import Anchor, DeadlineKind, Unit, find_deadlines

# 2026-03-04 is a Wednesday.
REFERENCE = date(2026, 3, 4)
DAYS = [
    ("请于3月20日前报送。", "3月20日前", date(2026, 3, 20)),
    ("请于2026年3月20日之前将材料报送县政府办公室。", "2026年3月20日之前", date(2026, 3, 20)),
    ("各单位要在6月底前完成。", "6月底前", date(2026, 6, 30)),
    ("六月底以前完成整改。", "六月底以前", date(2026, 6, 30)),
    ("5月中旬前完成。", "5月中旬前", date(2026, 5, 20)),
    ("请于本周五前反馈。", "本周五前", date(2026, 3, 6)),
    ("请于下周一前反馈。", "下周一前", date(2026, 3, 9)),
    ("请于周二前反馈。", "周二前", date(2026, 3, 10)),
    ("年底前全部完成。", "年底前", date(2026, 12, 31)),
    ("2027年底前全部完成。", "2027年底前", date(2027, 12, 31)),
    ("明年6月底前建成。", "明年6月底前", date(2027, 6, 30)),
    ("本月底前报送。", "本月底前", date(2026, 3, 31)),
    ("请于月底前报送。", "月底前", date(2026, 3, 31)),
    ("下月10日前报送。", "下月10日前", date(2026, 4, 10)),
    ("报名截止时间为3月15日。", "3月15日", date(2026, 3, 15)),
    ("最迟于3月15日报送。", "3月15日", date(2026, 3, 15)),
    ("请于3月15日将名单报县委办公室。", "3月15日", date(2026, 3, 15)),
    ("7日内报送整改情况。", "7日内", date(2026, 3, 11)),
    ("请在一个月内完成。", "一个月内", date(2026, 4, 4)),
    ("二季度末前完成。", "二季度末前", date(2026, 6, 30)),
    ("上半年内完成。", "上半年内", date(2026, 6, 30)),
    ("应在本通知印发之日起30日内制定方案。", "30日内", date(2026, 4, 3)),
]


@pytest.mark.parametrize(("text", "phrase", "day"), DAYS, ids=[row[0] for row in DAYS])
def test_natural_days_are_resolved(text: str, phrase: str, day: date) -> None:
    (found,) = find_deadlines(text, reference=REFERENCE)
    assert (found.phrase, found.date, found.kind) == (phrase, day, DeadlineKind.NATURAL)
    assert found.span.of(text) == phrase
    assert found.demand == text


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("请于3月6日17时前报送。", time(17)),
        ("请于3月6日（星期五）下午5:30前报送。", time(17, 30)),
        ("请于3月6日上午9点半前报送。", time(9, 30)),
        ("请于3月6日24时前报送。", time(23, 59)),
        ("请于3月6日下班前报送。", None),
    ],
)
def test_the_hour_is_read(text: str, clock: time | None) -> None:
    (found,) = find_deadlines(text, reference=REFERENCE)
    assert (found.date, found.time) == (date(2026, 3, 6), clock)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应在收到通知后5个工作日内反馈。", (5, Unit.DAY, Anchor.RECEIPT, DeadlineKind.WORKING)),
        ("请于10个工作日内答复。", (10, Unit.DAY, Anchor.DOCUMENT, DeadlineKind.WORKING)),
        ("自收到之日起十五日内提出。", (15, Unit.DAY, Anchor.RECEIPT, DeadlineKind.NATURAL)),
        ("会议结束后3日内报送。", (3, Unit.DAY, Anchor.EVENT, DeadlineKind.NATURAL)),
        ("2小时内报送情况。", (2, Unit.HOUR, Anchor.DOCUMENT, DeadlineKind.NATURAL)),
    ],
)
def test_counts_that_need_a_calendar_or_an_event_stay_counts(text: str, expected: tuple[object, ...]) -> None:
    (deadline,) = find_deadlines(text, reference=REFERENCE)
    assert (deadline.count, deadline.unit, deadline.anchor, deadline.kind) == expected
    assert deadline.date is None


@pytest.mark.parametrize(
    ("issued", "text", "day"),
    [
        (date(2025, 12, 20), "请于1月15日前报送。", date(2026, 1, 15)),
        (date(2026, 1, 4), "请于12月31日前报送。", date(2025, 12, 31)),
        (date(2026, 3, 4), "请于2月28日前报送。", date(2026, 2, 28)),
        (date(2025, 12, 29), "请于本周五前报送。", date(2026, 1, 2)),
        (date(2025, 12, 20), "下月5日前报送。", date(2026, 1, 5)),
        (date(2027, 11, 1), "请于2月29日前报送。", date(2028, 2, 29)),
    ],
)
def test_the_year_is_the_sensible_one(issued: date, text: str, day: date) -> None:
    assert [found.date for found in find_deadlines(text, reference=issued)] == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("每年2月底前报送名单。", date(2027, 2, 28)),
        ("每月5日前报送进度。", date(2026, 3, 5)),
        ("每月3日前报送进度。", date(2026, 4, 3)),
        ("每周五前报送进度。", date(2026, 3, 6)),
    ],
)
def test_what_recurs_is_marked_and_dated_next(text: str, day: date) -> None:
    (found,) = find_deadlines(text, reference=REFERENCE)
    assert (found.recurring, found.date) == (True, day)


@pytest.mark.parametrize(
    "text",
    [
        "2025年全县完成投资12亿元。",
        "去年底前已完成。",
        "已于3月1日前完成验收。",
        "2020年底前建成的房屋应当鉴定。",
        "三年内见成效。",
        "3月5日前后有强降雨，请注意防范。",
        "经2月3日县政府常务会议研究同意，请认真执行。",
        "截至2月底，全县报送12件。",
        "近7日内降雨偏多，应加强巡查。",
    ],
)
def test_a_day_that_is_merely_mentioned_is_no_deadline(text: str) -> None:
    assert find_deadlines(text, reference=REFERENCE) == ()


def test_a_day_that_does_not_exist_is_shown_without_a_date() -> None:
    (found,) = find_deadlines("请于2026年2月30日前报送。", reference=REFERENCE)
    assert (found.phrase, found.date, found.count) == ("2026年2月30日前", None, None)


def test_without_a_reference_only_full_days_are_resolved() -> None:
    text = "请于3月20日前报送。\n请于2026年4月1日前反馈。"
    found = find_deadlines(text, reference=None)
    assert [deadline.date for deadline in found] == [None, date(2026, 4, 1)]
    assert [deadline.span.of(text) for deadline in found] == ["3月20日前", "2026年4月1日前"]
