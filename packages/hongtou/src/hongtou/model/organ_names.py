"""The names of organs: what a name says by itself, and under which names one organ may stand.

Article 9, item 8: full name, standard short name, or the general term for organs of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hongtou.model.number import fold_width
from hongtou.model.organ import Organ, OrganKind, OrganLevel

_BLANKS = re.compile(r"\s+")
_TOWN_AND_COUNTRY = r"(?!(?<=城乡)(?:建设|规划|统筹|居民|一体|融合|社区))"
"""城乡 of 住房城乡建设局 names no township; 新城乡人民政府 is one."""
_REGION = re.compile(
    r"^(?:中国共产党|中共|政协)?"
    r"(?P<region>.{0,10}?(?:自治区|自治州|自治县|省|市(?!场)|州(?![市县区])|盟|地区|县(?!城)|区(?!域)|旗|镇|乡(?!村)"
    + _TOWN_AND_COUNTRY
    + r"|街道))"
)
_OF = r"^(?:中国共产党|中共|政协|共青团)?(?:.{2,5}自治区)?"
"""What may stand before the place: an autonomous region (内蒙古自治区) is no district of a county's rank."""
_LEVELS = (
    (OrganLevel.VILLAGE, re.compile(r"村(?:民)?委员会$|社区")),
    (
        OrganLevel.TOWNSHIP,
        re.compile(r"^(?:中国共产党|中共)?(?:.{1,8}[县区旗])?.{1,6}(?:镇|乡" + _TOWN_AND_COUNTRY + r"|街道)"),
    ),
    (OrganLevel.COUNTY, re.compile(_OF + r".{0,8}?(?:自治县|县|(?<!自治)(?<!地)区|旗)(?!域|城)")),
    (OrganLevel.CITY, re.compile(_OF + r".{0,8}?(?:市(?!场)|自治州|州|盟|地区)")),
    (OrganLevel.PROVINCE, re.compile(r"^(?:中国共产党|中共|政协|共青团)?.{0,6}?(?:省|自治区)")),
)
_KINDS = (
    (OrganKind.OFFICE, re.compile(r"(?:委员会?|委|人民政府|政府)办公?[厅室]?$")),
    (
        OrganKind.TOWNSHIP,
        re.compile(r"(?:镇|乡|街道)(?:人民政府|政府|办事处|委员会|党委|工作委员会|党工委)?$"),
    ),
    (OrganKind.GOVERNMENT, re.compile(r"(?:人民政府|(?<=[省市县区州旗盟])政府|^国务院)$")),
    (
        OrganKind.PARTY_COMMITTEE,
        re.compile(r"^(?:中国共产党|中共).{1,12}[省市县区州旗](?:委员会|委)$|^[省市县区]委$"),
    ),
    (OrganKind.INTERNAL, re.compile(r"[科股]$|局.{0,6}(?:室|处)$|[厅委部].{1,8}处$")),
    (OrganKind.DEPARTMENT, re.compile(r"[部委厅局]$|委员会$|办公室$|分局$")),
)
_ASSEMBLY = re.compile(
    r"人民代表大会|人大常委会|^政协|人民政治协商会议|人民法院|人民检察院|总工会|妇女联合会|共青团"
)
_BESIDE_GOVERNMENT = re.compile(rf"{_ASSEMBLY.pattern}|监察委员会|监委$|纪律检查委员会|纪委$")
_CORE_TAIL = re.compile(r"(?:办公[厅室]|[厅局部]|委员会|委)$")
_BRACKETED = re.compile(r"[（(]([^（()）]*)[）)]")
_SAME = (
    (re.compile("人民政府"), "政府"),
    (re.compile("(?<!人民)政府"), "人民政府"),
    (re.compile("中国共产党"), "中共"),
)


def key(name: str) -> str:
    """``name`` as it is compared: width folded, without blanks."""
    return _BLANKS.sub("", fold_width(name))


def region_of(name: str) -> str:
    """The place an organ is named after, with its 县 or 镇; empty when the name has none."""
    found = _REGION.match(name)
    return found["region"] if found else ""


def level_of(name: str) -> OrganLevel:
    """The layer a full name speaks of; COUNTY when it says nothing."""
    if name.startswith(("国务院", "中共中央", "中央")):
        return OrganLevel.CENTRAL
    for level, pattern in _LEVELS:
        if pattern.search(name):
            return level
    return OrganLevel.COUNTY


def kind_of(name: str) -> OrganKind:
    """The kind a full name speaks of; OTHER when it says nothing."""
    if _ASSEMBLY.search(name):
        return OrganKind.OTHER
    for kind, pattern in _KINDS:
        if pattern.search(name):
            return kind
    return OrganKind.OTHER


def stands_beside_government(name: str) -> bool:
    """Whether no government leads an organ of that name: congress, court, procuratorate, supervision, 政协, 群团."""
    return bool(_BESIDE_GOVERNMENT.search(name))


def work_of(name: str) -> str:
    """What a department does: the name without its place and without 局, 厅, 委员会; may be empty."""
    bare = _BRACKETED.sub("", name)
    found = _REGION.match(bare)
    rest = bare[found.end() :] if found else bare
    return _CORE_TAIL.sub("", rest)


def names_of(organ: Organ) -> Iterator[str]:
    """Every name under which ``organ`` may stand in a document, as ``key`` compares them."""
    given = (organ.name, organ.short_name, organ.party_name, *organ.aliases)
    for name in (name for name in given if name):
        yield from _variants(key(name))
    if organ.kind is OrganKind.TOWNSHIP:
        place = re.sub(r"(?:人民政府|政府|办事处|委员会|党委)$", "", key(organ.name)).removeprefix("中共")
        if organ.party_name or not organ.name.startswith("中共"):
            yield from (place, f"{place}人民政府", f"{place}政府")
        if organ.party_name or organ.name.startswith("中共"):
            yield from (f"中共{place}委员会", f"中共{place}委", f"{place}党委", f"{place}委员会")
        if organ.party_name:
            yield from (f"{place}党委、政府", f"{place}党委、人民政府", f"{place}党委政府")


def loose_names_of(organ: Organ) -> Iterator[str]:
    """Names that mean ``organ`` where nobody else bears them: 县教育局 for that of the own county, its 党组."""
    place = region_of(organ.name)
    if len(place) > 1 and not organ.short_name.startswith(place):
        bare = key(organ.name).replace(place, place[-1], 1)
        yield from _variants(bare)
        yield bare.removeprefix("中共")
    if organ.kind in (OrganKind.DEPARTMENT, OrganKind.OFFICE, OrganKind.GOVERNMENT) and organ.party_name:
        for name in (organ.name, organ.short_name, f"中共{organ.name}"):
            yield from (f"{key(name)}党组", f"{key(name)}党委")


def _variants(name: str) -> Iterator[str]:
    yield name
    yield from _BRACKETED.findall(name)
    bare = _BRACKETED.sub("", name)
    for part in {bare, *bare.split("、")}:
        yield part
        for written, meant in _SAME:
            if written.search(part):
                yield written.sub(meant, part)
        if match := re.search(r"[省市县区州旗]委员会", part):
            cut = part[: match.end() - 3] + "委" + part[match.end() :]
            yield from (cut, cut.removeprefix("中共"))
        elif part.endswith("委员会"):
            yield part.removesuffix("员会")
        if part.startswith("中共") and re.search(r"[省市县区州旗]委", part):
            yield part.removeprefix("中共")
