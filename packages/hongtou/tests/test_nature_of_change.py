"""校对性 or 实质性 (GW-14): the table of cases, the other elements, and what doubt means."""

import dataclasses
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongtou import DraftText, NatureKind, nature_of_change
from hongtou.compare.nature import _slips

CASES = tomllib.loads(Path(__file__).with_name("nature_cases.toml").read_text("utf-8"))["case"]
DRAFT = DraftText(
    "关于做好防汛工作的通知",
    ("各乡镇人民政府", "县水利局"),
    "请认真执行。",
    annexes=(("任务清单", "加固堤防3处。"),),
    copies=("县委办",),
    signature="云岭县人民政府",
    date="2026年3月3日",
    note="（此件公开发布）",
)


def test_the_table_is_large_and_of_both_kinds() -> None:
    assert len(CASES) >= 40
    assert min(sum(case["proof"] for case in CASES), sum(not case["proof"] for case in CASES)) >= 15


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['old']}→{case['new']}")
@pytest.mark.parametrize("frame", ["{}", "前面一段文字。{}\n后面一段，到此为止。"])
def test_one_change_in_the_body(case: dict[str, Any], frame: str) -> None:
    old, new = (dataclasses.replace(DRAFT, body=frame.format(case[side])) for side in ("old", "new"))
    nature = nature_of_change(old, new)
    assert (nature.kind is NatureKind.PROOF) is case["proof"], nature.reasons
    assert any(case["says"] in reason.says for reason in nature.reasons), nature.reasons


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"addressees": ("县水利局", "各乡镇人民政府")}, "主送机关"),
        ({"addressees": ("各乡镇人民政府",)}, "主送机关"),
        ({"copies": ()}, "抄送机关"),
        ({"signature": "云岭县人民政府办公室"}, "发文机关署名"),
        ({"date": "2026年3月4日"}, "成文日期"),
        ({"annexes": ()}, "附件"),
        ({"annexes": (("任务清单", "加固堤防4处。"),)}, "附件1"),
        ({"title": "关于做好防火工作的通知"}, "标题"),
        ({"note": "（此件依申请公开）"}, "附注"),
    ],
)
def test_every_element_that_was_signed_counts(change: dict[str, Any], field: str) -> None:
    nature = nature_of_change(DRAFT, dataclasses.replace(DRAFT, **change))
    assert nature.kind is NatureKind.SUBSTANTIVE
    assert {reason.field for reason in nature.reasons} == {field}


@pytest.mark.parametrize(
    "change",
    [
        {"title": "关于做好防汛工作的 通知"},
        {"addressees": ("各乡镇人民政府", " 县水利局")},
        {"date": "2026 年 3 月 3 日"},
        {"annexes": (("任务清单", "加固堤防3处"),)},
        {"body": "请认真执行！".replace("！", "；")},
    ],
)
def test_manner_of_writing_is_proofreading_everywhere(change: dict[str, Any]) -> None:
    nature = nature_of_change(DRAFT, dataclasses.replace(DRAFT, **change))
    assert nature.kind is NatureKind.PROOF


def test_one_substantive_place_among_many_decides() -> None:
    old = dataclasses.replace(DRAFT, body="认真布署，抓好落实。\n于3月20日前完成。")
    new = dataclasses.replace(DRAFT, body="认真部署，抓好落实；\n于3月21日前完成。")
    nature = nature_of_change(old, new)
    assert nature.kind is NatureKind.SUBSTANTIVE
    assert [reason.kind for reason in nature.reasons] == ["校对性", "校对性", "实质性"]


def test_nothing_changed_gives_no_reasons() -> None:
    nature = nature_of_change(DRAFT, DRAFT)
    assert (nature.kind, nature.reasons) == (NatureKind.PROOF, ())


@given(st.text("的部署账户，。、0123456789不应可年月 \n", max_size=40), st.data())
def test_a_changed_figure_is_never_proofreading(text: str, data: st.DataObject) -> None:
    places = [index for index, character in enumerate(text) if character.isdigit()]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    changed = text[:place] + other + text[place + 1 :]
    nature = nature_of_change(dataclasses.replace(DRAFT, body=text), dataclasses.replace(DRAFT, body=changed))
    assert nature.kind is NatureKind.SUBSTANTIVE


HANZI = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
TEXT = "各乡镇要应当认真落实，县财政局负责拨付资金80万元，于3月20日前完成。"


@given(st.integers(0, len(TEXT) - 1), HANZI)
def test_another_character_is_never_proofreading(place: int, other: str) -> None:
    """No character of this text is a slip, so whatever Hanzi stands there instead changes the text."""
    if TEXT[place] in "，。" or TEXT[place] == other:
        return
    changed = TEXT[:place] + other + TEXT[place + 1 :]
    old, new = (dataclasses.replace(DRAFT, body=text) for text in (TEXT, changed))
    assert nature_of_change(old, new).kind is NatureKind.SUBSTANTIVE


@given(st.integers(0, len(TEXT)), HANZI)
def test_another_character_more_or_less_is_never_proofreading(place: int, more: str) -> None:
    longer = TEXT[:place] + more + TEXT[place:]
    old, new = (dataclasses.replace(DRAFT, body=text) for text in (TEXT, longer))
    assert nature_of_change(old, new).kind is NatureKind.SUBSTANTIVE
    assert nature_of_change(new, old).kind is NatureKind.SUBSTANTIVE


def test_paragraphs_in_another_order_are_substantive() -> None:
    old = dataclasses.replace(DRAFT, body="一是县财政局拨付资金。\n二是县水利局组织验收。")
    new = dataclasses.replace(DRAFT, body="二是县水利局组织验收。\n一是县财政局拨付资金。")
    assert nature_of_change(old, new).kind is NatureKind.SUBSTANTIVE


def test_the_slips_are_no_words_and_every_pair_is_of_one_length() -> None:
    slips = _slips()
    assert len(slips) >= 40 and len({wrong for wrong, _, _ in slips}) == len(slips)
    assert {right for _, right, _ in slips}.isdisjoint(wrong for wrong, _, _ in slips)
    assert all(len(wrong) == len(right) and wrong != right for wrong, right, _ in slips)
