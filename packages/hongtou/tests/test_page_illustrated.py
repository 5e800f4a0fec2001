"""Pictures on pages and tables across them: what PDFium measures, held against the clauses (GB/T 9704-2012, 5.2, 7.5, 8)."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import EVERY, ONE_PAGE, free_fonts
from page_measuring import measure
from picture_files import ILLUSTRATED, chart, drawing, jpeg, png, tower, wide_table, with_annexes

from hongtou import Layout, Manuscript, Picture, Table, lay_out, picture_of, write_ofd, write_pdf, write_svg
from hongtou.manuscript import paragraphs

TOP, LEFT, WIDTH, HEIGHT = 37.0, 28.0, 156.0, 225.0
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
CHARACTER = WIDTH / 28
LINE = CHARACTER * (1 + 7 / 8)
POINT = 25.4 / 72
TOLERANCE = 0.1


@dataclass(frozen=True)
class Shown:
    """A picture as PDFium finds it: its page from 1 and its edges in mm from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def shown(data: bytes) -> list[Shown]:
    pdf = pypdfium2.PdfDocument(data)
    found = []
    for number, page in enumerate(pdf, start=1):
        for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = (edge * POINT for edge in image.get_bounds())
            found.append(Shown(number, left, 297 - top, right, 297 - bottom))
    return found


def laid_out(copy: Manuscript) -> tuple[Layout, bytes]:
    layout = lay_out(copy, fonts=free_fonts())
    return layout, write_pdf(layout)


class TestPictures:
    def test_it_stands_in_the_middle_as_large_as_it_was_wished(self) -> None:
        (picture,) = shown(laid_out(with_annexes(ONE_PAGE, ("情况图", ["如下图。", chart(120.0)])))[1])
        assert picture.right - picture.left == pytest.approx(120, abs=TOLERANCE)
        assert picture.bottom - picture.top == pytest.approx(60, abs=TOLERANCE)
        assert (picture.left + picture.right) / 2 == pytest.approx(LEFT + WIDTH / 2, abs=TOLERANCE)

    def test_one_that_is_too_large_is_made_smaller_and_keeps_its_shape(self) -> None:
        wide = picture_of(png(400, 100), width=400)
        first, second = shown(laid_out(with_annexes(ONE_PAGE, ("情况图", [wide, "说明。", tower(150.0)])))[1])
        assert (first.left, first.right) == pytest.approx((LEFT, RIGHT), abs=TOLERANCE)
        assert second.top >= TOP - TOLERANCE and second.bottom <= BOTTOM + TOLERANCE
        assert (second.bottom - second.top) / (second.right - second.left) == pytest.approx(
            500 / 200, rel=0.01
        )

    def test_the_text_below_stands_on_the_grid_again(self) -> None:
        _, data = laid_out(ILLUSTRATED["pictures_in_annexes"])
        line = measure(data)[2].line("巡查次数不足")
        lines = (line.baseline - 0.88 * line.size * POINT - TOP) / LINE
        assert lines == pytest.approx(round(lines), abs=0.02)

    def test_the_line_that_names_it_stands_below_it_in_the_middle(self) -> None:
        _, data = laid_out(ILLUSTRATED["pictures_in_annexes"])
        picture = shown(data)[0]
        line = measure(data)[picture.page - 1].line("图1")
        assert 0 < line.baseline - 0.88 * line.size * POINT - picture.bottom < LINE
        middle = (line.x + line.glyphs[-1].x + CHARACTER) / 2
        assert middle == pytest.approx(LEFT + WIDTH / 2, abs=CHARACTER / 2)

    @pytest.mark.parametrize("lines", range(10, 19))
    def test_the_line_that_names_it_goes_with_it_to_the_next_page(self, lines: int) -> None:
        texts = ["上文。"] * lines
        layout, data = laid_out(with_annexes(ONE_PAGE, ("情况图", [*texts, chart(120.0), "图1　巡查次数"])))
        picture = shown(data)[0]
        assert any("图1" in line.text for line in measure(data)[picture.page - 1].lines)
        assert len(layout.pages) >= picture.page

    def test_the_head_of_an_annex_is_never_left_alone(self) -> None:
        _, data = laid_out(ILLUSTRATED["pictures_in_annexes"])
        page = measure(data)[shown(data)[1].page - 1]
        assert any(line.text.startswith("附件2") for line in page.lines)
        assert any(line.text.startswith("图2") for line in page.lines)

    def test_it_may_stand_in_the_body_too(self) -> None:
        copy = replace(
            EVERY["four_pages"], body=(*EVERY["four_pages"].body[:3], chart(), *paragraphs("图1　情况"))
        )
        assert len(shown(laid_out(copy)[1])) == 1

    def test_a_file_is_kept_once_however_often_it_is_shown(self) -> None:
        twice = with_annexes(
            ONE_PAGE, ("情况图", [chart(), "又如。", chart(60.0)]), ("照片", [picture_of(jpeg())])
        )
        _, data = laid_out(twice)
        assert data.count(b"/Subtype /Image") == 2
        assert len(shown(data)) == 3
        assert write_ofd(lay_out(twice, fonts=free_fonts())).count(b"Doc_0/Res/image_") == 2 * 2

    def test_a_page_holds_no_transparency_and_no_other_colours_than_its_intent_tells(self) -> None:
        copy = with_annexes(ONE_PAGE, ("图", [picture_of(png(colour=6)), picture_of(jpeg(channels=1))]))
        _, data = laid_out(copy)
        assert b"/SMask" not in data
        assert re.findall(rb"/ColorSpace /(\w+)", data) == [b"DeviceRGB", b"DeviceGray"]

    def test_the_same_manuscript_gives_the_same_bytes(self) -> None:
        copy = ILLUSTRATED["pictures_in_annexes"]
        assert laid_out(copy)[1] == laid_out(copy)[1]

    def test_a_preview_holds_the_picture_itself(self) -> None:
        layout, _ = laid_out(ILLUSTRATED["pictures_in_annexes"])
        svg = write_svg(layout, 3)
        (held,) = re.findall(r'href="data:image/png;base64,([^"]+)"', svg)
        assert base64.b64decode(held) == chart().data
        assert "<title>各镇水库巡查次数柱状图</title>" in svg


