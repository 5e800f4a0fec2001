"""What was laid out reads back from its pages: the same manuscript from PDF and from OFD, tables and several organs
included, and alike whatever the words are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from county_documents import NOTICE, REQUEST
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import EVERY, OFFICE, ONE_PAGE, free_fonts

from hongtou import (
    Manuscript,
    Paragraph,
    Span,
    Table,
    blocks_of,
    lay_out,
    manuscript_of,
    read,
    write_ofd,
    write_pdf,
)

_NOWHERE = Span(0, 0)


def back(copy: Manuscript) -> tuple[Manuscript, Manuscript]:
    """The manuscript as its PDF and its OFD read."""
    layout = lay_out(copy, fonts=free_fonts())
    return (
        manuscript_of(read(write_pdf(layout), "返回.pdf")),
        manuscript_of(read(write_ofd(layout), "返回.ofd")),
    )


@pytest.mark.parametrize("name", EVERY)
def test_every_kind_of_document_reads_as_it_was_written(name: str) -> None:
    from_pdf, from_ofd = back(EVERY[name])
    assert from_pdf == EVERY[name]
    assert from_ofd == EVERY[name]


@pytest.mark.parametrize("text", [NOTICE, REQUEST], ids=["notice", "request"])
def test_a_text_reads_the_same_from_its_pages(text: str) -> None:
    copy = manuscript_of(read(text.encode(), "来文.txt"))
    assert back(copy) == (copy, copy)


def test_cells_that_are_broken_or_have_lines_of_their_own_come_back() -> None:
    long = "对照清单逐点自查，把隐患消除在汛前，确保人民群众生命财产安全，每周五前报送进展情况。"
    rows = (("单位", "工作"), ("石门镇", long), ("山口乡", "已整改\n待复查"), ("青山乡", ""))
    copy = replace(ONE_PAGE, body=(Paragraph("现将分工印发给你们。", _NOWHERE), Table(rows, _NOWHERE)))
    assert back(copy) == (copy, copy)


def test_two_tables_on_two_pages_stay_two() -> None:
    one = Table((("甲", "乙"), ("1", "2")), _NOWHERE)
    other = Table((("丙", "丁", "戊"), ("3", "4", "5")), _NOWHERE)
    text = Paragraph("各单位要压实责任。" * 60, _NOWHERE)
    copy = replace(ONE_PAGE, body=(Paragraph("见下表。", _NOWHERE), one, text, other, text))
    from_pdf, from_ofd = back(copy)
    assert from_pdf.body == from_ofd.body == copy.body


def test_merged_cells_belong_to_the_first_and_frames_are_no_tables() -> None:
    lines = "100 700 300 0 re 100 650 300 100 re 100 700 m 400 700 l 200 650 m 200 750 l 300 650 m 300 700 l"
    from_pdf = read(
        _drawn(
            f"1 w {lines} S",
            [(110, 790, "Notice"), (110, 715, "Aa"), (210, 715, "Bb"), (210, 665, "Cc"), (310, 665, "Dd")],
        ),
        "a.pdf",
    )
    (table,) = [block for block in from_pdf.body if isinstance(block, Table)]
    assert table.rows == (("Aa", "Bb", ""), ("", "Cc", "Dd"))
    framed = read(_drawn("1 w 50 50 495 742 re S", [(110, 715, "Aa"), (210, 665, "Cc")]), "a.pdf")
    assert not any(isinstance(block, Table) for block in framed.body)


def _drawn(drawing: str, texts: list[tuple[int, int, str]]) -> bytes:
    shown = " ".join(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in texts)
    content = f"{drawing} {shown}".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F << /Type /Font "
        b"/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


_SENTENCES = st.lists(
    st.sampled_from(
        [
            "各单位要压实责任，落实24小时值班和领导带班制度，重大情况30分钟内报告。",
            "请认真贯彻执行。",
            "要对照清单逐点自查，把隐患消除在汛前",
            "截至2026年3月底，全县共排查隐患312处，已整改86%（见附表）。",
        ]
    ),
    min_size=1,
    max_size=12,
).map("".join)
_BODIES = st.lists(_SENTENCES, min_size=1, max_size=8).map(lambda lines: blocks_of("\n".join(lines)))
_COPIES = st.builds(
    Manuscript,
    issuers=st.just((OFFICE,)),
    title=st.sampled_from([ONE_PAGE.title, f"{OFFICE}关于印发《云岭县水库安全管理办法》的通知"]),
    body=_BODIES,
    number=st.just(ONE_PAGE.number),
    addressees=st.just(ONE_PAGE.addressees),
    signed_by=st.just((OFFICE,)),
    document_date=st.dates(date(2012, 7, 1), date(2030, 12, 31)),
    sealed=st.booleans(),
    copy_to=st.sampled_from([(), ONE_PAGE.copy_to, ONE_PAGE.copy_to * 6]),
    printing_office=st.just(OFFICE),
    printing_date=st.just(date(2030, 12, 31)),
)


@given(_COPIES)
@pytest.mark.slow
@settings(max_examples=40, deadline=None)
def test_whatever_the_text_is_pdf_and_ofd_read_alike_and_as_written(copy: Manuscript) -> None:
    from_pdf, from_ofd = back(copy)
    assert from_pdf == from_ofd
    assert from_ofd == copy
