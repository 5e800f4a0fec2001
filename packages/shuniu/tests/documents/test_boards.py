"""登记簿, 催办台, 传阅, 文件去向 and the printed forms: what they show, to whom, in how many queries."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from kit import NOW, County, build_county
from openpyxl import load_workbook
from test_incoming_screens import browser
from test_incoming_way import ALL_FOUR, received

from shuniu.kernel.flow.models import Entry, Matter
from shuniu.modules.documents.incoming import reminders

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


LISTS = (
    "/",
    "/incoming/?view=all",
    "/incoming/?view=overdue",
    "/incoming/book/?year=2026",
    "/incoming/reminders/",
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


def test_a_reject_slip_names_the_rule(county: County) -> None:
    pk = received(county)
    client = browser(county, "clerk")
    assert client.get(f"/incoming/{pk}/reject-slip.pdf").status_code == 422
    county.do(
        "clerk", "documents.incoming.reject", matter=pk, reason="请示中有两件事，请分开报。", rules=["GW-24"]
    )
    text = _text(client.get(f"/incoming/{pk}/reject-slip.pdf?seen=1").content)
    assert "请示中有两件事" in text and "GW-24" in text


def test_a_sheet_is_found_by_its_code_and_handed_over(county: County) -> None:
    pk = received(county)
    made = county.do("clerk", "documents.paper.track", matter=pk).result
    client = browser(county, "clerk")
    assert client.get(f"/p/{made['code']}/")["Location"] == f"/matters/{pk}/"
    assert browser(county, "clerk_party").get(f"/p/{made['code']}/", follow=False).status_code in {302, 404}
    county.do(
        "clerk", "documents.paper.hand_over", matter=pk, paper=made["paper"], post=county.posts["director"].pk
    )
    assert "陈立新" in client.get("/incoming/whereabouts/").content.decode()
    person = county.posts["director"].person_id
    assert "陈立新" in _text(client.get(f"/incoming/papers/{person}/handover.pdf?seen=1").content)
    assert client.get(f"/incoming/papers/{person}/clearance.pdf?seen=1").status_code == 200


def test_many_are_reminded_with_one_press(county: County) -> None:
    first, second = received(county, title="甲通知"), received(county, title="乙通知")
    client = browser(county, "clerk")
    assert client.post("/incoming/reminders/send/", {"key": [first, second]}).status_code == 302
    assert Entry.objects.filter(type="reminder").count() == 2
    assert "催过 1 次" in client.get("/incoming/reminders/").content.decode()


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


def test_a_view_goes_to_excel_within_the_cap(county: County) -> None:
    received(county, title="=1+1 的通知")
    sheet = load_workbook(
        BytesIO(browser(county, "clerk").get("/incoming/export.xlsx?view=all").content)
    ).active
    cells = [c for row in sheet.iter_rows() for c in row if c.value]
    assert any("=1+1 的通知" in str(c.value) and c.data_type == "s" for c in cells)
