"""With CI=true a skipped test is a failure, whether one test, one file or one missing import skips it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).resolve().parents[2]

SKIPS = {
    "a test": "import pytest\ndef test_a(): pytest.skip('later')\n",
    "a mark": "import pytest\n@pytest.mark.skip(reason='later')\ndef test_a(): pass\n",
    "a file": "import pytest\npytest.skip('later', allow_module_level=True)\n",
    "an import": "import pytest\npytest.importorskip('no_such_module')\n",
}


def outcomes(folder: Path, ci: str) -> dict[str, str]:
    """What became of each kind of skip, and that what is not skipped passes."""
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    for number, source in enumerate(SKIPS.values()):
        (folder / f"test_{number}.py").write_text(source, encoding="utf-8")
    (folder / "test_sound.py").write_text("def test_b(): pass\n", encoding="utf-8")
    report = folder / f"report{ci}.xml"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    own = ("no:django", "no:cacheprovider", "no:xdist", "no:rerunfailures")
    subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", *(word for name in own for word in ("-p", name)),
            "--continue-on-collection-errors", f"--junitxml={report}",
        ],
        cwd=folder,
        env={**environment, "CI": ci},
        capture_output=True,
    )  # fmt: skip
    cases = ElementTree.parse(report).getroot().iter("testcase")
    return {(case.get("classname") or case.get("name") or ""): _outcome(case) for case in cases}


def _outcome(case: ElementTree.Element) -> str:
    return next((child.tag for child in case if child.tag in {"failure", "error", "skipped"}), "passed")


@pytest.mark.slow
def test_a_skip_fails_in_ci_alone(tmp_path: Path) -> None:
    skips = [f"test_{number}" for number in range(len(SKIPS))]
    in_ci, here = outcomes(tmp_path, ci="true"), outcomes(tmp_path, ci="")
    assert in_ci.keys() == here.keys() == {*skips, "test_sound"}
    assert in_ci["test_sound"] == here["test_sound"] == "passed"
    assert {here[name] for name in skips} == {"skipped"}
    assert {in_ci[name] for name in skips} <= {"failure", "error"}
