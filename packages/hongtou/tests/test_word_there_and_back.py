"""A manuscript to Word and back without loss: at once, after edits, and whatever its words are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import EVERY, FOUR_PAGES, JOINT_UPWARD, LETTER, LONG_TITLE, ONE_PAGE, SPECIAL, WITH_ANNEXES

from hongtou import (
    AnnexCopy,
    DocumentNumber,
    Heading,
    Manuscript,
    Table,
    blocks_of,
    docx_marks,
    manuscript_of,
    read,
    write_docx,
)
from hongtou.read.elements.words import organs_in


def back(data: bytes) -> Manuscript:
    return manuscript_of(read(data, "返回.docx"))


def edited(copy: Manuscript, edit: Callable[[Any], object]) -> Manuscript:
    """The manuscript after an edit with another program's library, which rewrites the whole package."""
    document = docx.Document(io.BytesIO(write_docx(copy)))
    edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return back(buffer.getvalue())


def paragraph(document: Any, beginning: str) -> Any:
    return next(each for each in document.paragraphs if each.text.startswith(beginning))


@pytest.mark.parametrize("name", EVERY)
def test_every_kind_of_document_comes_back_as_it_was(name: str) -> None:
    assert back(write_docx(EVERY[name])) == EVERY[name]


@pytest.mark.parametrize("name", SPECIAL)
def test_letters_orders_and_minutes_come_back_as_they_were(name: str) -> None:
    assert back(write_docx(SPECIAL[name])) == SPECIAL[name]


def test_the_first_page_of_a_letter_alone_has_a_footer_of_its_own_with_the_second_rule() -> None:
    for copy, count in ((LETTER, 1), (ONE_PAGE, 0)):
        with zipfile.ZipFile(io.BytesIO(write_docx(copy))) as package:
            document = package.read("word/document.xml").decode()
            footer = package.read("word/footer4.xml").decode()
        assert document.count("<w:titlePg/>") == document.count('w:type="first"') == count
        assert document.count('w:val="thinThickSmallGap"') == count
        assert 'w:val="thickThinSmallGap"' in footer
        assert "PAGE" not in footer


def test_the_same_manuscript_gives_the_same_bytes() -> None:
    assert write_docx(FOUR_PAGES, marks={"版本": "3"}) == write_docx(FOUR_PAGES, marks={"版本": "3"})


def test_a_file_that_comes_back_is_recognised() -> None:
    marks = {"草稿": "4711", "版本": "3 <&>"}
    assert docx_marks(write_docx(ONE_PAGE, marks=marks)) == marks
    document = docx.Document(io.BytesIO(write_docx(ONE_PAGE, marks=marks)))
    document.paragraphs[-1].add_run("改")
    buffer = io.BytesIO()
    document.save(buffer)
    assert docx_marks(buffer.getvalue()) == marks
    other = io.BytesIO()
    docx.Document().save(other)
    assert docx_marks(other.getvalue()) == {}


