"""The pages against GB/T 9704-2012: what PDFium measures in the PDF, held against numbers worked out here.

Every length below comes from a clause of the standard by the arithmetic of this file; nothing is taken from the
Page model. A character's upper edge is told from its baseline, which lies 0.88 of the size below it.
"""

from __future__ import annotations

from functools import lru_cache

import pytest
from manuscripts import EVERY, OFFICE, free_fonts
from page_measuring import Measured, TextLine, first_red_row, measure

from hongtou import Layout, lay_out, write_pdf

# 5.2.1: A4 with 37 mm above, 28 mm at the binding edge and a type area of 156 × 225 mm.
TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
# 5.2.3: 28 characters a line; 3: a line is one character and 7/8 of one more.
CHARACTER = WIDTH / 28
LINE = CHARACTER * (1 + 7 / 8)
POINT = 25.4 / 72
SIZE_3 = CHARACTER / POINT
TOLERANCE = 0.1


@lru_cache(maxsize=32)
def laid_out(name: str) -> tuple[Layout, list[Measured]]:
    layout = lay_out(EVERY[name], fonts=free_fonts())
    return layout, measure(write_pdf(layout))


def pages_of(name: str) -> list[Measured]:
    return laid_out(name)[1]


def upper_edge(line: TextLine) -> float:
    """The upper edge of a line's characters below that of the type area."""
    return line.baseline - 0.88 * line.size * POINT - TOP


def line_number(line: TextLine) -> float:
    """Which line of the type area a 3号 line is, from 0."""
    return upper_edge(line) / LINE


def right_of(line: TextLine) -> float:
    """How far the last cell of a line stays away from the right edge of the type area."""
    last = line.glyphs[-1]
    cell = CHARACTER if last.character > "\x7f" else CHARACTER / 2
    return RIGHT - last.x - cell


class TestGrid:
    """5.2.2, 5.2.3: 3号仿宋, 22 lines of 28 characters, which fill the type area."""

    @pytest.mark.parametrize("name", ["one_page", "four_pages", "upward", "joint", "many_addressees"])
    def test_lines_of_the_body_stand_on_the_grid(self, name: str) -> None:
        layout, pages = laid_out(name)
        if "行距" in layout.adjusted:
            pytest.fail("this document was meant to keep its spacing")
        bodies = [line for page in pages for line in page.lines if abs(line.size - SIZE_3) < 0.01]
        assert len(bodies) > 5
        for line in bodies:
            nearest = round(line_number(line))
            assert abs(upper_edge(line) - nearest * LINE) < TOLERANCE, line.text

    def test_a_full_page_has_22_lines_from_edge_to_edge(self) -> None:
        lines = [line for line in pages_of("four_pages")[1].lines if abs(line.size - SIZE_3) < 0.01]
        assert len(lines) == 22
        assert abs(upper_edge(lines[0])) < TOLERANCE
        assert abs(upper_edge(lines[-1]) + CHARACTER - HEIGHT) < TOLERANCE

    def test_characters_stand_on_half_cells(self) -> None:
        for page in pages_of("four_pages")[1:3]:
            for line in page.lines:
                for glyph in line.glyphs if abs(line.size - SIZE_3) < 0.01 else ():
                    if "一" <= glyph.character <= "龥":
                        halves = (glyph.x - LEFT) / (CHARACTER / 2)
                        assert abs(halves - round(halves)) * CHARACTER / 2 < TOLERANCE, line.text

    def test_a_full_line_has_28_characters(self) -> None:
        full = [line for line in pages_of("four_pages")[1].lines if abs(right_of(line)) < TOLERANCE]
        assert any(len(line.text) == 28 and abs(line.x - LEFT) < TOLERANCE for line in full)

    @pytest.mark.parametrize("name", EVERY)
    def test_no_ink_but_the_page_number_leaves_the_type_area(self, name: str) -> None:
        for page in pages_of(name):
            for glyph in page.glyphs:
                if glyph.baseline < BOTTOM + 2:
                    assert glyph.left > LEFT - 0.6
                    assert glyph.right < RIGHT + 0.6
                    assert glyph.top > TOP - 0.1
                    assert glyph.bottom < BOTTOM + 0.6  # the tails of commas and brackets of this 仿宋
            for stroke in page.strokes:
                assert stroke.left > LEFT - TOLERANCE
                assert stroke.right < RIGHT + TOLERANCE
                assert TOP - TOLERANCE < stroke.top <= stroke.bottom < BOTTOM + TOLERANCE


