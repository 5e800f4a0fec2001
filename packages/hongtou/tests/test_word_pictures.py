"""Pictures and landscape pages in Word: written natively, read at their place, told where they cannot be set."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from file_builders import docx as word
from file_builders import p
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import LETTER, ONE_PAGE
from picture_files import ILLUSTRATED, chart, drawing, jpeg, photograph, png, wide_table, with_annexes

from hongtou import (
    Document,
    Manuscript,
    Picture,
    Table,
    check_document,
    manuscript_of,
    picture_of,
    read,
    write_docx,
)
from hongtou.check.specimen import specimen

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def back(copy: Manuscript) -> Document:
    return read(write_docx(copy), "返回.docx")


def opened(copy: Manuscript) -> Any:
    """As another program's library sees it."""
    return docx.Document(io.BytesIO(write_docx(copy)))


@pytest.mark.parametrize("name", ["pictures_in_annexes", "table_across", "table_across_below_text"])
def test_pictures_and_tables_across_come_back_as_they_were(name: str) -> None:
    copy = ILLUSTRATED[name]
    once = manuscript_of(back(copy))
    assert manuscript_of(back(once)) == once
    if name == "pictures_in_annexes":  # one of them is wished larger than any page
        tall = once.annexes[1].blocks[0]
        assert isinstance(tall, Picture) and tall.data == copy.annexes[1].blocks[0].data  # type: ignore[union-attr]
        assert once.annexes[0] == copy.annexes[0]
    else:
        assert once == copy


def test_a_table_across_says_so_when_it_is_read() -> None:
    document = back(ILLUSTRATED["table_across_below_text"])
    assert [block.landscape for block in document.annexes[0].blocks if isinstance(block, Table)] == [True]


_BLOCKS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                chart(80.0),
                chart(40.0, ""),
                picture_of(jpeg()),
                picture_of(png(colour=6), description="“样”<1>"),
            ]
        ),
        st.sampled_from(["一、情况", "图1　情况", "单位：万元", "要按图施工，不得擅自变更。"]),
        st.builds(wide_table, st.sampled_from([2, 20]), st.integers(2, 4), landscape=st.booleans()),
    ),
    min_size=1,
    max_size=7,
)


@given(_BLOCKS, _BLOCKS, _BLOCKS)
@settings(max_examples=25, deadline=None)
def test_whatever_stands_beside_them_they_come_back(body: Any, first: Any, second: Any) -> None:
    (made,) = with_annexes(ONE_PAGE, ("正文", body)).annexes
    upright = tuple(block for block in made.blocks if not isinstance(block, Table))
    copy = replace(
        with_annexes(ONE_PAGE, ("统计表", first), ("示意图", second)), body=(*ONE_PAGE.body[:1], *upright)
    )
    assert manuscript_of(back(copy)) == copy


def test_it_is_a_native_drawing_with_its_words_for_who_cannot_see_it() -> None:
    document = opened(ILLUSTRATED["pictures_in_annexes"])
    first, second = document.inline_shapes
    assert (round(first.width.mm), round(first.height.mm)) == (120, 60)
    assert second.height.mm < 225
    assert [each._inline.docPr.get("descr") for each in document.inline_shapes] == [
        "各镇水库巡查次数柱状图",
        "指挥体系示意图",
    ]


def test_a_file_is_kept_once_however_often_it_is_shown() -> None:
    data = write_docx(with_annexes(ONE_PAGE, ("图", [chart(), "又如。", chart(60.0), picture_of(jpeg())])))
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert [name for name in names if "media" in name] == ["word/media/image1.png", "word/media/image2.jpeg"]


def test_the_pages_turn_by_sections_and_the_number_stays_a_field() -> None:
    data = write_docx(ILLUSTRATED["table_across"])
    document = docx.Document(io.BytesIO(data))
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned[:3] == [False, True, False]
    across = document.sections[1]
    assert (round(across.page_width.mm), round(across.page_height.mm)) == (297, 210)
    edges = (across.left_margin, across.top_margin, across.right_margin, across.bottom_margin)
    assert [round(edge.mm) for edge in edges] == [35, 28, 37, 26]
    part = zipfile.ZipFile(io.BytesIO(data)).read("word/footer5.xml").decode()
    assert " PAGE " in part and 'w:textDirection w:val="tbRl"' in part


def test_a_document_without_either_has_no_such_parts() -> None:
    names = zipfile.ZipFile(io.BytesIO(write_docx(ONE_PAGE))).namelist()
    assert "word/footer5.xml" not in names and not any("media" in name for name in names)


def test_the_foot_of_a_letter_stays_on_its_first_page_alone() -> None:
    document = opened(with_annexes(LETTER, ("统计表", [wide_table(20, 3)])))
    titled = [section.different_first_page_header_footer for section in document.sections]
    assert titled == [True, *[False] * (len(titled) - 1)]


@pytest.mark.parametrize("name", ["pictures_in_annexes", "table_across"])
def test_the_check_finds_nothing_more_in_it_than_in_the_same_without(name: str) -> None:
    plain = {finding.code for finding in check_document(back(with_annexes(ONE_PAGE, ("情况", ["如下。"]))))}
    assert {finding.code for finding in check_document(back(ILLUSTRATED[name]))} <= plain


def test_our_pictures_come_back_from_the_hands_of_another_program() -> None:
    document = opened(ILLUSTRATED["pictures_in_annexes"])
    where = next(each for each in document.paragraphs if each.text.startswith("巡查次数不足"))
    where.add_run().add_picture(io.BytesIO(png(30, 30)), width=Mm(30))
    buffer = io.BytesIO()
    document.save(buffer)
    blocks = read(buffer.getvalue(), "改过.docx").annexes[0].blocks
    pictures = [block for block in blocks if isinstance(block, Picture)]
    assert [picture.width for picture in pictures] == [120, 30]
    assert blocks.index(pictures[1]) == len(blocks) - 1


