"""A paper sent round: in sequence through the clerk, with an opinion, recalled, continued; no opinion is lost."""

from __future__ import annotations

from playwright.sync_api import expect

from shuniu.kernel.flow.models import Entry, Matter, Round, RoundMember
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import POINTS, LivingCounty, again

TITLE = "关于印发全市防汛值班制度的通知"
WORDS = "乡镇值班人手不够，请应急局也研究一下。"


def test_a_circulation_with_an_opinion_recalled_and_continued(county: LivingCounty, at_desk: AtDesk) -> None:
    matter = county.register(TITLE)
    clerk, mayor, vice, director, deputy = (
        at_desk(who) for who in ("clerk", "mayor", "vice", "director", "deputy")
    )
    _send_round(clerk)
    _in_sequence_through_the_clerk(mayor, vice, clerk)
    _recall(clerk, director)
    _continue(clerk, director, deputy)
    _finish(clerk, matter)


def _send_round(clerk: Desk) -> None:
    """In sequence the highest rank gets it first, the others wait; a refused press keeps who was chosen."""
    clerk.open_from_list(TITLE)
    clerk.tick(*POINTS[:3], "阅件")
    clerk.pick("阅知范围", "陈立新", "林树声", "周明远")
    clerk.press("初审通过")
    clerk.is_refused("四项都符合才能通过")
    expect(clerk.field("阅件")).to_be_checked()
    expect(clerk.next.locator(".picked li")).to_have_text(["陈立新", "林树声", "周明远"])
    clerk.tick(POINTS[3])
    clerk.press("初审通过", told="已初审通过")
    _places(clerk, {"周明远": "在看", "林树声": "待送", "陈立新": "待送"})


def _places(desk: Desk, seats: dict[str, str]) -> None:
    """The live place of every reader on the matter's page."""
    for name, place in seats.items():
        seat = desk.main.locator("li.seat", has_text=name).first
        assert place in seat.inner_text(), f"{name}: {seat.inner_text()}"


def _board(clerk: Desk, reading: str, done: str, waiting: str) -> None:
    """The board 传阅 shows the same."""
    clerk.go("/incoming/circulating/")
    row = clerk.row(TITLE)
    assert (row["正在阅"], row["已阅"], row["还没送到"]) == (reading, done, waiting)


def _in_sequence_through_the_clerk(mayor: Desk, vice: Desk, clerk: Desk) -> None:
    """The vice has nothing before the mayor has read it, and the mayor passes nothing on himself (不得横传)."""
    vice.go("/")
    vice.sees_not(TITLE)
    _board(clerk, "周明远", "—", "林树声、陈立新")
    mayor.open_from_list(TITLE)
    assert mayor.main.get_by_role("combobox").count() == 0, "a reader chooses no next reader"
    mayor.press("阅", told="已阅")
    _board(clerk, "林树声", "周明远", "陈立新")
    vice.open_from_list(TITLE)
    vice.tick("有意见")
    vice.press("阅")
    vice.is_refused("有意见的，请写明意见")
    assert vice.field("有意见").is_checked()
    vice.write("意见", WORDS)
    vice.press("阅", told="已阅")
    _board(clerk, "陈立新", "周明远、林树声", "—")


def _recall(clerk: Desk, director: Desk) -> None:
    """Back comes what nobody has answered; the director's open page says so when he presses."""
    director.open_from_list(TITLE)
    director.write("意见", "已安排。")
    clerk.open_from_list(TITLE)
    clerk.sees(WORDS)
    dialog = clerk.move("撤回这一轮")
    clerk.write("理由", "先按林副县长意见修改范围。", dialog)
    clerk.confirm(dialog, told="已撤回")
    clerk.sees(WORDS, "已撤回")
    _places(clerk, {"周明远": "已阅", "林树声": "已阅", "陈立新": "已撤回"})
    director.press("阅")
    director.is_refused("别人已经办过这一件")
    director.sees("已安排。")
    director.go("/")
    director.sees_not(TITLE)


def _continue(clerk: Desk, director: Desk, deputy: Desk) -> None:
    """A second round, to the one who was left and one more, at once; both may read in any order."""
    clerk.open_from_list(TITLE)
    dialog = clerk.move("传阅")
    clerk.pick("名单", "陈立新", "何晓云", form=dialog)
    clerk.tick("同时送", form=dialog)
    clerk.write("说明", "接着上一轮。", dialog)
    clerk.confirm(dialog, told="已传阅")
    _places(clerk, {"何晓云": "在看"})
    deputy.open_from_list(TITLE)
    deputy.sees(WORDS)
    deputy.press("阅", told="已阅")
    clerk.open_from_list(TITLE)
    clerk.press("阅毕办结")
    clerk.is_refused("还有 1 人没有阅完或者签完：陈立新")
    director.open_from_list(TITLE)
    director.tick("同意")
    director.press("阅", told="已阅")


def _finish(clerk: Desk, matter: Matter) -> None:
    clerk.open_from_list(TITLE)
    clerk.sees(WORDS)
    clerk.press("阅毕办结", told="已阅毕办结")
    assert again(matter).outcome == "done"
    said = Entry.objects.filter(matter=matter, action="flow.read").order_by("pk")
    assert [(e.person_name, e.label, e.text) for e in said] == [
        ("周明远", "已阅", ""),
        ("林树声", "有意见", WORDS),
        ("何晓云", "已阅", ""),
        ("陈立新", "同意", ""),
    ]
    first, second = Round.objects.filter(matter=matter).order_by("pk")
    states = dict(RoundMember.objects.filter(round=first).values_list("person__name", "state"))
    assert states == {"周明远": "done", "林树声": "done", "陈立新": "recalled"}
    assert first.recalled and not second.recalled
