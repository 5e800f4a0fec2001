"""One row written with SQL that is kept: what every step writes, it writes with these.

`Model.save` builds its statement anew each time, which costs more than the statement. These do nothing else than
`save` does for plain rows: no signals, no parents, no values that the database works out. See `prepared` for reading.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert_row(row: Model) -> None:
    """Insert *row*, and give it the id that it got. It joins the transaction. Raises as `save` does."""
    sql, fields, returns = _insertion(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        if returns:
            row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


def update_row(row: Model, *names: str) -> None:
    """Write the fields *names* of *row*, all of them when none is named. Raises `LookupError` for an unknown field
    and when there is no such row (any more), and as `save` does."""
    sql, fields = _update(type(row), names)
    values = [field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields]
    pk = type(row)._meta.pk.get_db_prep_save(row.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, pk])
        if cursor.rowcount != 1:
            raise LookupError(f"no row {row.pk} of {type(row).__name__}")


@cache
def _insertion(model: type[Model], vendor: str) -> tuple[str, list[Field[Any, Any]], bool]:
    meta = model._meta
    _require_plain(model)
    fields = [field for field in meta.local_concrete_fields if field is not meta.auto_field]
    columns, places = ", ".join(_quoted(field) for field in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {meta.db_table} ({columns}) VALUES ({places})"  # noqa: S608 - names of our own tables
    if meta.auto_field is None:
        return sql, fields, False
    return f"{sql} RETURNING {_quoted(meta.auto_field)}", fields, True


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Field[Any, Any]]]:
    meta = model._meta
    _require_plain(model)
    own = {field.name: field for field in meta.local_concrete_fields if not field.primary_key}
    fields = [own[name] for name in names or own]
    changes = ", ".join(f"{_quoted(field)} = %s" for field in fields)
    return f"UPDATE {meta.db_table} SET {changes} WHERE {_quoted(meta.pk)} = %s", fields  # noqa: S608


def _require_plain(model: type[Model]) -> None:
    if model._meta.parents or any(field.has_db_default() for field in model._meta.local_concrete_fields):
        raise TypeError(f"{model.__name__} is more than a plain row: use save()")


def _quoted(field: Any) -> str:
    return str(connection.ops.quote_name(field.column))
