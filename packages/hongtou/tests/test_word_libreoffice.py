"""A manuscript to Word, opened and saved by LibreOffice, and back without loss: it rewrites every part of the file."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from manuscripts import EVERY, ONE_PAGE
from tools.system_packages import LIBREOFFICE

from hongtou import blocks_of, docx_marks, manuscript_of, read, write_docx

pytestmark = pytest.mark.slow
_SECONDS = 180


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
    for name, copy in EVERY.items():
        (folder / f"{name}.docx").write_bytes(write_docx(copy, marks={"草稿": name}))
    document = docx.Document(io.BytesIO(write_docx(ONE_PAGE, marks={"草稿": "edited"})))
    first = next(each for each in document.paragraphs if each.text.startswith("清明节将至"))
    first.insert_paragraph_before("新加的一段。", style=first.style)
    first.runs[0].text = "端午节将至，现通知如下。"
    document.save(folder / "edited.docx")
    command = [
        program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx", "--outdir", folder / "saved", *sorted(folder.glob("*.docx")),
    ]  # fmt: skip
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=_SECONDS)
    yield folder / "saved"


@pytest.mark.parametrize("name", EVERY)
def test_every_kind_of_document_comes_back_as_it_was(saved: Path, name: str) -> None:
    data = (saved / f"{name}.docx").read_bytes()
    assert data != write_docx(EVERY[name], marks={"草稿": name})
    assert manuscript_of(read(data, "返回.docx")) == EVERY[name]
    assert docx_marks(data) == {"草稿": name}


def test_edits_are_the_only_difference(saved: Path) -> None:
    data = (saved / "edited.docx").read_bytes()
    body = (*blocks_of("新加的一段。\n端午节将至，现通知如下。"), ONE_PAGE.body[1])
    assert manuscript_of(read(data, "返回.docx")) == replace(ONE_PAGE, body=body)
    assert docx_marks(data) == {"草稿": "edited"}
