"""Breaking lines: marks at the edges, numbers and words in one piece, nothing lost, nothing outside the measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongtou.layout.breaking import CLOSING, NEVER_FIRST, NEVER_LAST, break_lines
from hongtou.layout.titles import break_title

HALVES = 56


def texts(text: str, **measure: int) -> list[str]:
    return [line.text for line in break_lines(text, halves=HALVES, **measure)]


def test_a_line_holds_28_characters_and_the_first_26() -> None:
    assert [len(text) for text in texts("检" * 80, first=4)] == [26, 28, 26]


def test_a_mark_that_would_begin_a_line_is_squeezed_into_the_one_before() -> None:
    lines = break_lines("检" * 20 + "，" + "查" * 7 + "。" + "毕", halves=HALVES)
    assert [line.text for line in lines] == ["检" * 20 + "，" + "查" * 7 + "。", "毕"]
    assert lines[0].halves == HALVES
    assert [lines[0].atoms[index].text for index in sorted(lines[0].squeezed)] == ["，", "。"]


def test_where_too_few_marks_can_give_way_a_line_ends_early_and_says_so() -> None:
    lines = break_lines("检" * 28 + "。毕", halves=HALVES)
    assert [line.text for line in lines] == ["检" * 27, "检。毕"]
    assert lines[0].short


def test_an_opening_mark_never_ends_a_line() -> None:
    assert texts("检" * 27 + "《查办》") == ["检" * 27, "《查办》"]


@pytest.mark.parametrize("whole", ["2026", "3.14%", "12,500", "WiFi", "——", "……", "2026-11-28"])
def test_numbers_words_and_dashes_stay_in_one_piece(whole: str) -> None:
    assert any(whole in text for text in texts("检" * 26 + "查" + whole + "毕"))


def test_what_is_wider_than_the_measure_is_parted() -> None:
    lines = break_lines("2026112800001", halves=6)
    assert [line.text for line in lines] == ["202611", "280000", "1"]


def test_a_measure_of_less_than_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="narrower"):
        break_lines("检", halves=5, first=4)


@given(
    st.text(alphabet=st.sampled_from("检查年，。、（）《》“”：；12 Ab—…%"), max_size=120),
    st.integers(0, 4),
    st.integers(8, 56),
)
def test_nothing_is_lost_and_nothing_leaves_the_measure(text: str, first: int, halves: int) -> None:
    lines = break_lines(text, halves=halves, first=first)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line.indent + line.halves <= halves
        assert all(line.atoms[index].text in CLOSING | NEVER_LAST for index in line.squeezed)


@given(st.text(alphabet=st.sampled_from("检查年，。《》"), min_size=60, max_size=120))
def test_marks_keep_to_their_side_unless_there_are_only_marks(text: str) -> None:
    lines = [line.text for line in break_lines(text, halves=HALVES)]
    for above, below in zip(lines, lines[1:], strict=False):
        if below[0] in NEVER_FIRST or above[-1] in NEVER_LAST:
            assert not any(
                a not in NEVER_LAST and b not in NEVER_FIRST for a, b in zip(above, above[1:], strict=False)
            )


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于防火的通知", ["关于防火的通知"]),
        (
            "云岭县人民政府办公室关于做好清明节期间值班工作的通知",
            ["云岭县人民政府办公室", "关于做好清明节期间值班工作的通知"],
        ),
        (
            "各乡镇水库山塘河道堤防地质灾害隐患点汛前安全检查情况统计表",
            ["各乡镇水库山塘河道堤防地质灾害", "隐患点汛前安全检查情况统计表"],
        ),
    ],
)
def test_titles_break_where_a_reader_breathes(title: str, lines: list[str]) -> None:
    assert list(break_title(title, halves=40)) == lines


@given(st.text(alphabet=st.sampled_from("关于检查的通知《》、“”AB2026 县"), min_size=1, max_size=60))
def test_the_lines_of_a_title_joined_are_the_title(title: str) -> None:
    lines = break_title(title, halves=40)
    assert "".join(lines) == title
    assert all(not line[0].isspace() and not line[-1].isspace() for line in lines[1:-1])


def test_a_title_that_no_page_holds_is_refused_in_chinese() -> None:
    with pytest.raises(ValueError, match="标题太长"):
        break_title("关于检查的通知" * 40, halves=40)


def test_the_count_of_organs_stays_with_them() -> None:
    title = "云岭县发展和改革局等五部门关于下达校舍维修计划的通知"
    assert break_title(title, halves=40) == ("云岭县发展和改革局等五部门", "关于下达校舍维修计划的通知")
