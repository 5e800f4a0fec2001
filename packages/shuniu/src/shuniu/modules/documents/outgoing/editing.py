"""Who may write in a draft now, and what he has typed and not saved."""

from __future__ import annotations

from collections.abc import Mapping

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.context import Work, work_on
from shuniu.kernel.flow.reading import NOT_FOUND, get_matter_for
from shuniu.kernel.flow.turn import held_by, state_tasks
from shuniu.kernel.flow.visibility import rows_of
from shuniu.kernel.people.actor import Actor, Standing
from shuniu.modules.documents.models import DraftBuffer, DraftVersion

EDITED_IN: Mapping[str, DraftVersion.Origin] = {
    "drafting": DraftVersion.Origin.SCREEN,
    "to_review": DraftVersion.Origin.REVIEW,
}
"""Where the text may be changed before 签发: by the drafter, and by who reviews (核稿)."""


def work_for(actor: Actor, matter_id: int) -> Work | Refusal:
    """The outgoing document with its tasks, if *actor* may see it; it is not locked."""
    matter = get_matter_for(actor, matter_id)
    if isinstance(matter, Refusal):
        return matter
    return work_on(matter, rows_of(matter_id)) if matter.kind == "outgoing" else NOT_FOUND


def writer(actor: Actor, work: Work) -> tuple[bool, Standing | None]:
    """Whether *actor* may write in the draft now, and for whom where he stands in for another."""
    if work.matter.closed_at is not None or work.matter.state not in EDITED_IN:
        return False, None
    held = held_by(actor, state_tasks(work), kind=work.matter.kind, moves=work.state.moves)
    return (False, None) if held is None else (True, held[1])


def may_edit(actor: Actor, work: Work) -> bool:
    """Whether *actor* may write in the draft now."""
    return writer(actor, work)[0]


def kept_for(matter_id: int, person_id: int) -> DraftBuffer | None:
    """What the person typed on the document and did not save."""
    return DraftBuffer.objects.filter(matter_id=matter_id, person_id=person_id).first()


def forget(matter_id: int, person_id: int) -> bool:
    """Throw it away; whether there was anything."""
    removed, _ = DraftBuffer.objects.filter(matter_id=matter_id, person_id=person_id).delete()
    return removed > 0
