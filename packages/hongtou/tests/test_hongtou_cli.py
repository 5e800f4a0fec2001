"""The command line: elements with their passages, exit codes, Chinese only."""

import json
from pathlib import Path

import pytest
from county_documents import NOTICE

from hongtou.cli import main


@pytest.fixture(name="notice")
def _notice(tmp_path: Path) -> Path:
    path = tmp_path / "来文.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_read_prints_elements_with_passages(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(notice)]) == 0
    shown = capsys.readouterr().out
    assert "发文字号：云政办发〔2026〕12号" in shown
    assert "印发机关和印发日期：云岭县人民政府办公室　2026年3月4日" in shown
    assert "时限：3月20日前，即2026年3月20日" in shown


def test_read_as_json(notice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", str(notice)]) == 0
    document = json.loads(capsys.readouterr().out)
    start, end, _ = document["document_number"]["span"]
    assert document["text"][start:end] == document["document_number"]["value"]
    assert document["document_date"]["value"] == "2026-03-03"


@pytest.mark.parametrize(
    ("text", "code", "says"), [("通知", 0, "未发现"), ("机密文件学习", 1, "人工核对"), ("机密★", 2, "机要室")]
)
def test_secrecy_exit_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, says: str
) -> None:
    path = tmp_path / "来文.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["secrecy", str(path)]) == code
    assert says in capsys.readouterr().out


def test_unreadable_and_missing_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "来文.docx"
    broken.write_bytes(b"PK\x03\x04")
    assert main(["read", str(broken)]) == 3
    assert "损坏" in capsys.readouterr().err
    assert main(["read", str(tmp_path / "没有.txt")]) == 64
    assert "打不开" in capsys.readouterr().err


def test_wrong_use_is_answered_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["写"])
    assert stop.value.code == 64
    assert "用法" in capsys.readouterr().err