class TestHead:
    """7.2: copy number, urgency, mark, number, signatories, red rule."""

    def test_copy_number_and_urgency_stand_flush_on_lines_1_and_2(self) -> None:
        page = pages_of("four_pages")[0]
        for number, text in enumerate(("000127", "特急")):
            line = page.line(text)
            assert abs(line.x - LEFT) < 0.6  # a digit stands in the middle of its half cell
            assert abs(upper_edge(line) - number * LINE) < TOLERANCE

    @pytest.mark.parametrize("name", EVERY)
    def test_the_mark_is_red_and_centred(self, name: str) -> None:
        red = [glyph for glyph in pages_of(name)[0].glyphs if glyph.red]
        left, right = min(glyph.left for glyph in red), max(glyph.right for glyph in red)
        assert abs((left - LEFT) - (RIGHT - right)) < 2

    @pytest.mark.parametrize("name", ["one_page", "upward", "joint"])
    def test_the_marks_ink_begins_35_mm_below_the_upper_edge(self, name: str) -> None:
        assert abs(first_red_row(write_pdf(laid_out(name)[0]), TOP, TOP + 60) - TOP - 35) < TOLERANCE

    @pytest.mark.parametrize("name", ["joint", "joint_upward"])
    def test_names_of_a_joint_mark_are_as_wide_as_each_other_with_the_word_beside_them(
        self, name: str
    ) -> None:
        red = [glyph for glyph in pages_of(name)[0].glyphs if glyph.red]
        word = [glyph for glyph in red if glyph.character in "文件"]
        names = [glyph for glyph in red if glyph not in word]
        firsts = [glyph for glyph in names if glyph.character == "云"]
        lasts = [glyph for glyph in names if glyph.character == "局"]
        assert len(firsts) == len(lasts) == 3
        assert max(glyph.x for glyph in firsts) - min(glyph.x for glyph in firsts) < TOLERANCE
        assert max(glyph.x for glyph in lasts) - min(glyph.x for glyph in lasts) < TOLERANCE
        assert min(glyph.left for glyph in word) > max(glyph.right for glyph in names)
        middle = (min(g.top for g in names) + max(g.bottom for g in names)) / 2
        assert abs((min(g.top for g in word) + max(g.bottom for g in word)) / 2 - middle) < 1

    @pytest.mark.parametrize("name", ["one_page", "four_pages", "long_title", "joint", "with_annexes"])
    def test_a_downward_number_is_centred_two_free_lines_below_the_mark(self, name: str) -> None:
        page = pages_of(name)[0]
        number = next(line for line in page.lines if line.text.endswith("号") and "〔" in line.text)
        assert abs((number.x - LEFT) - right_of(number)) < CHARACTER / 2
        free = upper_edge(number) + TOP - max(glyph.bottom for glyph in page.glyphs if glyph.red)
        assert 2 * LINE - TOLERANCE < free < 3 * LINE

    @pytest.mark.parametrize("name", EVERY)
    def test_the_red_rule_is_as_wide_as_the_type_area_4_mm_below_the_number(self, name: str) -> None:
        page = pages_of(name)[0]
        number = [line for line in page.lines if "〔2026〕" in line.text][-1]
        (rule,) = page.rules(red=True)
        assert abs(rule.left - LEFT) < TOLERANCE
        assert abs(rule.right - RIGHT) < TOLERANCE
        assert abs(rule.top - (TOP + upper_edge(number) + CHARACTER + 4)) < TOLERANCE

    def test_an_upward_number_stands_left_and_the_signatory_right_on_one_line(self) -> None:
        line = pages_of("upward")[0].line("石政〔2026〕8号")
        assert line.text.endswith("签发人：张帆")
        assert abs(line.x - LEFT - CHARACTER) < TOLERANCE
        assert abs(right_of(line) - CHARACTER) < TOLERANCE

    def test_several_signatories_stand_two_on_a_line_and_the_number_beside_the_last(self) -> None:
        page = pages_of("joint_upward")[0]
        above, last = page.line("签发人"), page.line("云发改〔2026〕12号")
        assert above.text == "签发人：李明华王芳"
        assert last.text.endswith("陈志远")
        assert abs(upper_edge(last) - upper_edge(above) - LINE) < TOLERANCE
        names = {glyph.character: glyph.x for line in (above, last) for glyph in line.glyphs}
        assert abs(names["陈"] - names["李"]) < TOLERANCE
        assert abs(RIGHT - CHARACTER - names["王"] - 2 * CHARACTER) < TOLERANCE


