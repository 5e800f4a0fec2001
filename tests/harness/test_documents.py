"""What is written about the product is true: settings, commands, links, and no article that nobody confirmed."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from hongtou.check.basis import Certainty, bases
from shuniu.kernel.base.basis import Sureness, catalogue
from shuniu.settings.env import VARIABLES, read_settings

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`)? ?\| (.+) \|$", re.MULTILINE)


def rows(name: str) -> list[tuple[str, str, str]]:
    return ROW.findall((ROOT / name).read_text(encoding="utf-8"))


def test_the_chinese_settings_are_those_of_the_code() -> None:
    assert rows("README.zh-CN.md") == [(v.name, v.default, v.meaning) for v in VARIABLES]


def test_the_english_settings_are_those_of_the_code() -> None:
    listed = [(name, default) for name, default, _ in rows("README.md")]
    assert listed == [(v.name, v.default) for v in VARIABLES]


def test_no_other_environment_variable_is_read() -> None:
    """Every name that the product looks up is in the table; SHUNIU_DEMO_ENTRANCE is set by `shuniu demo` for itself
    and must not be set by hand."""
    named = {
        name
        for path in (ROOT / "packages").glob("*/src/**/*.py")
        for name in re.findall(r"[\"'](SHUNIU_[A-Z_]+|DATABASE_URL)[\"']", path.read_text(encoding="utf-8"))
    }
    assert named <= {v.name for v in VARIABLES} | {"SHUNIU_DEMO_ENTRANCE"}


def test_the_example_of_the_service_sets_variables_that_there_are() -> None:
    text = (ROOT / "deploy" / "systemd" / "shuniu.env.example").read_text(encoding="utf-8")
    values = dict(re.findall(r"^#?([A-Z_]+)=(.*)$", text, re.MULTILINE))
    assert set(values) == {v.name for v in VARIABLES}
    read_settings(values)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_make_target_and_picture_named_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    assert [
        place for place in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text) if not (ROOT / place).exists()
    ] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_newcomer_is_told_the_two_commands_before_anything_else(name: str) -> None:
    first = re.search(r"^```\n(.+?)^```", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert first is not None
    assert [line.split("  ")[0] for line in first[1].splitlines()] == ["make run", "make test"]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository that is, or is about to be, under version control."""
    listed = ("git", "-c", "core.quotePath=false", "ls-files", "-co", "--exclude-standard")
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return tuple(ROOT / line for line in found.splitlines() if (ROOT / line).is_file())


def documents() -> list[Path]:
    return [p for p in tracked() if p.suffix == ".md" and "src" not in p.parts]


def anchors(path: Path) -> set[str]:
    """The names under which the headings of a document are reached, as hosts of repositories make them."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_no_document_links_to_what_is_not_there() -> None:
    dead, links = [], 0
    for path in documents():
        text = re.sub(r"```.+?```|`[^`]+`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if re.match(r"https?://", target):
                continue
            links += 1
            place, _, anchor = unquote(target).partition("#")
            there = path.parent / place if place else path
            if not there.exists() or (anchor and anchor not in anchors(there)):
                dead.append(f"{path.relative_to(ROOT)}: {target}")
    assert dead == []
    assert links > 60


CITATION = re.compile(r"《[^《》]+》第[零一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+项)?")


def test_no_article_is_printed_that_nobody_confirmed() -> None:
    """Neither in a document nor in anything that the product can put on a screen or on paper."""
    confirmed = {b.cite() for b in catalogue().values() if b.sureness is Sureness.VERIFIED}
    confirmed |= {basis.cite() for basis in bases().values() if basis.certainty is Certainty.VERIFIED}
    shown = {".py", ".html", ".typ", ".toml", ".ts"}
    product = [p for p in tracked() if "src" in p.parts and p.suffix in shown and "texts" not in p.parts]
    found = [
        (str(p.relative_to(ROOT)), cited)
        for p in [*documents(), *product]
        for cited in CITATION.findall(p.read_text(encoding="utf-8"))
    ]
    # Whoever confirmed an item of an article confirmed the article.
    assert [one for one in found if not any(cited.startswith(one[1]) for cited in confirmed)] == []
    assert found


def test_every_decision_says_what_was_chosen_why_and_what_it_costs() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [p.name[:4] for p in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert all(f"**{part}.**" in text for part in ("Choice", "Reason", "Cost")), path.name
        assert len(text.split()) < 320, f"{path.name} is longer than half a page"


@pytest.mark.parametrize("name", ["runtime", "dev", "node"])
def test_locks_hold_versions_and_digests_alone(name: str) -> None:
    from tools.lock import LINE

    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_the_front_end_lock_names_no_address() -> None:
    text = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert [place for place in re.findall(r'"resolved": "([^"]+)"', text) if ":" in place] == []
