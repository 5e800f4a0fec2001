"""How one organ stands to another: as the direction that was told or a list of organs says, else by their names alone."""

from __future__ import annotations

import re
from enum import Enum, auto

from hongtou.check.direction import Direction
from hongtou.check.paper import Paper
from hongtou.model.organ import Relation


class Standing(Enum):
    """Where the addressee stands, seen from the sender."""

    ABOVE = auto()
    BESIDE = auto()
    BELOW = auto()


_NO_REGION = re.compile(r"农业农村|农村|乡村|城乡|市场|市政(?!府)|社区矫正|行政区|开发区|园区|区划|乡镇企业")
_REGION = re.compile(
    r"(?P<province>省|自治区)|(?P<city>市|州|盟)|(?P<county>县|区|旗)|(?P<town>镇|乡|街道)|(?P<village>村|社区)"
)
_RANKS = {"province": 4, "city": 3, "county": 2, "town": 1, "village": 0}
_GENERAL = re.compile(r"各|全[县市省镇乡]|所属|有关(?:单位|部门)")
_LEADING = re.compile(
    r"(?:政府|[省市县区州旗镇乡]委|党委|工委|常委会|常务委员会|代表大会|中国共产党.*委员会|中共.*委员会)$"
)
_NOT_LEADING = re.compile(r"(?:纪律检查|监察|发展和改革|卫生健康|政法|编制|监督管理)委员会$")
_CONGRESS = re.compile(r"(?:人民代表大会|人大)(?:常务委员会|常委会)?$")
_ELECTED = re.compile(r"政府$|人民法院$|人民检察院$|监察委员会$|监委$")
_PERSON_OR_GROUP = re.compile(
    r"(?:[县市区镇乡省局处院校部科股]长|主任|书记|主席|同志|先生|女士|党组|党支部|党总支)$"
)
_NO_WORK = re.compile(r"[和与及、]|分?局|委员会|[委厅部办处室科]$")
_TOLD = {Direction.UP: Standing.ABOVE, Direction.LEVEL: Standing.BESIDE, Direction.DOWN: Standing.BELOW}
_PLACE_LENGTH, _WORK_LENGTH = 3, 2


def standing(sender: str, to: str) -> Standing | None:
    """Where *to* stands to *sender*; None where their names do not tell."""
    if _GENERAL.search(to):
        return Standing.BELOW
    mine, theirs = _rank(sender), _rank(to)
    if mine is None or theirs is None or _PERSON_OR_GROUP.search(to):
        return None
    if theirs == mine:
        if _leads(to) is _leads(sender) or _elsewhere(sender, to):
            return Standing.BESIDE
        return Standing.ABOVE if _leads(to) else Standing.BELOW
    higher, lower = (to, sender) if theirs > mine else (sender, to)
    if not _leads(higher):
        if _leads(lower):
            return Standing.BESIDE
        if _work(higher) != _work(lower):
            return None
    return Standing.ABOVE if theirs > mine else Standing.BELOW


def of_addressees(paper: Paper) -> frozenset[Standing | None]:
    """Where the addressees of a paper stand to its sender: all of them where the direction was told, those that the list
    of organs knows where there is one, the others by their names."""
    to = paper.dispatch
    if to.addressees and paper.said in _TOLD:
        return frozenset((_TOLD[paper.said],))
    return frozenset(_one(paper, name) for name in to.addressees)


def _one(paper: Paper, name: str) -> Standing | None:
    """Where one addressee stands; a general term (各乡镇) is for those below, whoever leads them."""
    sender = paper.organs.get(paper.dispatch.sender) if paper.listed else None
    organ = paper.organs.get(name) if sender else None
    if sender is None or organ is None:
        return standing(paper.dispatch.sender, name)
    return _seen_from(paper.organs.relation(sender, organ))


def _seen_from(relation: Relation) -> Standing | None:
    if relation is Relation.SELF:
        return None
    if relation.is_above:
        return Standing.ABOVE
    return Standing.BELOW if relation.is_below else Standing.BESIDE


def answers_to(sender: str, to: str) -> bool:
    """Whether *to* is the people's congress, or its standing committee, that elected *sender* and hears its reports."""
    same_place = _rank(sender) is not None and _rank(sender) == _rank(to) and not _elsewhere(sender, to)
    return bool(same_place and _CONGRESS.search(to) and _ELECTED.search(sender))


def has_no_superior(stands: frozenset[Standing | None]) -> bool:
    """Whether addressees are known to stand beside or below, and none above."""
    return Standing.ABOVE not in stands and bool(stands & {Standing.BELOW, Standing.BESIDE})


def _rank(name: str) -> int | None:
    found = [match.lastgroup for match in _REGION.finditer(_NO_REGION.sub("", name))]
    return min((_RANKS[group] for group in found if group), default=None)


def _leads(name: str) -> bool:
    return bool(_LEADING.search(name)) and not _NOT_LEADING.search(name)


def _elsewhere(one: str, other: str) -> bool:
    """Whether two names say two places: 云岭县 and 东陵县."""
    here, there = (_REGION.split(_NO_REGION.sub("", name))[0].removeprefix("中共") for name in (one, other))
    return min(len(here), len(there)) + 1 >= _PLACE_LENGTH and here != there


def _work(name: str) -> str:
    """The first characters of the work an organ does: 水利 of 云岭县水利局."""
    bare = _NO_WORK.sub("", name)
    marks = [match.end() for match in _REGION.finditer(_NO_REGION.sub(lambda m: "〓" * len(m.group()), bare))]
    return bare[max(marks, default=0) :][:_WORK_LENGTH]
