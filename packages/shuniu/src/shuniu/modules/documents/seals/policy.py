"""What the regulation says of using seals (GW-18): pure functions, each with its rule. No database, no clock."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from shuniu.kernel.base.faults import Fault

RULE = "GW-18"
PARTY, SIGNATURE = "party", "signature"
SIGNED_GENRES = frozenset({"命令", "议案"})
"""Genres that bear the name seal of the one who signs beside, or instead of, the seal of the organ."""
LETTERS = frozenset({"函"})
LEAST_TEXT = 10
"""So many Hanzi, letters or digits at least make a text."""
_BLANK = re.compile(r"空白|未填|待填|没有内容")
_SHEETS = re.compile(r"^(公函|介绍信|信笺|便笺|信纸|合同|证明|A4纸|白纸|稿纸|文件)$")
_SIGNS = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_GAP = re.compile(r"[_＿﹏]{3,}|[（(]\s{2,}[)）]|×{2,}")


@dataclass(frozen=True)
class Name:
    """In whose name a paper is signed: the organ (unit id), the name as it is printed, what the organ is called, and
    the name of its Party organisation, which for an organ of the Party is the same."""

    organ: int
    printed: str
    own: str
    party_name: str = ""

    @property
    def of_the_party(self) -> bool:
        """Whether it is the name of the Party organisation within the organ that is signed."""
        return self.printed == self.party_name != self.own


def bears(name: Name, *, organ: int, kind: str, genre: str) -> bool:
    """Whether a seal of *organ* and *kind* is the one that goes with the 署名 *name*: the seal is that of who signs."""
    if organ != name.organ:
        return False
    if kind == SIGNATURE:
        return genre in SIGNED_GENRES
    return (kind == PARTY) == name.of_the_party


def match_fault(name: Name, *, seal: str, organ: int, kind: str, genre: str) -> Fault | None:
    """The seal must be that of the organ whose name is signed."""
    if bears(name, organ=organ, kind=kind, genre=genre):
        return None
    return Fault(
        "seal", RULE, f"落款是“{name.printed}”，不能盖“{seal}”：印章要与署名机关相符，请选择署名机关的印章。"
    )


def substance(text: str) -> int:
    """How many signs of *text* say something: Hanzi, letters, digits."""
    return len(_SIGNS.findall(text))


def gaps_in(text: str) -> int:
    """How many places of *text* were left to be filled in."""
    return len(_GAP.findall(text))


def blank_fault(*, paper: str, reason: str, text: str, drawn: bool) -> Fault | None:
    """空白用印 is forbidden: a paper without a name, without words, or an empty sheet.

    *text* is what can be read in the attached file; *drawn* says that, without words, something is seen on it.
    """
    if _BLANK.search(paper) or _SHEETS.match(paper.strip()):
        return Fault("paper", RULE, "不得在空白公函、介绍信、信笺等空白件上用印，请写明是哪一份文件。")
    if substance(paper) < 4:
        return Fault("paper", RULE, "文件名称太短，看不出是哪一份，请写全称。")
    if substance(reason) < 2:
        return Fault("reason", RULE, "请写明用印事由。")
    if substance(text) < LEAST_TEXT and not drawn:
        return Fault("file", RULE, "附的文件是空白的，不得空白用印，请附要盖章的那份文件。")
    return None


def letter_fault(*, genre: str, addressees: Collection[str], body: str) -> Fault | None:
    """空白公函 is forbidden: a document without text, a letter without addressee, or with places left open."""
    if substance(body) < 2:
        return Fault("seal", RULE, "公文没有正文，不得空白用印，请先把正文写完再送签发。")
    if genre in LETTERS and not addressees:
        return Fault("seal", RULE, "函没有主送机关，属于空白公函，不得用印，请先补写主送机关。")
    if _GAP.search(body):
        return Fault(
            "seal", RULE, "正文里还有留空没有填写的地方，属于空白公函，不得用印，请用“签发后更正”补齐。"
        )
    return None


def press_fault(*, copies: int, remaining: int, sealer: int, watcher: int) -> Fault | None:
    """No more impressions than were approved; whoever watches (监印) is another than who seals."""
    if watcher == sealer:
        return Fault("supervisor", RULE, "监印人不能是用印人本人，请另选一位。")
    if copies > remaining:
        return Fault("copies", RULE, f"批准的还剩 {remaining} 份，不能盖 {copies} 份，请核对份数。")
    return None


def consent_fault(*, kind: str, basis: str) -> Fault | None:
    """The seal of an organ or of the Party is not used without the consent of a leader of the unit."""
    if kind == "office" or substance(basis) >= 2:
        return None
    return Fault(
        "basis", RULE, "用机关印章、党组织印章，要经本单位领导批准，请写明哪位领导何时批准、批在哪里。"
    )
