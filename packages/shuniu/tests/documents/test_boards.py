"""登记簿, 催办台, 传阅, 文件去向 and the printed forms: what they show, to whom, in how many queries."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kit import NOW, County, browser, build_county
from openpyxl import load_workbook
from test_incoming_way import ALL_FOUR, received

from shuniu.kernel.base.refusals import Code
from shuniu.kernel.flow.models import Entry, Matter, Visible, Wait
from shuniu.kernel.flow.visibility import gather, refresh
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.notices.queries import page as page_of_notices
from shuniu.kernel.platform.search.indexing import index_pending
from shuniu.kernel.records.models import Record
from shuniu.modules.documents.incoming import reminders
from shuniu.modules.documents.models import PaperCopy

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


LEAVING = (
    "/incoming/?view=all",
    "/incoming/?view=all&source=水利",
    "/incoming/reminders/",
    "/incoming/circulating/",
    "/incoming/whereabouts/",
    "/search/?q=水库",
)
LISTS = (
    "/",
    "/incoming/?view=all",
    "/incoming/?view=overdue",
    "/incoming/book/?year=2026",
    "/incoming/reminders/?view=all",
    "/incoming/reminders/?view=fresh&holder=文书",
    "/incoming/?view=all&source=水利",
    "/incoming/circulating/",
    "/incoming/whereabouts/",
    "/notices/",
    "/search/?q=通知",
)


def _queries(client: object, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]
    return len(seen)


@pytest.mark.slow
def test_a_list_asks_as_much_of_three_rows_as_of_twenty(county: County) -> None:
    client = browser(county, "clerk")

    def fill(first: int, last: int) -> None:
        for i in range(first, last):
            pk = received(county, title=f"第{i}号通知")
            county.do("clerk", "documents.paper.track", matter=pk)
            county.do("clerk", "flow.circulate", matter=pk, members=[county.posts["vice"].pk])

    fill(0, 3)
    for address in LISTS:
        client.get(address)
    few = {a: _queries(client, a) for a in LISTS}
    fill(3, 20)
    for address in LISTS:
        client.get(address)
    assert {a: _queries(client, a) for a in LISTS} == few


def test_the_book_is_the_units_own(county: County) -> None:
    received(county, title="关于水库的通知", document_number="云州水〔2026〕7号")
    client = browser(county, "clerk")
    page = client.get("/incoming/book/?year=2026").content.decode()
    assert "关于水库的通知" in page
    assert (
        "关于水库的通知"
        not in browser(county, "clerk_party").get("/incoming/book/?year=2026").content.decode()
    )
    sheet = load_workbook(BytesIO(client.get("/incoming/book/book.xlsx?year=2026").content)).active
    cells = {str(c.value) for row in sheet.iter_rows() for c in row}
    assert "关于水库的通知" in cells and "云州水〔2026〕7号" in cells


def _text(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())


@pytest.mark.slow
def test_the_handling_slip_carries_every_opinion(county: County) -> None:
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do(
        "director",
        "documents.incoming.propose",
        matter=pk,
        text="建议请周县长批示。",
        leader=county.posts["mayor"].pk,
    )
    county.do("mayor", "documents.incoming.instruct", matter=pk, text="请水利局抓紧落实。")
    answer = browser(county, "clerk").get(f"/incoming/{pk}/handling-slip.pdf?seen=1")
    text = _text(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    assert "建议请周县长批示" in text and "请水利局抓紧落实" in text and "文件处理单" in text
    assert browser(county, "clerk_party").get(f"/incoming/{pk}/handling-slip.pdf").status_code == 404


@pytest.mark.slow
def test_the_handling_slip_names_the_papers_that_answered(county: County) -> None:
    """GW-08: the number of the superior's 批复, and the number under which the sender was answered."""
    pk = received(county, genre="请示", title="关于修建防洪堤的请示")
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": county.posts["handler"].pk}])
    asked = {"whom": "市政府", "what": "云政〔2026〕8号", "until": NOW.date()}
    county.do("handler", "documents.incoming.ask_superior", matter=pk, **asked)
    county.do("clerk", "documents.incoming.superior_answered", matter=pk, number="云州政复〔2026〕3号")
    sent = {"answered_by": "云政复〔2026〕5号", "copied_to": "县财政局"}
    county.do("clerk", "documents.incoming.answer", matter=pk, text="已批复。", **sent)
    text = _text(browser(county, "clerk").get(f"/incoming/{pk}/handling-slip.pdf?seen=1").content)
    assert "收到批复：收到批复（文号：云州政复〔2026〕3号）" not in text
    for words in ("文号：云州政复〔2026〕3号", "答复文号：云政复〔2026〕5号", "同时告知：县财政局"):
        assert words in text


