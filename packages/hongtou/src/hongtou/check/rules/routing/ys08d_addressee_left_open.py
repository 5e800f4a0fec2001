"""A general term that leaves open which organs are meant (有关部门): nobody knows whom to send it to."""

from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model.collectives import leaves_open


def _check(routing: Routing) -> Iterator[Fault]:
    for label, field, entries in (
        ("主送", "addressees", routing.addressees),
        ("抄送", "copies", routing.copies),
    ):
        for named in entries:
            if named.organs and leaves_open(named.name):
                yield Fault(
                    f"{label}“{named.name}”没有说明是哪些单位。",
                    "请写明具体单位；保留这一统称的，分送时请逐一选定。",
                    field,
                    strength=Strength.PRACTICE,
                )


RULE = RoutingRule(
    code="YS-08D",
    basis_key="YS-08",
    offence="主送“有关部门”",
    why="没有点名，就没有单位认为说的是自己。",
    check=_check,
    bad=(draft("县政府办", "县直有关部门", "关于做好开学工作的通知"),),
    good=(draft("县政府办", "县政府各部门", "关于做好开学工作的通知"),),
)
