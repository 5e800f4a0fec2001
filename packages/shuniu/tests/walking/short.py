"""A short procedure of chosen desks, on which the kernel's own promises are looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kit import County, build_county

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.procedure import PROCEDURES, parse
from walking.procedures import registered

SHORT = """
id = "walk.short"
version = 1
label = "短流程"
rule = "GW-05"
initial = "first"

[states.first]
label = "待办"
verb = "办理"
chosen = true
moves = [
  "reassign", "withdraw", "remind", "circulate", "countersign", "add_countersigner", "merge", "void", "record_for",
  "sign_by_authority",
]

[states.second]
label = "待审"
verb = "审核"
chosen = true
return_to = ["first"]
moves = ["return", "withdraw", "reassign", "circulate", "record_for", "sign_by_authority", "void"]

[states.desk]
label = "待归"
verb = "归结"
duty = "CLERK"
return_to = ["second"]
moves = ["return", "withdraw", "void"]

[states.done]
label = "已办结"
final = "done"
return_to = ["first"]
moves = ["reopen"]

[[transitions]]
name = "t0"
label = "送审"
from = "first"
to = ["second", "desk", "done"]
actor = "holder"

[[transitions]]
name = "t1"
label = "审定"
from = "second"
to = ["desk", "done"]
actor = "holder"

[[transitions]]
name = "t2"
label = "归结"
from = "desk"
to = "done"
actor = "duty:CLERK"
"""


class Short(County):
    """The small county with the short procedure: `open` a matter of the office and take `step`s."""

    def open(self, *holders: str, who: str = "clerk", unit: str = "office", **more: Any) -> int:
        """A new matter in the hands of *holders*; with `matter`, a child of it."""
        data = {"title": "办一件事", "procedure": "walk.short", "unit": self.units[unit].pk}
        below = "matter" in more
        done = self.do(who, "walk.open", **data | {"posts": [self.posts[h].pk for h in holders]} | more)
        newest = Matter.objects.order_by("pk").last()
        assert newest is not None
        return newest.pk if below else done.matter_id or 0

    def step(self, who: str, way: str, matter: int, target: str, *to: str, **more: Any) -> Any:
        """*who* takes the matter to *target*, into the hands of *to*."""
        posts = [self.posts[h].pk for h in to]
        return self.do(who, f"walk.{way}", matter=matter, target=target, posts=posts, text="同意", **more)

    def standing(self, matter: int) -> str:
        return Matter.objects.get(pk=matter).standing


@contextmanager
def short_county() -> Iterator[Short]:
    """The county in the database, the procedure and its actions in the registries; gone afterwards."""
    county = build_county()
    with registered():
        procedure = parse(SHORT)
        PROCEDURES.register(f"{procedure.id}@{procedure.version}", procedure)
        yield Short(county.units, county.posts)
