"""How many queries each screen takes: bounded, and the same with 20 matters and with 200.

Every address of the product stands here, either as a screen with its bound or among the others, with the reason.
A new address without a line fails the test; so does a list or a place of the navigation that no line visits.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from bench import loading
from bench.county import County
from bench.county import build as build_measured_county
from bench.walks import ways
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from shuniu.desk.manual import chapters
from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.flow.models import Matter, Visible
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import actor_in
from shuniu.kernel.people.models import Account, Duty, IssuerCode, Post
from shuniu.kernel.platform.jobs.queue import start
from shuniu.kernel.platform.menu import PLACES
from shuniu.kernel.platform.screens.choosers import CHOOSERS
from shuniu.kernel.platform.screens.listing import VIEWS
from shuniu.kernel.platform.search.indexing import index_pending, mark_dirty
from shuniu.modules.documents.incoming import book_sheet
from shuniu.modules.documents.models import PaperCopy

SMALL, LARGE = 20, 200
ADMINISTRATORS = ("system", "security", "audit")
BOARD_LIST = "/outgoing/board/documents/?month=3&form=formal&what=over_long"


@dataclass(frozen=True)
class World:
    """The county, and what some addresses need: matters in several states, a sheet of paper."""

    county: County
    in_hand: int
    reading: int
    done: int
    with_leader: int
    secret: int
    sheet: str
    job: int
    draft: int
    plan: int

    def post(self, who: str) -> Post:
        return self.county.people[who]


@dataclass(frozen=True)
class Screen:
    """A screen: at most how many queries each of its addresses takes, and who looks.

    In `windows`: it reads on until its page is full, a bounded number of times; with few matters once more.
    """

    bound: int
    addresses: Callable[[World], tuple[str, ...]]
    who: str = "收文员"
    windows: bool = False


def at(*addresses: str) -> Callable[[World], tuple[str, ...]]:
    return lambda world: addresses


def views_of(address: str) -> Callable[[World], tuple[str, ...]]:
    """Every view of a kind's lists: a new view is measured as soon as it is registered."""
    return lambda world: (*(f"{address}?view={v.key}" for v in VIEWS), f"{address}?view=all&title=防汛")


