"""To whom a document goes: 主送 and 抄送 as they are printed, expanded to units of the county and organs outside.

The groups (各乡镇, 县直各部门, 县委各部门 …) are worked out from the tree of units each time, so that they never go
stale; named lists are kept by the office. What cannot be resolved is said in a sentence, never guessed. Pure: the
county comes in as a `Register`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shuniu.modules.documents.models import Delivery

MAIN, COPY = Delivery.Role.ADDRESSEE, Delivery.Role.COPY


@dataclass(frozen=True)
class Place:
    """A unit of the county as recipients see it. `side` says to whom it answers: party, government or "" ; `successor`
    the id of the unit that does its work now."""

    id: int
    name: str
    short_name: str
    party_name: str
    kind: str
    side: str = ""
    active: bool = True
    manned: bool = True
    successor: int | None = None


@dataclass(frozen=True)
class NamedList:
    """A list that the office keeps: unit ids and organs outside, in its order."""

    name: str
    members: tuple[int | str, ...]


@dataclass(frozen=True)
class Register:
    """What the county knows: its units in protocol order, the office's lists, whom it sends to outside."""

    places: Sequence[Place]
    lists: Sequence[NamedList] = ()
    outside: Collection[str] = ()
    own: int = 0
    county: str = ""

    def place(self, pk: int) -> Place | None:
        """The unit *pk*."""
        return next((place for place in self.places if place.id == pk), None)


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


_TOWNSHIPS = re.compile(r"(?:全县|本县|县辖)?各(?:乡镇|乡（镇）|乡\(镇\)|镇乡|乡|镇|街道)")
_PARTY = re.compile(r"县委(?:各部委办局?|各部门|各部|各单位|工作机关)")
_GOVERNMENT = re.compile(r"(?:县政府|县人民政府)(?:各部门|各委办局|各工作部门|直属各单位)")
_ALL = re.compile(r"县(?:直|级)?(?:机关)?各(?:部门|单位|委办局|部委办局|部委办|委|办|局|部|有关部门)")
_VAGUE = re.compile(r"有关|相关")
_TAIL = frozenset({"政府", "人民政府", "党委", "办事处", "委", "办", "局", "部", "各人民团体", "人民团体"})
"""What 各乡镇党委、政府 leaves behind where a line of organs is taken apart at its commas."""
_ABOVE = re.compile(
    r"^(?:中共中央|国务院|全国人大|最高人民|中共[^县]{1,12}(?:省|市|自治区|州)委|[^县乡镇]{2,8}(?:省|市|自治区|州))"
)


def expand(register: Register, addressees: Sequence[str], copies: Sequence[str]) -> Expansion:
    """The recipients that the two lines of a document name, and sentences on what is wrong with them."""
    found = Expansion()
    seen: dict[int | str, Recipient] = {}
    for role, words in ((MAIN, addressees), (COPY, copies)):
        before = False
        for name in words:
            if before and name in _TAIL:
                continue
            members = _members(register, name, found.problems)
            before = members is not None and name.startswith(("各", "县", "全县"))
            for key in members or ():
                _add(register, found, seen, role=str(role), key=key, said_as=name)
    return found


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
    place = register.place(key) if isinstance(key, int) else None
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


def _members(register: Register, name: str, problems: list[str]) -> list[int | str] | None:
    """Who is meant by *name*; nothing, and a sentence in *problems*, where that cannot be said."""
    listed = next((one for one in register.lists if one.name == name), None)
    if listed is not None:
        return list(_standing(register, listed, problems))
    group = group_of(register, name)
    if group is not None:
        if _VAGUE.search(name):
            problems.append(f"“{name}”没有写明是哪些单位，请在“县内送往”里逐个选。")
            return []
        if not group:
            problems.append(f"“{name}”在单位目录里一个单位也没有，请逐个选。")
        return [place.id for place in group]
    place = _unit_named(register, name)
    if place is not None:
        return _one(register, place, problems)
    if name in register.outside or _ABOVE.match(name):
        return [name]
    near = "、".join(_near(register, name))
    hint = f"是不是{near}？" if near else "请核对名称；"
    problems.append(f"单位目录里没有“{name}”。{hint}县外的单位，请写在“县外送往”里。")
    return None


def _standing(register: Register, listed: NamedList, problems: list[str]) -> Iterator[int | str]:
    for member in listed.members:
        place = register.place(member) if isinstance(member, int) else None
        if place is None:
            yield member
        else:
            yield from _one(register, place, problems)


def _one(register: Register, place: Place, problems: list[str]) -> list[int | str]:
    if place.active:
        return [place.id]
    successor = register.place(place.successor) if place.successor is not None else None
    if successor is None or not successor.active:
        problems.append(f"{place.name}已经撤销，没有登记由哪个单位承接，这次不送。")
        return []
    problems.append(f"{place.name}已经并入{successor.name}，改送{successor.short_name}。")
    return [successor.id]


def group_of(register: Register, name: str) -> list[Place] | None:
    """The units of the group that *name* names (各乡镇, 县直各部门, 县委各部门 …), in protocol order; None when it is
    no group. The office that sends is none of them."""
    active = [place for place in register.places if place.active and place.id != register.own]
    if _TOWNSHIPS.match(name):
        return [place for place in active if place.kind == "township"]
    name = name.removeprefix(register.county).removeprefix("中共")
    name = name if name.startswith("县") else f"县{name}" if name.startswith("直") else name
    departments = [place for place in active if place.kind in {"department", "office"}]
    if _PARTY.match(name):
        return [place for place in departments if place.side == "party"]
    if _GOVERNMENT.match(name):
        return [place for place in departments if place.side == "government"]
    if _ALL.match(name) or (_VAGUE.search(name) and name.startswith("县")):
        return departments
    return None


_SUFFIX = re.compile(r"(?:党委和政府|党委政府|人民政府|党委|党工委|党组|办事处)$")


def _unit_named(register: Register, name: str) -> Place | None:
    """The unit with that name: in full, in short, its Party name, with or without the county's; one in use first."""
    wanted = {name, name.removeprefix(register.county), f"{register.county}{name.removeprefix('县')}"}
    if register.county.endswith("县"):
        wanted.add(f"县{name.removeprefix(register.county)}")
    wanted.add(_SUFFIX.sub("", name))
    hits = [
        place
        for place in register.places
        if wanted & {place.name, place.short_name, place.party_name or place.name}
    ]
    return next((place for place in hits if place.active), hits[0] if hits else None)


def _near(register: Register, name: str) -> Iterable[str]:
    """Units whose names have most of the characters of *name*, two at most."""
    wanted = set(name.removeprefix(register.county).removeprefix("县")) - set("县局委办公室人民政府")
    scored = sorted(
        (
            (len(wanted & set(place.short_name)), place.short_name)
            for place in register.places
            if place.active
        ),
        key=lambda one: -one[0],
    )
    return [short for score, short in scored[:2] if wanted and score * 2 >= len(wanted)]


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
