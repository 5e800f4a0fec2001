"""收文: the lists."""

from __future__ import annotations

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.listing import View
from shuniu.kernel.platform.screens.room import Batch, Room, room_view
from shuniu.kernel.platform.ui import BatchAction, Empty, Field, Link
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.incoming.who import REGISTRARS

REMIND = BatchAction("催办", "/incoming/reminders/send/")
REMIND_WORDS = Field("text", "催办要求", placeholder="催办要求（可不填）", max_length=400)
EMPTY = {
    "todo": Empty(
        "没有等您办的收文。",
        "新到的文件会出现在这里；刚收到纸质件的，请登记。",
        Link("收文登记", "/incoming/new/"),
    ),
    "overdue": Empty("没有逾期的收文。", "各件都在时限以内。"),
    "portfolio": Empty(
        "您分管的单位现在没有收文在办。", "县办转给您分管单位、或者这些单位报来的件会列在这里。"
    ),
    "all": Empty(
        "还没有收文。", "拖入文件或者扫描件，就可以登记第一件。", Link("收文登记", "/incoming/new/")
    ),
}


def _registers(actor: Actor) -> Link | None:
    return Link("收文登记", "/incoming/new/") if actor.holds(*REGISTRARS) else None


def _reminds(actor: Actor, view: View) -> Batch | None:
    return Batch(REMIND, REMIND_WORDS) if keeps(actor) and view.list_name in {"open", "doing"} else None


incoming_list = room_view(
    Room("incoming", "收文", "/incoming/", main=_registers, empty=EMPTY, batch=_reminds)
)
