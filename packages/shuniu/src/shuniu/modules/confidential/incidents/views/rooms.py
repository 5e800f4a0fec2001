"""泄密事件: the lists, and the form by which one is told."""

from __future__ import annotations

from shuniu.kernel.platform.screens.room import Room
from shuniu.kernel.platform.ui import Empty, Link

NEW = Link("报告泄密事件", "/confidential/incidents/new/")
LEAD = (
    "发现泄密或者可能泄密，先止住，再报告：不要转发、不要拍照、不要试着打开。"
    "这里只写什么时候、谁、什么载体、编号是多少，不写文件标题、文号和内容，也不放文件。"
)
ROOM = Room(
    "incident",
    "泄密事件",
    "/confidential/incidents/",
    begin="confidential.incident.tell",
    lead=LEAD,
    empty={
        "todo": Empty("没有等您办的泄密事件。", "发现泄密或者可能泄密的，立即从这里报告。", NEW),
        "all": Empty("没有您能看的泄密事件。", "只有保密员、报告人和报告时写明的负责人看得见。", NEW),
    },
)
