"""常用语: kept, changed, ordered, dropped; a person's own by himself, a unit's by who keeps its papers."""

from __future__ import annotations

from typing import Annotated, Literal

from django.db.models import Max
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, Refusal, Refused, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Level
from shuniu.modules.documents.models import Phrase
from shuniu.modules.documents.outgoing import editing, phrases

RULE = "GW-10"


class KeepPhrase(ActionInput):
    """The words; whether the whole unit has them; `which` is the one that is changed, `document` the draft from which
    they are taken."""

    text: Annotated[str, Field(title="常用语", min_length=2, max_length=1000)]
    shared: Annotated[bool, Field(title="本单位共用")] = False
    which: Annotated[RowId | None, Field(title="常用语编号")] = None
    document: Annotated[RowId | None, Field(title="发文")] = None


@action("documents.outgoing.keep_phrase", label="保存常用语", input=KeepPhrase, rule=RULE, beside=True)
def keep_phrase(ctx: Context, data: KeepPhrase) -> dict[str, object]:
    """Keep it at the end of its owner's, or change it where it stands. Raises `Refused` for words that the owner has
    already, for more than `phrases.MOST`, for words of a work secret, and for who may not change it."""
    _require_open(ctx, data.document)
    found = _own(ctx, data.which) if data.which is not None else Phrase()
    if data.shared and not phrases.may_share(ctx.actor):
        raise refuse(
            Code.NOT_ALLOWED,
            "本单位共用的常用语，由本单位的文书、办公室负责人保存。",
            remedy="请先存成自己的，或者请他们代存。",
            field="shared",
            rule=RULE,
        )
    if not (data.shared or ctx.actor.person_id):
        raise refuse(Code.INVALID, "没有本人身份，只能存本单位共用的常用语。", field="shared", rule=RULE)
    unit = ctx.actor.unit_id if data.shared else None
    person = None if data.shared else ctx.actor.person_id
    others = Phrase.objects.filter(unit=unit, person=person).exclude(pk=found.pk)
    if others.filter(text=data.text).exists():
        ctx.refuse("已经有这一条了。", field="text", rule=RULE, remedy="用已有的那一条，或者改几个字。")
    if others.count() >= phrases.MOST:
        ctx.refuse(f"已经有 {phrases.MOST} 条了，再多就不好找了。", rule=RULE, remedy="请先删去不用的。")
    if found.pk is None or (found.unit_id, found.person_id) != (unit, person):
        last = others.aggregate(last=Max("position"))["last"]
        found.position = 0 if last is None else last + 1
    found.text, found.unit_id, found.person_id = data.text, unit, person
    found.changed_at, found.changed_by_id = ctx.now, ctx.actor.person_id or None
    found.save()
    ctx.remember({"phrase": found.pk, "shared": data.shared})
    return {"phrase": found.pk, "text": found.text}


class OnePhrase(ActionInput):
    """Which one."""

    which: Annotated[RowId, Field(title="常用语编号")]


class MovePhrase(OnePhrase):
    """Which one, and where to."""

    way: Annotated[Literal["up", "down"], Field(title="方向")]


@action("documents.outgoing.move_phrase", label="调整常用语次序", input=MovePhrase, rule=RULE, beside=True)
def move_phrase(ctx: Context, data: MovePhrase) -> None:
    """Change places with the one before or after it; the first stays first. Raises `Refused` for who may not."""
    found = _own(ctx, data.which)
    row = list(phrases.of_same_owner(found).select_for_update())
    at = row.index(found)
    to = min(max(at + (1 if data.way == "down" else -1), 0), len(row) - 1)
    row.insert(to, row.pop(at))
    for place, one in enumerate(row):
        one.position = place
    Phrase.objects.bulk_update(row, ["position"])
    ctx.remember({"phrase": found.pk, "place": to})


@action("documents.outgoing.drop_phrase", label="删去常用语", input=OnePhrase, rule=RULE, beside=True)
def drop_phrase(ctx: Context, data: OnePhrase) -> None:
    """Keep it no more; what was written with it stays. Raises `Refused` for who may not."""
    found = _own(ctx, data.which)
    ctx.remember({"phrase": found.pk, "text": found.text})
    found.delete()


def _own(ctx: Context, pk: int) -> Phrase:
    found = Phrase.objects.select_for_update().filter(phrases.within_reach(ctx.actor), pk=pk).first()
    if found is None:
        raise refuse(
            Code.NOT_FOUND, "没有这一条常用语，或者已经删去了。", remedy="请从常用语页面打开。", field="which"
        )
    if not phrases.may_change(ctx.actor, found):
        raise refuse(
            Code.NOT_ALLOWED,
            "这是本单位共用的常用语，不能改。",
            remedy="请由本单位的文书、办公室负责人改；或者另存成自己的。",
            field="which",
            rule=RULE,
        )
    return found


def _require_open(ctx: Context, document: int | None) -> None:
    if document is None:
        return
    work = editing.work_for(ctx.actor, document)
    if isinstance(work, Refusal):
        raise Refused(work)
    if work.matter.level == Level.WORK_SECRET:
        raise refuse(
            Code.RULE,
            "内部件（工作秘密）里的文字不存成常用语。",
            remedy="请只存不涉及内容的套话，在常用语页面直接写。",
            field="text",
            rule="BM-08",
        )
