"""Searching: all words, newest first, only what one may see now; the same handful of queries at every size.

The index proposes, `Visible` and the text itself decide: a matter one may no longer see, or whose bigrams only
happen to stand together, is dropped and the next one taken. At most `ROUNDS` times: a page may then be short,
but it says where to go on, and nothing is ever left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from shuniu.kernel.flow.models import Matter, Visible
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.addresses import matter_url
from shuniu.kernel.platform.search import index
from shuniu.kernel.platform.search.models import SearchEntry
from shuniu.kernel.platform.search.text import Segments, Word, fold, mark, snippet, words_of

PAGE = 25
SPARE = 10
ROUNDS = 4


@dataclass(frozen=True)
class Hit:
    """One matter found. `number`, `title` and `snippet` are segments (text, hit), to be marked by the page."""

    matter: Matter
    url: str
    number: Segments
    title: Segments
    snippet: Segments


@dataclass(frozen=True)
class Results:
    """One page of hits; `words` are those searched for (none: nothing to search for), `before` the next page."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    before: int | None


def search(actor: Actor, query: str, *, before: int | None = None, size: int = PAGE) -> Results:
    """The next *size* matters below the id *before* that *actor* may see and that contain every word."""
    words = words_of(query)
    asked = tuple(dict.fromkeys(term for word in words for term in word.terms))
    hits: list[Hit] = []
    for _ in range(ROUNDS):
        wanted = size - len(hits) + SPARE
        ids = index.find(asked, actor.principals, before=before, limit=wanted)
        for entry in _seen(actor, ids):
            if _has_all(entry, words):
                hits.append(_hit(entry, words))
            if len(hits) == size:
                last = entry.pk == ids[-1] and len(ids) < wanted
                return Results(_texts(words), tuple(hits), None if last else entry.pk)
        if len(ids) < wanted:
            return Results(_texts(words), tuple(hits), None)
        before = ids[-1]
    return Results(_texts(words), tuple(hits), before)


def _seen(actor: Actor, ids: list[int]) -> list[SearchEntry]:
    if not ids:
        return []
    visible = Visible.objects.filter(matter_id=OuterRef("pk"), principal__in=actor.principals)
    rows = SearchEntry.objects.filter(Exists(visible), pk__in=ids).select_related("matter__unit")
    return list(rows.order_by("-pk"))


def _has_all(entry: SearchEntry, words: tuple[Word, ...]) -> bool:
    matter = entry.matter
    places = [fold(matter.number), fold(matter.title), fold(entry.text)]
    return all(any(word.pattern.search(place) for place in places) for word in words)


def _hit(entry: SearchEntry, words: tuple[Word, ...]) -> Hit:
    matter = entry.matter
    return Hit(
        matter=matter,
        url=matter_url(matter),
        number=mark(matter.number, words),
        title=mark(matter.title, words),
        snippet=snippet(entry.text, words),
    )


def _texts(words: tuple[Word, ...]) -> tuple[str, ...]:
    return tuple(word.text for word in words)
