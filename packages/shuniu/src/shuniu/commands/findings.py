"""What a check of the installation found, in one line each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How bad; the value is the mark in front of the line."""

    GOOD = "✓"
    NOTICE = "！"
    BROKEN = "✗"


@dataclass(frozen=True)
class Finding:
    """One line: what is so, and what to do about it."""

    level: Level
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.level.value} {self.text}" + (f"\n    怎么办：{self.remedy}" if self.remedy else "")


def good(text: str) -> Finding:
    return Finding(Level.GOOD, text)


def notice(text: str, remedy: str) -> Finding:
    return Finding(Level.NOTICE, text, remedy)


def broken(text: str, remedy: str) -> Finding:
    return Finding(Level.BROKEN, text, remedy)
