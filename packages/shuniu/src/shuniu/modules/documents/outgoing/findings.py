"""What 核稿, 复核 and 退文 found, by kind: the unit's draft gets better, nobody is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import QualityFinding, document_of

KINDS: Mapping[str, tuple[str, str]] = {
    "grounds": ("行文理由、依据不充分", "GW-11"),
    "content": ("内容、政策衔接", "GW-11"),
    "agreed": ("会签缺失、未协商一致", "GW-10"),
    "level": ("越级行文", "GW-20"),
    "addressees": ("多头主送", "GW-21"),
    "carried": ("夹带请示事项", "GW-24"),
    "genre": ("文种不当", "GW-11"),
    "form": ("格式不规范", "GW-11"),
    "facts": ("人名、地名、时间、数字、引文", "GW-11"),
    "wording": ("文字、标点", "GW-11"),
    "annexes": ("附件缺失或者不符", "GW-11"),
    "other": ("其他", "GW-11"),
}
"""Each kind of finding: its name, and the rule it is measured by."""

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
