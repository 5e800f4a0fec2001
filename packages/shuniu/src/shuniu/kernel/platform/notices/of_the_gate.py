"""What the secrecy gate tells the 保密员: that something was stopped, or let in on somebody's declaration (BM-02).

The notice says who, where and when, and nothing of what it was: the gate itself keeps nothing of that.
"""

from __future__ import annotations

from shuniu.kernel.base.basis import basis
from shuniu.kernel.files.news import GateNews, Kind, listener
from shuniu.kernel.people.actor import duty_principal
from shuniu.kernel.people.queries import secrecy_desks
from shuniu.kernel.platform.notices.models import Notice

DUTY = "SECRECY"
WHY = {
    "word": "内容里有密级字样",
    "unreadable": "文件读不出文字",
    "scan_without_text": "扫描件读不出文字",
}


@listener("notices")
def tell(news: GateNews) -> None:
    """One notice to each desk of the 保密员 who looks after the unit; nobody is told where there is none."""
    if news.kind is Kind.ERASED or not news.actor.unit_id:
        return
    Notice.objects.bulk_create(
        Notice(
            to_principal=duty_principal(unit_id, DUTY),
            text=_sentence(news),
            urgent=news.kind is Kind.STOPPED,
            by_person_id=news.actor.person_id,
            at=news.at,
        )
        for unit_id in secrecy_desks(news.actor.unit_id, on=news.at)
    )


def _sentence(news: GateNews) -> str:
    who = f"{news.actor.unit_name}{news.actor.person_name}"
    if news.kind is Kind.STOPPED:
        return f"密件拦截：{who}提交的内容带有密级标志，已停止，没有保存。请核实有没有扩散。（{basis(news.rule).cite()}）"
    return f"密级声明：{who}经本人声明，提交了一份内容（{WHY.get(news.reason, '须核对')}）。请抽查。"