def test_a_title_in_several_lines_is_one_title() -> None:
    data = write_docx(LONG_TITLE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("word/document.xml").decode().count("<w:br/>") >= 2
    assert back(data).title == LONG_TITLE.title


def test_a_changed_word_is_the_only_difference() -> None:
    def edit(document: Any) -> None:
        run = paragraph(document, "清明节将至").runs[0]
        run.text = run.text.replace("清明节", "端午节")

    body = blocks_of("\n".join(block.text.replace("清明节", "端午节") for block in ONE_PAGE.body))  # type: ignore[union-attr]
    assert edited(ONE_PAGE, edit) == replace(ONE_PAGE, body=body)


def test_a_paragraph_more_and_one_less() -> None:
    def edit(document: Any) -> None:
        first = paragraph(document, "清明节将至")
        first.insert_paragraph_before("一、总体要求", style="heading 1")
        second = paragraph(document, "各单位要")
        second._element.getparent().remove(second._element)

    changed = edited(ONE_PAGE, edit)
    assert changed == replace(ONE_PAGE, body=(*blocks_of("一、总体要求"), ONE_PAGE.body[0]))
    assert isinstance(changed.body[0], Heading)


def test_a_paragraph_without_any_style_belongs_to_what_it_stands_in() -> None:
    def edit(document: Any) -> None:
        paragraph(document, "各单位要").insert_paragraph_before("新加的一段，没有样式。", style="Normal")

    assert edited(ONE_PAGE, edit).body[1] == blocks_of("新加的一段，没有样式。")[0]


def test_what_stands_behind_the_date_is_not_lost_but_told() -> None:
    data = docx.Document(io.BytesIO(write_docx(ONE_PAGE)))
    date_line = paragraph(data, "2026年3月27日")
    more = data.add_paragraph("补充：请抓紧。", style="Normal")
    date_line._element.addnext(more._element)
    buffer = io.BytesIO()
    data.save(buffer)
    document = read(buffer.getvalue(), "返回.docx")
    assert document.body[-1] == replace(document.body[-1], text="补充：请抓紧。")
    assert any("落款之后" in remark for remark in document.remarks)


def test_a_cell_that_was_filled_in() -> None:
    def edit(document: Any) -> None:
        table = next(each for each in document.tables if each.cell(0, 0).text == "填报单位")
        table.cell(1, 2).paragraphs[0].add_run("已整改")

    rows = (("填报单位", "隐患数", "备注"), ("石门镇", "3", "已整改"), ("山口乡", "12", "已整改10处"))
    annex = edited(WITH_ANNEXES, edit).annexes[1]
    assert [block.rows for block in annex.blocks if isinstance(block, Table)] == [rows]


def test_title_addressees_date_and_people_may_be_edited() -> None:
    def edit(document: Any) -> None:
        title = paragraph(document, "关于申请")
        title.runs[0].text = "关于追加校舍维修\n专项资金的请示"
        paragraph(document, "县人民政府").runs[0].text = "县人民政府、县人大常委会办公室："
        paragraph(document, "2026年5月6日").runs[0].text = "2026年5月8日"
        line = paragraph(document, "\t云发改〔2026〕12号")
        line.runs[-1].text = "刘　洋"

    assert edited(JOINT_UPWARD, edit) == replace(
        JOINT_UPWARD,
        title="关于追加校舍维修专项资金的请示",
        addressees=("县人民政府", "县人大常委会办公室"),
        document_date=date(2026, 5, 8),
        signatories=("李明华", "王芳", "刘洋"),
    )


def test_headings_are_real_ones_and_the_page_number_is_a_field() -> None:
    data = write_docx(FOUR_PAGES)
    document = docx.Document(io.BytesIO(data))
    styles = {each.style.name for each in document.paragraphs}
    assert {"Heading 1", "Heading 2", "Heading 3", "Heading 4"} <= styles
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert " PAGE " in package.read("word/footer1.xml").decode()
        named = package.read("word/styles.xml").decode()
    for font in ("仿宋_GB2312", "方正小标宋简体", "楷体_GB2312", "黑体"):
        assert font in named


_WORDS = st.text(
    alphabet=st.sampled_from(list("关于县镇水库防汛年AB12的“”《》（）、&<>")), min_size=1, max_size=30
)
_NAMES = st.text(alphabet=st.sampled_from("张王李明芳志远"), min_size=2, max_size=3)
_ORGANS = st.lists(
    st.builds(
        "{}{}".format, st.sampled_from(["县财政", "县教育", "石门镇水利", "县农业农村"]), st.just("局")
    ),
    max_size=3,
    unique=True,
).map(tuple)
_BODY = st.lists(
    st.text(
        alphabet=st.sampled_from(list("一二、（）1.。：；，\t甲乙附件抄送签发人：2026年3月5日\n")),
        max_size=40,
    ),
    max_size=4,
).map(lambda lines: blocks_of("\n".join(lines)))


def _has_words(blocks: tuple[Any, ...]) -> bool:
    """A table without a single word leaves nothing in a file that is read by its text."""
    return all(not isinstance(block, Table) or any(any(row) for row in block.rows) for block in blocks)


_MANUSCRIPTS = st.builds(
    Manuscript,
    issuers=_ORGANS.filter(bool),
    title=_WORDS,
    body=_BODY.filter(_has_words),
    number=st.none()
    | st.builds(DocumentNumber, st.just("云财"), st.integers(2012, 2030), st.integers(1, 999)),
    signatories=st.lists(_NAMES, max_size=3).map(tuple),
    addressees=_ORGANS,
    annex_names=st.lists(st.sampled_from(["清单", "2026年统计表", "名单（第二批）"]), max_size=3).map(tuple),
    signed_by=_ORGANS,
    document_date=st.none() | st.dates(date(2012, 7, 1), date(2030, 12, 31)),
    note=st.sampled_from(["", "此件公开发布", "联系人：周宁，电话：6220018"]),
    annexes=st.lists(
        st.builds(AnnexCopy, st.none() | st.integers(1, 20), _WORDS, _BODY.filter(_has_words)), max_size=2
    ).map(tuple),
    copy_to=_ORGANS,
    printing_office=st.sampled_from(["", "县财政局办公室"]),
    printing_date=st.none() | st.dates(date(2012, 7, 1), date(2030, 12, 31)),
    sealed=st.booleans(),
).map(lambda copy: copy if copy.signed_by or copy.document_date else replace(copy, sealed=True))


@given(_MANUSCRIPTS)
@settings(max_examples=40, deadline=None)
def test_whatever_the_words_are_they_come_back(copy: Manuscript) -> None:
    assert back(write_docx(copy)) == copy


@pytest.mark.parametrize("typed", [" ", "\n", "　", "、"])
def test_the_issuers_in_the_title_of_a_joint_document_do_not_run_together(typed: str) -> None:
    """Broken over several lines, the title still has what stands between the two names."""
    first, second = JOINT_UPWARD.issuers[:2]
    title = f"{first}{typed}{second}关于进一步做好2026年汛前安全检查和校舍维修有关工作的通知"
    data = write_docx(replace(JOINT_UPWARD, title=title))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("word/document.xml").decode().count("<w:br/>") >= 1
    assert back(data).title == title.replace("\n", " ")


@pytest.mark.parametrize(
    "written",
    [
        "县财政局、县教育局",
        "县财政局、县教育局，各乡镇人民政府",
        "各乡镇人民政府，县政府各部门、各直属机构",
        "各乡镇人民政府、各街道办事处",
        "各乡镇党委、人民政府，县财政局、县教育局",
        "山口镇、河边镇人民政府，县教育局",
    ],
)
def test_addressees_are_parted_as_they_were_written(written: str) -> None:
    copy = replace(ONE_PAGE, addressees=organs_in(written))
    data = write_docx(copy)
    assert [line.text for line in docx.Document(io.BytesIO(data)).paragraphs if line.text == f"{written}："]
    assert back(data) == copy
