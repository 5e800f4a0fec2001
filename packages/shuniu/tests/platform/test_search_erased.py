"""What was erased from the index cannot be read in the pages of its tables either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from kit import NOW, build_county
from pytest_django.plugin import DjangoDbBlocker

from shuniu.kernel.flow.vocabulary import KINDS, Kind
from shuniu.kernel.platform.search import index, indexing

TERMS = {1 << 60: "kept", (1 << 60) + 1: "erased"}
"""By ids that no matter has: the tables of search know no foreign keys."""


@pytest.mark.django_db
def test_on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """FTS5 keeps what was removed in older segments until they are merged; a control shows that they are seen."""
    texts: dict[int, str] = {}
    monkeypatch.setitem(KINDS._items, "errand", Kind("errand", "跑腿", str, lambda m: texts.get(m.pk, "")))
    county = build_county()

    def errand(body: str) -> int:
        done = county.do("clerk", "sample.ask", title="防汛检查")
        assert done.matter_id is not None
        texts[done.matter_id] = body
        return done.matter_id

    def in_pages(term: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM platform_search_terms_data")
            return any(term.encode() in bytes(row[0]) for row in cursor.fetchall())

    def swept() -> None:
        while indexing.index_pending(now=NOW):
            continue

    errand("kept")
    pk = errand("erased")
    swept()
    assert in_pages("kept") and in_pages("erased")
    texts[pk] = ""
    indexing.index_matters([pk], now=NOW)
    assert in_pages("erased"), "removing alone leaves it there"
    indexing.erase(pk, actor=county.actor("clerk"), now=NOW)
    swept()
    assert in_pages("kept") and not in_pages("erased")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Real commits, because a table cannot be written anew inside a transaction."""
    with django_db_blocker.unblock():
        try:
            yield
        finally:
            index.remove(TERMS)
            connection.close()


@pytest.mark.postgres
def test_on_postgresql(committed: None) -> None:
    """A vacuum alone leaves the term in the pages, and in GIN for good."""

    def in_pages(term: str) -> set[str]:
        found = set()
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            for part in (index.TABLE, f"{index.TABLE}_gin"):
                cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [part])
                if term.encode() in bytes(cursor.fetchone()[0]):
                    found.add(part)
        return found

    index.put({pk: [term] for pk, term in TERMS.items()})
    everywhere = {index.TABLE, f"{index.TABLE}_gin"}
    assert in_pages("kept") == in_pages("erased") == everywhere
    index.remove([pk for pk, term in TERMS.items() if term == "erased"])
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {index.TABLE}")
    assert in_pages("erased"), "a vacuum alone leaves it there"
    index.rewrite()
    assert in_pages("kept") == everywhere and in_pages("erased") == set()
    assert index._ids(f"SELECT matter_id FROM {index.TABLE} WHERE terms @@ 'kept'", []) == [1 << 60]  # noqa: S608
