"""What is said about a rule: on the command line, in JSON, and on its page in docs/rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from tools import rule_pages

from hongtou import check_document, read
from hongtou.check.rule import Rule
from hongtou.check.specimen import specimen
from hongtou.check.whole import FAMILIES, all_rules
from hongtou.commands.check import finding_as_json
from hongtou.commands.explaining import BY_HAND, FAMILY_NAMES, MENDINGS, explained
from hongtou.commands.read import document_as_json
from hongtou.commands.rules import page_of, rule_as_json

LONGEST = 400
COMMANDS = ("read", "check", "fix", "render", "compare", "rules", "explain", "secrecy")


def test_the_pages_in_docs_are_those_the_rules_write() -> None:
    assert rule_pages.stale() == [], "run make docs"


def test_pages_that_are_wrong_missing_or_of_no_rule_are_written_anew(tmp_path: Path) -> None:
    assert len(rule_pages.write(tmp_path)) == len(all_rules()) + 1
    (tmp_path / "GW-24A.md").write_text("改过", encoding="utf-8")
    (tmp_path / "GB-13A.md").unlink()
    (tmp_path / "XX-99A.md").touch()
    assert rule_pages.write(tmp_path) == ["GB-13A.md", "GW-24A.md", "XX-99A.md"]
    assert rule_pages.stale(tmp_path) == [] and not (tmp_path / "XX-99A.md").exists()


def test_every_family_has_a_name() -> None:
    assert set(FAMILIES) <= FAMILY_NAMES.keys()


@pytest.mark.parametrize(("family", "rule"), all_rules(), ids=[rule.code for _, rule in all_rules()])
def test_every_rule_shows_what_it_finds_and_how_to_mend_it(family: str, rule: Rule[Any, Any]) -> None:
    about = explained(family, rule)
    assert about.severities and about.mending and set(about.mending) <= {*MENDINGS.values(), BY_HAND}
    assert about.bad and all(example.found for example in about.bad)
    page = list(page_of(family, rule))
    assert page[0] == f"{rule.code} {rule.offence}" and all(0 < len(line) <= LONGEST for line in page)
    assert rule_as_json(family, rule)["severities"]


def test_a_mended_passage_is_shown_beside_the_passage() -> None:
    family, rule = next((family, rule) for family, rule in all_rules() if rule.code == "GB-13A")
    example = explained(family, rule).bad[0]
    assert (example.passage, example.mended) == ("云政办发[2026]12号", "云政办发〔2026〕12号")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_manual_names_every_command_and_every_field(name: str) -> None:
    text = (Path(__file__).parents[1] / name).read_text(encoding="utf-8")
    document = read(specimen(number="云政办发[2026]12号").encode(), "a.txt")
    (finding,) = check_document(document)
    family, rule = all_rules()[0]
    fields = (
        document_as_json(document).keys()
        | finding_as_json("a.txt", finding, document).keys()
        | rule_as_json(family, rule).keys()
    )
    words = set(re.findall(r"[a-z_]+", text))
    assert fields <= words, fields - words
    for command in COMMANDS:
        assert f"`hongtou {command} " in text or f"`hongtou {command}`" in text, command
