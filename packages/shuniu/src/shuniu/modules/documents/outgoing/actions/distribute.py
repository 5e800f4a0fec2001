"""核发 and distribution: every unit gets its own matter, which waits there to be signed for (GW-17)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import Delivery, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import finished, replacing
from shuniu.modules.documents.outgoing.deliveries import OUT, from_its_list
from shuniu.modules.documents.outgoing.recipients import COPY, MAIN, Recipient, number_ranges
from shuniu.modules.documents.outgoing.routing import organs_of_county
from shuniu.modules.documents.outgoing.sending import Parcel, send
from shuniu.modules.documents.outgoing.sending_register import proposal_for, signed_text
from shuniu.modules.documents.outgoing.text import names_of
from shuniu.modules.documents.outgoing.who import KEEPERS

Units = list[RowId]
MOST = 400


class Recipients(ActionInput):
    """To which units of the county and to whom outside, as 主送 or 抄送; how many copies of which 份号 for each."""

    units: Annotated[
        Units, Field(title="主送（县内）", max_length=MOST, json_schema_extra={"choose": "unit"})
    ] = []
    copy_units: Annotated[
        Units, Field(title="抄送（县内）", max_length=MOST, json_schema_extra={"choose": "unit"})
    ] = []
    outside: Annotated[str, Field(title="主送（县外、另行送达）", max_length=4000)] = ""
    copy_outside: Annotated[str, Field(title="抄送（县外、另行送达）", max_length=4000)] = ""
    copies_each: Annotated[int, Field(title="每个单位几份", ge=1, le=999)] = 1
    copies_other: Annotated[str, Field(title="份数不同的单位", max_length=2000)] = ""
    numbered: Annotated[bool, Field(title="编份号")] = False
    first_number: Annotated[int, Field(title="份号从第几号起", ge=1, le=999_999)] = 1
    editable: Annotated[bool, Field(title="同时送可编辑的文档")] = False

    def names_outside(self) -> list[tuple[str, str]]:
        """(role, name) of everybody outside, each once."""
        both = [(str(MAIN), name) for name in names_of(self.outside)]
        both += [(str(COPY), name) for name in names_of(self.copy_outside)]
        return list({name: (role, name) for role, name in reversed(both)}.values())[::-1]


class Release(Recipients):
    """检查文字、格式、印刷质量后分发."""

    checked: Annotated[bool, Field(title="文字、格式、印刷质量已检查")] = False
    text: Annotated[str, Field(title="说明", max_length=400)] = ""

    def also_locks(self) -> tuple[int, ...]:
        return replacing.standing_children(self.matter)


@action(
    "documents.outgoing.release",
    label="核发",
    input=Release,
    may=KEEPERS,
    transition="documents.outgoing:release",
    rule="GW-17",
)
def release(ctx: Context, data: Release) -> dict[str, object]:
    """Check once more and send, in the place of what was sent before when this is a corrected version.

    Raises `Refused` unless checked, for a unit that is gone, for more copies than were printed, or nobody to send to.
    """
    if not data.checked:
        ctx.refuse("核发前要检查文字、格式和印刷质量，请检查后勾选。", field="checked", rule="GW-17")
    document = document_of(ctx.matter)
    again = replacing.standing(ctx.matter.pk)
    parcels = parcels_of(ctx, document, data)
    if not parcels:
        ctx.refuse("还没有写明分送给谁。", field="units", rule="GW-17")
    document.released_at, document.effect = ctx.now, OutgoingDocument.Effect.IN_FORCE
    document.save(update_fields=["released_at", "effect"])
    draft = signed_text(document)
    assert draft is not None, "what is released was signed"
    replacing.set_aside(again)
    lacking = finished.make(ctx, document, draft, editable=data.editable)
    sent = send(ctx, document, parcels, editable=data.editable, replacing=replacing.by_recipient(again))
    replaced = replacing.take_back(ctx, again, sent)
    ctx.say(
        "step",
        f"{data.text or said(sent)}{lacking}",
        data={"sent": len(sent), **({"replaced": replaced} if replaced else {})},
    )
    return {"sent": len(sent), "replaced": replaced}


def said(sent: Iterable[Delivery]) -> str:
    """分送县内 12 个单位（主送 10，抄送 2），县外 1 个。"""
    made = list(sent)
    inside = [d for d in made if d.unit_id is not None]
    main = sum(d.role == MAIN for d in inside)
    parts = []
    if inside:
        roles = f"（主送 {main}，抄送 {len(inside) - main}）" if main < len(inside) else ""
        parts.append(f"县内 {len(inside)} 个单位{roles}")
    if len(made) > len(inside):
        parts.append(f"县外、另行送达 {len(made) - len(inside)} 个")
    return f"分送{'，'.join(parts)}。"


class SendMore(Recipients):
    """补送: to whom else, on what ground."""

    text: Annotated[str, Field(title="补送的原因", min_length=2, max_length=400)]


@action(
    "documents.outgoing.send_more",
    label="补送",
    input=SendMore,
    may=KEEPERS,
    rule="GW-17",
    during=OUT,
    needs="unit",
    offered=from_its_list,
)
def send_more(ctx: Context, data: SendMore) -> dict[str, object]:
    """Send a released document to others too. Raises `Refused` before it is released, and for one that holds no longer."""
    document = document_of(ctx.matter)
    require_released(ctx, document)
    parcels = parcels_of(ctx, document, data)
    if not parcels:
        ctx.refuse("还没有写明补送给谁。", field="units", rule="GW-17")
    sent = send(ctx, document, parcels, editable=data.editable)
    ctx.say("step", f"{said(sent)}{data.text}", data={"sent": len(sent)})
    return {"sent": len(sent)}


def require_released(ctx: Context, document: OutgoingDocument) -> None:
    """Raises `Refused` for the clerk of another office, before 核发, and for a document that holds no longer."""
    if ctx.actor.unit_id != document.unit_id:
        ctx.refuse("分送、回执由发文机关的办公室办理。", rule="GW-17")
    if document.released_at is None:
        ctx.refuse("这一件还没有核发，核发时再写分送给谁。", rule="GW-17")
    if document.effect != OutgoingDocument.Effect.IN_FORCE:
        ctx.refuse(f"这一件{document.get_effect_display()}，不能再分送。", rule="GW-35")


def parcels_of(ctx: Context, document: OutgoingDocument, data: Recipients) -> list[Parcel]:
    """The recipients of the form, each with the words of the paper that meant it, its copies and its 份号.

    Raises `Refused` for a collective name among those outside, for copies written for somebody who gets none, and for
    more than were printed.
    """
    _require_single(ctx, data)
    expansion, _ = proposal_for(document, ctx.now)
    words: Mapping[int | str, str] = {one.unit or one.name: one.said_as for one in expansion.recipients}
    names = dict(Unit.objects.filter(pk__in=[*data.units, *data.copy_units]).values_list("pk", "short_name"))
    to = [
        Recipient(str(role), pk, names.get(pk, ""), words.get(pk, ""))
        for role, ids in ((MAIN, data.units), (COPY, data.copy_units))
        for pk in ids
    ]
    to += [Recipient(role, None, name, words.get(name, "")) for role, name in data.names_outside()]
    copies = _copies(ctx, to, data)
    total = sum(copies)
    if (data.numbered or data.copies_other or data.copies_each > 1) and total > document.copies:
        ctx.refuse(
            f"要送出 {total} 份，只印了 {document.copies} 份。",
            field="copies_each",
            remedy="请核对每个单位的份数；确实不够的，退回加印。",
            rule="GW-16",
        )
    numbers = number_ranges(copies, data.first_number) if data.numbered else [""] * len(to)
    return [Parcel(one, count, number) for one, count, number in zip(to, copies, numbers, strict=True)]


def _require_single(ctx: Context, data: Recipients) -> None:
    """Whoever is outside signs a slip of its own: 各乡镇人民政府 is not one recipient."""
    named = data.names_outside()
    organs = organs_of_county() if named else None
    for role, name in named:
        meant = organs.find(name) if organs is not None else ()
        if organs is not None and len(meant) > 1 and not organs.candidates(name):
            ctx.refuse(
                f"“{name}”是 {len(meant)} 个单位的统称，不能当作一个收文单位：回执一个单位一张。",
                field="outside" if role == MAIN else "copy_outside",
                remedy="请在县内的单位里选；不从系统送的，逐个写明名称。",
                rule="GW-17",
            )


_OTHER = re.compile(r"^(.+?)[\s：:×*]*(\d{1,3})\s*份?$")


def _copies(ctx: Context, to: list[Recipient], data: Recipients) -> list[int]:
    """县水利局 3、云溪镇 2: so many for those, `copies_each` for everybody else."""
    other: dict[str, int] = {}
    known = {
        bare: one.name for one in to for bare in (one.name, f"县{one.name}", one.name.removeprefix("县"))
    }
    for part in names_of(data.copies_other):
        found = _OTHER.match(part)
        name = found[1].strip() if found else part
        if found is None or name not in known or not int(found[2]) >= 1:
            ctx.refuse(
                f"份数“{part}”看不明白，或者不在这次分送的单位里。",
                field="copies_other",
                remedy="请写成“县水利局 3、云溪镇 2”，单位用简称。",
                rule="GW-17",
            )
        other[known[name]] = int(found[2])
    return [other.get(one.name, data.copies_each) for one in to]
