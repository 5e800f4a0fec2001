"""The matter that an incident is about is kept from everybody but the 保密员 until he releases it (BM-04)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import isolating
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.queries import holders
from shuniu.modules.confidential.incidents import policy
from shuniu.modules.confidential.incidents.who import KEEPERS
from shuniu.modules.confidential.models import Incident

RULE = policy.RULE
OPEN = ("to_contain", "to_report", "handling")
WHILE = tuple(f"confidential.incident:{state}" for state in OPEN)
ALSO_AFTER = (*WHILE, "confidential.incident:done")


class About(ActionInput):
    """The matter that the incident names; it is locked with the incident."""

    about: Annotated[RowId, Field(title="涉及的办件")]

    def also_locks(self) -> tuple[int, ...]:
        return (self.about,)


def may_be_isolated(matter: Matter) -> bool:
    """Whether the incident of *matter* names one that is not isolated."""
    return Incident.objects.filter(matter=matter, about__isnull=False, before__isnull=True).exists()


def is_isolated(matter: Matter) -> bool:
    """Whether what the incident of *matter* names is isolated."""
    return Incident.objects.filter(matter=matter, before__isnull=False).exists()


@action(
    "confidential.incident.isolate",
    label="隔离涉及的办件",
    input=About,
    may=KEEPERS,
    during=WHILE,
    needs="see",
    offered=may_be_isolated,
    rule=RULE,
)
def isolate(ctx: Context, data: About) -> None:
    """Raises `Refused` for another matter than the incident names, and for one that an incident isolates already."""
    incident, matter = _named(ctx, data.about)
    if Incident.objects.filter(about=matter, before__isnull=False).exists():
        ctx.refuse("这一件已经隔离，不用再隔离。", rule=RULE)
    keepers = [Addressee.of_post(p) for p in holders(ctx.matter.unit_id, *KEEPERS, on=ctx.now)]
    words = Words(label="隔离", text="因泄密事件暂时隔离，只由保密员查看。")
    incident.before = isolating.isolate(ctx, matter, keepers, words)
    incident.save(update_fields=["before"])
    ctx.say("step", f"已隔离{matter.number or '未编号的办件'}，解除以前只有保密员看得见。")


@action(
    "confidential.incident.release",
    label="解除隔离",
    input=About,
    may=KEEPERS,
    during=ALSO_AFTER,
    needs="see",
    offered=is_isolated,
    rule=RULE,
)
def release(ctx: Context, data: About) -> None:
    """Raises `Refused` for another matter than the incident names, and for one that is not isolated."""
    incident, matter = _named(ctx, data.about)
    if incident.before is None:
        ctx.refuse("这一件没有隔离，不用解除。", rule=RULE)
    isolating.release(ctx, matter, incident.before, Words(label="解除隔离", text="隔离已经解除。"))
    incident.before = None
    incident.save(update_fields=["before"])
    ctx.say("step", f"已解除{matter.number or '未编号的办件'}的隔离。")


def _named(ctx: Context, about: int) -> tuple[Incident, Matter]:
    incident = Incident.objects.select_for_update(of=("self",)).get(matter=ctx.matter)
    matter = ctx.others.get(about)
    if matter is None or incident.about_id != about:
        raise refuse(Code.NOT_FOUND, "这不是报告里写的那一件，请刷新页面再办。", field="about", rule=RULE)
    return incident, matter
