"""The working screens in a real browser: lists from the keyboard, a leader's presses counted, paper handed on."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from shuniu.kernel.flow.models import Entry
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import system_actor
from shuniu.modules.documents.models import PaperCopy
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty, again

NEWS_MS = 12_000
"""The clerk is told at once: a page asks every eight seconds."""

COUNT_PRESSES = """
document.addEventListener("click", () =>
  sessionStorage.setItem("presses", String(Number(sessionStorage.getItem("presses")) + 1)), true);
"""


@pytest.fixture
def leader_phone(county: LivingCounty) -> None:
    """The county has turned the leaders' page on."""
    data = {
        "key": "incoming.leader_phone",
        "value": True,
        "valid_from": "2020-01-01",
        "reason": "县政府办会议研究",
    }
    now = timezone.now()
    outcome = run("platform.set_parameter", actor=system_actor("set-parameter"), data=data, now=now)
    assert isinstance(outcome, Done), outcome


def presses(page: Page) -> int:
    """How often the hand has pressed in this window."""
    return int(page.evaluate("sessionStorage.getItem('presses') ?? '0'"))


def test_a_leader_answers_in_three_presses_and_the_clerk_hears_without_a_reload(
    county: LivingCounty, at_desk: AtDesk, leader_phone: None
) -> None:
    agreed = county.to_instruct("关于一键同意的通知", leader="vice")
    written = county.to_instruct("关于三次按完的通知", leader="vice")
    clerk, leader = at_desk("clerk"), at_desk("vice", "phone")
    clerk.go("/help/")
    clerk.page.wait_for_timeout(1500)
    leader.page.add_init_script(COUNT_PRESSES)
    leader.go(f"/leader/{agreed.pk}/")
    leader.press("同意拟办", told="已办好")
    assert presses(leader.page) == 1
    assert again(agreed).state == "to_assign"
    expect(clerk.page.locator(".toasts")).to_contain_text("林树声已作批示", timeout=NEWS_MS)
    leader.go(f"/leader/{written.pk}/")
    before = presses(leader.page)
    leader.main.get_by_role("button", name="批示", exact=True).click()
    leader.main.get_by_role("button", name="请抓紧研究办理，按时反馈。").click()
    leader.main.get_by_role("button", name="批示", exact=True).click()
    leader.is_told("已办好")
    assert presses(leader.page) - before == 3
    assert Entry.objects.get(matter=written, type="instruction").text == "请抓紧研究办理，按时反馈。"


def test_a_list_is_worked_from_the_keyboard(county: LivingCounty, at_desk: AtDesk) -> None:
    first, second = county.to_propose("键盘上的甲通知"), county.to_propose("键盘上的乙通知")
    clerk = at_desk("clerk")
    keyboard = clerk.page.keyboard
    clerk.go("/incoming/reminders/?view=all&title=键盘上的")
    keyboard.press("?")
    expect(clerk.page.locator("#key-help")).to_be_visible()
    keyboard.press("Escape")
    for key in ("j", " ", "j", " "):
        keyboard.press(key)
    bar = clerk.page.locator("[data-batch-bar]")
    expect(bar).to_contain_text("已选 2 件")
    keyboard.press("k")
    keyboard.press(" ")
    expect(bar).to_contain_text("已选 1 件")
    keyboard.press(" ")
    bar.get_by_label("催办要求").fill("请今天报来")
    bar.get_by_role("button", name="催办", exact=True).click()
    clerk.is_told("已催办 2 件")
    clerk.is_told("请今天报来")
    told = Entry.objects.filter(matter__in=[first, second], type="reminder")
    assert set(told.values_list("text", flat=True)) == {"请今天报来"} and told.count() == 2
    clerk.sees("标题含“键盘上的”", "催过 1 次")
    keyboard.press("j")
    keyboard.press("Enter")
    expect(clerk.main.locator("h1")).to_contain_text("键盘上的")
    keyboard.press("/")
    expect(clerk.page.locator("[data-search]")).to_be_focused()


def test_the_button_of_a_row_reminds_at_once(county: LivingCounty, at_desk: AtDesk) -> None:
    matter = county.to_propose("一键催办的通知")
    clerk = at_desk("clerk")
    clerk.go("/incoming/reminders/?view=all&title=一键催办")
    clerk.main.get_by_role("button", name="催办", exact=True).first.click()
    clerk.is_told(f"已催办 1 件：{matter.number}")
    assert Entry.objects.filter(matter=matter, type="reminder").count() == 1


def test_a_sheet_is_handed_on_from_a_phone(county: LivingCounty, at_desk: AtDesk) -> None:
    matter = county.to_instruct("走纸的通知")
    code = county.do("clerk", "documents.paper.track", matter=matter.pk).result["code"]
    clerk, mayor = at_desk("clerk", "phone"), at_desk("mayor", "phone")
    clerk.go(f"/p/{code.lower()}/")
    clerk.sees("在您桌上", "走纸的通知")
    clerk.main.get_by_role("button", name="周明远").click()
    clerk.is_told("原件已交给周明远")
    clerk.sees("在周明远桌上")
    mayor.go(f"/p/{code}/")
    mayor.sees("在您桌上")
    mayor.pick("别的人", "王秀兰")
    mayor.main.get_by_role("button", name="交给", exact=True).click()
    mayor.is_told("原件已交给王秀兰")
    assert PaperCopy.objects.get(code=code).holder.name == "王秀兰"


def test_filters_are_chips_and_the_order_turns(county: LivingCounty, at_desk: AtDesk) -> None:
    county.register("先到的筛选件", genre="通知")
    county.register("后到的筛选件", genre="请示")
    clerk = at_desk("clerk")
    clerk.go("/incoming/?view=all")
    clerk.main.get_by_text("筛选", exact=True).click()
    clerk.main.get_by_label("标题", exact=True).fill("筛选件")
    clerk.main.get_by_role("button", name="按条件查看").click()
    titles = clerk.main.locator("[data-open-row]")
    expect(titles).to_have_text(["后到的筛选件", "先到的筛选件"])
    clerk.main.get_by_role("link", name="更新").click()
    expect(titles).to_have_text(["先到的筛选件", "后到的筛选件"])
    clerk.main.get_by_title("去掉这个条件").click()
    clerk.sees_not("标题含")
