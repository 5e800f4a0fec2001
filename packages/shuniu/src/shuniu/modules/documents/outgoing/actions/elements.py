"""The elements that the drafting desk changes, written with the text: one press, one transaction, one entry (GW-11)."""

from __future__ import annotations

from typing import Any

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.models import OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import elements
from shuniu.modules.documents.outgoing.actions.plan import require_units
from shuniu.modules.documents.outgoing.elements import LABELS, Elements
from shuniu.modules.documents.outgoing.inputs import ElementsInput


def write(ctx: Context, wanted: ElementsInput, seen: ElementsInput) -> str:
    """Write those of *wanted* that differ from the record; what was changed in words, empty when nothing was.

    *seen* are the values over which they were chosen. Raises `Refused` for one that somebody else changed meanwhile, for
    organs that may not issue jointly or may do so no more, and for an urgency on which the drafting before 立项 rests.
    """
    document = document_of(ctx.matter)
    before = Elements.of(document)
    changes = before.with_(wanted.changes()).changes_from(before)
    if not changes:
        return ""
    _require_seen(changes, seen, before)
    if "joint" in changes:
        _require_joint(ctx, document, changes["joint"])
    if changes.get("urgency") == "平件" and _urgent_alone(document):
        raise refuse(
            Code.RULE,
            "这件是作为急件先起草的，还没有补立项，不能改成平件。",
            remedy="请先补办立项，再改紧急程度。",
            field="urgency",
            rule="JW-01",
        )
    elements.put(document, changes)
    document.save(update_fields=[name for name in changes if name != "urgency"])
    after = Elements.of(document)
    return "；".join(
        f"{LABELS[n]}：{elements.words_of(before, n) or '空'} → {elements.words_of(after, n) or '空'}"
        for n in changes
    )


def _require_seen(changes: dict[str, Any], seen: ElementsInput, before: Elements) -> None:
    stands, was = before.kept(), seen.changes()
    stale = [LABELS[name] for name in changes if name in was and was[name] != stands[name]]
    if stale:
        raise refuse(
            Code.STALE,
            f"您打开以后，别的窗口已经改过{'、'.join(stale)}，这里的没有保存。",
            remedy="请重新打开这一页，看过现在的再改。",
            rule="GW-11",
        )


def _require_joint(ctx: Context, document: OutgoingDocument, joint: list[int]) -> None:
    if ctx.matter.state != "drafting":
        raise refuse(
            Code.RULE,
            "已经送审的，不能改联合发文机关。",
            remedy="请退回起草人，由他改了再送审、会签。",
            field="joint",
            rule="GW-10",
        )
    if document.issuer_id in joint:
        raise refuse(Code.INVALID, "联合发文机关里不用写主办机关自己，请去掉。", field="joint", rule="GW-10")
    require_units(joint, field="joint")


def _urgent_alone(document: OutgoingDocument) -> bool:
    return document.plan_id is None and document.plan_due is not None and not document.answers
