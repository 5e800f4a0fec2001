"""公文质量通报 drafted from what was found: a document with its first version filled in (domain report §3.6)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.outgoing import drafts, planning
from shuniu.modules.documents.outgoing.actions.plan import begin
from shuniu.modules.documents.outgoing.inputs import Subject
from shuniu.modules.documents.outgoing.issuers import office_of
from shuniu.modules.documents.outgoing.plans import usable_by
from shuniu.modules.documents.outgoing.policy_quality import bulletin_body
from shuniu.modules.documents.outgoing.quality import period_of, quality_of
from shuniu.modules.documents.outgoing.scopes import Scope
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.outgoing.who import KEEPERS


class DraftBulletin(ActionInput):
    """Of which month or quarter: 2026-03, 2026-q1."""

    period: Annotated[str, Field(title="时间", pattern=r"^\d{4}(-(\d{2}|q[1-4]))?$")]


@action(
    "documents.outgoing.draft_bulletin",
    label="起草公文质量通报",
    input=DraftBulletin,
    may=KEEPERS,
    rule="ZL-01",
    beside=True,
)
def draft_bulletin(ctx: Context, data: DraftBulletin) -> dict[str, object]:
    """Open a 发文 of the actor's office with the bulletin as its first version: as planned where the plan has one, else
    asking for 立项. Raises `Refused` for an office without 发文立户, and for a period in which nothing was handed in."""
    today = ctx.now.astimezone(COUNTY).date()
    office = Unit.objects.get(pk=ctx.actor.unit_id)
    if not office.issuer_codes.exists() or office_of(office).pk != office.pk:
        raise refuse(
            Code.RULE,
            f"{office.short_name}没有发文立户，不能发通报。",
            remedy="请由有发文权的办公室起草。",
            rule="GW-38",
        )
    period = period_of(data.period, today)
    minimum = parameters.number("outgoing.quality_minimum", on=today)
    found = quality_of(Scope(office), period, minimum=minimum)
    if not found.submitted:
        raise refuse(
            Code.RULE, f"{period.words}没有报送的文稿，没有可以通报的。", remedy="请另选时间。", rule="ZL-01"
        )
    title = f"关于{period.words}公文质量情况的通报"
    row = usable_by(office.pk, today.year).filter(office=office, subject__contains="公文质量").first()
    plan = planning.take(ctx, row.pk, office) if row is not None else None
    subject = Subject(
        title=title,
        issuer=office.pk,
        genre="通报",
        direction="down",
        reason="定期通报公文质量，不点名、不排名次。",
    )
    work = begin(ctx, subject, office, office, plan, at_once=plan is not None)
    body = bulletin_body(
        period=period.words,
        office=office.name,
        submitted=found.submitted,
        returned=found.returned,
        kinds=found.kinds,
        units=found.units,
    )
    drafts.save(ctx, work, Content(title=title, addressees=("各乡镇人民政府", "县直各部门"), body=body))
    return {"matter": work.matter.pk}
