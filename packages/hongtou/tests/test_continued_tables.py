"""A table that runs over pages has its head on each of them, and is one table when it is read again (GB/T 9704-2012
says nothing of 续表)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from manuscripts import ONE_PAGE, free_fonts

from hongtou import (
    AnnexCopy,
    Layout,
    Manuscript,
    Table,
    blocks_of,
    lay_out,
    manuscript_of,
    read,
    write_docx,
    write_ofd,
    write_pdf,
)

HEAD = ("乡镇", "隐患数", "备注")
ROWS = (HEAD, *((f"第{n}镇", str(n), f"已整改{n}处") for n in range(1, 71)))
TEXT = "\n".join("\t".join(row) for row in ROWS)
IN_THE_BODY = replace(ONE_PAGE, body=blocks_of(f"现将情况通报如下。\n{TEXT}\n请抓好落实。"))
IN_AN_ANNEX = replace(
    ONE_PAGE, annex_names=("统计表",), annexes=(AnnexCopy(None, "统计表", blocks_of(TEXT)),)
)
BOTH = pytest.mark.parametrize("copy", [IN_THE_BODY, IN_AN_ANNEX], ids=["body", "annex"])


@BOTH
def test_the_head_stands_on_every_page_that_has_rows_of_the_table(copy: Manuscript) -> None:
    texts = ["".join(run.text for run in page.runs) for page in lay_out(copy, fonts=free_fonts()).pages]
    with_rows = [text for text in texts if "已整改" in text]
    assert len(with_rows) >= 3
    assert all(text.count("隐患数") == 1 for text in with_rows)
    assert not any("续表" in text for text in texts)


@BOTH
@pytest.mark.parametrize("name, pen", [("表.pdf", write_pdf), ("表.ofd", write_ofd)])
def test_it_is_read_as_one_table(copy: Manuscript, name: str, pen: Callable[[Layout], bytes]) -> None:
    again = manuscript_of(read(pen(lay_out(copy, fonts=free_fonts())), name))
    assert (again.body, again.annexes) == (copy.body, copy.annexes)


@BOTH
def test_word_repeats_the_first_row_itself(copy: Manuscript) -> None:
    data = write_docx(copy)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.read("word/document.xml").decode().count("<w:tblHeader/>") == 1
    rows = next(t for t in docx.Document(io.BytesIO(data)).tables if t.cell(0, 0).text == HEAD[0]).rows
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in rows] == [True, *[False] * 70]
    assert manuscript_of(read(data, "表.docx")) == copy


def test_two_rows_have_no_head() -> None:
    short = replace(ONE_PAGE, body=blocks_of("现将情况通报如下。\n" + "\n".join(TEXT.split("\n")[:2])))
    assert [type(block) for block in short.body][1] is Table
    with zipfile.ZipFile(io.BytesIO(write_docx(short))) as package:
        assert "<w:tblHeader/>" not in package.read("word/document.xml").decode()