class TestTitle:
    """7.3.1: 2号, centred, two free lines below the rule, words whole, a trapezoid or a diamond."""

    @pytest.mark.parametrize("name", EVERY)
    def test_it_begins_on_the_first_line_with_two_free_ones_above(self, name: str) -> None:
        page = pages_of(name)[0]
        (rule,) = page.rules(red=True)
        title = next(line for line in page.lines if abs(line.size - 22) < 0.01)
        free = TOP + upper_edge(title) - rule.bottom
        assert 2 * LINE - TOLERANCE < free < 3 * LINE

    @pytest.mark.parametrize("name", EVERY)
    def test_every_line_is_centred(self, name: str) -> None:
        for line in pages_of(name)[0].lines:
            if abs(line.size - 22) < 0.01:
                end = line.glyphs[-1].x + 22 * POINT
                assert abs((line.x - LEFT) - (RIGHT - end)) < 22 * POINT / 4, line.text

    def test_a_long_one_widens_or_bulges_and_parts_no_word(self) -> None:
        lines = [line.text for line in pages_of("long_title")[0].lines if abs(line.size - 22) < 0.01]
        assert "".join(lines) == EVERY["long_title"].title
        lengths = [len(text) for text in lines]
        peak = lengths.index(max(lengths))
        assert lengths[: peak + 1] == sorted(lengths[: peak + 1])
        assert lengths[peak:] == sorted(lengths[peak:], reverse=True)
        assert lines[0] == OFFICE
        assert not any(text.startswith(("部门", "，", "）", "》")) for text in lines)


