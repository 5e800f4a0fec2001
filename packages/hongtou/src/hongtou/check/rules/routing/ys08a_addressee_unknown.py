"""主送、抄送机关使用全称、规范化简称或者同类型机关统称 (article 9, items 8 and 16): nobody of that name."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Named, Routing, RoutingRule
from hongtou.check.rules.routing.gw25a_addressed_to_a_leader import is_person
from hongtou.check.samples import draft
from hongtou.model.collectives import looks_general
from hongtou.model.organ_names import region_of

# What is named like an organ of Party or government; no list holds every company, school and village one writes to.
_ORGAN = re.compile(
    r"(?:政府|党委|党组|工委|[省市县区]委|(?<!村民)(?<!居民)委员会|[^民居]委|纪委|监委|人大|政协|常委会|法院|检察院|办公室|办公厅|办|部|厅|局|署|"
    r"总工会|联合会|妇联|残联|工商联|镇|乡|街道|街道办事处|会议)$"
)


def _check(routing: Routing) -> Iterator[Fault]:
    leaders = frozenset(leader for organ in routing.organs for leader in organ.leaders)
    for label, field, basis, entries in (
        ("主送", "addressees", "YS-08", routing.addressees),
        ("抄送", "copies", "YS-16", routing.copies),
    ):
        for named in entries:
            if not named.organs and not (field == "addressees" and is_person(named.name, leaders)):
                strength = None if _must_exist(named, routing) else Strength.PRACTICE
                yield Fault(*_words(label, named, routing), field, strength=strength, basis_key=basis)
    if not routing.addressees and routing.asks_or_reports:
        yield Fault(
            f"{routing.genre}没有主送机关。",
            f"请填写主送机关：{routing.genre}应当有受理的上级机关。",
            "addressees",
        )


def _must_exist(named: Named, routing: Routing) -> bool:
    """Whether an organ of that name would stand in the list: no general term, not of a place outside one's own line."""
    place = region_of(named.name)
    own = {region_of(name) for organ in routing.organs for name in organ.superiors}
    elsewhere = len(place) > 1 and not place.endswith(("镇", "乡", "街道")) and place not in own
    known = bool(routing.organs.candidates(named.name)) or not named.name.strip()
    return known or (bool(_ORGAN.search(named.name)) and not looks_general(named.name) and not elsewhere)


def _words(label: str, named: Named, routing: Routing) -> tuple[str, str]:
    if not named.name.strip():
        return f"{label}机关中有一个是空的。", "请填写机关名称，或者删去这一项。"
    if several := routing.organs.candidates(named.name):
        full = "、".join(organ.full_name for organ in several[:4])
        return f"{label}机关“{named.name}”可以指几个机关：{full}。", "请改用机关全称。"
    if looks_general(named.name):
        return (
            f"{label}“{named.name}”包括哪些机关，机关名录里看不出来。",
            "请改用机关名录中有的统称；确实这样称呼的，分送时请逐一选定。",
        )
    likely = routing.organs.similar(named.name)
    hint = f"是不是“{likely}”？" if likely else ""
    return (
        f"{label}机关“{named.name}”不在机关名录中。",
        f"{hint}请使用机关全称、规范化简称或者同类型机关统称；确有这个机关的，请先补进机关名录。",
    )


RULE = RoutingRule(
    code="YS-08A",
    basis_key="YS-08",
    offence="主送或者抄送机关不存在",
    why="送不到的文件等于没有发。",
    check=_check,
    bad=(
        draft("县政府办", "县教育体育局", "关于做好开学工作的通知"),
        draft("县教育局", "县政府", "关于开学工作的报告", copies=("县发改局",)),
        draft("城关镇", "各村（社区）", "关于做好防火工作的通知"),
        draft("县教育局", "云岭建设集团有限公司", "关于商请加快三中工程进度的函"),
    ),
    good=(draft("县政府办", "各乡镇人民政府，县教育局", "关于做好开学工作的通知"),),
)
