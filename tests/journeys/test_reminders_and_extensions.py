"""催办 by hand and by itself, and 延期 asked before the day, denied, asked again and granted."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from playwright.sync_api import expect

from shuniu.kernel.base.calendar import is_workday
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.flow.models import Entry, Extension, Matter, Task
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.worker import work_off
from shuniu.modules.documents.incoming import reminders
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty, again, today


def _next_day(*, workday: bool) -> datetime:
    """Nine in the morning of the next working day, or rest day."""
    day = today() + timedelta(days=1)
    while is_workday(county_calendar(), day) is not workday:
        day += timedelta(days=1)
    return datetime.combine(day, time(9), COUNTY)


def test_reminded_by_hand_from_the_page_and_from_the_board(county: LivingCounty, at_desk: AtDesk) -> None:
    """GW-07: the one named for it reminds; whoever holds the paper is told, and the record shows it."""
    title, other = "关于报送河湖清理进展的通知", "关于报送渡口安全情况的通知"
    soon = {"due": today() + timedelta(days=1), "tracker": county.posts["clerk"].pk, "important": True}
    first, second = county.in_hand(title, **soon), county.in_hand(other, **soon)
    clerk, handler = at_desk("clerk"), at_desk("handler")
    clerk.open_from_list(title, "/incoming/reminders/?view=mine")
    clerk.sees("催办人", "王秀兰")
    dialog = clerk.move("催办")
    clerk.write("催办要求", "请明天上午反馈。", dialog)
    clerk.confirm(dialog, told="已催办")
    clerk.sees("请明天上午反馈。")
    clerk.go("/incoming/reminders/?view=mine")
    row = clerk.main.locator("tr", has_text=other)
    expect(row).to_contain_text("没有催过")
    for name in (title, other):
        clerk.main.locator("tr", has_text=name).get_by_role("checkbox").check()
    clerk.write("催办要求", "县长明天要听汇报。", clerk.main)
    clerk.page.locator("[data-batch-bar]").get_by_role("button", name="催办").click()
    clerk.is_told("已催办 2 件")
    expect(clerk.main.locator("tr", has_text=title)).to_contain_text("催过 2 次")
    expect(clerk.main.locator("tr", has_text=other)).to_contain_text("催过 1 次")
    handler.go("/")
    expect(handler.page.locator(".top-bell .count")).to_be_visible()
    handler.page.locator(".top-bell").click()
    handler.sees(
        f"催办：请抓紧承办“{title}”。请明天上午反馈。", f"催办：请抓紧承办“{other}”。县长明天要听汇报。"
    )
    handler.main.get_by_role("link", name=other).first.click()
    handler.sees(other, "县长明天要听汇报。")
    said = Entry.objects.filter(matter__in=(first, second), type="reminder")
    assert {e.person_name for e in said} == {"王秀兰"} and said.count() == 3


def test_reminded_by_itself_on_a_working_day_and_once_a_day(county: LivingCounty, at_desk: AtDesk) -> None:
    title = "关于报送春耕备耕进度的通知"
    matter = county.in_hand(title, due=today() + timedelta(days=1))
    reminders.begin(_next_day(workday=False))
    assert work_off() == 0, "on a rest day nobody is disturbed"
    for _ in range(2):
        reminders.begin(_next_day(workday=True))
        assert work_off() == 1
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}
    entry = Entry.objects.get(matter=matter, type="reminder")
    assert (entry.person_name, entry.post_title) == ("系统", "自动催办")
    handler, clerk = at_desk("handler"), at_desk("clerk")
    handler.open_from_list(title)
    handler.sees("催办", "系统", "到期")
    clerk.go("/incoming/reminders/?view=soon")
    expect(clerk.main.locator("tr", has_text=title)).to_contain_text("催过 1 次")


def test_an_extension_is_asked_denied_asked_again_and_granted(county: LivingCounty, at_desk: AtDesk) -> None:
    """SX-02: asked before the day, to a later day, decided by the director, who must say why not."""
    title, due = "关于编制应急预案的通知", today() + timedelta(days=3)
    matter = county.in_hand(title, due=due)
    handler, director = at_desk("handler"), at_desk("director")
    handler.open_from_list(title)
    dialog = handler.move("延期")
    handler.write("理由", "需要现场勘察三个点位。", dialog)
    handler.write("延期至", due.isoformat(), dialog)
    handler.confirm(dialog)
    handler.is_refused("延期的日期应当晚于原来的期限")
    dialog = handler.page.locator("dialog[open]")
    expect(handler.field("理由", dialog)).to_have_value("需要现场勘察三个点位。")
    later = due + timedelta(days=10)
    handler.write("延期至", later.isoformat(), dialog)
    handler.confirm(dialog, told="已申请延期")
    handler.write("办理结果", "先报一部分。")
    handler.press("反馈办理结果")
    handler.is_refused("延期申请还没有批复")
    director.open_from_list(title)
    director.sees("需要现场勘察三个点位。")
    director.press("批复延期")
    director.is_refused("是否同意延期")
    director.tick("不同意")
    director.press("批复延期")
    director.is_refused("不同意延期的，请说明理由")
    expect(director.field("不同意")).to_be_checked()
    director.write("意见", "时间太长，请压缩。")
    director.press("批复延期", told="已批复延期")
    assert (_due(matter), again(matter).extended) == (due, False)
    handler.open_from_list(title)
    handler.sees("不同意延期", "时间太长，请压缩。")
    dialog = handler.move("延期")
    handler.write("理由", "压缩到五天。", dialog)
    granted = due + timedelta(days=5)
    handler.write("延期至", granted.isoformat(), dialog)
    handler.confirm(dialog, told="已申请延期")
    director.open_from_list(title)
    director.tick("同意")
    director.press("批复延期", told="已批复延期")
    assert (_due(matter), again(matter).extended) == (granted, True)
    assert Task.objects.get(matter=matter, closed_at=None, purpose="state").due_at == again(matter).due_at
    assert list(Extension.objects.filter(matter=matter).order_by("pk").values_list("state", flat=True)) == [
        Extension.State.DENIED,
        Extension.State.GRANTED,
    ]
    handler.go("/incoming/")
    expect(handler.main.locator("tr", has_text=title).locator(".mark-extended")).to_be_visible()


def _due(matter: Matter) -> date | None:
    due = again(matter).due_at
    return due.astimezone(COUNTY).date() if due else None