class TestBody:
    """7.3.2 to 7.3.4."""

    @pytest.mark.parametrize("name", ["one_page", "four_pages", "with_annexes", "unsealed"])
    def test_the_addressees_stand_flush_one_free_line_below_the_title(self, name: str) -> None:
        layout, pages = laid_out(name)
        titles = [line for line in pages[0].lines if abs(line.size - 22) < 0.01]
        addressees = pages[0].line("各乡镇人民政府")
        assert abs(addressees.x - LEFT) < TOLERANCE
        assert addressees.text.endswith("：")
        pitch = LINE if not layout.adjusted else upper_edge(titles[1]) - upper_edge(titles[0])
        assert abs(upper_edge(addressees) - upper_edge(titles[-1]) - 2 * pitch) < TOLERANCE

    def test_paragraphs_are_indented_by_two_characters_and_go_on_flush(self) -> None:
        page = pages_of("one_page")[0]
        assert abs(page.line("清明节将至").x - LEFT - 2 * CHARACTER) < TOLERANCE
        assert abs(page.line("就值班工作通知如下").x - LEFT) < TOLERANCE

    @pytest.mark.parametrize("name", EVERY)
    def test_page_1_shows_text_of_the_body(self, name: str) -> None:
        opening = getattr(EVERY[name].body[0], "text", "")
        assert any(opening.startswith(line.text) for line in pages_of(name)[0].lines if len(line.text) > 4)

    def test_a_list_of_addressees_that_would_fill_page_1_stands_in_the_imprint(self) -> None:
        first, last = pages_of("many_addressees")
        assert not any(line.text.startswith("云岭县第1乡镇") for line in first.lines)
        moved, copies = last.line("主送："), last.line("抄送：")
        assert moved.baseline < copies.baseline
        between = [rule for rule in last.rules() if moved.baseline < rule.top < copies.baseline]
        assert between == []

    def test_names_of_annexes_hang_below_their_first_character(self) -> None:
        page, following = pages_of("with_annexes")[:2]
        first, second = page.line("附件：1."), page.line("2.各乡镇水库")
        body = page.line("通，重大情况")
        pitch = upper_edge(second) - upper_edge(first)
        assert abs(first.x - LEFT - 2 * CHARACTER) < TOLERANCE
        assert abs(upper_edge(first) - upper_edge(body) - 2 * pitch) < TOLERANCE
        name_at = LEFT + 6 * CHARACTER  # 附件：, and the number with its stop
        assert abs(first.glyphs[5].x - name_at) < TOLERANCE
        assert abs(second.glyphs[2].x - name_at) < TOLERANCE
        assert abs(following.lines[0].x - name_at) < TOLERANCE
        assert not page.line("附件：1.").text.endswith("。")


