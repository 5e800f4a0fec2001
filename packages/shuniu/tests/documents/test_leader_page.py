"""The leader's page: off by default, three presses at most, never for 工作秘密; the liaison's folder."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from kit import County, authorise, brought, browser, build_county, stand_in
from PIL import Image
from test_incoming_way import ALL_FOUR

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.models import Entry, Matter, Task
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.people.models import StandIn
from shuniu.modules.documents.incoming.folder import leaders_of, moved
from shuniu.modules.documents.manifest import has_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def do(county: County, who: str, name: str, **data: object) -> Done:
    now = timezone.now()
    outcome = run(name, actor=county.actor(who, now=now), data=data, now=now)
    assert isinstance(outcome, Done), outcome
    return outcome


def submitted(county: County, title: str, *, leader: str = "mayor", **paper: object) -> int:
    pk = do(
        county, "clerk", "documents.incoming.register_paper", source="云州市水利局", title=title, **paper
    ).result["matter"]
    do(county, "clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    words = {"text": "建议请周县长批示。", "leader": county.posts[leader].pk}
    do(county, "director", "documents.incoming.propose", matter=pk, **words)
    return int(pk)


def switch_on() -> None:
    data = {
        "key": "incoming.leader_phone",
        "value": True,
        "valid_from": "2020-01-01",
        "reason": "县政府办会议研究",
    }
    assert isinstance(
        run("platform.set_parameter", actor=system_actor("set-parameter"), data=data, now=timezone.now()),
        Done,
    )


def test_it_is_off_until_the_county_turns_it_on(county: County) -> None:
    pk = submitted(county, "甲通知")
    page = browser(county, "mayor").get(f"/leader/{pk}/")
    assert page.status_code == 403 and "没有开通" in page.content.decode()


def test_nobody_at_a_desk_sets_a_parameter(county: County) -> None:
    data = {"key": "incoming.leader_phone", "value": True, "valid_from": "2020-01-01", "reason": "自己改"}
    outcome = run("platform.set_parameter", actor=county.actor("director"), data=data, now=timezone.now())
    assert isinstance(outcome, Refusal)


def test_one_press_agrees_and_brings_the_next(county: County) -> None:
    switch_on()
    first, second = submitted(county, "甲通知"), submitted(county, "乙通知", urgency="特急")
    client = browser(county, "mayor")
    assert client.get("/leader/")["Location"] == f"/leader/{second}/"
    page = client.get(f"/leader/{second}/").content.decode()
    assert "第 1 件，共 2 件" in page and "建议请周县长批示。" in page
    answer = client.post(f"/leader/{second}/answer/", {"reply": "agree", "text": "", "version": 3})
    assert answer.status_code == 302
    assert Entry.objects.get(matter=second, type="instruction").text == "同意。"
    assert client.get("/leader/")["Location"] == f"/leader/{first}/"


@pytest.mark.slow
def test_the_desk_of_a_leader_who_is_away_comes_after_the_own_one(county: County) -> None:
    """AB岗: what the stand-in decides for another stands under that name, and only while it lasts."""
    switch_on()
    first, his = submitted(county, "甲通知"), submitted(county, "乙通知", leader="vice")
    client = browser(county, "vice")
    assert client.get("/leader/")["Location"] == f"/leader/{his}/"
    assert client.get(f"/leader/{first}/").status_code == 404
    now, mayor = timezone.now(), county.posts["mayor"]
    away = StandIn.objects.create(
        absent=mayor,
        stand_in=county.posts["vice"],
        since=now - timedelta(hours=1),
        until=now + timedelta(days=1),
        reason="外出学习",
    )
    page = client.get(f"/leader/{his}/").content.decode()
    assert "第 1 件，共 2 件" in page and "代周明远" not in page and f'href="/leader/{first}/"' in page
    page = client.get(f"/leader/{first}/").content.decode()
    assert "第 2 件，共 2 件（代周明远）" in page and "以AB岗身份代周明远" in page
    assert "周明远批阅夹" in client.get(f"/incoming/folder/{mayor.person_id}/").content.decode()
    assert client.post(f"/leader/{first}/answer/", {"reply": "agree", "text": ""}).status_code == 302
    entry = Entry.objects.get(matter=first, type="instruction")
    assert (entry.person_name, entry.behalf, entry.behalf_name) == ("林树声", "stand_in", "周明远")
    away.delete()
    assert client.get(f"/incoming/folder/{mayor.person_id}/").status_code == 403


def test_whoever_stands_in_for_a_leader_has_his_folder_from_any_unit(county: County) -> None:
    assert not has_folder(county.actor("director"))
    stand_in(county, "mayor", "director")
    director = county.actor("director")
    assert has_folder(director) and [x.name for x in leaders_of(director)] == ["周明远"]
    authorise(county, "vice", "director")
    assert len(leaders_of(county.actor("director"))) == 1, "an authority to sign lends no folder"


def test_words_are_kept_when_it_is_refused(county: County) -> None:
    switch_on()
    pk = submitted(county, "甲通知")
    client = browser(county, "mayor")
    answer = client.post(f"/leader/{pk}/answer/", {"reply": "instruct", "text": "请抓紧", "version": 1})
    assert answer.status_code == 409 and "请抓紧" in answer.content.decode()
    assert Matter.objects.get(pk=pk).state == "to_instruct"
    client.post(f"/leader/{pk}/answer/", {"reply": "return", "text": "请先征求财政局意见"})
    assert Matter.objects.get(pk=pk).state == "to_propose"


def test_a_work_secret_never_opens_here(county: County) -> None:
    switch_on()
    readers = [county.posts[k].pk for k in ("mayor", "director")]
    pk = submitted(county, "内部事项", level="work_secret", readers=readers)
    page = browser(county, "mayor").get(f"/leader/{pk}/")
    assert page.status_code == 403 and "内部事项" not in page.content.decode()
    assert "内部事项" not in browser(county, "liaison").get("/incoming/folder/").content.decode()


@pytest.mark.slow
def test_the_liaison_orders_and_the_clerk_has_no_folder(county: County) -> None:
    first, second = submitted(county, "甲通知"), submitted(county, "乙通知")
    mayor = county.posts["mayor"].person_id
    client: Client = browser(county, "liaison")
    assert client.post(f"/incoming/folder/{mayor}/first/", {"key": [str(second)]}).status_code == 302
    page = client.get("/incoming/folder/").content.decode()
    assert page.index("乙通知") < page.index("甲通知")
    client.post(f"/incoming/folder/{mayor}/first/", {"key": [str(first)]})
    page = client.get("/incoming/folder/").content.decode()
    assert page.index("甲通知") < page.index("乙通知")
    assert browser(county, "clerk").get("/incoming/folder/").status_code == 403


def recorded(county: County, pk: int, leader: str, text: str, *, by: str = "liaison") -> int:
    """The 代录 entry of these words."""
    post, who = county.posts[leader], county.posts[by]
    words = {"text": text, "recorded_for": post.person_id, "scan": brought(who, now=timezone.now())}
    do(county, by, "documents.incoming.instruct", matter=pk, **words)
    return Entry.objects.get(matter=pk, behalf_person=post.person, text=text).pk


def replies_of(page: str) -> str:
    return page.split("leader-replies")[1]


@pytest.mark.slow
def test_a_leader_confirms_what_was_recorded_with_one_press(county: County) -> None:
    """A paper that waits for 确认代录 alone offers neither 圈阅 nor 同意拟办; the words stand beside the button."""
    switch_on()
    pk = submitted(county, "甲通知")
    entry = recorded(county, pk, "mayor", "请抓紧办。")
    client = browser(county, "mayor")
    page = client.get(f"/leader/{pk}/").content.decode()
    assert "确认代录" in replies_of(page) and "“请抓紧办。”（代录人孙小梅）" in page
    assert not any(word in replies_of(page) for word in ("圈阅", "同意拟办", "批示", "退回"))
    assert "<textarea" not in page and f'name="entry" value="{entry}"' in page
    assert client.post(f"/leader/{pk}/answer/", {"reply": "confirm", "entry": entry}).status_code == 302
    assert not Task.objects.filter(matter=pk, purpose="confirm", closed_at=None).exists()
    page = client.get(f"/leader/{pk}/").content.decode()
    assert "确认代录" not in replies_of(page) and f'href="/matters/{pk}/">打开办件' in replies_of(page)


@pytest.mark.slow
def test_a_leader_is_asked_only_for_his_own_words(county: County) -> None:
    """Two leaders' words were recorded on one matter: each confirms his own, whatever the other did."""
    switch_on()
    pk = submitted(county, "甲通知")
    first = recorded(county, pk, "mayor", "请林副县长阅示。")
    do(county, "clerk", "documents.incoming.submit_again", matter=pk, leader=county.posts["vice"].pk)
    second = recorded(county, pk, "vice", "同意。", by="clerk")
    vice, mayor = browser(county, "vice"), browser(county, "mayor")
    page = vice.get(f"/leader/{pk}/").content.decode()
    assert f'name="entry" value="{second}"' in page and "“同意。”（代录人王秀兰）" in page
    assert f'name="entry" value="{first}"' in mayor.get(f"/leader/{pk}/").content.decode()
    answer = vice.post(f"/leader/{pk}/answer/", {"reply": "confirm", "entry": first})
    assert answer.status_code == 403 and "领导本人或者办公室主任确认" in answer.content.decode()
    assert vice.post(f"/leader/{pk}/answer/", {"reply": "confirm", "entry": second}).status_code == 302
    open_ = Task.objects.filter(matter=pk, purpose="confirm", closed_at=None)
    assert [t.person_id for t in open_] == [county.posts["mayor"].person_id]