SCREENS: dict[str, Screen] = {
    "": Screen(17, at("/", "/?tab=doing", "/?tab=done")),
    "matters/<pk>/": Screen(
        22, lambda w: tuple(f"/matters/{pk}/" for pk in (w.in_hand, w.reading, w.done, w.with_leader))
    ),
    "matters/<pk>/procedure/": Screen(16, lambda w: (f"/matters/{w.in_hand}/procedure/",)),
    "matters/<pk>/readings/": Screen(16, lambda w: (f"/matters/{w.secret}/readings/",), who="收文员"),
    "readings/": Screen(14, at("/readings/"), who="收文员"),
    "search/": Screen(13, at("/search/?q=防汛", "/search/"), windows=True),
    "notices/": Screen(14, at("/notices/")),
    "help/": Screen(10, at("/help/")),
    "help/whole/": Screen(10, at("/help/whole/")),
    "help/<key>/": Screen(10, lambda w: tuple(f"/help/{c.key}/" for c in chapters())),
    "people/": Screen(14, at("/people/"), who="办公室主任"),
    "people/away/": Screen(10, at("/people/away/"), who="办公室主任"),
    "calendar/": Screen(12, at("/calendar/")),
    "parameters/": Screen(11, at("/parameters/")),
    "parameters/<key>/": Screen(11, at("/parameters/flow.yellow_days/")),
    "rules/": Screen(10, at("/rules/")),
    "seals/": Screen(17, views_of("/seals/"), who="办公室主任"),
    "seals/new/": Screen(13, at("/seals/new/"), who="办公室主任"),
    "seals/book/": Screen(
        14, at("/seals/book/", "/seals/book/?state=missing", "/seals/book/?paper=通知"), who="办公室主任"
    ),
    "seals/kept/": Screen(12, at("/seals/kept/", "/seals/kept/?view=moves"), who="办公室主任"),
    "seals/kept/add/": Screen(12, at("/seals/kept/add/"), who="办公室主任"),
    "seals/kept/hand-over/": Screen(12, at("/seals/kept/hand-over/"), who="办公室主任"),
    "seals/kept/stop/": Screen(12, at("/seals/kept/stop/"), who="办公室主任"),
    "confidential/incidents/": Screen(17, views_of("/confidential/incidents/")),
    "confidential/incidents/new/": Screen(12, at("/confidential/incidents/new/")),
    "confidential/reviews/": Screen(17, views_of("/confidential/reviews/")),
    "confidential/reviews/new/": Screen(13, at("/confidential/reviews/new/")),
    "confidential/room/": Screen(
        14, at("/confidential/room/", "/confidential/room/?state=here&source=party&keeper=王")
    ),
    "confidential/room/new/": Screen(12, at("/confidential/room/new/")),
    "confidential/room/hand-over/": Screen(12, at("/confidential/room/hand-over/")),
    "confidential/room/give-back/": Screen(12, at("/confidential/room/give-back/")),
    "incoming/": Screen(17, views_of("/incoming/")),
    "incoming/new/": Screen(10, at("/incoming/new/")),
    "incoming/register/": Screen(10, at("/incoming/register/")),
    "incoming/telegram/": Screen(10, at("/incoming/telegram/")),
    "incoming/scan/": Screen(10, at("/incoming/scan/")),
    "incoming/call/": Screen(10, at("/incoming/call/")),
    "incoming/sources/": Screen(
        15, at("/incoming/sources/", "/incoming/sources/?for=call", "/incoming/sources/?for=person")
    ),
    "incoming/sent/": Screen(13, at("/incoming/sent/")),
    "incoming/deliver/": Screen(10, at("/incoming/deliver/")),
    "incoming/book/": Screen(13, at("/incoming/book/")),
    "incoming/book/reserve/": Screen(10, at("/incoming/book/reserve/")),
    "incoming/book/begin/": Screen(10, at("/incoming/book/begin/")),
    "incoming/book/fill-in/": Screen(10, at("/incoming/book/fill-in/?number=7")),
    "incoming/book/give-up/": Screen(10, at("/incoming/book/give-up/?number=7&year=2026")),
    "incoming/book/import/": Screen(10, at("/incoming/book/import/")),
    "incoming/book/import/<pk>/": Screen(11, lambda w: (f"/incoming/book/import/{w.job}/",)),
    "incoming/reminders/": Screen(18, at("/incoming/reminders/")),
    "incoming/circulating/": Screen(12, at("/incoming/circulating/")),
    "incoming/whereabouts/": Screen(13, at("/incoming/whereabouts/")),
    "p/<code>/": Screen(20, lambda w: (f"/p/{w.sheet}/", f"/p/M{w.in_hand}/")),
    "outgoing/": Screen(17, views_of("/outgoing/")),
    "outgoing/new/": Screen(22, at("/outgoing/new/")),
    "outgoing/plan/": Screen(
        16, at("/outgoing/plan/", "/outgoing/plan/?view=asked", "/outgoing/plan/?of=unit")
    ),
    "outgoing/plan/new/": Screen(14, at("/outgoing/plan/new/")),
    "outgoing/plan/import/": Screen(10, at("/outgoing/plan/import/")),
    "outgoing/plan/<pk>/": Screen(12, lambda w: (f"/outgoing/plan/{w.plan}/",)),
    "outgoing/board/": Screen(23, at("/outgoing/board/", "/outgoing/board/?of=unit")),
    "outgoing/board/documents/": Screen(12, at("/outgoing/board/documents/", BOARD_LIST)),
    "outgoing/ceiling/": Screen(15, at("/outgoing/ceiling/", "/outgoing/ceiling/?view=paper")),
    "outgoing/ceiling/explain/": Screen(11, at("/outgoing/ceiling/explain/"), who="办公室主任"),
    "outgoing/ceiling/paper/": Screen(11, at("/outgoing/ceiling/paper/")),
    "outgoing/quality/": Screen(18, at("/outgoing/quality/", "/outgoing/quality/?period=2026-q1")),
    "outgoing/quality/findings/": Screen(
        18, at("/outgoing/quality/findings/", "/outgoing/quality/findings/?source=back")
    ),
    "outgoing/receipts/": Screen(16, at("/outgoing/receipts/", "/outgoing/receipts/?view=all&unit=水")),
    "outgoing/lists/": Screen(22, at("/outgoing/lists/")),
    "outgoing/lists/new/": Screen(12, at("/outgoing/lists/new/")),
    "outgoing/book/": Screen(14, at("/outgoing/book/")),
    "outgoing/book/reserve/": Screen(13, at("/outgoing/book/reserve/")),
    "outgoing/book/begin/": Screen(13, at("/outgoing/book/begin/")),
    "outgoing/book/give-up/": Screen(13, at("/outgoing/book/give-up/?number=7&year=2026")),
    "outgoing/phrases/": Screen(12, at("/outgoing/phrases/")),
    "outgoing/phrases/new/": Screen(12, at("/outgoing/phrases/new/")),
    "outgoing/organs/": Screen(22, lambda w: (f"/outgoing/organs/?document={w.draft}",)),
    "outgoing/away-key/": Screen(12, at("/outgoing/away-key/")),
    "outgoing/<pk>/versions/": Screen(
        13, lambda w: tuple(f"/outgoing/{w.draft}/versions/{q}" for q in ("", "?a=1&b=2", "?show=1"))
    ),
    "outgoing/<pk>/subject/": Screen(14, lambda w: (f"/outgoing/{w.draft}/subject/",)),
    "outgoing/<pk>/word/": Screen(14, lambda w: (f"/outgoing/{w.draft}/word/",)),
    "outgoing/<pk>/draft/": Screen(30, lambda w: (f"/outgoing/{w.draft}/draft/",)),
    "incoming/folder/": Screen(18, at("/incoming/folder/"), who="县领导"),
    "incoming/folder/<person_id>/": Screen(
        18, lambda w: (f"/incoming/folder/{w.post('县领导').person_id}/",), who="县领导"
    ),
    "leader/<pk>/": Screen(33, lambda w: (f"/leader/{w.with_leader}/",), who="县领导"),
    "sign-ins/": Screen(16, at("/sign-ins/")),
    "console/accounts/": Screen(6, at("/console/accounts/", "/console/accounts/?q=王"), who="system"),
    "console/accounts/new/": Screen(6, at("/console/accounts/new/"), who="system"),
    "console/parameters/": Screen(5, at("/console/parameters/"), who="system"),
    "console/parameters/<key>/": Screen(5, at("/console/parameters/flow.yellow_days/"), who="system"),
    "console/duties/": Screen(6, at("/console/duties/", "/console/duties/?q=文书"), who="security"),
    "console/duties/<pk>/": Screen(6, lambda w: (f"/console/duties/{w.post('收文员').pk}/",), who="security"),
    "console/slow-queries/": Screen(4, at("/console/slow-queries/"), who="system"),
    "console/permissions/": Screen(4, at("/console/permissions/"), who="security"),
    "console/behaviour/": Screen(8, at("/console/behaviour/", "/console/behaviour/?who=王"), who="security"),
    "console/records/": Screen(
        10,
        at("/console/records/", "/console/records/?who=王&unit=水利&outcome=refused&since=2026-01-01"),
        who="audit",
    ),
    "console/records/evidence/": Screen(30, at("/console/records/evidence/"), who="audit"),
    "console/new-password/": Screen(4, at("/console/new-password/"), who="system"),
    "choose/<name>/": Screen(
        19,
        lambda w: tuple(f"/choose/{name}/?matter={w.in_hand}&q=水" for name in CHOOSERS),
        windows=True,
    ),
}
OTHERS: dict[str, str] = {
    "act/<name>/": "a press: the runner's work, not a screen's",
    "console/": "leads on to the first place of an administrator's console",
    "sign-in/": "before anybody is signed in",
    "enter/": "before anybody is signed in, and under shuniu demo alone",
    "sign-out/": "a press",
    "console/accounts/<pk>/close/": "one form about one account",
    "console/accounts/<pk>/reopen/": "one form about one account",
    "console/duties/<pk>/grant/": "one form about one post",
    "console/duties/withdraw/<pk>/": "one form about one duty",
    "sign-in/code/": "before anybody is signed in",
    "second-factor/": "one form about oneself",
    "second-factor/picture.svg": "a picture",
    "sign-ins/end/": "a press",
    "password/": "one form about oneself",
    "hat/": "a press",
    "preferences/": "a press",
    "people/back/": "a press",
    "calendar/set/": "a press",
    "incoming/upload/": "a press",
    "incoming/echo/": "a press: how one field was understood",
    "incoming/next/": "leads on to the first file that waits",
    "incoming/reminders/send/": "a press",
    "incoming/whereabouts/hand/": "a press",
    "incoming/whereabouts/give-back/": "a press",
    "p/<code>/hand/": "a press",
    "incoming/folder/<person_id>/first/": "a press",
    "incoming/folder/<person_id>/up/": "a press",
    "incoming/folder/<person_id>/down/": "a press",
    "incoming/folder/<person_id>/record/": "a press, or the form for one",
    "outgoing/phrases/<pk>/": "one phrase, beside no list",
    "outgoing/phrases/keep/": "a press",
    "outgoing/phrases/up/": "a press",
    "outgoing/phrases/down/": "a press",
    "outgoing/phrases/drop/": "a press",
    "outgoing/<pk>/draft/<number>.docx": "a file",
    "outgoing/<pk>/document.docx": "a file",
    "outgoing/<pk>/word/<file_id>/": "one file that came back, beside no list",
    "outgoing/plan/approve/": "a press",
    "outgoing/plan/refuse/": "a press",
    "outgoing/plan/drop/": "a press",
    "outgoing/plan/carry/": "a press",
    "outgoing/plan/template.xlsx": "a file",
    "outgoing/board/board.xlsx": "a file",
    "outgoing/board/board.pdf": "a printed form",
    "outgoing/ceiling/<pk>.pdf": "a printed form",
    "outgoing/quality/quality.xlsx": "a file",
    "outgoing/quality/bulletin.pdf": "a printed form",
    "outgoing/quality/draft/": "a press",
    "outgoing/<pk>/redline.pdf": "a printed form",
    "outgoing/<pk>/preview.pdf": "a file",
    "outgoing/<pk>/document.ofd": "a file",
    "outgoing/<pk>/document.pdf": "a file",
    "outgoing/<pk>/page/<number>.png": "a picture",
    "outgoing/book/book.xlsx": "a file, within the row cap of BM-07",
    "outgoing/book/book.pdf": "a printed form",
    "outgoing/<pk>/correct/": "one signed text, beside no list",
    "outgoing/<pk>/correct/check/": "what an open page asks for, of a text that is not handed in",
    "outgoing/<pk>/draft/check/": "what an open page asks for, of a text that is not saved",
    "outgoing/<pk>/draft/look/": "what an open page asks for, of a text that is not saved; counted in test_looking_at_pages",
    "outgoing/<pk>/draft/keep/": "a press that nobody makes: what is typed is put aside",
    "outgoing/<pk>/draft/drop/": "a press",
    "outgoing/<pk>/receipts/": "as the list of all receipts; bounded in test_sending_screens",
    "outgoing/<pk>/send/": "a form beside no list",
    "outgoing/receipts/remind/": "a press",
    "outgoing/receipts/recall/": "a press",
    "outgoing/receipts/<pk>/": "the form of one receipt, beside no list",
    "outgoing/receipts/<pk>/slip.pdf": "a printed form",
    "outgoing/receipts/<pk>/files.zip": "a file",
    "outgoing/lists/<pk>/": "the form of one list",
    "outgoing/lists/retire/": "a press",
    "outgoing/forwards/<pk>/": "the form of one answer",
    "incoming/<pk>/forward/": "the form of one question",
    "notices/new/": "what an open page asks for, a part of the frame",
    "leader/": "leads on to the first document of the folder",
    "next/": "leads on to the next matter that waits",
    "leader/<pk>/answer/": "a press",
    "files/<pk>/": "a file",
    "files/<pk>/page/<number>.png": "a picture",
    "files/<pk>/find/": "words in a file",
    "files/<pk>/places/": "words in a file",
    "seals/book/book.xlsx": "a file, within the row cap of BM-07",
    "seals/book/book.pdf": "a printed form",
    "confidential/room/book.xlsx": "a file, within the row cap of BM-07",
    "confidential/room/book.pdf": "a printed form",
    "incoming/book/book.xlsx": "a file, within the row cap of BM-07",
    "incoming/book/book.pdf": "a printed form",
    "matters/<pk>/print/<form>.pdf": "a printed form",
    "incoming/book/template.xlsx": "a file",
    "incoming/papers/<person_id>/clearance.pdf": "a printed form",
    "incoming/papers/<person_id>/handover.pdf": "a printed form",
    "incoming/<pk>/handling-slip.pdf": "a printed form",
    "incoming/<pk>/reject-slip.pdf": "a printed form",
    "incoming/folder/<person_id>/cover.pdf": "a printed form",
}
"""What is no screen, and why; the addresses of the API lead to the same actions and queries."""


