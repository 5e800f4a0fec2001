"""Filling the tables with as many matters as asked: the rows of each walk, copied in bulk with a fixed seed.

What is left out, because no screen that is measured reads it: commands, records and the search index.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, models, transaction

from bench.county import County, build
from bench.issuing_ways import ways_out
from bench.walks import Walk, Way, ways
from shuniu.kernel.flow.models import (
    Entry,
    EntryFile,
    Matter,
    Reader,
    Round,
    RoundMember,
    Task,
    Visible,
    Wait,
)
from shuniu.kernel.flow.visibility import URGENCY_STEP
from shuniu.kernel.numbering.models import Counter, Number
from shuniu.kernel.numbering.numbers import series_key
from shuniu.kernel.people.actor import COUNTY, actor_in
from shuniu.kernel.platform.notices.models import Notice
from shuniu.modules.documents.models import (
    CountersignOpinion,
    Delivery,
    DraftVersion,
    IncomingDocument,
    IssuePlan,
    IssueTally,
    OutgoingDocument,
    PaperCopy,
    SealUse,
)

MODELS: tuple[type[models.Model], ...] = (
    Matter,
    IncomingDocument,
    IssuePlan,
    OutgoingDocument,
    DraftVersion,
    CountersignOpinion,
    SealUse,
    Delivery,
    PaperCopy,
    Entry,
    Round,
    RoundMember,
    Task,
    Wait,
    Reader,
    Visible,
    EntryFile,
    Notice,
)
BESIDE = (IncomingDocument, OutgoingDocument)
"""One row beside each matter of its kind, under the matter's own id."""
SEED = 20261127
YEARS = 10
OLD_MATTERS = 300
OLD_OPEN = 8
SHARES = {"office": 0.30, "below": 0.14, "party": 0.13, "township": 0.09, "issued": 0.12}
OPEN_SHARE = 0.01
OPEN_AT_LEAST = 60
RECENT_DAYS = 30
READ_NOTICES = 480
AT_ONCE = 20_000


@dataclass
class Template:
    """A walk and where its rows lie: for each table the first id and how many."""

    number: int
    way: Way
    begun: datetime
    first: dict[str, int]
    count: dict[str, int]
    numbered: list[tuple[int, str, str, int]] = field(default_factory=list)

    @property
    def matters(self) -> int:
        return self.count["flow_matter"]


@dataclass(frozen=True)
class Loaded:
    """What was loaded: who there is, the newest matters of every way, and how long it took."""

    county: County
    matters: int
    seconds: float
    examples: dict[str, tuple[int, ...]]


def load(size: int, *, now: datetime) -> Loaded:
    """Fill an empty, migrated database with about *size* matters."""
    begun = time.monotonic()
    hurry()
    county = build(now)
    templates = walk([*ways(county), *ways_out(county)], now)
    with _bare_tables():
        examples = copy(templates, _plan(templates, size - sum(t.matters for t in templates), now))
    _tally()
    _read_old_notices(county, now)
    _settle()
    return Loaded(county, Matter.objects.count(), time.monotonic() - begun, examples)


def _tables() -> list[str]:
    return [m._meta.db_table for m in MODELS]


def walk(all_ways: Sequence[Way], now: datetime) -> list[Template]:
    """Walk every way once, at nine of a morning 200 days ago (an open one lately), and note its rows."""
    found = []
    _continue_ids()
    for number, way in enumerate(all_ways):
        day = (now.astimezone(COUNTY) - timedelta(days=12 if way.open else 200)).date()
        begun = datetime(day.year, day.month, day.day, 9, tzinfo=COUNTY)
        before = _last_ids()
        way.walk(Walk(begun))
        after = _last_ids()
        template = Template(
            number,
            way,
            begun,
            {table: before[table] + 1 for table in before},
            {table: after[table] - before[table] for table in before},
        )
        first = template.first["flow_matter"]
        lines = IncomingDocument.objects.filter(matter_id__gte=first, serial__isnull=False)
        issued = OutgoingDocument.objects.filter(matter_id__gte=first, serial__isnull=False)
        template.numbered = [
            *((line.pk - first, "incoming", line.series, line.unit_id) for line in lines.order_by("pk")),
            *((one.pk - first, "outgoing", one.code, one.unit_id) for one in issued.order_by("pk")),
        ]
        found.append(template)
    return found


