"""范本: how a document of a genre, or a paper that a county writes often, is begun; slots stand in 【】."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SLOT = re.compile("【([^【】\n]{1,30})】")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One of them; `key` names it in an address: its genre and its place among those of the genre."""

    key: str
    genre: str
    name: str
    body: str
    note: str = ""


@cache
def patterns() -> tuple[Pattern, ...]:
    """All of them, as `patterns.toml` has them in order. Raises KeyError for one that lacks a part."""
    raw = tomllib.loads((Path(__file__).parent / "patterns.toml").read_text("utf-8"))["pattern"]
    found: list[Pattern] = []
    for item in raw:
        place = sum(one.genre == item["genre"] for one in found) + 1
        key = f"{item['genre']}{place}"
        found.append(Pattern(key, item["genre"], item["name"], item["body"].strip(), item.get("note", "")))
    return tuple(found)


def patterns_for(genre: str) -> tuple[Pattern, ...]:
    """Those of *genre*."""
    return tuple(one for one in patterns() if one.genre == genre)


def pattern_of(key: str) -> Pattern | None:
    """The one with that key."""
    return next((one for one in patterns() if one.key == key), None)
