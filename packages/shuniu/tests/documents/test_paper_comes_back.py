"""A sheet lies with somebody who sees its matter no more: he hands it back to the clerk, and sees nothing by it."""

from __future__ import annotations

import pytest
from kit import County, browser, build_county

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry
from shuniu.kernel.people.models import Duty
from shuniu.kernel.platform.notices import queries
from shuniu.modules.documents.models import PaperCopy, PaperMove

pytestmark = pytest.mark.django_db

TITLE = "关于防汛的通知"


@pytest.fixture
def county() -> County:
    return build_county()


def sheet_with(county: County, who: str) -> PaperCopy:
    """A sheet of the office's matter, which *who* got in his hands and does not see."""
    paper = {"source": "云州市水利局", "title": TITLE}
    pk = county.do("clerk", "documents.incoming.register_paper", **paper).result["matter"]
    sheet = county.do("clerk", "documents.paper.track", matter=pk).result["paper"]
    county.do("clerk", "documents.paper.hand_over", matter=pk, paper=sheet, post=county.posts[who].pk)
    return PaperCopy.objects.get(pk=sheet)


def test_it_goes_back_to_the_clerk_who_is_told(county: County) -> None:
    sheet = sheet_with(county, "handler")
    client = browser(county, "handler")
    assert client.get(f"/matters/{sheet.matter_id}/").status_code == 404
    page = client.get(f"/p/{sheet.code}/").content.decode()
    assert "交回文书" in page and 'action="/act/documents.paper.hand_back/"' in page
    entries = Entry.objects.count()
    answer = client.post("/act/documents.paper.hand_back/", {"paper": sheet.pk, "next": "/"})
    assert answer["Location"] == "/"
    sheet.refresh_from_db()
    clerk = county.posts["clerk"]
    assert (sheet.holder_id, sheet.holder_unit_id) == (clerk.person_id, clerk.unit_id)
    assert PaperMove.objects.filter(paper=sheet).latest("pk").to_id == clerk.person_id
    assert sheet.returned_at is None, "it is 清退 when the clerk says so"
    assert Entry.objects.count() == entries, "whoever sees a matter no more writes nothing on it"
    told = queries.page(county.actor("clerk")).lines[0].text
    assert told.startswith("刘建军交回纸质件（原件，") and TITLE not in told
    assert client.get(f"/p/{sheet.code}/").status_code == 404


def test_whoever_sees_the_matter_hands_it_on_as_before(county: County) -> None:
    sheet = sheet_with(county, "director")
    page = browser(county, "director").get(f"/p/{sheet.code}/").content.decode()
    assert "hand_back" not in page and f'action="/p/{sheet.code}/hand/"' in page


@pytest.mark.parametrize("who", ["mayor", "water_clerk", "clerk", "clerk_party"])
def test_nobody_hands_back_what_lies_with_another(county: County, who: str) -> None:
    sheet = sheet_with(county, "handler")
    refusal = county.refused(who, "documents.paper.hand_back", paper=sheet.pk)
    assert refusal.code is Code.NOT_FOUND and "不在您手里" in refusal.message
    sheet.refresh_from_db()
    assert sheet.holder_id == county.posts["handler"].person_id


def test_a_sheet_that_came_back_is_not_handed_back_again(county: County) -> None:
    sheet = sheet_with(county, "handler")
    county.do("clerk", "documents.paper.give_back", matter=sheet.matter_id, paper=sheet.pk)
    refusal = county.refused("handler", "documents.paper.hand_back", paper=sheet.pk)
    assert refusal.code is Code.NOT_FOUND


def test_where_there_is_no_clerk_whoever_does_his_work_takes_it(county: County) -> None:
    sheet = sheet_with(county, "handler")
    Duty.objects.filter(post__unit=county.units["office"], code="CLERK").delete()
    done = county.do("handler", "documents.paper.hand_back", paper=sheet.pk)
    assert done.result["said"] == "已交回陈立新（人民政府办公室）"
    Duty.objects.filter(post__unit=county.units["office"]).delete()
    again = county.refused("director", "documents.paper.hand_back", paper=sheet.pk)
    assert "没有能收的文书" in again.message
