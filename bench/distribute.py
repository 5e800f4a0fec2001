"""One distribution to 150 units: how long the press takes, and what others notice of it meanwhile.

Every round takes a document to 核发 and sends it, with its finished PDF, to every township of the county in one
transaction. Meanwhile a clerk of another unit keeps asking for his list, in a thread of the same process, as on the
server.
"""

from __future__ import annotations

import statistics
import threading
import time
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.test import Client

from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import actor_in
from shuniu.kernel.people.models import Account, Duty, IssuerCode, Person, Post, Unit
from shuniu.modules.documents.models import Delivery, Seal
from shuniu.modules.documents.outgoing.policy import REVIEW_POINTS
from shuniu.modules.documents.outgoing.policy_lean import ASSESSMENTS

UNITS = 150
ROUNDS = 5
SINCE = date(2020, 1, 1)
OUT = "documents.outgoing"
PEOPLE = {"director": "OFFICE_HEAD", "deputy": "OFFICE_HEAD", "clerk": "CLERK", "drafter": "HANDLER"}
BODY = "为做好汛前检查工作，现将有关事项通知如下。\n一、检查范围\n" + "全县所有水库、山塘都要检查到位。" * 60


@dataclass(frozen=True)
class Figures:
    """Seconds of the press (each round), the longest and the usual answer others got meanwhile, how many were sent."""

    seconds: list[float]
    processor: list[float]
    alone: float
    meanwhile: float
    longest: float
    sent: int


class _Office:
    """An office that issues, the townships that receive, and what it takes to bring a document to 核发."""

    def __init__(self, units: int) -> None:
        county = Unit.objects.create(
            code="b.zf", name="试算县人民政府", short_name="县政府", kind="leadership"
        )
        self.office = Unit.objects.create(
            code="b.zfb", name="试算县人民政府办公室", short_name="县政府办", kind="office", parent=county
        )
        IssuerCode.objects.create(unit=self.office, code="试政办发")
        self.seal = Seal.objects.create(office=self.office, organ=self.office, name="县政府办印章")
        self.posts = {name: _post(self.office, name, duty) for name, duty in PEOPLE.items()}
        self.posts["director"].principal = True
        self.posts["director"].save()
        self.towns, self.readers = [], []
        for number in range(units):
            name = f"试算{number:03d}镇"
            town = Unit.objects.create(
                code=f"b.t{number}",
                name=f"{name}人民政府",
                short_name=name,
                kind="township",
                parent=county,
                order=100 + number,
            )
            self.towns.append(town.pk)
            self.readers.append(_post(town, f"t{number}", "CLERK"))

    def do(self, who: str, step: str, now: datetime, **data: Any) -> Done:
        """One step. Raises `RuntimeError` for a refusal: there is nothing to measure then."""
        outcome = run(f"{OUT}.{step}", actor=actor_in(self.posts[who], now=now), data=data, now=now)
        if not isinstance(outcome, Done):
            raise RuntimeError(f"{step}: {outcome.message}")
        return outcome

    def to_release(self, now: datetime) -> int:
        """A new document that waits for 核发."""
        title = "试算县人民政府办公室关于做好汛前检查工作的通知"
        opened = self.do("drafter", "open", now, title=title, issuer=self.office.pk)
        pk = int(opened.result["matter"])
        posts = self.posts
        every = dict.fromkeys((*REVIEW_POINTS, *ASSESSMENTS), True)
        draft = {"title": title, "addressees": "各乡镇人民政府", "body": BODY}
        printed = {"proofreader": posts["drafter"].pk, "printer": "文印室", "copies": 200}
        steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
            ("director", "approve_plan", {}),
            ("drafter", "save_draft", draft),
            ("drafter", "hand_in", {}),
            ("director", "vet", {}),
            ("deputy", "pass_review", {"signer": posts["director"].pk, **every}),
            ("director", "sign", {"manner": "agree", "draft": 1}),
            ("clerk", "pass_recheck", {}),
            ("clerk", "number", {"code": "试政办发", "copies": 200}),
            ("clerk", "print", {**printed, "seal": self.seal.pk}),
            ("director", "approve_seal", {}),
            ("clerk", "set_seal", {"copies": 200, "supervisor": posts["drafter"].pk}),
        )
        for who, step, data in steps:
            self.do(who, step, now, matter=pk, **data)
        return pk


def _post(unit: Unit, name: str, duty: str) -> Post:
    account = Account.objects.create(username=f"bench.{name}", password="!", must_change_password=False)
    person = Person.objects.create(name=name, account=account)
    post = Post.objects.create(person=person, unit=unit, title=name, rank=300, since=SINCE)
    Duty.objects.create(post=post, code=duty, since=SINCE)
    return post


class _Reader(threading.Thread):
    """Somebody in another unit who keeps asking for his list."""

    def __init__(self, post: Post) -> None:
        super().__init__(daemon=True)
        self.took: list[float] = []
        self._over = threading.Event()
        self._client = Client(SERVER_NAME="localhost")
        self._client.force_login(post.person.account)

    def run(self) -> None:
        while not self._over.is_set():
            began = time.perf_counter()
            answer = self._client.get("/incoming/")
            if answer.status_code != 200:
                raise RuntimeError(f"the reader got {answer.status_code}")
            self.took.append(time.perf_counter() - began)
            time.sleep(0.01)
        connection.close()

    def end(self) -> list[float]:
        """Stop asking; how long each answer took."""
        self._over.set()
        self.join()
        return self.took


def measure(units: int = UNITS, rounds: int = ROUNDS, *, now: datetime) -> Figures:
    """Send *rounds* documents to *units* units each."""
    office = _Office(units)
    seconds, processor, meanwhile = [], [], []
    alone = _Reader(office.readers[0])
    alone.start()
    time.sleep(1.0)
    quiet = alone.end()
    for turn in range(rounds):
        pk = office.to_release(now)
        reader = _Reader(office.readers[turn % len(office.readers)])
        reader.start()
        time.sleep(0.2)
        before = len(reader.took)
        began, worked = time.perf_counter(), time.thread_time()
        office.do("clerk", "release", now, matter=pk, checked=True, units=office.towns)
        seconds.append(time.perf_counter() - began)
        processor.append(time.thread_time() - worked)
        meanwhile += reader.end()[before:]
    sent = Delivery.objects.filter(child__isnull=False).count()
    return Figures(
        seconds, processor, statistics.median(quiet), statistics.median(meanwhile), max(meanwhile), sent
    )


def as_json(wanted: dict[str, Any]) -> dict[str, Any]:
    """The work of `bench.worker`: send to as many units as asked."""
    from django.utils import timezone

    return asdict(measure(wanted["size"], now=timezone.now()))
