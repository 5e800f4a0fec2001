"""How one organ stands to another by their names alone, where no list of organs tells."""

from __future__ import annotations

import re
from enum import Enum, auto

from hongtou.check.paper import Paper


class Standing(Enum):
    """Where the addressee stands, seen from the sender."""

    ABOVE = auto()
    BESIDE = auto()
    BELOW = auto()


_NO_REGION = re.compile(r"农业农村|农村|乡村|城乡|市场|市政|社区矫正|行政区|开发区|园区|区划|乡镇企业")
_REGION = re.compile(
    r"(?P<province>省|自治区)|(?P<city>市|州|盟)|(?P<county>县|区|旗)|(?P<town>镇|乡|街道)|(?P<village>村|社区)"
)
_RANKS = {"province": 4, "city": 3, "county": 2, "town": 1, "village": 0}
_GENERAL = re.compile(r"各|全[县市省镇乡]|所属|有关(?:单位|部门)")
_LEADING = re.compile(
    r"(?:政府|[省市县区州旗镇乡]委|党委|工委|常委会|常务委员会|代表大会|中国共产党.*委员会|中共.*委员会)$"
)
_SAME_WORK = 3


def standing(sender: str, to: str) -> Standing | None:
    """Where *to* stands to *sender*; None where their names do not tell."""
    if _GENERAL.search(to):
        return Standing.BELOW
    mine, theirs = _rank(sender), _rank(to)
    if mine is None or theirs is None:
        return None
    if theirs == mine:
        if _leads(to) is _leads(sender):
            return Standing.BESIDE
        return Standing.ABOVE if _leads(to) else Standing.BELOW
    higher, lower = (to, sender) if theirs > mine else (sender, to)
    if not _leads(higher) and (_leads(lower) or higher[-_SAME_WORK:] != lower[-_SAME_WORK:]):
        return Standing.BESIDE
    return Standing.ABOVE if theirs > mine else Standing.BELOW


def of_addressees(paper: Paper) -> frozenset[Standing | None]:
    """Where the addressees of a paper stand to its sender."""
    return frozenset(standing(paper.dispatch.sender, name) for name in paper.dispatch.addressees)


def _rank(name: str) -> int | None:
    found = [match.lastgroup for match in _REGION.finditer(_NO_REGION.sub("", name))]
    return min((_RANKS[group] for group in found if group), default=None)


def _leads(name: str) -> bool:
    return bool(_LEADING.search(name))
