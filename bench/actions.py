"""Actions per second through the runner, beside the bare ORM writing the same rows.

Every client takes papers of its own from the door to 办结, eight actions each. What each action writes is read from
the tables once; the bare ORM then writes the same rows, in one transaction for each action, with nothing asked.
"""

from __future__ import annotations

import multiprocessing
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, connections, models, transaction

from bench.county import House
from bench.walks import ACT, ALL_FOUR, WalkFailed
from shuniu.kernel.flow.models import Command, Entry, Matter, Task, Visible
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.numbering.models import Counter, Number
from shuniu.kernel.people.actor import Actor, actor_in
from shuniu.kernel.platform.notices.models import Notice
from shuniu.kernel.platform.search.models import SearchDirty
from shuniu.kernel.records.models import Record, RecordPayload
from shuniu.modules.documents.models import IncomingDocument

WRITTEN: tuple[type[models.Model], ...] = (
    Command,
    Matter,
    IncomingDocument,
    Number,
    Entry,
    Task,
    Visible,
    Notice,
    SearchDirty,
    Record,
    RecordPayload,
)
"""Every table that the eight actions write to, beside the counter; rows that are referred to come first."""
PAPERS_ALONE = 8
PAPERS_EACH = 3
TURNS = 3

Step = tuple[Actor, str, dict[str, Any]]


def steps_of(house: House, now: datetime) -> list[Step]:
    """The eight actions, each with who carries it out."""
    leader, handler = house.leaders[0], house.handlers[0]
    clerk, head, above, hand = (actor_in(p, now=now) for p in (house.clerk, house.head, leader, handler))
    paper = {
        "source": "云州市水利局",
        "title": "关于做好防汛备汛工作的通知",
        "genre": "通知",
        "received_at": now - timedelta(minutes=5),
    }
    return [
        (clerk, "register_paper", paper),
        (clerk, "pass_check", ALL_FOUR),
        (head, "propose", {"text": "建议请领导阅示，由业务科室办理。", "leader": leader.pk}),
        (above, "instruct", {"text": "同意拟办意见，请抓紧研究办理，按时反馈。"}),
        (clerk, "assign", {"lead": [{"post": handler.pk}], "text": "请按领导批示办理。"}),
        (hand, "report", {"text": "已制定方案，逐库检查，发现的问题已经整改。"}),
        (head, "accept", {"then": "answer", "text": "同意。"}),
        (clerk, "answer", {"text": "已书面报送市水利局。"}),
    ]


def through_the_runner(steps: Sequence[Step], papers: int, now: datetime) -> None:
    """Take *papers* papers through every step. Raises `WalkFailed`."""
    for _ in range(papers):
        matter: int | None = None
        for actor, name, data in steps:
            more = {} if matter is None else {"matter": matter}
            outcome = run(ACT + name, actor=actor, data={**data, **more}, now=now)
            if not isinstance(outcome, Done):
                raise WalkFailed(f"{name}: {outcome.message}")
            matter = outcome.matter_id


# -- the same rows, bare -------------------------------------------------------------------------------------


@dataclass
class Written:
    """What one action wrote: rows that came, columns that changed, rows that went, and whether it took a number."""

    came: dict[type[models.Model], list[dict[str, Any]]]
    changed: list[tuple[type[models.Model], Any, dict[str, Any]]]
    went: list[tuple[type[models.Model], Any]]
    numbered: bool

    @property
    def rows(self) -> int:
        return sum(map(len, self.came.values())) + len(self.changed) + len(self.went) + self.numbered


def watch(steps: Sequence[Step], now: datetime) -> list[Written]:
    """Carry out the steps once and read what each of them wrote."""
    found = []
    matter: int | None = None
    before: dict[type[models.Model], dict[Any, dict[str, Any]]] = {m: {} for m in WRITTEN}
    for actor, name, data in steps:
        more = {} if matter is None else {"matter": matter}
        tables = _Tables()
        with connection.execute_wrapper(tables):
            outcome = run(ACT + name, actor=actor, data={**data, **more}, now=now)
        if not isinstance(outcome, Done) or outcome.matter_id is None:
            raise WalkFailed(f"{name}: {outcome}")
        _require_known(tables.written)
        matter = outcome.matter_id
        after = {m: _rows_of(m, matter) for m in WRITTEN}
        found.append(_difference(before, after))
        before = after
    return found


_WRITING = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


class _Tables:
    """An execute wrapper that keeps the tables in which a row was written."""

    def __init__(self) -> None:
        self.written: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        found = _WRITING.match(sql)
        if found is not None and context["cursor"].rowcount != 0:
            self.written.add(found[1])
        return result


def _require_known(written: set[str]) -> None:
    """Raises `WalkFailed` when an action wrote to a table that the bare ORM would not write to."""
    unknown = written - {m._meta.db_table for m in (*WRITTEN, Counter)}
    if unknown:
        raise WalkFailed(f"an action writes to {unknown} too: the comparison would not be fair")


def _rows_of(model: type[models.Model], matter: int) -> dict[Any, dict[str, Any]]:
    where = {Matter: "pk", RecordPayload: "record__matter_id"}.get(model, "matter_id")
    names = [f.attname for f in model._meta.concrete_fields]
    rows = model._default_manager.filter(**{where: matter}).order_by("pk").values(*names)
    key = model._meta.pk.attname if model._meta.pk else "id"
    return {row[key]: dict(row) for row in rows}


