"""知悉范围: naming one more reader of a 工作秘密, and taking one off, each with its ground (BM-08)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Level, Matter, Reader
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.people import queries
from shuniu.kernel.people.actor import Actor

HEADS = ("OFFICE_HEAD", "UNIT_HEAD")
RULE = "BM-08"


def answers_for(actor: Actor, matter: Matter) -> bool:
    """Whether *actor* says who may know of *matter*: a 工作秘密 that he proposed, or of the office that he heads."""
    if matter.level != Level.WORK_SECRET or actor.unit_id != matter.unit_id:
        return False
    return matter.opened_by_id == actor.person_id or actor.holds(*HEADS)


def _require_answerable(ctx: Context) -> None:
    if ctx.matter.level != Level.WORK_SECRET:
        raise refuse(Code.RULE, "这一件不是工作秘密，没有知悉范围，不用调整。", rule=RULE)
    if not answers_for(ctx.actor, ctx.matter):
        raise refuse(
            Code.NOT_ALLOWED,
            "知悉范围由提出定为工作秘密的人，或者本单位办公室主任、主要负责人调整。",
            remedy="确需增减知悉人员的，请向他们提出。",
            rule=RULE,
        )


class AddReaders(WithReason):
    """Who may know from now on."""

    readers: Annotated[
        list[int],
        Field(title="增加谁", min_length=1, max_length=50, json_schema_extra={"choose": "reader"}),
    ]


@action("flow.add_readers", label="增加知悉人员", input=AddReaders, rule=RULE)
def add_readers(ctx: Context, data: AddReaders) -> None:
    """Each of them finds the matter from now on, and is told so; who was told before stays once.

    Raises `Refused` on an ordinary matter, for who does not answer for it, and for a post that nobody holds now.
    """
    _require_answerable(ctx)
    posts = [ctx.chosen(pk, field="readers") for pk in data.readers]
    known = set(Reader.objects.filter(matter=ctx.matter).values_list("person_id", "unit_id"))
    new = [post for post in posts if (post.person_id, post.unit_id) not in known]
    if not new:
        raise refuse(Code.RULE, "选的同志都已经在知悉范围里，请另选。", field="readers", rule=RULE)
    engine.add_readers(ctx.here, [Addressee.of_post(post) for post in new])
    names = list(dict.fromkeys(post.person.name for post in new))
    ctx.say("step", data.reason, label=f"增加知悉人员：{'、'.join(names)}")
    for post in new:
        ctx.notify(Addressee.of_post(post), f"列入知悉范围：{ctx.matter.title}", ctx.matter)


class RemoveReader(WithReason):
    """Which named reader, by the id of his naming."""

    reader: Annotated[RowId, Field(title="取消谁", json_schema_extra={"choose": "named_reader"})]


@action("flow.remove_reader", label="取消知悉", input=RemoveReader, rule=RULE)
def remove_reader(ctx: Context, data: RemoveReader) -> None:
    """He finds the matter no more, nor its papers, whatever he did in it; what he read stays in the log.

    Raises `Refused` on an ordinary matter, for who does not answer for it, for whoever proposed it, and for a reader
    in whose hands it is: a task that nobody may see would be lost.
    """
    _require_answerable(ctx)
    named = Reader.objects.filter(matter=ctx.matter)
    reader = named.filter(pk=data.reader).select_related("person").first()
    if reader is None:
        raise refuse(Code.NOT_FOUND, "知悉范围里没有这位同志，请刷新页面再选。", field="reader", rule=RULE)
    if (reader.person_id, reader.unit_id) == (ctx.matter.opened_by_id, ctx.matter.unit_id):
        raise refuse(Code.RULE, "提出定为工作秘密的人，不能取消知悉，请另选。", field="reader", rule=RULE)
    others = list(named.exclude(pk=reader.pk))
    if _waited_for(ctx, reader, others):
        raise refuse(
            Code.RULE,
            f"这一件还在{reader.person.name}手里，不能取消知悉。",
            remedy="请先转办、撤回，或者等这一步办完。",
            field="reader",
            rule=RULE,
        )
    reader.delete()
    ctx.say("step", data.reason, label=f"取消知悉：{reader.person.name}")


def _waited_for(ctx: Context, reader: Reader, others: list[Reader]) -> bool:
    """Whether an open task lies with *reader* by name, or on a desk where none of the *others* could take it."""
    staying = {(other.person_id, other.unit_id) for other in others}
    for task in ctx.here.open_tasks:
        if task.unit_id != reader.unit_id:
            continue
        if task.person_id is not None:
            if task.person_id == reader.person_id:
                return True
            continue
        holders = {
            (post.person_id, post.unit_id) for post in queries.holders(task.unit_id, task.duty, on=ctx.now)
        }
        if (reader.person_id, reader.unit_id) in holders and not holders & staying:
            return True
    return False
