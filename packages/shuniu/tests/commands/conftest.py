"""Running commands inside the test's own database, and real processes on a database of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from shuniu.cli import main


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Shuniu = Callable[..., Said]


@pytest.fixture
def shuniu(capsys: pytest.CaptureFixture[str], db: None, monkeypatch: pytest.MonkeyPatch) -> Shuniu:
    """Run a command; wrong arguments leave through `SystemExit`, as on a terminal."""
    # Logging is set up once for all tests: bound to what is captured here, it would write into a closed stream later.
    monkeypatch.setattr("django.utils.log.configure_logging", lambda *args: None)

    def run(*words: object) -> Said:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Said(code, printed.out, printed.err)

    return run