def _difference(
    before: dict[type[models.Model], dict[Any, dict[str, Any]]],
    after: dict[type[models.Model], dict[Any, dict[str, Any]]],
) -> Written:
    came: dict[type[models.Model], list[dict[str, Any]]] = {}
    written = Written(came, [], [], numbered=len(after[Number]) > len(before[Number]))
    for model in WRITTEN:
        then, now = before[model], after[model]
        fresh = [row for pk, row in now.items() if pk not in then]
        if fresh:
            came[model] = fresh
        written.went += [(model, pk) for pk in then if pk not in now]
        for pk, row in now.items():
            if pk in then and row != then[pk]:
                written.changed.append((model, pk, {k: v for k, v in row.items() if v != then[pk][k]}))
    # The matter's own row comes last: the database's triggers look at the entry and the tasks.
    written.changed.sort(key=lambda change: change[0] is Matter)
    return written


class _Copy:
    """One paper written again by the bare ORM: old ids become the new ones."""

    def __init__(self) -> None:
        self._ids: dict[tuple[type[models.Model], Any], Any] = {}
        self._serial = 0

    def write(self, action: Written) -> None:
        """The rows of one action in one transaction."""
        with transaction.atomic():
            if action.numbered:
                (number,) = action.came[Number]
                counter = Counter.objects.select_for_update().get(pk=number["counter_id"])
                counter.last += 1
                counter.save(update_fields=["last"])
                self._serial = counter.last
            for model, rows in action.came.items():
                self._insert(model, rows)
            for model, pk in action.went:
                model._default_manager.filter(pk=self._ids[model, pk]).delete()
            for model, pk, values in action.changed:
                model._default_manager.filter(pk=self._ids[model, pk]).update(**self._mapped(model, values))

    def _insert(self, model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
        key = model._meta.pk.attname if model._meta.pk else "id"
        made = []
        for row in rows:
            values = self._mapped(model, row)
            if model is Command:
                values[key] = uuid4()
            elif model._meta.auto_field is not None:
                del values[key]
            made.append(model(**values))
        if len(made) == 1:
            made[0].save(force_insert=True)
        else:
            made = model._default_manager.bulk_create(made)
        for row, instance in zip(rows, made, strict=True):
            self._ids[model, row[key]] = instance.pk

    def _mapped(self, model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
        """*row* with the ids of this paper in place of those of the paper that was watched."""
        found = dict(row)
        for column in model._meta.concrete_fields:
            name = column.attname
            if name not in row or row[name] is None:
                continue
            target = column.related_model if column.is_relation else Matter if name == "matter_id" else None
            if target in WRITTEN:
                found[name] = self._ids.get((target, row[name]), row[name])
            elif (model, name) in {(Number, "value"), (IncomingDocument, "serial")}:
                found[name] = self._serial
            elif (model, name) == (Matter, "number"):
                found[name] = f"{row[name].rpartition('-')[0]}-{self._serial:04d}"
        return found


def bare(actions: Sequence[Written], papers: int) -> None:
    """Write the rows of *papers* papers."""
    for _ in range(papers):
        copy = _Copy()
        for action in actions:
            copy.write(action)


# -- measuring -----------------------------------------------------------------------------------------------


def measure(house: House, *, now: datetime, clients: Sequence[int]) -> list[dict[str, Any]]:
    """Actions per second of the runner and of the bare ORM, in turn, for each number of clients."""
    steps = steps_of(house, now)
    actions = watch(steps, now)
    found = []
    for count in clients:
        papers = PAPERS_ALONE if count == 1 else PAPERS_EACH
        ours, plain = [], []
        for _ in range(TURNS):
            ours.append(_rate(lambda n=papers: through_the_runner(steps, n, now), count, papers * len(steps)))
            plain.append(_rate(lambda n=papers: bare(actions, n), count, papers * len(steps)))
        ratios = [a / b for a, b in zip(ours, plain, strict=True)]
        found.append(
            {
                "clients": count,
                "runner": statistics.median(ours),
                "bare": statistics.median(plain),
                "ratio": statistics.median(ratios),
                "rows": statistics.mean(action.rows for action in actions),
            }
        )
    return found


def _rate(work: Callable[[], None], clients: int, actions_each: int) -> float:
    """Actions a second when *clients* processes do *work* at once, begun together."""
    connections.close_all()
    if clients == 1:
        begun = time.perf_counter()
        work()
        return actions_each / (time.perf_counter() - begun)
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(clients), context.SimpleQueue()
    processes = [context.Process(target=_client, args=(work, barrier, results)) for _ in range(clients)]
    for process in processes:
        process.start()
    times = [results.get() for _ in processes]
    for process in processes:
        process.join()
    failed = [t for t in times if isinstance(t, str)]
    if failed:
        raise WalkFailed(failed[0])
    begun, ended = min(t[0] for t in times), max(t[1] for t in times)
    return clients * actions_each / (ended - begun)


def _client(work: Callable[[], None], barrier: Any, results: Any) -> None:
    connection.ensure_connection()
    barrier.wait()
    begun = time.monotonic()
    try:
        work()
    except Exception as error:
        results.put(f"{type(error).__name__}: {error}")
    else:
        results.put((begun, time.monotonic()))
