"""主送 and 抄送 are chosen from what the county knows: ticks write the line in its order, and the line shows as ticks."""

from __future__ import annotations

from playwright.sync_api import expect
from sent_out import TOWNS, with_towns

from shuniu.kernel.people.models import OutsideOrgan
from shuniu.modules.documents.models import DraftVersion
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty

TOWNSHIPS = tuple(TOWNS.values())


def _begun(county: LivingCounty) -> int:
    with_towns(county)
    OutsideOrgan.objects.get_or_create(name="安阳市人民政府", short_name="市政府", level="city")
    subject = {"title": "云岭县人民政府办公室关于做好防汛的通知", "issuer": county.units["office"].pk}
    pk = int(county.do("handler", "documents.outgoing.open", **subject).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    return pk


def test_organs_are_chosen_by_keyboard_and_written_in_order(county: LivingCounty, at_desk: AtDesk) -> None:
    pk = _begun(county)
    drafter = at_desk("handler")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    line = page.locator("#f-addressees")
    expect(page.locator(".organs-open")).to_have_count(2)
    line.focus()
    page.keyboard.press("Alt+ArrowDown")
    panel = page.get_by_role("group", name="主送：选单位")
    find = panel.get_by_role("searchbox")
    expect(find).to_be_focused()
    # By pinyin, then by a part of the name; the county's order puts the second before the first.
    find.fill("slj")
    expect(panel.get_by_role("checkbox")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(line).to_have_value("云岭县水利局")
    find.fill("安阳")
    page.keyboard.press("Enter")
    expect(line).to_have_value("安阳市人民政府、云岭县水利局")
    # A superior in a notice that goes down is told beneath the line at once.
    expect(page.locator(".field:has(#f-addressees) .field-said").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(line).to_have_value("云岭县水利局")
    for name in TOWNSHIPS:
        find.fill(name)
        panel.get_by_role("checkbox", name=f"{name}人民政府").check()
    # All of them are one general term, which stands before single units.
    expect(line).to_have_value("各乡镇人民政府、云岭县水利局")
    find.fill("青山")
    expect(panel.get_by_role("checkbox", name="青山乡人民政府")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(line).to_be_focused()
    page.keyboard.press("Control+s")
    expect(page.locator("[data-kept-at]")).to_contain_text("已保存第 1 稿")
    assert DraftVersion.objects.get(matter=pk).content["addressees"] == ["各乡镇人民政府", "云岭县水利局"]


def test_what_is_typed_shows_as_ticked_on_a_telephone_too(county: LivingCounty, at_desk: AtDesk) -> None:
    pk = _begun(county)
    drafter = at_desk("handler", "phone")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    page.get_by_role("button", name="要素", exact=True).click()
    page.locator("#f-copy_to").fill("云岭县水利局，县外某单位")
    page.locator(".organs-open").nth(1).click()
    panel = page.get_by_role("group", name="抄送：选单位")
    expect(panel.get_by_role("checkbox", name="云岭县水利局")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    panel.get_by_role("checkbox", name="云岭县水利局").uncheck()
    # What the county does not know stays as it was typed.
    expect(page.locator("#f-copy_to")).to_have_value("县外某单位")
