"""用印: the requests for papers that are no document of the system, and the form that begins one."""

from __future__ import annotations

from shuniu.kernel.platform.screens.room import Room
from shuniu.kernel.platform.ui import Empty, Link

NEW = Link("申请用印", "/seals/new/")
LEAD = (
    "合同、证明、介绍信这些材料用印，从这里申请；发文用印随发文办理，不用另外申请。"
    "要附上要盖章的那份文件，不得在空白件上用印。"
)
ROOM = Room(
    "seal_use",
    "用印",
    "/seals/",
    begin="documents.seal_use.ask",
    lead=LEAD,
    empty={
        "todo": Empty("没有等您办的用印。", "等您批准、等您盖章的材料会出现在这里。", NEW),
        "overdue": Empty("没有逾期的用印。", "各件都在时限以内。"),
        "portfolio": Empty("您分管的单位现在没有用印申请。", "这些单位的用印由各单位自己审批。"),
        "all": Empty("还没有用印申请。", "合同、证明这些材料要盖章的，从这里申请。", NEW),
    },
)
