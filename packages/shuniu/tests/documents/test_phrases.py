"""常用语: one's own and the unit's; kept, changed, ordered, dropped; by whom; never what is secret."""

from __future__ import annotations

import pytest
from kit import County, browser, build_county
from outgoing_scene import Way

from shuniu.kernel.base.refusals import Code
from shuniu.modules.documents.models import Phrase
from shuniu.modules.documents.outgoing import phrases

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
KEEP, MOVE, DROP = (f"documents.outgoing.{one}_phrase" for one in ("keep", "move", "drop"))
ADDRESS = "/outgoing/phrases/"


@pytest.fixture
def county() -> County:
    return build_county()


def kept(county: County, who: str, text: str, **more: object) -> int:
    return int(county.do(who, KEEP, text=text, **more).result["phrase"])


def texts(county: County, who: str) -> list[str]:
    page = browser(county, who).get(ADDRESS).content.decode()
    all_ = Phrase.objects.values_list("text", flat=True)
    return sorted((text for text in all_ if text in page), key=page.index)


def test_ones_own_are_read_by_nobody_else(county: County) -> None:
    kept(county, "handler", "请抓好落实。")
    assert texts(county, "handler") == ["请抓好落实。"]
    assert texts(county, "director") == [] == texts(county, "water_clerk")


def test_the_units_are_kept_by_who_keeps_its_papers_and_used_by_all_in_it(county: County) -> None:
    refused = county.refused("handler", KEEP, text="请抓好落实。", shared=True)
    assert refused.code is Code.NOT_ALLOWED and "文书" in refused.message
    pk = kept(county, "clerk", "请抓好落实。", shared=True)
    assert texts(county, "handler") == ["请抓好落实。"] and texts(county, "water_clerk") == []
    for name, more in ((KEEP, {"text": "改了"}), (MOVE, {"way": "up"}), (DROP, {})):
        assert county.refused("handler", name, which=pk, **more).code is Code.NOT_ALLOWED
        assert county.refused("water_clerk", name, which=pk, **more).code is Code.NOT_FOUND
    assert browser(county, "handler").get(f"{ADDRESS}{pk}/").status_code == 404
    kept(county, "clerk", "请认真抓好落实。", which=pk, shared=True)
    assert list(Phrase.objects.values_list("text", "unit", "person")) == [
        ("请认真抓好落实。", county.units["office"].pk, None)
    ]


@pytest.mark.parametrize("keeper", ["clerk", "director"])
def test_the_units_are_changed_and_retired_on_their_page_by_each_who_keeps_them(
    county: County, keeper: str
) -> None:
    """Whoever of them kept it first; who may not has neither the form nor the presses."""
    one, two = (kept(county, "clerk", text, shared=True) for text in ("第一条。", "第二条。"))
    client, other = browser(county, keeper), browser(county, "handler")
    assert f'href="{ADDRESS}{one}/"' in client.get(ADDRESS).content.decode()
    assert f'href="{ADDRESS}{one}/"' not in other.get(ADDRESS).content.decode()
    changed = {"which": one, "text": "改过的一条。", "shared": "on"}
    assert client.post(f"{ADDRESS}{one}/", changed).status_code == 302
    other.post(f"{ADDRESS}drop/", {"only": two})
    assert texts(county, "handler") == ["改过的一条。", "第二条。"]
    client.post(f"{ADDRESS}drop/", {"only": two})
    found = Phrase.objects.get()
    assert (found.text, found.unit_id, found.person_id) == ("改过的一条。", county.units["office"].pk, None)
    assert texts(county, "handler") == ["改过的一条。"]


def test_nobody_touches_the_own_of_another(county: County) -> None:
    pk = kept(county, "handler", "请抓好落实。")
    for name, more in ((KEEP, {"text": "改了"}), (MOVE, {"way": "up"}), (DROP, {})):
        assert county.refused("clerk", name, which=pk, **more).code is Code.NOT_FOUND
    assert Phrase.objects.get().text == "请抓好落实。"


def test_they_are_ordered_changed_and_dropped_on_their_page(county: County) -> None:
    one, two, three = (kept(county, "handler", text) for text in ("第一条。", "第二条。", "第三条。"))
    client = browser(county, "handler")
    client.post(f"{ADDRESS}up/", {"only": three})
    client.post(f"{ADDRESS}up/", {"only": three})
    client.post(f"{ADDRESS}up/", {"only": three})
    assert texts(county, "handler") == ["第三条。", "第一条。", "第二条。"]
    client.post(f"{ADDRESS}down/", {"only": one})
    assert texts(county, "handler") == ["第三条。", "第二条。", "第一条。"]
    assert client.post(f"{ADDRESS}{two}/", {"which": two, "text": "改过的一条。"}).status_code == 302
    client.post(f"{ADDRESS}drop/", {"only": one})
    assert texts(county, "handler") == ["第三条。", "改过的一条。"]
    assert "不归您管" in client.get(f"{ADDRESS}{one}/").content.decode()


def test_the_form_shares_only_for_who_may(county: County) -> None:
    assert 'name="shared"' in browser(county, "clerk").get(f"{ADDRESS}new/").content.decode()
    client = browser(county, "handler")
    assert 'name="shared"' not in client.get(f"{ADDRESS}new/").content.decode()
    assert client.post(f"{ADDRESS}new/", {"text": "请抓好落实。"}).status_code == 302
    assert Phrase.objects.get().person_id == county.posts["handler"].person_id


def test_one_text_is_kept_once_and_not_too_many(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(county, "handler", "请抓好落实。")
    assert "已经有这一条" in county.refused("handler", KEEP, text="请抓好落实。").message
    kept(county, "clerk", "请抓好落实。", shared=True)
    monkeypatch.setattr(phrases, "MOST", 1)
    assert "请先删去" in county.refused("handler", KEEP, text="另一条。").remedy


def test_nothing_secret_is_kept(county: County) -> None:
    marked = county.refused("handler", KEEP, text="机密★1年 关于某项工作")
    assert marked.code is Code.SECRET
    inside = Way(county, work_secret=True)
    answer = browser(county, "handler").post(f"{ADDRESS}keep/", {"text": "内部的话。", "document": inside.pk})
    assert answer.status_code == 422 and "工作秘密" in answer.json()["why"]
    page = browser(county, "handler").get(f"/outgoing/{inside.pk}/draft/").content.decode()
    assert 'data-phrases=""' in page
    assert not Phrase.objects.exists()


def test_the_desk_offers_each_text_once_ones_own_first(county: County) -> None:
    kept(county, "clerk", "请抓好落实。", shared=True)
    kept(county, "clerk", "特此报告。", shared=True)
    pk = Way(county).pk
    client = browser(county, "handler")
    answer = client.post(f"{ADDRESS}keep/", {"text": "自己的话。", "document": pk})
    assert answer.json() == {"text": "自己的话。"}
    page = client.get(f"/outgoing/{pk}/draft/").content.decode()
    places = [
        page.index(f'data-insert="{text}"')
        for text in ("自己的话。", "请抓好落实。", "现将有关事项通知如下。")
    ]
    assert places == sorted(places) and page.count('data-insert="特此报告。"') == 1
