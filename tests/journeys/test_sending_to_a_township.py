"""From 核发 to a receipt in a township and its 登记 there; taken back before it was signed for; replaced after that."""

from __future__ import annotations

import os

from playwright.sync_api import expect
from sent_out import child_of, seal_of, to_release, with_towns

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import Delivery, IncomingDocument
from tests.journeys.conftest import AtDesk
from tests.journeys.desks import Desk
from tests.journeys.scenes import LivingCounty, again

PICTURES = os.environ.get("LOOK_AT", "")


def _look(desk: Desk, name: str) -> None:
    if PICTURES:
        for width in (1440, 390):
            desk.page.set_viewport_size({"width": width, "height": 900})
            desk.page.screenshot(path=f"{PICTURES}/{name}-{width}.png", full_page=True)
        desk.page.set_viewport_size({"width": 1440, "height": 900})


def test_from_release_to_a_registered_receipt_in_a_township(county: LivingCounty, at_desk: AtDesk) -> None:
    with_towns(county)
    pk = to_release(county, addressees="各乡镇人民政府", copy_to="云岭县水利局")
    clerk = at_desk("clerk")
    clerk.open(pk)
    _look(clerk, "release")
    clerk.sees("共 3 个，不送的去掉勾。")
    clerk.tick("文字、格式、印刷质量已检查")
    clerk.next.get_by_role("checkbox", name="白水镇").uncheck()
    clerk.press("核发", told="已核发")
    sent = Delivery.objects.filter(matter=pk)
    assert {d.unit.short_name for d in sent if d.unit} == {"云溪镇", "青山乡", "水利局"}
    _look(clerk, "released")
    child = child_of(county, pk, "yunxi")
    town = at_desk("yunxi_clerk")
    town.open_from_list(child.title)
    _look(town, "to-sign")
    expect(town.field("清点份数")).to_have_value("1")
    town.press("签收", told="已签收")
    town.press("登记", told="已登记：收")
    line = IncomingDocument.objects.get(pk=child.pk)
    assert line.serial is not None and line.document_number == Matter.objects.get(pk=pk).number
    clerk.go(f"/outgoing/{pk}/receipts/")
    clerk.sees("应收 3，已签收 1，未签收 2。")
    _look(clerk, "receipts")
    assert clerk.row("云溪镇")["回执"].startswith("已签收")
    clerk.go("/outgoing/receipts/")
    clerk.sees("青山乡")
    _look(clerk, "all-receipts")
    clerk.go("/outgoing/lists/")
    _look(clerk, "lists")
    clerk.go(f"/outgoing/{pk}/send/")
    _look(clerk, "send-more")


def test_taken_back_and_replaced(county: LivingCounty, at_desk: AtDesk) -> None:
    with_towns(county)
    title = "云岭县人民政府办公室关于开展山塘排查的通知"
    pk = to_release(county, title=title, addressees="云溪镇人民政府、青山乡人民政府")
    units = [county.units[name].pk for name in ("yunxi", "qingshan")]
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, units=units)
    signed, waiting = child_of(county, pk, "yunxi"), child_of(county, pk, "qingshan")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=signed.pk)
    clerk = at_desk("clerk")
    clerk.go(f"/outgoing/{pk}/receipts/")
    clerk.main.locator("tbody tr", has_text="青山乡").get_by_role("checkbox").check()
    clerk.main.get_by_placeholder("催办要求，或者撤回的原因").fill("发错了版本")
    clerk.main.get_by_role("button", name="撤回", exact=True).click()
    clerk.is_told("已撤回 1 个单位")
    other = at_desk("qingshan_clerk")
    other.open(waiting.pk)
    other.sees("已撤回", "已经撤回这份文件，不用签收")
    _look(other, "recalled")
    _correct_and_release(county, pk, title)
    town = at_desk("yunxi_clerk")
    town.open(signed.pk)
    town.sees("已更换", "请以新送来的一份为准")
    _look(town, "replaced")
    town.main.get_by_role("link", name="新送来的一份").click()
    town.press("签收", told="已签收")
    assert again(child_of(county, pk, "yunxi")).state == "to_register"
    director = at_desk("director")
    director.open(pk)
    form = director.move("撤销文件")
    _look(director, "revoking")
    form.get_by_label("撤销、废止的决定文件（文号、标题）").fill("云政办发〔2026〕99号")
    form.get_by_label("原因").fill("依据的文件已经修改")
    form.get_by_role("button", name="撤销文件", exact=True).click()
    director.is_told("已撤销文件")
    town.open(signed.pk)
    town.sees("已撤销", "自始无效")
    _look(town, "revoked")


def _correct_and_release(county: LivingCounty, pk: int, title: str) -> None:
    """The text goes through correction and signature again, and is sent in the place of the first."""
    county.do("clerk", "documents.outgoing.begin_replacement", matter=pk, reason="日期写错")
    body = "为做好山塘排查工作，现将有关事项通知如下。\n一、排查范围\n全县所有山塘，20日前完成。"
    changed = {"title": title, "addressees": "云溪镇人民政府、青山乡人民政府", "body": body}
    county.do("clerk", "documents.outgoing.correct_text", matter=pk, reason="日期写错", **changed)
    county.do("director", "documents.outgoing.sign_again", matter=pk, draft=2)
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk)
    printed = {"proofreader": county.posts["handler2"].pk, "printer": "文印室", "copies": 10}
    county.do("clerk", "documents.outgoing.print", matter=pk, seal=seal_of(county).pk, **printed)
    county.do("director", "documents.outgoing.approve_seal", matter=pk)
    watcher = county.posts["handler"].pk
    county.do("clerk", "documents.outgoing.set_seal", matter=pk, copies=10, supervisor=watcher)
    units = [county.units[name].pk for name in ("yunxi", "qingshan")]
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, units=units)
