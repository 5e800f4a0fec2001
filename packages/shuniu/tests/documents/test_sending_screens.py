"""The screens of distribution: 核发 filled in, receipts, lists, slips, and that a void document is said to be void."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from kit import NOW, County, browser, build_county
from sent_out import child_of, released, to_release, with_towns

from shuniu.kernel.flow.models import EntryFile
from shuniu.modules.documents.models import Delivery, ForwardRequest, SendingList
from shuniu.modules.documents.outgoing.receipts import receipts

pytestmark = pytest.mark.django_db

ONCE = "4f2a4a3c-6b1d-4f2e-9c7e-0d3f5a6b7c8d"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def county() -> County:
    return with_towns(build_county())


def page(county: County, who: str, address: str) -> str:
    answer = browser(county, who).get(address)
    assert answer.status_code == 200, (answer.status_code, answer.content.decode()[:400])
    return str(answer.content.decode())


def test_release_shows_everybody_the_signed_text_names_already_ticked(county: County) -> None:
    pk = to_release(county, addressees="各乡镇人民政府", copy_to="云岭县水利局、云溪镇人民政府")
    html = page(county, "clerk", f"/matters/{pk}/")
    for name in ("yunxi", "qingshan", "baishui"):
        value = county.units[name].pk
        assert f'name="units" value="{value}" checked' in html.replace("  ", " ")
    assert f'name="copy_units" value="{county.units["water"].pk}" checked' in html
    assert "“云溪镇”写了两次" in html and "共 3 个，不送的去掉勾。" in html


def test_one_press_sends_to_all_of_them(county: County) -> None:
    pk = to_release(county, addressees="各乡镇人民政府")
    towns = [county.units[name].pk for name in ("yunxi", "qingshan")]
    sent = {
        "matter": pk,
        "command_id": ONCE,
        "checked": "1",
        "units": towns,
        "copies_each": "1",
        "first_number": "1",
    }
    client = browser(county, "clerk")
    assert client.post("/act/documents.outgoing.release/", sent).status_code == 302
    assert client.post("/act/documents.outgoing.release/", sent).status_code == 302
    assert Delivery.objects.filter(matter=pk).count() == 2, "pressed twice counts once"


def test_receipts_of_one_document_and_across_all(county: County) -> None:
    pk = released(county, "yunxi", "qingshan", outside="云州市水务局")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=child_of(county, pk, "yunxi").pk)
    html = page(county, "clerk", f"/outgoing/{pk}/receipts/")
    assert "应收 3，已签收 1，未签收 2。" in html
    assert "云文书" in html and "已签收" in html and "未收回执" in html
    waiting = page(county, "clerk", "/outgoing/receipts/")
    assert "青山乡" in waiting and "云溪镇" not in waiting
    narrowed = page(county, "clerk", "/outgoing/receipts/?unit=水务局")
    assert "云州市水务局" in narrowed and "青山乡" not in narrowed
    assert "回执" in page(county, "clerk", f"/matters/{pk}/")
    sheet = browser(county, "clerk").get("/outgoing/receipts/?view=all&as=xlsx")
    assert sheet.status_code == 200


@pytest.mark.parametrize("who", ["handler", "water_clerk"])
def test_receipts_are_for_those_who_keep_the_offices_papers(county: County, who: str) -> None:
    pk = released(county, "yunxi")
    assert browser(county, who).get(f"/outgoing/{pk}/receipts/").status_code == 404
    assert "云溪镇" not in page(county, who, "/outgoing/receipts/?view=all")


def test_the_list_asks_as_much_for_many_as_for_few(county: County) -> None:
    pk = released(county, "yunxi")

    def asked() -> int:
        with CaptureQueriesContext(connection) as log:
            receipts(county.actor("clerk"), now=NOW, matter_id=pk)
        return len(log)

    few = asked()
    more = [county.units[name].pk for name in ("qingshan", "baishui", "water")]
    county.do("clerk", "documents.outgoing.send_more", matter=pk, units=more, text="补送")
    assert asked() == few <= 2


def test_asking_and_taking_back_from_the_list(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    keys = list(Delivery.objects.filter(matter=pk).order_by("pk").values_list("pk", flat=True))
    client = browser(county, "clerk")
    client.post("/outgoing/receipts/remind/", {"key": keys, "batch": ONCE, "text": "请签收"})
    assert Delivery.objects.filter(reminded_at=NOW).count() == 2
    silent = client.post("/outgoing/receipts/recall/", {"key": keys[:1], "batch": ONCE}, follow=True)
    assert "请先写明撤回的原因" in silent.content.decode()
    client.post("/outgoing/receipts/recall/", {"key": keys[:1], "batch": ONCE, "text": "发错了"})
    assert list(Delivery.objects.filter(matter=pk).order_by("pk").values_list("state", flat=True)) == [
        "recalled",
        "sent",
    ]
    assert "已经撤回这份文件" in page(county, "yunxi_clerk", f"/matters/{child_of(county, pk, 'yunxi').pk}/")


def test_a_receipt_from_outside_is_entered_on_its_page(county: County) -> None:
    pk = released(county, "yunxi", outside="云州市水务局")
    one = Delivery.objects.get(matter=pk, unit=None)
    address = f"/outgoing/receipts/{one.pk}/"
    shown = page(county, "clerk", address)
    assert "云州市水务局的送文回执" in shown
    assert f'href="{address}slip.pdf"' in shown
    assert f'href="{address}files.zip" download' in shown
    browser(county, "clerk").post(
        address,
        {
            "matter": pk,
            "delivery": one.pk,
            "command_id": ONCE,
            "received_by": "钱进",
            "received_on": NOW.date().isoformat(),
        },
    )
    one.refresh_from_db()
    assert one.received_by == "钱进"
    told = page(county, "clerk", address)
    assert (
        "钱进已于" in told
        and "不用再办" in told
        and 'id="form"' not in told
        and f'{address}slip.pdf"' in told
    )
    listed = page(county, "clerk", f"/outgoing/{pk}/receipts/")
    assert "钱进" in listed and "23:59" not in listed, "a paper receipt has a day and no time"
    assert browser(county, "water_clerk").get(address).status_code == 404


def test_the_archive_for_outside_holds_the_document_and_the_slip(county: County) -> None:
    pk = released(county, "yunxi", outside="云州市水务局")
    one = Delivery.objects.get(matter=pk, unit=None)
    client = browser(county, "clerk")
    slip = client.get(f"/outgoing/receipts/{one.pk}/slip.pdf?seen=1")
    assert slip.content.startswith(b"%PDF")
    answer = client.get(f"/outgoing/receipts/{one.pk}/files.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert names == ["01 定稿.pdf", "02 定稿（OFD）.ofd", "送文回执.pdf"]


def test_a_named_list_is_made_changed_and_retired(county: County) -> None:
    client = browser(county, "clerk")
    towns = [county.units["yunxi"].pk, county.units["qingshan"].pk]
    data = {"name": "防汛成员单位", "units": towns, "outside": "县武警中队", "command_id": ONCE}
    assert client.post("/outgoing/lists/new/", data).status_code == 302
    one = SendingList.objects.get()
    html = page(county, "clerk", "/outgoing/lists/")
    assert "云溪镇、青山乡、县武警中队" in html and "各乡镇人民政府" in html
    twice = client.post("/outgoing/lists/new/", {**data, "command_id": "1" + ONCE[1:]})
    assert "已经有一个叫“防汛成员单位”的名单" in twice.content.decode()
    assert "防汛成员单位" in page(county, "clerk", f"/outgoing/lists/{one.pk}/")
    changed = {**data, "units": towns[:1], "which": one.pk, "command_id": "2" + ONCE[1:]}
    client.post(f"/outgoing/lists/{one.pk}/", changed)
    assert [m.unit_id or m.outside for m in one.members.order_by("position")] == [towns[0], "县武警中队"]
    assert browser(county, "water_clerk").get(f"/outgoing/lists/{one.pk}/").status_code == 404
    client.post("/outgoing/lists/retire/", {"only": one.pk, "batch": ONCE[:-1] + "e"})
    one.refresh_from_db()
    assert not one.active


def test_a_void_document_is_said_to_be_void_on_both_sides(county: County) -> None:
    pk = released(county, "yunxi")
    child = child_of(county, pk, "yunxi")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("yunxi_clerk", "documents.incoming.register", matter=child.pk)
    assert "撤销文件" in page(county, "director", f"/matters/{pk}/")
    county.do(
        "director",
        "documents.outgoing.revoke",
        matter=pk,
        decided_by="云政办发〔2026〕9号",
        reason="依据的文件已经修改",
    )
    mark = '<span class="mark">已撤销</span>'
    for who, address in (
        ("clerk", "/outgoing/?view=all"),
        ("clerk", f"/matters/{pk}/"),
        ("yunxi_clerk", "/incoming/?view=all"),
        ("yunxi_clerk", f"/matters/{child.pk}/"),
    ):
        assert mark in page(county, who, address), address
    assert "自始无效" in page(county, "yunxi_clerk", f"/matters/{child.pk}/")
    # The set pages bear it themselves; the words beside them, and the recipient's file, under a stamp.
    for who, matter in (("clerk", pk), ("yunxi_clerk", child.pk)):
        assert 'class="paper-stamp">已撤销<' in page(county, who, f"/matters/{matter}/")
    assert "已撤销" in page(county, "yunxi_clerk", "/incoming/book/")
    assert "已撤销" in page(county, "clerk", "/outgoing/book/")
    assert "（已撤销）" in page(county, "director", f"/outgoing/board/documents/?year={NOW.year}")
    file, ofd = (
        EntryFile.objects.filter(matter=child).order_by("position").values_list("stored_file_id", flat=True)
    )
    unmarked = browser(county, "yunxi_clerk").get(f"/files/{ofd}/")
    assert unmarked.status_code != 200 and "请下载PDF" in unmarked.content.decode()
    taken = browser(county, "yunxi_clerk").get(f"/files/{file}/")
    assert taken["Content-Disposition"].startswith("attachment")
    pages = [one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(taken.content)]
    assert len(pages) == 2 and all("已撤销" in text for text in pages)
    assert "云政办发" in pages[0]
    assert "已撤销" in page(county, "clerk", "/outgoing/receipts/?view=all")


def test_the_range_is_asked_about_and_answered(county: County) -> None:
    pk = released(county, "water")
    child = child_of(county, pk, "water")
    county.do("water_clerk", "documents.incoming.sign_for", matter=child.pk)
    assert "申请扩大传达范围" in page(county, "water_clerk", f"/matters/{child.pk}/")
    address = f"/incoming/{child.pk}/forward/"
    assert "先报云岭县人民政府办公室同意" in page(county, "water_clerk", address)
    browser(county, "water_clerk").post(
        address,
        {"matter": child.pk, "command_id": ONCE, "whom": [county.units["yunxi"].pk], "reason": "配合检查"},
    )
    asked = ForwardRequest.objects.get()
    answer = f"/outgoing/forwards/{asked.pk}/"
    assert answer in page(county, "clerk", f"/matters/{pk}/")
    assert "转给云溪镇" in page(county, "director", answer)
    assert browser(county, "water_head").get(answer).status_code == 404
    browser(county, "director").post(
        answer, {"matter": pk, "request": asked.pk, "command_id": ONCE[:-1] + "e", "agree": "agree"}
    )
    asked.refresh_from_db()
    assert (asked.state, asked.answered_at) == ("agreed", NOW)


def test_late_receipts_stand_out(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    released(county, "yunxi")
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=9))
    assert "逾期未签收" in page(county, "clerk", "/outgoing/receipts/?view=late")


def test_what_the_office_closed_with_a_word_waits_no_longer(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    assert "青山乡" in page(county, "clerk", "/outgoing/receipts/?view=waiting")
    county.do("clerk", "documents.outgoing.close_receipts", matter=pk, text="两个乡电话确认已收到。")
    assert "青山乡" not in page(county, "clerk", "/outgoing/receipts/?view=waiting")
    assert "青山乡" in page(county, "clerk", "/outgoing/receipts/?view=all")
