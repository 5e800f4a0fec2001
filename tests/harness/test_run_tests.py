"""What the runner says at the end: every test that did not run, by its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import run_tests
from tools.console import ROOT

TESTS = """
import pytest
@pytest.mark.skip(reason="no tesseract")
def test_recognised(): pass
@pytest.mark.xfail
def test_later(): assert False
def test_done(): pass
"""


@pytest.mark.slow
def test_the_summary_names_what_was_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    result = run_tests.pytest("一部分", "-p", "no:django", "-p", "no:cacheprovider", str(tmp_path))
    assert result.counts == {"passed": 1, "failed": 0, "skipped": 1, "xfailed": 1}
    assert result.left_out == {"no tesseract": ["test_it::test_recognised"]}
    capfd.readouterr()
    assert run_tests.summarise([result])
    said = capfd.readouterr().out
    assert "全部通过" not in said and "没有进行的写在上面" in said
    assert "没有进行的测试 1 个（no tesseract）" in said and "test_it::test_recognised" in said


def test_every_browser_test_belongs_to_a_part() -> None:
    """Those of the packages were in no plan once: written, green, and never run."""
    asked: list[tuple[str, ...]] = []
    part = next(part for part in run_tests.PLANS["test"] if part.work is run_tests.in_the_browser)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_tests, "pytest", lambda title, *words, **more: asked.append(words))
        part.work(part.title)
    folders = [ROOT / word for words in asked for word in words if (ROOT / word).is_dir()]
    tests = [path for top in ("packages", "tests") for path in (ROOT / top).rglob("test_*.py")]
    marked = [path for path in tests if "mark.journey" in path.read_text(encoding="utf-8")]
    marked.remove(Path(__file__))
    assert ROOT / "tests" / "journeys" in folders, "there the folder sets the mark"
    assert marked
    assert [path for path in marked if not any(path.is_relative_to(folder) for folder in folders)] == []


@pytest.mark.slow
def test_a_part_that_hangs_is_ended_and_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test_it.py").write_text("import time\ndef test_hangs(): time.sleep(300)\n", encoding="utf-8")
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    result = run_tests.pytest("一部分", "-p", "no:django", "-p", "no:cacheprovider", str(tmp_path), limit=3)
    assert not result.ok
    assert result.reason == "3 秒里没有做完"
