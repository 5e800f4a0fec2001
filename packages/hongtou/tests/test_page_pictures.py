"""Pages as SVG and PNG: what a picture shows is what PDFium measures in the PDF of the same page."""

from __future__ import annotations

import io
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from manuscripts import FOUR_PAGES, JOINT_UPWARD, ONE_PAGE, free_fonts
from page_measuring import measure
from PIL import Image

from hongtou import FontSet, Layout, Paragraph, Span, lay_out, write_pdf, write_png, write_svg

_SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(name="layout", scope="module")
def _layout() -> Layout:
    return lay_out(FOUR_PAGES, fonts=free_fonts())


def _places(svg: str) -> list[tuple[float, float]]:
    """Where the origins of the glyphs stand, in mm from the upper left corner."""
    found = []
    for group in ET.fromstring(svg).iter(f"{_SVG}g"):
        a, _, _, _, x, y = map(float, re.findall(r"-?[\d.]+", group.attrib["transform"]))
        found += [(x + a * float(use.attrib["x"]), y) for use in group.iter(f"{_SVG}use")]
    return found


def _reading_order(place: tuple[float, float]) -> tuple[float, float]:
    return round(place[1]), place[0]


@pytest.mark.parametrize("number", [1, 2, 4])
def test_glyphs_of_the_svg_stand_where_those_of_the_pdf_stand(layout: Layout, number: int) -> None:
    glyphs = [g for g in measure(write_pdf(layout))[number - 1].glyphs if g.character.strip()]
    places = _places(write_svg(layout, number))
    assert len(places) == len(glyphs)
    measured = sorted(((g.x, g.baseline) for g in glyphs), key=_reading_order)
    for (x, y), (other_x, other_y) in zip(sorted(places, key=_reading_order), measured, strict=True):
        assert abs(x - other_x) < 0.03
        assert abs(y - other_y) < 0.03


def test_every_glyph_that_is_used_is_drawn_once_and_needs_no_font(layout: Layout) -> None:
    svg = write_svg(layout, 2)
    drawn = re.findall('<path id="([^"]+)" d="m', svg)
    assert len(drawn) == len(set(drawn))
    assert set(re.findall('href="#([^"]+)"', svg)) == set(drawn)
    assert "<text" not in svg
    assert "font-family" not in svg


def test_the_same_page_is_the_same_svg_and_a_glyph_has_one_name_on_all_pages(layout: Layout) -> None:
    assert write_svg(layout, 2) == write_svg(layout, 2)
    by_name: dict[str, str] = {}
    for page in (1, 2, 3):
        for name, data in re.findall('<path id="([^"]+)" d="([^"]+)"', write_svg(layout, page)):
            assert by_name.setdefault(name, data) == data


def test_the_stamp_lies_beneath_the_text(layout: Layout) -> None:
    svg = write_svg(layout, 1, stamp="草稿")
    assert svg.count('fill="#dbdbdb"') == 2
    assert svg.rindex('fill="#dbdbdb"') < svg.index("<g ")


def test_what_no_font_draws_is_a_box() -> None:
    layout = lay_out(replace(ONE_PAGE, body=(Paragraph("张\ue123", Span(0, 0)),)), fonts=FontSet({}))
    svg = write_svg(layout)
    assert set(re.findall('href="#([^"]+)"', svg)) == {"box"}


def test_a_page_once_set_is_drawn_again_fast_enough_to_follow_typing() -> None:
    """The preview beside the text has 150 ms for everything; setting and drawing may take a part of it."""
    fonts = free_fonts()
    write_svg(lay_out(FOUR_PAGES, fonts=fonts))
    taken = []
    for _ in range(5):
        begun = time.process_time()
        write_svg(lay_out(FOUR_PAGES, fonts=fonts))
        taken.append(time.process_time() - begun)
    assert min(taken) < 0.1


def test_a_png_shows_the_page_as_the_pdf_does() -> None:
    layout = lay_out(JOINT_UPWARD, fonts=free_fonts())
    data = write_png(layout, 1, width=620)
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        assert image.size == (620, 877)
        (rule,) = measure(write_pdf(layout))[0].rules(red=True)
        colours = [image.getpixel((310, row)) for row in range(image.height)]
    scale = 620 / 210
    red = [row for row, (r, g, b) in enumerate(colours) if r > 180 and g < 120 and b < 120]
    assert any(abs(row / scale - rule.top) < 0.8 for row in red)
    assert colours[0] == (255, 255, 255)
    assert data == write_png(layout, 1, width=620)


@pytest.mark.parametrize("page", [0, 5])
def test_a_page_that_does_not_exist_is_refused(layout: Layout, page: int) -> None:
    for draw in (write_svg, write_png):
        with pytest.raises(IndexError):
            draw(layout, page)


def test_a_picture_as_wide_as_a_wall_is_refused(layout: Layout) -> None:
    with pytest.raises(ValueError, match="5000像素"):
        write_png(layout, 1, width=5001)
