"""精简文件 on the page of a document, from 立项 on: how the year stands, how long it is, what it asks of the grassroots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.kernel.platform.ui import Fact
from shuniu.modules.documents.models import DraftVersion, document_of
from shuniu.modules.documents.outgoing import ceilings, policy_lean, tally
from shuniu.modules.documents.outgoing.burdens import burdens_in, limit_of
from shuniu.modules.documents.outgoing.checking import Draft, Remark, check
from shuniu.modules.documents.outgoing.issuers import office_of

ASSESSED = {
    (True, True): "减负一致性评估、合法合规性审查都已作",
    (True, False): "减负一致性评估已作",
    (False, True): "合法合规性审查已作",
}


def facts(scene: Scene) -> tuple[Fact, ...]:
    """What JW-02 to JW-05 say of the document, before it is counted and after."""
    document, today = document_of(scene.matter), scene.now.astimezone(COUNTY).date()
    draft = DraftVersion.objects.filter(matter=scene.matter, number=document.current).first()
    content = draft.content if draft is not None else {"addressees": (), "body": ""}
    signs = policy_lean.guise(
        form=document.form, title=scene.matter.title, addressees=content["addressees"], body=content["body"]
    )
    found = [Fact("变相发文提示", f"{'、'.join(signs)}，计入年度总量" if signs else "")]
    if document.counted_on is None and scene.matter.closed_at is None:
        if tally.stands_against(document.form, bool(signs), today):
            rooms = ceilings.rooms_for(document, today.year, on=today, but_for=document.pk)
            found.append(Fact("年度总量", "；".join(room.words for room in rooms)))
        else:
            found.append(Fact("年度总量", "不计入上限，单独统计"))
    limit = limit_of(document.extent, today)
    if document.words > limit:
        said = policy_lean.length_words(words=document.words, limit=limit)
        found.append(Fact("篇幅", f"{said}；{document.length_reason or '还没有写理由'}"))
    burdens = burdens_in(document, content)
    passages = "、".join(f"“{content['body'][b.span.start : b.span.end]}”" for b in burdens if b.span)
    found.append(Fact("增负提示", f"{len(burdens)} 处：{passages}" if burdens else ""))
    found.append(Fact("减负、合规", ASSESSED.get((document.relief_assessed, document.legality_reviewed), "")))
    return tuple(fact for fact in found if fact.value)


def how_the_year_stands(actor: Actor, now: datetime) -> str:
    """How the year stands of the office through which the unit issues in its own name: for the 立项 form."""
    office, today = office_of(Unit.objects.get(pk=actor.unit_id)), now.astimezone(COUNTY).date()
    return f"{office.short_name}{ceilings.room_of(office.pk, today.year, on=today).words}。"


@check("guise")
def guise(draft: Draft) -> Iterator[Remark]:
    """JW-04: a 便函 or a 白头文件 that is a formal document in another guise, pointed out while it is written."""
    content = draft.content
    signs = policy_lean.guise(
        form=draft.document.form, title=content.title, addressees=content.addressees, body=content.body
    )
    if signs:
        yield Remark(
            "JW-04",
            f"{draft.document.get_form_display()}像是正式公文：{'、'.join(signs)}。",
            "确需按正式公文发的，改为正式公文立项；不是的，改用函等相应文种。这样的文件照样计入年度总量。",
            field="title",
        )
