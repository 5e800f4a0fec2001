"""The network goes while one writes: the draft lies encrypted in the browser for this sign-in, and comes back with it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from shuniu.modules.documents.models import DraftBuffer
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty

BROKEN = r"ERR_|Failed to load resource: net::"
STORED = """() => new Promise((resolve) => {
    const opening = indexedDB.open("shuniu-away", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts");
    opening.onsuccess = () => {
        const database = opening.result;
        const all = database.transaction("drafts").objectStore("drafts").getAll();
        all.onsuccess = () => {
            database.close();
            resolve(all.result.map(({ data }) => Array.from(new Uint8Array(data))));
        };
    };
})"""


def _begun(county: LivingCounty, title: str, **more: object) -> int:
    subject = {"title": f"云岭县人民政府办公室关于{title}的通知", "issuer": county.units["office"].pk, **more}
    pk = int(county.do("handler", "documents.outgoing.open", **subject).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    return pk


def test_a_pattern_is_filled_while_the_network_is_away(county: LivingCounty, at_desk: AtDesk) -> None:
    pk = _begun(county, "召开防汛会商会")
    drafter = at_desk("handler")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    page.get_by_role("link", name="召开会议", exact=True).click()
    surface = page.locator(".surface .cm-content").first
    expect(surface.locator(".cm-slot").first).to_have_text("【年月日】")
    expect(page.locator(".draft-page").first).to_be_visible()
    surface.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("F4")
    page.keyboard.insert_text("2026年4月8日")
    page.keyboard.press("F4")
    page.keyboard.insert_text("星期三")
    expect(page.locator("#f-body")).to_have_value(re.compile("定于2026年4月8日（星期三）召开【会议名称】"))
    expect(page.locator("[data-kept-at]")).to_contain_text("已暂存", timeout=20_000)
    drafter.window.expect(BROKEN)
    with drafter.offline():
        page.keyboard.press("F4")
        page.keyboard.insert_text("防汛会商会")
        expect(page.locator("[data-kept-at]")).to_contain_text("已加密存在这台电脑上", timeout=20_000)
        stored = page.evaluate(STORED)
        assert len(stored) == 1 and "防汛会商会".encode() not in bytes(stored[0])
        assert b"%E9%98%B2%E6%B1%9B" not in bytes(stored[0])
        assert "防汛会商会" not in DraftBuffer.objects.get(matter=pk).typed["body"]
    expect(page.locator("[data-kept-at]")).to_contain_text("已暂存", timeout=20_000)
    assert "召开防汛会商会" in DraftBuffer.objects.get(matter=pk).typed["body"]
    assert page.evaluate(STORED) == []


def test_what_lies_in_the_browser_is_handed_over_when_the_page_opens_again(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    pk = _begun(county, "开展消防检查")
    drafter = at_desk("handler")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    page.locator(".surface .cm-content").first.click()
    drafter.window.expect(BROKEN)
    with drafter.offline():
        page.keyboard.insert_text("停电以前写的一段。")
        expect(page.locator("[data-kept-at]")).to_contain_text("已加密存在这台电脑上", timeout=20_000)
        assert len(page.evaluate(STORED)) == 1
        drafter.window.expect("a11y: no language")
        page.goto("about:blank")
    drafter.go(f"/outgoing/{pk}/draft/")
    drafter.sees("您有没保存的改动")
    page.get_by_role("link", name="放回来接着写").click()
    expect(page.locator("#f-body")).to_have_value("停电以前写的一段。")


def test_a_work_secret_leaves_nothing_in_the_browser(county: LivingCounty, at_desk: AtDesk) -> None:
    pk = _begun(county, "内部事项", work_secret=True)
    drafter = at_desk("handler")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    page.locator(".surface .cm-content").first.click()
    drafter.window.expect(BROKEN)
    with drafter.offline():
        page.keyboard.insert_text("内部的一段。")
        expect(page.locator("[data-kept-at]")).to_contain_text("请不要关闭这一页", timeout=20_000)
        assert page.evaluate(STORED) == []
