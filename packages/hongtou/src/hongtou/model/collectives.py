"""同类型机关统称: the general terms that stand for many organs, and which organs they mean."""

from __future__ import annotations

import re
from collections.abc import Callable

from hongtou.model.organ import Organ, OrganKind, OrganLevel
from hongtou.model.organ_names import key

_LAYERS = {"省": OrganLevel.PROVINCE, "市": OrganLevel.CITY, "县": OrganLevel.COUNTY, "区": OrganLevel.COUNTY}
_SOME = re.compile(r"有关|相关")
_TOWNSHIPS = re.compile(
    r"^(?:本县|全县|县属|所属)?[各有相]关?(?:有关|相关)?(?:乡\(镇\)|乡镇|镇乡|镇街|乡镇街道|乡|镇|街道|乡镇\(街道\)|街道\(乡镇\)|镇\(街道\)|乡\(镇、街道\))"
    r"(?:(?:、|和|及)?(?:街道|街道办事处))?"
    r"(?:党委|党工委|党\(工\)委|人民政府|政府|办事处|街道办事处|[、，和及])*$"
)
_DEPARTMENTS = re.compile(
    r"^(?P<layer>[省市县区])(?:级|直|政府|人民政府|委、县政府|委县政府|委)?(?:机关)?"
    r"(?:各|有关|相关|各有关|各相关)(?:工作|直属)?(?:部门|单位|委办局|部委办局|部、委、办、局|部委|局)(?:和单位|、单位|、各直属单位)?$"
)
_BARE_DEPARTMENTS = re.compile(r"^(?:各|有关|相关|各有关|各相关)(?:部门|单位)(?:、单位|和单位)?$")
_LOWER_GOVERNMENTS = re.compile(
    r"^各(?P<layer>省、自治区、直辖市|[市州]|县\(市、区\)|县\(市\)|县市区|县区|县、市、区|县)"
    r"(?P<side>人民政府|政府|委|党委|党委、人民政府|委、人民政府)$"
)

Chooses = Callable[[Organ], bool]


def is_some(name: str) -> bool:
    """Whether a general term leaves open which organs are meant (有关部门)."""
    return bool(_SOME.search(name))


def collective(name: str) -> Chooses | None:
    """The test of membership that a general term stands for; None when ``name`` is no general term."""
    name = key(name)
    if _TOWNSHIPS.match(name):
        return _of_townships(name)
    if match := _DEPARTMENTS.match(name):
        return _of_departments(_LAYERS[match["layer"]], _side(name))
    if _BARE_DEPARTMENTS.match(name):
        return _of_departments(None, None)
    if match := _LOWER_GOVERNMENTS.match(name):
        return _of_governments(match["layer"], match["side"])
    return None


def _side(name: str) -> str | None:
    """县政府各部门 are the government's, 县委各部门 the Party's; 县直 and 县级 are both."""
    if re.match(r"^[省市县区](?:人民)?政府", name):
        return "政府"
    return "委" if re.match(r"^[省市县区]委(?!、?县政府|、?市政府)", name) else None


def _of_townships(name: str) -> Chooses:
    streets_only = "街道" in name and not re.search("[乡镇]", name)
    no_streets = "街" not in name
    government_only = "政府" in name and "党" not in name
    party_only = "党" in name and "政府" not in name and "办事处" not in name

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


def _of_departments(level: OrganLevel | None, side: str | None) -> Chooses:
    def chooses(organ: Organ) -> bool:
        if organ.kind is not OrganKind.DEPARTMENT or (level is not None and organ.level is not level):
            return False
        if not organ.superiors:
            return False
        party = any(name.startswith("中共") for name in organ.superiors)
        return side is None or party is (side == "委")

    return chooses


def _of_governments(layer: str, side: str) -> Chooses:
    level = _LAYERS.get(layer[0], OrganLevel.CITY)
    kinds = {OrganKind.GOVERNMENT} if side.endswith("政府") else set()
    if "委" in side:
        kinds.add(OrganKind.PARTY_COMMITTEE)

    def chooses(organ: Organ) -> bool:
        return organ.kind in kinds and organ.level is level

    return chooses
