"""Word documents: everything a reader sees, wherever Word keeps it."""

import io
from datetime import date

import docx as python_docx
from county_documents import NOTICE
from file_builders import docx, docx_of_text, p, table, text_box, word_part

import hongtou
from hongtou import Heading, Table


def test_a_word_file_reads_as_its_text_does() -> None:
    from_text = hongtou.read(NOTICE.encode(), "来文.txt")
    from_word = hongtou.read(docx_of_text(NOTICE), "来文.docx")
    assert from_word.text == from_text.text
    assert (from_word.title, from_word.body, from_word.deadlines) == (
        from_text.title,
        from_text.body,
        from_text.deadlines,
    )


def test_a_file_by_another_writer_with_properties() -> None:
    document = python_docx.Document()
    document.core_properties.title = "汛前检查通知"
    document.core_properties.author = "县政府办"
    for line in NOTICE.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    read = hongtou.read(buffer.getvalue(), "来文.docx")
    assert read.metadata["标题"] == "汛前检查通知"
    assert read.metadata["作者"] == "县政府办"
    assert read.title and read.title.value == "云岭县人民政府办公室关于开展2026年汛前安全检查的通知"


def test_red_head_in_a_text_box_and_imprint_in_a_table() -> None:
    inner = (
        p("", raw=text_box("云岭县教育局文件"))
        + p("云教发〔2026〕4号")
        + p("关于做好春季开学工作的通知")
        + p("各中小学校：")
        + p("请各校做好开学准备。")
        + p("云岭县教育局")
        + p("2026年2月10日")
        + table([["抄送：县政府办公室。"], ["云岭县教育局办公室", "2026年2月11日印发"]])
    )
    document = hongtou.read(docx(inner), "来文.docx")
    assert document.text.count("云岭县教育局文件") == 1
    assert document.issuer_mark and document.issuer_mark.value == "云岭县教育局文件"
    assert document.copy_to[0].value == "县政府办公室"
    assert document.imprint and document.imprint.value.printing_office == "云岭县教育局办公室"
    assert document.imprint.value.printing_date == date(2026, 2, 11)


def test_changes_are_read_as_accepted_and_said() -> None:
    inner = p("关于调整会议时间的通知") + p(
        "会议改在",
        raw="<w:del><w:r><w:delText>周三</w:delText></w:r></w:del><w:ins><w:r><w:t>周四</w:t></w:r></w:ins>",
    )
    document = hongtou.read(docx(inner), "来文.docx")
    assert "会议改在周四" in document.text
    assert "周三" not in document.text
    assert any("修订" in remark for remark in document.remarks)


def test_line_breaks_in_a_title_are_joined_again() -> None:
    inner = (
        "<w:p><w:r><w:t>关于做好防火</w:t><w:br/><w:t>工作的通知</w:t></w:r></w:p>"
        + p("各村：")
        + p("请做好防火。")
    )
    document = hongtou.read(docx(inner), "来文.docx")
    assert document.title and document.title.value == "关于做好防火工作的通知"


def test_numbers_that_word_gives_are_part_of_the_text() -> None:
    numbering = word_part(
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        root="numbering",
    )
    number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    item = "<w:p>" + number + "<w:r><w:t>{}</w:t></w:r></w:p>"
    inner = p("关于防火的通知") + p("各村：") + item.format("总体要求") + item.format("工作安排")
    document = hongtou.read(docx(inner, word__numbering_xml=numbering), "来文.docx")
    assert [block.text for block in document.body if isinstance(block, Heading)] == [
        "一、总体要求",
        "二、工作安排",
    ]


def test_tables_keep_their_rows_and_nested_text_is_read_once() -> None:
    inner = (
        p("关于报送报表的通知")
        + p("各村：")
        + p("请填写下表。")
        + table([["村名", "户数"], ["山口村", "312"]])
    )
    document = hongtou.read(docx(inner), "来文.docx")
    assert [block.rows for block in document.body if isinstance(block, Table)] == [
        (("村名", "户数"), ("山口村", "312"))
    ]
    assert document.text.count("山口村") == 1


def test_headers_and_footers_are_in_the_text_but_no_element() -> None:
    data = docx(
        p("关于防火的通知") + p("各村：") + p("请做好防火。"),
        word__header1_xml=word_part(p("县林业局内部资料"), root="hdr"),
        word__footer1_xml=word_part(p("— 1 —"), root="ftr"),
    )
    document = hongtou.read(data, "来文.docx")
    assert document.text.startswith("县林业局内部资料")
    assert document.title and document.title.value == "关于防火的通知"
