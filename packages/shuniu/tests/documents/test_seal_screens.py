"""用印登记簿, 印章 and the requests as they stand on the screen, in Excel and on paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from documents.test_seals import add_seal, contract, press, to_seal
from kit import County, brought, browser, build_county
from openpyxl import load_workbook

from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import Seal, SealUse
from shuniu.modules.documents.seals import book

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def text_of(county: County, who: str, address: str, status: int = 200) -> str:
    answer = browser(county, who).get(address)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def lines(county: County) -> None:
    """A sealed document without its 盖章件, and a contract that waits for approval."""
    press(county, to_seal(county), copies=8)
    seal = Seal.objects.get()
    county.do("handler", "documents.seal_use.ask", **contract(county, seal))
    SealUse.objects.update(asked_at="2026-03-02T01:00:00Z")


def test_the_register_shows_every_request_and_impression_and_narrows(county: County) -> None:
    lines(county)
    whole = text_of(county, "clerk", "/seals/book/?year=2026")
    assert "用〔2026〕1号" in whole and "已用印，余 2 份" in whole and "盖章件没有归入" in whole
    assert "办公楼维修合同" in whole and "待批" in whole
    assert "用〔2026〕1号" not in text_of(county, "clerk", "/seals/book/?year=2026&state=asked")
    assert "办公楼维修合同" not in text_of(county, "clerk", "/seals/book/?year=2026&state=missing")
    assert "没有用印" in text_of(county, "clerk", "/seals/book/?year=2026&paper=没有这份")
    assert "没有用印" in text_of(county, "clerk", "/seals/book/?year=2026&first=2026-04-01")
    assert "没有用印" in text_of(county, "clerk", "/seals/book/?year=2025&seal=99")
    assert "办公楼维修合同" in text_of(county, "clerk", "/seals/book/?year=2026&paper=维修&order=up&seal=bad")


def test_the_register_is_the_offices_own(county: County) -> None:
    lines(county)
    assert "用〔2026〕1号" not in text_of(county, "clerk_party", "/seals/book/?year=2026")
    for address in ("/seals/book/", "/seals/book/book.xlsx", "/seals/book/book.pdf", "/seals/kept/"):
        assert "印章保管人" in text_of(county, "handler", address, 403)


def test_the_register_goes_to_excel_and_to_paper(county: County) -> None:
    lines(county)
    answer = browser(county, "clerk").get("/seals/book/book.xlsx?year=2026")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    heads = next(row for row in rows if row[0] == "用印号")
    assert {"批准人", "监印人", "用印事由", "用印份数"} <= set(heads)
    document = dict(zip(heads, rows[rows.index(heads) + 1], strict=True))
    assert (document["用印号"], document["批准份数"], document["用印份数"]) == ("用〔2026〕1号", 10, 8)
    assert (document["批准人"], document["用印人"], document["监印人"]) == ("陈立新", "李春燕", "刘建军")
    printed = browser(county, "clerk").get("/seals/book/book.pdf?year=2026&seen=1")
    assert printed["Content-Type"] == "application/pdf"


def test_a_work_secret_stands_in_the_register_by_its_number_alone(county: County) -> None:
    lines(county)
    Matter.objects.update(level="work_secret")
    whole = text_of(county, "clerk", "/seals/book/?year=2026")
    assert "用〔2026〕1号" in whole and "限知悉范围" in whole and "汛前检查" not in whole
    assert "没有用印" in text_of(county, "clerk", "/seals/book/?year=2026&paper=汛前检查")


def test_a_page_of_the_register_ends_and_the_next_one_goes_on(county: County) -> None:
    lines(county)
    part = book.Part(2026)
    first, second = book.read_book(county.actor("clerk"), part, size=5)
    assert book.read_book(county.actor("clerk"), part, beyond=first.use.pk, size=5) == [second]
    upwards = book.read_book(county.actor("clerk"), part, size=1, oldest_first=True)
    assert upwards == [second]
    assert book.read_book(county.actor("handler"), part, size=5) == []


def test_the_office_sees_its_seals_and_what_happened_to_them(county: County) -> None:
    seal = add_seal(county)
    page = text_of(county, "director", "/seals/kept/")
    assert "县政府办印章" in page and "李春燕" in page and "登记印章" in page
    assert "登记印章" not in text_of(county, "clerk", "/seals/kept/")
    client = browser(county, "director")
    form = {"seal": seal.pk, "keeper": county.posts["clerk"].pk, "text": "印章完好，当面点交。"}
    answer = client.post("/seals/kept/hand-over/", form)
    assert answer.status_code == 302 and answer["Location"] == "/seals/kept/"
    moves = text_of(county, "director", "/seals/kept/?view=moves")
    assert "当面点交" in moves and "王秀兰" in moves
    assert "县政府办印章" in text_of(county, "director", f"/seals/kept/hand-over/?seal={seal.pk}")
    stopped = client.post("/seals/kept/stop/", {"seal": seal.pk, "reason": "旧章上交封存。"})
    assert stopped.status_code == 302 and not Seal.objects.get().active
    made = {
        "name": "县政府办新章（2026年刻）",
        "kind": "office",
        "organ": county.units["office"].pk,
        "keeper": county.posts["handler2"].pk,
    }
    assert client.post("/seals/kept/add/", made).status_code == 302


def test_a_blank_request_is_refused_with_what_was_typed(county: County) -> None:
    seal = add_seal(county)
    client = browser(county, "handler")
    typed = {"seal": seal.pk, "sort": "other", "paper": "空白公函", "reason": "备用函件", "copies": 5}
    answer = client.post("/seals/new/", typed)
    page = answer.content.decode()
    assert 400 <= answer.status_code < 500
    assert "空白用印" in page and 'value="空白公函"' in page and "国务院关于" in page


def test_approver_and_keeper_find_what_waits_for_them(county: County) -> None:
    seal = add_seal(county)
    pk = int(county.do("handler", "documents.seal_use.ask", **contract(county, seal)).result["matter"])
    assert "办公楼维修合同" in text_of(county, "director", "/")
    assert "办公楼维修合同" in text_of(county, "director", "/seals/?view=todo")
    page = text_of(county, "director", f"/matters/{pk}/")
    assert "批准份数" in page and "签订维修合同" in page
    county.do("director", "documents.seal_use.approve", matter=pk)
    assert "办公楼维修合同" in text_of(county, "handler2", "/")
    page = text_of(county, "handler2", f"/matters/{pk}/")
    assert "监印人" in page and "批准的还剩 4 份" in page
    assert "办公楼维修合同" in text_of(county, "handler", "/?tab=doing")


def test_the_sealed_copy_is_offered_and_shown_on_the_document(county: County) -> None:
    pk = to_seal(county)
    assert "归入盖章件" not in text_of(county, "clerk", f"/matters/{pk}/")
    press(county, pk)
    page = text_of(county, "clerk", f"/matters/{pk}/")
    assert "归入盖章件" in page and "还没有归入" in page and "10 份" in page
    scan = brought(county.posts["clerk"], name="盖章件.png")
    county.do("clerk", "documents.seal.file_copy", matter=pk, file=scan)
    page = text_of(county, "director", f"/matters/{pk}/")
    assert f"/files/{scan}/" in page and "已归入" in page
