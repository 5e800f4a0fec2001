"""公开审查: the lists, and the form by which a document is put to review."""

from __future__ import annotations

from shuniu.kernel.platform.screens.room import Room
from shuniu.kernel.platform.ui import Empty, Link

NEW = Link("提请公开审查", "/confidential/reviews/new/")
LEAD = (
    "先审查后公开，逐项审查。初审由您填写，复审、批准由另外两位同志办理；批准以后才能登记已公开。"
    "发现国家秘密的，立即停止，报告保密员。"
)
ROOM = Room(
    "public_review",
    "公开审查",
    "/confidential/reviews/",
    begin="confidential.review.open",
    lead=LEAD,
    empty={
        "todo": Empty("没有等您办的公开审查。", "等您复审、批准、公开的会出现在这里。", NEW),
        "all": Empty("还没有公开审查。", "公文核发以后要公开的，从这里提请。", NEW),
    },
)
