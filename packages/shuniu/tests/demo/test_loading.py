"""The year played through the actions: states, counts, invariants, dates, and the same county twice."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import pytest
from walking import invariants

from shuniu.demo.calendar_of_year import plan
from shuniu.demo.loading.playing import SEED, is_loaded, load
from shuniu.kernel.flow.models import Entry, EntryFile, Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.records.verifying import verify
from shuniu.modules.documents.models import IncomingDocument

NOW = datetime(2026, 11, 27, 8, 20, tzinfo=COUNTY)
SOME = 24
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def loaded(module_database: None) -> None:
    """A twenty-fourth of the year."""
    assert not is_loaded()
    load(now=NOW, every=SOME)


def test_it_says_that_it_is_whole(loaded: None) -> None:
    assert is_loaded()


def test_every_planned_document_is_there_in_its_state(loaded: None) -> None:
    papers = IncomingDocument.objects.filter(
        matter__parent=None, matter__delivered_as=None, form__in=("document", "telegram")
    )
    registered = Counter(papers.values_list("document_number", "unit__code"))
    planned = {(d.number, d.receiver): d for d in plan(NOW.date(), SEED)}
    assert set(registered) <= set(planned)
    assert set(registered.values()) == {1}
    for line in papers.select_related("matter", "unit"):
        document = planned[line.document_number, line.unit.code]
        assert STATES[document.state] == line.matter.state, document.key
        assert (line.matter.closed_at is not None) == (document.closed_at is not None)


STATES = {
    "待签收": "to_sign", "待登记": "to_register", "待初审": "to_check", "待拟办": "to_propose",
    "待批示": "to_instruct", "待交办": "to_assign", "传阅中": "circulating", "承办中": "in_hand",
    "待答复": "to_answer", "已逾期": "in_hand", "已退文": "rejected", "已办结": "done",
    "待复": "awaiting", "重办中": "in_hand", "已作废": "void",
}  # fmt: skip


def test_the_spine_keeps_its_promises(loaded: None) -> None:
    invariants.check_standing(invariants.take_snapshot(), Matter.objects.values_list("pk", flat=True))


def test_the_records_verify_and_are_sealed(loaded: None) -> None:
    found = verify()
    assert found.sound, found.problems
    assert found.tail == 0


def test_nothing_happens_today_or_later_and_everything_in_order(loaded: None) -> None:
    midnight = NOW.replace(hour=0, minute=0)
    for entry in Entry.objects.all():
        assert entry.happened_at <= entry.recorded_at < midnight
    for matter in Matter.objects.all():
        times = list(Entry.objects.filter(matter=matter).order_by("pk").values_list("recorded_at", flat=True))
        assert times == sorted(times)
    assert Entry.objects.earliest("recorded_at").recorded_at > midnight - timedelta(days=367)


def test_registered_papers_have_their_original(loaded: None) -> None:
    with_paper = set(EntryFile.objects.filter(role="original").values_list("matter_id", flat=True))
    spoken = set(
        IncomingDocument.objects.filter(form__in=("call", "oral")).values_list("matter_id", flat=True)
    )
    own_words = Matter.objects.filter(pk__in=spoken) | Matter.objects.filter(parent__in=spoken)
    # Of an incident no paper is ever put here (BM-04).
    received = Matter.objects.exclude(kind__in=("outgoing", "incident")).values_list("pk", flat=True)
    assert with_paper == set(received) - {m.pk for m in own_words}
