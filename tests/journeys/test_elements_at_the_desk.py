"""Elements as a form at the desk: chosen, they are seen on the page at once; title and genre follow each other."""

from __future__ import annotations

from playwright.sync_api import expect

from shuniu.modules.documents.models import OutgoingDocument
from tests.journeys.conftest import AtDesk
from tests.journeys.scenes import LivingCounty


def _begun(county: LivingCounty, title: str) -> int:
    subject = {"title": f"云岭县人民政府办公室关于{title}的通知", "issuer": county.units["office"].pk}
    pk = int(county.do("handler", "documents.outgoing.open", **subject).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    return pk


def test_what_is_chosen_in_the_form_stands_on_the_page(county: LivingCounty, at_desk: AtDesk) -> None:
    pk = _begun(county, "调整值班安排")
    drafter = at_desk("handler")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    expect(page.locator(".draft-page").first).to_be_visible()
    first = page.locator(".draft-page").first
    before = first.get_attribute("data-key") or ""
    page.keyboard.press("Alt+4")
    expect(page.locator("#f-genre")).to_be_focused()
    page.locator("#f-genre").select_option("请示")
    expect(page.locator("#f-title")).to_have_value("云岭县人民政府办公室关于调整值班安排的请示")
    expect(page.locator("#f-direction")).to_have_value("up")
    expect(page.locator("#given-signatory")).to_be_visible()
    expect(first).not_to_have_attribute("data-key", before)
    page.locator("#f-title").fill("云岭县人民政府办公室关于调整值班安排的函")
    expect(page.locator("#f-genre")).to_have_value("函")
    expect(page.locator("#f-direction")).to_have_value("level")
    page.locator("#f-joint").fill("水利")
    page.get_by_role("option", name="云岭县水利局").click()
    page.locator("#f-joint").press_sequentially("县委办公室")
    expect(page.get_by_role("option", name="中共云岭县委办公室")).to_be_visible()
    page.keyboard.press("Enter")
    forward = page.get_by_role("button", name="前移 中共云岭县委办公室")
    forward.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-picked] li span")).to_have_text(["中共云岭县委办公室", "云岭县水利局"])
    expect(forward).to_be_hidden()
    expect(page.get_by_role("button", name="前移 云岭县水利局")).to_be_focused()
    page.locator("#f-addressees").fill("云岭县扶贫办")
    expect(page.locator(".field-said").first).to_contain_text("扶贫办")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-kept-at]")).to_contain_text("已保存第 1 稿")
    document = OutgoingDocument.objects.get(pk=pk)
    assert (document.genre, document.direction) == ("函", "level")
    assert document.joint == [county.units["party"].pk, county.units["water"].pk]
    page.locator("#f-urgency").select_option("特急")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-kept-at]")).to_contain_text("已保存第 1 稿")
    page.reload()
    expect(page.locator("#f-urgency")).to_have_value("特急")
    expect(page.locator("[data-elements-said]")).to_contain_text("函　平行文　特急")


def test_the_form_on_a_telephone(county: LivingCounty, at_desk: AtDesk) -> None:
    pk = _begun(county, "值班安排")
    drafter = at_desk("handler", "phone")
    page = drafter.page
    drafter.go(f"/outgoing/{pk}/draft/")
    expect(page.locator("#draft-elements")).to_be_hidden()
    page.get_by_role("button", name="要素", exact=True).click()
    expect(page.locator("#f-genre")).to_be_visible()
    expect(page.locator(".draft-body")).to_be_hidden()
    expect(page.locator("#f-copy_to")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="写稿", exact=True).click()
    expect(page.locator(".draft-body")).to_be_visible()