@pytest.mark.parametrize("sent", [{"reply": "agree"}, {"reply": "instruct", "text": "另有要求"}, {}])
def test_a_press_that_was_not_offered_is_refused(county: County, sent: dict[str, str]) -> None:
    switch_on()
    pk = submitted(county, "甲通知")
    recorded(county, pk, "mayor", "请抓紧办。")
    assert browser(county, "mayor").post(f"/leader/{pk}/answer/", sent).status_code == 409
    assert Entry.objects.filter(matter=pk, type="instruction").count() == 1


@pytest.mark.parametrize("entry", ["", "0", "abc"])
def test_a_confirmation_of_nothing_is_refused(county: County, entry: str) -> None:
    switch_on()
    pk = submitted(county, "甲通知")
    recorded(county, pk, "mayor", "请抓紧办。")
    answer = browser(county, "mayor").post(f"/leader/{pk}/answer/", {"reply": "confirm", "entry": entry})
    assert answer.status_code in {404, 422}
    assert Task.objects.filter(matter=pk, purpose="confirm", closed_at=None).exists()


def test_what_was_recorded_does_not_stand_under_the_recorders_post(county: County) -> None:
    """The leader's name, then who recorded it: 周明远 is no 秘书."""
    pk = submitted(county, "甲通知")
    recorded(county, pk, "mayor", "请抓紧办。")
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    entry = page.split("请抓紧办。")[0].rsplit("<li", 1)[1]
    assert "<b>周明远</b>" in entry and "由云岭县人民政府办公室秘书代录" in entry
    assert ">云岭县人民政府办公室 秘书<" not in page


