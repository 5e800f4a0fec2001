"""The elements beside the text: chosen at the desk, seen by pages and checks at once, written with the text, never lost."""

from __future__ import annotations

import json
import re

import pytest
from kit import County, browser, build_county
from outgoing_scene import Way
from test_outgoing_way import TEXT, opened

from shuniu.kernel.flow.models import Entry, Matter, Urgency
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import setting
from shuniu.modules.documents.outgoing.elements import Elements, seen
from shuniu.modules.documents.outgoing.text import Content

pytestmark = pytest.mark.django_db
SAVE = "documents.outgoing.save_draft"


@pytest.fixture
def county() -> County:
    return build_county()


def form(pk: int, **changed: object) -> dict[str, object]:
    document = OutgoingDocument.objects.get(pk=pk)
    stands = Elements.of(document).kept()
    given = {**TEXT, **stands, "draft": document.current or "", "elements_seen": json.dumps(stands)}
    return {**given, "go": "save", **changed}


def press(county: County, pk: int, who: str = "handler", **changed: object):  # type: ignore[no-untyped-def]
    return browser(county, who).post(f"/outgoing/{pk}/draft/", form(pk, **changed))


def test_every_element_stands_in_the_form_and_what_is_not_typed_says_who_gives_it(county: County) -> None:
    page = browser(county, "handler").get(f"/outgoing/{opened(county)}/draft/").content.decode()
    for genre in (
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
    ):
        assert f'<option value="{genre}"' in page
    for name in (
        "genre",
        "direction",
        "urgency",
        "publicity",
        "publicity_reason",
        "title",
        "addressees",
        "copy_to",
        "note",
    ):
        assert f'name="{name}"' in page
    assert 'data-name="joint"' in page and "编号时由系统给" in page and "不能标" in page
    assert 'name="number"' not in page and 'name="secrecy"' not in page


def test_elements_are_saved_with_the_text_in_one_entry(county: County) -> None:
    pk = opened(county)
    assert press(county, pk, urgency="加急", publicity="active").status_code == 302
    document = OutgoingDocument.objects.get(pk=pk)
    assert (document.publicity, Matter.objects.get(pk=pk).urgency) == ("active", Urgency.URGENT)
    entry = Entry.objects.filter(matter=pk).latest("pk")
    assert entry.label == "保存第 1 稿"
    assert "紧急程度：平件 → 加急" in entry.text and "公开属性：不予公开 → 主动公开" in entry.text


def test_elements_alone_make_no_version(county: County) -> None:
    pk = opened(county)
    press(county, pk)
    assert press(county, pk, direction="level").status_code == 302
    assert OutgoingDocument.objects.get(pk=pk).direction == "level"
    assert DraftVersion.objects.count() == 1
    assert Entry.objects.filter(matter=pk).latest("pk").label == "改发文要素"


def test_an_element_that_another_window_changed_is_not_written_over(county: County) -> None:
    pk = opened(county)
    before = form(pk, urgency="加急")
    other = form(pk)
    client = browser(county, "handler")
    assert client.post(f"/outgoing/{pk}/draft/", before).status_code == 302
    # The other window says nothing of the urgency: what stands stays.
    assert client.post(f"/outgoing/{pk}/draft/", {**other, "draft": "1"}).status_code == 302
    assert Matter.objects.get(pk=pk).urgency == Urgency.URGENT
    refused = client.post(f"/outgoing/{pk}/draft/", {**other, "draft": "1", "urgency": "特急"})
    assert refused.status_code == 409 and "已经改过紧急程度" in refused.content.decode()


def test_a_wrong_value_is_told_at_its_field_and_the_text_is_kept_on_the_page(county: County) -> None:
    pk = opened(county)
    answer = press(county, pk, genre="请示报告", body="写了一半")
    page = answer.content.decode()
    assert answer.status_code == 422 and "写了一半" in page and "f-genre-error" in page
    assert not DraftVersion.objects.exists()


def test_joint_organs_are_chosen_while_it_is_drafted_and_by_nobody_later(county: County) -> None:
    pk = opened(county)
    water, office = county.units["water"].pk, county.units["office"].pk
    assert press(county, pk, joint=[str(office)]).status_code == 422
    assert press(county, pk, joint=["999999"]).status_code == 422
    assert press(county, pk, joint=[str(water)]).status_code == 302
    assert OutgoingDocument.objects.get(pk=pk).joint == [water]
    reviewed = Way(county).vetted()
    given = {"elements": {"joint": [water]}, **TEXT, "title": TEXT["title"]}
    assert "不能改联合发文机关" in reviewed.refused("deputy", "save_draft", **given).message
    # Who reviews has no such field, and his saving leaves them as they are.
    page = browser(county, "deputy").get(f"/outgoing/{reviewed.pk}/draft/").content.decode()
    assert 'data-name="joint"' not in page and 'name="genre"' in page


