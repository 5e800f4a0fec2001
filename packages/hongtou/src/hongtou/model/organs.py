"""The tree of organs an office writes in: who is meant by a name, and who stands above, beside, below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from hongtou.model.collectives import collective
from hongtou.model.organ import Organ, OrganKind, OrganLevel, Relation
from hongtou.model.organ_names import (
    key,
    kind_of,
    level_of,
    loose_names_of,
    names_of,
    region_of,
    stands_beside_government,
    work_of,
)
from hongtou.text import similarity

_LEADING = (OrganKind.PARTY_COMMITTEE, OrganKind.GOVERNMENT)
_LIKE_ENOUGH = 0.34
_SHORTEST_GUESS = 3
_LAYERS = "省市县区乡镇"
FAR = 99
"""The distance between organs that no line of superiors joins."""


class Organs:
    """Organs by their names.

    Raises ValueError when two organs have one full name, or one names a superior, host or successor that
    is not among them. A name that several organs share as a short name means none of them alone.
    """

    def __init__(self, organs: Iterable[Organ]) -> None:
        self._all = tuple(organs)
        self._by_name: dict[str, Organ] = {}
        for organ in self._all:
            if self._by_name.setdefault(key(organ.full_name), organ) is not organ:
                raise ValueError(f"有两个机关都叫“{organ.full_name}”，请改正其中一个")
        self._by_alias = _index(self._all, names_of)
        self._by_loose_name = _index(self._all, loose_names_of)
        for organ in self._all:
            for named in (*organ.superiors, *organ.guides, organ.part_of, organ.successor):
                if named and key(named) not in self._by_name:
                    raise ValueError(f"“{organ.name}”提到的“{named}”不在机关名录中，请先补上")
        self._above: dict[str, tuple[Organ, ...]] = {}
        layers = Counter(organ.level for organ in self._all if organ.kind is OrganKind.DEPARTMENT)
        self._home = max(layers, key=lambda layer: layers[layer], default=OrganLevel.COUNTY)

    def __iter__(self) -> Iterator[Organ]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @classmethod
    def without_doubles(cls, organs: Iterable[Organ]) -> Organs:
        """A tree in which a full name that several organs have means the first of them that has not ended, an organ
        of its own before an internal one: for registers that were kept when nobody refused a second.

        Raises ValueError as the class does otherwise.
        """
        listed = tuple(organs)
        meant: dict[str, Organ] = {}
        for organ in sorted(listed, key=lambda one: (one.ended is not None, one.kind is OrganKind.INTERNAL)):
            meant.setdefault(key(organ.full_name), organ)
        return cls(organ for organ in listed if meant[key(organ.full_name)] is organ)

    @classmethod
    def from_names(cls, names: Iterable[str]) -> Organs:
        """A tree guessed from names alone, for a check without a list of organs.

        Kind and level come from the words; a department is led by the government of the same place, and a
        government by the one a layer above among ``names``. A name without its place (县人民政府) is taken for one of
        the place that the first name tells.
        """
        named = [name for name in dict.fromkeys(names) if name and collective(name) is None]
        place = region_of(named[0]) if named else ""
        bare: dict[str, Organ] = {}
        for name in named:
            full = _in_full(name, place)
            short = name if full != name else bare[full].short_name if full in bare else ""
            bare[full] = Organ(full, short, level_of(full), kind_of(full))
        guessed = list(bare.values())
        return cls(replace(organ, superiors=tuple(_guessed_superiors(organ, guessed))) for organ in guessed)

    def find(self, name: str) -> tuple[Organ, ...]:
        """The organs ``name`` means: one for a name, several for a general term, none when nobody is meant.

        An organ that was merged or abolished is found by its own name and never by a general term.
        """
        candidates = self.candidates(name)
        if len(candidates) == 1:
            return candidates
        chooses = collective(name, self._home)
        if chooses is None:
            return ()
        return tuple(organ for organ in self._all if organ.ended is None and chooses(organ))

    def candidates(self, name: str) -> tuple[Organ, ...]:
        """The organs that bear ``name``; more than one where a short name does not tell them apart."""
        wanted = key(name)
        if wanted in self._by_name:
            return (self._by_name[wanted],)
        found = self._by_alias.get(wanted) or self._by_loose_name.get(wanted, [])
        return tuple(organ for organ in found if organ.ended is None) or tuple(found)

    def get(self, name: str) -> Organ | None:
        """The one organ of that name, None when there is none or the name means several."""
        found = self.find(name)
        return found[0] if len(found) == 1 and collective(name) is None else None

    def similar(self, name: str) -> str:
        """The name most like ``name`` among the organs that exist, empty when none is like it."""
        wanted = key(name)
        ranked = max(
            (
                (_likeness(wanted, alias), -abs(len(alias) - len(wanted)), organ.shown)
                for alias, organs in self._by_alias.items()
                for organ in organs
                if organ.ended is None
            ),
            default=(0.0, 0, ""),
        )
        return ranked[2] if ranked[0] >= _LIKE_ENOUGH else ""

    def above(self, organ: Organ) -> tuple[Organ, ...]:
        """The organs directly above, the leading ones first, then those that guide its work.

        The Party committee stands above whatever the government of its place leads; a department of the
        same work one layer up guides it, also where the list does not say so.
        """
        if organ.full_name not in self._above:
            leading = [self._by_name[key(name)] for name in organ.superiors]
            if organ.part_of:
                leading.append(self._by_name[key(organ.part_of)])
            partners = [p for led in leading for p in self._partners(led) if p is not organ]
            guides = [self._by_name[key(name)] for name in organ.guides]
            found = [*leading, *partners, *guides, *self._same_work_above(organ)]
            self._above[organ.full_name] = tuple({o.full_name: o for o in found}.values())
        return self._above[organ.full_name]

    def leaders_of(self, organ: Organ) -> tuple[Organ, ...]:
        """The Party committee and government that lead ``organ``, or the host's for an internal unit."""
        return tuple(o for o in self.above(organ) if o.kind in (*_LEADING, OrganKind.TOWNSHIP))

    def distance(self, low: Organ, high: Organ) -> int:
        """Steps up from ``low`` to ``high``; a large number when there is no way."""
        seen, front, steps = {low.full_name}, [low], 0
        while front:
            if any(organ is high for organ in front):
                return steps
            following = [o for organ in front for o in self.above(organ) if o.full_name not in seen]
            seen.update(o.full_name for o in following)
            front, steps = following, steps + 1
        return FAR

    def passed_over(self, low: Organ, high: Organ) -> tuple[Organ, ...]:
        """被越过的机关: the organs directly above ``low`` through which the way to ``high`` leads."""
        steps = self.distance(low, high)
        if steps == FAR:
            return self.leaders_of(low)
        on_way = tuple(o for o in self.above(low) if self.distance(o, high) < steps)
        named = {key(name) for name in (*low.superiors, low.part_of)}
        return tuple(o for o in on_way if key(o.full_name) in named) or on_way

    def relation(self, sender: Organ, other: Organ) -> Relation:
        """What ``other`` is to ``sender``.

        A general office acts downward for the Party committee or government whose office it is; a
        department on the same layer is its peer when it writes to the office. A department two layers up
        is past the sender's superior, though no line leads from one to the other.
        """
        if sender is other:
            return Relation.SELF
        if other.part_of and self._by_name[key(other.part_of)] is sender:
            return Relation.INTERNAL
        if sender.kind is other.kind is OrganKind.OFFICE and sender.level is other.level:
            return Relation.PEER
        if (up := self.distance(sender, other)) < FAR:
            return Relation.SUPERIOR if up == 1 else Relation.SKIPPED_SUPERIOR
        down = self.distance(other, sender)
        if sender.kind is OrganKind.OFFICE:
            hosts = (self._by_name[key(name)] for name in sender.superiors)
            down = min([down, *(self.distance(other, host) for host in hosts if host is not other)])
        if down < FAR:
            return Relation.SUBORDINATE if down == 1 else Relation.SKIPPED_SUBORDINATE
        if sender.part_of:
            return self.relation(self._by_name[key(sender.part_of)], other)
        if self._is_department_far_above(sender, other):
            return Relation.SKIPPED_SUPERIOR
        if self._is_department_far_above(other, sender):
            return Relation.SKIPPED_SUBORDINATE
        return Relation.PEER if sender.level is other.level else Relation.UNRELATED

    def is_led_by(self, organ: Organ, superior: Organ) -> bool:
        """Whether ``superior`` leads ``organ``, directly or over others, and does not only guide its work."""
        names = {key(name) for name in (*organ.superiors, organ.part_of) if name}
        leading = [self._by_name[name] for name in names]
        leading += [partner for led in leading for partner in self._partners(led) if partner is not organ]
        return superior in leading or any(
            self.is_led_by(led, superior) for led in leading if led.level < organ.level
        )

    def _is_department_far_above(self, low: Organ, other: Organ) -> bool:
        """Whether ``other`` is a department two layers up, of a government or committee above ``low``."""
        if other.kind not in (OrganKind.DEPARTMENT, OrganKind.OFFICE) or other.level > low.level - 2:
            return False
        return any(self.distance(low, self._by_name[key(name)]) < FAR for name in other.superiors)

    def _partners(self, organ: Organ) -> Iterator[Organ]:
        """The Party committee of the place that ``organ`` governs."""
        if organ.kind is not OrganKind.GOVERNMENT:
            return
        for other in self._all:
            beside = other.kind is OrganKind.PARTY_COMMITTEE and other.level is organ.level
            if beside and other.ended is None and region_of(other.name) == region_of(organ.name):
                yield other

    def _same_work_above(self, organ: Organ) -> Iterator[Organ]:
        if organ.kind not in (OrganKind.DEPARTMENT, OrganKind.OFFICE) or organ.level <= OrganLevel.PROVINCE:
            return
        work = work_of(organ.name)
        for other in self._all:
            one_up = other.kind is organ.kind and other.level == organ.level - 1 and other.ended is None
            is_branch = organ.name.startswith(other.name)
            if one_up and (is_branch or (work and work_of(other.name) == work)):
                yield other


