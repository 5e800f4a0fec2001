"""机关名录: the organs outside this system that documents go to and come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shuniu.kernel.people.models import OutsideOrgan, Unit


@dataclass(frozen=True, kw_only=True)
class OrganLine:
    """One organ. `level` is an `OutsideOrgan.Level`, `leads` the codes of units under 双重领导 of it."""

    row: int
    name: str
    short_name: str
    level: str
    codes: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    active: bool = True


def faults_in(lines: Iterable[OrganLine], units: set[str]) -> Iterator[tuple[int, str]]:
    """What is wrong with *lines*, as (row, Chinese sentence); *units* are the codes of the county's units."""
    own = set(Unit.objects.values_list("name", flat=True))
    seen: dict[str, int] = {}
    for line in lines:
        if line.name in seen:
            yield line.row, f"机关“{line.name}”与第 {seen[line.name]} 行重复。"
        seen.setdefault(line.name, line.row)
        if line.name in own:
            yield line.row, f"“{line.name}”是本系统里的单位，不用写进机关名录。"
        if len(line.name) > 80 or len(line.short_name) > 40:
            yield line.row, "机关名称最多 80 个字，简称最多 40 个字。"
        for code in line.leads:
            if code not in units:
                yield line.row, f"双重领导的单位代码“{code}”不存在，请改正。"


def write(lines: Iterable[OrganLine]) -> int:
    """Write *lines*, matched by name; what they leave out stays. Returns how many there were."""
    written = 0
    for line in lines:
        organ, _ = OutsideOrgan.objects.update_or_create(
            name=line.name,
            defaults={
                "short_name": line.short_name,
                "level": line.level,
                "codes": list(line.codes),
                "active": line.active,
            },
        )
        organ.leads.set(Unit.objects.filter(code__in=line.leads))
        written += 1
    return written