def test_joint_organs_stand_in_the_order_in_which_they_are_named(county: County) -> None:
    """The lead organ is the issuer; of the others the order that was chosen is kept, shown and written in the record."""
    pk = opened(county)
    water, party = county.units["water"], county.units["party"]
    for order in ((water, party), (party, water)):
        assert press(county, pk, joint=[str(unit.pk) for unit in order]).status_code == 302
        assert OutgoingDocument.objects.get(pk=pk).joint == [unit.pk for unit in order]
        page = browser(county, "handler").get(f"/outgoing/{pk}/draft/").content.decode()
        assert re.findall(r'aria-label="前移 ([^"]+)"', page) == [unit.name for unit in order]


def test_what_was_drafted_before_its_plan_as_urgent_stays_urgent(county: County) -> None:
    way = Way(county, planned=False, urgency="加急", before_plan=True)
    refused = way.refused("handler", "save_draft", **TEXT, elements={"urgency": "平件"})
    assert "先起草" in refused.message and refused.problems[0].field == "urgency"
    assert not DraftVersion.objects.exists()


def test_pages_and_checks_see_what_is_chosen_before_it_is_saved(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    sent = form(pk, genre="请示", direction="up", urgency="特急")
    checked = client.post(f"/outgoing/{pk}/draft/check/", sent).content.decode()
    assert "标题没有以文种“请示”结尾" in checked
    drawn = [
        client.post(f"/outgoing/{pk}/draft/look/", given).json()["keys"]
        for given in (form(pk), sent, form(pk, urgency="没有这一级"))
    ]
    assert drawn[0] != drawn[1] and drawn[0] == drawn[2]
    assert OutgoingDocument.objects.get(pk=pk).genre == "通知"


def test_a_look_leaves_the_record_alone(county: County) -> None:
    document = document_of(Matter.objects.get(pk=opened(county)))
    looked = seen(document, Elements.of(document).with_({"urgency": "特急", "genre": "函"}))
    assert (looked.genre, looked.matter.urgency) == ("函", Urgency.VERY_URGENT)
    assert (document.genre, document.matter.urgency, document_of(document.matter)) == ("通知", 0, document)


def test_what_is_put_aside_holds_the_elements(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    kept = client.post(f"/outgoing/{pk}/draft/keep/", form(pk, urgency="特急", body="写了一半"))
    assert kept.status_code == 200
    page = client.get(f"/outgoing/{pk}/draft/?kept=1").content.decode()
    assert '<option value="特急" selected>' in page
    assert '"urgency": "平件"' in page.replace("&quot;", '"')


def test_a_joint_document_upward_bears_every_signer(county: County) -> None:
    way = Way(county, joint=[county.units["party"].pk])
    document, blank = way.document, Content(title="关于某事的请示")
    document.direction = "up"
    assert setting.manuscript_of(document, blank).signatories == (setting.UNSIGNED, setting.UNSIGNED)
    way.signed()
    way.do("director_party", "sign_jointly")
    document = way.document
    document.direction = "up"
    names = tuple(county.posts[who].person.name for who in ("director", "director_party"))
    assert setting.manuscript_of(document, blank).signatories == names


def test_annexes_are_added_renamed_and_moved_and_name_themselves_under_the_body(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    two = {"annex_title": ["责任清单", "检查表"], "annex_text": ["县水利局", "项目\t结果"]}
    page = client.post(f"/outgoing/{pk}/draft/", form(pk, annex="up 2", **two)).content.decode()
    assert page.index('value="检查表"') < page.index('value="责任清单"')
    moved = {"annex_title": ["水库检查表", "责任清单"], "annex_text": ["项目\t结果", "县水利局"]}
    assert client.post(f"/outgoing/{pk}/draft/", form(pk, **moved)).status_code == 302
    content = Content.of(DraftVersion.objects.get().content)
    copy = setting.manuscript_of(OutgoingDocument.objects.get(pk=pk), content)
    assert copy.annex_names == ("水库检查表", "责任清单")
    assert [(one.number, one.title) for one in copy.annexes] == [(1, "水库检查表"), (2, "责任清单")]