def _drawn(*, kind: str = "inline", relation: str = "rIdA", extra: str = "", inner: str = "") -> str:
    """A run with a drawing of 40 × 20 mm."""
    return (
        f'<w:r><w:drawing><wp:{kind} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="1440000" cy="720000"/><wp:docPr id="1" name="图" descr="说明"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{relation}"/>'
        f"{inner}</pic:blipFill><pic:spPr>{extra}</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:{kind}>"
        "</w:drawing></w:r>"
    )


def _with(picture: str, *, above: str, data: bytes = b"", text: str = "") -> Document:
    """The specimen as a foreign Word file with a picture in a paragraph of its own above that line."""
    texts = specimen(body=text or "　　请各镇按下图执行。\n　　特此通知。").splitlines()
    at = next(n for n, line in enumerate(texts) if above in line)
    parts = [*map(p, texts[:at]), f"<w:p>{picture}</w:p>", *map(p, texts[at:])]
    relations = (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rIdA" Type="{_IMAGE}" Target="media/a.png"/>'
        f'<Relationship Id="rIdOut" Type="{_IMAGE}" Target="http://example.org/a.png" TargetMode="External"/>'
        "</Relationships>"
    )
    more = {"word/_rels/document.xml.rels": relations, "word/media/a.png": data or png(40, 20)}
    return read(word("".join(parts), **more), "来文.docx")


def _pictures(document: Document) -> list[Picture]:
    return [block for block in document.body if isinstance(block, Picture)]


def test_in_a_foreign_file_it_stands_between_its_paragraphs_and_adds_nothing_to_the_text() -> None:
    document = _with(_drawn(), above="特此通知")
    (picture,) = _pictures(document)
    at = document.body.index(picture)
    assert "下图" in document.body[at - 1].text and "特此通知" in document.body[at + 1].text
    assert (picture.width, picture.height, picture.description) == (40, 20, "说明")
    assert picture.span.start == picture.span.end == document.body[at - 1].span.end
    assert document.text == _with("", above="特此通知").text and not document.remarks


@pytest.mark.parametrize(
    ("picture", "data", "told"),
    [
        (_drawn(), b"GIF89a" + bytes(30), "第1幅图片：这是GIF图片"),
        (_drawn(), png()[:40], "第1幅图片：图片已损坏"),
        (_drawn(relation="rIdOut"), b"", "第1幅图片不在文件里"),
        (_drawn(relation="rIdNone"), b"", "第1幅图片不在文件里"),
        (_drawn(extra='<a:xfrm rot="2700000"/>'), b"", "第1幅图片在Word里斜着放"),
        (
            _drawn().replace("pic:pic", "pic:other").replace('uri="picture"', 'uri="x/chart"'),
            b"",
            "有1处图表",
        ),
    ],
)
def test_what_cannot_be_set_is_told_and_the_rest_is_read(picture: str, data: bytes, told: str) -> None:
    document = _with(picture, above="特此通知", data=data)
    assert not _pictures(document)
    assert any(remark.startswith(told) or told in remark for remark in document.remarks)
    assert all(remark.endswith("。") for remark in document.remarks)
    assert document.text == _with("", above="特此通知").text


def test_one_that_was_cut_in_word_is_shown_whole_and_told() -> None:
    document = _with(_drawn(inner='<a:srcRect l="25000"/>'), above="特此通知", data=png(40, 40))
    assert [(picture.width, picture.height) for picture in _pictures(document)] == [(40, 40)]
    assert any("裁剪过" in remark for remark in document.remarks)


def test_a_seal_that_floats_over_the_signature_is_no_picture_of_the_text() -> None:
    last = specimen().strip().splitlines()
    signed = next(line for line in last if re.fullmatch(r"\s*\d{4}年\d{1,2}月\d{1,2}日\s*", line)).strip()
    document = _with(_drawn(kind="anchor"), above=signed)
    assert not _pictures(document) and any("印章" in remark for remark in document.remarks)


def test_a_file_of_very_many_or_very_large_pictures_is_read_in_bounded_time() -> None:
    document = _with("".join([_drawn()] * 400), above="特此通知")
    assert len(_pictures(document)) == 300
    assert sum("图片太多" in remark for remark in document.remarks) == 1
    large = _with("".join([_drawn()] * 50), above="特此通知", data=drawing(6_000, 6_000, []))
    assert len(_pictures(large)) == 3


@pytest.mark.parametrize(("angle", "turn"), [(0, 0), (5_400_000, 1), (10_800_000, 2), (-5_400_000, 3)])
def test_one_that_was_turned_by_quarters_stands_as_word_shows_it(angle: int, turn: int) -> None:
    (picture,) = _pictures(_with(_drawn(extra=f'<a:xfrm rot="{angle}"/>'), above="特此通知"))
    assert picture.turn == turn
    assert (picture.width, picture.height) == ((20, 40) if turn % 2 else (40, 20))


def test_what_a_photograph_says_of_itself_turns_nothing_in_a_word_file() -> None:
    (picture,) = _pictures(_with(_drawn(), above="特此通知", data=photograph(6)))
    assert picture.turn == 0 and picture.data == photograph(1)


@pytest.mark.parametrize("turn", range(4))
def test_a_turned_picture_comes_back_turned(turn: int) -> None:
    copy = with_annexes(ONE_PAGE, ("图", ["如下。", picture_of(png(), width=30, turn=turn)]))
    assert manuscript_of(back(copy)) == copy
