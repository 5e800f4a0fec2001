"""Broken, encrypted, oversized, mislabelled, bombed and armed files: one clear sentence each, never a crash."""

import io
import random
import time
import zipfile

import pytest
from county_documents import NOTICE
from file_builders import (
    CONTENT_TYPES,
    docx,
    docx_of_text,
    flag_as_encrypted,
    ofd,
    ofd_text,
    p,
    package,
    pdf,
    understate_size,
    word_part,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reading_long import try_one

import hongtou
from hongtou import Kind, Level, Unreadable
from hongtou.read.xml import parse_xml

WORD = docx_of_text(NOTICE)
PDF = pdf([[(30.0, 40 + 9 * row, 15.8, line) for row, line in enumerate(NOTICE.splitlines()[:20])]])
ENTITIES = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>" + word_part(p("通知")).replace(
    "通知", "&b;"
)
OUTSIDE = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + word_part(p("通知")).replace(
    "通知", "&x;"
)


def _bomb(size: int) -> bytes:
    return docx(p("通知"), word__media__a_xml=b" " * size)


def _many_entries() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(3_500):
            archive.writestr(f"word/{number}.xml", "")
    return buffer.getvalue()


def _word_with(name: str, content: str | bytes) -> bytes:
    body = word_part("" if name.startswith("word/media") else p("通知"))
    return package({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": body, name: content})


CASES = {
    "nothing": (b"", "通知.docx", Kind.BROKEN),
    "truncated word": (WORD[: len(WORD) // 2], "通知.docx", Kind.BROKEN),
    "truncated pdf": (PDF[:60], "通知.pdf", Kind.BROKEN),
    "word without a body": (
        package({"[Content_Types].xml": CONTENT_TYPES, "word/a.xml": "<a/>"}),
        "a.docx",
        Kind.BROKEN,
    ),
    "entities": (docx("", word__document_xml=ENTITIES), "通知.docx", Kind.BROKEN),
    "outside entity": (docx("", word__document_xml=OUTSIDE), "通知.docx", Kind.BROKEN),
    "bottomless": (docx("<w:sdt>" * 5_000 + "</w:sdt>" * 5_000), "通知.docx", Kind.BROKEN),
    "zip with password": (flag_as_encrypted(WORD), "通知.docx", Kind.ENCRYPTED),
    "office with password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        "通知.docx",
        Kind.ENCRYPTED,
    ),
    "pdf with password": (pdf([[(30.0, 30.0, 16, "通知")]], encrypted=True), "通知.pdf", Kind.ENCRYPTED),
    "bomb by ratio": (_bomb(20 * 2**20), "通知.docx", Kind.BOMB),
    "bomb by entries": (_many_entries(), "通知.docx", Kind.BOMB),
    "macro": (_word_with("word/vbaProject.bin", b"x"), "通知.docm", Kind.ACTIVE),
    "macro under a false name": (
        _word_with("word/vbaProject.bin", b"x"),
        "通知.docx",
        Kind.MISLABELLED,
    ),
    "embedded object": (
        _word_with("word/embeddings/oleObject1.bin", b"x"),
        "通知.docx",
        Kind.ACTIVE,
    ),
    "control": (
        _word_with("word/activeX/activeX1.xml", "<a/>"),
        "通知.docx",
        Kind.ACTIVE,
    ),
    "pdf called docx": (PDF, "通知.docx", Kind.MISLABELLED),
    "program called pdf": (b"MZ\x90\x00" + bytes(200), "通知.pdf", Kind.MISLABELLED),
    "program": (b"MZ\x90\x00" + bytes(200), "通知.exe", Kind.ACTIVE),
    "noise": (bytes(range(256)) * 8, "通知", Kind.UNSUPPORTED),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "通知.wps", Kind.UNSUPPORTED),
    "ofd": (package({"OFD.xml": "<a/>"}), "通知.ofd", Kind.NO_TEXT),
    "sheet": (
        package({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<a/>"}),
        "表.xlsx",
        Kind.UNSUPPORTED,
    ),
    "archive": (package({"通知.txt": "通知"}), "通知.zip", Kind.UNSUPPORTED),
    "web page": (b"<!DOCTYPE html><html></html>", "a.html", Kind.UNSUPPORTED),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "扫描.png", Kind.NO_TEXT),
    "photograph": (b"\xff\xd8\xff\xe0" + bytes(64), "扫描.JPG", Kind.NO_TEXT),
    "fax": (b"II*\x00" + bytes(64), "扫描.tif", Kind.NO_TEXT),
    "word of pictures": (_word_with("word/media/a.png", b"x"), "扫描.docx", Kind.NO_TEXT),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_read_says_why(case: str) -> None:
    data, filename, kind = CASES[case]
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(data, filename)
    assert refusal.value.kind is kind
    assert refusal.value.message_zh.endswith("。")


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_read_is_not_mended_either(case: str) -> None:
    data, filename, kind = CASES[case]
    with pytest.raises(Unreadable) as refusal:
        hongtou.mend(data, filename)
    assert refusal.value.kind in (kind, Kind.UNSUPPORTED) and refusal.value.message_zh.endswith("。")


@pytest.mark.parametrize("section", ["", "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"])
def test_a_word_file_without_its_last_section_is_checked(section: str) -> None:
    inner = section.join(map(p, NOTICE.splitlines()[:2])) + "".join(map(p, NOTICE.splitlines()[2:]))
    document = hongtou.read(docx(inner), "通知.docx")
    assert document.sheet is not None
    assert not [f for f in hongtou.check_document(document) if f.family == "page"]


LOOKED_INTO = {"sheet", "archive", "web page"}


@pytest.mark.parametrize("case", sorted(CASES.keys() - LOOKED_INTO))
def test_the_gate_holds_what_cannot_be_read(case: str) -> None:
    data, filename, kind = CASES[case]
    verdict = hongtou.inspect_file(data, filename)
    assert verdict.level is Level.HOLD
    assert verdict.reason == ("scan_without_text" if kind is Kind.NO_TEXT else "unreadable")


@pytest.mark.parametrize("case", sorted(LOOKED_INTO))
def test_the_gate_passes_what_is_no_document_but_could_be_looked_into(case: str) -> None:
    data, filename, _ = CASES[case]
    assert hongtou.inspect_file(data, filename).level is Level.PASS


def test_a_false_extension_is_answered_with_both_kinds() -> None:
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(PDF, "通知.docx")
    assert ".docx" in refusal.value.message_zh
    assert "PDF" in refusal.value.message_zh


@pytest.mark.parametrize("number", [5313, 5550, 6571])
def test_what_a_hundred_thousand_broken_files_have_shown(number: int) -> None:
    assert try_one(random.Random(number)) in ("read", "refused")  # noqa: S311 - the same input again


def test_halves_of_characters_in_properties_are_replaced() -> None:
    data = pdf([[(30.0, 30.0, 16, "关于开会的通知")]], info={"Title": "会议通知"})
    broken = data.replace("会".encode("utf-16-be").hex().encode(), b"d83d")
    assert broken != data
    assert hongtou.read(broken, "通知.pdf").metadata["标题"] == "\ufffd议通知"
    assert hongtou.inspect_file(broken, "通知.pdf").level is not Level.HOLD


def test_five_thousand_pages_are_refused_before_one_is_read() -> None:
    page = '<ofd:Page ID="9" BaseLoc="/Doc_0/Pages/Page_0/Content.xml"/>'
    data = ofd(ofd_text(28, 45, 5.571, "通知" * 14))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        b"</ofd:Pages>", page.encode() * 5_000 + b"</ofd:Pages>"
    )
    begun = time.process_time()
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(package(parts), "通知.ofd")
    assert refusal.value.kind is Kind.TOO_LARGE and "拆分" in refusal.value.message_zh
    assert time.process_time() - begun < 5


def test_a_directory_that_lies_about_sizes_does_not_get_past() -> None:
    lying = understate_size(_bomb(20 * 2**20), "word/media/a.xml")
    assert hongtou.inspect_file(lying, "通知.docx").level is Level.HOLD


def test_the_limit_of_size_names_both_figures() -> None:
    with pytest.raises(Unreadable, match=r"0\.0MB.*上限") as refusal:
        hongtou.read(WORD, "通知.docx", max_bytes=100)
    assert refusal.value.kind is Kind.TOO_LARGE


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    original=st.sampled_from([WORD, PDF]),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=8),
)
def test_damage_never_escapes_as_anything_but_unreadable(
    original: bytes, cuts: list[tuple[float, bytes]]
) -> None:
    data = bytearray(original)
    for where, what in cuts:
        at = int(where * (len(data) - 1))
        data[at : at + len(what)] = what
    for filename in ("通知.docx", "通知.pdf"):
        assert hongtou.inspect_file(bytes(data), filename).level >= Level.PASS
        try:
            hongtou.read(bytes(data), filename)
        except Unreadable as refusal:
            assert refusal.message_zh


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("utf-8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("ISO-8859-1", "latin-1"),
    ],
)
def test_no_document_type_in_any_encoding(declared: str, encoding: str) -> None:
    opening = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    harmless = f"{opening}<!-- x --><a>1</a>".encode(encoding)
    assert parse_xml(harmless).text == "1"
    with pytest.raises(Unreadable):
        parse_xml(f"{opening}<!-- x --><!DOCTYPE a [<!ENTITY b '1'>]><a>&b;</a>".encode(encoding))


def test_no_bottomless_nesting() -> None:
    assert parse_xml(b"<a>" * 256 + b"</a>" * 256).tag == "a"
    with pytest.raises(Unreadable):
        parse_xml(b"<a>" * 257 + b"</a>" * 257)
