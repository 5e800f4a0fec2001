"""How rules are found: one rule, one file; whatever breaks that contract is refused when the family is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

import hongtou.check.rules
from hongtou.check.rule import RuleError, rules_of
from hongtou.check.whole import all_rules

RULE = """
from hongtou.check.rule import Rule
RULE = Rule("{code}", "{basis}", "offence", "why", lambda subject: (), (1,), (2,))
"""


@pytest.mark.parametrize(
    ("name", "files", "says"),
    [
        ("nothing", {"gw20a_x.py": ""}, "no RULE"),
        ("twice", {"gw20a_x.py": ("GW-20A", "GW-20"), "gw20a_y.py": ("GW-20A", "GW-20")}, "two files"),
        ("groundless", {"zz99a_x.py": ("ZZ-99A", "ZZ-99")}, "no basis ZZ-99"),
        ("misnamed", {"gw21a_x.py": ("GW-20A", "GW-20")}, "begin with the code GW-20A"),
    ],
)
def test_a_rule_file_that_breaks_the_contract_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, files: dict[str, object], says: str
) -> None:
    folder = tmp_path / f"family_{name}"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for file, content in files.items():
        text = RULE.format(code=content[0], basis=content[1]) if isinstance(content, tuple) else ""
        (folder / file).write_text(text, encoding="utf-8")
    monkeypatch.setattr(hongtou.check.rules, "__path__", [*hongtou.check.rules.__path__, str(tmp_path)])
    with pytest.raises(RuleError, match=says):
        rules_of(folder.name)


def test_every_file_is_a_rule_and_no_code_is_used_in_two_families() -> None:
    folder = Path(hongtou.check.rules.__path__[0])
    written = [path for path in folder.glob("*/*.py") if path.name != "__init__.py"]
    codes = [rule.code for _, rule in all_rules()]
    assert len(codes) == len(set(codes)) == len(written)


def test_every_rule_says_in_its_docstring_what_the_clause_demands() -> None:
    for _, rule in all_rules():
        docstring = __import__(rule.check.__module__, fromlist=["x"]).__doc__
        assert docstring and len(docstring) > 20, rule.code
