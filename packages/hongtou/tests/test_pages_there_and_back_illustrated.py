"""Pictures and tables across the page, to PDF and OFD and back; what foreign pages show is read with care."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from file_builders import ofd, ofd_text
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import ONE_PAGE, free_fonts
from picture_files import ILLUSTRATED, chart, drawing, jpeg, png, tower, wide_table, with_annexes

from hongtou import (
    Document,
    Manuscript,
    Picture,
    Table,
    lay_out,
    manuscript_of,
    picture_of,
    read,
    write_ofd,
    write_pdf,
)

PENS = {"返回.pdf": write_pdf, "返回.ofd": write_ofd}


def back(copy: Manuscript, name: str) -> Document:
    return read(PENS[name](lay_out(copy, fonts=free_fonts())), name)


@pytest.mark.parametrize("pen", PENS)
@pytest.mark.parametrize("name", ILLUSTRATED)
def test_what_was_written_is_read(name: str, pen: str) -> None:
    once = manuscript_of(back(ILLUSTRATED[name], pen))
    assert manuscript_of(back(once, pen)) == once
    if name != "pictures_in_annexes":  # one of its pictures is wished larger than any page
        assert once == ILLUSTRATED[name]
    tables = [
        block for annex in back(once, pen).annexes for block in annex.blocks if isinstance(block, Table)
    ]
    assert all(table.landscape for table in tables)


_PICTURES = st.sampled_from(
    [
        chart(80.0),
        chart(40.0, ""),
        picture_of(jpeg(), width=30),
        picture_of(jpeg(channels=1), width=20, description="“样”<1>"),
    ]
)
_BLOCKS = st.lists(
    st.one_of(
        _PICTURES,
        st.sampled_from(["一、情况", "图1　情况", "单位：万元", "要按图施工，不得擅自变更。"]),
        st.builds(wide_table, st.sampled_from([2, 20]), st.integers(2, 4), landscape=st.booleans()),
    ),
    max_size=6,
).filter(
    lambda blocks: (
        not any(isinstance(one, Table) and isinstance(other, Table) for one, other in pairwise(blocks))
    )
)
"""Two tables that touch are one on paper."""


@given(_BLOCKS, _BLOCKS)
@settings(max_examples=25, deadline=None)
def test_whatever_stands_beside_them_they_come_back(first: Any, second: Any) -> None:
    copy = with_annexes(ONE_PAGE, ("统计表", ["情况如下。", *first]), ("示意图", ["情况如下。", *second]))
    for pen in PENS:
        assert manuscript_of(back(copy, pen)) == copy


def test_an_ofd_gives_back_the_very_file_a_pdf_the_same_pixels() -> None:
    copy = with_annexes(ONE_PAGE, ("图", ["如下。", picture_of(png(30, 20, filters=(1, 2)), width=30)]))
    picture = copy.annexes[0].blocks[1]
    assert isinstance(picture, Picture)
    assert back(copy, "返回.ofd").annexes[0].blocks[1] == replace(picture, span=_span(copy, "返回.ofd"))
    read_back = back(copy, "返回.pdf").annexes[0].blocks[1]
    assert isinstance(read_back, Picture) and read_back.pixels == (30, 20) and read_back.data != picture.data
    again = with_annexes(ONE_PAGE, ("图", ["如下。", read_back]))
    assert manuscript_of(back(again, "返回.pdf")).annexes == manuscript_of(back(again, "返回.ofd")).annexes


def _span(copy: Manuscript, pen: str) -> Any:
    return back(copy, pen).annexes[0].blocks[1].span


@pytest.mark.parametrize("pen", PENS)
def test_a_page_with_nothing_but_a_picture_adds_no_page_number_to_the_text(pen: str) -> None:
    texts = ["情况如下。"] * 16
    document = back(with_annexes(ONE_PAGE, ("图", [*texts, replace(tower(), width=60.0, height=150.0)])), pen)
    assert "—" not in document.text
    assert isinstance(document.annexes[0].blocks[-1], Picture)


@pytest.mark.parametrize("pen", PENS)
def test_the_text_of_a_turned_page_is_read_in_its_order(pen: str) -> None:
    text = back(ILLUSTRATED["table_across"], pen).text
    assert text.index("单位：次") < text.index("第1") < text.index("1000") < text.index("注：数据截至")
    assert "—" not in text


def _with_image(image: str, files: dict[str, bytes]) -> Document:
    """An OFD of two lines with an image object between them."""
    page = ofd_text(28, 50, 5, "各镇巡查情况如下图所示。") + image + ofd_text(28, 150, 5, "特此通知。")
    more = {f"Doc_0/{name}": content for name, content in files.items()}
    return read(ofd(page, document="<ofd:DocumentRes>R.xml</ofd:DocumentRes>", **more), "来文.ofd")


_RES = (
    b'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:MultiMedias>'
    b'<ofd:MultiMedia ID="90" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    b"</ofd:MultiMedias></ofd:Res>"
)
_IMAGE = '<ofd:ImageObject ID="91" Boundary="40 60 60 30" CTM="60 0 0 30 0 0" ResourceID="90"/>'


def test_a_seal_over_the_text_is_told_and_not_taken() -> None:
    over = _IMAGE.replace("40 60 60 30", "40 40 60 30")
    document = _with_image(over, {"R.xml": _RES, "Res/a.png": png(60, 30)})
    assert not any(isinstance(block, Picture) for block in document.body)
    assert any("与文字叠在一起" in remark for remark in document.remarks)


@pytest.mark.parametrize(
    "files",
    [
        {"R.xml": _RES},
        {"R.xml": b"<broken", "Res/a.png": png(60, 30)},
        {"R.xml": _RES, "Res/a.png": b"GIF89a"},
        {"R.xml": _RES.replace(b"a.png", b"../../../a.png"), "Res/a.png": png(60, 30)},
    ],
)
def test_what_an_ofd_names_and_does_not_hold_leaves_the_text_readable(files: dict[str, bytes]) -> None:
    assert "特此通知" in _with_image(_IMAGE, files).text


def test_in_a_foreign_ofd_it_stands_between_the_lines() -> None:
    document = _with_image(_IMAGE, {"R.xml": _RES, "Res/a.png": png(60, 30)})
    kinds = [type(block).__name__ for block in document.body]
    assert kinds == ["Paragraph", "Picture", "Paragraph"] and not document.remarks


def test_a_chart_of_colours_survives_a_pdf() -> None:
    picture = picture_of(
        drawing(12, 6, [(0, 0, 6, 3, (200, 10, 10)), (6, 3, 12, 6, (10, 10, 200))]), width=24
    )
    found = back(with_annexes(ONE_PAGE, ("图", ["如下。", picture])), "返回.pdf").annexes[0].blocks[1]
    assert isinstance(found, Picture) and found.data == picture.data


@pytest.mark.parametrize("pen", PENS)
@pytest.mark.parametrize("turn", range(4))
def test_a_turned_picture_comes_back_turned(turn: int, pen: str) -> None:
    held = picture_of(drawing(120, 60, [(0, 0, 60, 30, (200, 10, 10))]), width=40, height=40, turn=turn)
    upright = with_annexes(ONE_PAGE, ("图", ["如下。", held]))
    assert manuscript_of(back(upright, pen)) == upright
    across = with_annexes(ONE_PAGE, ("图", [wide_table(20, 3), held, wide_table(20, 3)]))
    assert manuscript_of(back(across, pen)) == across
