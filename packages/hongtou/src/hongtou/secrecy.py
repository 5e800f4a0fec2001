"""Marks of state secrets: whether a text, a file name or a file may enter a system that must hold none.

The verdict of BLOCK means a mark was found; of HOLD that a person must look and answer for it (a word
was found, or the content cannot be read). Nothing of the text is kept in a verdict, not even the word
around the hit, so that a verdict may be logged. Rules BM-01 to BM-03 and BM-09.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from hongtou.read.everything import MOST_DEEP, everything_in
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.text import strip_invisible

BODY = "正文"
FILE_NAME = "文件名"
_CONTENT_RULE = "BM-02"
_WRAPPED_LINE = 20
_MARK = r"(?:绝\n{0,2}密|机\n{0,2}密|秘\n{0,2}密)"
_STAR = r"[★☆⭐✦✧✩✪✫✬✭✮✯✰⋆⁂∗*＊✱✲✳※❋]"
_FOLDS = {"絕": "绝", "機": "机", "祕": "秘", "級": "级", "⽐": "比"}
_BLANKS = re.compile(r"[^\S\n]+|[·•‧]")
_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]|\n[^\S\n]*(?=\n)")
_NAME_SEPARATORS = re.compile(r"[_\-—–.,，。、+~#@!]+")


class Level(IntEnum):
    """How severe; the greater wins."""

    PASS = 0
    HOLD = 1
    BLOCK = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One reason: the rule, the pattern or reason code, where, and a Chinese sentence. No text of the file."""

    rule: str
    pattern: str
    level: Level
    place: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The worst level of its hits, and the hits, worst first.

    ``reason`` is ``mark``, ``word``, ``unreadable`` or ``scan_without_text``; None for PASS.
    """

    level: Level
    hits: tuple[Hit, ...] = ()

    @property
    def reason(self) -> str | None:
        if not self.hits:
            return None
        if self.level is Level.BLOCK:
            return "mark"
        codes = {hit.pattern for hit in self.hits} & {"unreadable", "scan_without_text"}
        return min(codes) if len(codes) == len({hit.pattern for hit in self.hits}) else "word"

    def __or__(self, other: Verdict) -> Verdict:
        """Both verdicts in one; a hit they share is named once."""
        hits = sorted(dict.fromkeys(self.hits + other.hits), key=lambda hit: -hit.level)
        return Verdict(max(self.level, other.level), tuple(hits))


@dataclass(frozen=True, slots=True)
class _Pattern:
    id: str
    rule: str
    level: Level
    scope: str
    regex: re.Pattern[str]
    says: str
    spare: bool
    head_lines: int | None
    needs: tuple[str, ...]

    def may_match(self, compact: str) -> bool:
        """Whether *compact* has one of the words without which the pattern matches nothing."""
        return not self.needs or any(word in compact for word in self.needs)


@cache
def _patterns() -> tuple[tuple[_Pattern, ...], re.Pattern[str]]:
    """The table of patterns, and one pattern for all spared phrases."""
    table = tomllib.loads(files("hongtou").joinpath("secrecy_patterns.toml").read_text("utf-8"))
    words = {**table["words"], "MARK": _MARK, "STAR": _STAR}
    patterns = tuple(
        _Pattern(
            id=row["id"],
            rule=row["rule"],
            level=Level[row["level"]],
            scope=row["scope"],
            regex=re.compile(_spelt_out("|".join(row.get("any", [row.get("regex")])), words), re.MULTILINE),
            says=row["says"],
            spare=row.get("spare", False),
            head_lines=row.get("head_lines"),
            needs=tuple(row["needs"]),
        )
        for row in table["pattern"]
    )
    spared = re.compile("|".join("\n?".join(phrase) for phrase in table["spared"]))
    return patterns, spared


def _spelt_out(regex: str, words: Mapping[str, str]) -> str:
    """*regex* with each set of words in the place of its name."""
    for name, meant in words.items():
        regex = regex.replace(name, meant)
    return regex


@cache
def _words() -> tuple[str, ...]:
    """The words that some pattern needs."""
    return tuple(sorted({word for pattern in _patterns()[0] for word in pattern.needs}))


def may_be_marked(text: str) -> bool:
    """Whether :func:`inspect_text` can say anything of *text* but that it has a copy number; quick, and on the safe
    side: where it is False there is no mark and no word of secrecy."""
    compact = _compact(text).replace("\n", "")
    return any(word in compact for word in _words())


def inspect_text(text: str, *, place: str = BODY) -> Verdict:
    """Inspect typed or extracted text; ``place`` is named in the hits (正文, 标题, 页眉 …)."""
    return _inspect(_compact(text), "text", place)


def inspect_name(filename: str, *, place: str = FILE_NAME) -> Verdict:
    """Inspect a file name, its folders and its parts between separators, without the extension."""
    path = PurePosixPath(filename.replace("\\", "/"))
    parts = [*path.parts[:-1], path.stem if path.suffix else path.name]
    separated = _NAME_SEPARATORS.sub("\n", "\n".join(parts))
    return _inspect(_compact("\n".join(parts)), "name", place) | _inspect(_compact(separated), "name", place)


def inspect_file(data: bytes, filename: str) -> Verdict:
    """Inspect a file in memory with its name, all its parts and properties, deleted text and the files in it included.

    What cannot be read is HOLD: reason ``scan_without_text`` for images and pages without text,
    ``unreadable`` for any other. Never raises for what a file contains.
    """
    return _inspect_file(data, filename, _Reach())


@dataclass(slots=True)
class _Reach:
    """How far files within files are still followed: how deep, how many, how many bytes in all."""

    deep: int = MOST_DEEP
    files: int = 500
    size: int = 64 * 2**20

    def take(self, data: bytes) -> None:
        """Count one more file. Raises Unreadable when it is one too many."""
        self.files, self.size = self.files - 1, self.size - len(data)
        if self.deep <= 0 or self.files < 0 or self.size < 0:
            raise Unreadable(
                Kind.UNSUPPORTED, "文件里套着的文件太多、太深或者太大，没有全部核对。请取出后逐个提交。"
            )


def _inspect_file(data: bytes, filename: str, reach: _Reach) -> Verdict:
    verdict = inspect_name(filename)
    try:
        for passage in everything_in(data, filename):
            verdict |= (
                inspect_name(passage.text, place=passage.place)
                if passage.is_name
                else inspect_text(passage.text, place=passage.place)
            )
            if passage.attached is not None:
                reach.take(passage.attached)
                reach.deep -= 1
                verdict |= _under(passage.place, _inspect_file(passage.attached, passage.text, reach))
                reach.deep += 1
    except Unreadable as refusal:
        verdict |= _held(refusal)
    return verdict


def _under(place: str, verdict: Verdict) -> Verdict:
    """The verdict on an attached file, said of the place where it hangs."""
    return Verdict(
        verdict.level,
        tuple(Hit(hit.rule, hit.pattern, hit.level, place, hit.message_zh) for hit in verdict.hits),
    )


def _held(refusal: Unreadable) -> Verdict:
    code = "scan_without_text" if refusal.kind is Kind.NO_TEXT else "unreadable"
    hit = Hit(_CONTENT_RULE, code, Level.HOLD, "文件", f"无法核对是否带有密级标志：{refusal.message_zh}")
    return Verdict(Level.HOLD, (hit,))


def _compact(text: str) -> str:
    """``text`` folded, without blanks and invisible characters, one line break at most at a time."""
    if not text.isascii():
        # The circled 秘 would be folded into an ordinary one and lose what it says.
        text = unicodedata.normalize("NFKC", strip_invisible(text).replace("㊙", "\ue000"))
        text = text.replace("\ue000", "㊙")
        # One replacement after the other is ten times as fast as str.translate.
        for written, meant in _FOLDS.items():
            text = text.replace(written, meant)
    return _BLANKS.sub("", _BREAKS.sub("\n", text))


def _inspect(compact: str, scope: str, place: str) -> Verdict:
    patterns, spared = _patterns()
    without_spared: str | None = None
    hits = []
    for pattern in patterns:
        if pattern.scope not in ("both", scope) or not pattern.may_match(compact):
            continue
        subject = compact
        if pattern.spare:
            if without_spared is None:
                without_spared = spared.sub(_blot, compact)
            subject = without_spared
        elif pattern.head_lines is not None:
            subject = "\n".join([line for line in compact.split("\n") if line][: pattern.head_lines])
        if pattern.regex.search(subject):
            hits.append(Hit(pattern.rule, pattern.id, pattern.level, place, f"{place}中{pattern.says}。"))
    return _verdict(hits)


def _blot(match: re.Match[str]) -> str:
    """Take out a spared phrase, unless it is broken by a line that was not broken for being full."""
    phrase = match.group()
    if "\n" in phrase:
        line_start = match.string.rfind("\n", 0, match.start()) + 1
        if match.start() + phrase.index("\n") - line_start < _WRAPPED_LINE:
            return phrase
    return "□"


def _verdict(hits: Iterable[Hit]) -> Verdict:
    ordered = sorted(hits, key=lambda hit: -hit.level)
    # The bare word says nothing more where the mark itself was found.
    if ordered and ordered[0].level is Level.BLOCK:
        ordered = [hit for hit in ordered if hit.pattern != "mark_word"]
    return Verdict(ordered[0].level if ordered else Level.PASS, tuple(ordered))