def _last_ids() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for model in MODELS:
            name = model._meta.pk.column if model._meta.pk else ""
            cursor.execute(f"SELECT COALESCE(max({name}), 0) FROM {model._meta.db_table}")
            found[model._meta.db_table] = int(cursor.fetchone()[0])
        return found


def _plan(templates: Sequence[Template], size: int, now: datetime) -> list[tuple[datetime, Template]]:
    """Which walk is copied when, oldest first: the shares of the groups, and some that are still open."""
    chance = random.Random(SEED)
    by_group: dict[tuple[str, bool], list[Template]] = {}
    for template in templates:
        by_group.setdefault((template.way.group, template.way.open), []).append(template)
    wanted = {group: int(share * size) for group, share in SHARES.items()}
    wanted["old"] = OLD_MATTERS - sum(t.matters for t in templates if t.way.group == "old")
    wanted["department"] = max(0, size - sum(wanted.values()))
    earliest = now - timedelta(days=365 * YEARS)
    plan: list[tuple[datetime, Template]] = []
    for group, matters in wanted.items():
        old = group == "old"
        still_open = (
            OLD_OPEN if old else int(max(OPEN_SHARE * matters, OPEN_AT_LEAST * matters / max(size, 1)))
        )
        for opened, share in ((True, still_open), (False, matters - still_open)):
            made = 0
            while made < share:
                template = chance.choice(by_group[group, opened])
                if old:
                    begun = earliest + timedelta(seconds=chance.randrange(86_400 * 180))
                elif opened:
                    begun = now - timedelta(seconds=chance.randrange(86_400, 86_400 * RECENT_DAYS))
                else:
                    span = 86_400 * (365 * YEARS - RECENT_DAYS)
                    begun = earliest + timedelta(seconds=chance.randrange(span))
                plan.append((begun.replace(microsecond=0), template))
                made += template.matters
    return sorted(plan, key=lambda pair: (pair[0], pair[1].number))


def copy(
    templates: Sequence[Template], plan: Sequence[tuple[datetime, Template]]
) -> dict[str, tuple[int, ...]]:
    """Copy the walks of *plan*, each to its time; the first matter of each way and of its newest copies."""
    _copy_templates(templates)
    examples = _load_clones(templates, plan)
    _copy_rows()
    _drop_helpers()
    return examples


def hurry() -> None:
    """What is filled here can be filled again: until the connection is closed, commits do not wait for the disk."""
    off = "SET synchronous_commit = off" if connection.vendor == "postgresql" else "PRAGMA synchronous=OFF"
    with connection.cursor() as cursor:
        cursor.execute(off)


# -- copying -------------------------------------------------------------------------------------------------