@pytest.mark.slow
def test_a_reject_slip_names_the_rule(county: County) -> None:
    pk = received(county)
    client = browser(county, "clerk")
    assert client.get(f"/incoming/{pk}/reject-slip.pdf").status_code == 422
    county.do(
        "clerk", "documents.incoming.reject", matter=pk, reason="请示中有两件事，请分开报。", rules=["GW-24"]
    )
    text = _text(client.get(f"/incoming/{pk}/reject-slip.pdf?seen=1").content)
    assert "请示中有两件事" in text and "GW-24" in text


@pytest.mark.slow
def test_a_sheet_is_found_by_its_code_and_handed_over(county: County) -> None:
    pk = received(county)
    made = county.do("clerk", "documents.paper.track", matter=pk).result
    client = browser(county, "clerk")
    page = client.get(f"/p/{made['code']}/").content.decode()
    assert "在您桌上" in page and f'href="/matters/{pk}/"' in page and "交给谁" in page
    assert browser(county, "clerk_party").get(f"/p/{made['code']}/").status_code == 404
    answer = client.post(f"/p/{made['code']}/hand/", {"post": str(county.posts["director"].pk)})
    assert answer["Location"] == f"/p/{made['code']}/"
    page = client.get(f"/p/{made['code']}/").content.decode()
    assert "在陈立新桌上" in page and "已交给陈立新" in page and "王秀兰登记" in page
    assert "陈立新" in client.get("/incoming/whereabouts/").content.decode()
    person = county.posts["director"].person_id
    assert "陈立新" in _text(client.get(f"/incoming/papers/{person}/handover.pdf?seen=1").content)
    assert client.get(f"/incoming/papers/{person}/clearance.pdf?seen=1").status_code == 200


def test_an_office_prints_what_a_leader_whom_it_serves_hands_over(county: County) -> None:
    office = Unit.objects.filter(pk=county.units["office"].pk)
    office.update(kind=Unit.Kind.OFFICE, parent=county.units["county"])
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    leader = county.posts["mayor"]
    county.do("director", "documents.incoming.propose", matter=pk, text="请县长批示。", leader=leader.pk)
    address = f"/incoming/papers/{leader.person_id}/handover.pdf?seen=1"
    text = _text(browser(county, "clerk").get(address).content)
    assert leader.person.name in text and Matter.objects.get(pk=pk).number in text.replace("\n", "")
    assert browser(county, "water_clerk").get(address).status_code == 404


def test_the_code_of_a_slip_finds_the_matter_without_a_sheet(county: County) -> None:
    pk = received(county)
    page = browser(county, "clerk").get(f"/p/M{pk}/").content.decode()
    assert "还没有登记去向" in page and "登记纸质件" in page
    assert browser(county, "clerk_party").get(f"/p/M{pk}/").status_code == 404
    assert browser(county, "clerk").get("/p/M99999999999999999999/").status_code == 404


def test_the_next_desks_are_those_who_hold_the_matter(county: County) -> None:
    pk = received(county)
    made = county.do("clerk", "documents.paper.track", matter=pk).result
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    mayor = county.posts["mayor"].pk
    county.do("director", "documents.incoming.propose", matter=pk, text="请县长批示。", leader=mayor)
    page = browser(county, "clerk").get(f"/p/{made['code']}/").content.decode()
    assert f'name="post" value="{mayor}"' in page and "我收到了" not in page
    assert "我收到了" in browser(county, "director").get(f"/p/{made['code']}/").content.decode()


def test_a_refused_hand_over_leaves_the_paper_where_it_was(county: County) -> None:
    pk = received(county)
    made = county.do("clerk", "documents.paper.track", matter=pk).result
    answer = browser(county, "clerk").post(f"/p/{made['code']}/hand/", {})
    assert answer.status_code == 422 and "在您桌上" in answer.content.decode()


