"""Where the characters of a text stand in the Word file: the way back by which it is mended in place."""

import io
import zipfile
from xml.etree import ElementTree

from county_documents import NOTICE
from file_builders import W, docx, docx_of_text, p, table, text_box, word_part

from hongtou.read import source_of
from hongtou.read.lines import Origin, Source


def known(source: Source) -> str:
    """The text, with a dot for every character whose place in the file is not known."""
    shown = ["\n" if character == "\n" else "·" for character in source.text]
    for origin in source.origins:
        shown[origin.start : origin.end] = source.text[origin.start : origin.end]
    return "".join(shown)


def in_file(data: bytes, origin: Origin) -> str:
    """What stands in the file at the place that *origin* names."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        nodes = list(ElementTree.fromstring(package.read(origin.part)).iter(f"{{{W}}}t"))  # noqa: S314 - our own file
    return (nodes[origin.node].text or "")[origin.at : origin.at + origin.end - origin.start]


def test_every_typed_character_has_its_place_in_the_file() -> None:
    data = docx(
        p("  关于防火的通知 ", raw=text_box("云岭县林业局文件"))
        + "<w:p><w:r><w:t>请各村</w:t></w:r><w:ins><w:r><w:t>立即</w:t><w:tab/><w:t>检查\n。</w:t></w:r></w:ins>"
        "<w:del><w:r><w:t>删去的</w:t><w:delText>字</w:delText></w:r></w:del></w:p>"
        + table([["村名", "户数"], ["山口村", "312"]]),
        word__header1_xml=word_part(p("内部资料"), root="hdr"),
    )
    source = source_of(data, "通知.docx")
    assert known(source) == source.text.replace("\t", "·")
    for origin in source.origins:
        assert in_file(data, origin) == source.text[origin.start : origin.end]


def test_what_word_puts_there_itself_has_no_place() -> None:
    numbering = word_part(
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>"
        "<w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        root="numbering",
    )
    number = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    inner = (
        f"<w:p>{number}<w:r><w:t>总体要求</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>见第</w:t></w:r>"
        + mark.format("begin")
        + "<w:r><w:instrText> PAGEREF a </w:instrText></w:r>"
        + mark.format("separate")
        + "<w:r><w:t>12</w:t></w:r>"
        + mark.format("end")
        + "<w:r><w:t>页</w:t></w:r></w:p>"
        "<w:p><w:fldSimple w:instr='DATE'><w:r><w:t>三月</w:t></w:r></w:fldSimple><w:r><w:t>起</w:t></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>" + p("标题") + "</w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr/><w:sdtContent>" + p("正文") + "</w:sdtContent></w:sdt>"
    )
    source = source_of(docx(inner, word__numbering_xml=numbering), "通知.docx")
    assert source.text == "一、总体要求\n见第12页\n三月起\n标题\n正文"
    assert known(source) == "··总体要求\n见第··页\n··起\n··\n正文"


def test_other_files_have_no_places() -> None:
    assert source_of(NOTICE.encode(), "通知.txt").origins == ()
    assert known(source_of(docx_of_text(NOTICE), "通知.docx")) == source_of(NOTICE.encode(), "通知.txt").text
