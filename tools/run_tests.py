"""`make check`, `make test` and `make soak`: the parts in order, each to its end, then one plain summary.

A part that cannot run on this machine says why; with CI=true that is a failure, as is any skipped test.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tools import system_packages
from tools.bootstrap import BIN, FRONTEND, find_node, shuniu_home
from tools.console import ROOT, Failed, kept, output, say
from tools.private_postgres import private_postgres
from tools.system_packages import CHROMIUM, LIBREOFFICE, POSTGRESQL, TESSERACT, Program

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
NO_TESTS = 5
LONGEST_PART = 1500
"""Seconds after which a part of `make test` is ended: a hang must not outlast what waits for the answer."""

TWO = ("-n", "2", "--dist", "worksteal")
"""Two processes: each has half of the tests in one piece, so that modules are set up once, and helps the other."""

IN_THE_BROWSER = (
    "tests/journeys",
    "packages/shuniu/tests/ui",
    "packages/hongtou/tests/test_ofd_in_a_browser.py",
)
"""The folders whose tests drive a browser, the longest first."""

_running: list[subprocess.Popen[bytes]] = []

_ON_POSTGRES = re.compile(r"mark\.(?:postgres|both_databases)\b")

COUNTED = ("passed", "failed", "skipped", "xfailed")


@dataclass
class Result:
    """What one part came to; `reason` says why it did not run, `left_out` names its skipped tests by reason."""

    title: str
    ok: bool
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    reason: str = ""
    left_out: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One part of the work: the program it cannot do without, and what it does."""

    title: str
    work: Callable[[str], Result]
    needs: Program | None = None

    def run(self) -> Result:
        """Do it, or say why not."""
        say(f"\n━━ {self.title}")
        if self.needs and self.needs.find() is None:
            reason = f"没有{self.needs.title}；安装 {'、'.join(self.needs.packages)} 之后再试"
            say(f"  没有进行：{reason}")
            return Result(self.title, ok=not IN_CI, reason=reason)
        begun = time.monotonic()
        try:
            result = self.work(self.title)
        except Failed as reason:
            say(f"✗ {reason}")
            result = Result(self.title, ok=False, reason=str(reason).splitlines()[0])
        result.seconds = time.monotonic() - begun
        return result


def checks(title: str) -> Result:
    """Lint, formatting, types, import contracts, and the front end's own check: two at a time, the longest first."""
    node = find_node()
    commands: dict[str, Sequence[str | Path]] = {
        "mypy": [BIN / "mypy"],
        "ruff check": [BIN / "ruff", "check", "--quiet", "."],
        "ruff format": [BIN / "ruff", "format", "--check", "--quiet", "."],
        "lint-imports": [BIN / "lint-imports", "--no-logo"],
        "前端": [*node.npm_command, "run", "--silent", "check", "--prefix", FRONTEND],
    }
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = pool.map(lambda each: _passes(*each, node.environment), commands.items())
        wrong = [name for name, well in zip(commands, passed, strict=True) if not well]
    return Result(title, ok=not wrong, reason="、".join(wrong))


def _passes(name: str, command: Sequence[str | Path], environment: dict[str, str]) -> bool:
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    said = "" if done.returncode == 0 else f"\n{(done.stdout + done.stderr).rstrip()}"
    say(f"  {'✗' if said else '✓'} {name}{said}")
    return done.returncode == 0


def pytest(
    title: str, *words: str, environment: dict[str, str] | None = None, limit: int | None = LONGEST_PART
) -> Result:
    """Run pytest and count by its own report; what is not done in *limit* seconds is ended and has failed.

    Without a limit a single test has none either: those of the long plans take hours.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [BIN / "python", "-m", "pytest", "-q", f"--junitxml={report}", *words]
        command += [] if limit else ["-o", "faulthandler_timeout=0"]
        lent = {"SHUNIU_TEST_FONTS": str(shuniu_home() / "fonts-free"), **find_node().for_playwright}
        settings = {**os.environ, **lent, **(environment or {})}
        code = _run_for([str(word) for word in command], settings, limit)
        cases = list(ElementTree.parse(report).getroot().iter("testcase")) if report.exists() else []
    late = f"{limit} 秒里没有做完" if code is None else ""
    ok = code in (0, NO_TESTS)
    return Result(title, ok=ok, counts=_counts(cases), left_out=_left_out(cases), reason=late)


def _run_for(command: Sequence[str], settings: dict[str, str], limit: int | None) -> int | None:
    """Its exit code, or None when it was ended with all it had started because *limit* seconds had passed."""
    seen = output()
    process = subprocess.Popen(
        command, cwd=ROOT, env=settings, start_new_session=True, stdout=seen, stderr=seen
    )
    _running.append(process)
    try:
        return process.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        say(f"✗ {limit} 秒里没有做完，已经停下")
        return None
    finally:
        _running.remove(process)
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it with all it has started, if it lives."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _counts(cases: Sequence[ElementTree.Element]) -> dict[str, int]:
    total = dict.fromkeys(COUNTED, 0)
    for case in cases:
        total[_outcome(case)] += 1
    return total


def _left_out(cases: Sequence[ElementTree.Element]) -> dict[str, list[str]]:
    """The skipped tests by the reason that they gave."""
    found: dict[str, list[str]] = {}
    for case in cases:
        skipped = case.find("skipped")
        if skipped is not None and _outcome(case) == "skipped":
            name = f"{case.get('classname', '')}::{case.get('name', '')}"
            found.setdefault(skipped.get("message", ""), []).append(name)
    return found


def _outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skipped = case.find("skipped")
    if skipped is None:
        return "passed"
    return "xfailed" if skipped.get("type") == "pytest.xfail" else "skipped"


def unit_tests(title: str) -> Result:
    return pytest(title, *TWO, "-m", "not journey and not postgres and not soak and not slow")


def on_sqlite(title: str) -> Result:
    return pytest(title, *TWO, "-m", "not journey and not postgres and not soak")


def on_postgres(title: str) -> Result:
    """Only the files that name the server's marks are read: to read them all takes each process ten seconds."""
    marks = "(postgres or both_databases) and not journey and not soak"
    return _with_postgres(title, marks, *TWO, *map(str, files_on_postgres()))


