"""Look-ups and writes whose SQL is kept do what Django's own do, on both databases."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, product
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, DateField, DateTimeField, IntegerField, Model
from kit import NOW, stand_in
from walking.short import Short

import shuniu
from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.base.row_writes import insert_row, update_row
from shuniu.kernel.flow.models import Entry, Matter, Task
from shuniu.kernel.people import queries
from shuniu.kernel.people.models import Authority, Person, Post, Unit
from shuniu.kernel.records.models import RecordPayload

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LOOKED_AT = 300
DAYS = (NOW.date(), date(2001, 1, 1))
NOT_LOOKED_INTO = (".migrations", ".settings", "__main__", ".wsgi")


def prepared() -> dict[str, Prepared[Any]]:
    """Every prepared look-up that a module of the product holds, by name."""
    found = {"holders of two": queries._holders_of(2), "places of three": queries._places_of(3)}
    for info in pkgutil.walk_packages(shuniu.__path__, "shuniu."):
        if not any(part in info.name for part in NOT_LOOKED_INTO):
            module = importlib.import_module(info.name)
            found |= {f"{info.name}.{k}": v for k, v in vars(module).items() if isinstance(v, Prepared)}
    return found


def values_for(lookup: Prepared[Any]) -> Iterator[dict[str, Any]]:
    """Combinations of values for its slots; ids are those that rows really have."""
    ids = sorted({pk for model in (Post, Matter, Person, Unit, Task) for pk in _ids(model)})
    samples = {IntegerField: ids, DateField: DAYS, DateTimeField: (NOW,), CharField: ("CLERK", "LEADER")}
    for chosen in product(*(samples[type(field)] for field in lookup._slots.values())):
        yield dict(zip(lookup._slots, chosen, strict=True))


def _ids(model: type[Model]) -> list[int]:
    return list(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:14])


def _plain(row: Any) -> Any:
    """A row as plain values, with what was fetched beside it."""
    if not isinstance(row, Model):
        return row
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    beside = {name: _plain(other) for name, other in row._state.fields_cache.items() if other is not None}
    return values | beside


@pytest.mark.slow
def test_prepared_look_ups_give_what_their_querysets_give(short: Short) -> None:
    stand_in(short, "director", "deputy")
    first, second = short.open("handler", "handler2"), short.open("director")
    short.open("water_handler", matter=first, unit="water")
    members = [short.posts[who].pk for who in ("mayor", "vice", "deputy")]
    short.do("clerk", "flow.circulate", matter=second, members=members, order="rank")
    short.do("mayor", "flow.read", matter=second)
    lookups = prepared()
    answered = set()
    for name, lookup in lookups.items():
        for values in islice(values_for(lookup), LOOKED_AT):
            rows = [_plain(row) for row in lookup(**values)]
            assert rows == [_plain(row) for row in lookup._build(**values)], (name, values)
            answered |= {name} if rows else set()
    assert len(lookups) > 15
    assert len(answered) > len(lookups) // 2, "most were compared with nothing"


def test_a_prepared_look_up_wants_just_its_own_values() -> None:
    lookup = Prepared(lambda pk: Unit.objects.filter(pk=pk), pk=IntegerField())
    with pytest.raises(TypeError, match=r"wants \['pk'\]"):
        lookup(unit=1)
    with pytest.raises(TypeError, match="no prefetch_related"):
        Prepared(lambda pk: Unit.objects.filter(pk=pk).prefetch_related("posts"), pk=IntegerField())(pk=1)


def test_an_inserted_row_is_the_row_that_save_makes(short: Short) -> None:
    pk = short.open("handler")
    entry = Entry.objects.filter(matter=pk).latest("pk")
    kept = _plain(Entry.objects.get(pk=entry.pk))
    entry.pk, entry.data = None, {"甲": [1, None, "乙"]}
    insert_row(entry)
    assert not entry._state.adding
    again = _plain(Entry.objects.get(pk=entry.pk))
    assert again == kept | {"id": entry.pk, "data": {"甲": [1, None, "乙"]}}
    assert _plain(Entry.objects.get(pk=kept["id"])) == kept


def test_an_update_writes_the_named_fields_and_no_other(short: Short) -> None:
    pk = short.open("handler")
    task = Task.objects.get(matter=pk)
    kept = _plain(task)
    task.verb, task.due_at = "另办", NOW + timedelta(days=1)
    update_row(task, "due_at")
    found = _plain(Task.objects.get(pk=task.pk))
    assert found == kept | {"due_at": task.due_at}
    update_row(task)
    assert Task.objects.get(pk=task.pk).verb == "另办"


def test_a_row_that_is_gone_is_not_quietly_left_out(short: Short) -> None:
    task = Task(pk=2**40, matter_id=short.open("handler"), unit=short.units["office"], opened_at=NOW)
    with pytest.raises(LookupError, match="no row"):
        update_row(task, "verb")
    with pytest.raises(LookupError):
        update_row(task, "no_such_field")


def test_what_is_written_so_is_a_plain_row() -> None:
    """A field that the database fills, or a model with a parent, would need more than these writes do."""
    for model in apps.get_models():
        if model.__module__.startswith("shuniu."):
            assert not model._meta.parents, model
            assert not any(field.has_db_default() for field in model._meta.local_concrete_fields), model
    assert RecordPayload._meta.auto_field is None
    assert Authority._meta.auto_field is not None
