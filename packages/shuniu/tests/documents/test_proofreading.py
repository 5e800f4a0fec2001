"""What the library finds in a draft: where it stands in the form, and what mends it there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import NOW, County, browser, build_county
from test_outgoing_way import TEXT, opened

from hongtou import Strength
from hongtou.check.rule import rules_of
from shuniu.kernel.base.basis import basis
from shuniu.kernel.platform.ui import DraftFinding
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.checking import Draft, remarks_on
from shuniu.modules.documents.outgoing.desk import Typed, findings
from shuniu.modules.documents.outgoing.proofreading import ELEMENTS

pytestmark = pytest.mark.django_db

WRONG = "定于2026年4月8日（星期五）召开会议"


@pytest.fixture
def county() -> County:
    return build_county()


def found_in(pk: int, **typed: object) -> list[DraftFinding]:
    form = Typed(**{**TEXT, **typed})  # type: ignore[arg-type]
    draft = Draft(OutgoingDocument.objects.get(pk=pk), form.as_content(), NOW.date())
    return list(findings(remarks_on(draft), form))


def mend(text: str, edits: tuple[tuple[int, int, str], ...]) -> str:
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def test_a_passage_is_named_where_it_was_typed(county: County) -> None:
    body = f"　　为做好汛前检查工作，现通知如下。\n\n  一、时间\n　　县政府办{WRONG}。\n单位\t人数\n水利局\t3"
    found = [one for one in found_in(opened(county), body=body) if "星期" in one.message]
    assert len(found) == 1
    one = found[0]
    assert one.field == "body" and one.start is not None and body[one.start : one.end] == one.passage
    assert "星期五" in one.passage and not one.refuses and one.basis is not None


def test_its_mending_changes_the_field_as_it_was_typed(county: County) -> None:
    body = f"　　现将有关事项通知如下。\n\n　　{WRONG}。"
    one = next(one for one in found_in(opened(county), body=body) if one.edits)
    assert mend(body, one.edits) == body.replace("星期五", "星期三")
    assert one.mended == one.passage.replace("星期五", "星期三")


def test_the_panel_offers_the_mending(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    page = client.post(f"/outgoing/{pk}/draft/check/", {**TEXT, "body": f"{WRONG}。"}).content.decode()
    assert 'data-mend="f-body"' in page and "改正为" in page
    assert "data-mend=" not in client.post(f"/outgoing/{pk}/draft/check/", TEXT).content.decode()


def test_an_empty_or_strange_text_is_no_trouble(county: County) -> None:
    pk = opened(county)
    for body in ("", "\n\n", "\x01\x02", "￿" * 40, "\t\t\n\t", "附件：\n附件："):
        found_in(pk, body=body)


def test_who_reviews_sees_the_findings_beside_his_points(county: County) -> None:
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **{**TEXT, "body": f"{WRONG}。"})
    client = browser(county, "deputy")
    assert "校核（" not in client.get(f"/matters/{pk}/").content.decode()
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    page = client.get(f"/matters/{pk}/").content.decode()
    assert "校核（" in page and "星期五" in page and "核稿通过" in page
    assert page.count("依据：") >= 1


TABLE = "村\t户数\n上坪村\t12\n下坪村\t18\n合计\t31"


def test_a_passage_of_an_annex_is_named_in_its_own_field(county: County) -> None:
    annexes = (("名单", "　　一、范围\n全县。"), ("受灾户数统计", f"\n　{WRONG}。\n{TABLE}"))
    found = {one.target: one for one in found_in(opened(county), annexes=annexes) if one.place == "附件 2"}
    assert set(found) == {"annex2-annex_text"}
    said = [one for one in found_in(opened(county), annexes=annexes) if one.place == "附件 2"]
    by_passage = {annexes[1][1][one.start : one.end]: one for one in said}
    assert "31" in by_passage and any("星期五" in passage for passage in by_passage)
    weekday = next(one for one in said if "星期五" in one.passage)
    assert mend(annexes[1][1], weekday.edits) == annexes[1][1].replace("星期五", "星期三") and weekday.why


def test_the_name_of_an_annex_is_mended_where_it_was_typed(county: County) -> None:
    annexes = ((" 名单。", "上坪村"), ("《统计表》", "下坪村"))
    found = found_in(opened(county), body="　　请按附件办理，逐项落实到位。", annexes=annexes)
    marked = {one.target: one for one in found if one.refuses}
    assert set(marked) == {"annex1-annex_title", "annex2-annex_title"}
    assert mend(" 名单。", marked["annex1-annex_title"].edits) == " 名单"
    assert mend("《统计表》", marked["annex2-annex_title"].edits) == "统计表"


def test_elements_that_are_typed_are_told_of_beside_their_field(county: County) -> None:
    pk = opened(county)
    assert not [one for one in found_in(pk) if one.refuses]
    for title, words in (
        ("关于做好汛前检查工作的通知", "标题没有发文机关名称"),
        ("云岭县水利局关于做好汛前检查工作的通知", "署名"),
        ("云岭县人民政府办公室关于做好汛前检查工作", "标题没有文种"),
        ("云岭县人民政府办公室关于有关事项的通知", "标题没有事由"),
    ):
        said = [one for one in found_in(pk, title=title) if one.refuses]
        assert [one.target for one in said] == ["f-title"] and words in said[0].message, title
        assert said[0].why


def test_a_work_paper_is_asked_for_no_elements(county: County) -> None:
    pk = opened(county, form="white")
    assert not [one for one in found_in(pk, title="关于公务出行的工作提示") if one.refuses]


def test_a_joint_document_is_signed_by_all_that_its_title_names(county: County) -> None:
    pk = opened(county, joint=[county.units["water"].pk])
    title = "云岭县人民政府办公室云岭县水利局关于做好汛前检查工作的通知"
    assert "标题里的发文机关" not in "".join(one.message for one in found_in(pk, title=title))


def test_a_mark_of_a_secret_is_shown_where_it_stands(county: County) -> None:
    annexes = (("名单", "上坪村\n机密★5年\n下坪村"),)
    one = next(one for one in found_in(opened(county), annexes=annexes) if one.refuses)
    assert one.target == "annex1-annex_text" and one.passage == "机密★5年"


def test_an_open_slot_of_an_annex_is_found(county: County) -> None:
    found = found_in(opened(county), annexes=(("名单", "【村名】"),))
    assert [one.target for one in found if "还有没填的空" in one.message] == ["annex1-annex_text"]


def test_a_draft_against_an_element_is_not_handed_in_and_advice_is_no_hindrance(county: County) -> None:
    pk = opened(county)
    advised = {**TEXT, "body": f"{WRONG}。"}
    wrong = {**advised, "title": "关于做好汛前检查工作的通知"}
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **wrong)
    refusal = county.refused("handler", "documents.outgoing.hand_in", matter=pk)
    assert refusal.rule == "YS-07" and "标题没有发文机关名称" in refusal.message
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **advised)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)


def test_who_reviews_sees_every_family_in_every_part(county: County) -> None:
    pk = opened(county)
    text = {
        **TEXT,
        "body": f"{WRONG}。请各村每日报送检查情况。",
        "annexes": [{"title": "受灾户数统计", "text": TABLE}],
    }
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **text)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    page = browser(county, "deputy").get(f"/matters/{pk}/").content.decode()
    assert "星期五" in page and "附件 1" in page and "“31”" in page and "为什么：" in page


def test_who_reviews_sees_what_changed_since_beside_his_points(county: County) -> None:
    pk = opened(county)
    text = {**TEXT, "annexes": [{"title": "受灾户数统计", "text": TABLE.replace("31", "30")}]}
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **text)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    client = browser(county, "deputy")
    assert "花脸（对第" not in client.get(f"/matters/{pk}/").content.decode()
    mended = {**text, "annexes": [{"title": "受灾户数统计", "text": TABLE.replace("上坪村", "上坪新村")}]}
    later = NOW + timedelta(hours=1)
    county.do("deputy", "documents.outgoing.save_draft", now=later, matter=pk, draft=1, **mended)
    page = browser(county, "director").get(f"/matters/{pk}/").content.decode()
    assert "花脸（对第 1 稿）" in page and "<ins>新</ins>" in page and "校核" in page


def test_a_refused_element_is_told_at_the_desk_with_its_ground(county: County) -> None:
    pk = opened(county)
    form = {**TEXT, "go": "hand_in", "annex_title": "名单。", "annex_text": "上坪村", "draft": "0"}
    answer = browser(county, "handler").post(f"/outgoing/{pk}/draft/", form)
    page = answer.content.decode()
    assert answer.status_code == 422 and "附件名称后加了“。”" in page and "7.3.4" in page


def test_every_element_that_may_refuse_has_its_ground_in_the_county_as_well() -> None:
    rules = {rule.code: rule for rule in rules_of("elements")}
    asked = [rules[code] for code in ELEMENTS]
    assert [basis(rule.basis.rule).rule for rule in asked if rule.basis.strength is Strength.MUST]