@pytest.mark.parametrize(("turn", "corner"), [(0, (0, 0)), (1, (1, 0)), (2, (1, 1)), (3, (0, 1))])
def test_a_turned_picture_has_its_first_corner_where_a_turn_to_the_right_puts_it(
    turn: int, corner: tuple[int, int]
) -> None:
    """Drawn by PDFium: red in that quarter of the square, white in the others."""
    red = drawing(40, 40, [(0, 0, 20, 20, (255, 0, 0))])
    layout, data = laid_out(with_annexes(ONE_PAGE, ("图", ["如下。", picture_of(red, width=40, turn=turn)])))
    (found,) = shown(data)
    page = pypdfium2.PdfDocument(data)[found.page - 1].render(scale=POINT).to_pil().convert("RGB")
    quarters = {
        (x, y): page.getpixel((round(found.left + 10 + 20 * x), round(found.top + 10 + 20 * y)))
        for x in (0, 1)
        for y in (0, 1)
    }
    assert [place for place, colour in quarters.items() if colour == (255, 0, 0)] == [corner]
    (drawn,) = re.findall(r"<image [^>]*>", write_svg(layout, found.page))
    assert (f'transform="rotate({90 * turn} ' in drawn) is bool(turn)


_PICTURES = st.builds(
    lambda size, width: picture_of(png(*size), width=width),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.one_of(st.none(), st.floats(0.5, 900.0)),
)
_BLOCKS = st.lists(
    st.one_of(
        _PICTURES,
        st.sampled_from(
            ["一、情况", "（二）安排", "图1　情况图", "单位：万元", "注：略。", "要按图施工。" * 12]
        ),
        st.builds(wide_table, st.sampled_from([2, 14, 20, 26]), st.integers(1, 20), landscape=st.booleans()),
    ),
    max_size=8,
)


@given(_BLOCKS, _BLOCKS)
@settings(max_examples=40, deadline=None)
def test_nothing_ever_leaves_the_type_area(
    body: list[Picture | Table | str], annex: list[Picture | Table | str]
) -> None:
    upright = [block for block in body if not isinstance(block, Table)]
    (made,) = with_annexes(ONE_PAGE, ("附表", upright)).annexes
    copy = replace(with_annexes(ONE_PAGE, ("附表", annex)), body=(*ONE_PAGE.body[:1], *made.blocks))
    layout, data = laid_out(copy)
    assert len(shown(data)) == sum(isinstance(block, Picture) for block in (*upright, *annex))
    for picture in shown(data):
        assert picture.left >= LEFT - TOLERANCE and picture.right <= RIGHT + TOLERANCE
        assert picture.top >= TOP - TOLERANCE and picture.bottom <= BOTTOM + TOLERANCE
    for page, measured in zip(layout.pages, measure(data), strict=True):
        if page.across is None:
            continue
        for glyph in measured.glyphs:
            inside = glyph.left >= LEFT - TOLERANCE and glyph.right <= RIGHT + TOLERANCE
            assert inside and (glyph.top >= TOP - TOLERANCE or glyph.baseline > BOTTOM)


@given(_BLOCKS)
@settings(max_examples=30, deadline=None)
def test_nothing_stands_on_a_picture(annex: list[Picture | Table | str]) -> None:
    _, data = laid_out(with_annexes(ONE_PAGE, ("附图", annex)))
    pages = measure(data)
    found = shown(data)
    for picture in found:
        for glyph in pages[picture.page - 1].glyphs:
            if glyph.character.strip() and glyph.left < picture.right and glyph.right > picture.left:
                assert glyph.bottom <= picture.top + TOLERANCE or glyph.top >= picture.bottom - TOLERANCE
        others = [each for each in found if each.page == picture.page and each is not picture]
        assert all(each.bottom <= picture.top or each.top >= picture.bottom for each in others)


