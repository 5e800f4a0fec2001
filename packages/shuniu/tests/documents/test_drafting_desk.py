"""The drafting desk: what it shows, what a press on it does, what it puts aside, what it never loses."""

from __future__ import annotations

import re
from base64 import b64decode

import pytest
from kit import NOW, County, browser, build_county
from test_outgoing_way import TEXT, opened

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.records.models import Record
from shuniu.modules.documents.models import DraftBuffer, DraftVersion, OutgoingDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def desk_of(pk: int) -> str:
    return f"/outgoing/{pk}/draft/"


def press(county: County, pk: int, who: str = "handler", go: str = "save", **more: object):  # type: ignore[no-untyped-def]
    data = {"draft": OutgoingDocument.objects.get(pk=pk).current or "", **TEXT, "go": go, **more}
    headers = {"X-Quiet": "1"} if more.get("quiet") else {}
    return browser(county, who).post(desk_of(pk), data, headers=headers)


def test_every_save_is_a_version_and_an_unchanged_text_is_none(county: County) -> None:
    pk = opened(county)
    page = browser(county, "handler").get(desk_of(pk)).content.decode()
    assert "还没有保存过" in page and TEXT["title"] in page and "保存并送审" in page
    assert press(county, pk).status_code == 302
    assert press(county, pk, body=TEXT["body"] + "\n二、时间\n四月底前。").status_code == 302
    assert press(county, pk, body=TEXT["body"] + "\n\n二、时间\n四月底前。\n").status_code == 302
    assert list(DraftVersion.objects.values_list("number", "person_name")) == [(1, "刘建军"), (2, "刘建军")]
    labels = list(Entry.objects.filter(matter=pk).order_by("pk").values_list("label", flat=True))
    assert labels[-2:] == ["保存第 1 稿", "保存第 2 稿"]


def test_handing_in_saves_first(county: County) -> None:
    pk = opened(county)
    answer = press(county, pk, go="hand_in")
    assert (answer.status_code, answer["Location"]) == (302, f"/matters/{pk}/")
    assert (Matter.objects.get(pk=pk).state, DraftVersion.objects.get().number) == ("to_vet", 1)


def test_a_draft_without_a_body_is_saved_and_not_handed_in(county: County) -> None:
    pk = opened(county)
    answer = press(county, pk, go="hand_in", body="")
    page = answer.content.decode()
    assert answer.status_code == 422 and "还没有正文" in page and "第 1 稿" in page
    assert Matter.objects.get(pk=pk).state == "drafting"


def test_ctrl_s_leaves_the_page_as_it_is(county: County) -> None:
    pk = opened(county)
    said = press(county, pk, quiet="1").json()
    assert (said["draft"], said["version"]) == (1, "第 1 稿")
    assert press(county, pk, quiet="1").json()["said"] == "没有改动，不用保存"
    refused = press(county, pk, quiet="1", title="")
    assert refused.status_code == 422 and "标题" in refused.json()["why"]


def test_what_is_typed_is_put_aside_and_offered_again(county: County) -> None:
    pk = opened(county)
    client, typed = browser(county, "handler"), {**TEXT, "body": "写了一半的正文", "draft": ""}
    before = Entry.objects.count()
    assert client.post(f"{desk_of(pk)}keep/", typed).json()["at"]
    assert client.post(f"{desk_of(pk)}keep/", {**typed, "body": "写了一大半的正文"}).status_code == 200
    assert (DraftBuffer.objects.count(), DraftVersion.objects.count(), Entry.objects.count()) == (
        1,
        0,
        before,
    )
    page = client.get(desk_of(pk)).content.decode()
    assert "您有没保存的改动" in page and "写了一大半的正文" not in page
    page = client.get(f"{desk_of(pk)}?kept=1").content.decode()
    assert "写了一大半的正文" in page and "已经放回" in page
    assert press(county, pk, body="写完的正文").status_code == 302
    assert not DraftBuffer.objects.exists()


