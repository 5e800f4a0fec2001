"""A manuscript to Word, opened and saved by LibreOffice, and back without loss: it rewrites every part of the file."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest
from manuscripts import EVERY, ONE_PAGE, SPECIAL
from picture_files import chart, jpeg, wide_table, with_annexes
from tools.system_packages import LIBREOFFICE

from hongtou import (
    Edit,
    Question,
    Span,
    Table,
    blocks_of,
    docx_marks,
    manuscript_of,
    mend,
    picture_of,
    read,
    write_docx,
)
from hongtou.mend.word_file import edited_word
from hongtou.read import source_of
from hongtou.read.elements import document_of

pytestmark = pytest.mark.slow
_SECONDS = 180
ALL = {**EVERY, **SPECIAL}
PICTURED = {
    "pictured": with_annexes(
        ONE_PAGE,
        ("情况图", ["情况如下图。", chart(120.0), "图1　各镇巡查次数", picture_of(jpeg(), width=30, turn=1)]),
        ("统计表", ["单位：次", wide_table(20, 4), "注：数据截至上月底。", "由县水利局解释。"]),
    )
}
_SLIPS = {"〔": "[", "〕": "]", "，": ","}


@pytest.fixture(scope="module", name="saved")
def _saved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Every manuscript, and one that was edited, as LibreOffice saved them; one start of it does all."""
    program = LIBREOFFICE.find()
    if program is None:
        pytest.skip(
            f"no LibreOffice: apt-get install --no-install-recommends {' '.join(LIBREOFFICE.packages)}"
        )
    folder = tmp_path_factory.mktemp("word")
    (folder / "saved").mkdir()
    for name, copy in (ALL | PICTURED).items():
        (folder / f"{name}.docx").write_bytes(write_docx(copy, marks={"草稿": name}))
    document = docx.Document(io.BytesIO(write_docx(ONE_PAGE, marks={"草稿": "edited"})))
    first = next(each for each in document.paragraphs if each.text.startswith("清明节将至"))
    first.insert_paragraph_before("新加的一段。", style=first.style)
    first.runs[0].text = "端午节将至，现通知如下。"
    document.save(folder / "edited.docx")
    _convert(program, folder, "docx", folder / "saved", sorted(folder.glob("*.docx")))
    yield folder / "saved"


def _convert(program: Path, folder: Path, kind: str, out: Path, files: Sequence[Path]) -> None:
    command = [
        program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", kind, "--outdir", out, *files,
    ]  # fmt: skip
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=_SECONDS)


def _with_slips(data: bytes) -> bytes:
    """The file with 六角括号 of its document number as square brackets, and a comma of its body at half width."""
    source = source_of(data, "公文.docx")
    document = document_of(source)
    assert document.document_number is not None
    number = document.document_number.span
    marks = [at for at in range(number.start, number.end) if source.text[at] in _SLIPS]
    comma = re.compile("(?<=[一-龥])，(?=[一-龥])").search(source.text, document.body[0].span.start)
    assert comma is not None
    edits = [Edit(Span(at, at + 1), _SLIPS[source.text[at]]) for at in (*marks, comma.start())]
    assert len(edits) == 3
    return edited_word(data, source, edits)


def _pages(path: Path) -> list[tuple[str, bytes]]:
    """The words of each page, and its picture."""
    with pypdfium2.PdfDocument(path) as document:
        return [(page.get_textpage().get_text_range(), page.render().to_pil().tobytes()) for page in document]


def test_a_mended_file_opens_and_prints_as_before(saved: Path) -> None:
    program = LIBREOFFICE.find()
    assert program is not None
    (folder := saved.parent / "mended").mkdir()
    names = ("with_annexes", "joint_upward", "four_pages")
    for name in names:
        data = (saved / f"{name}.docx").read_bytes()
        broken = _with_slips(data)
        mended = mend(broken, "公文.docx", Question(select=("GB-13A", "BD-01A")))
        assert {finding.code for finding in mended.mended} == {"GB-13A", "BD-01A"} and broken != mended.data
        (folder / f"{name}.docx").write_bytes(data)
        (folder / f"{name}-broken.docx").write_bytes(broken)
        (folder / f"{name}-mended.docx").write_bytes(mended.data)
    _convert(program, saved.parent, "pdf", folder / "pdf", sorted(folder.glob("*.docx")))
    for name in names:
        before, broken_pages, after = (
            _pages(folder / "pdf" / f"{name}{end}.pdf") for end in ("", "-broken", "-mended")
        )
        assert before == after != broken_pages and len(before) == len(broken_pages)


@pytest.mark.parametrize("name", ALL)
def test_every_kind_of_document_comes_back_as_it_was(saved: Path, name: str) -> None:
    data = (saved / f"{name}.docx").read_bytes()
    assert data != write_docx(ALL[name], marks={"草稿": name})
    assert manuscript_of(read(data, "返回.docx")) == ALL[name]
    assert docx_marks(data) == {"草稿": name}


def test_pictures_and_tables_across_come_back_as_they_were(saved: Path) -> None:
    document = read((saved / "pictured.docx").read_bytes(), "返回.docx")
    assert manuscript_of(document).annexes == PICTURED["pictured"].annexes
    assert [block.landscape for block in document.annexes[1].blocks if isinstance(block, Table)] == [True]


def test_the_elements_are_read_from_pages_that_libreoffice_set(saved: Path) -> None:
    """Pages of another program, in whatever typefaces it has; a date that those break over two lines is not asked of."""
    program = LIBREOFFICE.find()
    assert program is not None
    names = [name for name in ALL if name != "unsealed_short"]
    out = saved.parent / "set"
    _convert(program, saved.parent, "pdf", out, [saved.parent / f"{name}.docx" for name in names])
    elements = (
        "form", "issuers", "mark_suffix", "number", "copy_number", "urgency", "signatories", "title", "addressees",
        "annex_names", "signed_by", "signers", "document_date", "note", "copy_to", "printing_office", "printing_date",
    )  # fmt: skip
    wrong = {}
    for name in names:
        found = manuscript_of(read((out / f"{name}.pdf").read_bytes(), "公文.pdf"))
        differs = [each for each in elements if getattr(found, each) != getattr(ALL[name], each)]
        wrong |= {name: differs} if differs else {}
    assert wrong == {}


def test_edits_are_the_only_difference(saved: Path) -> None:
    data = (saved / "edited.docx").read_bytes()
    body = (*blocks_of("新加的一段。\n端午节将至，现通知如下。"), ONE_PAGE.body[1])
    assert manuscript_of(read(data, "返回.docx")) == replace(ONE_PAGE, body=body)
    assert docx_marks(data) == {"草稿": "edited"}
