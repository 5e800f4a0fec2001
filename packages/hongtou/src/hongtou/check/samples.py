"""The invented county in which the samples of the rules play, and how a sample is written down."""

from __future__ import annotations

from datetime import date
from typing import Any

from hongtou.model.dispatch import Dispatch
from hongtou.model.organ import Organ, OrganKind, OrganLevel
from hongtou.model.organs import Organs

_CITY = ("云州市人民政府",)
_COUNTY = ("云岭县人民政府",)
_PARTY = ("中共云岭县委员会",)

COUNTY = Organs(
    (
        Organ("临江省人民政府", "省政府", OrganLevel.PROVINCE, OrganKind.GOVERNMENT),
        Organ("临江省教育厅", "省教育厅", OrganLevel.PROVINCE, OrganKind.DEPARTMENT, ("临江省人民政府",)),
        Organ("中共云州市委员会", "市委", OrganLevel.CITY, OrganKind.PARTY_COMMITTEE),
        Organ(
            "云州市人民政府",
            "市政府",
            OrganLevel.CITY,
            OrganKind.GOVERNMENT,
            ("临江省人民政府",),
            leaders=("周明远",),
        ),
        Organ("云州市人民政府办公室", "市政府办公室", OrganLevel.CITY, OrganKind.OFFICE, _CITY),
        Organ("云州市教育局", "市教育局", OrganLevel.CITY, OrganKind.DEPARTMENT, _CITY),
        Organ("云州市审计局", "市审计局", OrganLevel.CITY, OrganKind.DEPARTMENT, _CITY),
        Organ("中共云岭县委员会", "县委", kind=OrganKind.PARTY_COMMITTEE, superiors=("中共云州市委员会",)),
        Organ("云岭县人民政府", "县政府", kind=OrganKind.GOVERNMENT, superiors=_CITY, leaders=("陈立新",)),
        Organ("中共云岭县委办公室", "县委办", kind=OrganKind.OFFICE, superiors=_PARTY),
        Organ("云岭县人民政府办公室", "县政府办", kind=OrganKind.OFFICE, superiors=_COUNTY),
        Organ("中共云岭县委组织部", "县委组织部", kind=OrganKind.DEPARTMENT, superiors=_PARTY),
        Organ("云岭县教育局", "县教育局", kind=OrganKind.DEPARTMENT, superiors=_COUNTY),
        Organ("云岭县财政局", "县财政局", kind=OrganKind.DEPARTMENT, superiors=_COUNTY),
        Organ("云岭县水利局", "县水利局", kind=OrganKind.DEPARTMENT, superiors=_COUNTY),
        Organ("云岭县农业农村局", "县农业农村局", kind=OrganKind.DEPARTMENT, superiors=_COUNTY),
        Organ(
            "云岭县审计局",
            "县审计局",
            kind=OrganKind.DEPARTMENT,
            superiors=("云岭县人民政府", "云州市审计局"),
        ),
        Organ("云岭县教育局人事科", "县教育局人事科", kind=OrganKind.INTERNAL, part_of="云岭县教育局"),
        Organ("云岭县数据局", "县数据局", kind=OrganKind.DEPARTMENT, superiors=_COUNTY, registered=False),
        Organ(
            "云岭县乡村振兴局",
            "县乡村振兴局",
            kind=OrganKind.DEPARTMENT,
            superiors=_COUNTY,
            ended=date(2024, 3, 15),
            successor="云岭县农业农村局",
        ),
        Organ("云岭县总工会", "县总工会", kind=OrganKind.OTHER),
        Organ(
            "城关镇人民政府",
            "城关镇",
            OrganLevel.TOWNSHIP,
            OrganKind.TOWNSHIP,
            _COUNTY,
            party_name="中共城关镇委员会",
        ),
        Organ(
            "柳河镇人民政府",
            "柳河镇",
            OrganLevel.TOWNSHIP,
            OrganKind.TOWNSHIP,
            _COUNTY,
            party_name="中共柳河镇委员会",
        ),
        Organ("东陵县人民政府", "东陵县政府", kind=OrganKind.GOVERNMENT, superiors=_CITY),
    )
)


def draft(sender: str, to: str, title: str, body: str = "", **more: Any) -> Dispatch:
    """A sample; ``to`` holds the addressees parted by commas (，)."""
    return Dispatch(sender=sender, addressees=tuple(to.split("，")), title=title, body=body, **more)
