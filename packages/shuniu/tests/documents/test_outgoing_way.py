"""发文 from 立项 to a receipt in another unit, through the actions."""

from __future__ import annotations

from datetime import date

import pytest
from kit import NOW, County, browser, build_county

from shuniu.kernel.flow.models import Entry, Matter, Task
from shuniu.modules.documents.models import (
    Delivery,
    DraftVersion,
    IncomingDocument,
    OutgoingDocument,
    Seal,
    SealUse,
)
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS

pytestmark = pytest.mark.django_db

TITLE = "云岭县人民政府办公室关于做好汛前检查工作的通知"
TEXT = {
    "title": TITLE,
    "addressees": "云岭县水利局",
    "body": "为做好汛前检查工作，现将有关事项通知如下。\n一、检查范围\n全县所有水库、山塘。",
}
ALL_FIVE = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)


@pytest.fixture
def county() -> County:
    return build_county()


def seal_of(county: County) -> Seal:
    office = county.units["office"]
    return Seal.objects.get_or_create(office=office, organ=office, name="县政府办印章")[0]


def opened(county: County, who: str = "handler", **data: object) -> int:
    wanted = {"title": TITLE, "issuer": county.units["office"].pk, **data}
    pk = int(county.do(who, "documents.outgoing.open", **wanted).result["matter"])
    county.do("director", "documents.outgoing.approve_plan", matter=pk)
    return pk


def signed(county: County, text: dict[str, str] | None = None, **data: object) -> int:
    """Drafted by 刘建军, vetted by the director, reviewed by his deputy, signed by the director; *text* changes the
    draft."""
    pk = opened(county, **data)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **{**TEXT, **(text or {})})
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    signer = county.posts["director"].pk
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, signer=signer, **ALL_FIVE)
    county.do("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
    return pk


def printed(county: County, **text: str) -> int:
    pk = signed(county, text)
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk)
    county.do("clerk", "documents.outgoing.number", matter=pk, code="云政办发", copies=10)
    proofreader = county.posts["handler2"].pk
    county.do(
        "clerk",
        "documents.outgoing.print",
        matter=pk,
        proofreader=proofreader,
        printer="文印室",
        copies=10,
        seal=seal_of(county).pk,
    )
    return pk


def test_from_the_plan_to_a_receipt(county: County) -> None:
    pk = printed(county)
    county.do("director", "documents.outgoing.approve_seal", matter=pk)
    watcher = county.posts["handler"].pk
    county.do("clerk", "documents.outgoing.set_seal", matter=pk, copies=10, supervisor=watcher)
    county.do(
        "clerk", "documents.outgoing.release", matter=pk, checked=True, units=[county.units["water"].pk]
    )
    child = Delivery.objects.get(matter=pk).child
    assert child is not None
    county.do("water_clerk", "documents.incoming.sign_for", matter=child.pk)
    county.do("clerk", "documents.outgoing.close_receipts", matter=pk)
    matter, document = Matter.objects.get(pk=pk), OutgoingDocument.objects.get(pk=pk)
    assert (matter.state, matter.outcome, matter.number) == ("done", "done", "云政办发〔2026〕1号")
    assert document.plan is not None and document.plan.number == "立项2026-001"
    assert (document.document_date, document.effect) == (date(2026, 3, 2), "in_force")
    assert IncomingDocument.objects.get(pk=child.pk).document_number == "云政办发〔2026〕1号"
    assert SealUse.objects.get().state == "used"
    labels = list(Entry.objects.filter(matter=pk).order_by("pk").values_list("label", flat=True))
    assert labels == [
        "申请立项",
        "同意立项",
        "保存第 1 稿",
        "送审",
        "审稿",
        "核稿",
        "签发",
        "复核通过",
        "编号",
        "校对印制",
        "批准用印",
        "用印",
        "核发",
        "回执收齐",
    ]


def test_an_ordinary_document_is_not_drafted_before_its_plan(county: County) -> None:
    refusal = county.refused(
        "handler",
        "documents.outgoing.open",
        title=TITLE,
        issuer=county.units["office"].pk,
        before_plan=True,
    )
    assert refusal.rule == "JW-01" and "先立项" in refusal.message


def test_whoever_drafted_does_not_review(county: County) -> None:
    pk = opened(county, "deputy")
    county.do("deputy", "documents.outgoing.save_draft", matter=pk, **TEXT)
    county.do("deputy", "documents.outgoing.hand_in", matter=pk)
    data = {"matter": pk, "signer": county.posts["director"].pk, **ALL_FIVE}
    assert county.refused("deputy", "documents.outgoing.pass_review", **data).rule == "GW-11"
    county.do("director", "documents.outgoing.pass_review", **data)


def test_a_unit_concerned_countersigns_before_review(county: County) -> None:
    pk = opened(county, consulted=[county.units["water"].pk])
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    assert Matter.objects.get(pk=pk).state == "countersigning"
    assert Task.objects.get(matter=pk, purpose="round", closed_at=None).unit == county.units["water"]
    assert county.refused("handler", "documents.outgoing.close_countersign", matter=pk).rule == "GW-06"


def test_a_text_changed_after_signing_goes_back_to_its_signer(county: County) -> None:
    pk = signed(county)
    changed = {**TEXT, "body": TEXT["body"] + "\n二、时间安排\n4月10日前完成。", "reason": "补充时间"}
    county.do("clerk", "documents.outgoing.correct_text", matter=pk, **changed)
    assert Matter.objects.get(pk=pk).state == "to_resign"
    assert Task.objects.get(matter=pk, state="to_resign").duty in {"", "OFFICE_HEAD"}
    county.do("director", "documents.outgoing.sign_again", matter=pk, draft=2)
    document = OutgoingDocument.objects.get(pk=pk)
    assert (document.signed, Matter.objects.get(pk=pk).state) == (2, "to_recheck")
    assert document.signed_digest == DraftVersion.objects.get(matter=pk, number=2).digest


def test_a_seal_asked_for_another_version_is_refused(county: County) -> None:
    pk = printed(county)
    SealUse.objects.update(digest="0" * 64)
    refusal = county.refused("director", "documents.outgoing.approve_seal", matter=pk, now=NOW)
    assert refusal.rule == "GW-18" and "不再有效" in refusal.message


def test_who_asked_for_it_finds_it_while_the_office_decides_and_when_it_refuses(county: County) -> None:
    wanted = {"title": "云岭县水利局关于汛前检查的通知", "issuer": county.units["office"].pk}
    pk = int(county.do("water_handler", "documents.outgoing.open", **wanted).result["matter"])
    client = browser(county, "water_handler")
    assert "待立项" in client.get(f"/matters/{pk}/").content.decode()
    assert wanted["title"] in client.get("/outgoing/?view=doing").content.decode()
    county.do("director", "documents.outgoing.refuse_plan", matter=pk, reason="用电话通知即可")
    assert "用电话通知即可" in client.get(f"/matters/{pk}/").content.decode()
