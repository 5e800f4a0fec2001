"""The basis of a rule: which regulation demands it, how strongly, and how sure the citation is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import ascii_uppercase


class Strength(StrEnum):
    """How strongly a rule binds. Only MUST (应当, 不得) refuses; the others advise."""

    MUST = "应当"
    USUALLY = "一般"
    ADVISED = "推荐"
    PRACTICE = "通行做法"


class Certainty(StrEnum):
    """How well the citation is known; only VERIFIED prints its article."""

    VERIFIED = "verified"
    ARTICLE_UNVERIFIED = "article_unverified"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Basis:
    """The ground of a rule.

    ``rule`` is the id under which an office knows it (GW-24); several rules of the library may share one.
    ``article`` is empty when it is not verified; ``text`` says in our own words what is demanded.
    """

    rule: str
    regulation: str
    year: int | None
    article: str
    certainty: Certainty
    strength: Strength
    text: str

    def cite(self) -> str:
        """The citation as a reader sees it; a clause of a standard is set off by a blank."""
        if self.article[:1].isdigit():
            return f"{self.regulation} {self.article}"
        return f"{self.regulation}{self.article}" if self.regulation else str(self.strength)


@cache
def bases() -> dict[str, Basis]:
    """Every basis of the library by its key, which is the rule id, or that and a letter.

    They stand in ``bases/<family>.toml``, the names of what they cite in ``bases/regulations.toml``. Raises
    ValueError for a key that stands in two files.
    """
    tables = {
        path.name: tomllib.loads(path.read_text("utf-8"))
        for path in files("hongtou.check").joinpath("bases").iterdir()
        if path.name.endswith(".toml")
    }
    regulations = tables.pop("regulations.toml")
    found: dict[str, Basis] = {}
    for name in sorted(tables):
        for key, entry in tables[name].items():
            if key in found:
                raise ValueError(f"{key} stands in two files, one of them {name}")
            found[key] = _read(key, entry, regulations)
    return found


def _read(key: str, entry: dict[str, str], regulations: dict[str, dict[str, object]]) -> Basis:
    certainty = Certainty(entry.get("certainty", "verified"))
    article = entry.get("article", "")
    if article and certainty is not Certainty.VERIFIED:
        raise ValueError(f"{key}: an article that is not verified must not be given")
    source = regulations[entry["regulation"]] if "regulation" in entry else {"name": "", "year": None}
    year = source["year"]
    return Basis(
        rule=key.rstrip(ascii_uppercase),
        regulation=str(source["name"]),
        year=year if isinstance(year, int) else None,
        article=article,
        certainty=certainty,
        strength=Strength(entry.get("strength", "应当")),
        text=entry["text"],
    )
