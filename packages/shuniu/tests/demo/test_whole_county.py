"""The whole demo county, loaded as `shuniu demo` loads it: what is on the desks, in time, and the same twice."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from walking import invariants

from shuniu.demo.calendar_of_year import plan
from shuniu.demo.loading.playing import SEED, load
from shuniu.kernel.flow.models import Entry, Extension, Matter, Reader, Task, Wait
from shuniu.kernel.people.actor import COUNTY, Behalf, actor_in
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import serving
from shuniu.kernel.platform.notices.queries import unread_count
from shuniu.kernel.records.verifying import verify
from shuniu.modules.documents.models import CeilingExplanation, IssuePlan, PaperCopy, QualityFinding
from shuniu.modules.documents.outgoing.ceilings import room_of

ROOT = Path(__file__).parents[4]
NOW = datetime(2026, 11, 27, 8, 20, tzinfo=COUNTY)
MOST_UNREAD = 12
pytestmark = [pytest.mark.django_db, pytest.mark.soak]


@pytest.fixture(scope="module")
def county(module_database: None) -> None:
    """The whole year, nothing of it refused."""
    load(now=NOW)


def test_the_spine_keeps_its_promises(county: None) -> None:
    invariants.check_standing(invariants.take_snapshot(), Matter.objects.values_list("pk", flat=True))
    found = verify()
    assert found.sound, found.problems


def test_a_few_matters_are_overdue_and_a_few_due_today_and_tomorrow(county: None) -> None:
    due = list(Matter.objects.filter(closed_at=None).values_list("due_at", flat=True))
    days = Counter((at.astimezone(COUNTY).date() - NOW.date()).days for at in due if at is not None)
    overdue = sum(count for day, count in days.items() if day < 0)
    assert len(due) >= 100
    assert overdue >= 5 and overdue / len(due) <= 0.09, f"{overdue} of {len(due)}"
    assert 2 <= days[0] <= 16 and 2 <= days[1] <= 20


def test_hardly_a_step_waits_longer_than_its_limit(county: None) -> None:
    steps = Task.objects.filter(closed_at=None, purpose=Task.Purpose.STATE, matter__due_at__gte=NOW)
    late = steps.filter(due_at__lt=NOW)
    assert late.count() <= 0.05 * steps.count(), list(late.values_list("state", "matter__title", "due_at"))


def test_nobody_has_more_than_a_dozen_unread_notices(county: None) -> None:
    unread = {
        f"{post.person.name}/{post.unit.short_name}": unread_count(actor_in(post, now=NOW))
        for post in serving(NOW).select_related("person__account", "unit")
    }
    assert {name: count for name, count in unread.items() if count > MOST_UNREAD} == {}
    assert sum(count > 0 for count in unread.values()) >= len(unread) / 4


def test_what_is_new_stands_out_among_what_was_opened(county: None) -> None:
    tasks = Task.objects.filter(closed_at=None)
    unopened = tasks.filter(seen_at=None).count() / tasks.count()
    assert 0.1 <= unopened <= 0.6, unopened


def test_every_kind_of_thing_that_happens_in_an_office_has_happened(county: None) -> None:
    outcomes = Counter(Matter.objects.values_list("outcome", flat=True))
    assert outcomes["void"] >= 2 and outcomes["merged"] >= 1 and outcomes["rejected"] >= 5
    assert Matter.objects.filter(outcome="void").exclude(number="").count() >= 2
    acts = set(Entry.objects.values_list("action", flat=True))
    moves = "withdraw correct reopen reassign merge void return remind confirm_recorded read ask_extension"
    assert {f"flow.{move}" for move in moves.split()} <= acts
    assert {"documents.incoming.ask_superior", "documents.incoming.reject"} <= acts
    assert Wait.objects.filter(closed_at=None, until__gte=NOW.date()).count() >= 2
    answers = set(Extension.objects.values_list("state", flat=True))
    assert {Extension.State.ASKED, Extension.State.GRANTED, Extension.State.DENIED} <= answers
    capacities = set(Entry.objects.values_list("behalf", flat=True))
    assert {Behalf.STAND_IN, Behalf.RECORDED} <= capacities
    assert Task.objects.filter(purpose=Task.Purpose.CONFIRM, closed_at=None).count() >= 2


def test_the_kinds_of_paper_are_there_too(county: None) -> None:
    still_open = Matter.objects.filter(closed_at=None)
    secret = still_open.filter(level="work_secret", kind="incoming").first()
    assert secret is not None and Reader.objects.filter(matter=secret).count() >= 3
    assert still_open.filter(urgency=2).exists()
    offices = set(PaperCopy.objects.values_list("matter__unit__code", flat=True))
    assert offices == {"xwb", "zfb"}
    out = PaperCopy.objects.filter(returned_at=None, matter__closed_at=None, holder_unit__kind="leadership")
    assert out.exists()


def test_every_planned_document_stands_where_it_was_planned(county: None) -> None:
    planned = Counter((d.receiver, d.closed_at is None) for d in plan(NOW.date(), SEED))
    found = Counter(
        (code, closed is None)
        for code, closed in Matter.objects.filter(
            parent=None, delivered_as=None, incoming__form__in=("document", "telegram")
        ).values_list("unit__code", "closed_at")
    )
    assert found == planned


def test_the_boards_of_issuing_have_something_to_show(county: None) -> None:
    room = room_of(Unit.objects.get(code="zfb").pk, NOW.year, on=NOW.date())
    explanation = CeilingExplanation.objects.get()
    assert explanation.office.code == "zfb" and explanation.extra == room.extra
    assert room.last_year is not None and room.left and room.issued >= 0.8 * room.last_year
    rows = IssuePlan.objects.filter(office__code="zfb", year=NOW.year, origin=IssuePlan.Origin.YEARLY)
    assert rows.filter(month__isnull=False, state="approved").count() >= 6
    found = QualityFinding.objects.filter(source=QualityFinding.Source.REVIEW)
    assert found.count() >= 15 and len(set(found.values_list("kind", flat=True))) >= 4


SAME = (
    "SELECT m.number, m.title, u.code, m.state, m.outcome, m.due_at, m.opened_at, m.closed_at, m.version"
    " FROM flow_matter m JOIN people_unit u ON u.id = m.unit_id ORDER BY m.id",
    "SELECT label, type, text, person_name, happened_at, recorded_at FROM flow_entry ORDER BY id",
    "SELECT verb, duty, purpose, opened_at, due_at, closed_at FROM flow_task ORDER BY id",
    "SELECT name, sha256 FROM files_stored_file ORDER BY id",
    "SELECT text, at FROM platform_notice ORDER BY id",
    "SELECT count(*) FROM platform_notice_read",
)


def test_the_same_day_gives_the_same_county(county: None, tmp_path: Path) -> None:
    fonts = settings.SHUNIU_HOME / "fonts-free"
    (tmp_path / "fonts-free").symlink_to(fonts.resolve(), target_is_directory=True)
    environment = {**os.environ, "SHUNIU_HOME": str(tmp_path), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "shuniu.settings"
    words = [sys.executable, "-m", "tests.journeys.some_of_the_demo", "1", NOW.isoformat()]
    subprocess.run(words, cwd=ROOT, env=environment, check=True)
    (database,) = tmp_path.glob("*.sqlite3")
    other = sqlite3.connect(database)
    for sql in SAME:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            here = [tuple(map(str, row)) for row in cursor.fetchall()]
        there = [tuple(map(str, row)) for row in other.execute(sql)]
        assert len(here) == len(there)
        assert [pair for pair in zip(here, there, strict=True) if pair[0] != pair[1]][:3] == []
    other.close()


def test_the_demo_is_of_its_day(county: None) -> None:
    newest = Entry.objects.latest("recorded_at").recorded_at
    assert NOW - timedelta(days=4) < newest < NOW.replace(hour=0)
