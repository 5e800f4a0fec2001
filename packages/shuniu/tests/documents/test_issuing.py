"""核稿, 签发, 联署 and 编号: who may, on which text, with which date and number (GW-11 to GW-19)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from kit import NOW, County, authorise, brought, build_county, stand_in
from outgoing_scene import ALL_FIVE, BODY, TEXT, Way

from shuniu.kernel.flow.models import Entry, Matter, Task
from shuniu.kernel.numbering.models import Counter, Number
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Authority
from shuniu.modules.documents.models import DraftVersion, QualityFinding

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NEXT_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=COUNTY)
UP = {"genre": "报告", "direction": "up"}


@pytest.fixture
def county() -> County:
    return build_county()


# 核稿


def test_review_needs_all_five_points(county: County) -> None:
    way = Way(county).vetted()
    refusal = way.refused("deputy", "pass_review", signer=way.post("director"), **{**ALL_FIVE, "form": False})
    assert refusal.rule == "GW-11" and "文种正确" in refusal.message


def test_who_wrote_any_version_does_not_review(county: County) -> None:
    way = Way(county)
    county.do("handler", "flow.reassign", matter=way.pk, reason="外出", post=way.post("deputy"))
    way.do("deputy", "save_draft", **TEXT)
    way.do("deputy", "hand_in")
    data = {"signer": way.post("director"), **ALL_FIVE}
    assert way.refused("deputy", "pass_review", **data).rule == "GW-11"
    way.do("director", "pass_review", **data)


def test_the_reviewer_may_edit_and_his_version_says_so(county: County) -> None:
    way = Way(county).vetted()
    way.do("deputy", "save_draft", **{**TEXT, "body": BODY + "\n二、时间"}, draft=1)
    assert DraftVersion.objects.get(matter=way.pk, number=2).origin == "review"
    assert (
        way.refused("deputy", "pass_review", signer=way.post("director"), draft=1, **ALL_FIVE).code == "stale"
    )
    way.do("deputy", "pass_review", signer=way.post("director"), draft=2, **ALL_FIVE)


def test_findings_are_kept_by_kind_and_never_by_person(county: County) -> None:
    way = Way(county).vetted()
    way.do("deputy", "send_back", reason="引文有误，格式不对", findings=["facts", "form", "form"])
    assert way.state == "drafting"
    way.do("handler", "hand_in")
    way.do("director", "vet")
    way.do("deputy", "pass_review", signer=way.post("director"), findings=["wording"], **ALL_FIVE)
    found = list(QualityFinding.objects.order_by("pk").values_list("source", "kind", "unit__code"))
    assert found == [
        ("return", "facts", "office"),
        ("return", "form", "office"),
        ("review", "wording", "office"),
    ]
    assert {f.name for f in QualityFinding._meta.get_fields()}.isdisjoint({"person", "drafter", "by"})


def test_a_document_that_is_not_to_be_issued_ends_with_the_reason(county: County) -> None:
    way = Way(county).vetted()
    assert way.refused("deputy", "decline", reason="").problems[0].field == "reason"
    way.do("deputy", "decline", reason="电话通知即可，不必发文。")
    assert Matter.objects.get(pk=way.pk).outcome == "rejected"


# 签发


def test_an_important_document_is_signed_by_the_principal(county: County) -> None:
    way = Way(county, important=True).vetted()
    assert way.refused("director", "pass_review", signer=way.post("vice"), **ALL_FIVE).rule == "GW-13"
    way.do("deputy", "pass_review", signer=way.post("mayor"), **ALL_FIVE)
    assert way.document.signatory == "周明远"


def test_in_his_absence_who_presides_signs_in_his_own_name(county: County) -> None:
    way = Way(county, important=True).vetted()
    data = {"signer": way.post("vice"), **ALL_FIVE}
    assert way.refused("deputy", "pass_review", **data).rule == "GW-13"
    stand_in(county, "mayor", "vice")
    way.do("deputy", "pass_review", **data)
    way.do("vice", "sign", text="同意印发。", manner="opinion")
    assert (way.document.signatory, way.document.acted_for) == ("林树声", False)


def test_who_signs_for_another_leaves_the_printed_name_alone(county: County) -> None:
    way = Way(county).vetted().reviewed("mayor")
    stand_in(county, "mayor", "vice")
    way.do("vice", "sign")
    assert (way.document.signatory, way.document.acted_for) == ("周明远", True)
    entry = Entry.objects.get(matter=way.pk, type="issue_opinion")
    assert (entry.person_name, entry.behalf_name, entry.behalf) == ("林树声", "周明远", "stand_in")


def test_an_authority_signs_what_its_paper_covers(county: County) -> None:
    authority = authorise(county, "mayor", "vice")
    way = Way(county, important=True).vetted().reviewed("mayor")
    assert way.refused("vice", "sign").rule == "GW-13"
    Authority.objects.filter(pk=authority.pk).update(upward=True)
    way.do("vice", "sign")
    assert way.document.acted_for and way.document.signatory == "周明远"


def test_an_authority_for_other_kinds_signs_nothing_here(county: County) -> None:
    authority = authorise(county, "mayor", "vice")
    Authority.objects.filter(pk=authority.pk).update(kinds=["incoming"])
    way = Way(county).vetted().reviewed("mayor")
    assert way.refused("vice", "sign").code in {"not_your_turn", "not_allowed", "not_found"}


def test_a_circle_counts_as_agreement_and_an_opinion_needs_words(county: County) -> None:
    way = Way(county).vetted().reviewed()
    assert way.refused("director", "sign", manner="opinion").problems[0].field == "text"
    way.do("director", "sign", manner="circle")
    entry = Entry.objects.get(matter=way.pk, type="issue_opinion")
    assert (entry.text, entry.label) == ("", "圈阅签发")
    assert way.document.document_date == date(2026, 3, 2)


def test_what_was_signed_on_paper_bears_the_paper_s_day_and_waits_to_be_confirmed(county: County) -> None:
    way = Way(county).vetted().reviewed("mayor")
    scan = brought(county.posts["clerk"])
    signed_on = NOW - timedelta(days=3)
    who = county.posts["mayor"].person_id
    way.do("clerk", "sign", recorded_for=who, scan=scan, happened_at=signed_on, text="同意。")
    assert way.document.document_date == signed_on.date()
    assert not way.document.acted_for
    assert way.refused("clerk", "pass_recheck").rule == "CQ-02"
    entry = Entry.objects.get(matter=way.pk, type="issue_opinion")
    county.do("director", "flow.confirm_recorded", matter=way.pk, entry=entry.pk)
    way.do("clerk", "pass_recheck")


def test_what_a_meeting_passed_bears_the_day_of_the_meeting(county: County) -> None:
    way = Way(county, meeting="县政府常务会议", meeting_date=date(2026, 2, 26)).signed()
    assert way.document.document_date == date(2026, 2, 26)


def test_a_draft_that_changes_while_it_is_signed_is_refused(county: County) -> None:
    way = Way(county).vetted().reviewed()
    county.do("director", "flow.return", matter=way.pk, reason="再核一下")
    way.do("deputy", "save_draft", **{**TEXT, "body": BODY + "\n二、时间"}, draft=1)
    way.reviewed()
    refusal = way.refused("director", "sign", draft=1)
    assert refusal.code == "stale" and "第 2 稿" in refusal.message and "花脸" in refusal.remedy
    way.do("director", "sign", draft=2)


# 立项


def test_an_urgent_document_is_not_signed_once_the_days_for_its_plan_have_passed(county: County) -> None:
    way = Way(county, planned=False, urgency="特急", before_plan=True).vetted().reviewed()
    late = NOW + timedelta(days=7)
    refusal = way.refused("director", "sign", now=late)
    assert refusal.rule == "JW-01" and "补立项" in refusal.message
    way.do("director", "plan_later", now=late)
    way.do("director", "sign", now=late)


def test_within_the_days_it_goes_on_and_the_number_waits_no_longer(county: County) -> None:
    way = Way(county, planned=False, answers="云水〔2026〕3号", before_plan=True).signed()
    way.do("clerk", "pass_recheck")
    late = NOW + timedelta(days=7)
    assert way.refused("clerk", "number", code="云政办发", now=late).rule == "JW-01"


# 联署


@pytest.fixture
def joint(county: County) -> Way:
    """县政府办 with 县委办, signed by the first."""
    return Way(county, joint=[county.units["party"].pk]).signed()


def test_every_organ_of_a_joint_document_signs_the_same_text(joint: Way) -> None:
    assert joint.state == "joint_signing"
    tomorrow = NOW + timedelta(days=1)
    assert joint.refused("clerk", "close_joint").rule == "GW-06"
    assert joint.refused("director_party", "sign_jointly", manner="opinion").problems[0].field == "text"
    joint.do("director_party", "sign_jointly", now=tomorrow, manner="circle", draft=1)
    joint.do("clerk", "close_joint", now=tomorrow)
    assert (joint.state, joint.document.document_date) == ("to_recheck", date(2026, 3, 3))
    signatures = Entry.objects.filter(matter=joint.pk, type="issue_opinion").order_by("pk")
    assert [e.data["organ"] for e in signatures] == [joint.unit("office"), joint.unit("party")]
    assert {e.data["digest"] for e in signatures} == {joint.document.signed_digest}
    joint.do("clerk", "pass_recheck", now=tomorrow)
    joint.do("clerk", "number", code="云政办发", now=tomorrow)
    assert Matter.objects.get(pk=joint.pk).number == "云政办发〔2026〕1号"


def test_one_organ_that_does_not_sign_sends_it_back(joint: Way) -> None:
    joint.do("director_party", "refuse_jointly", reason="职责分工没有写清楚")
    assert joint.state == "to_review"
    assert (joint.document.signed, joint.document.document_date) == (None, None)
    assert not Task.objects.filter(matter=joint.pk, purpose="round", closed_at=None).exists()
    joint.reviewed().do("director", "sign")
    assert Task.objects.filter(matter=joint.pk, purpose="round", closed_at=None).count() == 1
    assert joint.refused("clerk", "close_joint").rule == "GW-06"


def test_a_round_that_was_taken_back_is_not_all_organs(joint: Way) -> None:
    task = Task.objects.get(matter=joint.pk, purpose="round")
    joint.county.do("clerk", "flow.recall_round", matter=joint.pk, round=task.round_id, reason="有误")
    refusal = joint.refused("clerk", "close_joint")
    assert refusal.rule == "GW-13" and "县委办公室" in refusal.message
    joint.do("clerk", "back_to_review", reason="重新送签")


# 编号


def test_the_year_of_the_number_is_that_of_numbering(county: County) -> None:
    way = Way(county).signed()
    way.do("clerk", "pass_recheck")
    way.do("clerk", "number", code="云政办发", now=NEXT_YEAR)
    assert way.document.number == "云政办发〔2027〕1号"
    assert way.document.document_date == date(2026, 3, 2)


def test_a_number_under_another_organ_s_code_is_refused(county: County) -> None:
    way = Way(county).signed()
    way.do("clerk", "pass_recheck")
    assert way.refused("clerk", "number", code="云水").problems[0].field == "code"


def test_nothing_has_a_number_before(county: County) -> None:
    way = Way(county).signed()
    assert way.refused("clerk", "number", code="云政办发").code == "not_your_turn"
    assert not Counter.objects.filter(series__startswith="outgoing/").exists()


def test_a_reserved_number_is_filled_in_and_one_that_is_not_reserved_is_refused(county: County) -> None:
    kept = county.do(
        "clerk", "documents.outgoing.reserve_numbers", code="云政办发", count=2, reason="纸质发文"
    )
    assert kept.result == {"first": 1, "last": 2}
    way = Way(county).signed()
    way.do("clerk", "pass_recheck")
    assert way.refused("clerk", "number", code="云政办发", reserved=9).rule == "GW-02"
    way.do("clerk", "number", code="云政办发", reserved=2)
    assert way.document.number == "云政办发〔2026〕2号"
    county.do(
        "clerk", "documents.outgoing.give_up_number", code="云政办发", number=1, year=2026, reason="没有用上"
    )
    assert list(
        Number.objects.filter(counter__series__startswith="outgoing/")
        .order_by("value")
        .values_list("value", "state")
    ) == [(1, "void"), (2, "used")]
    other = county.refused(
        "clerk_party", "documents.outgoing.reserve_numbers", code="云政办发", count=1, reason="纸质发文"
    )
    assert other.code == "not_allowed"


def test_a_series_begins_after_the_paper_s_last_number(county: County) -> None:
    county.do("clerk", "documents.outgoing.begin_numbers", code="云政办发", last=17, year=2026)
    assert Way(county).numbered().document.serial == 18
    again = county.refused("clerk", "documents.outgoing.begin_numbers", code="云政办发", last=3, year=2026)
    assert again.code == "rule"


def test_the_number_of_a_voided_document_stays_and_is_never_given_again(county: County) -> None:
    first = Way(county).numbered()
    county.do("clerk", "flow.void", matter=first.pk, reason="内容已过时")
    void = Number.objects.get(counter__series__startswith="outgoing/")
    assert (void.value, void.state, void.reason) == (1, "void", "内容已过时")
    assert Way(county).numbered().document.serial == 2


@pytest.mark.parametrize("name", ["sign", "sign_jointly", "sign_again"])
def test_nobody_signs_without_saying_which_text_he_read(county: County, name: str) -> None:
    way = Way(county).vetted().reviewed()
    refusal = county.refused("director", f"documents.outgoing.{name}", matter=way.pk)
    assert (refusal.code, [problem.field for problem in refusal.problems]) == ("invalid", ["draft"])
    assert way.state == "to_sign"
