"""Whatever is typed: no check falls over, no finding points outside the text, no text makes it slow."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongtou import (
    Dispatch,
    DraftText,
    Genre,
    Organs,
    check_burden,
    check_routing,
    compare,
    count_words,
    nature_of_change,
    propose,
)
from hongtou.check.samples import COUNTY

WORDS = st.sampled_from(
    [
        *"各县乡镇政府党委、，。（）()及和\n 　“”《》0123456789",
        "县教育局",
        "县政府",
        "城关镇",
        "各乡镇",
        "有关部门",
        "陈立新",
        "县长",
        "请",
        "批示",
        "妥否",
        "恳请",
        "支持",
        "解决",
        "关于",
        "的请示",
        "的报告",
        "一、",
        "务必",
        "报送",
        "每周",
        "打卡",
        "排名",
        "实施细则",
        "经县政府同意",
        "😀",
        "\ud800",
        "𠮷",
    ]  # fmt: skip
)
TEXT = st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=20)
NAMES = st.lists(TEXT, max_size=4).map(tuple)

pytestmark = pytest.mark.slow


@given(TEXT, NAMES, NAMES, NAMES, TEXT, TEXT, st.sampled_from([None, *Genre]), st.booleans())
def test_nothing_typed_makes_a_check_fall_over(
    sender: str,
    to: tuple[str, ...],
    copies: tuple[str, ...],
    joint: tuple[str, ...],
    title: str,
    body: str,
    genre: Genre | None,
    important: bool,
) -> None:
    dispatch = Dispatch(sender, to, title, body, genre, joint, copies, important)
    for known in (dispatch, Dispatch("县教育局", to, title, body, genre, joint, copies, important)):
        for finding in check_routing(known, COUNTY):
            text = {"title": title, "body": body}.get(finding.field, "")
            assert finding.span is None or finding.span.end <= len(text)
    for finding in check_burden(body, genre):
        assert finding.span is None or finding.span.of(body)
    assert propose("县教育局", to, title, body, COUNTY).reasons
    assert count_words(body) <= len(body)


@given(st.lists(TEXT.filter(lambda name: name.strip() != ""), max_size=6))
def test_any_names_make_a_tree_or_are_refused_in_words(names: list[str]) -> None:
    try:
        organs = Organs.from_names(names)
    except ValueError as refusal:
        assert "机关" in str(refusal)
        return
    for a in organs:
        assert a in organs.find(a.full_name)
        assert all(organs.relation(a, b) for b in organs)


@pytest.mark.parametrize(
    "unit",
    ["请", "各", "请县政府", "（", "、", "各乡镇、", "一、关于", "于3月1日前", "经县政府", "《", "“", "报送"],
)
def test_no_text_makes_a_check_slow(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    for to in ("县政府", "各乡镇人民政府", text[:2000]):
        dispatch = Dispatch("县教育局", (to,), text[:500], text, Genre.REPORT)
        check_routing(dispatch, COUNTY)
        check_routing(Dispatch("县教育局", (to,), text[:500], text, Genre.REQUEST), COUNTY)
        propose("县教育局", [to], text[:500], text, COUNTY)
    check_burden(text)
    compare(text, text[5:] + "。")
    nature_of_change(DraftText("甲", (), text), DraftText("甲", (), text[5:] + "。"))
    assert time.process_time() - started < 5
