"""Search: finds what contains the words, newest first, and never what one may not see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kit import NOW, County, build_county

from shuniu.kernel.flow.models import Matter, Visible
from shuniu.kernel.flow.vocabulary import KINDS, Kind
from shuniu.kernel.platform.jobs import queue
from shuniu.kernel.platform.jobs.worker import work_off
from shuniu.kernel.platform.search import index, indexing, text
from shuniu.kernel.platform.search.models import SearchDirty, SearchEntry
from shuniu.kernel.platform.search.queries import search

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TEXTS: dict[int, str] = {}


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> Iterator[County]:
    kind = Kind("errand", "跑腿", "/sample/{}/".format, lambda m: TEXTS.get(m.pk, ""))
    monkeypatch.setitem(KINDS._items, "errand", kind)
    yield build_county()
    TEXTS.clear()


def errand(county: County, title: str, body: str = "", **data: object) -> int:
    done = county.do("clerk", "sample.ask", title=title, **data)
    assert done.matter_id is not None
    TEXTS[done.matter_id] = body
    return done.matter_id


def swept() -> None:
    while indexing.index_pending(now=NOW):
        continue


def found(county: County, query: str, who: str = "clerk") -> list[int]:
    return [hit.matter.pk for hit in search(county.actor(who), query).hits]


def test_by_number_title_and_text_newest_first(county: County) -> None:
    first = errand(county, "关于做好防汛工作的通知", "各乡镇要落实值班值守。")
    second = errand(county, "关于防汛物资的请示", "请拨付资金。")
    swept()
    assert found(county, "防汛") == [second, first]
    assert found(county, "值守") == [first]
    assert found(county, "跑腿〔2026〕2号") == [second]
    assert found(county, "防汛 资金") == [second], "every word must be there"
    assert found(county, "防汛　值班") == [first], "a full-width blank parts words too"
    assert found(county, "防讯") == [] and found(county, "  。 ") == []


@pytest.mark.parametrize(
    "query",
    [
        "云政办发〔2026〕12号",
        "云政办发[2026]12号",
        "云政办发（２０２６）12号",
        "云政办发【2026】 12号",
        "〔2026〕12",
    ],
)
def test_a_document_number_in_any_brackets(county: County, query: str) -> None:
    right = errand(county, "转发", "根据云政办发〔2026〕12号文件")
    errand(county, "转发", "根据云政办发〔2025〕12号、云政办发〔2026〕120号文件")
    swept()
    assert found(county, query) == [right]


@pytest.mark.parametrize("one", ["防", "汛", "治", "水", "号"])
def test_one_character_finds(county: County, one: str) -> None:
    pk = errand(county, "防汛", "治水第3号")
    swept()
    assert found(county, one) == [pk]


def test_bigrams_that_only_happen_to_stand_there_are_no_hit(county: County) -> None:
    errand(county, "水利部门与利局无关", "水利。利局。")
    pk = errand(county, "水利局来文")
    swept()
    assert found(county, "水利局") == [pk]


def test_broken_lines_and_invisible_characters_do_not_hide(county: County) -> None:
    pk = errand(county, "扫描件", "关于加强水\n  利\u200b工程 管护的意见 ABC-12")
    swept()
    assert found(county, "水利工程管护") == [pk] and found(county, "abc") == [pk]
    (hit,) = search(county.actor("clerk"), "水利工程").hits
    assert ("水利工程", True) in hit.snippet


def test_hits_are_marked_as_segments(county: County) -> None:
    """Markup in a document stays text: segments are (text, hit), and a page escapes them."""
    body = "甲" * 200 + "<b>防汛</b>值班" + "乙" * 200
    errand(county, "防汛与抗旱防汛", body)
    swept()
    (hit,) = search(county.actor("clerk"), "防汛").hits
    assert hit.title == (("防汛", True), ("与抗旱", False), ("防汛", True))
    assert ("防汛", True) in hit.snippet and hit.snippet[0] == ("…", False)
    assert len("".join(part for part, _ in hit.snippet)) <= text.SNIPPET + 2
    assert hit.url == f"/sample/{hit.matter.pk}/"


def test_only_what_one_may_see(county: County) -> None:
    mine = errand(county, "防汛检查")
    theirs = county.do("clerk", "sample.ask", matter=mine, title="防汛核实", unit=county.units["water"].pk)
    assert theirs.matter_id == mine
    child = Matter.objects.get(parent=mine).pk
    swept()
    assert found(county, "防汛", "water_clerk") == [child]
    assert found(county, "防汛", "clerk_party") == []
    assert found(county, "防汛", "handler") == [mine]


def test_a_lost_right_counts_at_once(county: County) -> None:
    """The index lags by seconds; what one may see does not (BM-08)."""
    pk = errand(county, "防汛检查")
    swept()
    assert found(county, "防汛", "handler") == [pk]
    Matter.objects.filter(pk=pk).update(level="work_secret")
    county.do("clerk", "flow.remind", matter=pk)
    assert index.find(["防汛"], county.actor("handler").principals, before=None, limit=9) == [pk]
    assert found(county, "防汛", "handler") == []


def test_a_change_is_found_after_the_next_sweep(county: County) -> None:
    pk = errand(county, "防汛检查")
    swept()
    TEXTS[pk] = "补充抗旱"
    county.do("clerk", "flow.remind", matter=pk)
    assert found(county, "抗旱") == []
    indexing.sweep(NOW)
    assert found(county, "抗旱") == [pk] and not SearchDirty.objects.exists()


def test_an_action_undone_leaves_no_dirt(county: County) -> None:
    pk = errand(county, "防汛检查")
    swept()
    county.refused("clerk", "sample.report", matter=pk, text="代办", to=county.posts["director"].pk)
    assert not SearchDirty.objects.exists()


def test_pages_lose_nothing_and_ask_little(county: County) -> None:
    """Each page is reached by the id of the last; a township's few matters are found among strangers' many."""
    many = [errand(county, f"防汛通知{number}") for number in range(12)]
    swept()
    Visible.objects.filter(matter_id__in=many[2:10], principal__contains="HANDLER").delete()
    actor, seen, before = county.actor("handler"), list[int](), None
    for _ in range(20):
        with CaptureQueriesContext(connection) as asked:
            part = search(actor, "防汛", before=before, size=2)
        assert len(asked) <= 4
        seen += [hit.matter.pk for hit in part.hits]
        before = part.before
        if before is None:
            break
    assert seen == [many[11], many[10], many[1], many[0]]


def test_pages_that_end_exactly(county: County) -> None:
    pks = [errand(county, f"防汛{number}") for number in range(4)]
    swept()
    first = search(county.actor("clerk"), "防汛", size=2)
    second = search(county.actor("clerk"), "防汛", size=2, before=first.before)
    assert [h.matter.pk for h in first.hits + second.hits] == pks[::-1]
    assert search(county.actor("clerk"), "防汛", size=4).before is None or second.before is None


def test_rebuilt_as_a_job_with_progress(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    pks = [errand(county, f"防汛{number}") for number in range(5)]
    SearchDirty.objects.all().delete()
    assert found(county, "防汛") == []
    job = queue.start("search.rebuild", actor=county.actor("clerk"), now=timezone.now())
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total) == ("done", {"matters": 5}, 5, 5)
    assert found(county, "防汛") == pks[::-1]


def test_one_matter_whose_text_fails_does_not_stop_the_others(
    county: County, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, third = (errand(county, f"防汛{number}") for number in range(3))

    def text_of(matter: Matter) -> str:
        if matter.pk == second:
            raise KeyError("正文里的一句话")
        return ""

    monkeypatch.setitem(KINDS._items, "errand", Kind("errand", "跑腿", "/sample/{}/".format, text_of))
    swept()
    assert found(county, "防汛") == [third, first]
    assert "KeyError" in caplog.text and "正文" not in caplog.text


def test_words_and_texts_of_any_length(county: County) -> None:
    """A base64 blob is one word; PostgreSQL takes terms of 2 KB and a megabyte for a row, who may see included."""
    blob = "ab1" * 2_000
    many = " ".join(f"w{number:050d}" for number in range(25_000))
    pk = errand(county, "防汛", f"{blob} {many}")
    swept()
    assert found(county, "防汛") == [pk] and found(county, blob) == [pk]


def test_erased_text_is_gone_from_the_index(county: County) -> None:
    pk = errand(county, "防汛检查", "不应当出现的一句话")
    swept()
    Matter.objects.filter(pk=pk).update(title="（已清除）")
    TEXTS[pk] = ""
    indexing.erase(pk, actor=county.actor("clerk"), now=NOW)
    assert index.find(["应当"], county.actor("clerk").principals, before=None, limit=9) == []
    swept()
    assert found(county, "不应当出现") == [] and found(county, "防汛") == []
    assert not SearchEntry.objects.filter(text__contains="应当").exists()
    assert found(county, "已清除") == [pk]


@pytest.mark.parametrize(
    "query", ['"', "' OR 1=1", "* ( ) NOT", "防汛 AND", "\x00防汛", "§d1.clerk", "防" * 500]
)
def test_a_query_is_never_syntax(county: County, query: str) -> None:
    errand(county, "防汛")
    swept()
    assert isinstance(found(county, query), list)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.text(st.sampled_from("防汛抗旱水利局 \n，。〔〕12ab㈠（"), max_size=30),
    query=st.text(st.sampled_from("防汛抗旱水利局"), min_size=1, max_size=4),
)
def test_what_contains_the_words_has_their_terms(body: str, query: str) -> None:
    """Recall is complete by construction: a substring's terms are among the terms of the whole."""
    (word,) = text.words_of(query)
    kept = text.clean(body)
    if query in kept:
        assert set(word.terms) <= text.terms(kept) and word.pattern.search(text.fold(kept))
    marked = text.mark(kept, (word,))
    assert "".join(part for part, _ in marked) == kept
    assert all(text.fold(part) for part, hit in marked if hit)
