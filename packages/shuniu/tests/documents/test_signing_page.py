"""签发 on the telephone: what is shown, one press, what was changed, and what may not be done there."""

from __future__ import annotations

import pytest
from kit import NOW, County, browser, build_county
from test_outgoing_way import ALL_FIVE, opened
from test_outgoing_way import TEXT as OF_THE_OFFICE

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.modules.documents.models import OutgoingDocument

TITLE = "云岭县人民政府关于做好汛前检查工作的通知"
TEXT = {**OF_THE_OFFICE, "title": TITLE}

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    ParameterValue.objects.create(
        key="incoming.leader_phone",
        value=True,
        valid_from=NOW.date(),
        reason="试行",
        set_by="测试",
        set_at=NOW,
    )
    return build_county()


def to_sign(county: County, **subject: object) -> int:
    """Drafted, changed at 核稿 by the deputy, and waiting for the signature of the 县长."""
    pk = opened(county, title=TITLE, issuer=county.units["county"].pk, **subject)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    changed = {**TEXT, "body": TEXT["body"].replace("山塘", "山塘、堤防")}
    county.do("deputy", "documents.outgoing.save_draft", matter=pk, draft=1, **changed)
    county.do(
        "deputy", "documents.outgoing.pass_review", matter=pk, signer=county.posts["mayor"].pk, **ALL_FIVE
    )
    return pk


def reply(county: County, pk: int, answer: str, **data: str):  # type: ignore[no-untyped-def]
    return browser(county, "mayor").post(f"/leader/{pk}/answer/", {"reply": answer, "draft": "2", **data})


def test_the_leader_sees_what_matters_and_signs_in_one_press(county: County) -> None:
    pk = to_sign(county, reason="市政府防汛会议")
    client = browser(county, "mayor")
    assert client.get("/leader/")["Location"] == f"/leader/{pk}/"
    page = client.get(f"/leader/{pk}/").content.decode()
    assert "市政府防汛会议" in page and "核稿意见" in page and "<ins>、堤防</ins>" in page
    assert "同意签发" in page and "退回" in page and "第 1 件，共 1 件" in page and 'id="next"' in page
    assert reply(county, pk, "agree").status_code == 302
    document = OutgoingDocument.objects.get(pk=pk)
    assert (document.signed, Matter.objects.get(pk=pk).state) == (2, "to_recheck")
    entry = Entry.objects.filter(matter=pk, type="issue_opinion").get()
    assert (entry.text, entry.label) == ("同意。", "签发")


def test_words_are_asked_for_where_they_are_needed_and_kept(county: County) -> None:
    pk = to_sign(county)
    answer = reply(county, pk, "opinion")
    assert answer.status_code == 422 and "请写明签发意见" in answer.content.decode()
    answer = reply(county, pk, "return", text="请补充责任单位", version="1")
    assert answer.status_code == 409 and "请补充责任单位" in answer.content.decode()
    assert reply(county, pk, "return", text="请补充责任单位").status_code == 302
    assert Matter.objects.get(pk=pk).state == "to_review"


def test_a_draft_changed_while_it_is_being_signed_is_not_signed(county: County) -> None:
    pk = to_sign(county)
    answer = reply(county, pk, "agree", draft="1")
    assert answer.status_code == 409 and "您看的是第 1 稿" in answer.content.decode()
    assert Matter.objects.get(pk=pk).state == "to_sign"


def test_a_work_secret_is_signed_in_the_office(county: County) -> None:
    pk = opened(county, title=TITLE, issuer=county.units["county"].pk, work_secret=True)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    county.do(
        "deputy", "documents.outgoing.pass_review", matter=pk, signer=county.posts["mayor"].pk, **ALL_FIVE
    )
    client = browser(county, "mayor")
    assert client.get("/leader/")["Location"] == "/"
    assert client.get(f"/leader/{pk}/").status_code == 403


def test_who_has_nothing_to_sign_is_sent_to_the_document(county: County) -> None:
    pk = to_sign(county)
    page = browser(county, "director").get(f"/leader/{pk}/").content.decode()
    assert "同意签发" not in page and f'href="/matters/{pk}/"' in page


def test_the_signer_is_led_to_what_changed_since_it_was_handed_in(county: County) -> None:
    pk = to_sign(county)
    page = browser(county, "mayor").get(f"/matters/{pk}/").content.decode()
    assert "看送审稿与现在的稿的花脸" in page and f"/outgoing/{pk}/versions/?a=1&amp;b=2" in page