def test_many_are_reminded_with_one_press(county: County) -> None:
    """What was said, and to whom, is the confirmation; pressed twice, it is said once."""
    first, second = received(county, title="甲通知"), received(county, title="乙通知")
    client = browser(county, "clerk")
    press = {"key": [first, second], "text": "请今天报", "batch": "5b2c7a52-4e6e-4a3b-9a43-0d5b3f0a1c11"}
    assert client.post("/incoming/reminders/send/", press).status_code == 302
    assert Entry.objects.filter(type="reminder", text="请今天报").count() == 2
    page = client.get("/incoming/reminders/?view=all").content.decode()
    assert "催过 1 次" in page and "已催办 2 件" in page and "收2026-0002（人民政府办公室文书初审" in page
    client.post("/incoming/reminders/send/", press)
    assert Entry.objects.filter(type="reminder").count() == 2
    assert "没有重复催办" in client.get("/incoming/reminders/").content.decode()


def test_the_button_of_a_row_reminds_of_that_row_alone(county: County) -> None:
    first, second = received(county, title="甲通知"), received(county, title="乙通知")
    back = "/incoming/reminders/?view=all"
    answer = browser(county, "clerk").post(
        "/incoming/reminders/send/", {"key": [first], "only": str(second), "next": back}
    )
    assert answer["Location"] == back
    assert list(Entry.objects.filter(type="reminder").values_list("matter", flat=True)) == [second]


def test_what_one_may_not_see_is_not_named_when_it_is_refused(county: County) -> None:
    pk = received(county)
    client = browser(county, "clerk_party")
    client.post("/incoming/reminders/send/", {"only": str(pk), "next": "//elsewhere.example/"})
    page = client.get("/incoming/reminders/").content.decode()
    assert "有一件没有催" in page and "收2026-0001" not in page


def test_the_board_shows_what_is_late_first(county: County) -> None:
    late, soon = received(county, title="逾期的通知"), received(county, title="将到期的通知")
    now = timezone.now()
    for pk, due in ((late, now - timedelta(days=2)), (soon, now + timedelta(days=2))):
        _due(pk, due)
    client = browser(county, "clerk")
    page = client.get("/incoming/reminders/").content.decode()
    assert "逾期2天" in page and "将到期的通知" not in page
    page = client.get("/incoming/reminders/?view=soon").content.decode()
    assert "将到期的通知" in page and "逾期的通知" not in page
    page = client.get("/incoming/reminders/?view=all&title=将到").content.decode()
    assert "标题含“将到”" in page and "将到期的通知" in page and "逾期的通知" not in page
    county.do("clerk", "flow.remind", matter=late)
    assert "逾期的通知" not in client.get("/incoming/reminders/?view=fresh").content.decode()


def _due(pk: int, due: datetime) -> None:
    """Give a matter a due moment, as the engine would."""
    matter = Matter.objects.get(pk=pk)
    matter.due_at = due
    matter.save(update_fields=["due_at"])
    refresh(gather(matter), list(Visible.objects.filter(matter=matter)))


def test_sheets_are_handed_on_and_given_back_together(county: County) -> None:
    client, sheets = browser(county, "clerk"), []
    for title in ("甲通知", "乙通知"):
        pk = received(county, title=title)
        sheets.append(
            county.do("clerk", "documents.paper.track", matter=pk, must_return=True).result["paper"]
        )
    director = str(county.posts["director"].pk)
    client.post("/incoming/whereabouts/hand/", {"key": sheets, "post": director})
    assert set(PaperCopy.objects.values_list("holder__name", flat=True)) == {"陈立新"}
    page = client.get("/incoming/whereabouts/?view=back").content.decode()
    assert "已交出 2 份：收2026-0001原件、收2026-0002原件" in page
    assert (
        "没有选交给谁"
        in client.post("/incoming/whereabouts/hand/", {"key": sheets}, follow=True).content.decode()
    )
    client.post("/incoming/whereabouts/give-back/", {"key": sheets[:1]})
    assert PaperCopy.objects.filter(returned_at=None).count() == 1


