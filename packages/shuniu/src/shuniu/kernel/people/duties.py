"""Duties (职责): what a post may be charged with. A duty is held in one unit, by whoever has the post."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shuniu.kernel.base.registry import Registry


@dataclass(frozen=True)
class DutyKind:
    """One kind of duty. `oversees` duties see every ordinary matter of their unit (CQ-06); `covered_by`
    names the duties that do this one's work in a unit too small to have it."""

    code: str
    label: str
    oversees: bool = False
    covered_by: tuple[str, ...] = ()


DUTIES: Registry[DutyKind] = Registry("duty")


def declare(*kinds: DutyKind) -> None:
    """Declare *kinds*. Raises `DuplicateName`."""
    for kind in kinds:
        DUTIES.register(kind.code, kind)


declare(
    DutyKind("CLERK", "文书", oversees=True, covered_by=("LIAISON", "OFFICE_HEAD", "UNIT_HEAD")),
    DutyKind("OFFICE_HEAD", "办公室主任", oversees=True, covered_by=("UNIT_HEAD", "CLERK", "LIAISON")),
    DutyKind("LEADER", "领导"),
    DutyKind("UNIT_HEAD", "单位主要负责人", oversees=True),
    DutyKind("HANDLER", "承办人", covered_by=("LIAISON", "CLERK", "OFFICE_HEAD", "UNIT_HEAD")),
    DutyKind("LIAISON", "单位联络员", oversees=True),
    DutyKind("LEADER_LIAISON", "领导联络员"),
    DutyKind("SUPERVISE", "督查员"),
    DutyKind("SECRECY", "保密员"),
    DutyKind("ARCHIVIST", "档案员"),
    DutyKind("SEAL_KEEPER", "印章保管人", covered_by=("CLERK", "OFFICE_HEAD", "LIAISON", "UNIT_HEAD")),
)


ADMINISTRATORS: Mapping[str, str] = {
    "SYSTEM_ADMIN": "系统管理员",
    "SECURITY_ADMIN": "安全保密管理员",
    "AUDIT_ADMIN": "安全审计员",
}
"""三员: what an administrator's account is charged with, and its name. Never held by a post, so that no person can have
one of them beside his work, and no account two of them (GB/T 22239-2019, 8.1.4.2 d)."""


def title_in(unit: str, code: str) -> str:
    """Whoever holds duty *code* in *unit*, as one says it: 县政府办文书, 县政府办主任, 县水利局主要负责人."""
    name = label(code).removeprefix("单位")
    return unit + (name.removeprefix("办公室") if unit.endswith(("办", "办公室")) else name)


def label(code: str) -> str:
    """The Chinese name of duty *code*, of a post or of an administrator."""
    return ADMINISTRATORS[code] if code in ADMINISTRATORS else DUTIES.get(code).label
