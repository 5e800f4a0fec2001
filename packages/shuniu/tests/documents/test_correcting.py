"""After 签发 the text is the one that was signed, or its change was seen by who must see it (GW-14)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from kit import NOW, build_county, stand_in
from outgoing_scene import BODY, TEXT, Way

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import DraftVersion

pytestmark = pytest.mark.django_db

MEANT = BODY + "\n请早作部署。"
SLIP = MEANT.replace("部署", "布署")
"""A slip of the pen, as 校对 finds it."""
MORE = BODY + "\n二、时间安排\n4月10日前完成。"
SIGNED_OVER = (
    {"body": MORE},
    {"title": "云岭县人民政府办公室关于暂停汛前检查工作的通知"},
    {"addressees": "云岭县水利局、中共云岭县委办公室"},
    {"annexes": [{"title": "水库名单", "text": "白河水库"}]},
)


@pytest.fixture
def way() -> Way:
    county = build_county()
    made = Way(county)
    made.do("handler", "save_draft", **{**TEXT, "body": SLIP})
    made.do("handler", "hand_in")
    made.do("director", "vet")
    made.reviewed().do("director", "sign")
    return made


def corrected(way: Way, **changed: object) -> dict[str, object]:
    confirmer = way.post("handler2")
    found: dict[str, object] = way.do(
        "clerk",
        "correct_text",
        **{**TEXT, "body": SLIP, "reason": "校对发现", "confirmer": confirmer, **changed},
    ).result
    return found


def test_proofreading_is_confirmed_by_a_second_person(way: Way) -> None:
    assert corrected(way, body=MEANT)["nature"] == "proofreading"
    assert way.state == "to_confirm"
    way.do("handler2", "confirm_correction", draft=2)
    assert (way.state, way.document.signed) == ("to_recheck", 2)
    newest = DraftVersion.objects.get(matter=way.pk, number=2)
    assert (newest.digest, newest.origin) == (way.document.signed_digest, "correction")


@pytest.mark.parametrize("changed", SIGNED_OVER, ids=lambda c: next(iter(c)))
def test_what_the_signature_covers_goes_back_to_its_signer(way: Way, changed: dict[str, object]) -> None:
    assert corrected(way, **changed)["nature"] == "substantive"
    assert way.state == "to_resign"
    way.do("director", "sign_again", now=NOW + timedelta(days=2), draft=2)
    assert (way.state, way.document.signed) == ("to_recheck", 2)
    assert way.document.document_date == date(2026, 3, 4)


def test_a_person_may_only_be_stricter_than_the_text(way: Way) -> None:
    assert corrected(way, body=MEANT, nature="substantive")["nature"] == "substantive"
    assert way.state == "to_resign"
    assert (
        way.refused("clerk", "correct_text", **TEXT, reason="再改", nature="proofreading").code == "invalid"
    )


def test_who_corrects_does_not_confirm_not_even_for_another(way: Way) -> None:
    refusal = way.refused(
        "clerk", "correct_text", **{**TEXT, "body": MEANT}, reason="校对", confirmer=way.post("clerk")
    )
    assert refusal.problems[0].field == "confirmer"
    corrected(way, body=MEANT)
    stand_in(way.county, "handler2", "clerk")
    assert way.refused("clerk", "confirm_correction").rule == "GW-14"


def test_in_doubt_the_original_signer_decides(way: Way) -> None:
    corrected(way, body=MEANT)
    way.do("handler2", "doubt_correction", reason="拿不准是不是笔误")
    assert way.state == "to_resign"


def test_a_refused_change_leaves_the_signed_text(way: Way) -> None:
    signed = way.document.signed_digest
    corrected(way, body=MORE)
    way.do("director", "refuse_change", reason="时间不能这样定")
    newest = DraftVersion.objects.filter(matter=way.pk).order_by("-number")[0]
    assert (way.state, newest.number, newest.digest) == ("to_recheck", 3, signed)
    assert way.document.signed_digest == signed
    way.do("clerk", "pass_recheck")


def test_no_change_is_no_correction(way: Way) -> None:
    refusal = way.refused("clerk", "correct_text", **{**TEXT, "body": SLIP}, reason="没有改")
    assert refusal.rule == "GW-14"


def test_a_numbered_document_keeps_its_number_and_is_printed_anew(way: Way) -> None:
    way.do("clerk", "pass_recheck")
    way.do("clerk", "number", code="云政办发", copies=10)
    corrected(way, body=MEANT)
    way.do("handler2", "confirm_correction")
    assert way.state == "to_recheck"
    way.do("clerk", "pass_recheck")
    assert (way.state, Matter.objects.get(pk=way.pk).number) == ("to_print", "云政办发〔2026〕1号")


def test_a_text_slipped_in_stops_every_later_step(way: Way) -> None:
    """Nobody can write a version but through an action; were it possible, no step would go on."""
    way.do("clerk", "pass_recheck")
    version = DraftVersion.objects.get(matter=way.pk, number=1)
    DraftVersion.objects.create(
        matter_id=way.pk, number=2, content=version.content, digest="0" * 64, saved_at=NOW
    )
    document = way.document
    document.current = 2
    document.save(update_fields=["current"])
    assert way.refused("clerk", "number", code="云政办发").rule == "GW-14"


def test_nobody_saves_a_draft_after_signing(way: Way) -> None:
    for who in ("handler", "deputy", "clerk", "director"):
        assert way.refused(who, "save_draft", **TEXT).code == "not_your_turn"


def test_a_signer_who_left_is_not_replaced_by_another(way: Way) -> None:
    post = way.county.posts["director"]
    post.until = NOW.date() - timedelta(days=1)
    post.save()
    refusal = way.refused("clerk", "correct_text", **{**TEXT, "body": MORE}, reason="补充")
    assert refusal.rule == "GW-14" and "重新送签" in refusal.remedy
    way.do("clerk", "back_to_review", reason="签发人已经调离")
    assert (way.state, way.document.signed) == ("to_review", None)


def test_every_organ_signs_a_changed_joint_document_anew() -> None:
    county = build_county()
    way = Way(county, joint=[county.units["party"].pk]).signed()
    way.do("director_party", "sign_jointly")
    way.do("clerk", "close_joint")
    way.do("clerk", "correct_text", **{**TEXT, "body": MORE}, reason="补充一段")
    way.do("director", "sign_again")
    assert way.state == "joint_signing"
    assert way.refused("clerk", "close_joint").rule == "GW-06"
    way.do("director_party", "sign_jointly", draft=2)
    way.do("clerk", "close_joint")
    assert way.state == "to_recheck"
