"""The other seals of a joint document: each asked for as a matter of its own office, below the document's (GW-18)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import SealUse
from shuniu.modules.documents.seals import uses

KIND = "seal_use"


def is_for_joint(matter: Matter) -> bool:
    """Whether *matter* asks for a seal on another office's document, and not on a file of its own."""
    return matter.kind == KIND and matter.parent_id is not None


def open_requests(matter_id: int | None) -> tuple[int, ...]:
    """The open requests below the document *matter_id*, for `ActionInput.also_locks`; one query."""
    if matter_id is None:
        return ()
    found = Matter.objects.filter(parent=matter_id, kind=KIND, closed_at=None)
    return tuple(found.values_list("pk", flat=True))


def uses_below(matter: Matter, *, since: datetime) -> dict[int, SealUse]:
    """The newest use of a seal that was asked for below the document *matter*, *since* then, by organ (unit id); one
    query."""
    rows = SealUse.objects.filter(matter__parent=matter, matter__kind=KIND, follows=None, asked_at__gte=since)
    return {use.seal.organ_id: use for use in rows.select_related("seal").order_by("pk")}


def withdraw_open(ctx: Context, answer: str, organs: Collection[int] | None = None) -> None:
    """End the open requests below the matter acted on (of *organs* alone, where named): they lapse, and whoever has
    one on his desk is told. The action's input has locked them (`open_requests`)."""
    for child in ctx.others.values():
        if child.parent_id != ctx.matter.pk or child.kind != KIND or child.closed_at is not None:
            continue
        pending = SealUse.objects.filter(matter=child, state__in=uses.PENDING).select_related("seal").first()
        if organs is not None and (pending is None or pending.seal.organ_id not in organs):
            continue
        uses.lapse(child, answer)
        work = engine.touch(ctx, child)
        leaving = work.open_tasks
        for task in leaving:
            to = Addressee(task.unit_id, task.person_id, task.duty)
            ctx.notify(to, f"用印申请已收回：{child.title}。{answer}", child, urgent=True)
        # Not `engine.end`: the issuing office withdrew it itself and needs no feedback on its own document.
        words = Words(type="note", label="用印申请收回", text=answer)
        engine.write_entry(ctx, work, words, after="void")
        engine.enter_state(ctx, work, work.procedure.states["void"], (), verb="", due_at=None)
        engine.close_tasks(ctx, leaving, by_actor=False)


def withdraw_all(ctx: Context, answer: str) -> None:
    """The text changed: open requests end, and impressions that were made are taken back; their count stays."""
    withdraw_open(ctx, answer)
    used = SealUse.objects.filter(matter__parent=ctx.matter, matter__kind=KIND, state=SealUse.State.USED)
    used.update(state=SealUse.State.WITHDRAWN, answer=answer[:400])