class TestSignature:
    """7.3.5, 7.3.6."""

    @pytest.mark.parametrize("name", ["one_page", "four_pages"])
    def test_with_a_seal_the_date_ends_4_characters_from_the_right_and_the_name_is_centred_above(
        self, name: str
    ) -> None:
        page = next(
            page for page in pages_of(name) if any(x.text.startswith("2026年3月27日") for x in page.lines)
        )
        day, organ = page.line("2026年3月27日"), [x for x in page.lines if x.text == OFFICE][-1]
        assert abs(right_of(day) - 4 * CHARACTER) < TOLERANCE
        assert abs(upper_edge(day) - upper_edge(organ) - LINE) < TOLERANCE
        middle = (RIGHT - 4 * CHARACTER) - len("年月日") * CHARACTER / 2 - len("2026327") * CHARACTER / 4
        assert abs(organ.x + len(OFFICE) * CHARACTER / 2 - middle) < TOLERANCE

    def test_without_a_seal_the_name_ends_2_characters_from_the_right_one_free_line_below_the_body(
        self,
    ) -> None:
        page = pages_of("unsealed")[0]
        organ = [line for line in page.lines if line.text == OFFICE][-1]
        day, body = page.line("2026年3月27日"), page.line("通，重大情况")
        assert abs(right_of(organ) - 2 * CHARACTER) < TOLERANCE
        assert abs(upper_edge(organ) - upper_edge(body) - 2 * LINE) < TOLERANCE
        first = day.glyphs[0]
        assert abs(first.x - organ.x - 2 * CHARACTER) < 0.7  # a digit stands in the middle of its half cell
        assert abs(upper_edge(day) - upper_edge(organ) - LINE) < TOLERANCE

    def test_a_date_longer_than_the_name_ends_2_characters_from_the_right_instead(self) -> None:
        page = pages_of("unsealed_short")[0]
        organ, day = page.line("县政府办"), page.line("2026年11月28日")
        assert abs(right_of(day) - 2 * CHARACTER) < TOLERANCE
        date_width = len("年月日") * CHARACTER + len("20261128") * CHARACTER / 2
        assert abs(organ.x - (RIGHT - 2 * CHARACTER - date_width - 2 * CHARACTER)) < TOLERANCE

    def test_seals_of_several_organs_would_neither_touch_nor_leave_the_type_area(self) -> None:
        """7.3.5.1, with the seal of 42 mm that a county's organs use."""
        page = pages_of("joint")[1]
        line = page.line("县发展和改革局县财政局县教育局")
        xs, middles, at = [glyph.x for glyph in line.glyphs], [], 0
        for organ in EVERY["joint"].signed_by:
            middles.append(xs[at] + len(organ) * CHARACTER / 2)
            at += len(organ)
        assert all(b - a > 42 for a, b in zip(middles, middles[1:], strict=False))
        assert middles[0] - 21 > LEFT
        day = page.line("2026年5月6日")
        assert abs(middles[-1] - (day.x + right_edge_of_date(day)) / 2) < 0.7

    def test_more_organs_than_a_row_holds_stand_in_their_order_in_rows_a_seal_apart(self) -> None:
        page = pages_of("five_organs")[1]
        rows = [page.line(text) for text in ("县发展和改革局县财政局", "县教育局县卫生健康局", "县人力资源")]
        tops = [upper_edge(row) for row in rows]
        assert all(below - above > 42 for above, below in zip(tops, tops[1:], strict=False))
        last, day = rows[-1], page.line("2026年5月6日")
        assert abs(upper_edge(day) - upper_edge(last) - LINE) < TOLERANCE
        middle = (day.x + right_edge_of_date(day)) / 2
        assert abs((last.x + last.glyphs[-1].x + CHARACTER) / 2 - middle) < 0.7

    @pytest.mark.parametrize("name", ["alone", "long_title", "with_annexes"])
    def test_a_signature_never_stands_alone_and_the_change_is_told(self, name: str) -> None:
        layout, pages = laid_out(name)
        assert "7.3.5.5" in layout.adjusted
        signed = next(page for page in pages if any(x.text.startswith("2026年3月27日") for x in page.lines))
        above = [line for line in signed.lines if line.text not in (OFFICE, "2026年3月27日")]
        assert above[0].baseline < signed.line("2026年3月27日").baseline

    def test_nothing_is_told_where_nothing_was_changed(self) -> None:
        assert laid_out("four_pages")[0].adjusted == ""

    def test_the_note_stands_in_brackets_two_characters_in_on_the_line_after_the_date(self) -> None:
        page = pages_of("four_pages")[-1]
        note, day = page.line("（此件公开发布）"), page.line("2026年3月27日")
        assert abs(note.x - LEFT - 2 * CHARACTER) < TOLERANCE
        assert abs(upper_edge(note) - upper_edge(day) - LINE) < TOLERANCE


def right_edge_of_date(day: TextLine) -> float:
    return day.glyphs[-1].x + CHARACTER


class TestAnnex:
    """7.3.7: on a new page, 附件 and its number on line 1, its title centred on line 3."""

    def test_number_and_title(self) -> None:
        for number, page in enumerate(pages_of("with_annexes")[2:], start=1):
            label, title = page.lines[0], page.lines[1]
            assert label.text == f"附件{number}"
            assert abs(label.x - LEFT) < TOLERANCE
            assert abs(upper_edge(label)) < TOLERANCE
            assert abs(upper_edge(title) - 2 * LINE) < TOLERANCE
            end = title.glyphs[-1].x + 22 * POINT
            assert abs((title.x - LEFT) - (RIGHT - end)) < TOLERANCE


