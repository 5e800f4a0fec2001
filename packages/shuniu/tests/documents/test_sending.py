"""Distribution within the county: each recipient's own matter, its receipt, recall, 退文, 撤销 and 废止 (GW-17, 33, 35)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import ALL_POINTS, NOW, County, brought, browser, build_county
from sent_out import child_of, released, seal_of, to_release, with_towns

import hongtou
from shuniu.kernel.files import store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.models import Entry, EntryFile, Matter, Reader, Task
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.notices.models import Notice
from shuniu.modules.documents.incoming.register import unanswered
from shuniu.modules.documents.models import (
    Delivery,
    ForwardRequest,
    IncomingDocument,
    OutgoingDocument,
    QualityFinding,
)
from shuniu.modules.documents.outgoing import finished, receipt_reminders, setting
from shuniu.modules.documents.outgoing.sending_register import proposal_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return with_towns(build_county())


def ids(county: County, *names: str) -> list[int]:
    return [county.units[name].pk for name in names]


@pytest.mark.both_databases
def test_each_recipient_finds_everything_the_sender_wrote(county: County) -> None:
    pk = to_release(county, addressees="各乡镇人民政府", copy_to="云岭县水利局")
    sealed = brought(county.posts["clerk"], name="盖章件.pdf")
    EntryFile.objects.create(matter_id=pk, stored_file_id=sealed, role="sealed_copy", name="盖章件")
    editable = brought(county.posts["clerk"], name="可编辑.docx")
    EntryFile.objects.create(matter_id=pk, stored_file_id=editable, role="editable", name="可编辑")
    county.do(
        "clerk",
        "documents.outgoing.release",
        matter=pk,
        checked=True,
        units=ids(county, "yunxi", "qingshan"),
        copy_units=ids(county, "water"),
        copies_each=2,
        copies_other="县水利局1",
        numbered=True,
    )
    child = child_of(county, pk, "qingshan")
    assert (child.state, child.parent_id, child.title) == ("to_sign", None, Matter.objects.get(pk=pk).title)
    assert Task.objects.get(matter=child).duty == "CLERK"
    line, document = IncomingDocument.objects.get(pk=child.pk), OutgoingDocument.objects.get(pk=pk)
    assert (line.document_number, line.source, line.genre) == (
        document.number,
        "云岭县人民政府办公室",
        "通知",
    )
    assert (line.addressees, line.copy_to) == ("各乡镇人民政府", "云岭县水利局")
    assert (line.document_date, line.copies, line.copy_number) == (document.document_date, 2, "000003—000004")
    got = EntryFile.objects.filter(matter=child).order_by("position")
    assert [f.name for f in got] == ["盖章件", "定稿", "定稿（OFD）"]
    assert [f.stored_file_id for f in got] == [
        sealed,
        *(
            EntryFile.objects.get(matter=pk, role=role).stored_file_id
            for role in ("finished", "finished_ofd")
        ),
    ]
    county.do("qingshan_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("qingshan_clerk", "documents.incoming.register", matter=child.pk)
    line.refresh_from_db()
    assert (line.copies, Matter.objects.get(pk=child.pk).number) == (2, "收2026-0001")
    copy = Delivery.objects.get(matter=pk, unit=county.units["water"])
    assert (copy.role, copy.copies, copy.copy_numbers, copy.said_as) == ("copy", 1, "000005", "云岭县水利局")
    town = Delivery.objects.get(matter=pk, unit=county.units["yunxi"])
    assert (town.role, town.said_as) == ("addressee", "各乡镇人民政府")


def test_recipients_get_the_same_pages_as_ofd_and_see_it_among_the_files(county: County) -> None:
    pk = released(county, "yunxi")
    ofd = StoredFile.objects.get(kind="ofd")
    document = hongtou.read(store.load(ofd.sha256), ofd.name)
    sent = OutgoingDocument.objects.get(pk=pk)
    assert ofd.name.endswith(".ofd")
    assert document.document_number and str(document.document_number.value) == sent.number
    clerk, child = browser(county, "yunxi_clerk"), child_of(county, pk, "yunxi")
    page = clerk.get(f"/matters/{child.pk}/").content.decode()
    assert f"/files/{ofd.pk}/" in page and "版式文件（OFD）" in page and "原件" in page
    assert clerk.get(f"/files/{ofd.pk}/").status_code == 200


def test_an_ofd_that_fails_holds_nothing_up_and_the_clerk_is_told(
    county: County, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise OSError("no font")

    monkeypatch.setattr(setting, "set_ofd", fail)
    pk = released(county, "yunxi")
    assert [f.name for f in EntryFile.objects.filter(matter=child_of(county, pk, "yunxi"))] == ["定稿"]
    told = Entry.objects.filter(matter=pk, action="documents.outgoing.release").values_list("text", flat=True)
    assert any(finished.NO_OFD in text for text in told)
    assert "no OFD" in caplog.text


def test_the_ofd_of_a_version_that_was_set_anew_goes_no_more(county: County) -> None:
    pk = released(county, "yunxi")
    matter = Matter.objects.get(pk=pk)
    assert [f.name for f in finished.files_to_send(matter, editable=False)] == ["定稿", "定稿（OFD）"]
    old = EntryFile.objects.get(matter=pk, role="finished")
    EntryFile.objects.create(
        matter=matter, stored_file_id=old.stored_file_id, role="finished", name="新的定稿"
    )
    assert [f.name for f in finished.files_to_send(matter, editable=False)] == ["新的定稿"]


def test_the_form_proposes_whom_the_signed_text_names_and_who_is_new(county: County) -> None:
    first = to_release(county, addressees="各乡镇人民政府", copy_to="云岭县水利局、云溪镇人民政府")
    found, news = proposal_for(OutgoingDocument.objects.get(pk=first), NOW)
    assert [(r.name, r.role) for r in found.recipients] == [
        ("云溪镇", "addressee"),
        ("青山乡", "addressee"),
        ("白水镇", "addressee"),
        ("水利局", "copy"),
    ]
    assert len(found.problems) == 1 and "“云溪镇”写了两次" in found.problems[0] and news == []
    county.do(
        "clerk",
        "documents.outgoing.release",
        matter=first,
        checked=True,
        units=ids(county, "yunxi", "qingshan"),
    )
    Unit.objects.filter(pk=county.units["yunxi"].pk).update(active=False)
    second = to_release(county, addressees="各乡镇人民政府")
    _, news = proposal_for(OutgoingDocument.objects.get(pk=second), NOW)
    assert news == ["“各乡镇人民政府”与上次相比新增白水镇；少了云溪镇。"]


@pytest.mark.parametrize("field", ["outside", "copy_outside"])
def test_a_collective_name_is_not_one_recipient_outside(county: County, field: str) -> None:
    pk = to_release(county)
    refusal = county.refused(
        "clerk",
        "documents.outgoing.release",
        matter=pk,
        checked=True,
        **{field: "云州市水务局、各乡镇人民政府"},
    )
    assert "“各乡镇人民政府”是 3 个单位的统称" in refusal.message and refusal.problems[0].field == field
    assert "逐个写明" in refusal.remedy and not Delivery.objects.filter(matter=pk).exists()
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, outside="云溪镇人民政府")


def test_a_unit_that_is_gone_or_named_twice_stops_everything(county: County) -> None:
    pk = to_release(county)
    Unit.objects.filter(pk=county.units["yunxi"].pk).update(active=False, successor=county.units["water"])
    refusal = county.refused(
        "clerk",
        "documents.outgoing.release",
        matter=pk,
        checked=True,
        units=ids(county, "qingshan", "yunxi"),
    )
    assert "云溪镇人民政府已经撤销，职能并入了云岭县水利局" in refusal.message
    twice = county.refused(
        "clerk",
        "documents.outgoing.release",
        matter=pk,
        checked=True,
        units=ids(county, "qingshan"),
        copy_units=ids(county, "qingshan"),
    )
    assert twice.message == "青山乡既在主送里又在抄送里，请去掉一处。"
    assert not Delivery.objects.filter(matter=pk).exists()


def test_more_copies_than_were_printed_are_refused(county: County) -> None:
    pk = to_release(county)
    refusal = county.refused(
        "clerk",
        "documents.outgoing.release",
        matter=pk,
        checked=True,
        units=ids(county, "yunxi", "qingshan"),
        copies_each=6,
    )
    assert refusal.message == "要送出 12 份，只印了 10 份。"


def test_a_work_secret_leaves_on_paper_only(county: County) -> None:
    pk = to_release(county)
    Matter.objects.filter(pk=pk).update(level="work_secret")
    Reader.objects.create(matter_id=pk, person=county.posts["clerk"].person, unit=county.units["office"])
    refusal = county.refused(
        "clerk", "documents.outgoing.release", matter=pk, checked=True, units=ids(county, "yunxi")
    )
    assert refusal.rule == "BM-08"
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, outside="云溪镇人民政府")
    assert Delivery.objects.get(matter=pk).outside == "云溪镇人民政府"


def test_what_a_recipient_does_is_no_noise_in_the_senders_record(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    before = Entry.objects.filter(matter=pk).count()
    child = child_of(county, pk, "yunxi")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("yunxi_clerk", "documents.incoming.register", matter=child.pk)
    county.do("yunxi_clerk", "documents.incoming.pass_check", matter=child.pk, **ALL_POINTS)
    assert Entry.objects.filter(matter=pk).count() == before


def test_a_request_received_through_the_house_still_needs_its_answer(county: County) -> None:
    """It is an ordinary receipt, not work handed on, whose answer is the affair of whoever handed it on (GW-08)."""
    pk = released(county, "water")
    child = child_of(county, pk, "water")
    IncomingDocument.objects.filter(pk=child.pk).update(genre="请示")
    assert unanswered(Matter.objects.get(pk=child.pk)) is not None


def test_a_returned_document_stands_in_the_senders_record_and_is_a_finding(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    child = child_of(county, pk, "yunxi")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("yunxi_clerk", "documents.incoming.register", matter=child.pk)
    county.do(
        "yunxi_clerk",
        "documents.incoming.reject",
        matter=child.pk,
        reason="附件缺一页",
        rules=["GW-20"],
        demand="请补齐后重发",
    )
    entry = Entry.objects.filter(matter=pk).latest("pk")
    assert (entry.label, entry.text, entry.data["rules"]) == ("云溪镇退文", "附件缺一页", ["GW-20"])
    finding = QualityFinding.objects.get(matter=pk)
    assert (finding.source, finding.rule, finding.unit) == ("rejected", "GW-20", county.units["office"])
    assert Notice.objects.filter(matter_id=pk, text__contains="云溪镇退文").exists()
    refusal = county.refused("clerk", "documents.outgoing.close_receipts", matter=pk)
    assert "青山乡没有签收；云溪镇退了文" in refusal.message


@pytest.mark.both_databases
def test_recalled_before_it_is_signed_for_and_not_after(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    signed, waiting = child_of(county, pk, "yunxi"), child_of(county, pk, "qingshan")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=signed.pk)
    both = list(Delivery.objects.filter(matter=pk).values_list("pk", flat=True))
    refusal = county.refused(
        "clerk", "documents.outgoing.recall", matter=pk, deliveries=both, reason="发错了版本"
    )
    assert "云溪镇已经签收" in refusal.message and "更换" in refusal.remedy
    county.do("clerk", "documents.outgoing.recall", matter=pk, reason="发错了版本")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.outcome, waiting.mark, waiting.number) == ("void", "void", "已撤回", "")
    assert not Task.objects.filter(matter=waiting, closed_at=None).exists()
    assert "已经撤回这份文件，不用签收" in Entry.objects.filter(matter=waiting).latest("pk").text
    late = county.refused("qingshan_clerk", "documents.incoming.sign_for", matter=waiting.pk)
    assert "作废" in late.message
    assert Matter.objects.get(pk=signed.pk).mark == ""
    # What was recalled may be sent again.
    county.do(
        "clerk", "documents.outgoing.send_more", matter=pk, units=ids(county, "qingshan"), text="改送新版"
    )
    assert child_of(county, pk, "qingshan").state == "to_sign"


def test_it_is_not_sent_twice_to_a_unit(county: County) -> None:
    pk = released(county, "yunxi")
    refusal = county.refused(
        "clerk", "documents.outgoing.send_more", matter=pk, units=ids(county, "yunxi"), text="再送"
    )
    assert refusal.message == "云溪镇已经收到过这份文件，不用再送。"


@pytest.mark.parametrize("word", ["revoke", "abolish"])
def test_revoked_and_abolished_are_said_wherever_it_stands(county: County, word: str) -> None:
    pk = released(county, "yunxi", "qingshan")
    waiting, signed = child_of(county, pk, "qingshan"), child_of(county, pk, "yunxi")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=signed.pk)
    day = {"effect_from": (NOW + timedelta(days=10)).date()} if word == "abolish" else {}
    said = {"decided_by": "云政办发〔2026〕9号", "reason": "依据的文件已经修改", **day}
    clerk = county.refused("clerk", f"documents.outgoing.{word}", matter=pk, **said)
    assert clerk.code.value == "not_allowed"
    county.do("director", f"documents.outgoing.{word}", matter=pk, **said)
    mark = "已撤销" if word == "revoke" else "已废止"
    for one in (pk, signed.pk, waiting.pk):
        assert Matter.objects.get(pk=one).mark == mark
    assert Matter.objects.get(pk=waiting.pk).outcome == "void"
    assert Matter.objects.get(pk=signed.pk).closed_at is None
    note = IncomingDocument.objects.get(pk=signed.pk).standing_note
    assert "云政办发〔2026〕9号" in note
    assert ("自始无效" in note) is (word == "revoke")
    assert ("自2026年3月12日起失效" in note) is (word == "abolish")
    assert Notice.objects.filter(matter_id=signed.pk, text__startswith=mark).exists()
    again = county.refused("director", f"documents.outgoing.{word}", matter=pk, **said)
    assert again.message == f"这一件{mark}，不用再办。"
    more = county.refused(
        "clerk", "documents.outgoing.send_more", matter=pk, units=ids(county, "water"), text="补送"
    )
    assert more.rule == "GW-35"


def test_what_was_handed_on_is_marked_too(county: County) -> None:
    pk = released(county, "water", "yunxi")
    child = child_of(county, pk, "water")
    county.do("water_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("water_clerk", "documents.incoming.register", matter=child.pk)
    county.do("water_clerk", "documents.incoming.pass_check", matter=child.pk, **ALL_POINTS)
    county.do("water_head", "documents.incoming.propose", matter=child.pk, text="请云溪镇办。", to="assign")
    lead = [{"unit": county.units["yunxi"].pk}]
    county.do("water_clerk", "documents.incoming.assign", matter=child.pk, lead=lead)
    below = Matter.objects.get(parent=child)
    county.do(
        "director",
        "documents.outgoing.revoke",
        matter=pk,
        decided_by="云政办发〔2026〕9号",
        reason="内容有误",
    )
    below.refresh_from_db()
    assert below.mark == "已撤销"


def test_forwarding_outside_the_range_needs_the_issuers_word(county: County) -> None:
    pk = released(county, "water")
    child = child_of(county, pk, "water")
    county.do("water_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("water_clerk", "documents.incoming.register", matter=child.pk)
    county.do("water_clerk", "documents.incoming.pass_check", matter=child.pk, **ALL_POINTS)
    county.do("water_head", "documents.incoming.propose", matter=child.pk, text="请云溪镇办。", to="assign")
    lead = [{"unit": county.units["yunxi"].pk}]
    refusal = county.refused("water_clerk", "documents.incoming.assign", matter=child.pk, lead=lead)
    assert refusal.rule == "GW-33" and "申请扩大传达范围" in refusal.remedy
    county.do(
        "water_clerk",
        "documents.incoming.ask_forward",
        matter=child.pk,
        whom=ids(county, "yunxi"),
        reason="需要云溪镇配合检查",
    )
    twice = county.refused(
        "water_clerk",
        "documents.incoming.ask_forward",
        matter=child.pk,
        whom=ids(county, "yunxi"),
        reason="再催",
    )
    assert "还没有答复" in twice.message
    asked = ForwardRequest.objects.get(child=child)
    assert Entry.objects.filter(matter=pk).latest("pk").label == "水利局申请扩大传达范围"
    silent = county.refused(
        "director", "documents.outgoing.answer_forward", matter=pk, request=asked.pk, agree="refuse"
    )
    assert silent.message == "不同意的，请写明理由。"
    county.do("director", "documents.outgoing.answer_forward", matter=pk, request=asked.pk, agree="agree")
    county.do("water_clerk", "documents.incoming.assign", matter=child.pk, lead=lead)
    assert Matter.objects.get(parent=child).unit == county.units["yunxi"]


def test_a_receipt_from_outside_is_entered_once_with_its_scan(county: County) -> None:
    pk = released(county, "yunxi", outside="云州市水务局")
    delivery = Delivery.objects.get(matter=pk, unit=None)
    scan = brought(county.posts["clerk"], name="回执.png")
    said = {"delivery": delivery.pk, "received_by": "钱进", "received_on": NOW.date(), "file": scan}
    early = county.refused(
        "clerk",
        "documents.outgoing.enter_receipt",
        matter=pk,
        **{**said, "received_on": NOW.date() - timedelta(days=1)},
    )
    assert early.problems[0].field == "received_on"
    county.do("clerk", "documents.outgoing.enter_receipt", matter=pk, **said)
    delivery.refresh_from_db()
    assert (delivery.received_at is not None, delivery.received_by) == (True, "钱进")
    assert EntryFile.objects.get(matter=pk, role="receipt").stored_file_id == scan
    assert (
        "已经录入" in county.refused("clerk", "documents.outgoing.enter_receipt", matter=pk, **said).message
    )


def test_those_who_have_not_signed_are_asked_to(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=child_of(county, pk, "yunxi").pk)
    done = county.do("clerk", "documents.outgoing.remind_receipts", matter=pk, text="今天下班前签收。")
    assert done.result["reminded"] == 1
    waiting = child_of(county, pk, "qingshan")
    assert Notice.objects.get(matter_id=waiting.pk, text__startswith="催办").urgent
    assert Delivery.objects.get(child=waiting).reminded_at == NOW
    county.do("qingshan_clerk", "documents.incoming.sign_for", matter=waiting.pk)
    assert "不用催办" in county.refused("clerk", "documents.outgoing.remind_receipts", matter=pk).message


def test_a_faulty_document_is_replaced_at_each_recipient(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    signed, waiting = child_of(county, pk, "yunxi"), child_of(county, pk, "qingshan")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=signed.pk)
    county.do("clerk", "documents.outgoing.begin_replacement", matter=pk, reason="日期写错")
    body = "为做好汛前检查工作，现将有关事项通知如下。\n一、检查范围\n全县所有水库、山塘，4月20日前完成。"
    changed = {"title": Matter.objects.get(pk=pk).title, "addressees": "云岭县水利局", "body": body}
    county.do("clerk", "documents.outgoing.correct_text", matter=pk, reason="日期写错", **changed)
    county.do("director", "documents.outgoing.sign_again", matter=pk, draft=2)
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk)
    assert Matter.objects.get(pk=pk).state == "to_print", "it keeps its number"
    seal = seal_of(county).pk
    county.do(
        "clerk",
        "documents.outgoing.print",
        matter=pk,
        proofreader=county.posts["handler2"].pk,
        printer="文印室",
        copies=10,
        seal=seal,
    )
    county.do("director", "documents.outgoing.approve_seal", matter=pk)
    watcher = county.posts["handler"].pk
    county.do("clerk", "documents.outgoing.set_seal", matter=pk, copies=10, supervisor=watcher)
    sent = county.do(
        "clerk",
        "documents.outgoing.release",
        matter=pk,
        checked=True,
        units=ids(county, "yunxi", "qingshan"),
    )
    assert sent.result == {"sent": 2, "replaced": 2}
    new = child_of(county, pk, "yunxi")
    assert (new.pk != signed.pk, new.state) == (True, "to_sign")
    signed.refresh_from_db()
    waiting.refresh_from_db()
    assert (signed.mark, signed.closed_at, waiting.mark, waiting.outcome) == (
        "已更换",
        None,
        "已更换",
        "void",
    )
    line = IncomingDocument.objects.get(pk=signed.pk)
    assert line.successor_id == new.pk and "签收新的一份" in line.standing_note
    assert IncomingDocument.objects.get(pk=new.pk).document_number == line.document_number
    states = Delivery.objects.filter(matter=pk).order_by("pk").values_list("state", "draft")
    assert list(states) == [("replaced", 1), ("replaced", 1), ("sent", 2), ("sent", 2)]
    refusal = county.refused("clerk", "documents.outgoing.close_receipts", matter=pk)
    assert "云溪镇、青山乡没有签收" in refusal.message


def test_a_closed_document_is_taken_up_again_to_be_replaced(county: County) -> None:
    pk = released(county, "yunxi")
    county.do("clerk", "documents.outgoing.close_receipts", matter=pk, text="先结")
    county.do("director", "flow.reopen", matter=pk, reason="发现错误，要更换")
    assert Matter.objects.get(pk=pk).state == "distributing"


def test_late_receipts_are_asked_for_once_a_day(county: County) -> None:
    pk = released(county, "yunxi", "qingshan")
    county.do("yunxi_clerk", "documents.incoming.sign_for", matter=child_of(county, pk, "yunxi").pk)
    assert receipt_reminders.late_by_document(NOW) == {}
    late = NOW + timedelta(days=9)
    found = receipt_reminders.late_by_document(late)
    assert list(found) == [pk] and len(found[pk]) == 1
    assert receipt_reminders.remind(pk, found[pk], now=late) == 1
    assert receipt_reminders.remind(pk, found[pk], now=late) == 0
    assert Entry.objects.filter(matter=pk, action="documents.outgoing.remind_receipts").count() == 1
