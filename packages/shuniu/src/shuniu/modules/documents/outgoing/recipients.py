"""To whom a document goes: 主送 and 抄送 as they are printed, expanded to units of the county and organs outside.

Names and general terms (各乡镇, 县直各部门, 县委各部门 …) mean what they mean to the rules of routing: hongtou's tree of
organs, made from the county's units each time, so that no group goes stale. Named lists are kept by the office. What
cannot be resolved is said in a sentence, never guessed. Pure: the county comes in as a `Register`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hongtou import Organ, Organs
from shuniu.modules.documents.models import Delivery

MAIN, COPY = Delivery.Role.ADDRESSEE, Delivery.Role.COPY


@dataclass(frozen=True)
class Place:
    """A unit of the county as recipients see it; `manned` says that somebody there can sign for what comes."""

    id: int
    name: str
    short_name: str
    active: bool = True
    manned: bool = True


@dataclass(frozen=True)
class NamedList:
    """A list that the office keeps: unit ids and organs outside, in its order."""

    name: str
    members: tuple[int | str, ...]


@dataclass(frozen=True)
class Register:
    """What the county knows: its organs and units, the office's lists, whom it sends to outside; `own` sends.
    `served_by` is the office that takes in what is addressed to a 领导机关, by the organ's full name."""

    organs: Organs
    places: Mapping[int, Place]
    lists: Sequence[NamedList] = ()
    outside: Collection[str] = ()
    own: int = 0
    served_by: Mapping[str, int] = field(default_factory=dict)

    def named(self, name: str) -> Place | None:
        """The unit with that full name."""
        return next((place for place in self.places.values() if place.name == name), None)


@dataclass(frozen=True)
class Recipient:
    """One recipient: a unit (`unit`) or an organ outside (`outside`), as 主送 or 抄送, and the words that meant it."""

    role: str
    unit: int | None
    name: str
    said_as: str

    @property
    def outside(self) -> str:
        return "" if self.unit is not None else self.name


@dataclass
class Expansion:
    """Whom the document names, each once, in the order of the paper; and what has to be said about it."""

    recipients: list[Recipient] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def of(self, role: str) -> list[Recipient]:
        """Those in this *role*."""
        return [one for one in self.recipients if one.role == role]


_TAIL = frozenset({"政府", "人民政府", "党委", "办事处", "委", "办", "局", "部", "单位"})
"""What 各乡镇党委、政府 leaves behind where a line of organs is taken apart at its commas."""
_VAGUE = re.compile("有关|相关")


def expand(register: Register, addressees: Sequence[str], copies: Sequence[str]) -> Expansion:
    """The recipients that the two lines of a document name, and sentences on what is wrong with them."""
    found = Expansion()
    seen: dict[int | str, Recipient] = {}
    for role, words in ((MAIN, addressees), (COPY, copies)):
        for name in _terms(words):
            for key in _members(register, name, found.problems):
                _add(register, found, seen, role=str(role), key=key, said_as=name)
    return found


def _terms(words: Sequence[str]) -> Iterator[str]:
    """The names of a line, with 各乡镇党委、政府 put together again."""
    whole = ""
    for name in words:
        if whole and name in _TAIL:
            whole += f"、{name}"
            continue
        if whole:
            yield whole
        whole = name
    if whole:
        yield whole


def _add(
    register: Register,
    found: Expansion,
    seen: dict[int | str, Recipient],
    *,
    role: str,
    key: int | str,
    said_as: str,
) -> None:
    if key == register.own:
        return
    place = register.places.get(key) if isinstance(key, int) else None
    name = place.short_name if place is not None else str(key)
    earlier = seen.get(key)
    if earlier is not None:
        first = "主送" if earlier.role == MAIN else "抄送"
        again = "主送" if role == MAIN else "抄送"
        found.problems.append(
            f"“{name}”写了两次（{first}的“{earlier.said_as}”、{again}的“{said_as}”），只送一次，按{first}办理。"
        )
        return
    if place is not None and not place.manned:
        found.problems.append(
            f"{place.short_name}在本系统里没有文书，收不到电子件，按县外单位送文件、收回执。"
        )
        made = Recipient(role, None, place.name, said_as)
    else:
        made = Recipient(role, place.id if place is not None else None, name, said_as)
    seen[key] = made
    found.recipients.append(made)


