"""同类型机关统称: the general terms that stand for many organs, and which organs they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hongtou.model.organ import Organ, OrganKind, OrganLevel
from hongtou.model.organ_names import key

_LAYERS = {"省": OrganLevel.PROVINCE, "市": OrganLevel.CITY, "县": OrganLevel.COUNTY, "区": OrganLevel.COUNTY}
_LONGEST = 80
_LOOKS_GENERAL = re.compile(r"各|有关|相关|所属|直属单位")
_OPEN = re.compile(r"有关|相关")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_WHOLE = re.compile(r"^(?:本|全|我)[省市县区]")
_TOWNSHIPS = re.compile(
    r"^(?:各|有关|相关|各有关|各相关)(?P<what>乡镇街道|乡镇办|乡镇|镇乡|镇街|镇办|乡|镇|街道)"
    r"(?:各?街道办事处|各?街道|党委|党工委|人民政府|政府|办事处|[、和及])*$"
)
_DEPARTMENTS = re.compile(
    r"^(?:(?P<layer>[省市县区])(?P<side>直机关|级机关|级国家机关|直|级|属|委、?[省市县区]政府|委和[省市县区]级国家机关|人民政府|政府|委)?)?"
    r"(?:各|有关|相关|各有关|各相关)"
    r"(?:工作部门|直属部门|直属机构|直属单位|部委办局|部、委、办、局|委办局|厅局|部委|部门|单位|机关|局)(?:党组|党委|党组党委)?$"
)
_LEANING = re.compile(r"^各(?:直属机构|直属单位|直属部门|单位|部门)")
_BODIES = re.compile(r"^(?P<layer>[省市县区])?(?:直|级)?各?(?:人民团体|群团组织)$")
_PEOPLES_BODY = re.compile(
    r"总工会|共青团|妇女联合会|科学技术协会|工商业联合会|残疾人联合会|文学艺术界|侨联|归国华侨|红十字会"
)
_GOVERNMENTS = re.compile(
    r"^各(?P<layer>省自治区直辖市|省、自治区、直辖市|市州|县市区|市县区|区县|县区|县市|县、市、区|市|州|县|省|区)"
    r"(?P<side>人民政府|政府|党委、?(?:人民)?政府|委、?(?:人民)?政府|党委|委)$"
)

Chooses = Callable[[Organ], bool]


def looks_general(name: str) -> bool:
    """Whether a name reads as a general term, known or not (各村, 驻县各单位)."""
    return bool(_LOOKS_GENERAL.search(key(name)))


def leaves_open(name: str) -> bool:
    """Whether a general term leaves open which organs are meant (县直有关部门)."""
    return bool(_OPEN.search(key(name))) and collective(name) is not None


def collective(name: str, home: OrganLevel = OrganLevel.COUNTY) -> Chooses | None:
    """The test of membership that a general term stands for; None when ``name`` is no general term.

    ``home`` is the layer that 各部门 without a place means. Several terms joined by 、 stand for all of them.
    """
    if len(name) > _LONGEST:
        return None
    parts = _parts(_WHOLE.sub("", _unbracketed(key(name))), home)
    if not parts:
        return None
    return lambda organ: any(chooses(organ) for chooses in parts)


def _unbracketed(name: str) -> str:
    """乡(镇) as 乡镇, 县(市、区) as 县市区."""
    return _BRACKETED.sub(lambda match: match.group(1).replace("、", ""), name)


def _parts(name: str, home: OrganLevel) -> list[Chooses]:
    """The tests of all terms in ``name``, longest first; empty unless all of it is understood."""
    if whole := _simple(name, home):
        return [whole]
    for match in reversed(list(re.finditer("[、和及]", name))):
        head, tail = name[: match.start()], name[match.end() :]
        # 县政府各部门、各直属机构: what follows belongs to the same house.
        if (house := _DEPARTMENTS.match(head)) and _LEANING.match(tail):
            tail = (house["layer"] or "") + (house["side"] or "") + tail
        if (first := _simple(head, home)) and (rest := _parts(tail, home)):
            return [first, *rest]
    return []


def _simple(name: str, home: OrganLevel) -> Chooses | None:
    return next(_readings(name, home), None)


def _readings(name: str, home: OrganLevel) -> Iterator[Chooses]:
    if match := _TOWNSHIPS.match(name):
        yield _of_townships(match["what"], name)
    if match := _DEPARTMENTS.match(name):
        yield _of_departments(_LAYERS.get(match["layer"] or "", home), match["side"] or "")
    if match := _BODIES.match(name):
        yield _of_bodies(_LAYERS.get(match["layer"] or "", home))
    if match := _GOVERNMENTS.match(name):
        yield _of_governments(match["layer"], match["side"])


def _of_townships(what: str, name: str) -> Chooses:
    streets_only = what == "街道"
    no_streets = not re.search("街|办", name)
    government_only = "政府" in name and "党" not in name
    party_only = "党" in name and not re.search("政府|办事处", name)

    def chooses(organ: Organ) -> bool:
        if organ.kind is not OrganKind.TOWNSHIP:
            return False
        is_street = "街道" in organ.name
        if (streets_only and not is_street) or (no_streets and is_street):
            return False
        party_alone = organ.name.startswith("中共")
        has_party = party_alone or bool(organ.party_name)
        return not (government_only and party_alone) and not (party_only and not has_party)

    return chooses


def _of_departments(level: OrganLevel, side: str) -> Chooses:
    """县政府各部门 are the government's, 县委各部门 the Party's; 县直 and 县级 are both."""
    one_side = {"人民政府": False, "政府": False, "级国家机关": False, "委": True}.get(side)

    def chooses(organ: Organ) -> bool:
        if organ.kind is not OrganKind.DEPARTMENT or organ.level is not level or not organ.superiors:
            return False
        return one_side is None or organ.superiors[0].startswith("中共") is one_side

    return chooses


def _of_bodies(level: OrganLevel) -> Chooses:
    def chooses(organ: Organ) -> bool:
        return organ.level is level and bool(_PEOPLES_BODY.search(organ.name))

    return chooses


def _of_governments(layer: str, side: str) -> Chooses:
    level = _LAYERS.get(layer[0], OrganLevel.CITY)
    if "县" in layer or "区" in layer.removeprefix("省自治区").removeprefix("省、自治区"):
        level = OrganLevel.COUNTY
    kinds = {OrganKind.GOVERNMENT} if side.endswith("政府") else set()
    if "委" in side:
        kinds.add(OrganKind.PARTY_COMMITTEE)

    def chooses(organ: Organ) -> bool:
        return organ.kind in kinds and organ.level is level

    return chooses
