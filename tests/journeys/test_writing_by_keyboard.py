"""A whole paper from the keyboard alone: opened, begun from a pattern, its slots filled, a finding mended, an annex with
a table written and mended, handed in. No mouse is touched."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import DraftVersion
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty

MOST_TABS = 80
FOCUSED = """() => {
    let at = document.activeElement;
    while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
    if (!at || at === document.body) return "";
    return [at.id, at.getAttribute("aria-label"), at.innerText || at.value, at.name].map((one) => one || "").join(" ");
}"""
WORD = (
    "<html><head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->"
    "<p class=MsoNormal style='margin:0cm;mso-list:l0'><span style=\"font-family:仿宋\">各村受灾情况如下。</span></p>"
    "<table class=MsoTableGrid><tr><td><p class=MsoNormal>村</p></td><td><p class=MsoNormal>户数</p></td></tr>"
    "<tr><td><p class=MsoNormal>上坪村</p></td><td><p class=MsoNormal>12</p></td></tr>"
    "<tr><td><p class=MsoNormal>下坪村</p></td><td><p class=MsoNormal>18</p></td></tr>"
    "<tr><td><p class=MsoNormal>合计</p></td><td><p class=MsoNormal>30</p></td></tr></table>"
    "<p class=MsoNormal><span>此表由各村核对\n后报送。</span></p><!--EndFragment--></body></html>"
)


def _tab_to(page: Page, what: str) -> None:
    """Press Tab until *what* (an id, a label or the words on it) has the focus; in a text Escape comes first."""
    for _ in range(MOST_TABS):
        focused = page.evaluate(FOCUSED)
        if re.search(what, focused):
            return
        if "编辑区" in focused:
            page.keyboard.press("Escape")
        page.keyboard.press("Tab")
    raise AssertionError(f"{what} is not reached by Tab; the focus is on {page.evaluate(FOCUSED)}")


def _fill_slots(page: Page, *words: str) -> None:
    for one in words:
        page.keyboard.press("F4")
        page.keyboard.insert_text(one)


def test_a_paper_is_written_without_a_mouse(county: LivingCounty, at_desk: AtDesk) -> None:
    subject = {"title": "云岭县人民政府办公室关于召开救灾会议的通知", "issuer": county.units["office"].pk}
    pk = int(county.do("handler", "documents.outgoing.open", **subject).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    drafter = at_desk("handler")
    page = drafter.page
    drafter.open(pk)
    _tab_to(page, "^ *起草")
    page.keyboard.press("Enter")
    expect(page.locator(".draft-page").first).to_be_visible()
    _tab_to(page, "f-addressees")
    page.keyboard.insert_text("县水利局")
    page.keyboard.press("Escape")
    _tab_to(page, "召开会议")
    page.keyboard.press("Enter")
    body = page.locator("#f-body")
    expect(body).to_have_value(re.compile("^经研究"))
    expect(page.locator("#f-addressees")).to_have_value("县水利局")
    page.keyboard.press("Alt+1")
    page.keyboard.press("Control+Home")
    _fill_slots(page, "2026年4月8日", "星期五", "救灾会议")
    expect(body).to_have_value(re.compile(r"2026年4月8日（星期五）召开救灾会议"))
    # What is left open of the pattern is written over.
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+Control+End")
    page.keyboard.insert_text("定于2026年4月8日（星期五）召开救灾会议，请按时参加。")
    margin = page.locator("[data-surface=f-body]")
    expect(margin.locator(".cm-lintRange")).to_contain_text("星期五")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F8")
    expect(margin.locator(".cm-tooltip .cm-why").first).to_contain_text("为什么")
    page.keyboard.press("F9")
    expect(body).to_have_value("定于2026年4月8日（星期三）召开救灾会议，请按时参加。")
    page.keyboard.press("Escape")
    _tab_to(page, "加一个附件")
    page.keyboard.press("Enter")
    expect(page.locator("#annex1-annex_title")).to_be_focused()
    page.keyboard.insert_text("受灾户数统计。")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("村\t户数\n上坪村\t12\n下坪村\t18\n合计\t31")
    annex = page.locator("[data-surface=annex1-annex_text]")
    expect(annex.locator(".cm-lintRange")).to_contain_text("31")
    said = page.locator(".field", has=page.locator("#annex1-annex_title")).locator(".field-said")
    expect(said).to_contain_text("附件名称后加了")
    page.keyboard.press("Backspace")
    page.keyboard.insert_text("0")
    expect(annex.locator(".cm-lintRange")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    drafter.is_refused("附件名称后加了")
    _tab_to(page, "annex1-annex_title")
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.press("Control+Enter")
    drafter.is_told("已保存并送审")
    assert Matter.objects.get(pk=pk).state == "to_vet"
    content = DraftVersion.objects.filter(matter=pk).latest("number").content
    assert content["annexes"] == [
        {"title": "受灾户数统计", "text": "村\t户数\n上坪村\t12\n下坪村\t18\n合计\t30"}
    ]


def test_text_with_a_table_comes_from_word_into_an_annex(county: LivingCounty, at_desk: AtDesk) -> None:
    subject = {"title": "云岭县人民政府办公室关于核实灾情的通知", "issuer": county.units["office"].pk}
    pk = int(county.do("handler", "documents.outgoing.open", **subject).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    drafter = at_desk("handler")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    page.get_by_role("button", name="加一个附件").click()
    surface = page.locator("[data-surface=annex1-annex_text] .cm-content")
    surface.click()
    surface.evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "never");
            element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        WORD,
    )
    pasted = "各村受灾情况如下。\n村\t户数\n上坪村\t12\n下坪村\t18\n合计\t30\n此表由各村核对后报送。"
    expect(page.locator("#annex1-annex_text")).to_have_value(pasted)
    expect(page.locator(".draft-page")).to_have_count(2)
