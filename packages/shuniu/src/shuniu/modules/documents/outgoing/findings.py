"""What 核稿, 复核 and 退文 found, by kind: the unit's draft gets better, nobody is named."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.finding_kinds import KINDS
from shuniu.modules.documents.models import QualityFinding, document_of

FindingKind = Literal[tuple(KINDS)]  # type: ignore[valid-type]
FindingKinds = Annotated[
    list[FindingKind],
    Field(title="发现的问题", max_length=len(KINDS), json_schema_extra={"choose": "finding"}),
]


def note(ctx: Context, source: str, kinds: Collection[str], text: str = "") -> None:
    """Keep what was found of the matter acted on, once for each of *kinds*."""
    document = document_of(ctx.matter)
    QualityFinding.objects.bulk_create(
        QualityFinding(
            matter=ctx.matter,
            unit_id=document.drafting_unit_id,
            office_id=document.unit_id,
            source=source,
            kind=kind,
            rule=KINDS[kind][1],
            text=text[:400],
            day=ctx.now.astimezone(COUNTY).date(),
        )
        for kind in dict.fromkeys(kinds)
    )
