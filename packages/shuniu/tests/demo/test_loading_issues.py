"""Outgoing documents played through the actions: where they stand, what came of them, and every record true."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from walking import invariants

from shuniu.demo.county import load_county
from shuniu.demo.issuing_year import PlannedIssue, plan_issues
from shuniu.demo.loading.issuing import issue
from shuniu.demo.loading.issuing_desks import prepare_offices
from shuniu.demo.loading.lean_year import keep_few, plan_rows
from shuniu.demo.loading.organisation import bring_county
from shuniu.demo.loading.stage import Stage
from shuniu.demo.office_clock import OfficeClock
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import (
    CountersignOpinion,
    Delivery,
    DraftVersion,
    IssuePlan,
    OutgoingDocument,
    QualityFinding,
    SealUse,
    SendingList,
)

NOW = datetime(2026, 11, 27, 8, 20, tzinfo=COUNTY)
TOWNSHIPS = 12
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _chosen() -> list[PlannedIssue]:
    """One of each state and incident that few units get: the first of its kind."""
    kinds: dict[tuple[str, str], PlannedIssue] = {}
    for one in plan_issues(NOW.date(), 1):
        reached = len(one.text.to) + len(one.text.cc)
        if not one.text.every and (reached < 3 or one.incident or one.state != "done"):
            kinds.setdefault((one.state, one.incident), one)
        if one.secret:
            kinds[one.state, "内部件"] = one
        if one.text.genre == "命令":
            kinds[one.state, "命令"] = one
    return list({one.key: one for one in kinds.values()}.values())


@pytest.fixture(scope="module")
def played(module_database: None) -> list[PlannedIssue]:
    county = load_county()
    bring_county(county, now=NOW)
    stage = Stage(county, OfficeClock(NOW.date()), 1)
    stage.now = stage.clock.moment(0).replace(tzinfo=COUNTY)
    chosen = _chosen()
    prepare_offices(stage, chosen)
    keep_few(stage, chosen)
    for one in chosen:
        stage.begin(issue(stage, one))
    stage.play()
    return chosen


def test_every_document_stands_where_it_was_planned(played: list[PlannedIssue]) -> None:
    assert len(played) >= 25
    found = Counter(Matter.objects.filter(kind="outgoing").values_list("state", flat=True))
    assert found == Counter(one.state for one in played)


def test_the_spine_keeps_its_promises(played: list[PlannedIssue]) -> None:
    invariants.check_standing(invariants.take_snapshot(), Matter.objects.values_list("pk", flat=True))


def test_nothing_happens_today_or_later_and_everything_in_order(played: list[PlannedIssue]) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    assert Entry.objects.filter(recorded_at__gte=midnight).count() == 0
    for matter in Matter.objects.all():
        times = list(Entry.objects.filter(matter=matter).order_by("pk").values_list("recorded_at", flat=True))
        assert times == sorted(times)


def test_what_is_numbered_was_signed_and_sealed_on_that_text(played: list[PlannedIssue]) -> None:
    numbered = OutgoingDocument.objects.exclude(serial=None)
    assert numbered.count() >= 10
    for document in numbered:
        newest = DraftVersion.objects.get(matter=document.matter_id, number=document.signed)
        assert newest.digest == document.signed_digest and document.document_date is not None
    used = SealUse.objects.filter(state=SealUse.State.USED)
    assert used.exists() and not used.filter(approved_by=None).exists()
    assert not any(use.used_by_id == use.supervisor_id for use in used)


def test_the_order_is_numbered_through(played: list[PlannedIssue]) -> None:
    order = OutgoingDocument.objects.get(genre="命令")
    assert (order.number, order.signatory_office) == ("云岭县人民政府令第1号", "县长")
    assert order.matter.state == "done"


def test_disagreements_returns_and_replacements_are_on_record(played: list[PlannedIssue]) -> None:
    objecting = CountersignOpinion.objects.filter(result="opinion")
    assert objecting.exists() and all(one.passage and one.text for one in objecting)
    assert QualityFinding.objects.filter(source="return").count() >= 2
    effects = set(OutgoingDocument.objects.values_list("effect", flat=True))
    assert effects >= {"in_force", "revoked", "abolished"}
    states = set(Delivery.objects.values_list("state", flat=True))
    assert states >= {"sent", "recalled", "replaced"}
    acts = set(Entry.objects.values_list("action", flat=True))
    said = "refuse_plan decline send_back correct_text confirm_correction sign_again begin_replacement recall"
    assert {f"documents.outgoing.{name}" for name in said.split()} <= acts


def test_receipts_stand_in_all_stages(played: list[PlannedIssue]) -> None:
    general = next(one for one in played if one.incident == "普发")
    children = Matter.objects.filter(
        delivered_as__matter__title__contains=general.text.title[:8], delivered_as__isnull=False
    )
    assert len(set(children.values_list("state", flat=True))) >= 2
    assert children.count() >= TOWNSHIPS


def test_both_offices_have_a_yearly_plan_in_every_state(played: list[PlannedIssue]) -> None:
    for office in ("xwb", "zfb"):
        rows = IssuePlan.objects.filter(office__code=office, year=NOW.year)
        assert set(rows.values_list("state", flat=True)) == set(IssuePlan.State), office
        assert set(rows.values_list("origin", flat=True)) >= {
            IssuePlan.Origin.YEARLY,
            IssuePlan.Origin.CARRIED,
        }
        numbers = sorted(rows.exclude(serial=None).values_list("serial", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_what_was_planned_for_the_year_was_issued_on_its_row(played: list[PlannedIssue]) -> None:
    clock = OfficeClock(NOW.date())
    rows = [one.title for office in ("xwb", "zfb") for one in plan_rows(clock, played, office)]
    issued = OutgoingDocument.objects.filter(plan__origin=IssuePlan.Origin.YEARLY, released_at__isnull=False)
    assert rows and sorted(issued.values_list("plan__subject", flat=True)) == sorted(rows)


def test_each_office_keeps_a_named_list(played: list[PlannedIssue]) -> None:
    kept = SendingList.objects.filter(active=True)
    assert sorted(kept.values_list("office__code", flat=True)) == ["xwb", "zfb"]
    assert all(one.members.count() >= 8 for one in kept)


def test_one_that_waits_to_be_signed_is_a_work_secret_and_nameless_in_the_plan(
    played: list[PlannedIssue],
) -> None:
    secret = OutgoingDocument.objects.select_related("matter", "plan").get(matter__level="work_secret")
    (planned,) = (one for one in played if one.secret)
    assert secret.matter.state == planned.state and secret.matter.closed_at is None
    assert secret.plan is not None and planned.text.title not in secret.plan.subject
