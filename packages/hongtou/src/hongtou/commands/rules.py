"""hongtou rules and hongtou explain: which rules there are, and what one of them is about."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from hongtou.check.whole import FAMILIES, all_rules
from hongtou.commands.check import LABELS
from hongtou.commands.explaining import FAMILY_NAMES, MENDINGS, explained
from hongtou.commands.files import USAGE

EPILOG = "退出码：0 已列出；64 没有这条规则。"


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What rules takes."""
    group.add_argument(
        "--format", choices=("text", "json"), default="text", help="输出格式：text（默认）或json"
    )


def run(options: argparse.Namespace) -> int:
    """List the rules; returns the exit code."""
    if options.format == "json":
        print(
            json.dumps(
                [rule_as_json(family, rule) for family, rule in all_rules()], ensure_ascii=False, indent=2
            )
        )
        return 0
    for family in FAMILIES:
        print(f"{FAMILY_NAMES[family]}（{family}）")
        for rule in (rule for of, rule in all_rules() if of == family):
            print(f"  {rule.code}  {rule.offence}  〔{rule.basis.cite()}，{rule.basis.strength}〕")
    return 0


def explain(options: argparse.Namespace) -> int:
    """Say what one rule is about, with a bad and a good sample; returns the exit code."""
    wanted = options.code.upper()
    chosen = [(family, rule) for family, rule in all_rules() if wanted in (rule.code, rule.basis.rule)]
    if not chosen:
        print(f"没有规则“{options.code}”。用 hongtou rules 看有哪些。", file=sys.stderr)
        return USAGE
    print("\n\n".join("\n".join(page_of(family, rule)) for family, rule in chosen))
    return 0


def page_of(family: str, rule: Any) -> Iterator[str]:
    """The page of one rule, line by line."""
    about = explained(family, rule)
    yield f"{rule.code} {rule.offence}"
    yield f"类别：{FAMILY_NAMES[family]}（{family}）；查出后{'、'.join(about.severities)}"
    yield f"依据：{rule.basis.cite()}（{rule.basis.strength}）"
    yield f"要求：{rule.basis.text}"
    yield f"为什么：{rule.why}"
    yield f"怎样改：{'；'.join(about.mending)}"
    for example in about.bad:
        yield "有问题的例子："
        yield from _indented(example.passage)
        for says in example.found:
            yield f"  → {says}"
        if example.mended:
            yield "  改为："
            yield from _indented(example.mended)
    for passage in about.good[:1]:
        yield "没有问题的例子："
        yield from _indented(passage)


def _indented(passage: str) -> Iterator[str]:
    return (f"    {line}" for line in passage.split("\n") if line)


def rule_as_json(family: str, rule: Any) -> dict[str, Any]:
    """The stable form of a rule."""
    basis, about = rule.basis, explained(family, rule)
    return {
        "code": rule.code,
        "rule": basis.rule,
        "family": family,
        "offence": rule.offence,
        "why": rule.why,
        "basis": {"name": basis.regulation, "clause": basis.article, "strength": str(basis.strength)},
        "text": basis.text,
        "severities": [name for name, label in LABELS.items() if label in about.severities],
        "fixes": [str(kind) for kind, way in MENDINGS.items() if way in about.mending],
    }
