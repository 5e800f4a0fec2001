"""The papers are really different, stand in proper form, and are read by hongtou as their headers say."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest

import hongtou
from shuniu.demo.county import OFFICES, load_county
from shuniu.demo.opinions import load_phrases
from shuniu.demo.texts import (
    Text,
    fill,
    full_title,
    load_periodic,
    load_texts,
    own_day,
    render,
    render_on,
)

TODAY = date(2026, 11, 23)
COUNTY = load_county()
TEXTS = load_texts()
EVERY = [*TEXTS.values(), *load_periodic().values()]
GROUPS = {"townships", "departments"}


def _sender(text: Text) -> str:
    return "lihua" if text.sender == "townships" else text.sender


def test_there_are_at_least_160_distinct_papers() -> None:
    assert len(TEXTS) >= 160
    assert len({text.title for text in TEXTS.values()}) == len(TEXTS)


@pytest.mark.slow
def test_no_two_papers_are_alike() -> None:
    bodies = {key: set(hongtou.bigrams(render(text, TODAY))) for key, text in TEXTS.items()}
    worst = max(
        (len(bodies[a] & bodies[b]) / len(bodies[a] | bodies[b]), a, b) for a, b in combinations(bodies, 2)
    )
    assert worst[0] <= 0.3, worst


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: text.key)
def test_a_paper_has_the_length_and_form_of_a_paper(text: Text) -> None:
    words = render(text, TODAY)
    assert 250 <= len(words) <= 900
    assert "{" not in words
    assert text.title.startswith("关于")
    assert text.title.endswith(text.genre)
    assert bool(text.main) == (text.genre != "纪要")
    if text.genre in ("请示", "报告") and "GW-13" not in text.defects:
        assert text.signer


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.key)
def test_hongtou_reads_what_the_header_says(text: Text) -> None:
    day, sender = own_day(text, TODAY), _sender(text)
    document = hongtou.read(render_on(text, day, 7, sender).encode(), "来文.txt")
    assert document.title and document.title.value == full_title(text, day, sender)
    assert document.document_number and document.document_number.value.serial == 7
    assert document.document_date and document.document_date.value == day


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.key)
def test_no_paper_is_stopped_at_the_secrecy_gate(text: Text) -> None:
    day = own_day(text, TODAY)
    assert hongtou.inspect_text(render_on(text, day, 7, _sender(text))).level == hongtou.Level.PASS


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.key)
def test_every_code_in_a_header_exists(text: Text) -> None:
    if text.sender != "townships":
        assert text.code in COUNTY.sender(text.sender).codes
    assert set(text.receivers) <= set(COUNTY.units) | GROUPS
    assert {text.lead, *text.assist} - {""} <= set(COUNTY.units)
    assert text.lead not in text.assist
    assert text.topic and text.summary and text.proposal


@pytest.mark.parametrize("text", EVERY, ids=lambda text: text.key)
def test_the_leader_is_served_by_the_office_that_receives_first(text: Text) -> None:
    first = text.receivers[0]
    if first in OFFICES:
        assert COUNTY.people[text.leader].holds("LEADER", COUNTY.units[first].parent)


@pytest.mark.parametrize("text", TEXTS.values(), ids=lambda text: text.key)
def test_a_signatory_from_the_county_heads_the_issuing_unit(text: Text) -> None:
    unit = COUNTY.units.get(text.sender)
    if unit is None or not text.signer:
        return
    signer = next(person for person in COUNTY.people.values() if person.name == text.signer)
    ranks = {post.rank for post in signer.posts if post.unit == unit.code}
    assert ranks == ({2} if unit.kind == "township" and not text.party else {1})


def test_what_is_to_be_handled_names_its_result_and_what_is_defective_its_reason() -> None:
    for text in TEXTS.values():
        assert bool(text.defects) == bool(text.reason), text.key
        if text.kind == "办件" and not text.defects:
            assert text.feedback, text.key
    known = {phrase.rule for phrase in load_phrases("reject")} | {"JW-05"}
    assert {rule for text in TEXTS.values() for rule in text.defects} <= known
    assert sum(bool(text.defects) for text in TEXTS.values()) >= 10


def test_work_secrets_are_few_and_bear_the_mark() -> None:
    marked = [text for text in TEXTS.values() if text.level == "工作秘密"]
    assert 1 <= len(marked) <= 4
    assert all("\n内部\n" in f"\n{render(text, TODAY)}" for text in marked)


def test_placeholders() -> None:
    day = date(2026, 1, 5)
    assert fill("{d:0}，{md:+2}，{ly}年{m:-1}月，{q}季度", day) == "2026年1月5日，1月7日，2025年12月，四季度"
    assert fill("{my}年{m:-1}月 {qy}年", day) == "2025年12月 2025年"
    saturday = date(2026, 1, 17)
    assert fill("{md:+12}", saturday - timedelta(days=12)) == "1月16日"
    with pytest.raises(KeyError):
        fill("{nobody}", day)


def test_a_paper_dated_in_its_own_months_whatever_the_day_of_the_demo() -> None:
    for today in (date(2026, 3, 1), date(2027, 8, 15), TODAY):
        for text in EVERY:
            day = own_day(text, today)
            assert day.month in text.months
            assert today - timedelta(days=365) <= day < today


def test_upward_papers_go_to_one_organ_unless_that_is_their_defect() -> None:
    for text in EVERY:
        upward = text.genre in ("请示", "报告") or (text.genre == "意见" and text.main == "县人民政府")
        if upward and not text.defects:
            assert text.main in ("县委", "县人民政府"), text.key
            assert text.signer, text.key
