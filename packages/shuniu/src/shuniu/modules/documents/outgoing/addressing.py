"""Whom a document may be addressed to, in the order in which a line of 主送 or 抄送 names them: superiors, the leading
organs of the county, general terms, its units by protocol order, organs of other places, the office's own lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shuniu.kernel.base import parameters
from shuniu.kernel.people.models import OutsideOrgan, Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.outgoing.routing import organs_of_county
from shuniu.modules.documents.outgoing.sending_register import lists_of

_LEVELS = OutsideOrgan.Level
_ABOVE = (_LEVELS.CENTRAL, _LEVELS.PROVINCE, _LEVELS.CITY)


@dataclass(frozen=True)
class Choice:
    """One name as it is printed. `part` heads it in the picker; `members` are the organs that a general term or a list
    means, by the names that they have there."""

    name: str
    part: str
    members: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """A word on it, beside its name."""
        many = f" · {len(self.members)} 个单位" if self.members else ""
        return f"{self.part}{many}" if self.part not in {_UNITS, _LEADING} else ""


_SUPERIOR, _LEADING, _TERMS, _UNITS, _OTHERS, _LISTS = (
    "上级机关",
    "县领导机关",
    "统称",
    "县内单位",
    "其他机关",
    "分送名单",
)


def choices_for(today: date, offices: tuple[int, ...] = ()) -> tuple[Choice, ...]:
    """All of them; with the lists of *offices*. A bounded number of queries."""
    return tuple(_choices(today, offices))


def _choices(today: date, offices: tuple[int, ...]) -> Iterator[Choice]:
    outside = list(OutsideOrgan.objects.filter(active=True).order_by("pk"))
    units = list(receiving_units())
    named = {unit.pk: unit.name for unit in units}
    rank = {level: place for place, level in enumerate(_ABOVE)}
    above = sorted((o for o in outside if o.level in rank), key=lambda o: rank[_LEVELS(o.level)])
    yield from (Choice(organ.name, _SUPERIOR) for organ in above)
    yield from (Choice(u.name, _LEADING) for u in units if u.kind == Unit.Kind.LEADERSHIP)
    yield from _terms(today)
    yield from (Choice(u.name, _UNITS) for u in units if u.kind != Unit.Kind.LEADERSHIP)
    yield from (Choice(organ.name, _OTHERS) for organ in outside if organ.level not in rank)
    for office in offices:
        for one in lists_of(office):
            members = (named.get(m, "") if isinstance(m, int) else m for m in one.members)
            yield Choice(one.name, _LISTS, tuple(filter(None, members)))


def _terms(today: date) -> Iterator[Choice]:
    """The general terms of the county, each with the units that it means now."""
    organs = organs_of_county()
    ended = Unit.objects.filter(active=False).values_list("name", "party_name")
    gone = {name for both in ended for name in both}
    for name in parameters.texts("outgoing.group_names", on=today):
        meant = (organ.full_name for organ in organs.find(name))
        yield Choice(name, _TERMS, tuple(one for one in meant if one not in gone))
