"""The gate on files that are no Word document: each kind, and each place in it where a mark may hide."""
# ruff: noqa: E501 - a table reads in lines

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from file_builders import docx, p, package, pdf

from hongtou import Level, inspect_file, pictures_within

MARK = "机密★10年"
PLAIN = "关于做好森林防火工作的通知"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CORE = "<cp:coreProperties xmlns:cp='urn:cp' xmlns:dc='urn:dc'><dc:title>{}</dc:title></cp:coreProperties>"


def sheet(text: str = PLAIN, *, cells: str = "", heads: str = "", **more: str | bytes) -> bytes:
    """A workbook with *text* among its shared strings; *cells* and *heads* are markup of its sheet."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"<workbook xmlns='{S}'/>",
        "xl/sharedStrings.xml": f"<sst xmlns='{S}'><si><t>{text}</t></si></sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet xmlns='{S}'><sheetData><row>{cells}</row></sheetData>{heads}</worksheet>",
    }
    return package(parts | _named(more))


def slides(text: str = PLAIN, **more: str | bytes) -> bytes:
    """A presentation of one slide that says *text*."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "ppt/slides/slide1.xml": _drawn(text),
    }
    return package(parts | _named(more))


def _named(more: dict[str, str | bytes]) -> dict[str, str | bytes]:
    return {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in more.items()}


def _drawn(text: str, describing: str = "") -> str:
    return f"<s xmlns:a='{A}'><n descr='{describing}'/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></s>"


