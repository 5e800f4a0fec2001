"""Counting what is issued, and the ceiling of the year, through the actions (JW-02, JW-04)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kit import NOW, County, build_county
from test_outgoing_way import ALL_FIVE, TEXT, opened, printed, signed

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import CeilingExplanation, IssueTally, OutgoingDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def last_year(county: County, count: int, *, form: str = "formal", unit: str | None = None) -> IssueTally:
    """What the paper register of 2025 says."""
    return IssueTally.objects.create(
        office=county.units["office"],
        unit=county.units[unit] if unit else None,
        year=2025,
        month=0,
        form=form,
        issued=count,
        against=count if form == "formal" else 0,
        source="2025年纸质发文登记簿",
    )


def number(county: County, pk: int) -> None:
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk)
    county.do("clerk", "documents.outgoing.number", matter=pk, code="云政办发", copies=10)


def tally() -> IssueTally:
    return IssueTally.objects.get(source="")


def test_a_document_counts_once_when_it_is_numbered(county: County) -> None:
    pk = signed(county)
    row = tally()
    assert (row.submitted, row.issued) == (1, 0)
    number(county, pk)
    row.refresh_from_db()
    assert (row.unit, row.office) == (county.units["office"], county.units["office"])
    assert (row.year, row.month, row.form, row.genre) == (2026, 3, "formal", "通知")
    assert (row.issued, row.against, row.planned, row.measured, row.over_long) == (1, 1, 0, 1, 0)
    document = OutgoingDocument.objects.get(pk=pk)
    assert row.words == document.words > 20 and document.counted_on == NOW.date()


def test_the_later_steps_count_nothing_more(county: County) -> None:
    pk = printed(county)
    county.do("director", "documents.outgoing.approve_seal", matter=pk)
    watcher = county.posts["handler"].pk
    county.do("clerk", "documents.outgoing.set_seal", matter=pk, copies=10, supervisor=watcher)
    water = [county.units["water"].pk]
    county.do("clerk", "documents.outgoing.release", matter=pk, checked=True, units=water)
    assert (tally().issued, tally().submitted) == (1, 1)


def test_what_became_void_before_it_went_out_counts_no_more(county: County) -> None:
    pk = printed_until_number(county)
    county.do("clerk", "flow.void", matter=pk, reason="不发了")
    row, document = tally(), OutgoingDocument.objects.get(pk=pk)
    assert (row.issued, row.against, row.words, row.submitted) == (0, 0, 0, 1)
    assert document.counted_on is None and document.number == "云政办发〔2026〕1号"


def printed_until_number(county: County) -> int:
    pk = signed(county)
    number(county, pk)
    return pk


@pytest.mark.both_databases
def test_the_ceiling_is_reached_refused_explained_and_passed(county: County) -> None:
    last_year(county, 1)
    printed_until_number(county)
    pk = to_sign(county)
    refusal = county.refused("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
    assert refusal.rule == "JW-02" and "今年已发 1 件" in refusal.message and "书面说明" in refusal.remedy
    assert Matter.objects.get(pk=pk).state == "to_sign"
    assert OutgoingDocument.objects.get(pk=pk).signed_digest == "", "nothing of a refused step is kept"
    CeilingExplanation.objects.create(
        office=county.units["office"],
        year=2026,
        extra=1,
        last_year=1,
        text="防汛任务增加",
        sent_to="市委办公室",
        sent_on=NOW,
        at=NOW,
    )
    county.do("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
    again = to_sign(county)
    refusal = county.refused("director", "documents.outgoing.sign", matter=again, manner="agree", draft=1)
    assert "已签发待编号 1 件" in refusal.message and "书面说明增加的 1 件" in refusal.message


def to_sign(county: County, who: str = "handler", **data: object) -> int:
    pk = opened(county, who, **data)
    county.do(who, "documents.outgoing.save_draft", matter=pk, **TEXT)
    county.do(who, "documents.outgoing.hand_in", matter=pk)
    if Matter.objects.get(pk=pk).state == "to_vet":
        head = "water_head" if who.startswith("water") else "director"
        county.do(head, "documents.outgoing.vet", matter=pk)
    signer = county.posts["director"].pk
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, signer=signer, **ALL_FIVE)
    return pk


def test_without_last_years_count_nothing_is_refused(county: County) -> None:
    signed(county)
    signed(county)


@pytest.mark.parametrize(
    ("form", "title", "against"),
    [
        ("memo", "关于做好汛前检查工作的函", False),
        ("memo", "关于做好汛前检查工作的通知", True),
        ("white", "关于做好汛前检查工作的通知", True),
        ("briefing", "防汛工作简报第1期", False),
    ],
)
def test_a_memo_is_no_way_round_the_ceiling(county: County, form: str, title: str, against: bool) -> None:
    last_year(county, 0)
    pk = opened(county, form=form)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **{**TEXT, "title": title})
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    signer = county.posts["director"].pk
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, signer=signer, **ALL_FIVE)
    if against:
        refusal = county.refused("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
        assert refusal.rule == "JW-02"
        return
    county.do("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
    number(county, pk)
    assert (tally().form, tally().issued, tally().against) == (form, 1, 0)


def test_a_long_text_gives_its_reason_before_it_is_handed_in(county: County) -> None:
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **{**TEXT, "body": "抓好落实" * 1001})
    refusal = county.refused("handler", "documents.outgoing.hand_in", matter=pk)
    assert refusal.rule == "JW-03" and "正文 4004 字" in refusal.message
    county.do("handler", "documents.outgoing.hand_in", matter=pk, length_reason="附有分行业的检查要点")
    assert OutgoingDocument.objects.get(pk=pk).length_reason == "附有分行业的检查要点"


def test_a_downward_document_is_assessed_at_review(county: County) -> None:
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    answers = {**ALL_FIVE, "relief": False, "signer": county.posts["director"].pk}
    refusal = county.refused("deputy", "documents.outgoing.pass_review", matter=pk, **answers)
    assert refusal.rule == "JW-05" and [p.field for p in refusal.problems] == ["relief"]
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, **{**answers, "relief": True})
    document = OutgoingDocument.objects.get(pk=pk)
    assert (document.relief_assessed, document.legality_reviewed) == (True, True)


def test_what_was_drafted_first_needs_its_plan_within_days(county: County) -> None:
    office = county.units["office"].pk
    pk = county.do(
        "handler",
        "documents.outgoing.open",
        title="关于紧急转移群众的通知",
        issuer=office,
        urgency="特急",
        before_plan=True,
    ).result["matter"]
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    later = NOW + timedelta(days=9)
    refusal = county.refused("handler", "documents.outgoing.hand_in", matter=pk, now=later)
    assert refusal.rule == "JW-01" and "期限" in refusal.message
    county.do("director", "documents.outgoing.plan_later", matter=pk, now=later)
    county.do("handler", "documents.outgoing.hand_in", matter=pk, now=later)


def test_burdens_on_the_grassroots_are_counted(county: County) -> None:
    body = TEXT["body"] + "\n请各乡镇于3月20日前报送贯彻落实情况。各乡镇要制定实施细则。"
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **{**TEXT, "body": body})
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    signer = county.posts["director"].pk
    county.do("deputy", "documents.outgoing.pass_review", matter=pk, signer=signer, **ALL_FIVE)
    county.do("director", "documents.outgoing.sign", matter=pk, manner="agree", draft=1)
    number(county, pk)
    assert OutgoingDocument.objects.get(pk=pk).burdens >= 2 and tally().burdened == 1
