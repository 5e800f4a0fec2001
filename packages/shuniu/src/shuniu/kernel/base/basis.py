"""The basis of a rule: which regulation demands it, how strongly, and how sure we are of the citation.

The catalogue is data (`bases.toml`), one entry per rule id of the domain report (GW-03, BM-02 …).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from shuniu.kernel.base.registry import UnknownName


class Strength(StrEnum):
    """How strongly a rule binds: 应当 blocks, 一般 and 推荐 advise, practice is the county's own choice."""

    MUST = "应当"
    USUALLY = "一般"
    ADVISED = "推荐"
    PRACTICE = "本县做法"


class Sureness(StrEnum):
    """How well the citation is known: only `VERIFIED` prints its article number."""

    VERIFIED = "verified"
    ARTICLE_UNVERIFIED = "article_unverified"
    PRACTICE = "practice"
    MEMORY = "memory"


@dataclass(frozen=True)
class Basis:
    """One rule's ground. `text` says in our own words what it demands; `slot` names the later kind of work that will
    go by it, and is empty for what is in force here."""

    rule: str
    regulation: str
    text: str
    article: str = ""
    sureness: Sureness = Sureness.VERIFIED
    strength: Strength = Strength.MUST
    slot: str = ""

    def cite(self) -> str:
        """The citation as a screen shows it; an unverified article number is left out, a clause of a standard (7.3.4) is
        set off by a blank."""
        if not self.regulation:
            return str(self.strength)
        if self.sureness is Sureness.VERIFIED and self.article:
            return f"{self.regulation}{' ' * self.article[:1].isdigit()}{self.article}"
        return self.regulation


@cache
def catalogue() -> dict[str, Basis]:
    """Every basis by rule id, read once from `bases.toml`."""
    raw = tomllib.loads((Path(__file__).parent / "bases.toml").read_text(encoding="utf-8"))
    return {
        rule: Basis(
            rule=rule,
            regulation=item.get("regulation", ""),
            text=item["text"],
            article=item.get("article", ""),
            sureness=Sureness(item.get("sureness", "verified")),
            strength=Strength(item.get("strength", "应当")),
            slot=item.get("slot", ""),
        )
        for rule, item in raw.items()
    }


def basis(rule: str) -> Basis:
    """The basis of rule id *rule*. Raises `UnknownName`."""
    try:
        return catalogue()[rule]
    except KeyError:
        raise UnknownName(f"no basis is called {rule!r}") from None
