"""Too much of anything, in any kind of file: one clear sentence, in bounded time and memory; and half characters."""

import io
import subprocess
import sys
import time
import zipfile

import pytest
from county_documents import NOTICE
from file_builders import (
    CONTENT_TYPES,
    docx_of_text,
    ofd,
    ofd_of_text,
    p,
    package,
    pdf,
    pdf_of_text,
    table,
    word_part,
)

import hongtou
from hongtou import Kind, Level, Unreadable
from hongtou.read import xml
from hongtou.read.lines import MAX_PAGES, MOST_CHARACTERS

HUNDRED_MEGABYTES = 100 * 2**20
KINDS = {
    "通知.txt": NOTICE.encode(),
    "通知.docx": docx_of_text(NOTICE),
    "通知.pdf": pdf_of_text(NOTICE),
    "通知.ofd": ofd_of_text(NOTICE),
    "附件.zip": package({"通知.txt": NOTICE}),
    "扫描.png": b"\x89PNG\r\n\x1a\n",
    "通知.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}
LINE = "各乡镇人民政府要认真做好防汛抗旱工作，确保安全度汛。"
PAGES_OF_LINES = MAX_PAGES * 22
"""So many lines of 28 characters."""


def stored(body: str) -> bytes:
    """A Word file whose body is not compressed, so that no ratio gives it away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", word_part(body))
    return buffer.getvalue()


@pytest.mark.parametrize("name", KINDS)
def test_a_hundred_megabytes_of_every_kind_are_refused_at_once(name: str) -> None:
    data = KINDS[name] + bytes(HUNDRED_MEGABYTES)
    begun = time.process_time()
    for work in (hongtou.read, hongtou.mend):
        with pytest.raises(Unreadable, match=r"有100\.0MB，超过50MB的上限。请.*重新提交。") as refusal:
            work(data, name)
        assert refusal.value.kind is Kind.TOO_LARGE
    assert hongtou.inspect_file(data, name).level is Level.HOLD
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("kind", ["txt", pytest.param("docx", marks=pytest.mark.soak)])
def test_five_thousand_pages_of_text_are_refused(kind: str) -> None:
    text = "\n".join([LINE] * (5_000 * 22))
    data = text.encode() if kind == "txt" else stored(p(LINE) * (5_000 * 22))
    with pytest.raises(Unreadable, match=r"超过123万字，约2000页。请拆分后分别提交。") as refusal:
        hongtou.read(data, f"通知.{kind}")
    assert refusal.value.kind is Kind.TOO_LARGE


def test_five_thousand_pages_of_a_pdf_are_refused_before_one_is_read() -> None:
    data = pdf([[(30.0, 30.0, 16.0, "通知")]] * 5_000)
    begun = time.process_time()
    with pytest.raises(Unreadable, match="PDF文件超过2000页。请拆分后分别提交。") as refusal:
        hongtou.read(data, "通知.pdf")
    assert refusal.value.kind is Kind.TOO_LARGE
    assert time.process_time() - begun < 5


@pytest.mark.soak
def test_what_fills_two_thousand_pages_is_still_read() -> None:
    lines = MOST_CHARACTERS // (len(LINE) + 1)
    assert len(hongtou.read("\n".join([LINE] * lines).encode(), "通知.txt").text) > MOST_CHARACTERS - 100


def test_more_elements_than_any_document_has_are_refused_before_they_are_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(Unreadable, match="内容太多.*请拆分") as refusal:
        hongtou.read(stored("<w:p/>" * xml.MOST_TAGS), "通知.docx")
    assert refusal.value.kind is Kind.TOO_LARGE
    monkeypatch.setattr(xml, "MOST_TAGS", 3)
    assert xml.parse_xml(b"<a><b/></a>").tag == "a"


def test_more_words_than_a_page_holds_are_refused_before_they_are_placed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowded = pdf(
        [[(30.0, 5 + 0.18 * row, 1.0, f"{row:05}" + "各乡镇人民政府" * 11) for row in range(1_500)]]
    )
    begun = time.process_time()
    with pytest.raises(Unreadable, match="第1页的文字太多。请核对") as refusal:
        hongtou.read(crowded, "通知.pdf")
    assert refusal.value.kind is Kind.TOO_LARGE and time.process_time() - begun < 5
    assert hongtou.inspect_file(crowded, "通知.pdf").level is Level.HOLD
    monkeypatch.setattr(sys.modules["hongtou.read.pdf"], "MOST_CHARACTERS", 50)
    with pytest.raises(Unreadable, match="约2000页。请拆分"):
        hongtou.read(KINDS["通知.pdf"], "通知.pdf")


def test_an_encrypted_ofd_says_so() -> None:
    with zipfile.ZipFile(io.BytesIO(ofd("<a/>"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("Encryptions.xml", "Doc_0/DecryptSeed.dat"):
        with pytest.raises(Unreadable, match="OFD文件已加密.*请解密后") as refusal:
            hongtou.read(package({**parts, name: b"<a/>"}), "通知.ofd")
        assert refusal.value.kind is Kind.ENCRYPTED


def test_a_refusal_of_a_bomb_holds_on_to_nothing() -> None:
    bomb = package({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b" " * 20 * 2**20})
    kept = []
    for _ in range(3):
        with pytest.raises(Unreadable) as refusal:
            hongtou.read(bomb, "通知.docx")
        kept.append(refusal.value)
    assert len(set(map(id, kept))) == 3


LONE = "关于\ud800开会的通知\udfff"


def test_half_characters_wherever_a_text_may_be_brought() -> None:
    notice = NOTICE.replace("通知", LONE)
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        data = notice.encode(encoding, "surrogatepass")
        try:
            hongtou.read(data, "通知.txt")
        except Unreadable as refusal:
            assert refusal.message_zh.endswith("。")
        assert hongtou.inspect_file(data, "通知.txt").level in Level
    redline = hongtou.compare(NOTICE, notice)
    assert (redline.old_text, redline.new_text) == (NOTICE, notice)
    assert hongtou.inspect_file(NOTICE.encode(), f"{LONE}.txt").level in Level
    assert hongtou.read(NOTICE.encode(), f"{LONE}.txt").text
    burdened = f"{notice}\n各乡镇要成立领导小组\ud800，每日报送\udfff报表。"
    assert all(f.span is None or f.span.end <= len(burdened) for f in hongtou.check_burden(burdened))


MEASURE = (
    "import re, sys, time; from pathlib import Path; import hongtou\n"
    "data = sys.stdin.buffer.read(); begun = time.process_time()\n"
    "try: hongtou.check_document(hongtou.read(data, sys.argv[1])); ended = 'read'\n"
    "except hongtou.Unreadable as refusal: ended = str(refusal.kind)\n"
    "peak = re.search('VmHWM:[^0-9]*([0-9]+)', Path('/proc/self/status').read_text())[1]\n"
    "print(ended, int(peak) // 1024, time.process_time() - begun)"
)
MOST_MEMORY, MOST_SECONDS = 1_200, 150
"""Megabytes and seconds of a processor that reading and checking may take, whatever is brought."""


@pytest.mark.soak
@pytest.mark.parametrize(
    ("name", "how", "ended"),
    [
        ("a.txt", "text", "read"),
        ("a.docx", "text", "read"),
        ("a.docx", "cells", "read"),
        ("a.docx", "row", "read"),
        ("a.docx", "runs", "too_large"),
        ("a.docx", "empty paragraphs", "broken"),
        ("a.docx", "nested tables", "read"),
        ("a.pdf", "pages", "read"),
    ],
)
def test_the_most_that_is_read_stays_within_its_bounds(name: str, how: str, ended: str) -> None:
    lines = MOST_CHARACTERS // (len(LINE) + 1)
    nested = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    inner = p("表")
    for _ in range(60):
        inner = nested.format(inner) + p("表")
    made = {
        "text": lambda: "\n".join([LINE] * lines).encode() if name == "a.txt" else stored(p(LINE) * lines),
        "cells": lambda: stored(p("关于开会的通知") + table([["甲乙丙"] * 20] * 5_000)),
        "row": lambda: stored(p("关于开会的通知") + table([["甲"] * 100_000])),
        "runs": lambda: stored(
            "<w:p>" + "<w:r><w:t>通</w:t></w:r>" * (xml.MOST_TAGS // 4) + "</w:p>" + p(LINE) * 40_000
        ),
        "empty paragraphs": lambda: stored("<w:p/>" * (xml.MOST_TAGS - 1_000)),
        "nested tables": lambda: stored(p("关于开会的通知") + inner),
        "pages": lambda: pdf([[(30.0, 40 + 9 * row, 15.8, LINE) for row in range(22)]] * 200),
    }[how]()
    asked = subprocess.run(  # noqa: S603 - this interpreter, and a program written above
        [sys.executable, "-c", MEASURE, name], input=made, capture_output=True, check=True, timeout=600
    )
    told, memory, seconds = asked.stdout.decode().split()
    assert told == ended and int(memory) < MOST_MEMORY and float(seconds) < MOST_SECONDS, asked.stdout


def test_no_memory_is_taken_for_what_is_too_large() -> None:
    """A hundred megabytes are held once, as they were brought, and never again."""
    asked = subprocess.run(  # noqa: S603 - this interpreter, and a program written above
        [sys.executable, "-c", MEASURE, "a.pdf"],
        input=b"%PDF-1.7\n" + bytes(HUNDRED_MEGABYTES),
        capture_output=True,
        check=True,
        timeout=60,
    )
    told, memory, seconds = asked.stdout.decode().split()
    # The pipe it came through holds it a second time.
    assert told == "too_large" and int(memory) < 300 and float(seconds) < 5


def test_many_items_and_annexes_are_checked_in_time_that_grows_with_them() -> None:
    """What a hundred thousand broken files have shown: twenty thousand items, two thousand labels of annexes."""
    items = "\n".join(f"{number}.检查渠道。" for number in range(1, 10_001))
    document = hongtou.read(f"{NOTICE}\n{items}".replace("一、", "1.").encode(), "通知.txt")
    annexes = "附件\n检查表\n一行。\n" * 2_000
    labels = hongtou.read(f"{NOTICE}\n附件：检查表\n{annexes}".encode(), "通知.txt")
    begun = time.process_time()
    hongtou.check_document(document)
    hongtou.check_document(labels)
    assert time.process_time() - begun < 20
