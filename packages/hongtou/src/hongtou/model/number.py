"""发文字号: issuer code, year and serial (article 9, item 5; GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_OPEN = "〔［\\[(【〈{﹝"
_CLOSE = "〕］\\])】〉}﹞"
# The pattern is matched against text whose width has been folded (NFKC), so （ and ［ need no mention.
# Blanks are ordinary inside a number; a code may carry a Latin letter but never starts with a digit.
NUMBER = re.compile(
    rf"(?P<code>[一-龥A-Za-z](?:[ \t]?[一-龥A-Za-z]){{0,19}}?)?[ \t]*"
    rf"[{_OPEN}][ \t]*(?P<year>\d[ \t]*\d[ \t]*\d[ \t]*\d)[ \t]*年?[ \t]*[{_CLOSE}][ \t]*"
    r"(?P<ordinal>第)?[ \t]*(?P<serial>\d(?:[ \t]?\d){0,5})[ \t]*号"
)
ORDER_NUMBER = re.compile(r"(?P<code>[一-龥]{0,20}?)[ \t]*第[ \t]*(?P<serial>\d(?:[ \t]?\d){0,5})[ \t]*号")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number.

    ``year`` is None for orders, which are numbered through and not by year (GB/T 9704-2012, 10.2).
    """

    code: str
    year: int | None
    serial: int

    def __post_init__(self) -> None:
        if self.serial < 1:
            raise ValueError(f"发文顺序号应当从1起编：{self.serial}")
        if self.year is not None and not 1900 <= self.year <= 2999:
            raise ValueError(f"年份应当用四位全称：{self.year}")
        if self.year is not None and not self.code:
            raise ValueError("发文字号缺少机关代字")

    @classmethod
    def parse(cls, text: str) -> DocumentNumber:
        """Read a number written in any common manner: other brackets, full-width digits, 第, zeros.

        Raises ValueError, with a Chinese sentence, when ``text`` is not one number and nothing else.
        """
        folded = fold_width(text).strip()
        match = NUMBER.fullmatch(folded) or ORDER_NUMBER.fullmatch(folded)
        if match is None:
            raise ValueError(f"“{text.strip()[:40]}”不是发文字号，应当形如“云政办发〔2026〕12号”")
        return cls.of_match(match)

    @classmethod
    def of_match(cls, match: re.Match[str]) -> DocumentNumber:
        """The number of a match of NUMBER or ORDER_NUMBER; raises ValueError as the constructor does."""
        groups = match.groupdict()
        year = groups.get("year")
        return cls(
            code=re.sub(r"\s+", "", groups["code"] or ""),
            year=int(re.sub(r"\s+", "", year)) if year else None,
            serial=int(re.sub(r"\s+", "", groups["serial"])),
        )

    def __str__(self) -> str:
        """The standard form: full year in 〔〕, no 第, no leading zero (orders keep their 第)."""
        if self.year is None:
            return f"{self.code}第{self.serial}号"
        return f"{self.code}〔{self.year}〕{self.serial}号"


# Hanzi, ASCII and these marks fold to themselves, and make nine tenths of a text.
_MAY_FOLD = re.compile(r"[^\x00-\x7f\u4e00-\u9fff“”‘’、。《》—]")


@cache
def _folded(character: str) -> str:
    """The one character it folds to, or itself; Unicode has few enough to keep them all."""
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def fold_width(text: str) -> str:
    """``text`` with full-width and compatibility characters folded one to one, so offsets hold."""
    return _MAY_FOLD.sub(lambda match: _folded(match[0]), text)
