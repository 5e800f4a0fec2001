"""The network goes while one writes: the draft lies encrypted in the browser for this sign-in, and comes back with it."""

from __future__ import annotations

import re

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from shuniu.modules.documents.models import DraftBuffer
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
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


def _written_aside(county: LivingCounty, drafter: Desk, title: str) -> int:
    """A draft of which a paragraph lies in the browser alone: nothing that is put aside reaches the server."""
    pk = _begun(county, title)
    drafter.go(f"/outgoing/{pk}/draft/")
    page = drafter.page
    expect(page.locator(".draft-page").first).to_be_visible()
    page.locator(".surface .cm-content").first.click()
    drafter.window.expect(r"ERR_FAILED|Failed to load resource: net::")
    page.route("**/keep/", lambda route: route.abort())
    page.keyboard.insert_text("断网时写的一段。")
    expect(page.locator("[data-kept-at]")).to_contain_text("已加密存在这台电脑上", timeout=20_000)
    assert len(page.evaluate(STORED)) == 1 and not DraftBuffer.objects.filter(matter=pk).exists()
    return pk


def _key(page: Page) -> str:
    answer = page.request.get("/outgoing/away-key/", max_redirects=0)
    return str(answer.json()["key"]) if answer.ok else ""


def _leave_without_asking(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())


def _nothing_is_left(page: Page) -> None:
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    page.wait_for_function(
        "async () => !(await indexedDB.databases()).some(({ name }) => name === 'shuniu-away')"
    )
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("Object.values(sessionStorage).join('')").find("断网时写的") == -1
    assert _key(page) == ""


def test_signing_out_leaves_no_draft_and_no_key(county: LivingCounty, at_desk: AtDesk) -> None:
    drafter = at_desk("handler")
    page = drafter.page
    pk = _written_aside(county, drafter, "开展森林防火检查")
    old = _key(page)
    assert old
    _leave_without_asking(page)
    page.locator(".top-person summary").click()
    page.get_by_role("button", name="退出", exact=True).click()
    _nothing_is_left(page)
    again = at_desk("handler")
    assert _key(again.page) not in {"", old}
    again.go(f"/outgoing/{pk}/draft/")
    expect(again.page.locator("#f-body")).to_have_value("")
    expect(again.page.locator(".draft-kept")).to_have_count(0)


def test_a_session_that_ended_leaves_no_draft(county: LivingCounty, at_desk: AtDesk) -> None:
    drafter = at_desk("handler")
    page = drafter.page
    pk = _written_aside(county, drafter, "清理闲置校舍")
    Session.objects.filter(session_key=drafter.session_key).delete()
    page.unroute("**/keep/")
    expect(page.locator("[data-kept-at]")).to_contain_text("登录已过期", timeout=20_000)
    expect(page.locator("#f-body")).to_have_value("断网时写的一段。")
    _leave_without_asking(page)
    drafter.go(f"/outgoing/{pk}/draft/")
    _nothing_is_left(page)


def test_another_person_in_the_same_browser_finds_nothing(county: LivingCounty, at_desk: AtDesk) -> None:
    drafter = at_desk("handler")
    page = drafter.page
    pk = _written_aside(county, drafter, "核查临时救助对象")
    other = at_desk("deputy")
    _leave_without_asking(page)
    # As if the sign-in page had never been seen: the session alone is another's now.
    page.context.add_cookies([c for c in other.page.context.cookies() if c["name"] == "sessionid"])
    subject = {"title": "云岭县人民政府办公室关于核查社会救助的通知", "issuer": county.units["office"].pk}
    own = int(county.do("deputy", "documents.outgoing.open", **subject).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=own)
    drafter.go(f"/outgoing/{own}/draft/")
    expect(page.locator(".draft-page").first).to_be_visible()
    page.wait_for_function(f"async () => !(await ({STORED})()).length")
    assert not DraftBuffer.objects.filter(matter__in=[pk, own]).exists()


def test_a_marked_text_that_was_written_without_a_network_stays_nowhere(
    county: LivingCounty, at_desk: AtDesk
) -> None:
    pk = _begun(county, "清查涉密载体")
    drafter = at_desk("handler")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    page.locator(".surface .cm-content").first.click()
    drafter.window.expect(BROKEN)
    drafter.window.expect(r"status of 4\d\d")
    with drafter.offline():
        page.keyboard.insert_text("机密★5年")
        expect(page.locator("[data-kept-at]")).to_contain_text("已加密存在这台电脑上", timeout=20_000)
    expect(page.locator("[data-kept-at]")).to_contain_text("没有暂存", timeout=20_000)
    page.wait_for_function(f"async () => !(await ({STORED})()).length")
    assert not DraftBuffer.objects.filter(matter=pk).exists()
