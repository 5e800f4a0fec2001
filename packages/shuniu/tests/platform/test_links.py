"""Links: made and taken back by actions, never deleted, and shown only to who may see the other end."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from kit import NOW, County, browser, build_county

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry
from shuniu.kernel.platform.links import linking
from shuniu.kernel.platform.links.linking import End
from shuniu.kernel.platform.links.models import Link
from shuniu.kernel.platform.links.registry import LINK_KINDS, LinkKind, declare_links
from shuniu.kernel.platform.search.indexing import index_pending

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

if "test.answers" not in LINK_KINDS:
    declare_links(LinkKind("test.answers", "答复", "由其答复"))


@pytest.fixture
def county() -> County:
    return build_county()


def errand(county: County, title: str, **data: object) -> int:
    done = county.do("clerk", "sample.ask", title=title, **data)
    assert done.matter_id is not None
    return done.matter_id


def seen(county: County, who: str, pk: int) -> list[tuple[str, str]]:
    return [(v.label, v.title) for v in linking.links_of(county.actor(who), End("matter", pk))]


def test_a_link_is_read_from_both_ends(county: County) -> None:
    first, second = errand(county, "答复水利局"), errand(county, "水利局来文")
    done = county.do(
        "clerk", "platform.link", matter=first, to_id=second, kind="test.answers", note="见第三条"
    )
    assert seen(county, "clerk", first) == [("答复", "跑腿〔2026〕2号 水利局来文")]
    assert seen(county, "director", second) == [("由其答复", "跑腿〔2026〕1号 答复水利局")]
    (view,) = linking.links_of(county.actor("clerk"), End("matter", second))
    assert (view.id, view.other, view.url, view.note) == (
        done.result["link"],
        End("matter", first),
        f"/matters/{first}/",
        "见第三条",
    )
    assert Entry.objects.get(matter=first, action="platform.link").label == "关联（答复）"


def test_the_other_end_is_shown_only_to_who_may_see_it(county: County) -> None:
    """A department sees its own matter, but not what the office has linked it with."""
    office = errand(county, "内部研究")
    child = county.do(
        "clerk", "sample.ask", matter=office, title="请水利局核实", unit=county.units["water"].pk
    )
    del child
    below = Entry.objects.exclude(matter=office).latest("pk").matter_id
    refused = county.refused("water_clerk", "platform.link", matter=below, to_id=office)
    assert refused.code is Code.NOT_FOUND and refused.problems[0].field == "to_id"
    linking.link(
        "related",
        End("matter", below),
        End("matter", office),
        actor=county.actor("clerk"),
        now=NOW,
    )
    assert seen(county, "water_clerk", below) == []
    assert refused.status == 404


def test_taken_back_but_never_deleted(county: County) -> None:
    first, second = errand(county, "甲"), errand(county, "乙")
    pk = county.do("clerk", "platform.link", matter=first, to_id=second).result["link"]
    assert county.refused("clerk", "platform.link", matter=first, to_id=second).code is Code.RULE
    assert county.refused("clerk", "platform.link", matter=first, to_id=first).code is Code.INVALID
    county.do("clerk", "platform.unlink", matter=second, link=pk, reason="关联错了")
    assert seen(county, "clerk", first) == [] and Link.objects.count() == 2
    again = county.refused("clerk", "platform.unlink", matter=first, link=pk, reason="再来一次")
    assert again.code is Code.NOT_FOUND
    county.do("clerk", "platform.link", matter=first, to_id=second)
    assert len(seen(county, "clerk", first)) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.update(note="改写")
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.all().delete()


@pytest.mark.parametrize("wrong", [{"kind": "nonsense"}, {"to_kind": "nonsense"}])
def test_unknown_names_are_refused_in_words(county: County, wrong: dict[str, str]) -> None:
    first, second = errand(county, "甲"), errand(county, "乙")
    refusal = county.refused("clerk", "platform.link", matter=first, to_id=second, **wrong)
    assert refusal.code is Code.INVALID and refusal.problems[0].field == next(iter(wrong))


def test_two_queries_however_many_links(county: County) -> None:
    first = errand(county, "甲")
    for number in range(4):
        county.do("clerk", "platform.link", matter=first, to_id=errand(county, f"乙{number}"))
    actor = county.actor("clerk")
    with CaptureQueriesContext(connection) as asked:
        assert len(linking.links_of(actor, End("matter", first))) == 4
    assert len(asked) == 2


def test_a_matter_is_linked_and_unlinked_on_its_page(county: County) -> None:
    """Found by some words of its title; both ends show it, to who may see the other."""
    first, second = errand(county, "答复水利局"), errand(county, "水利局来文")
    clerk = browser(county, "clerk")
    page = clerk.get(f"/matters/{first}/").content.decode()
    assert (
        'id="do-platform-link"' in page and "do-platform-unlink" not in page and 'name="to_kind"' not in page
    )
    assert "水利局来文" in clerk.get(f"/choose/linkable/?matter={first}").content.decode()
    index_pending(now=NOW)
    offered = clerk.get(f"/choose/linkable/?matter={first}&q=水利局").content.decode()
    assert "水利局来文" in offered and "答复水利局" not in offered
    pressed = {"matter": first, "to_id": second, "kind": "related", "note": "一并研究"}
    assert clerk.post("/act/platform.link/", pressed).status_code == 302
    for one, other in ((first, second), (second, first)):
        page = clerk.get(f"/matters/{one}/").content.decode()
        assert f'<a href="/matters/{other}/">' in page and "一并研究（" in page
    again = clerk.post("/act/platform.link/", pressed)
    assert "这两件已经关联过" in again.content.decode() and "水利局来文" in again.content.decode()
    assert "do-platform-link" not in browser(county, "mayor").get(f"/matters/{first}/").content.decode()
    undone = {"matter": second, "link": Link.objects.get().pk, "reason": "不是一回事"}
    assert clerk.post("/act/platform.unlink/", undone).status_code == 302
    assert f'<a href="/matters/{second}/">' not in clerk.get(f"/matters/{first}/").content.decode()
