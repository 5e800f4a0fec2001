"""A passage is kept as a phrase at the desk, found again by its pinyin, and put in where one writes: by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from shuniu.modules.documents.models import Phrase
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty

WORDS = "请各单位抓好落实。"


def test_a_passage_is_kept_and_put_in_again(county: LivingCounty, at_desk: AtDesk) -> None:
    subject = {"title": "云岭县人民政府办公室关于做好防汛的通知", "issuer": county.units["office"].pk}
    pk = int(county.do("handler", "documents.outgoing.open", **subject).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    drafter = at_desk("handler")
    page = drafter.page
    drafter.window.expect("status of 422")
    drafter.go(f"/outgoing/{pk}/draft/")
    surface = page.locator(".surface .cm-content").first
    surface.click()
    page.keyboard.press("Alt+6")
    expect(page.locator(".toast")).to_contain_text("请先在正文里选中")
    page.keyboard.type(WORDS)
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Alt+6")
    expect(page.locator(".toast").last).to_contain_text("已存为我的常用语")
    assert Phrase.objects.get().text == WORDS
    # What bears the mark of a secret is kept nowhere.
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("机密★1年")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Alt+6")
    expect(page.locator(".toast").last).to_contain_text("没有存")
    assert Phrase.objects.count() == 1
    page.keyboard.press("Delete")
    page.keyboard.press("Alt+5")
    expect(page.get_by_role("searchbox", name="找常用语")).to_be_focused()
    page.keyboard.press("Escape")
    expect(surface).to_be_focused()
    page.keyboard.press("Alt+5")
    page.keyboard.type("qgdwz")
    page.keyboard.press("Enter")
    expect(page.locator("#f-body")).to_have_value(f"{WORDS}\n{WORDS}")
    expect(surface).to_be_focused()
    page.get_by_role("button", name="加一个附件").click()
    page.locator(".surface .cm-content").nth(1).click()
    page.keyboard.press("Alt+5")
    page.keyboard.type("抓好")
    page.keyboard.press("Enter")
    expect(page.locator("[name=annex_text]")).to_have_value(WORDS)
    drafter.go("/outgoing/phrases/")
    expect(page.get_by_text(WORDS)).to_be_visible()