def routes() -> Iterator[str]:
    def within(resolver: URLResolver, before: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from within(pattern, route)
            elif not route.startswith("api/"):
                yield re.sub(r"<\w+:(\w+)>", r"<\1>", route)

    yield from within(get_resolver(), "")


def test_every_address_has_a_line_and_every_line_an_address() -> None:
    known = set(SCREENS) | set(OTHERS)
    assert set(routes()) == known, "a new screen needs its bound here, a screen that went its line removed"
    assert not set(SCREENS) & set(OTHERS)


def test_every_place_of_the_navigation_is_measured() -> None:
    places = (place.href for name, place in PLACES.items() if name != "sample")  # the tests' own room
    assert {href.strip("/") + "/" for href in places if href != "/"} <= set(SCREENS)


WALKED = (
    *(f"office handled so far {stop}" for stop in (2, 3, 4)),
    "office handled 0",
    "office read",
    "office reading",
    "below so far 2",
    "old handled",
)


def secret_of(clerk: Post, now: datetime) -> int:
    """A 工作秘密 that the clerk, who is also the 保密员, registered."""
    Duty.objects.create(post=clerk, code="SECRECY", since=date(2020, 1, 1))
    paper = {"source": "云州市水利局", "title": "关于内部事项的函", "level": "work_secret"}
    done = run("documents.incoming.register_paper", actor=actor_in(clerk, now=now), data=paper, now=now)
    assert isinstance(done, Done), done
    return int(done.result["matter"])


def draft_of(clerk: Post, now: datetime) -> int:
    """An outgoing document in the clerk's hands, with a text saved twice."""
    IssuerCode.objects.get_or_create(unit=clerk.unit, code="云政办发")
    actor = actor_in(clerk, now=now)
    subject = {"title": f"{clerk.unit.name}关于防汛的通知", "issuer": clerk.unit_id}
    done = run(
        "documents.outgoing.open",
        actor=actor,
        data={**subject, "urgency": "特急", "before_plan": True},
        now=now,
    )
    assert isinstance(done, Done), done
    for body in ("请做好防汛工作。", "请做好防汛工作。\n一、加强值守"):
        text = {"title": subject["title"], "body": body, "matter": done.result["matter"]}
        assert isinstance(run("documents.outgoing.save_draft", actor=actor, data=text, now=now), Done)
    return int(done.result["matter"])


def plan_of(clerk: Post, now: datetime) -> int:
    """A row that the clerk's unit asked for in its own plan."""
    row = {"office": clerk.unit_id, "year": now.year, "subject": "关于防汛工作的通知"}
    done = run("documents.outgoing.ask_plan", actor=actor_in(clerk, now=now), data=row, now=now)
    assert isinstance(done, Done), done
    return int(done.result["plan"])


@pytest.fixture
def world(db: None) -> tuple[World, Callable[[int], None]]:
    """The measured county with one matter of each way, and what fills it up to a number of matters."""
    now = timezone.now().replace(microsecond=0)
    county = build_measured_county(now)
    templates = loading.walk([w for w in ways(county) if w.name in WALKED], now)
    first = {t.way.name: t.first["flow_matter"] for t in templates}
    ParameterValue.objects.create(
        key="incoming.leader_phone", value=True, valid_from=date(2020, 1, 1), set_at=now
    )

    def fill(matters: int) -> None:
        plan = []
        for number in range(matters):
            template = templates[number % len(templates)]
            plan.append((now - timedelta(days=20, minutes=number), template))
        missing = matters - Matter.objects.count()
        loading.copy(templates, plan[:missing])
        mark_dirty(Matter.objects.values_list("pk", flat=True))
        while index_pending(now=now):
            continue

    return (
        World(
            county,
            in_hand=first["office handled so far 4"],
            reading=first["office reading"],
            done=first["office handled 0"],
            with_leader=first["office handled so far 2"],
            secret=secret_of(county.people["收文员"], now),
            sheet=PaperCopy.objects.filter(returned_at=None).values_list("code", flat=True)[0],
            draft=draft_of(county.people["收文员"], now),
            plan=plan_of(county.people["收文员"], now),
            job=start(book_sheet.JOB, actor=actor_in(county.people["收文员"], now=now), now=now).pk,
        ),
        fill,
    )


def browser_of(world: World, who: str) -> Client:
    """A browser in which the holder of a post works, or one of the three administrators."""
    client = Client()
    if who in ADMINISTRATORS:
        client.force_login(
            Account.objects.get_or_create(username=who, kind=who, defaults={"must_change_password": False})[0]
        )
        return client
    post = world.post(who)
    client.force_login(post.person.account)
    session = client.session
    session["post"] = post.pk
    session.save()
    return client


def counted(world: World) -> dict[str, int]:
    """Queries of every address of every screen."""
    found = {}
    for screen in SCREENS.values():
        client = browser_of(world, screen.who)
        for address in screen.addresses(world):
            client.get(address)  # seen once before: what is looked at for the first time is marked as seen
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            found[address] = len(asked)
    return found


@pytest.mark.slow
def test_the_queries_of_a_screen_are_bounded_whatever_lies_below(
    world: tuple[World, Callable[[int], None]],
) -> None:
    bounded(*world)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.skipif("SHUNIU_TEST_DATABASE_URL" not in os.environ, reason="no PostgreSQL server is named")
def test_the_queries_are_bounded_on_postgresql(world: tuple[World, Callable[[int], None]]) -> None:
    bounded(*world)


def bounded(made: World, fill: Callable[[int], None]) -> None:
    fill(SMALL)
    few = counted(made)
    fill(LARGE)
    assert Matter.objects.count() >= LARGE and Visible.objects.count() > 5 * LARGE
    many = counted(made)
    steady = [a for screen in SCREENS.values() if not screen.windows for a in screen.addresses(made)]
    assert {a: (few[a], many[a]) for a in steady if few[a] != many[a]} == {}
    over = {
        address: (many[address], screen.bound)
        for screen in SCREENS.values()
        for address in screen.addresses(made)
        if many[address] > screen.bound
    }
    assert over == {}
