"""The pages of letters, orders and minutes against GB/T 9704-2012, 10, and of signature stamps against 7.3.5.3: what
PDFium measures in the PDF, held against numbers worked out from the clauses.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest
from manuscripts import EVERY, LETTER, MINUTES, ONE_PAGE, ORDER, SENTENCE, SPECIAL, free_fonts
from page_measuring import Measured, first_red_row, measure
from test_page_golden import (
    BOTTOM,
    CHARACTER,
    LEFT,
    LINE,
    POINT,
    RIGHT,
    SIZE_3,
    TOLERANCE,
    TOP,
    line_number,
    right_of,
    upper_edge,
)

from hongtou import (
    AnnexCopy,
    Form,
    Manuscript,
    Signer,
    blocks_of,
    in_form,
    lay_out,
    manuscript_of,
    read,
    write_pdf,
)

PAGE_HEIGHT = 297.0


@lru_cache(maxsize=16)
def data_of(name: str) -> bytes:
    return write_pdf(lay_out(SPECIAL[name], fonts=free_fonts()))


@lru_cache(maxsize=16)
def pages_of(name: str) -> list[Measured]:
    return measure(data_of(name))


def set_as(copy: Manuscript) -> list[Measured]:
    return measure(write_pdf(lay_out(copy, fonts=free_fonts())))


class TestEveryForm:
    @pytest.mark.parametrize("name", SPECIAL)
    def test_lines_of_3_stand_on_the_grid_within_the_type_area(self, name: str) -> None:
        found = 0
        for page in pages_of(name):
            for line in page.lines:
                if abs(line.size - SIZE_3) > 0.01 or "〔" in line.text:
                    continue
                found += 1
                assert abs(line_number(line) - round(line_number(line))) * LINE < TOLERANCE, line.text
                assert min(glyph.left for glyph in line.glyphs) > LEFT - 0.6
                assert max(glyph.right for glyph in line.glyphs) < RIGHT + 0.6
                assert max(glyph.bottom for glyph in line.glyphs) < BOTTOM + 0.6
        assert found > 4

    @pytest.mark.parametrize("name", SPECIAL)
    def test_page_1_shows_text_of_the_body(self, name: str) -> None:
        opening = getattr(SPECIAL[name].body[0], "text", "")
        assert any(len(x.text) > 4 and opening.startswith(x.text) for x in pages_of(name)[0].lines)

    @pytest.mark.parametrize("name", SPECIAL)
    def test_the_same_manuscript_gives_the_same_bytes(self, name: str) -> None:
        assert write_pdf(lay_out(SPECIAL[name], fonts=free_fonts())) == data_of(name)

    def test_any_document_can_be_set_in_any_form(self) -> None:
        for copy in (*EVERY.values(), *SPECIAL.values()):
            for form in Form:
                layout = lay_out(in_form(copy, form), fonts=free_fonts())
                assert layout.pages

    def test_a_mark_of_another_form_is_refused(self) -> None:
        with pytest.raises(ValueError, match="令”字组成"):
            replace(ORDER, mark_suffix="文件")
        with pytest.raises(ValueError, match="只用机关名称"):
            replace(LETTER, mark_suffix="函")


class TestLetter:
    """10.1."""

    @pytest.mark.parametrize("name", ["letter", "letter_urgent"])
    def test_the_mark_begins_30_mm_below_the_edge_of_the_page(self, name: str) -> None:
        assert abs(first_red_row(data_of(name), 20, 60) - 30) < 0.15

    @pytest.mark.parametrize("name", ["letter", "letter_urgent"])
    def test_double_rules_of_170_mm_stand_4_mm_below_the_mark_and_20_mm_above_the_foot(
        self, name: str
    ) -> None:
        page = pages_of(name)[0]
        thick, thin, upper, lower = page.rules(red=True)
        for rule in (thick, thin, upper, lower):
            assert abs(rule.right - rule.left - 170) < TOLERANCE
            assert abs(rule.left + rule.right - 210) < TOLERANCE
        assert thick.thickness > thin.thickness
        assert upper.thickness < lower.thickness
        ink = max(glyph.bottom for glyph in page.glyphs if glyph.red)
        assert abs(thick.top - thick.thickness / 2 - ink - 4) < 0.15
        assert abs(lower.bottom + lower.thickness / 2 - (PAGE_HEIGHT - 20)) < TOLERANCE

    def test_the_number_ends_flush_7_8_of_a_character_below_the_rule(self) -> None:
        page = pages_of("letter")[0]
        number = page.line("云政办函〔2026〕21号")
        rule = page.rules(red=True)[1]
        assert abs(right_of(number)) < TOLERANCE
        assert (
            abs(TOP + upper_edge(number) - rule.bottom - rule.thickness / 2 - CHARACTER * 7 / 8) < TOLERANCE
        )

    def test_copy_number_and_urgency_stand_flush_left_from_the_line_of_the_number(self) -> None:
        page = pages_of("letter_urgent")[0]
        first, second = page.line("000012"), page.line("加急")
        assert first.text.endswith("云政办函〔2026〕21号")
        for line in (first, second):
            assert abs(line.x - LEFT) < 0.6
        assert abs(upper_edge(second) - upper_edge(first) - LINE) < TOLERANCE

    @pytest.mark.parametrize(("name", "above"), [("letter", "云政办函"), ("letter_urgent", "加急")])
    def test_the_title_stands_two_free_lines_below_the_last_of_them(self, name: str, above: str) -> None:
        page = pages_of(name)[0]
        title = next(line for line in page.lines if abs(line.size - 22) < 0.01)
        assert abs(upper_edge(title) - upper_edge(page.line(above)) - 3 * LINE) < TOLERANCE

    def test_only_the_lead_organ_makes_the_mark(self) -> None:
        red = "".join(g.character for g in pages_of("letter_urgent")[0].glyphs if g.red)
        assert red == "云岭县发展和改革局"

    def test_page_1_carries_no_number_and_no_second_page_a_double_rule(self) -> None:
        first, second = pages_of("letter_urgent")
        assert not [line for line in first.lines if line.baseline > BOTTOM + 2]
        (number,) = [line.text for line in second.lines if line.baseline > BOTTOM + 2]
        assert number.replace(" ", "") == "—2—"
        assert second.rules(red=True) == []

    def test_the_imprint_has_no_rules_and_lies_at_the_foot_of_the_last_page(self) -> None:
        (page,) = pages_of("letter")
        copies = page.line("抄送：")
        size_4 = 14 * POINT
        assert page.rules() == []
        assert abs(copies.x - LEFT - size_4) < TOLERANCE
        lower = copies.baseline + 0.12 * size_4
        assert abs(BOTTOM - lower - size_4 * 7 / 16) < TOLERANCE

    def test_neither_printing_office_nor_day_is_printed(self) -> None:
        copy = replace(LETTER, printing_office="云岭县人民政府办公室", printing_date=ONE_PAGE.printing_date)
        assert not any("印发" in line.text for page in set_as(copy) for line in page.lines)


class TestOrder:
    """10.2."""

    def test_the_mark_begins_20_mm_below_the_type_area(self) -> None:
        assert abs(first_red_row(data_of("order"), TOP, TOP + 50) - TOP - 20) < 0.15
        assert "".join(g.character for g in pages_of("order")[0].glyphs if g.red) == "云岭县人民政府令"

    def test_number_and_body_stand_two_free_lines_below_each_other(self) -> None:
        page = pages_of("order")[0]
        number, body = page.line("第12号"), page.line("《云岭县城乡供水")
        mark = max(glyph.bottom for glyph in page.glyphs if glyph.red)
        free = TOP + upper_edge(number) - mark
        assert 2 * LINE - TOLERANCE < free < 3 * LINE
        assert abs((number.x - LEFT) - right_of(number)) < CHARACTER / 2
        assert abs(upper_edge(body) - upper_edge(number) - 3 * LINE) < TOLERANCE

    def test_a_joint_mark_is_stacked_from_the_same_place_with_its_word_beside(self) -> None:
        page = pages_of("joint_order")[0]
        assert abs(first_red_row(data_of("joint_order"), TOP, TOP + 50) - TOP - 20) < 0.15
        red = [glyph for glyph in page.glyphs if glyph.red]
        word, names = red[-2:], red[:-2]
        assert "".join(g.character for g in names) == "云岭县人民政府云岭县人民武装部"
        assert "".join(g.character for g in word) == "命令"
        assert min(g.left for g in word) > max(g.right for g in names)
        middle = (min(g.top for g in names) + max(g.bottom for g in names)) / 2
        assert abs(sum(g.top + g.bottom for g in word) / 4 - middle) < 1.0

    def test_there_is_no_red_rule_and_no_title(self) -> None:
        page = pages_of("order")[0]
        assert page.rules(red=True) == []
        assert not [line for line in page.lines if abs(line.size - 22) < 0.01]


class TestSignatureStamp:
    """7.3.5.3."""

    def test_its_place_is_4_characters_from_the_right_two_free_lines_below_the_body(self) -> None:
        page = pages_of("order")[0]
        line, body = page.line("县长李明华"), page.line("府第8次常务会议")
        assert abs(right_of(line) - 4 * CHARACTER) < TOLERANCE
        assert abs(upper_edge(line) - upper_edge(body) - 3 * LINE) < TOLERANCE

    def test_the_office_ends_two_characters_to_its_left(self) -> None:
        line = pages_of("order")[0].line("县长李明华")
        office_end, name = line.glyphs[1].x + CHARACTER, line.glyphs[2].x
        assert abs(name - office_end - 2 * CHARACTER) < 0.2

    def test_the_date_ends_4_characters_from_the_right_one_free_line_below(self) -> None:
        page = pages_of("order")[0]
        day, line = page.line("2026年3月27日"), page.line("县长李明华")
        assert abs(right_of(day) - 4 * CHARACTER) < TOLERANCE
        assert abs(upper_edge(day) - upper_edge(line) - 2 * LINE) < TOLERANCE

    def test_several_persons_stand_one_below_the_other_and_in_line(self) -> None:
        page = pages_of("joint_order")[0]
        first, second = page.line("云岭县人民政府县长"), page.line("云岭县人民武装部部长")
        assert upper_edge(second) > upper_edge(first)
        names = {glyph.character: glyph.x for line in (first, second) for glyph in line.glyphs}
        assert abs(names["李"] - names["王"]) < 0.4

    def test_it_signs_a_notice_too_and_its_text_is_read_again(self) -> None:
        copy = replace(ONE_PAGE, signed_by=(), signers=(Signer("县长", "李明华"),))
        data = write_pdf(lay_out(copy, fonts=free_fonts()))
        assert manuscript_of(read(data, "通知.pdf")).signers == copy.signers


class TestMinutes:
    """10.3."""

    def test_the_mark_begins_35_mm_below_the_type_area(self) -> None:
        assert abs(first_red_row(data_of("minutes"), TOP, TOP + 60) - TOP - 35) < 0.15

    def test_who_took_part_stands_one_free_line_below_the_body_and_hangs_behind_the_colon(self) -> None:
        copy = replace(MINUTES, body=(MINUTES.body[0], *MINUTES.body[-3:]))
        page = set_as(copy)[0]
        body, present = page.line("会议，研究汛前"), page.line("出席：")
        assert abs(upper_edge(present) - upper_edge(body) - 2 * LINE) < TOLERANCE
        for word in ("出席：", "请假：", "列席："):
            assert abs(page.line(word).x - LEFT - 2 * CHARACTER) < TOLERANCE
        following = page.lines[page.lines.index(present) + 1]
        assert abs(following.x - present.glyphs[3].x) < TOLERANCE

    def test_below_annex_names_too(self) -> None:
        copy = replace(
            MINUTES,
            body=(MINUTES.body[0], *MINUTES.body[-3:]),
            document_date=None,
            annex_names=("检查清单",),
            annexes=(AnnexCopy(None, "检查清单", blocks_of(SENTENCE)),),
        )
        page = set_as(copy)[0]
        note, present = page.line("附件：检查清单"), page.line("出席：")
        assert abs(upper_edge(present) - upper_edge(note) - 2 * LINE) < TOLERANCE


class TestTheFormOfADocument:
    """A document that was read is set in the form its mark and genre show."""

    @pytest.mark.parametrize("name", ["letter", "order", "minutes"])
    def test_what_was_printed_is_read_as_the_same_form(self, name: str) -> None:
        again = manuscript_of(read(data_of(name), "来文.pdf"))
        written = SPECIAL[name]
        assert again.form is written.form
        for element in (
            "issuers",
            "mark_suffix",
            "number",
            "document_date",
            "addressees",
            "copy_to",
            "signers",
        ):
            assert getattr(again, element) == getattr(written, element), element