class TestImprint:
    """7.4: at the foot of an even page, its last rule on the lower edge of the type area."""

    @pytest.mark.parametrize(
        "name", ["one_page", "four_pages", "with_annexes", "long_table", "many_addressees"]
    )
    def test_rules_and_page(self, name: str) -> None:
        pages = pages_of(name)
        assert len(pages) % 2 == 0
        own = [rule for rule in pages[-1].rules() if rule.thickness > 0.22]
        first, middle, last = own
        for rule in own:
            assert abs(rule.left - LEFT) < TOLERANCE
            assert abs(rule.right - RIGHT) < TOLERANCE
        assert abs(last.top - BOTTOM) < TOLERANCE
        assert abs(first.thickness - 0.35) < 0.01
        assert abs(last.thickness - 0.35) < 0.01
        assert abs(middle.thickness - 0.25) < 0.01

    def test_copies_and_printing_office_stand_one_small_character_from_the_edges(self) -> None:
        page = pages_of("four_pages")[-1]
        copies, printed = page.line("抄送："), page.line(f"{OFFICE}2026年3月28日印发")
        size_4 = 14 * POINT
        for line in (copies, printed):
            assert abs(line.size - 14) < 0.01
            assert abs(line.x - LEFT - size_4) < TOLERANCE
        assert copies.text.endswith("。")
        assert abs(RIGHT - printed.glyphs[-1].x - 2 * size_4) < TOLERANCE

    def test_continued_copies_align_behind_the_colon(self) -> None:
        page = pages_of("many_addressees")[-1]
        moved = page.line("主送：")
        following = next(line for line in page.lines if line.baseline > moved.baseline + 1)
        assert abs(following.x - moved.glyphs[3].x) < TOLERANCE


class TestPageNumber:
    """7.5: 4号 half-width digits between dashes, right on odd and left on even pages."""

    @pytest.mark.parametrize("name", ["one_page", "four_pages", "long_table", "with_annexes"])
    def test_place_and_sides(self, name: str) -> None:
        size_4 = 14 * POINT
        for number, page in enumerate(pages_of(name), start=1):
            line = next(line for line in page.lines if line.baseline > BOTTOM + 2)
            assert line.text.replace(" ", "") == f"—{number}—"
            dashes = [glyph for glyph in line.glyphs if glyph.character == "—"]
            assert abs(dashes[0].top - BOTTOM - 7) < TOLERANCE
            if number % 2:
                assert abs(RIGHT - size_4 - (dashes[1].x + size_4)) < 0.4
            else:
                assert abs(dashes[0].x - LEFT - size_4) < 0.4

    def test_blank_pages_and_the_imprint_behind_them_carry_none(self) -> None:
        pages = pages_of("crowded_even_page")
        assert [bool(page.glyphs) for page in pages] == [True, True, False, True]
        assert [any(g.baseline > BOTTOM + 2 for g in page.glyphs) for page in pages] == [
            True,
            True,
            False,
            False,
        ]


class TestTable:
    """A table goes on over pages within the type area, its head again on each."""

    def test_every_row_is_set_once_and_the_head_on_every_page(self) -> None:
        pages = pages_of("long_table")[:3]
        rows = [
            line.text
            for page in pages
            for line in page.lines
            if line.text.startswith(tuple("123456789")) and "乡" in line.text
        ]
        assert rows == [f"{n}第{n}乡{n * 3}张某{n}" for n in range(1, 31)]
        assert [sum(line.text == "序号乡镇隐患数责任人" for line in page.lines) for page in pages] == [
            1,
            1,
            1,
        ]

    def test_text_after_it_stands_on_the_grid_again(self) -> None:
        line = pages_of("long_table")[2].line("请抓紧整改")
        assert abs(line_number(line) - round(line_number(line))) * LINE < TOLERANCE

    def test_every_cell_is_closed_by_rules(self) -> None:
        page = pages_of("long_table")[1]
        level = [rule.top for rule in page.rules()]
        uprights = [stroke for stroke in page.strokes if not stroke.level]
        assert abs(min(level) - TOP) < TOLERANCE
        assert abs(max(level) - BOTTOM) < TOLERANCE
        assert abs(min(s.top for s in uprights) - TOP) < TOLERANCE
        assert abs(max(s.bottom for s in uprights) - BOTTOM) < TOLERANCE
        assert len({round(stroke.left, 1) for stroke in uprights}) == 5