@contextmanager
def _bare_tables() -> Iterator[None]:
    """The tables without their indexes and foreign keys while they are filled."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET work_mem = '256MB'")
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute(
                "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = ANY(%s)"
                " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
                [_tables()],
            )
        else:
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
            marks = ", ".join(["%s"] * len(MODELS))
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                f" AND tbl_name IN ({marks})",
                _tables(),
            )
        indexes = [(str(name), str(sql)) for name, sql in cursor.fetchall()]
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, sql in indexes:
            cursor.execute(sql)
    connection.close()  # and with it every setting made above


def _copy_templates(templates: Sequence[Template]) -> None:
    with connection.cursor() as cursor:
        for model in MODELS:
            table, key = model._meta.db_table, model._meta.pk.column if model._meta.pk else ""
            cursor.execute(
                f"CREATE TABLE bench_{table} AS SELECT 0 AS template, t.* FROM {table} t WHERE 1 = 0"
            )
            for template in templates:
                counted = "flow_matter" if model in BESIDE else table
                first, count = template.first[counted], template.count[counted]
                if count:
                    cursor.execute(
                        f"INSERT INTO bench_{table} SELECT {template.number}, t.* FROM {table} t"
                        f" WHERE {key} >= %s AND {key} < %s ORDER BY {key}",
                        [first, first + count],
                    )
            cursor.execute(f"CREATE INDEX bench_{table}_t ON bench_{table} (template)")


def _load_clones(
    templates: Sequence[Template], plan: Sequence[tuple[datetime, Template]]
) -> dict[str, tuple[int, ...]]:
    """Write which walk is copied with which offsets, and the 收文号 of every copied matter."""
    tables = _tables()
    own = [t for t in tables if t not in {model._meta.db_table for model in BESIDE}]
    offsets = ", ".join(f"off_{t} bigint NOT NULL" for t in own)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_clone (n bigint PRIMARY KEY, template integer NOT NULL, delta bigint NOT NULL,"
            f" shift text NOT NULL, {offsets})"
        )
        cursor.execute(
            "CREATE TABLE bench_number (matter_id bigint PRIMARY KEY, counter_id bigint NOT NULL,"
            " value bigint NOT NULL, number text NOT NULL, year bigint NOT NULL)"
        )
    last = _last_ids()
    examples: dict[str, list[int]] = {t.way.name: [t.first["flow_matter"]] for t in templates}
    counters = _Counters()
    clones: list[tuple[object, ...]] = []
    numbers: list[tuple[object, ...]] = []
    for n, (begun, template) in enumerate(plan, 1):
        delta = int((begun - template.begun).total_seconds())
        offs = {t: last[t] + 1 - template.first[t] for t in own}
        matter = template.first["flow_matter"] + offs["flow_matter"]
        examples[template.way.name].append(matter)
        year = begun.astimezone(COUNTY).year
        for place, kind, series, unit in template.numbered:
            numbers.append((matter + place, *counters.take(kind, series, unit, year)))
        clones.append((n, template.number, delta, f"{delta} seconds", *(offs[t] for t in own)))
        for t in own:
            last[t] += template.count[t]
    _bulk("bench_clone", clones)
    _bulk("bench_number", numbers)
    counters.save()
    return {name: (pks[0], *pks[1:][-3:]) for name, pks in examples.items()}


class _Counters:
    """The running series: numbers are given in the order in which the papers came."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], Counter] = {(c.series, c.year): c for c in Counter.objects.all()}

    def take(self, kind: str, series: str, unit: int, year: int) -> tuple[int, int, str, int]:
        key = f"incoming/{unit}/{series}" if kind == "incoming" else series_key(kind, unit, series)
        counter = self._rows.get((key, year))
        if counter is None:
            counter = Counter.objects.create(series=key, year=year, unit_id=unit)
            self._rows[key, year] = counter
        counter.last += 1
        value = counter.last
        number = f"{series}{year}-{value:04d}" if kind == "incoming" else f"{series}〔{year}〕{value}号"
        return counter.pk, value, number, year

    def save(self) -> None:
        Counter.objects.bulk_update(self._rows.values(), ["last"], batch_size=200)


