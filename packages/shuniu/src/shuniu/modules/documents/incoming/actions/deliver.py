"""送交: a unit of the county sends a document to other units through the system; it waits there to be signed for.

Until papers are drafted and issued here, the sending clerk brings the finished document (GW-01). A 工作秘密 does
not go this way: it leaves a unit on paper only (BM-08).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching
from shuniu.kernel.flow.context import Context, Words, Work
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.incoming import policy, register
from shuniu.modules.documents.incoming.inputs import GRADES, Grade, Title
from shuniu.modules.documents.incoming.who import REGISTRARS


class Deliver(ActionInput):
    """The document as it was issued, and to which units it goes."""

    to: Annotated[
        list[int],
        Field(title="送往", min_length=1, max_length=120, json_schema_extra={"choose": "unit"}),
    ]
    title: Title
    document_number: Annotated[str, Field(title="发文字号", min_length=2, max_length=80)]
    genre: Annotated[str, Field(title="文种", max_length=10)] = ""
    document_date: Annotated[date | None, Field(title="成文日期")] = None
    issuer: Annotated[str, Field(title="以哪个名义", max_length=120)] = ""
    urgency: Grade = "平件"
    addressees: Annotated[str, Field(title="主送", max_length=400)] = ""
    copy_to: Annotated[str, Field(title="抄送", max_length=400)] = ""
    annexes: Annotated[int, Field(title="附件数", ge=0, le=999)] = 0
    summary: Annotated[str, Field(title="内容摘要", max_length=2000)] = ""
    due: Annotated[date | None, Field(title="办理时限")] = None
    file: Annotated[RowId | None, Field(title="文件", json_schema_extra={"choose": "file"})] = None


@action(
    "documents.incoming.deliver",
    label="送交文件",
    input=Deliver,
    may=REGISTRARS,
    rule="GW-01",
    beside=True,
)
def deliver(ctx: Context, data: Deliver) -> dict[str, object]:
    """Put the document before each unit's clerk, in that unit's own matter.

    Raises `Refused` for a unit that nobody minds, for one's own unit, a name the sender may not use, a file that
    somebody else brought, and a document that the unit has already got.
    """
    require(policy.grade_fault(form="document", grade=data.urgency))
    issuer = _issuer(ctx, data.issuer)
    units = list(receiving_units().filter(pk__in=data.to).exclude(pk=ctx.actor.unit_id))
    if len(units) != len(set(data.to)):
        raise refuse(Code.INVALID, "送往的单位里有本单位，或者已经撤销的单位，请去掉。", field="to")
    works = [_open(ctx, data, unit, issuer) for unit in units]
    if data.file is not None:
        hung = [attaching.Hung(data.file, data.title)]
        attaching.attach_to_each(ctx, works, hung, role="original", field="file")
    return {"matters": {work.matter.unit_id: work.matter.pk for work in works}}


def _issuer(ctx: Context, name: str) -> str:
    """The name the document is issued under: the sender's own, its Party name, or that of the organ it serves."""
    own = Unit.objects.select_related("parent").get(pk=ctx.actor.unit_id)
    organs = [own]
    if own.kind == Unit.Kind.OFFICE and own.parent is not None:
        organs.append(own.parent)
    allowed = [name for organ in organs for name in (organ.name, organ.party_name) if name]
    if name and name not in allowed:
        raise refuse(
            Code.RULE,
            f"不能以“{name}”的名义送交。",
            remedy=f"本单位可以用的名义：{'、'.join(dict.fromkeys(allowed))}。",
            field="issuer",
            rule="GW-01",
        )
    return name or own.name


def _open(ctx: Context, data: Deliver, unit: Unit, issuer: str) -> Work:
    earlier = register.find_duplicate(unit.pk, data.document_number, "")
    # Only what this unit sent itself: what else the other has received is not the sender's to know.
    if earlier is not None and earlier.source_unit_id == ctx.actor.unit_id:
        raise refuse(
            Code.RULE,
            f"{unit.short_name}已经收到过{data.document_number}，不用再送。",
            field="to",
            rule="GW-01",
        )
    work = register.send_to(
        ctx,
        unit,
        register.Sending(
            title=data.title,
            document_number=data.document_number,
            urgency=GRADES[data.urgency],
            due_at=register.due_of(data.due, form="document", grade=data.urgency, received=ctx.now),
            words=Words(label=f"{issuer}送交"),
        ),
        source=issuer,
        source_unit_id=ctx.actor.unit_id,
        genre=data.genre,
        document_date=data.document_date,
        addressees=data.addressees,
        copy_to=data.copy_to,
        annexes=data.annexes,
        summary=data.summary,
    )
    work.concern(ctx.actor.unit_id)
    return work