def test_sheets_are_found_by_desk(county: County) -> None:
    for title in ("甲通知", "乙通知"):
        pk = received(county, title=title)
        paper = county.do("clerk", "documents.paper.track", matter=pk).result["paper"]
    county.do("clerk", "documents.paper.hand_over", matter=pk, paper=paper, post=county.posts["vice"].pk)
    client, vice = browser(county, "clerk"), county.posts["vice"].person_id
    page = client.get(f"/incoming/whereabouts/?person={vice}").content.decode()
    assert "在林树声桌上" in page and "乙通知" in page and "甲通知" not in page
    assert f"/incoming/papers/{vice}/clearance.pdf" in page
    assert (
        "甲通知" not in browser(county, "director").get("/incoming/whereabouts/?view=mine").content.decode()
    )


def test_readers_have_a_place_and_can_be_found(county: County) -> None:
    pk = received(county)
    readers = [county.posts[k].pk for k in ("mayor", "vice")]
    county.do("clerk", "flow.circulate", matter=pk, members=readers)
    county.do("mayor", "flow.read", matter=pk)
    client = browser(county, "clerk")
    page = client.get("/incoming/circulating/?reader=林树").content.decode()
    assert "在林树手里" in page and "1/2" in page and "周明远" in page
    assert "没有符合条件的" in client.get("/incoming/circulating/?reader=周明远").content.decode()


def test_the_day_reminds_once(county: County) -> None:
    """GW-07: what is nearly due is reminded of by itself, at most once a day."""
    pk = received(county)
    now = timezone.now()
    Matter.objects.filter(pk=pk).update(due_at=now + timedelta(hours=3))
    due = list(reminders.due_matters(now))
    assert [m for m, _ in due] == [pk]
    assert reminders.remind(pk, due[0][1], now=now)
    assert not reminders.remind(pk, due[0][1], now=now)
    assert Entry.objects.filter(matter=pk, type="reminder").count() == 1


def test_the_day_reminds_of_answers_from_outside(county: County) -> None:
    """GW-08: whoever watches for an answer is asked to press for it, also when nobody has the paper in hand."""
    now = timezone.now()
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": county.posts["handler"].pk}])
    asked = {"whom": "市政府", "what": "请示", "until": NOW.date()}
    county.do("handler", "documents.incoming.ask_superior", matter=pk, **asked)
    today = now.astimezone(COUNTY).date()
    Wait.objects.update(until=today + timedelta(days=90))
    assert list(reminders.due_matters(now)) == []
    Wait.objects.update(until=today - timedelta(days=2))
    ((matter, words),) = reminders.due_matters(now)
    assert matter == pk and words.startswith("市政府的答复等到") and words.endswith("，已过2天。")
    assert reminders.remind(pk, words, now=now)
    told = page_of_notices(county.actor("handler", now=now)).lines[0].text
    assert told.startswith("催办：请催问市政府的答复：") and told.endswith(words)


@pytest.mark.slow
def test_an_answer_that_comes_later_gets_another_day(county: County) -> None:
    """Also where nothing else can be done but wait; from the page, by the watcher and by the office."""
    pk = received(county)
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": county.posts["handler"].pk}])
    first = timezone.now().date() + timedelta(days=5)
    asked = {"matter": pk, "whom": "市政府", "what": "请示", "until": first}
    county.do("handler", "documents.incoming.ask_superior", **asked)
    wait = Wait.objects.get()
    later = {"matter": pk, "wait": wait.pk, "reason": "市里还在会签", "until": first + timedelta(days=10)}
    for who in ("handler", "clerk"):
        page = browser(county, who).get(f"/matters/{pk}/").content.decode()
        assert "改等候日期" in page and "flow.close_wait" not in page
    assert "改等候日期" not in browser(county, "handler2").get(f"/matters/{pk}/").content.decode()
    answer = browser(county, "clerk").post("/act/flow.postpone_wait/", later)
    assert answer.status_code == 302
    wait.refresh_from_db()
    assert wait.until == later["until"]
    standing = Matter.objects.get(pk=pk).standing
    assert f"等市政府答复（{wait.until.month}月{wait.until.day}日）" in standing
    assert county.refused("handler", "flow.postpone_wait", **later).code is Code.INVALID
    past = later | {"until": NOW.date() - timedelta(days=1)}
    assert "已经过了" in county.refused("handler", "flow.postpone_wait", **past).message


