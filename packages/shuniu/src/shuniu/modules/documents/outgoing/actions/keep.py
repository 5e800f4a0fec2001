"""Keeping what is typed while a draft is being written: quietly, beside the flow, and never as a version (GW-10)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, Refusal, Refused, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.reading import NOT_FOUND
from shuniu.kernel.flow.turn import now_with
from shuniu.modules.documents.models import DraftBuffer
from shuniu.modules.documents.outgoing import editing
from shuniu.modules.documents.outgoing.inputs import AnnexInput, ElementsInput

LONGEST = 200_000


class KeepDraft(ActionInput):
    """The form as it stands, unfinished as it may be, and the version it is written over; in which window, and when that
    was opened."""

    document: Annotated[RowId, Field(title="发文")]
    over: Annotated[int, Field(title="稿次", ge=0)] = 0
    title: Annotated[str, Field(title="标题", max_length=1000)] = ""
    addressees: Annotated[str, Field(title="主送", max_length=4000)] = ""
    body: Annotated[str, Field(title="正文", max_length=LONGEST)] = ""
    annexes: Annotated[list[AnnexInput], Field(title="附件", max_length=30)] = []
    copy_to: Annotated[str, Field(title="抄送", max_length=4000)] = ""
    note: Annotated[str, Field(title="附注", max_length=1000)] = ""
    elements: Annotated[ElementsInput, Field(title="发文要素")] = ElementsInput()
    window: Annotated[str, Field(title="窗口", max_length=40)] = ""
    opened: Annotated[datetime | None, Field(title="打开时间")] = None


@action(
    "documents.outgoing.keep_draft",
    label="暂存未保存的稿子",
    input=KeepDraft,
    rule="GW-10",
    beside=True,
    api=False,
)
def keep_draft(ctx: Context, data: KeepDraft) -> None:
    """Put aside what is typed, in place of what was put aside before. Raises `Refused` unless the draft is in the
    actor's hands, and when another of his windows put something aside after this one was opened."""
    work = editing.work_for(ctx.actor, data.document)
    if isinstance(work, Refusal):
        raise Refused(work)
    if not editing.may_edit(ctx.actor, work):
        raise refuse(
            Code.NOT_YOUR_TURN,
            "这一稿现在不在您手里，没有暂存。",
            remedy=now_with(work.matter),
            rule="GW-10",
        )
    before = editing.kept_for(data.document, ctx.actor.person_id)
    newer = before is not None and data.opened is not None and before.at > data.opened
    if newer and before is not None and before.typed.get("window", "") not in {"", data.window}:
        raise refuse(
            Code.STALE,
            "您在另一个窗口里也在写这一稿，这里写的没有暂存。",
            remedy="请只在一个窗口里写：要留这里写的，按保存；不要的，关掉这个窗口。",
            rule="GW-10",
        )
    typed = data.model_dump(include={"title", "addressees", "body", "annexes", "copy_to", "note", "window"})
    typed["elements"] = data.elements.changes()
    DraftBuffer.objects.update_or_create(
        matter_id=data.document,
        person_id=ctx.actor.person_id,
        defaults={"typed": typed, "over": data.over, "at": ctx.now},
    )


class DropKept(ActionInput):
    """Of which document."""

    document: Annotated[RowId, Field(title="发文")]


@action(
    "documents.outgoing.drop_kept",
    label="不要暂存的稿子",
    input=DropKept,
    rule="GW-10",
    beside=True,
    api=False,
)
def drop_kept(ctx: Context, data: DropKept) -> None:
    """Throw away what was put aside; one's own alone. Raises `Refused` where there is nothing."""
    if not editing.forget(data.document, ctx.actor.person_id):
        raise Refused(NOT_FOUND)