def zipped(note: bytes = b"", **files: bytes) -> bytes:
    """A .zip of *files*, __ for a dot in their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
        archive.comment = note
    return out.getvalue()


def in_gbk(name: str) -> bytes:
    """A .zip as an old Chinese program makes it: the name in GBK, and nothing that says so."""
    plain = b"x" * len(name.encode("gbk"))
    return zipped(**{plain.decode(): PLAIN.encode()}).replace(plain, name.encode("gbk"))


def letter(
    body: str = PLAIN, *, subject: str = PLAIN, html: str = "", attached: tuple[str, bytes] | None = None
) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "office@county.example", subject
    message.set_content(body, cte="base64")
    if html:
        message.add_alternative(html, subtype="html", charset="gb18030", cte="quoted-printable")
    if attached:
        message.add_attachment(
            attached[1], maintype="application", subtype="octet-stream", filename=attached[0]
        )
    return message.as_bytes()


def page(body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><meta charset='gb2312'>{head}</head><body>{body}</body></html>".encode(
            "gb18030"
        )
    )


def cell(kind: str, inner: str) -> str:
    return f"<c t='{kind}'>{inner}</c>"


PLACES: dict[str, tuple[str, Callable[[str], bytes], str]] = {
    "xlsx: a cell": ("表.xlsx", sheet, "表格"),
    "xlsx: a cell of many runs": ("表.xlsx", lambda m: sheet(xl__sharedStrings_xml=f"<sst><si><r><t>{m[0]}</t></r><r><t>{m[1:]}</t></r></si></sst>"), "表格"),
    "xlsx: a cell with its own text": ("表.xlsx", lambda m: sheet(cells=cell("inlineStr", f"<is><t>{m}</t></is>")), "表格"),
    "xlsx: what a formula gives": ("表.xlsx", lambda m: sheet(cells=cell("str", f"<f>A1</f><v>{m}</v>")), "表格"),
    "xlsx: above the page": ("表.xlsx", lambda m: sheet(heads=f"<headerFooter><oddHeader>&amp;C&amp;\"宋体\"{m[0]}&amp;B{m[1:]}</oddHeader></headerFooter>"), "页眉页脚"),
    "xlsx: below the page": ("表.xlsx", lambda m: sheet(heads=f"<headerFooter><oddFooter>&amp;R{m}</oddFooter></headerFooter>"), "页眉页脚"),
    "xlsx: the name of a sheet": ("表.xlsx", lambda m: sheet(xl__workbook_xml=f"<workbook xmlns='{S}'><sheet name='{m}'/></workbook>"), "表格的说明文字"),
    "xlsx: the form of a number": ("表.xlsx", lambda m: sheet(xl__styles_xml=f"<s><numFmt formatCode='\"{m}\"0'/></s>"), "文件内部的说明文字"),
    "xlsx: a comment": ("表.xlsx", lambda m: sheet(xl__comments1_xml=f"<c xmlns='{S}'><text><t>{m}</t></text></c>"), "批注"),
    "xlsx: an answer to a comment": ("表.xlsx", lambda m: sheet(xl__threadedComments__a_xml=f"<c><text>{m}</text></c>"), "文件内部"),
    "xlsx: a text box": ("表.xlsx", lambda m: sheet(xl__drawings__drawing1_xml=_drawn(m)), "图形和文本框"),
    "xlsx: what describes a picture": ("表.xlsx", lambda m: sheet(xl__drawings__drawing1_xml=_drawn("", m)), "图形和文本框的说明文字"),
    "xlsx: its properties": ("表.xlsx", lambda m: sheet(docProps__core_xml=CORE.format(m)), "文件属性"),
    "xlsx: a Word file in it": ("表.xlsx", lambda m: sheet(**{"xl__embeddings__a.docx": docx(p(m))}), "嵌入文件"),
    "pptx: a slide": ("稿.pptx", slides, "幻灯片"),
    "pptx: notes": ("稿.pptx", lambda m: slides(ppt__notesSlides__n1_xml=_drawn(m)), "演讲备注"),
    "pptx: the master": ("稿.pptx", lambda m: slides(ppt__slideMasters__m1_xml=_drawn(m)), "母版"),
    "pptx: a comment": ("稿.pptx", lambda m: slides(ppt__comments__c1_xml=f"<c><text>{m}</text></c>"), "批注"),
    "pptx: what describes a picture": ("稿.pptx", lambda m: slides(ppt__slides__slide2_xml=_drawn("", m)), "幻灯片的说明文字"),
    "pptx: its properties": ("稿.pptx", lambda m: slides(docProps__core_xml=CORE.format(m)), "文件属性"),
    "docx: a table in it": ("通知.docx", lambda m: docx(p(PLAIN), **{"word__embeddings__a.xlsx": sheet(m)}), "嵌入文件"),
    "docx: a drawing as text": ("通知.docx", lambda m: docx(p(PLAIN * 20), **{"word__media__a.svg": f"<svg><text>{m}</text></svg>"}), "文件内部"),
    "zip: a file": ("件.zip", lambda m: zipped(a__docx=docx(p(m))), "内含文件"),
    "zip: a name": ("件.zip", lambda m: zipped(**{f"{m}.txt": PLAIN.encode()}), "压缩包内文件名"),
    "zip: a name in GBK": ("件.zip", lambda m: in_gbk("【机密】通知.txt"), "压缩包内文件名"),
    "zip: its note": ("件.zip", lambda m: zipped(m.encode("gb18030"), a__txt=PLAIN.encode()), "压缩包备注"),
    "zip in a zip": ("件.zip", lambda m: zipped(b__zip=zipped(a__docx=docx(p(m)))), "内含文件"),
    "zip in a zip in a zip: a sheet": ("件.zip", lambda m: zipped(c__zip=zipped(b__zip=zipped(a__xlsx=sheet(m)))), "内含文件"),
    "zip: a PDF": ("件.zip", lambda m: zipped(a__pdf=pdf([[(30.0, 40.0, 16.0, m)]])), "内含文件"),
    "zip: a letter with a Word file": ("件.zip", lambda m: zipped(a__eml=letter(attached=("a.docx", docx(p(m))))), "内含文件"),
    "mail: its body in base64": ("信.eml", letter, "邮件正文"),
    "mail: its subject": ("信.eml", lambda m: letter(subject=m), "邮件标题"),
    "mail: its page": ("信.eml", lambda m: letter(html=f"<p>{m}</p>"), "正文"),
    "mail: an attachment": ("信.eml", lambda m: letter(attached=("a.docx", docx(p(m)))), "邮件附件"),
    "mail: the name of an attachment": ("信.eml", lambda m: letter(attached=(f"{m}.txt", PLAIN.encode())), "邮件附件"),
    "mail: called a text": ("信.txt", letter, "邮件正文"),
    "html: what is shown": ("网页.html", lambda m: page(f"<b>{m[0]}</b><i>{m[1:]}</i>"), "正文"),
    "html: in references": ("网页.html", lambda m: page("".join(f"&#{ord(c)};" for c in m)), "正文"),
    "html: a picture's description": ("网页.html", lambda m: page(f"<img alt='{m}'>"), "网页说明文字"),
    "html: a comment": ("网页.html", lambda m: page(f"<!-- {m} -->"), "网页注释"),
    "html: its head": ("网页.html", lambda m: page("", f"<meta name=d content='{m}'>"), "网页说明文字"),
    "html: a script": ("网页.html", lambda m: page(f"<script>w('{m}')</script>"), "正文"),
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES)
def test_a_mark_is_found_in_every_place_and_nothing_where_there_is_none(case: str) -> None:
    name, build, place = PLACES[case]
    verdict = inspect_file(build(MARK), name)
    assert verdict.level is Level.BLOCK
    assert place in {hit.place for hit in verdict.hits if hit.level is Level.BLOCK}
    if "GBK" not in case:
        assert inspect_file(build(PLAIN), name).level is Level.PASS


def test_six_digits_in_a_cell_are_no_copy_number() -> None:
    assert inspect_file(sheet(cells="<c><v>674100</v></c>"), "表.xlsx").level is Level.PASS


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
HELD = {
    "picture in a zip": ("件.zip", zipped(a__png=PICTURE), "scan_without_text"),
    "old Word file in a zip": ("件.zip", zipped(a__doc=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "unreadable"),
    "other archive": ("件.rar", b"Rar!\x1a\x07" + bytes(64), "unreadable"),
    "false name in a zip": ("件.zip", zipped(a__docx=b"plain"), "unreadable"),
    "page with a picture in itself": ("页.html", page("<img src='data:image/png;base64,AAAA'>"), "scan_without_text"),
    "page that defines characters": ("页.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b '&#26426;'>]><a>&b;</a>", "unreadable"),
    "object of another program": ("表.xlsx", sheet(**{"xl__embeddings__oleObject1.bin": b"x"}), "unreadable"),
    "slides of pictures": ("稿.pptx", slides("", **{"ppt__media__image1.png": b"x"}), "scan_without_text"),
}  # fmt: skip


@pytest.mark.parametrize("case", HELD)
def test_what_cannot_be_looked_into_is_held(case: str) -> None:
    name, data, reason = HELD[case]
    assert inspect_file(data, name).reason == reason


def test_too_many_files_within_each_other_are_held() -> None:
    deep = PLAIN.encode()
    for _ in range(8):
        deep = zipped(**{"a__zip" if deep[:2] == b"PK" else "a__txt": deep})
    assert inspect_file(deep, "件.zip").reason == "unreadable"
    many = zipped(**{f"f{n}__txt": b"a" for n in range(600)})
    assert inspect_file(many, "件.zip").reason == "unreadable"


def test_pictures_are_handed_out_from_every_depth() -> None:
    with_picture = docx(p(PLAIN), **{"word__media__image1.png": PICTURE})
    data = zipped(b__zip=zipped(a__docx=with_picture), c__eml=letter(attached=("扫描.png", PICTURE)))
    found = list(pictures_within(data, "件.zip"))
    assert [content for _, content in found] == [PICTURE, PICTURE]
    assert list(pictures_within(base64.b64encode(data), "x.zip")) == []
