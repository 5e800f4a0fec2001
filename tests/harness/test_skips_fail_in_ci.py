"""With CI=true a skipped test is a failure, whether one test, one file or one missing import skips it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

SKIPS = {
    "a test": "import pytest\ndef test_a(): pytest.skip('later')\n",
    "a mark": "import pytest\n@pytest.mark.skip(reason='later')\ndef test_a(): pass\n",
    "a file": "import pytest\npytest.skip('later', allow_module_level=True)\n",
    "an import": "import pytest\npytest.importorskip('no_such_module')\n",
}


def outcome(source: str, folder: Path, ci: str) -> int:
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_it.py").write_text(source + "\ndef test_b(): pass\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:cacheprovider", "test_it.py"],
        cwd=folder,
        env={**environment, "CI": ci},
        capture_output=True,
    ).returncode


@pytest.mark.slow
@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS.keys())
def test_a_skip_fails_in_ci_alone(source: str, tmp_path: Path) -> None:
    assert outcome(source, tmp_path, ci="true") in {pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED}
    assert outcome(source, tmp_path, ci="") in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
