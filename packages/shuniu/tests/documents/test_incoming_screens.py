"""The screens of 收文, asked for as a browser asks: what they show, what they refuse, what they keep."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

import pytest
from kit import NOW, County, brought, browser, build_county
from test_incoming_way import ALL_FOUR, received

from shuniu.kernel.flow.models import Entry, Extension, Matter, Task
from shuniu.kernel.people.models import Duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def ticked(page: str) -> list[str]:
    """The names of the checkboxes that are ticked on *page*."""
    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    return [re.search(r'name="([^"]*)"', box)[1] for box in boxes if " checked" in box]  # type: ignore[index]


def test_a_list_shows_what_waits(county: County) -> None:
    received(county, document_number="云州水〔2026〕12号")
    page = browser(county, "clerk").get("/incoming/").content.decode()
    assert "关于做好防汛备汛工作的通知" in page and "云州水〔2026〕12号" in page and "王秀兰" in page
    assert (
        "关于做好防汛备汛工作的通知"
        not in browser(county, "clerk_party").get("/incoming/?view=all").content.decode()
    )


def test_a_page_offers_the_next_step(county: County) -> None:
    pk = received(county)
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    assert "办件" in page and "阅件" in page and "已阅" not in page
    assert "初审通过" in page and "退文" in page and "《党政机关公文处理工作条例》第二十四条第三项" in page
    assert browser(county, "clerk_party").get(f"/matters/{pk}/").status_code == 404


def test_a_press_goes_on_and_a_refused_one_keeps_what_was_typed(county: County) -> None:
    pk = received(county)
    client = browser(county, "clerk")
    answer = client.post(
        "/act/documents.incoming.pass_check/", {"matter": pk, "version": 1, "text": "已核对来文"}
    )
    assert answer.status_code == 422
    assert "四项都符合才能通过" in answer.content.decode() and "已核对来文" in answer.content.decode()
    answer = client.post("/act/documents.incoming.pass_check/", {"matter": pk, "version": 1, "ours": "1"})
    assert ticked(answer.content.decode()) == ["ours"]
    answer = client.post(
        "/act/documents.incoming.pass_check/",
        {"matter": pk, "version": 1, "handling": "act", **dict.fromkeys(ALL_FOUR, "1")},
    )
    assert answer.status_code == 302
    assert Matter.objects.get(pk=pk).state == "to_propose"
    assert "已初审通过" in client.get(f"/matters/{pk}/").content.decode()


def test_opening_the_page_counts_as_seen(county: County) -> None:
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    browser(county, "director").get(f"/matters/{pk}/")
    assert Task.objects.get(matter=pk, state="to_propose").seen_at is not None
    assert county.refused("clerk", "flow.withdraw", matter=pk, reason="再看一下").message.startswith(
        "对方已经打开"
    )


def test_no_two_things_on_a_page_share_an_id(county: County) -> None:
    """Labels, stock phrases and errors lead to the control of their own form, also where dialogs ask the same."""
    pk = received(county)
    pages = [browser(county, "clerk").get(f"/matters/{pk}/").content.decode()]
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    pages.append(browser(county, "director").get(f"/matters/{pk}/").content.decode())
    for page in pages:
        ids = Counter(re.findall(r' id="([^"]+)"', page))
        assert [name for name, times in ids.items() if times > 1] == []
    assert 'id="do-flow-return-reason"' in page


def test_a_refused_move_opens_again_with_its_reason(county: County) -> None:
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    answer = browser(county, "director").post(
        "/act/flow.return/", {"matter": pk, "version": 2, "reason": "缺"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    dialog = page[page.index('<dialog class="dialog" id="do-flow-return"') :].split("</dialog>")[0]
    assert (
        "data-open-now" in dialog and 'href="#do-flow-return-reason"' in dialog and "缺</textarea>" in dialog
    )
    assert page.count('class="refusal"') == 1


def test_words_for_a_step_that_is_over_are_shown_and_not_lost(county: County) -> None:
    """Two heads of the office at one desk: the second's words stand in the answer, to be read and copied."""
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    typed = {"matter": pk, "version": 2, "text": "建议请应急管理局主办，\n水利局配合。", "to": "assign"}
    answer = browser(county, "deputy").post("/act/documents.incoming.propose/", typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "别人已经办过这一件" in page and "您刚才填写的" in page
    assert "建议请应急管理局主办，<br>水利局配合。" in page


@pytest.mark.slow
def test_a_decision_has_no_answer_until_one_is_given(county: County) -> None:
    """延期: neither granted nor denied by pressing alone; a yes or no that must be given is asked as one."""
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": county.posts["handler"].pk}])
    Matter.objects.filter(pk=pk).update(due_at=NOW + timedelta(days=2))
    asked = {"reason": "要现场勘察", "new_due": (NOW + timedelta(days=9)).date()}
    county.do("handler", "flow.ask_extension", matter=pk, **asked)
    client = browser(county, "director")
    page = client.get(f"/matters/{pk}/").content.decode()
    assert re.findall(r'type="radio" name="grant" value="(\d)"([^>]*)', page) == [
        ("1", " required"),
        ("0", " required"),
    ]
    answer = client.post("/act/flow.decide_extension/", {"matter": pk, "text": "时间太长"})
    assert answer.status_code == 422 and "是否同意延期" in answer.content.decode()
    assert Extension.objects.get(matter=pk).state == Extension.State.ASKED
    client.post("/act/flow.decide_extension/", {"matter": pk, "text": "时间太长", "grant": "0"})
    assert Extension.objects.get(matter=pk).state == Extension.State.DENIED


def test_a_round_shows_what_was_said_in_it_and_not_in_another(county: County) -> None:
    pk = received(county)
    mayor = county.posts["mayor"].pk
    later = NOW + timedelta(hours=1)
    county.do("clerk", "flow.circulate", matter=pk, members=[mayor])
    county.do("mayor", "flow.read", matter=pk, result="opinion", text="请先核实数字。")
    county.do("clerk", "flow.circulate", now=later, matter=pk, members=[mayor])
    county.do("mayor", "flow.read", now=later, matter=pk)
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    seats = re.findall(r'<li class="seat.*?</li>', page, re.DOTALL)
    assert ["请先核实数字。" in seat for seat in seats] == [False, True], "newest round first"


def test_a_round_says_why_somebody_did_not_answer(county: County) -> None:
    """Where one answer was enough, nothing was taken back."""
    pk = received(county)
    both = [county.posts["mayor"].pk, county.posts["vice"].pk]
    county.do("clerk", "flow.circulate", matter=pk, members=both, order="parallel", any_one=True)
    county.do("mayor", "flow.read", matter=pk)
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    assert "不用再办" in page and "已撤回" not in page


def test_whoever_recorded_is_not_offered_to_confirm(county: County) -> None:
    """CQ-02: a director who also keeps the register recorded it himself; his deputy confirms."""
    Duty.objects.create(post=county.posts["director"], code="CLERK", since=NOW.date())
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    mayor = county.posts["mayor"]
    county.do("director", "documents.incoming.propose", matter=pk, text="请批示。", leader=mayor.pk)
    recorded = {"recorded_for": mayor.person_id, "scan": brought(county.posts["director"]), "text": "同意。"}
    county.do("director", "documents.incoming.instruct", matter=pk, **recorded)
    for who, offered in (("director", False), ("deputy", True), ("mayor", True), ("clerk", False)):
        page = browser(county, who).get(f"/matters/{pk}/").content.decode()
        assert ("/act/flow.confirm_recorded/" in page) is offered, who


def test_a_clerk_records_what_came_back_signed_on_paper(county: County) -> None:
    """传阅 beside any state: the reader's words in his name, with the scan; nobody but clerk and liaison is offered it."""
    pk = received(county)
    readers = [county.posts[k].pk for k in ("mayor", "vice")]
    county.do("clerk", "flow.circulate", matter=pk, members=readers, order="parallel")
    for who, offered in (("clerk", True), ("liaison", True), ("director", False)):
        page = browser(county, who).get(f"/matters/{pk}/").content.decode()
        assert ("代录阅签" in page) is offered, who
    page = browser(county, "clerk").get(f"/matters/{pk}/").content.decode()
    dialog = page.split('id="do-flow-read"')[1].split("</dialog>")[0]
    assert "周明远" in dialog and "林树声" in dialog and 'type="file"' in dialog
    said = {"recorded_for": county.posts["vice"].person_id, "result": "opinion", "text": "请抓紧。"}
    scan = brought(county.posts["clerk"], now=NOW)
    answer = browser(county, "clerk").post("/act/flow.read/", {"matter": pk, "scan": scan, **said})
    assert answer.status_code == 302
    entry = Entry.objects.get(matter=pk, action="flow.read")
    assert (entry.behalf_name, entry.behalf, entry.text) == ("林树声", "recorded", "请抓紧。")
    assert Task.objects.get(matter=pk, purpose="confirm").person == county.posts["vice"].person