def _index(organs: Iterable[Organ], names: Callable[[Organ], Iterator[str]]) -> dict[str, list[Organ]]:
    found: dict[str, list[Organ]] = {}
    for organ in organs:
        for name in dict.fromkeys(names(organ)):
            found.setdefault(name, []).append(organ)
    return found


def _likeness(typed: str, name: str) -> float:
    """How like ``name`` what was typed is, 0 to 1; a home-made short form (县发改局) is very like."""
    rest = iter(name)
    if len(typed) >= _SHORTEST_GUESS and all(character in rest for character in typed):
        return 0.9
    return similarity(typed, name)


def _in_full(name: str, place: str) -> str:
    """*name* with the *place* it leaves out (县财政局 in 云岭县); itself where it leaves none out."""
    if len(place) > 1 and name[0] == place[-1] and name[0] in _LAYERS and region_of(name) in ("", name[0]):
        return place + name[1:]
    return name


def _guessed_superiors(organ: Organ, organs: list[Organ]) -> Iterator[str]:
    leading = organ.kind in (*_LEADING, OrganKind.TOWNSHIP)
    for other in organs:
        if other is organ or other.kind not in _LEADING:
            continue
        if other.kind is OrganKind.GOVERNMENT and stands_beside_government(organ.name):
            continue
        same_place = region_of(other.name) == region_of(organ.name)
        one_up = other.level == organ.level - 1
        if (leading and one_up) or (not leading and other.level == organ.level and same_place):
            yield other.name