@pytest.mark.slow
def test_the_office_notes_an_answer_that_its_watcher_cannot(county: County) -> None:
    """The watcher left; what he waited for is not stuck with him."""
    pk = received(county)
    asked = {"matter": pk, "what": "测绘结果", "whom": "市测绘院", "until": timezone.now().date()}
    county.do("clerk", "documents.incoming.pass_check", matter=pk, **ALL_FOUR)
    county.do("director", "documents.incoming.propose", matter=pk, text="直接交办。", to="assign")
    county.do("clerk", "documents.incoming.assign", matter=pk, lead=[{"post": county.posts["handler"].pk}])
    county.do("handler", "flow.open_wait", **asked)
    for who, offered in (("handler", True), ("director", True), ("handler2", False)):
        page = browser(county, who).get(f"/matters/{pk}/").content.decode()
        assert ("flow.close_wait" in page) is offered, who


def test_a_view_goes_to_excel_within_the_cap(county: County) -> None:
    received(county, title="=1+1 的通知")
    sheet = load_workbook(BytesIO(browser(county, "clerk").get("/incoming/?view=all&as=xlsx").content)).active
    cells = [c for row in sheet.iter_rows() for c in row if c.value]
    assert any("=1+1 的通知" in str(c.value) and c.data_type == "s" for c in cells)


@pytest.mark.slow
@pytest.mark.parametrize("address", LEAVING)
def test_every_list_leaves_as_a_sheet_and_on_paper(county: County, address: str) -> None:
    """BM-07, BM-08: recorded, with the name of whoever took it, and without what is internal."""
    readers = [county.posts[k].pk for k in ("mayor", "clerk")]
    for title, more in (
        ("关于水库的通知", {}),
        ("水库限知事项", {"level": "work_secret", "readers": readers}),
    ):
        pk = received(county, title=title, **more)
        county.do("clerk", "documents.paper.track", matter=pk)
        county.do("clerk", "flow.circulate", matter=pk, members=[county.posts["mayor"].pk])
        _due(pk, timezone.now() - timedelta(days=1))
    index_pending(now=timezone.now())
    client, mark = browser(county, "clerk"), "&" if "?" in address else "?"
    shown = client.get(address).content.decode().replace("<mark>", "").replace("</mark>", "")
    assert "关于水库的通知" in shown and "导出 Excel" in shown and "打印" in shown
    assert "水库限知事项" in shown
    sheet = load_workbook(BytesIO(client.get(f"{address}{mark}as=xlsx").content)).active
    told = " ".join(str(c.value) for row in sheet.iter_rows() for c in row)
    paper = _text(client.get(f"{address}{mark}as=pdf&seen=1").content)
    for taken in (told, paper):
        assert "关于水库的通知" in taken and "限知事项" not in taken and "王秀兰" in taken
        assert "另有内部件1件，按规定不导出" in taken.replace(" ", "")
    assert Record.objects.filter(action="platform.take_out").count() == 2


def test_a_list_is_turned_round_by_its_own_column(county: County) -> None:
    for title in ("甲通知", "乙通知"):
        received(county, title=title)
    client = browser(county, "clerk")
    page = client.get("/incoming/?view=all").content.decode()
    assert 'aria-sort="descending"' in page and "order=up" in page
    assert page.index("乙通知") < page.index("甲通知")
    page = client.get("/incoming/?view=all&order=up").content.decode()
    assert page.index("甲通知") < page.index("乙通知") and 'aria-sort="ascending"' in page


def test_filters_narrow_and_are_taken_away(county: County) -> None:
    received(county, title="水库的通知", genre="通知")
    received(county, title="学校的请示", genre="请示", source="县教育局")
    client = browser(county, "clerk")
    page = client.get("/incoming/?view=all&genre=请示&source=教育").content.decode()
    assert "学校的请示" in page and "水库的通知" not in page
    assert "来文单位含“教育”" in page and 'title="去掉这个条件"' in page
    assert "去掉全部条件" in client.get("/incoming/?view=all&genre=函").content.decode()
    assert "水库的通知" in client.get("/incoming/?view=all&genre=无此文种").content.decode()
