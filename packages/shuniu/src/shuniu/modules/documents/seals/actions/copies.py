"""After the seal was set: the scan of the 盖章件 is filed, and approved copies that bear no seal yet get one (补盖)."""

from __future__ import annotations

from typing import Annotated

from django.db.models import Q
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.flow import attaching, engine
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import SealUse
from shuniu.modules.documents.seals import current, joint, keeping, sealed, uses
from shuniu.modules.documents.seals.who import FILERS

AFTER = (
    "documents.outgoing:to_release",
    "documents.outgoing:distributing",
    "documents.outgoing:done",
    "documents.seal_use:done",
)
"""Where a matter bears its seal."""
REMEDY = "请按现在的稿子重新申请用印。"


def has_seal(matter: Matter) -> bool:
    """Whether an impression of *matter* stands."""
    return SealUse.objects.filter(matter=matter, state=SealUse.State.USED).exists()


def has_rest(matter: Matter) -> bool:
    """Whether approved copies of *matter* bear no seal yet."""
    use = SealUse.objects.filter(matter=matter, state=SealUse.State.USED).order_by("-pk").first()
    return use is not None and use.remaining > 0


def _used(ctx: Context) -> SealUse:
    return uses.standing(ctx.matter, SealUse.State.USED, current=current.digest_of(ctx.matter), remedy=REMEDY)


class FileCopy(ActionInput):
    """The scan of the paper as it was sealed."""

    file: Annotated[RowId | None, Field(title="盖章件扫描件", json_schema_extra={"choose": "file"})] = None
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.seal.file_copy",
    label="归入盖章件",
    input=FileCopy,
    may=FILERS,
    rule="GW-18",
    during=AFTER,
    needs="unit",
    offered=has_seal,
)
def file_copy(ctx: Context, data: FileCopy) -> None:
    """Hang the scan of the sealed paper on its matter. Raises `Refused` without one, and where no seal was set."""
    use = _used(ctx)
    if data.file is None:
        ctx.refuse("请选择盖章件的扫描件。", field="file", rule="GW-18")
    ctx.say("step", data.text)
    entry = engine.write_entry(ctx, ctx.here, ctx.words)
    hung = [attaching.Hung(data.file, f"盖章件 {use.number}")]
    attaching.attach(ctx, ctx.here, entry, hung, role=sealed.ROLE, field="file")
    # The scan of a joint document shows the seals of the other organs as well.
    borne = Q(matter=ctx.matter) | Q(matter__parent=ctx.matter, matter__kind=joint.KIND)
    SealUse.objects.filter(borne, state=SealUse.State.USED, copy_filed_at=None).update(copy_filed_at=ctx.now)


class SetRest(ActionInput):
    """How many of the remaining copies, and who watched (监印)."""

    copies: Annotated[int, Field(title="补盖份数", ge=1, le=99999)]
    supervisor: Annotated[int, Field(title="监印人", json_schema_extra={"choose": "colleague"})]
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.seal.set_rest",
    label="补盖",
    input=SetRest,
    rule="GW-18",
    during=AFTER,
    needs="unit",
    offered=has_rest,
)
def set_rest(ctx: Context, data: SetRest) -> dict[str, object]:
    """Set the seal on copies approved before: a line of its own in the register. Raises `Refused` for more than remain,
    and unless the actor keeps the seal."""
    use = _used(ctx)
    keeping.require_sealer(ctx, use.seal)
    watcher = ctx.chosen(data.supervisor, field="supervisor")
    more = uses.press_rest(ctx, use, ctx.matter, uses.Press(data.copies, watcher, manner=use.manner))
    words = uses.said(more, watcher.person.name, data.text)
    ctx.say("step", words, data={"seal": use.seal_id, "copies": data.copies})
    return {"number": more.number}
