"""The gate on files: every part of a Word file, every corner of a PDF."""

import pytest
from file_builders import docx, p, pdf, table, text_box, word_part

from hongtou import Level, inspect_file

MARK = "机 密★10年"
PLAIN = p("关于防火工作的通知") + p("各村：") + p("请做好防火工作。")


def core(title: str) -> str:
    return (
        "<cp:coreProperties xmlns:cp='urn:cp' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<dc:title>{title}</dc:title></cp:coreProperties>"
    )


DELETED = f"<w:p><w:del><w:r><w:delText>{MARK}</w:delText></w:r></w:del></w:p>"
HALF_DELETED = "<w:p><w:r><w:t>机</w:t></w:r><w:del><w:r><w:delText>密</w:delText></w:r></w:del><w:r><w:t>★</w:t></w:r></w:p>"
SPLIT_RUNS = "<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密</w:t></w:r><w:r><w:t>★</w:t></w:r></w:p>"
HIDDEN = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{MARK}</w:t></w:r></w:p>"
DESCRIBED = f"<w:p><w:r><w:drawing><wp:docPr descr='{MARK}'/></w:drawing></w:r></w:p>"
CUSTOM = f"<Properties xmlns='urn:c'><property name='级别'><v>{MARK}</v></property></Properties>"
FILES = {
    "body": (docx(PLAIN + p(MARK)), "正文"),
    "split runs": (docx(PLAIN + SPLIT_RUNS), "正文"),
    "hidden text": (docx(PLAIN + HIDDEN), "正文"),
    "text box": (docx(PLAIN + p("", raw=text_box(MARK))), "正文"),
    "table": (docx(PLAIN + table([["密级", "秘密"]])), "正文"),
    "deleted": (docx(PLAIN + DELETED), "修订痕迹"),
    "half deleted": (docx(PLAIN + HALF_DELETED), "修订痕迹"),
    "header": (docx(PLAIN, word__header1_xml=word_part(p(MARK), root="hdr")), "页眉"),
    "footer": (docx(PLAIN, word__footer2_xml=word_part(p(MARK), root="ftr")), "页脚"),
    "comment": (docx(PLAIN, word__comments_xml=word_part(p(MARK), root="comments")), "批注"),
    "footnote": (docx(PLAIN, word__footnotes_xml=word_part(p(MARK), root="footnotes")), "脚注"),
    "title property": (docx(PLAIN, docProps__core_xml=core(MARK)), "文件属性"),
    "custom property": (docx(PLAIN, docProps__custom_xml=CUSTOM), "文件属性"),
    "description of a picture": (docx(PLAIN + DESCRIBED), "正文的说明文字"),
    "name of a part": (docx(PLAIN, **{"customXml__【机密】_xml": "<a/>"}), "文件内部名称"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_mark_is_found_wherever_word_keeps_it(case: str) -> None:
    data, place = FILES[case]
    verdict = inspect_file(data, "通知.docx")
    assert verdict.level is Level.BLOCK
    assert place in {hit.place for hit in verdict.hits if hit.level is Level.BLOCK}


def test_an_ordinary_file_passes() -> None:
    assert inspect_file(docx(PLAIN, docProps__core_xml=core("防火通知")), "通知.docx").level is Level.PASS
    assert inspect_file("关于防火的通知".encode("gb18030"), "通知.txt").level is Level.PASS
    assert inspect_file(pdf([[(30.0, 40.0, 16, "关于防火的通知")]]), "通知.pdf").level is Level.PASS


def test_the_name_alone_stops_a_file() -> None:
    verdict = inspect_file(docx(PLAIN), "秘密★通知.docx")
    assert verdict.level is Level.BLOCK
    assert "文件名" in {hit.place for hit in verdict.hits}


def test_a_mark_outweighs_that_a_file_cannot_be_read() -> None:
    assert inspect_file(b"\x89PNG\r\n\x1a\n" + bytes(64), "机密★.png").level is Level.BLOCK


def test_text_and_metadata_and_attachments_of_a_pdf() -> None:
    line = (30.0, 40.0, 16.0, "关于防火的通知")
    marked = pdf([[line, (30.0, 20.0, 16, "秘　密★1年")]])
    titled = pdf([[line]], info={"Title": MARK})
    attached = pdf([[line]], attachment=("【机密】名单.txt", "名单".encode()))
    inside = pdf([[line]], attachment=("名单.txt", MARK.encode()))
    opaque = pdf([[line]], attachment=("名单.xlsx", b"PK\x03\x04"))
    assert [inspect_file(data, "通知.pdf").level for data in (marked, titled, attached, inside, opaque)] == [
        Level.BLOCK,
        Level.BLOCK,
        Level.BLOCK,
        Level.BLOCK,
        Level.HOLD,
    ]


def test_one_scanned_page_among_others_is_held() -> None:
    verdict = inspect_file(pdf([[(30.0, 40.0, 16, "通知")]], image=True), "通知.pdf")
    assert (verdict.level, verdict.reason) == (Level.HOLD, "scan_without_text")


def test_pictures_with_hardly_any_text_are_held_as_a_scan() -> None:
    data = docx(PLAIN, **{"word__media__image1.png": b"x"})
    assert inspect_file(data, "通知.docx").reason == "scan_without_text"


def test_an_embedded_sheet_is_held() -> None:
    data = docx(PLAIN, **{"word__embeddings__表.xlsx": b"PK"})
    assert inspect_file(data, "通知.docx").reason == "unreadable"
