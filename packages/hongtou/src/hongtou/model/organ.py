"""Organs that send and receive official documents, and how they stand to one another (article 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class OrganLevel(IntEnum):
    """The layer an organ belongs to; the smaller stands higher. A county's bureau is of the COUNTY layer."""

    CENTRAL = 1
    PROVINCE = 2
    CITY = 3
    COUNTY = 4
    TOWNSHIP = 5
    VILLAGE = 6


class OrganKind(StrEnum):
    """What an organ is, as far as the rules of routing ask.

    OFFICE is the general office of a Party committee or government alone; the office of a bureau is
    INTERNAL. TOWNSHIP is the Party committee and the government of a township, street offices included,
    whether listed as one organ or as two.
    """

    PARTY_COMMITTEE = "党委"
    GOVERNMENT = "政府"
    OFFICE = "办公厅（室）"
    DEPARTMENT = "部门"
    TOWNSHIP = "乡镇（街道）"
    INTERNAL = "内设机构"
    OTHER = "其他"


class Relation(StrEnum):
    """What another organ is to the one that sends."""

    SUPERIOR = "上级"
    SKIPPED_SUPERIOR = "越级上级"
    PEER = "同级"
    SUBORDINATE = "下级"
    SKIPPED_SUBORDINATE = "越级下级"
    UNRELATED = "不相隶属"
    SELF = "本机关"
    INTERNAL = "内设"

    @property
    def is_above(self) -> bool:
        """Whether a document to such an organ goes up."""
        return self in (Relation.SUPERIOR, Relation.SKIPPED_SUPERIOR)

    @property
    def is_below(self) -> bool:
        """Whether a document to such an organ goes down."""
        return self in (Relation.SUBORDINATE, Relation.SKIPPED_SUBORDINATE, Relation.INTERNAL)


@dataclass(frozen=True, slots=True)
class Organ:
    """One organ. Other organs are named by their full ``name``.

    ``superiors`` lead it; several are 双重领导. ``guides`` are superior departments that guide its work
    without leading it (上级主管部门). ``part_of`` is the organ whose internal unit it is. ``party_name``
    is the name it uses on the Party's side. ``registered`` is 发文立户 (GW-38). ``ended`` is the day it
    was merged or abolished, with ``successor`` when one took over. ``leaders`` are names of persons.
    ``codes`` are its 机关代字. ``aliases`` are further standard names.
    """

    name: str
    short_name: str = ""
    level: OrganLevel = OrganLevel.COUNTY
    kind: OrganKind = OrganKind.OTHER
    superiors: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    part_of: str = ""
    registered: bool = True
    ended: date | None = None
    successor: str = ""
    party_name: str = ""
    leaders: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("机关名称不能为空")
        if self.name in self.superiors or self.name == self.part_of:
            raise ValueError(f"“{self.name}”不能是自己的上级")

    @property
    def full_name(self) -> str:
        """The name with that of the organ it is part of: two offices may each have a 综合科."""
        return self.name if self.name.startswith(self.part_of) else self.part_of + self.name

    @property
    def is_dual_led(self) -> bool:
        """受双重领导."""
        return len(self.superiors) > 1

    @property
    def shown(self) -> str:
        """The short name where there is one."""
        return self.short_name or self.name
