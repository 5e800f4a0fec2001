"""What the view models refuse and what they say about themselves."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuniu.kernel.base.refusals import Code, Problem, Refusal
from shuniu.kernel.platform.ui import (
    BoardRow,
    Cell,
    Colour,
    Column,
    DropZone,
    Empty,
    EntryDesk,
    Field,
    FormPage,
    Hat,
    Light,
    ListPage,
    Move,
    Option,
    RefusalPanel,
    Row,
    Section,
    Source,
    brief_text,
    count_text,
    day_text,
    moment_text,
    remaining_text,
)
from shuniu.kernel.platform.ui.render import template_of

MONDAY = date(2026, 11, 23)


def test_a_list_has_at_most_eight_columns() -> None:
    columns = tuple(Column(str(n)) for n in range(9))
    with pytest.raises(ValueError, match="at most 8"):
        ListPage("收文", columns, (), Empty("空"))


def test_a_row_fits_its_columns() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        ListPage("收文", (Column("标题"),), (Row("#", (Cell("a"), Cell("b"))),), Empty("空"))


def test_a_light_needs_a_word() -> None:
    with pytest.raises(ValueError, match="word"):
        Light(Colour.RED, "")


def test_a_move_leads_somewhere() -> None:
    with pytest.raises(ValueError, match="address or a dialog"):
        Move("退回")


def test_a_desk_that_takes_a_file_needs_a_multipart_form() -> None:
    with pytest.raises(ValueError, match="multipart"):
        EntryDesk(FormPage("登记", "#", "登记", ()))


def test_a_strange_component_is_refused() -> None:
    with pytest.raises(TypeError, match="no screen component"):
        template_of(object())


@pytest.mark.parametrize(("count", "text"), [(0, "0"), (1000, "1000"), (1001, "1000+"), (847_000, "1000+")])
def test_counts_stop_at_a_thousand(count: int, text: str) -> None:
    assert count_text(count) == text


def test_dates_as_the_screens_show_them() -> None:
    assert day_text(MONDAY, MONDAY) == "11月23日 (周一)"
    assert day_text(date(2025, 2, 8), MONDAY) == "2025年2月8日 (周六)"
    assert moment_text(datetime(2026, 11, 23, 15, 20), MONDAY) == "11月23日 (周一) 15:20"
    assert brief_text(datetime(2026, 11, 23, 9, 5), MONDAY) == "09:05"
    assert brief_text(datetime(2025, 11, 2, 9, 5), MONDAY) == "2025年11月2日"
    assert [remaining_text(n) for n in (3, 0, -2)] == ["还剩3天", "今天到期", "逾期2天"]


def test_a_refusal_of_the_kernel_becomes_a_panel() -> None:
    refusal = Refusal(
        Code.RULE,
        "紧急公文没有办理期限，不能交办",
        "请填写办理期限",
        "GW-04",
        (Problem("due", "请填写办理期限"),),
    )
    panel = RefusalPanel.of(refusal, {"due": "办理期限"})
    assert panel.what == refusal.message
    assert [(p.label, p.href) for p in panel.places] == [("办理期限", "#f-due")]
    assert panel.basis is not None
    assert panel.basis.rule == "GW-04"


def test_a_fault_without_a_field_of_its_own_is_still_told() -> None:
    """What was filled in wrongly is listed place by place; what has no place here is said all the same."""
    refusal = Refusal(Code.INVALID, "还没有选对象。", problems=(Problem("members", "还没有选对象。"),))
    (place,) = RefusalPanel.of(refusal, {"due": "办理期限"}).places
    assert (place.message, place.href) == ("还没有选对象。", "")


def test_the_list_on_top_names_every_error_with_its_field() -> None:
    field = Field("due", "办理期限", errors=("日期不存在。",))
    form = FormPage("登记", "#", "登记", (Section((field,)),), errors=("没有找到来文单位。",))
    assert [(p.label, p.message, p.href) for p in form.problems] == [
        ("", "没有找到来文单位。", ""),
        ("办理期限", "日期不存在。", "#f-due"),
    ]


def test_a_picker_shows_what_was_picked_in_order() -> None:
    options = (Option("1", "甲"), Option("2", "乙"))
    assert [o.label for o in Field("u", "单位", "picker", values=("2", "1"), options=options).picked] == [
        "乙",
        "甲",
    ]
    assert Field("u", "单位", "picker", value="9", options=options).picked == (Option("9", "9"),)


def test_a_stand_in_wears_a_hat_that_says_so() -> None:
    assert Hat("1", "县政府", "副县长", "王海涛").text == "县政府 · 副县长（代 王海涛）"


def test_a_drop_zone_names_the_kinds_it_takes() -> None:
    assert (
        DropZone("#", accept=".docx,.pdf,.jpg,.png,.wps").accept_text == "Word（docx）、PDF、图片（jpg、png）"
    )


@given(st.tuples(*[st.integers(0, 5000)] * 4))
def test_the_bar_of_a_unit_is_whole(counts: tuple[int, int, int, int]) -> None:
    bars = BoardRow("县教育局", "#", counts).bars
    assert sum(width for _, _, width in bars) == (100 if sum(counts) else 0)
    starts = [start for _, start, _ in bars]
    assert starts == sorted(set(starts))
    assert all(width > 0 for _, _, width in bars)


def test_only_a_field_that_holds_nothing_is_kept_rendered() -> None:
    """What was typed must not stay in the server's memory, least of all what the secrecy gate stopped."""
    blank = Field("text", "意见")
    assert blank.blank and Field("text", "意见", hint="可不填").blank
    held = (
        Field("text", "意见", value="x"),
        Field("to", "送", "picker", values=("p1",)),
        Field("text", "意见", errors=("请填写。",)),
        Field("title", "标题", source=Source("第一页的标题")),
    )
    assert not any(field.blank for field in held)
