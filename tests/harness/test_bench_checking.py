"""What the bench of checking prints: figures, how many times the opening they are, and nothing of a real document."""

from __future__ import annotations

from pathlib import Path

from bench import checking

import hongtou


def test_a_check_is_held_against_the_opening_of_the_file() -> None:
    found = {
        "files": {"甲": {"opened": 2.0, "checked": 5.0}, "乙": {"opened": 2.0, "checked": 7.0}},
        "real": [],
        "keys": [1.0, 2.0, 30.0],
    }
    text, aims = checking.report(found)
    assert "2.50" in text and "3.50" in text and "真实的" not in text
    assert [aim.met for aim in aims] == [True, False, False]


def test_of_real_documents_only_figures_are_printed(tmp_path: Path) -> None:
    text = "\n".join(checking.paragraphs(1)[:3])
    for name in ("内部情况", "再一件"):
        paper = hongtou.Manuscript(
            issuers=("云岭县水利局",), title="关于用水的通知", body=hongtou.blocks_of(text)
        )
        (tmp_path / f"{name}.docx").write_bytes(hongtou.write_docx(paper))
    real = checking._real(tmp_path)
    assert len(real) == 2 and all(each["opened"] > 0 < each["checked"] for each in real)
    assert real[0]["characters"] > len(text)
    printed, aims = checking.report({"files": {}, "real": real, "keys": [1.0]})
    assert "第2件" in printed and len(aims) == 1
    assert not any(words in printed for words in ("内部", "云岭", "用水", "通知", text[:4]))
