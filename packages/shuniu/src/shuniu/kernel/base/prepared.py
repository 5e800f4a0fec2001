"""Look-ups compiled once: what every request and every step asks keeps its SQL, and only its values change.

Django builds a query out of objects and turns it into SQL anew each time it is asked. For a look-up of one row that
takes three times as long as asking the database, and these few are asked in every request and every step. They are
written as ordinary querysets all the same, so that they read, and are checked, like all others.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")


class Slot(Expression):
    """The place of a value in a prepared look-up, filled in when it is asked."""

    allowed_default = False

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A parameter that stands for itself until `Prepared` puts the value in its place."""
        return "%s", (self,)

    def value_for(self, values: Mapping[str, Any]) -> Any:
        """Its value as the database takes it. Raises `KeyError` when *values* has none for it."""
        return self.output_field.get_db_prep_value(values[self.name], connection, prepared=False)


class Prepared(Generic[Row]):
    """A look-up with slots. Called with a value for each slot, it gives the rows.

    *build* gets a `Slot` for each of *slots* by its name, and returns the queryset: of models or of `values_list`,
    without `prefetch_related`. It is called once, when the look-up is first asked.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **slots: Field[Any, Any]) -> None:
        self._build = build
        self._slots = slots
        self._compiled: dict[str, _Compiled] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """The rows for *values*, one for each slot. Raises `TypeError` when they are not just the slots' own."""
        if values.keys() != self._slots.keys():
            raise TypeError(f"this look-up wants {sorted(self._slots)}, not {sorted(values)}")
        compiled = self._compiled.get(connection.vendor)
        if compiled is None:
            found = self._build(**{name: Slot(name, field) for name, field in self._slots.items()})
            compiled = self._compiled[connection.vendor] = _Compiled(found)
        return list(compiled.rows(values))

    def first(self, **values: Any) -> Row | None:
        """The first of the rows for *values*, or None."""
        return next(iter(self(**values)), None)


class _Compiled:
    """A queryset with its SQL in the dialect of the database in use."""

    def __init__(self, queryset: Any) -> None:
        if queryset._prefetch_related_lookups:
            raise TypeError("a prepared look-up gives rows of one query: no prefetch_related")
        self._queryset = queryset
        self._iterable: Callable[[_Asked], Iterable[Any]] = queryset._iterable_class
        self._compiler: Any = queryset.query.get_compiler(queryset.db)
        self._sql, self._parameters = self._compiler.as_sql()
        columns = [column for column, _, _ in self._compiler.select]
        self._converters = self._compiler.get_converters(columns)

    def rows(self, values: Mapping[str, Any]) -> Iterator[Any]:
        parameters = tuple(p.value_for(values) if isinstance(p, Slot) else p for p in self._parameters)
        # A copy, for several threads may ask at once, each with its own connection.
        compiler = copy.copy(self._compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_, **__: (self._sql, parameters)
        compiler.get_converters = lambda _: self._converters
        return iter(self._iterable(_Asked(self._queryset, compiler)))


class _Asked:
    """What Django's own iterators want of a queryset, with the compiled query in it."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.db = queryset.db
        self.model = queryset.model
        self.query = _Query(queryset.query, compiler)
        self._known_related_objects: dict[Any, Any] = {}
        self._fields = queryset._fields


class _Query:
    def __init__(self, query: Any, compiler: Any) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, using: str | None = None) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)
