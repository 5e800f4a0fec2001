"""The outgoing texts: enough of every sort, no two alike, sound but for the mistakes that they declare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

import pytest

import hongtou
from shuniu.demo.county import load_county
from shuniu.demo.outgoing import (
    OutgoingText,
    addressees,
    copy_receivers,
    full_title,
    issuer_names,
    load_outgoing,
    own_day,
    parse,
    render_on,
)
from shuniu.demo.texts import load_texts, render

TODAY = date(2026, 11, 23)
COUNTY = load_county()
TEXTS = load_outgoing()
EVERY = list(TEXTS.values())
SOUND = [text for text in EVERY if not text.faults]
KNOWN_RULE = re.compile(r"GW-(1\d|2\d|3[0-8])|JW-0[1-6]|YS-\d\d")
ASKS = re.compile(r"妥否|当否|请.{0,6}(批示|批复|审批|批准)")
CALENDAR_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")


def _names(texts: list[OutgoingText]) -> list[str]:
    return [text.key for text in texts]


def test_there_are_enough_of_every_sort() -> None:
    assert len(EVERY) >= 130
    assert len({full_title(text, TODAY) for text in EVERY}) == len(EVERY)
    genres = Counter(text.genre for text in EVERY)
    assert genres.pop("命令") == 1
    assert set(genres) == {"通知", "通报", "意见", "决定", "函", "请示", "报告", "批复", "纪要"}
    assert min(genres.values()) >= 4
    directions = Counter(text.direction for text in SOUND)
    assert directions["上行"] >= 12 and directions["平行"] >= 20 and directions["下行"] >= 60
    media = Counter(text.medium for text in EVERY)
    assert set(media) == {"红头", "白头", "便函", "工作通知", "简报"}
    assert sum(bool(text.joint) for text in SOUND) >= 3
    assert sum(bool(text.answers) for text in EVERY) >= 6
    assert sum(bool(text.objections) for text in EVERY) >= 2
    assert {text.public for text in EVERY} == {"主动公开", "依申请公开", "不予公开"}


def test_the_offices_and_most_units_issue() -> None:
    issuing = {unit for text in EVERY for unit in text.issuers}
    assert issuing >= {"xw", "zf", "xwb", "zfb"}
    for kind, least in (("party", 6), ("government", 20), ("township", 12)):
        assert sum(COUNTY.units[unit].kind == kind for unit in issuing) >= least, kind


def test_lengths_are_those_of_life() -> None:
    lengths = {text.key: len(re.findall(r"[\u4e00-\u9fff\d]", text.body)) for text in EVERY}
    assert sum(250 <= length <= 700 for length in lengths.values()) >= 60
    deep = [text for text in EVERY if re.search(r"^（1）", text.body, re.MULTILINE)]
    assert sum(lengths[text.key] >= 1300 for text in deep) >= 6
    longest = max(lengths, key=lengths.__getitem__)
    assert "JW-03" in TEXTS[longest].faults and lengths[longest] > 4000
    assert sum(length > 4000 for length in lengths.values()) == 1


@pytest.mark.slow
def test_no_two_texts_are_alike_nor_like_an_incoming_paper() -> None:
    ours = {key: set(hongtou.bigrams(render_on(text, TODAY))) for key, text in TEXTS.items()}
    incoming = {f"in/{key}": set(hongtou.bigrams(render(text, TODAY))) for key, text in load_texts().items()}
    pairs = [*combinations(ours, 2), *((a, b) for a in ours for b in incoming)]
    shelf = {**ours, **incoming}
    worst = max((len(shelf[a] & shelf[b]) / len(shelf[a] | shelf[b]), a, b) for a, b in pairs)
    assert worst[0] <= 0.3, worst


@pytest.mark.parametrize("text", EVERY, ids=_names(EVERY))
def test_no_text_is_stopped_at_the_secrecy_gate(text: OutgoingText) -> None:
    words = render_on(text, own_day(text, TODAY))
    assert hongtou.inspect_text(words).level == hongtou.Level.PASS
    assert "{" not in words


@pytest.mark.parametrize("text", EVERY, ids=_names(EVERY))
def test_hongtou_reads_number_title_and_date(text: OutgoingText) -> None:
    day = own_day(text, TODAY)
    document = hongtou.read(render_on(text, day, 7).encode(), "发文.txt")
    assert document.title and document.title.value == full_title(text, day).replace("　", "")
    assert document.document_number and document.document_number.value.serial == 7
    assert document.document_date and document.document_date.value == day


def test_a_text_is_dated_in_its_own_months_whatever_the_day_of_the_demo() -> None:
    for today in (date(2026, 3, 1), date(2027, 8, 15), TODAY):
        for text in EVERY:
            day = own_day(text, today)
            assert day.month in text.months and day.weekday() < 5
            assert today - timedelta(days=365) <= day < today


def test_at_least_25_hold_mistakes_of_known_rules() -> None:
    faulty = [text for text in EVERY if text.faults]
    assert len(faulty) >= 25
    rules = {rule for text in faulty for rule in text.faults}
    assert all(KNOWN_RULE.fullmatch(rule) for rule in rules), rules
    assert rules >= {"GW-11", "GW-20", "GW-21", "GW-23", "GW-24", "GW-25", "GW-27", "GW-28", "JW-03", "JW-05"}


def test_what_is_retired_is_a_mistake_with_a_successor_and_stands_among_the_addressees() -> None:
    retired = [(text, one) for text in EVERY for one in text.retired]
    assert len(retired) >= 3
    names = {name for unit in COUNTY.units.values() for name in (unit.name, unit.short_name)}
    for text, one in retired:
        assert "YS-08" in text.faults and one.name in text.main and one.name not in names
        assert one.successor in text.to


@pytest.mark.parametrize("text", SOUND, ids=_names(SOUND))
def test_a_sound_text_keeps_the_rules_of_direction(text: OutgoingText) -> None:
    assert len(set(addressees(text))) == len(addressees(text))
    assert not set(addressees(text)) & {*text.issuers, *copy_receivers(text)}
    if text.medium == "红头":
        assert text.title.endswith(text.genre)
    if text.direction == "上行":
        assert len(text.to) == 1
        assert text.note.startswith("联系人：") or text.genre == "报告"
        assert _above(text, text.to[0])
        assert not any(_below(text, code) for code in copy_receivers(text))
        assert bool(ASKS.search(text.body)) == (text.genre == "请示")
    if text.direction == "下行" and text.genre != "纪要":
        assert text.main
    issuer = COUNTY.units[text.issuer]
    if issuer.kind == "government" and text.direction == "下行":
        assert "乡镇人民政府" not in text.main


@pytest.mark.parametrize("text", SOUND, ids=_names(SOUND))
def test_the_days_in_a_sound_text_exist(text: OutgoingText) -> None:
    for today in (TODAY, date(2027, 3, 1)):
        day = own_day(text, today)
        for year, month, number in CALENDAR_DAY.findall(render_on(text, day)):
            assert date(int(year or day.year), int(month), int(number))


@pytest.mark.parametrize("text", SOUND, ids=_names(SOUND))
def test_the_sums_and_annexes_of_a_sound_text_are_right(text: OutgoingText) -> None:
    assert not list(_wrong_sums(text))
    assert not [place for place in _annexes_named(text) if place > len(text.annexes)]
    if "见附件" in text.body:
        assert text.annexes


def test_the_wrong_sum_and_the_missing_annex_are_where_they_are_declared() -> None:
    assert list(_wrong_sums(TEXTS["bad-table-sum"])) == ["590"]
    assert max(_annexes_named(TEXTS["bad-annex-missing"])) > len(TEXTS["bad-annex-missing"].annexes)
    with pytest.raises(ValueError, match="day"):
        date(2026, 11, int(re.findall(r"11月(\d+)日", TEXTS["bad-impossible-date"].body)[0]))


def test_who_is_to_be_asked_is_one_of_the_county() -> None:
    people = {person.name: person for person in COUNTY.people.values()}
    for text in EVERY:
        for name in re.findall(r"联系人：?([\u4e00-\u9fff]{2,3})[，,]", text.note + text.body):
            held = {post.unit for post in people[name].posts}
            assert held & {text.issuer, text.drafter, f"{text.issuer}b"}, (text.key, name)


def test_joint_issuers_are_named_each() -> None:
    text = TEXTS["joint-scj-yjj-charge"]
    assert issuer_names(text) == ("云岭县市场监督管理局", "云岭县应急管理局", "云岭县公安局")
    assert issuer_names(TEXTS["xw-rural-work-opinion"]) == ("中共云岭县委员会", "云岭县人民政府")


HEAD = "=== one\nissuer: zfb\ncode: 云政办发\ngenre: 通知\ntitle: 关于某事的通知\npublic: 主动公开\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("to: nobody", "no addressee 'nobody'"),
        ("joint: nobody", "no unit 'nobody'"),
        ("countersign: nobody", "no unit 'nobody'"),
        ("retired: 县商务局｜nobody", "did not end with 'nobody'"),
        ("retired: 县商务局", "needs 2 parts"),
        ("objections: czj｜没有的话｜不同意", "passage is not in the body"),
        ("faults: GW-24", "belong together"),
        ("medium: 黑头", "none of 红头"),
        ("subject: 甲", "unknown or repeated header field 'subject'"),
        ("issuer: zf", "unknown or repeated header field 'issuer'"),
        ("code2: 云委发", "unknown or repeated"),
    ],
)
def test_the_loader_says_what_is_wrong_and_where(line: str, says: str) -> None:
    assert parse(f"{HEAD}\n正文。", "a.md")[0].direction == "下行"
    with pytest.raises(ValueError, match=re.escape(says)) as caught:
        parse(f"{HEAD}{line}\n\n正文。", "a.md")
    assert str(caught.value).startswith("a.md: one: ")


def test_the_loader_wants_the_code_of_the_issuer_and_a_whole_annex() -> None:
    with pytest.raises(ValueError, match="no 机关代字 of 县政府办"):
        parse(HEAD.replace("云政办发", "云委发") + "\n正文。", "a.md")
    with pytest.raises(ValueError, match="annex without title or text"):
        parse(f"{HEAD}\n正文。\n--- 名单\n", "a.md")
    with pytest.raises(ValueError, match="needs public_reason"):
        parse(HEAD.replace("public: 主动公开\n", "") + "\n正文。", "a.md")


def _above(text: OutgoingText, code: str) -> bool:
    parent = COUNTY.units[text.issuer].parent
    organ = COUNTY.organs.get(code)
    return organ.level == "city" if organ else code in {parent, "xw", "zf"} - {text.issuer}


def _below(text: OutgoingText, code: str) -> bool:
    unit = COUNTY.units.get(code)
    return unit is not None and (unit.parent == text.issuer or unit.kind == "township")


def _annexes_named(text: OutgoingText) -> list[int]:
    return [int(place) for place in re.findall(r"附件(\d)", text.body)]


def _wrong_sums(text: OutgoingText) -> Iterator[str]:
    """The figures of a row 合计 that are not the sum of their column."""
    for annex in text.annexes:
        rows = [line.split("\t") for line in annex.text.splitlines() if "\t" in line]
        totals = [row for row in rows if row[0] == "合计"]
        for total in totals:
            above = rows[: rows.index(total)]
            for place, cell in enumerate(total[1:], start=1):
                column = [float(row[place]) for row in above if re.fullmatch(r"[\d.]+", row[place].strip())]
                if re.fullmatch(r"[\d.]+", cell.strip()) and abs(sum(column) - float(cell)) > 0.001:
                    yield cell
