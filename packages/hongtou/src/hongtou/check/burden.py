"""What a document costs those who must read it and carry it out: its length, and what it demands of the grassroots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from hongtou.check.finding import Finding
from hongtou.check.rule import Rule, rules_of
from hongtou.model import Genre

_FAMILY = "burden"


@dataclass(frozen=True, slots=True)
class WordLimits:
    """The most words of a body: ``general`` for 综合性文件, ``special`` for one task (JW-03).

    ``is_general`` says which the document is; None leaves it open, and the stricter then only asks.
    """

    general: int = 5000
    special: int = 4000
    is_general: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A body as the rules of the family see it."""

    text: str
    genre: Genre | None = None
    limits: WordLimits = WordLimits()


BurdenRule = Rule[Draft, Draft]


def check_burden(
    text: str, genre: Genre | None = None, limits: WordLimits | None = None
) -> tuple[Finding, ...]:
    """Advice on the length of a body and on what it asks of the grassroots, in the order of the text.

    ``text`` is the body without head, annexes and imprint. What a 报告, 请示 or 议案 tells the superior is
    no demand, so only their length is looked at.
    """
    subject = Draft(text, genre, limits or WordLimits())
    found = (finding for rule in burden_rules() for finding in rule.findings(subject, _FAMILY))
    return tuple(sorted(found, key=lambda finding: finding.span.start if finding.span else -1))


def burden_rules() -> tuple[BurdenRule, ...]:
    """The rules of the family, by code."""
    return cast("tuple[BurdenRule, ...]", rules_of(_FAMILY))
