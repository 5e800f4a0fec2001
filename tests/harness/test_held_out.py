"""The halves of the real documents: by content alone, and no file in both."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench.held_out import Half, documents_in, half_of, main


def test_the_half_follows_from_the_content_and_from_nothing_else(tmp_path: Path) -> None:
    for number in range(64):
        (tmp_path / f"{number}.txt").write_bytes(f"公文{number}".encode())
        (tmp_path / f"副本{number}.TXT").write_bytes(f"公文{number}".encode())
    (tmp_path / "说明.md").write_text("不是公文", encoding="utf-8")
    halves = {document.path.name: document.half for document in documents_in(tmp_path)}
    assert len(halves) == 128
    assert all(
        halves[f"{n}.txt"] is halves[f"副本{n}.TXT"] is half_of(f"公文{n}".encode()) for n in range(64)
    )
    seen, held = (set(each.path for each in documents_in(tmp_path, half)) for half in Half)
    assert not seen & held and len(seen | held) == 128 and min(len(seen), len(held)) > 30


def test_the_list_names_files_and_counts_halves(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes(b"1")
    assert main([str(tmp_path)]) == 0 and main([str(tmp_path / "none")]) == 2
    said = capfd.readouterr().out
    assert "a.txt" in said and "共 1 件" in said and "用法" in said
