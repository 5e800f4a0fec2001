"""Every refusal says what to do: in its remedy, or in the sentence itself (issue 2, Bad input)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "packages" / "shuniu" / "src" / "shuniu"
ADVICE = re.compile(
    r"请|应当|只能|可以|不用|改用|要(附|选|写|指定|明确|检查)|至少要|由.{0,40}(办理|决定|批复|确认|登记|查看|设置|维护)"
)
MESSAGE_AT = {"refuse": 1, "Refusal": 1, "_no": 1}
"""Which argument of each call is the sentence."""


def refusals() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the product that makes a refusal out of a sentence of its own, with its place."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MESSAGE_AT:
                yield f"{path.relative_to(SOURCES)}:{node.lineno}", node


def words(node: ast.expr | None) -> str:
    """The constant words of an expression, an f-string's too."""
    if node is None:
        return ""
    return "".join(
        n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    )


def sentence(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Name)
    given = {k.arg: k.value for k in call.keywords}
    at = MESSAGE_AT[call.func.id]
    return words(call.args[at] if len(call.args) > at else given.get("message"))


def advised(call: ast.Call) -> bool:
    """Whether something tells what to do: a remedy, problems field by field, or words of advice."""
    assert isinstance(call.func, ast.Name)
    third = call.func.id == "Refusal" and len(call.args) > 2
    named = {k.arg for k in call.keywords} & {"remedy", "problems"}
    return third or bool(named) or bool(ADVICE.search(sentence(call)))


def test_every_refusal_says_what_to_do() -> None:
    found = [(place, call) for place, call in refusals() if sentence(call)]
    assert [f"{place} {sentence(call)}" for place, call in found if not advised(call)] == []
    assert len(found) > 120


def test_refusals_speak_chinese() -> None:
    latin = re.compile(r"[A-Za-z]{4,}")
    known = {
        "shuniu",
        "init",
        "import",
        "check",
        "migrate",
        "parameter",
        "SHUNIU_HOME",
        "DATABASE_URL",
        "JSON",
        "demo",
        "Word",
        "docx",
    }
    strange = [
        f"{place} {sentence(call)}"
        for place, call in refusals()
        if set(latin.findall(sentence(call).replace("set-parameter", "parameter").replace("SHUNIU_HOME", "")))
        - known
    ]
    assert strange == []
