"""The text of a draft: what is saved as a version, and the digest that a signature covers. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import hongtou

_SPLIT = re.compile(r"、(?!(?:人民)?政府)|[，,；;\n]+")
"""各乡镇党委、人民政府 is one general term; 县委、县政府 are two organs."""


@dataclass(frozen=True)
class AnnexText:
    """One annex: its name, and its text in the form of a body."""

    title: str
    text: str


@dataclass(frozen=True)
class Content:
    """What a version holds. `body` and the annexes' texts have one paragraph a line; levels are their markers, lines
    with tabs are rows of a table (`hongtou.blocks_of`). `addressees` and `copy_to` are names as they are printed."""

    title: str
    addressees: tuple[str, ...] = ()
    body: str = ""
    annexes: tuple[AnnexText, ...] = ()
    copy_to: tuple[str, ...] = ()
    note: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is kept in the database, and as it is read from there: lists, no tuples."""
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Content:
        """What `kept` gave."""
        return cls(
            title=kept["title"],
            addressees=tuple(kept["addressees"]),
            body=kept["body"],
            annexes=tuple(AnnexText(**annex) for annex in kept["annexes"]),
            copy_to=tuple(kept["copy_to"]),
            note=kept["note"],
        )

    @property
    def digest(self) -> str:
        """SHA-256 over title, addressees, body and annexes: what the signature covers (GW-14)."""
        signed = {k: v for k, v in asdict(self).items() if k in {"title", "addressees", "body", "annexes"}}
        whole = json.dumps(signed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(whole.encode()).hexdigest()


def names_of(line: str) -> tuple[str, ...]:
    """The organs of a line as it is typed: 各乡镇人民政府，县直各部门 → two names."""
    return tuple(name for part in _SPLIT.split(line) if (name := part.strip().rstrip("：:。")))


def clean_body(text: str) -> str:
    """*text* with unix line ends, without spaces around lines and without blank lines but one between two tables; tabs
    of table rows stay."""
    kept: list[str] = []
    blank = False
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw.strip(" \u3000\r")
        if line.strip():
            parts = blank and bool(kept) and "\t" in kept[-1] and "\t" in line
            kept += ["", line] if parts else [line]
        blank = not line.strip()
    return "\n".join(kept)


def words_in(text: str) -> int:
    """How long a body is: each Hanzi, each number, each Latin word (JW-03)."""
    return hongtou.count_words(text)
