"""改发文要素: what the 发文稿纸 says beside the text, put right while the draft is written or reviewed (GW-11)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.models import OutgoingDocument, document_of
from shuniu.modules.documents.outgoing.actions.draft import require_writer
from shuniu.modules.documents.outgoing.inputs import GenreName

LABELS = {
    "genre": "文种",
    "direction": "行文方向",
    "extent": "文件类别",
    "important": "重要公文",
    "reason": "发文事由、依据",
    "answers": "答复的来文",
    "publicity": "公开属性",
    "publicity_reason": "不予公开的理由",
    "consent": "本级党委、政府同意的依据",
    "authorised_by": "受权依据",
    "leader_assignment": "上级负责人交办依据",
    "meeting": "审议通过的会议",
    "meeting_date": "会议通过日期",
}


class Amend(ActionInput):
    """What the 发文稿纸 says now; in whose name, in which form and under which 立项 it goes out does not change."""

    genre: GenreName
    direction: Annotated[Literal["down", "up", "level"], Field(title="行文方向")]
    extent: Annotated[Literal["special", "general"], Field(title="文件类别")]
    important: Annotated[bool, Field(title="重要公文")] = False
    reason: Annotated[str, Field(title="发文事由、依据", max_length=400)] = ""
    answers: Annotated[str, Field(title="答复的来文（字号或者标题）", max_length=120)] = ""
    publicity: Annotated[Literal["closed", "on_request", "active"], Field(title="公开属性")] = "closed"
    publicity_reason: Annotated[str, Field(title="不予公开的理由", max_length=200)] = ""
    consent: Annotated[str, Field(title="本级党委、政府同意的依据", max_length=200)] = ""
    authorised_by: Annotated[str, Field(title="受权依据", max_length=200)] = ""
    leader_assignment: Annotated[str, Field(title="上级负责人交办依据", max_length=200)] = ""
    meeting: Annotated[str, Field(title="审议通过的会议", max_length=120)] = ""
    meeting_date: Annotated[date | None, Field(title="会议通过日期")] = None


@action("documents.outgoing.amend", label="改发文要素", input=Amend, rule="GW-11")
def amend(ctx: Context, data: Amend) -> None:
    """Put it right; the record says what it was and what it is. Raises `Refused` unless the draft is in the actor's
    hands, and when nothing is changed."""
    require_writer(ctx)
    document = document_of(ctx.matter)
    changed = [name for name in LABELS if getattr(document, name) != getattr(data, name)]
    if not changed:
        ctx.refuse("和原来的一样，没有要改的。", rule="GW-11", remedy="改了以后再提交。")
    before = {name: _said(document, name) for name in changed}
    for name in changed:
        setattr(document, name, getattr(data, name))
    document.save(update_fields=changed)
    told = "；".join(f"{LABELS[n]}：{before[n] or '空'} → {_said(document, n) or '空'}" for n in changed)
    ctx.say("step", told)


def _said(document: OutgoingDocument, name: str) -> str:
    value = getattr(document, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    shown = getattr(document, f"get_{name}_display", None)
    return str(shown() if shown is not None else value or "")
