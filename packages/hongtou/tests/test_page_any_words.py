"""Whatever the words are, they are set and drawn, or a Chinese sentence says why no page holds them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import ONE_PAGE, free_fonts
from page_measuring import measure

from hongtou import (
    AnnexCopy,
    FontSet,
    Form,
    Manuscript,
    Paragraph,
    Signer,
    Span,
    Table,
    in_form,
    lay_out,
    write_pdf,
)
from hongtou.layout import Colour
from hongtou.layout.grid import BOTTOM, LEFT, RIGHT, TOP

_NOWHERE = Span(0, 0)
_ANY = st.text(
    alphabet=st.one_of(
        st.sampled_from("检查水库，。、（）《》“”12Ab%—…·\t\n 　"),
        st.characters(blacklist_categories=["Cs"]),
    ),
    max_size=60,
)
_TABLES = st.integers(1, 12).flatmap(
    lambda columns: st.lists(st.tuples(*[_ANY] * columns), min_size=1, max_size=4).map(
        lambda rows: Table(tuple(rows), _NOWHERE)
    )
)
_BLOCKS = st.lists(st.one_of(_TABLES, _ANY.map(lambda text: Paragraph(text, _NOWHERE))), max_size=4).map(
    tuple
)
_COPIES = st.builds(
    Manuscript,
    issuers=st.lists(_ANY, max_size=5).map(tuple),
    title=_ANY,
    body=_BLOCKS,
    signatories=st.lists(_ANY, max_size=5).map(tuple),
    addressees=st.lists(_ANY, max_size=5).map(tuple),
    annex_names=st.lists(_ANY, max_size=3).map(tuple),
    signed_by=st.lists(_ANY, max_size=5).map(tuple),
    document_date=st.none() | st.dates(),
    sealed=st.booleans(),
    note=_ANY,
    annexes=st.lists(st.builds(AnnexCopy, st.none() | st.integers(1, 99), _ANY, _BLOCKS), max_size=2).map(
        tuple
    ),
    copy_to=st.lists(_ANY, max_size=3).map(tuple),
    printing_office=_ANY,
    printing_date=st.none() | st.dates(),
    signers=st.lists(st.builds(Signer, _ANY, _ANY), max_size=2).map(tuple),
).flatmap(lambda copy: st.sampled_from(Form).map(lambda form: in_form(copy, form)))


@given(_COPIES)
@pytest.mark.slow
@settings(max_examples=30, deadline=None)
def test_it_is_set_or_refused_in_chinese(copy: Manuscript) -> None:
    try:
        layout = lay_out(copy, fonts=free_fonts())
    except ValueError as reason:
        assert re.search("[一-龥]{4}", str(reason))
        return
    for page in layout.pages:
        for run in page.runs:
            if run.colour is Colour.BLACK and run.y < BOTTOM:  # not the mark of a letter, nor the page number
                assert run.x > LEFT - 0.01
                assert run.x + run.width < RIGHT + 0.01
                assert run.y > TOP - 0.01
    pages = measure(write_pdf(layout, stamp="样章"))
    assert len(pages) == len(layout.pages)


def test_a_row_higher_than_a_page_goes_on_over_pages() -> None:
    row = ("检查" * 200, "水库" * 300)
    pages = measure(
        write_pdf(lay_out(replace(ONE_PAGE, body=(Table((row,), _NOWHERE),)), fonts=free_fonts()))
    )
    text = "".join(glyph.character for page in pages for glyph in page.glyphs)
    assert text.count("库") == 300
    assert text.count("检") == 200


def test_more_columns_than_the_page_holds_are_refused() -> None:
    table = Table((tuple("甲" for _ in range(40)),), _NOWHERE)
    with pytest.raises(ValueError, match="40栏"):
        lay_out(replace(ONE_PAGE, body=(table,)), fonts=free_fonts())


def test_a_machine_without_any_font_still_sets_the_pages_and_says_so() -> None:
    layout = lay_out(ONE_PAGE, fonts=FontSet({}))
    assert "云" in layout.missing
    assert "缺少仿宋，没有可代替的字体" in layout.warnings
    assert len(measure(write_pdf(layout))) == 2


def test_what_no_font_draws_is_a_box_and_named_and_blanks_are_not() -> None:
    copy = replace(ONE_PAGE, body=(Paragraph("张\U000e0101三\u200b　\ue123同志。", _NOWHERE),))
    layout = lay_out(copy, fonts=free_fonts())
    assert layout.missing == "\ue123"  # a character of an office's own
    layout = lay_out(replace(copy, body=(Paragraph("张\U0002fa1d同志。", _NOWHERE),)), fonts=free_fonts())
    assert layout.missing == "\U0002fa1d"
    assert "打印成了方框" in layout.warnings[0]
