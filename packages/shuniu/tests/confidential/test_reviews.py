"""公开审查: what each point demands, three people, and that nothing is published without it (BM-06)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from kit import NOW, County, browser, build_county
from permissions.scenes import LOOKED_AT
from sent_out import to_release

from shuniu.demo.loading import confidential as demo
from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import EntryFile, Matter, Visible
from shuniu.modules.confidential.models import PublicReview
from shuniu.modules.confidential.reviews import policy
from shuniu.modules.confidential.reviews.policy import POINTS, Point
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.public import list_to_publish

REVIEW = "confidential.review."


@pytest.fixture
def county(db: None) -> County:
    return build_county()


def out(county: County, publicity: str = "active") -> int:
    """A document of the office that is out."""
    pk = to_release(county)
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, outside="市政府办公室")
    OutgoingDocument.objects.filter(matter=pk).update(publicity=publicity)
    return pk


def asked(county: County, document: int, **more: Any) -> dict[str, Any]:
    return {"document": document, **LOOKED_AT, "reviewer": county.posts["clerk"].pk, **more}


def opened(county: County, document: int, **more: Any) -> int:
    done = county.do("handler", f"{REVIEW}open", **asked(county, document, **more))
    return int(done.result["matter"])


def rechecked(county: County, document: int, **more: Any) -> int:
    pk = opened(county, document, **more)
    approver = county.posts["director"].pk
    county.do("clerk", f"{REVIEW}recheck", matter=pk, text="同意初审。", approver=approver)
    return pk


def points(**found: str) -> dict[str, Point]:
    return {code: Point(found.get(code, "clear"), "逐段看过") for code in POINTS}


@pytest.mark.parametrize("code", POINTS)
def test_every_point_has_its_reason(code: str) -> None:
    assert policy.points_fault(points()) is None
    for reason in ("", " ", "无"):
        fault = policy.points_fault({**points(), code: Point("clear", reason)})
        assert fault is not None and fault.field == f"{code}_reason"
    missing = {c: p for c, p in points().items() if c != code}
    assert policy.points_fault(missing) is not None


@pytest.mark.parametrize("code", POINTS)
def test_a_state_secret_stops_everything_at_once(code: str) -> None:
    fault = policy.points_fault(points(**{code: "found"}))
    assert (fault is not None) is (code in {"state_secret", "marks"})
    assert fault is None or "立即停止" in fault.message and "保密员" in fault.remedy


@pytest.mark.parametrize(
    "found, decision, conditions, field",
    [
        ({}, "approve", "", ""),
        ({}, "conditional", "", "conditions"),
        ({}, "conditional", "隐去电话", ""),
        ({"personal": "handled", "sensitive": "handled"}, "approve", "", ""),
        ({"personal": "found"}, "approve", "", "decision"),
        ({"sensitive": "found"}, "approve", "", "decision"),
        ({"personal": "found"}, "conditional", "隐去电话", ""),
        ({"work_secret": "handled"}, "approve", "", ""),
        ({"work_secret": "found"}, "approve", "", "decision"),
        ({"work_secret": "found"}, "conditional", "隐去第二段", "decision"),
        ({"work_secret": "found"}, "refuse", "", ""),
    ],
)
def test_what_the_points_allow(found: dict[str, str], decision: str, conditions: str, field: str) -> None:
    fault = policy.decision_fault(points(**found), decision, conditions)
    assert (fault.field if fault else "") == field


@pytest.mark.parametrize(
    "people, fine",
    [((1, 2, 3), True), ((1, 1), False), ((1, 2, 1), False), ((1, 2, 2), False), ((None, 2, 3), True)],
)
def test_three_people(people: tuple[int | None, ...], fine: bool) -> None:
    assert (policy.people_fault("reviewer", *people) is None) is fine


@pytest.mark.parametrize(
    "decision, met, reviewed, current, fine",
    [
        ("approve", "", "a", "a", True),
        ("conditional", "已隐去", "a", "a", True),
        ("conditional", "", "a", "a", False),
        ("approve", "", "a", "b", False),
        ("approve", "", "", "", False),
        ("refuse", "", "a", "a", False),
        ("", "", "a", "a", False),
    ],
)
def test_what_may_be_called_published(
    decision: str, met: str, reviewed: str, current: str, fine: bool
) -> None:
    fault = policy.publish_fault(decision=decision, conditions_met=met, reviewed=reviewed, current=current)
    assert (fault is None) is fine


def test_the_whole_way_and_what_the_document_says(county: County) -> None:
    document = out(county)
    page = browser(county, "clerk").get(f"/matters/{document}/").content.decode()
    assert "还没有公开审查，不得公开" in page
    pk = rechecked(county, document)
    assert "陈立新批准公开" in browser(county, "clerk").get(f"/matters/{document}/").content.decode()
    county.do("director", f"{REVIEW}approve", matter=pk, decision="approve")
    county.do("handler", f"{REVIEW}publish", matter=pk, published_on=NOW.date())
    page = browser(county, "clerk").get(f"/matters/{document}/").content.decode()
    assert "已于2026年3月2日在政府网站公开" in page and f"/matters/{pk}/" in page
    review = browser(county, "handler").get(f"/matters/{pk}/").content.decode()
    assert "同意公开" in review and f"/matters/{document}/" in review
    printed = browser(county, "handler").get(f"/matters/{pk}/print/confidential.review.pdf?seen=1")
    assert printed["Content-Type"] == "application/pdf"
    assert Matter.objects.get(pk=pk).number == "公开审查〔2026〕1号"


@pytest.mark.parametrize("field", ["state_secret", "marks"])
def test_a_state_secret_opens_no_review(county: County, field: str) -> None:
    document = out(county)
    refusal = county.refused("handler", f"{REVIEW}open", **asked(county, document, **{field: "found"}))
    assert (refusal.rule, refusal.problems[0].field) == ("BM-06", field)
    assert not PublicReview.objects.exists()


def test_only_what_is_out_in_force_and_meant_to_be_public_is_offered(county: County) -> None:
    document = out(county)
    assert [d.matter for d in list_to_publish(county.actor("handler"))] == [document]
    assert list_to_publish(county.actor("water_clerk")) == [] == list_to_publish(county.actor("mayor"))
    rows, matter = OutgoingDocument.objects.filter(matter=document), Matter.objects.filter(pk=document)
    for change in ({"publicity": "closed"}, {"released_at": None}, {"effect": "revoked"}):
        before = rows.values(*change).get()
        rows.update(**change)
        refusal = county.refused("handler", f"{REVIEW}open", **asked(county, document))
        assert refusal.code is Code.NOT_FOUND and refusal.problems[0].field == "document", change
        rows.update(**before)
    matter.update(level="work_secret")
    assert county.refused("handler", f"{REVIEW}open", **asked(county, document)).code is Code.NOT_FOUND
    matter.update(level="ordinary")
    opened(county, document)
    assert "已经在公开审查" in county.refused("handler", f"{REVIEW}open", **asked(county, document)).message


def test_nobody_does_two_of_the_three_steps(county: County) -> None:
    document = out(county)
    own = asked(county, document, reviewer=county.posts["handler"].pk)
    assert "三个不同的人" in county.refused("handler", f"{REVIEW}open", **own).message
    pk = int(county.do("deputy", f"{REVIEW}open", **asked(county, document)).result["matter"])
    for approver in ("deputy", "clerk", "handler2", "water_head"):
        said = {"text": "同意。", "approver": county.posts[approver].pk}
        assert county.refused("clerk", f"{REVIEW}recheck", matter=pk, **said).problems[0].field == "approver"
    county.do("clerk", f"{REVIEW}recheck", matter=pk, text="同意。", approver=county.posts["director"].pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicReview.objects.update(approved_by_id=county.posts["clerk"].person_id)


def test_the_database_takes_no_publication_without_a_decision(county: County) -> None:
    rechecked(county, out(county))
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicReview.objects.update(published_on=NOW.date())


def test_conditions_are_met_before_it_is_published_and_days_are_in_order(county: County) -> None:
    pk = rechecked(county, out(county), personal="found")
    assert (
        "不能直接批准"
        in county.refused("director", f"{REVIEW}approve", matter=pk, decision="approve").message
    )
    words = {"decision": "conditional", "conditions": "隐去联系人电话"}
    county.do("director", f"{REVIEW}approve", matter=pk, **words)
    today = {"published_on": NOW.date()}
    refusal = county.refused("handler", f"{REVIEW}publish", matter=pk, **today)
    assert refusal.problems[0].field == "conditions_met"
    for days in (-1, 1):
        day = {"published_on": NOW.date() + timedelta(days=days), "conditions_met": "已隐去"}
        assert (
            county.refused("handler", f"{REVIEW}publish", matter=pk, **day).problems[0].field
            == "published_on"
        )
    county.do("handler", f"{REVIEW}publish", matter=pk, conditions_met="已隐去", **today)


def test_a_text_that_changed_is_reviewed_anew(county: County) -> None:
    document = out(county)
    pk = rechecked(county, document)
    county.do("director", f"{REVIEW}approve", matter=pk, decision="approve")
    OutgoingDocument.objects.filter(matter=document).update(signed_digest="f" * 64)
    refusal = county.refused("handler", f"{REVIEW}publish", matter=pk, published_on=NOW.date())
    assert "审查以后公文改过" in refusal.message and "重新提请" in refusal.remedy


def test_a_refused_review_says_so_on_the_document(county: County) -> None:
    document = out(county)
    pk = rechecked(county, document, work_secret="found")
    county.do("director", f"{REVIEW}refuse", matter=pk, reason="含有工作秘密")
    assert "公开审查：不予公开" in browser(county, "clerk").get(f"/matters/{document}/").content.decode()
    assert county.refused("handler", f"{REVIEW}publish", matter=pk, published_on=NOW.date())


def test_the_list_and_the_form(county: County) -> None:
    document = out(county)
    opened(county, document)
    assert "公开审查：云岭县" in browser(county, "clerk").get("/confidential/reviews/").content.decode()
    client = browser(county, "handler")
    assert "汛前检查" in client.get("/confidential/reviews/new/").content.decode()
    typed = {**asked(county, document), "sensitive_reason": "", "personal_reason": "看过三遍"}
    refused = client.post("/confidential/reviews/new/", typed)
    assert refused.status_code == 422 and "看过三遍" in refused.content.decode()


def test_the_demo_puts_the_newest_to_review(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the people of the small county in the parts of the demo's."""
    document = out(county)
    for part, who in (("CLERK", "handler"), ("KEEPER", "clerk"), ("HEAD", "director")):
        monkeypatch.setattr(demo, part, who)
    at = [NOW]

    class Stage:
        clock = type("Clock", (), {"end": 0, "moment": staticmethod(lambda position: NOW)})
        now = NOW
        actor = staticmethod(lambda who, unit: county.actor(who))
        post = staticmethod(lambda who, unit: county.posts[who].pk)
        later = staticmethod(lambda now, minutes: at[-1] + timedelta(minutes=minutes))
        do = staticmethod(lambda action, who, unit, **data: county.do(who, action, **data))

    list(demo.reviews(Stage()))
    review = PublicReview.objects.get()
    assert (review.document_id, review.published_on, review.decision) == (document, NOW.date(), "approve")


def test_who_reviews_reads_what_is_to_be_published_though_the_document_is_not_his(county: County) -> None:
    document = out(county)
    pk = opened(county, document, reviewer=county.posts["handler2"].pk)
    reader = browser(county, "handler2")
    Visible.objects.filter(
        matter=document, principal__startswith=f"p{county.posts['handler2'].person_id}."
    ).delete()
    assert reader.get(f"/matters/{document}/").status_code == 404
    assert reader.get(f"/matters/{pk}/").status_code == 200
    hung = EntryFile.objects.filter(matter=pk, role="original")
    assert hung.exists()
    for file in hung:
        assert reader.get(f"/files/{file.stored_file_id}/").status_code == 200
        assert browser(county, "water_head").get(f"/files/{file.stored_file_id}/").status_code == 404
