"""A notice from text to PDF: pages, determinism, the word laid across a sample, a code when asked for."""

import pytest
from county_documents import NOTICE
from manuscripts import free_fonts
from page_measuring import measure

import hongtou


@pytest.fixture(name="layout", scope="module")
def _layout() -> hongtou.Layout:
    copy = hongtou.manuscript_of(hongtou.read(NOTICE.encode(), "来文.txt"))
    return hongtou.lay_out(copy, fonts=free_fonts())


def test_the_same_layout_gives_the_same_bytes(layout: hongtou.Layout) -> None:
    assert hongtou.write_pdf(layout) == hongtou.write_pdf(layout)


def test_the_text_of_the_pdf_is_the_text_of_the_document(layout: hongtou.Layout) -> None:
    again = hongtou.manuscript_of(hongtou.read(hongtou.write_pdf(layout), "通知.pdf"))
    written = hongtou.manuscript_of(hongtou.read(NOTICE.encode(), "来文.txt"))
    for name in ("number", "title", "addressees", "body", "annex_names", "signed_by", "document_date"):
        assert getattr(again, name) == getattr(written, name)


def test_a_sample_says_so_across_every_page(layout: hongtou.Layout) -> None:
    for page in measure(hongtou.write_pdf(layout, stamp="样章")):
        large = [glyph for glyph in page.glyphs if glyph.size > 100]
        assert [glyph.character for glyph in large] == ["样", "章"]
        assert not any(glyph.red for glyph in large)
        assert large[1].baseline < large[0].baseline - 20


def test_a_code_stands_above_the_type_area_and_only_where_asked(layout: hongtou.Layout) -> None:
    checks = tuple(tuple((row + column) % 2 == 0 for column in range(21)) for row in range(21))
    pages = measure(hongtou.write_pdf(layout, codes=[hongtou.Code(checks, hongtou.Corner.TOP_LEFT)]))
    assert [len(page.boxes) > 100 for page in pages] == [True, False, False, False]
    assert max(box.bottom for box in pages[0].boxes) < 37
    assert not any(page.boxes for page in measure(hongtou.write_pdf(layout)))
