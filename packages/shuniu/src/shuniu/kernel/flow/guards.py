"""Guards every procedure may use: what must have come back before a matter may go on or close."""

from __future__ import annotations

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Extension, Matter, Task
from shuniu.kernel.flow.vocabulary import guard


@guard("rounds_closed")
def rounds_closed(ctx: Context) -> Refusal | None:
    """No reader or signer may still have the paper (GW-06)."""
    out = [t for t in ctx.here.open_tasks if t.purpose == Task.Purpose.ROUND]
    if not out:
        return None
    names = "、".join(t.person.name if t.person else t.unit.short_name for t in out[:5])
    return Refusal(
        Code.RULE,
        f"还有 {len(out)} 人没有阅完或者签完：{names}。",
        remedy="可以催办，或者先撤回这一轮。",
        rule="GW-06",
    )


@guard("recordings_confirmed")
def recordings_confirmed(ctx: Context) -> Refusal | None:
    """Every 代录 must be confirmed by the leader or the director before the matter closes (CQ-02)."""
    if any(t.purpose == Task.Purpose.CONFIRM for t in ctx.here.open_tasks):
        return Refusal(
            Code.RULE,
            "代录的批示还没有确认，不能办结。",
            remedy="请领导本人或者办公室主任先确认。",
            rule="CQ-02",
        )
    return None


@guard("children_closed")
def children_closed(ctx: Context) -> Refusal | None:
    """Every unit the matter was passed to must have answered (GW-08)."""
    units = list(
        Matter.objects.filter(parent=ctx.matter, closed_at=None).values_list("unit__short_name", flat=True)[
            :5
        ]
    )
    if not units:
        return None
    return Refusal(
        Code.RULE,
        f"{'、'.join(units)}还没有办结。",
        remedy="可以催办；交办错了的，请该单位作废交办件并说明理由。",
        rule="GW-08",
    )


@guard("extension_decided")
def extension_decided(ctx: Context) -> Refusal | None:
    """An extension that was asked for must be decided before the task is handed on (SX-02)."""
    if Extension.objects.filter(matter=ctx.matter, state=Extension.State.ASKED).exists():
        return Refusal(Code.RULE, "延期申请还没有批复。", remedy="请先批复延期申请。", rule="SX-02")
    return None