def _members(register: Register, name: str, problems: list[str]) -> list[int | str]:
    """Who is meant by *name*; nothing, and a sentence in *problems*, where that cannot be said."""
    listed = next((one for one in register.lists if one.name == name), None)
    if listed is not None:
        return [key for member in listed.members for key in _standing(register, member, problems)]
    organs, several = register.organs.find(name), register.organs.candidates(name)
    if organs and not several and _VAGUE.search(name):
        problems.append(f"“{name}”没有写明是哪些单位，请逐个选。")
        return []
    if organs:
        return [key for organ in organs for key in _key_of(register, organ, problems, alone=bool(several))]
    if several:
        full = "、".join(organ.full_name for organ in several[:4])
        problems.append(f"“{name}”可以指几个单位：{full}，请选定是哪一个。")
        return []
    if name in register.outside:
        return [name]
    likely = register.organs.similar(name)
    hint = f"是不是“{likely}”？" if likely else "请核对名称。"
    problems.append(f"单位目录里没有“{name}”。{hint}县外的单位，请写在“县外、另行送达”里。")
    return []


def _key_of(register: Register, organ: Organ, problems: list[str], *, alone: bool) -> Iterator[int | str]:
    place = register.named(organ.full_name)
    if organ.full_name in register.served_by:
        yield register.served_by[organ.full_name]
        return
    if place is None:
        if alone or organ.level.name in {"CENTRAL", "PROVINCE", "CITY"}:
            yield organ.full_name
        return
    if place.active:
        yield place.id
        return
    successor = register.organs.get(organ.successor) if organ.successor else None
    after = register.named(successor.full_name) if successor is not None else None
    if after is None or not after.active:
        problems.append(f"{place.name}已经撤销，没有登记由哪个单位承接，这次不送。")
        return
    problems.append(f"{place.name}已经撤销，职能划入{after.name}，改送{after.short_name}。")
    yield after.id


def _standing(register: Register, member: int | str, problems: list[str]) -> Iterator[int | str]:
    place = register.places.get(member) if isinstance(member, int) else None
    organ = register.organs.get(place.name) if place is not None else None
    if organ is None:
        yield member
    else:
        yield from _key_of(register, organ, problems, alone=True)


@dataclass(frozen=True)
class News:
    """Who is new in a group since it was last sent to, and who is gone."""

    group: str
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def words(self) -> str:
        """As a sentence."""
        said = [f"新增{'、'.join(self.new)}"] if self.new else []
        said += [f"少了{'、'.join(self.gone)}"] if self.gone else []
        return f"“{self.group}”与上次相比{'；'.join(said)}。"


def groups_in(found: Expansion) -> dict[str, list[str]]:
    """The names of the recipients by the words that meant them, in order."""
    made: dict[str, list[str]] = {}
    for one in found.recipients:
        made.setdefault(one.said_as, []).append(one.name)
    return made


def news_of(found: Expansion, last: Mapping[str, Collection[str]]) -> list[News]:
    """What differs from *last*: the names that each group's words were sent to the last time."""
    made = []
    for said, names in groups_in(found).items():
        before = last.get(said)
        if not before or (len(names) == 1 and set(names) == set(before)):
            continue
        new = tuple(name for name in names if name not in before)
        gone = tuple(name for name in before if name not in names)
        if new or gone:
            made.append(News(said, new, gone))
    return made


def number_ranges(copies: Sequence[int], first: int) -> list[str]:
    """份号 for recipients that get so many *copies* each, one after the other from *first* on, six digits each."""
    ranges, at = [], first
    for count in copies:
        ranges.append(f"{at:06d}" if count == 1 else f"{at:06d}—{at + count - 1:06d}")
        at += count
    return ranges