@pytest.mark.slow
def test_the_liaison_moves_one_paper(county: County) -> None:
    first, second = submitted(county, "甲通知"), submitted(county, "乙通知")
    mayor = county.posts["mayor"].person_id
    client = browser(county, "liaison")
    client.post(f"/incoming/folder/{mayor}/up/", {"only": str(second)})
    page = client.get("/incoming/folder/").content.decode()
    assert page.index("乙通知") < page.index("甲通知")
    client.post(f"/incoming/folder/{mayor}/down/", {"only": str(second)})
    page = client.get("/incoming/folder/").content.decode()
    assert page.index("甲通知") < page.index("乙通知") and first < second
    assert "上移" not in browser(county, "mayor").get("/incoming/folder/").content.decode()


def test_moving_beyond_the_end_changes_nothing() -> None:
    assert moved([1, 2, 3], 1, -1) == moved([1, 2, 3], 9, 1) == [1, 2, 3]
    assert moved([1, 2, 3], 3, 1) == [1, 2, 3] and moved([1, 2, 3], 3, -1) == [1, 3, 2]


@pytest.mark.slow
def test_a_whole_folder_is_recorded_at_once(county: County) -> None:
    """CQ-02: each paper in the leader's name, with a scan, to be confirmed; what fails stays as it was typed."""
    first, second = submitted(county, "甲通知"), submitted(county, "乙通知")
    mayor = county.posts["mayor"].person_id
    client, address = browser(county, "liaison"), f"/incoming/folder/{mayor}/record/"
    page = client.post(address, {"key": [first, second]}).content.decode()
    assert "甲通知" in page and "乙通知" in page and "同意拟办意见。" in page
    typed = {
        "go": "1",
        "key": [first, second],
        f"manner-{first}": "instruct",
        f"text-{first}": "请水利局抓紧。",
        f"manner-{second}": "instruct",
        f"text-{second}": "",
        "scan": scan(),
        "declared_unmarked": "1",
    }
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "请写批示意见" in page and "甲通知" not in page
    recorded = Entry.objects.get(matter=first, type="instruction")
    assert (recorded.text, recorded.behalf, recorded.person_name) == ("请水利局抓紧。", "recorded", "孙小梅")
    kept = re.search(r'name="kept-scan" value="(\d+)"', page)
    assert kept is not None, "the scan need not be chosen again"
    again = {"go": "1", "key": [second], f"manner-{second}": "agree", "kept-scan": kept[1]}
    answer = client.post(address, again)
    assert answer.status_code == 302
    assert Entry.objects.get(matter=second, type="instruction").text == "同意。"
    assert Task.objects.filter(purpose="confirm", closed_at=None, person_id=mayor).count() == 2


def test_nobody_else_records_a_folder(county: County) -> None:
    pk = submitted(county, "甲通知")
    mayor = county.posts["mayor"].person_id
    for who in ("clerk", "mayor"):
        answer = browser(county, who).post(f"/incoming/folder/{mayor}/record/", {"key": [pk]})
        assert answer.status_code == 403
    assert not Entry.objects.filter(type="instruction").exists()


def scan() -> SimpleUploadedFile:
    """A picture that stands for the scan of a 处理单."""
    data = BytesIO()
    Image.new("RGB", (400, 560), "white").save(data, "PNG")
    return SimpleUploadedFile("批示.png", data.getvalue(), "image/png")
