"""The whole loading: people, files, then the year in one transaction, so that a broken-off loading leaves no half."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from django.conf import settings
from django.db import connection, transaction

from shuniu.demo.calendar_of_year import PlannedDocument, plan
from shuniu.demo.county import OFFICES, load_county
from shuniu.demo.issuing_year import PlannedIssue, plan_issues
from shuniu.demo.loading.calls import take_call
from shuniu.demo.loading.confidential import incidents, keep_room, reviews
from shuniu.demo.loading.courses import Office
from shuniu.demo.loading.issuing import issue
from shuniu.demo.loading.issuing_desks import prepare_offices
from shuniu.demo.loading.lean_year import keep_few
from shuniu.demo.loading.organisation import JOB, bring_county
from shuniu.demo.loading.originals import Press
from shuniu.demo.loading.shelf import Shelf, is_internal, issue_of
from shuniu.demo.loading.stage import Course, Stage
from shuniu.demo.office_clock import MINUTES_A_DAY, OfficeClock
from shuniu.demo.opinions import load_calls
from shuniu.kernel.base import parameters
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.models import Task
from shuniu.kernel.flow.reading import mark_seen
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, actor_in, system_actor
from shuniu.kernel.people.models import Post
from shuniu.kernel.platform.notices.queries import WINDOW, mark_read, page
from shuniu.kernel.platform.papers import find_fonts
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.sealing import seal_all
from shuniu.kernel.records.writing import record

LOADED = "demo.loaded"
SEED = 1
READ_UNTIL_DAYS = 2
UNREAD = (2, 9)
NOT_OPENED_YET = 100
OPENED_SHARE = 0.85
LEADERS_PAGE = "incoming.leader_phone"

Report = Callable[[str, float], object]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: documents and actions, and what of the plan the product refused."""

    documents: int
    acts: int
    given_up: tuple[str, ...] = ()


def is_loaded() -> bool:
    """Whether the year was played to its end in this database."""
    return Record.objects.filter(action=LOADED).exists()


def load(
    *,
    now: datetime,
    seed: int = SEED,
    every: int = 1,
    open_only: bool = False,
    strict: bool = True,
    report: Report = lambda words, share: None,
) -> Loaded:
    """Load the demo county as of *now*; *every* third document only with 3, with *open_only* what is still open.

    *report* is told what is being done, and which share (0 to 1) of it is done. With *strict* it raises `Stuck`
    when the product refuses what the plan wants, and then the year is not there; else it goes on without.
    """
    county, today = load_county(), now.astimezone(COUNTY).date()
    with _fast_commits():
        report("单位、人员、职责", 0.0)
        bring_county(county, now=now)
        _turn_on(now)
        clock = OfficeClock(today)
        year = _some(plan(today, seed), every, open_only=open_only)
        issues = [
            planned
            for planned in plan_issues(today, seed)
            if not open_only or planned.state not in ("done", "declined", "void")
        ][::every]
        stage = Stage(county, clock, seed, strict=strict)
        stage.expect(year)
        shelf = Shelf(stage, Press(find_fonts(settings.SHUNIU_HOME)), year)
        shelf.fill(lambda done, total: report("文件原件", done / total))
        with transaction.atomic():
            _play(stage, shelf, year, issues, every, report)
            content = {"documents": len(year) + len(issues), "acts": stage.acts, "seed": seed}
            record(LOADED, actor=system_actor(JOB), now=now, content=content)
        report("封存操作记录", 0.0)
        seal_all(now=now)
    return Loaded(len(year) + len(issues), stage.acts, tuple(stage.given_up))


def _turn_on(now: datetime) -> None:
    """What a county turns on in writing, so that a visitor can try it: the leader's page for tablet and telephone."""
    data = {
        "key": LEADERS_PAGE,
        "value": True,
        "valid_from": now.astimezone(COUNTY).date(),
        "reason": "演示县试用领导手机、平板批阅页面",
    }
    if parameters.value(LEADERS_PAGE, on=now.astimezone(COUNTY).date()) is not True:
        outcome = run("platform.set_parameter", actor=system_actor(JOB), data=data, now=now)
        assert not isinstance(outcome, Refusal), outcome


def _some(year: list[PlannedDocument], every: int, *, open_only: bool) -> list[PlannedDocument]:
    """A part of the year in whole issues: one in *every*, of those that are still open somewhere."""
    issues = {issue_of(document) for document in year if document.closed_at is None or not open_only}
    chosen = set(sorted(issues)[::every])
    return [document for document in year if issue_of(document) in chosen]


def _play(
    stage: Stage,
    shelf: Shelf,
    year: list[PlannedDocument],
    issues: list[PlannedIssue],
    every: int,
    report: Report,
) -> None:
    first, last = stage.clock.moment(0), stage.clock.moment(stage.clock.end - 1)
    stage.now = first.replace(tzinfo=COUNTY)
    office = Office(stage, shelf)
    for document in year:
        if not is_internal(stage, document):
            stage.begin(office.take_in(document))
    sent = sorted((d for d in year if is_internal(stage, d)), key=issue_of)
    for _, documents in groupby(sent, key=issue_of):
        stage.begin(office.deliver(list(documents)))
    for call in load_calls()[::every]:
        stage.begin(take_call(stage, call))
    prepare_offices(stage, issues)
    keep_few(stage, issues)
    for planned in issues:
        stage.begin(issue(stage, planned))
    for unit in OFFICES:
        stage.begin(keep_room(stage, unit))
    stage.begin(incidents(stage))
    stage.begin(reviews(stage))
    stage.begin(_open_papers(stage))
    stage.begin(_read_notices(stage))
    whole = (last - first).total_seconds()
    stage.play(
        lambda at: report("一年的公文", min(1.0, (at.replace(tzinfo=None) - first).total_seconds() / whole))
    )


def _read_notices(stage: Stage) -> Course:
    """Everybody has read what was told until two working days ago, also for whom he stands in today; and of what
    was told since then all but the newest few."""
    last = stage.clock.moment(stage.clock.end - 1)
    yield stage.clock.moment(stage.clock.end - 1 - READ_UNTIL_DAYS * MINUTES_A_DAY)
    for post in _posts(stage):
        mark_read(actor_in(post, now=last.replace(tzinfo=COUNTY)), None, now=stage.now)
    # Calls come on rest days too, so this is the evening before, not that of the last working day.
    yield datetime.combine(stage.clock.today - timedelta(days=1), time(23, 59))
    for post in _posts(stage):
        actor = actor_in(post, now=stage.now)
        left = stage.chance(f"notices/{post.pk}").randint(*UNREAD)
        unread = page(actor, size=WINDOW, unread=True).lines
        mark_read(actor, [line.id for line in unread[left:]], now=stage.now)


def _open_papers(stage: Stage) -> Course:
    """Most of what lay on the desks late on the last day was opened; what came after, and the rest, shows as new."""
    yield stage.clock.moment(stage.clock.end - NOT_OPENED_YET)
    unopened = Task.objects.filter(closed_at=None, seen_at=None).order_by("pk")
    opened = [
        t for place, t in enumerate(unopened) if stage.chance(f"opened/{place}").random() < OPENED_SHARE
    ]
    for post in _posts(stage):
        mark_seen(actor_in(post, now=stage.now), opened, now=stage.now)


def _posts(stage: Stage) -> list[Post]:
    return [post for _, post in sorted(stage.posts.items())]


@contextmanager
def _fast_commits() -> Iterator[None]:
    """Nothing is acknowledged to anybody while the demo is made, so SQLite need not wait for the disk."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
