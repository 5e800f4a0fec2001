"""The wheel alone, on a Python without any other package: every command works, and says what a kind of file needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from county_documents import NOTICE
from file_builders import docx_of_text, pdf

_ALONE = """
import sys

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in sys.stdlib_module_names | {"hongtou"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Nothing())
from hongtou.cli import main
sys.exit(main(sys.argv[1:]))
"""


def alone(*words: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in an interpreter that has hongtou and the standard library only."""
    return subprocess.run([sys.executable, "-c", _ALONE, *map(str, words)], input=given, capture_output=True)


@pytest.fixture(name="notice")
def _notice(tmp_path: Path) -> Path:
    path = tmp_path / "来文.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_text_and_word_are_read_checked_and_set(notice: Path, tmp_path: Path) -> None:
    word = tmp_path / "来文.docx"
    word.write_bytes(docx_of_text(NOTICE))
    for path in (notice, word):
        done = alone("read", path)
        assert done.returncode == 0, done.stderr.decode()
        assert json.loads(done.stdout)["genre"] == "通知"
    assert alone("check", notice).returncode in (0, 1)
    for kind in ("pdf", "ofd", "docx", "svg"):
        made = tmp_path / f"成品.{kind}"
        done = alone("render", notice, "-o", made)
        assert (done.returncode, made.exists()) == (0, True), done.stderr.decode()
    done = alone("read", tmp_path / "成品.ofd")
    assert json.loads(done.stdout)["document_number"] == "云政办发〔2026〕12号"
    assert alone("compare", notice, tmp_path / "成品.docx").returncode in (0, 1)


def test_what_needs_pdfium_says_how_to_get_it(notice: Path, tmp_path: Path) -> None:
    page = tmp_path / "来文.pdf"
    page.write_bytes(pdf([[(30.0, 40.0, 15.8, "关于春灌的通知")]]))
    for words in (("read", page), ("render", notice, "-o", tmp_path / "页.png")):
        done = alone(*words)
        assert done.returncode == 2 and b"pip install 'hongtou[pdf]'" in done.stderr
    assert not (tmp_path / "页.png").exists()


def test_a_reader_that_has_seen_enough_ends_the_output_without_a_complaint(notice: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _ALONE, "rules", "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_the_version_is_told() -> None:
    assert alone("--version").stdout.decode().startswith("hongtou ")