class TestAcross:
    """Clause 8: the number where it is on all pages, the head of the table at the binding edge on odd pages and at the
    fore edge on even ones: which both are the left edge of the page."""

    def test_the_head_of_the_table_is_at_the_left_edge_of_odd_and_even_pages(self) -> None:
        layout, data = laid_out(ILLUSTRATED["table_across"])
        pages = measure(data)
        across = [n for n, page in enumerate(layout.pages) if page.across is not None]
        assert {n % 2 for n in across} == {0, 1}
        for n in across:
            head = [glyph for glyph in pages[n].glyphs if glyph.character in "指标"]
            figures = [
                g
                for g in pages[n].glyphs
                if g.character.isdigit() and g.baseline < BOTTOM and g.x > head[-1].x
            ]
            assert head and figures
            assert max(glyph.x for glyph in head) < min(glyph.x for glyph in figures)

    def test_lines_run_up_the_page(self) -> None:
        layout, data = laid_out(ILLUSTRATED["table_across"])
        number = next(n for n, page in enumerate(layout.pages) if page.across is not None)
        glyphs = measure(data)[number].glyphs
        title = [next(g for g in glyphs if g.character == c) for c in "统计"]
        assert title[0].x == pytest.approx(title[1].x, abs=TOLERANCE)
        assert title[0].baseline > title[1].baseline

    def test_label_and_title_stand_on_the_same_page_as_the_table(self) -> None:
        layout, _ = laid_out(ILLUSTRATED["table_across"])
        first = next(page.across for page in layout.pages if page.across is not None)
        texts = [run.text for run in first.runs]
        assert texts[:2] == ["附件", "各镇水库巡查统计表"] and "单位：次" in texts

    def test_the_number_stands_where_it_stands_on_every_page(self) -> None:
        layout, data = laid_out(ILLUSTRATED["table_across"])
        for number, (page, measured) in enumerate(zip(layout.pages, measure(data), strict=True), start=1):
            if page.number is None:
                continue
            line = [g for g in measured.glyphs if g.baseline > BOTTOM and g.character.strip()]
            cell = 14 * POINT
            assert {round(g.baseline, 1) for g in line} == {round(line[0].baseline, 1)}
            if number % 2:
                assert line[-1].x + cell == pytest.approx(RIGHT - cell, abs=0.3)
            else:
                assert line[0].x == pytest.approx(LEFT + cell, abs=0.3)

    def test_it_fills_the_height_of_the_type_area(self) -> None:
        layout, data = laid_out(ILLUSTRATED["table_across"])
        number = next(n for n, page in enumerate(layout.pages) if page.across is not None)
        # On the sheet upright: the level rules of the table run from the foot of the page to its top.
        upright = [s for s in measure(data)[number].strokes if not s.level]
        assert min(s.top for s in upright) == pytest.approx(TOP, abs=TOLERANCE)
        assert max(s.bottom for s in upright) == pytest.approx(BOTTOM, abs=TOLERANCE)

    def test_the_head_is_set_again_on_every_page(self) -> None:
        layout, _ = laid_out(ILLUSTRATED["table_across"])
        across = [page.across for page in layout.pages if page.across is not None]
        assert len(across) > 1
        assert all(sum(run.text == "第1" for run in page.runs) == 1 for page in across)

    def test_what_follows_stands_upright_again_and_notes_stay_with_the_table(self) -> None:
        layout, _ = laid_out(ILLUSTRATED["table_across"])
        turned = "".join(run.text for page in layout.pages if page.across for run in page.across.runs)
        upright = "".join(run.text for page in layout.pages for run in page.runs)
        assert "注：数据截至" in turned and "由县水利局负责解释" in upright

    @pytest.mark.parametrize(("columns", "across"), [(6, False), (10, False), (16, True), (20, True)])
    def test_a_table_is_turned_when_its_columns_do_not_fit_upright(self, columns: int, across: bool) -> None:
        layout, _ = laid_out(with_annexes(ONE_PAGE, ("附表", [wide_table(columns, 4)])))
        assert any(page.across for page in layout.pages) is across

    def test_one_that_came_so_is_turned_however_narrow_it_is(self) -> None:
        layout, _ = laid_out(ILLUSTRATED["table_across_below_text"])
        assert [bool(page.across) for page in layout.pages][2:4] == [False, True]

    def test_one_that_does_not_fit_even_so_is_refused_with_a_sentence(self) -> None:
        with pytest.raises(ValueError, match="表格有60栏"):
            laid_out(with_annexes(ONE_PAGE, ("附表", [wide_table(60, 3)])))

    def test_the_imprint_does_not_stand_on_it(self) -> None:
        copy = with_annexes(ONE_PAGE, ("附表", [wide_table(20, 4)]))
        layout, _ = laid_out(copy)
        (across,) = [page for page in layout.pages if page.across is not None]
        assert len(across.runs) == 1 and layout.pages[-1].across is None

    def test_a_preview_is_turned_as_the_page_is(self) -> None:
        layout, _ = laid_out(ILLUSTRATED["table_across"])
        number = next(n for n, page in enumerate(layout.pages, start=1) if page.across is not None)
        assert '<g transform="matrix(0 -1 1 0 0 297)">' in write_svg(layout, number)
