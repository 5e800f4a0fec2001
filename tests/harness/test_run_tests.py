"""What the runner says at the end: every test that did not run, by its reason."""

from __future__ import annotations

import os
import sys
import threading
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
    assert run_tests.summarise([result], 1.0)
    said = capfd.readouterr().out
    assert "全部通过" not in said and "没有进行的写在上面" in said
    assert "没有进行的测试 1 个（no tesseract）" in said and "test_it::test_recognised" in said


def test_every_browser_test_belongs_to_a_part() -> None:
    """Those of the packages were in no plan once: written, green, and never run."""
    asked: list[tuple[str, ...]] = []
    part = run_tests.BROWSER
    assert any(part in parts for parts in run_tests.PLANS["test"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_tests, "pytest", lambda title, *words, **more: asked.append(words))
        part.work(part.title)
    folders = [ROOT / word for words in asked for word in words if (ROOT / word).exists()]
    tests = [path for top in ("packages", "tests") for path in (ROOT / top).rglob("test_*.py")]
    marked = [path for path in tests if "mark.journey" in path.read_text(encoding="utf-8")]
    marked.remove(Path(__file__))
    assert ROOT / "tests" / "journeys" in folders, "there the folder sets the mark"
    assert marked
    assert [path for path in marked if not any(path.is_relative_to(folder) for folder in folders)] == []


def test_every_test_on_postgresql_is_marked_in_its_own_file() -> None:
    """Other files are not read for that part; a mark lent by a conftest would leave its tests out."""
    found = run_tests.files_on_postgres()
    assert len(found) > 30 and ROOT / "packages/shuniu/tests/kernel/test_rivals.py" in found
    helpers = (path for top in ("packages", "tests") for path in (ROOT / top).rglob("*.py"))
    others = (path for path in helpers if not path.name.startswith("test_"))
    assert [path for path in others if run_tests._ON_POSTGRES.search(path.read_text(encoding="utf-8"))] == []


def test_parts_that_stand_together_run_together_and_speak_in_turn(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Each waits for the other; what the second and its process say comes when the first has ended."""
    meet = threading.Barrier(2)

    def work(title: str) -> run_tests.Result:
        meet.wait(30)
        command = [sys.executable, "-c", f"print('程序', {title!r})"]
        assert run_tests._run_for(command, {**os.environ, "PYTHONUTF8": "1"}, 30) == 0
        meet.wait(30)
        run_tests.say(f"{title}完")
        return run_tests.Result(title, ok=True)

    results = run_tests.at_once([run_tests.Part("甲", work), run_tests.Part("乙", work)])
    assert [result.title for result in results] == ["甲", "乙"]
    said = capfd.readouterr().out.split()
    assert said == ["━━", "甲", "程序", "甲", "甲完", "━━", "乙", "程序", "乙", "乙完"]


@pytest.mark.slow
def test_a_part_that_hangs_is_ended_and_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "test_it.py").write_text("import time\ndef test_hangs(): time.sleep(300)\n", encoding="utf-8")
    monkeypatch.setattr(run_tests, "ROOT", tmp_path)
    result = run_tests.pytest("一部分", "-p", "no:django", "-p", "no:cacheprovider", str(tmp_path), limit=3)
    assert not result.ok
    assert result.reason == "3 秒里没有做完"
