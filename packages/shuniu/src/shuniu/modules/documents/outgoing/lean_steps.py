"""精简文件 inside the steps of a document: why it is long at 送审, the assessments at 核稿 (JW-03, JW-05)."""

from __future__ import annotations

from collections.abc import Mapping

from shuniu.kernel.base.faults import require
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import policy_lean
from shuniu.modules.documents.outgoing.burdens import limit_of


def explain_length(ctx: Context, reason: str) -> None:
    """Keep why the text is longer than the limit of its kind (JW-03). Raises `Refused` where no reason is given."""
    document = document_of(ctx.matter)
    limit = limit_of(document.extent, ctx.now.astimezone(COUNTY).date())
    extent = document.get_extent_display()
    require(policy_lean.length_fault(words=document.words, limit=limit, reason=reason, extent=extent))
    document.length_reason = reason.strip() if document.words > limit else ""
    document.save(update_fields=["length_reason"])


def assess(ctx: Context, answers: Mapping[str, bool]) -> None:
    """Keep the two assessments of 核稿 (JW-05), and see that what grew too long while it was reviewed says why. Raises
    `Refused` where one is missing."""
    document = document_of(ctx.matter)
    require(policy_lean.assessment_fault(direction=document.direction, form=document.form, answers=answers))
    explain_length(ctx, document.length_reason)
    document.relief_assessed = answers.get("relief", False)
    document.legality_reviewed = answers.get("legality", False)
    document.save(update_fields=["relief_assessed", "legality_reviewed"])