def _bulk(table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """executemany on SQLite, COPY on PostgreSQL."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for start in range(0, len(rows), AT_ONCE):
                    part = rows[start : start + AT_ONCE]
                    copy.write("".join("\t".join(map(str, row)) + "\n" for row in part))
        else:
            marks = ", ".join(["?"] * len(rows[0]))
            with transaction.atomic():
                cursor.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _copy_rows() -> None:
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(_copy_sql(model))
        number = Number._meta.db_table
        cursor.execute(
            f"INSERT INTO {number} (counter_id, value, state, matter_id, at, reason)"
            " SELECT n.counter_id, n.value, 'used', n.matter_id, m.opened_at, ''"
            " FROM bench_number n JOIN flow_matter m ON m.id = n.matter_id"
        )


def _copy_sql(model: type[models.Model]) -> str:
    table = model._meta.db_table
    columns = [f'"{f.column}"' for f in model._meta.concrete_fields]
    values = [_value(model, f) for f in model._meta.concrete_fields]
    numbered = ""
    if model is Matter or model in BESIDE:
        key = "id" if model is Matter else "matter_id"
        numbered = f" LEFT JOIN bench_number n ON n.matter_id = t.{key} + c.off_flow_matter"
    join = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    on = "WHERE t.template = c.template" if connection.vendor == "sqlite" else ""
    using = "" if connection.vendor == "sqlite" else "ON t.template = c.template"
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)}"
        f" FROM bench_clone c {join} bench_{table} t {using}{numbered} {on}"
    )


_LETTER = "CASE WHEN t.document_number = '' THEN '' ELSE '云州水〔2026〕' || c.n || '号' END"
_OWN = {
    ("flow_matter", "number"): "COALESCE(n.number, '')",
    ("flow_matter", "title"): "t.title || '（第' || c.n || '件）'",
    ("documents_incoming", "serial"): "n.value",
    ("documents_incoming", "year"): "n.year",
    ("documents_incoming", "document_number"): _LETTER,
    ("documents_incoming", "number_key"): _LETTER,
    ("documents_outgoing", "serial"): "n.value",
    ("documents_outgoing", "year"): "n.year",
    ("documents_issue_plan", "serial"): "100000 + c.n",
    ("documents_issue_plan", "year"): "t.year - c.n % 10",
    ("documents_seal_use", "serial"): "CASE WHEN t.serial IS NULL THEN NULL ELSE 100000 + c.n END",
    ("documents_paper_copy", "code"): "'N' || (t.matter_id + c.off_flow_matter)",
    ("flow_visible", "sort_key"): (
        f"CASE WHEN t.list_kind LIKE '%.todo' THEN CASE WHEN t.sort_key % {URGENCY_STEP} = 0 THEN t.sort_key"
        " ELSE t.sort_key - c.delta END"
        " WHEN t.list_kind LIKE '%.open' THEN CASE WHEN t.sort_key = 0 THEN 0 ELSE t.sort_key - c.delta END"
        " ELSE t.sort_key + c.delta END"
    ),
}  # fmt: skip


def _value(model: type[models.Model], column: models.Field) -> str:
    """The SQL for one column of a copy."""
    table = model._meta.db_table
    name = column.column
    if (table, name) in _OWN:
        return _OWN[table, name]
    target = column.related_model if column.is_relation else model if column.primary_key else None
    if target in MODELS:
        return f"t.{name} + c.off_{target._meta.db_table}"
    postgres = connection.vendor == "postgresql"
    if isinstance(column, models.DateTimeField):
        moved = f"t.{name} + c.delta * interval '1 second'"
        return moved if postgres else f"strftime('%Y-%m-%d %H:%M:%S', t.{name}, c.shift)"
    if isinstance(column, models.DateField):
        moved = f"t.{name} + (c.delta / 86400)::integer"
        return moved if postgres else f"date(t.{name}, (c.delta / 86400) || ' days')"
    return f't."{name}"'


def _tally() -> None:
    """What the copies add to the counts that the actions keep."""
    IssueTally.objects.all().delete()
    month = ("unit_id", "drafting_unit_id", "counted_on__year", "counted_on__month", "form", "genre")
    counted = OutgoingDocument.objects.filter(counted_on__isnull=False).order_by()
    rows = counted.values_list(*month).annotate(models.Count("pk"), models.Sum("words"))
    IssueTally.objects.bulk_create(
        (
            IssueTally(
                office_id=office,
                unit_id=unit,
                year=year,
                month=number,
                form=form,
                genre=genre,
                issued=count,
                against=count,
                measured=count,
                words=words or 0,
            )
            for office, unit, year, number, form, genre, count, words in rows
        ),
        batch_size=500,
    )


def _drop_helpers() -> None:
    with connection.cursor() as cursor:
        for table in ("clone", "number", *_tables()):
            cursor.execute(f"DROP TABLE bench_{table}")


def _read_old_notices(county: County, now: datetime) -> None:
    """The measured people have read nearly all of what they were told lately; older notices nobody counts."""
    with connection.cursor() as cursor:
        for post in county.people.values():
            for principal in sorted(actor_in(post, now=now).principals):
                cursor.execute(
                    "INSERT INTO platform_notice_read (notice_id, person_id, at)"
                    " SELECT id, %s, %s FROM (SELECT id FROM platform_notice WHERE to_principal = %s"
                    " ORDER BY id DESC LIMIT %s OFFSET 5) AS newest",
                    [post.person_id, now, principal, READ_NOTICES],
                )


def _continue_ids() -> None:
    """Let PostgreSQL's sequences go on after the largest id of each table: rows were copied beside them, or taken
    back by a test."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in [*_tables(), "numbering_number", "platform_notice_read"]:
            if table in {model._meta.db_table for model in BESIDE}:
                continue
            cursor.execute(
                f"SELECT setval(s, (SELECT COALESCE(max(id), 0) + 1 FROM {table}), false)"
                " FROM pg_get_serial_sequence(%s, 'id') s WHERE s IS NOT NULL",
                [table],
            )


def _settle() -> None:
    """What a database does by itself in time: PostgreSQL gathers statistics; SQLite does nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _continue_ids()
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def count_rows(tables: Iterable[str]) -> dict[str, int]:
    """Rows of each of *tables*."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = int(cursor.fetchone()[0])
        return found