def files_on_postgres() -> list[Path]:
    """The test files in which a test may run on PostgreSQL."""
    every = (path for top in ("packages", "tests") for path in sorted((ROOT / top).rglob("test_*.py")))
    return [path for path in every if _ON_POSTGRES.search(path.read_text(encoding="utf-8"))]


def in_the_browser(title: str) -> Result:
    """A journey whose browser stood still and was ended is made once more; what else fails has failed.

    Both processes take one test after the other, the long ones first, so that they end together.
    """
    again = ("--reruns", "1", "--only-rerun", "has been closed")
    shared = ("-n", "2", "--dist", "load", "--maxschedchunk", "1")
    return pytest(title, *again, *shared, "-m", "journey and not soak", *IN_THE_BROWSER)


def soak_on_sqlite(title: str) -> Result:
    return pytest(title, "-s", "-m", "soak and not postgres", limit=None)


def soak_on_postgres(title: str) -> Result:
    return _with_postgres(title, "soak and (postgres or both_databases)", "-s", limit=None)


def _with_postgres(title: str, marks: str, *words: str, limit: int | None = LONGEST_PART) -> Result:
    with private_postgres() as address:
        lent = {"SHUNIU_TEST_DATABASE_URL": address}
        return pytest(title, "-m", marks, *words, environment=lent, limit=limit)


CHECKS = Part("检查：格式、类型、分层、前端", checks)
SQLITE = Part("SQLite：全部", on_sqlite)
POSTGRES = Part("PostgreSQL：约束、锁、查询", on_postgres, POSTGRESQL)
BROWSER = Part("浏览器里的全程和部件", in_the_browser, CHROMIUM)
PLANS: dict[str, tuple[tuple[Part, ...], ...]] = {
    "check": ((CHECKS, Part("单元测试", unit_tests)),),
    # The browser waits for the server and the server for its disk: PostgreSQL's part fits in between.
    "test": ((CHECKS,), (SQLITE,), (BROWSER, POSTGRES)),
    "postgres": ((POSTGRES,),),
    "journeys": ((BROWSER,),),
    "soak": (
        (Part("长时间测试（SQLite）", soak_on_sqlite, CHROMIUM),),
        (Part("长时间测试（PostgreSQL）", soak_on_postgres, POSTGRESQL),),
    ),
}
"""The parts of each plan in order; those that stand together run at the same time."""


def at_once(parts: Sequence[Part]) -> list[Result]:
    """Run *parts* at the same time. The first is seen as it goes, what the others say when they have ended."""
    with ThreadPoolExecutor(max_workers=len(parts)) as pool:
        others = [pool.submit(_kept, part) for part in parts[1:]]
        try:
            results = [parts[0].run()]
        except BaseException:
            for process in [*_running]:
                _end(process)
            raise
        for other in others:
            result, said = other.result()
            say(said.rstrip())
            results.append(result)
    return results


def _kept(part: Part) -> tuple[Result, str]:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        with kept(file):
            result = part.run()
        file.seek(0)
        return result, file.read()


def bring_programs() -> None:
    """Install what the longer plans need, or say what is missing."""
    for missing in system_packages.ensure(CHROMIUM, POSTGRESQL, TESSERACT, LIBREOFFICE):
        say(f"! 这台机器没有{missing.title}，用到它的测试不会进行")


def summarise(results: Sequence[Result], seconds: float) -> bool:
    """Print the summary, the line of totals with the *seconds* of the whole last; True when all that ran is well."""
    say("\n━━ 小结")
    for result in results:
        sign = "✓" if result.ok and not result.reason else "!" if result.ok else "✗"
        told = "，".join(f"{number} {word}" for word, number in result.counts.items() if number)
        words = "，".join(part for part in (told, result.reason) if part)
        say(
            f"  {sign} {result.title}：{words or ('通过' if result.ok else '没有通过')}（{result.seconds:.0f} 秒）"
        )
    for reason, names in (pair for result in results for pair in result.left_out.items()):
        say(f"  ! 没有进行的测试 {len(names)} 个（{reason}）：")
        for name in names:
            say(f"      {name}")
    total = {word: sum(result.counts.get(word, 0) for result in results) for word in COUNTED}
    ok = all(result.ok for result in results)
    whole = not any(result.reason or result.left_out for result in results)
    passed = "全部通过" if whole else "进行了的都通过；没有进行的写在上面"
    say(f"  {passed}" if ok else "  有没有通过的部分")
    say(f"{', '.join(f'{n} {word}' for word, n in total.items() if n or word == 'passed')} in {seconds:.2f}s")
    return ok


def main() -> None:
    """`python -m tools.run_tests check|test|postgres|journeys|soak`."""
    plan = sys.argv[1] if len(sys.argv) == 2 else ""
    if plan not in PLANS:
        say(f"用法：python -m tools.run_tests {'|'.join(PLANS)}")
        sys.exit(2)
    if plan != "check":
        bring_programs()
    begun = time.monotonic()
    results = [result for parts in PLANS[plan] for result in at_once(parts)]
    sys.exit(0 if summarise(results, time.monotonic() - begun) else 1)


if __name__ == "__main__":
    main()