def test_two_windows_do_not_write_over_each_other(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")

    def window() -> dict[str, str]:
        page = client.get(desk_of(pk)).content.decode()
        return {n: re.search(f'name="{n}" value="([^"]*)"', page)[1] for n in ("window", "opened")}  # type: ignore[index]

    def keep(where: dict[str, str], body: str):  # type: ignore[no-untyped-def]
        return client.post(f"{desk_of(pk)}keep/", {**TEXT, **where, "draft": "", "body": body})

    first, second = window(), window()
    assert keep(first, "第一个窗口").status_code == 200
    refused = keep(second, "第二个窗口")
    assert refused.status_code == 409 and "另一个窗口" in refused.json()["why"]
    assert keep(first, "第一个窗口，接着写").status_code == 200
    assert DraftBuffer.objects.get().typed["body"] == "第一个窗口，接着写"
    assert keep(window(), "打开新的窗口以后").status_code == 200
    # A press that brings the page back stays in its window.
    again = client.post(desk_of(pk), {**TEXT, **first, "draft": "", "annex": "add 0"}).content.decode()
    assert f'name="window" value="{first["window"]}"' in again


def test_the_key_for_a_lost_network_is_that_of_the_sign_in(county: County) -> None:
    one, other = browser(county, "handler"), browser(county, "director")
    answer = one.get("/outgoing/away-key/")
    assert len(b64decode(answer.json()["key"])) == 32 and answer["Cache-Control"] == "no-store"
    assert one.get("/outgoing/away-key/").json() == answer.json() != other.get("/outgoing/away-key/").json()
    again = browser(county, "handler")
    assert again.get("/outgoing/away-key/").json() != answer.json()


def test_nothing_of_a_work_secret_is_kept_in_the_browser(county: County) -> None:
    ordinary, secret = opened(county), opened(county, work_secret=True)
    client = browser(county, "handler")
    assert "data-away" in client.get(desk_of(ordinary)).content.decode()
    assert "data-away" not in client.get(desk_of(secret)).content.decode()


def test_what_was_put_aside_can_be_dropped(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    client.post(f"{desk_of(pk)}keep/", {**TEXT, "draft": ""})
    assert client.post(f"{desk_of(pk)}drop/").status_code == 302
    assert not DraftBuffer.objects.exists() and client.post(f"{desk_of(pk)}drop/").status_code == 404


def test_a_marked_text_is_not_put_aside(county: County) -> None:
    pk = opened(county)
    answer = browser(county, "handler").post(
        f"{desk_of(pk)}keep/", {**TEXT, "draft": "", "body": "机密★1年\n关于某项工作"}
    )
    assert answer.status_code == 422 and "没有保存" in answer.json()["why"]
    assert not DraftBuffer.objects.exists()


def test_nobody_else_writes_in_it_or_puts_anything_aside(county: County) -> None:
    pk = opened(county)
    assert browser(county, "director").get(desk_of(pk)).status_code == 409
    assert browser(county, "water_clerk").get(desk_of(pk)).status_code == 404
    kept = browser(county, "director").post(f"{desk_of(pk)}keep/", {**TEXT, "draft": ""})
    assert kept.status_code == 409 and not DraftBuffer.objects.exists()
    assert Record.objects.filter(action="documents.outgoing.keep_draft", outcome="refused").count() == 1


def test_a_text_saved_by_another_meanwhile_is_not_written_over(county: County) -> None:
    pk = opened(county)
    press(county, pk)
    county.do(
        "handler", "documents.outgoing.save_draft", matter=pk, draft=1, **{**TEXT, "body": "另一处的改动"}
    )
    answer = press(county, pk, draft="1", body="我自己写的正文")
    page = answer.content.decode()
    assert answer.status_code == 409 and "我自己写的正文" in page
    assert f"/outgoing/{pk}/versions/?a=1&amp;b=2" in page and 'name="draft" value="2"' in page
    assert press(county, pk, body="我自己写的正文，并了另一处的改动").status_code == 302
    assert DraftVersion.objects.count() == 3


def test_of_two_windows_opened_before_the_first_version_the_second_is_told(county: County) -> None:
    pk = opened(county)
    page = browser(county, "handler").get(desk_of(pk)).content.decode()
    seen = page.split('name="draft" value="')[1].split('"')[0]
    assert press(county, pk, draft=seen).status_code == 302
    answer = press(county, pk, draft=seen, body="另一个窗口写的正文。")
    told = answer.content.decode()
    assert answer.status_code == 409 and "您打开时还没有保存过，现在已经是第 1 稿" in told
    assert "另一个窗口写的正文。" in told and "看第 1 稿" in told and DraftVersion.objects.count() == 1
    assert press(county, pk, body="另一个窗口写的正文。").status_code == 302


def test_annexes_are_added_moved_and_dropped_without_saving(county: County) -> None:
    pk = opened(county)
    form = {"annex_title": ["甲", "乙"], "annex_text": ["1\t2", ""]}
    page = press(county, pk, **form, annex="up 2").content.decode()
    assert page.index('value="乙"') < page.index('value="甲"')
    assert press(county, pk, **form, annex="add 0").content.decode().count('name="annex_title"') == 3
    assert 'value="甲"' not in press(county, pk, **form, annex="drop 1").content.decode()
    assert not DraftVersion.objects.exists()
    press(county, pk, **form)
    assert [a["title"] for a in DraftVersion.objects.get().content["annexes"]] == ["甲", "乙"]


def test_the_panel_counts_outlines_and_says_what_is_wrong(county: County) -> None:
    pk = opened(county)
    ParameterValue.objects.create(
        key="outgoing.words_special",
        value=10,
        valid_from=NOW.date(),
        reason="试验",
        set_by="测试",
        set_at=NOW,
    )
    page = browser(county, "handler").post(f"{desk_of(pk)}check/", {**TEXT, "draft": ""}).content.decode()
    assert "超过专项文件10字的限度" in page and "一、检查范围" in page and "整治形式主义" in page
    assert 'data-start="22"' in page
    wrong = {**TEXT, "title": "关于做好汛前检查工作的函", "draft": ""}
    page = browser(county, "handler").post(f"{desk_of(pk)}check/", wrong).content.decode()
    assert "标题没有以文种“通知”结尾" in page and 'data-jump="f-title"' in page


def test_who_reviews_changes_the_text_in_his_own_name(county: County) -> None:
    pk = opened(county)
    press(county, pk)
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    page = browser(county, "deputy").get(desk_of(pk)).content.decode()
    assert "保存并送审" not in page
    assert press(county, pk, "deputy", body=TEXT["body"] + "\n核稿时补的一句。").status_code == 302
    version = DraftVersion.objects.get(number=2)
    assert (version.origin, version.person_name) == ("review", "何晓云")


def test_names_of_organs_are_offered(county: County) -> None:
    page = browser(county, "handler").get("/outgoing/organs/").content.decode()
    assert "各乡镇人民政府" in page and "云岭县水利局" in page and 'data-part="统称"' in page


def test_a_text_too_long_is_handed_in_with_its_reason_from_the_desk(county: County) -> None:
    pk = opened(county)
    ParameterValue.objects.create(
        key="outgoing.words_special",
        value=10,
        valid_from=NOW.date(),
        reason="试验",
        set_by="测试",
        set_at=NOW,
    )
    refused = press(county, pk, go="hand_in")
    page = refused.content.decode()
    assert refused.status_code == 422 and 'name="length_reason"' in page and TEXT["title"] in page
    assert press(county, pk, go="hand_in", length_reason="涉及多个行业，需要分项规定。").status_code == 302
    assert Matter.objects.get(pk=pk).state == "to_vet"


def test_a_title_that_says_nothing_yet_opens_nothing(county: County) -> None:
    unfinished = {"title": "云岭县人民政府办公室关于的通知", "issuer": county.units["office"].pk}
    page = browser(county, "handler").post("/outgoing/new/", unfinished).content.decode()
    assert "还没有写事由" in page
    twice = {**unfinished, "title": "云岭县人民政府办公室关于关于值班的通知"}
    assert "写了两遍" in browser(county, "handler").post("/outgoing/new/", twice).content.decode()
    assert not OutgoingDocument.objects.exists()


def test_what_was_chosen_wrongly_at_the_beginning_is_put_right_and_told(county: County) -> None:
    pk = opened(county)
    client = browser(county, "handler")
    page = client.get(f"/outgoing/{pk}/subject/").content.decode()
    assert '<option value="通知" selected>' in page and 'name="issuer"' not in page
    wanted = {"matter": pk, "genre": "请示", "direction": "up", "extent": "special", "publicity": "closed"}
    assert client.post(f"/outgoing/{pk}/subject/", wanted).status_code == 302
    document = OutgoingDocument.objects.get(pk=pk)
    assert (document.genre, document.direction) == ("请示", "up")
    entry = Entry.objects.filter(matter=pk).latest("pk")
    assert entry.text == "文种：通知 → 请示；行文方向：下行文 → 上行文"
    again = client.post(f"/outgoing/{pk}/subject/", wanted)
    assert again.status_code == 422 and "没有要改的" in again.content.decode()
    assert browser(county, "director").get(f"/outgoing/{pk}/subject/").status_code == 409
