"""The list of 发文 and the page of a document: saved views, filters, what is carried unseen, what is not asked."""

from __future__ import annotations

import pytest
from kit import NOW, County, browser, build_county
from test_outgoing_way import TEXT, TITLE, opened, printed, signed

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import OutgoingDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def listed(county: County, who: str, query: str = "") -> str:
    return browser(county, who).get(f"/outgoing/{query}").content.decode()


def test_a_list_shows_number_title_who_drafted_and_who_has_it(county: County) -> None:
    pk = printed(county)
    page = listed(county, "clerk", "?view=all")
    assert "云政办发〔2026〕1号" in page and TITLE in page and "通知" in page and f"/matters/{pk}/" in page
    assert TITLE not in listed(county, "clerk_party", "?view=all")
    assert "没有等您办的发文" in listed(county, "handler2")


def test_saved_views_are_tabs_of_their_own(county: County) -> None:
    signed(county)
    page = listed(county, "handler", "?view=all&drafter=刘建军")
    tabs = page.split('class="tabs"')[1].split("</nav>")[0]
    assert TITLE in page and tabs.count("aria-current") == 1
    assert 'aria-current="page">我起草的' in tabs
    assert TITLE not in listed(county, "handler", "?view=all&stage=issued")
    assert TITLE in listed(county, "handler", "?view=all&stage=printing")
    assert "我起草的" not in listed(county, "mayor", "?view=all")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=printing", True),
        ("stage=signing", False),
        ("genre=通知", True),
        ("genre=请示", False),
        ("drafter=刘建", True),
        ("drafter=王秀兰", False),
        ("unit=办公室", True),
        ("direction=up", False),
        ("stage=nowhere", True),
    ],
)
def test_filters_narrow_it(county: County, query: str, found: bool) -> None:
    signed(county)
    assert (TITLE in listed(county, "clerk", f"?view=all&{query}")) is found


def test_what_the_person_read_travels_with_his_press(county: County) -> None:
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    page = browser(county, "handler").get(f"/matters/{pk}/").content.decode()
    assert '<input type="hidden" name="draft" value="1">' in page and "稿次</label>" not in page
    press = {"matter": pk, "draft": "1"}
    county.do(
        "handler", "documents.outgoing.save_draft", matter=pk, draft=1, **{**TEXT, "body": "改过的正文。"}
    )
    answer = browser(county, "handler").post("/act/documents.outgoing.hand_in/", press)
    assert answer.status_code == 409 and "您看的是第 1 稿" in answer.content.decode()
    assert Matter.objects.get(pk=pk).state == "drafting"


def test_a_reason_is_asked_only_of_what_is_too_long(county: County) -> None:
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    client = browser(county, "handler")
    page = client.get(f"/matters/{pk}/").content.decode()
    assert 'name="length_reason"' not in page and "再次会签" not in page
    ParameterValue.objects.create(
        key="outgoing.words_special",
        value=10,
        valid_from=NOW.date(),
        reason="试验",
        set_by="测试",
        set_at=NOW,
    )
    assert 'name="length_reason"' in client.get(f"/matters/{pk}/").content.decode()


def test_the_page_shows_words_pages_and_where_to_write(county: County) -> None:
    pk = opened(county, consulted=[county.units["water"].pk], reason="市政府会议")
    client = browser(county, "handler")
    page = client.get(f"/matters/{pk}/").content.decode()
    assert "还没有保存过稿子" in page and f'href="/outgoing/{pk}/draft/"' in page and "市政府会议" in page
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **TEXT)
    page = client.get(f"/matters/{pk}/").content.decode()
    assert "版面第 1 页" in page and "会签意见" in page and "还没有单位会签" in page and "水利局" in page
    assert f"/outgoing/{pk}/draft/" not in browser(county, "director").get(f"/matters/{pk}/").content.decode()


def test_signed_documents_are_fetched_whole(county: County) -> None:
    pk = signed(county)
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    assert f"/outgoing/{pk}/document.pdf" in page and f"/outgoing/{pk}/document.docx" in page
    assert f"/outgoing/{pk}/document.ofd" in page
    assert page.index("版面第 1 页") < page.index("全县所有水库") and "陈立新" in page


def test_the_beginning_offers_the_own_unit_and_its_title(county: County) -> None:
    page = browser(county, "water_handler").get("/outgoing/new/").content.decode()
    assert (
        "云岭县水利局关于的通知" in page and "不予公开的理由" in page and "联合发文、以其他名义发文" in page
    )
    refused = browser(county, "water_handler").post(
        "/outgoing/new/",
        {
            "title": "云岭县水利局关于检查的通知",
            "issuer": county.units["water"].pk,
            "before_plan": "1",
            "reason": "局务会研究",
        },
    )
    page = refused.content.decode()
    assert refused.status_code == 422 and "先立项" in page and "局务会研究" in page
    assert not OutgoingDocument.objects.exists()
