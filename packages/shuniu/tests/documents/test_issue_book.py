"""发文登记簿, 发文稿纸 and 会签单: what they show, to whom, on screen, in print and in Excel."""

from __future__ import annotations

import io

import openpyxl
import pypdfium2
import pytest
from kit import NOW, County, browser, build_county, stand_in
from outgoing_scene import Way

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.reading import Reading, read_matter
from shuniu.kernel.platform.papers import QrCode
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.modules.documents.incoming.book import BookPart
from shuniu.modules.documents.outgoing import printing
from shuniu.modules.documents.outgoing.book import read_issue_book

pytestmark = pytest.mark.django_db
QR = QrCode("https://oa.example/p/M1/")
WHOLE = BookPart(2026, "云政办发")


@pytest.fixture
def county() -> County:
    return build_county()


def scene(way: Way, who: str = "clerk") -> Scene:
    actor = way.county.actor(who)
    found = read_matter(actor, way.pk)
    assert isinstance(found, Reading)
    return Scene(actor, NOW, found)


def test_void_and_reserved_numbers_stand_in_their_places(county: County) -> None:
    first = Way(county).numbered()
    county.do("clerk", "documents.outgoing.reserve_numbers", code="云政办发", count=1, reason="纸质发文")
    county.do("clerk", "flow.void", matter=first.pk, reason="内容已过时")
    third = Way(county).numbered()
    lines = read_issue_book(county.actor("clerk"), WHOLE, size=50, oldest_first=True)
    assert [(x.serial, x.state) for x in lines] == [(1, "void"), (2, "reserved"), (3, "used")]
    assert [x.document.pk if x.document else None for x in lines] == [first.pk, None, third.pk]
    assert read_issue_book(county.actor("handler"), WHOLE, size=50) == []
    assert read_issue_book(county.actor("clerk_party"), WHOLE, size=50) == []


def test_a_part_of_the_register(county: County) -> None:
    Way(county).numbered()
    Way(county).numbered()
    clerk = county.actor("clerk")
    assert len(read_issue_book(clerk, BookPart(2026, "云政办发", month=3), size=9)) == 2
    assert read_issue_book(clerk, BookPart(2026, "云政办发", month=4), size=9) == []
    second = read_issue_book(clerk, BookPart(2026, "云政办发", first=2), size=9)
    assert [x.number for x in second] == ["云政办发〔2026〕2号"]


def test_the_register_on_screen_in_excel_and_in_print(county: County) -> None:
    Way(county).numbered()
    clerk = browser(county, "clerk")
    page = clerk.get("/outgoing/book/?year=2026&series=云政办发").content.decode()
    assert "云政办发〔2026〕1号" in page and "发文登记簿" in page
    assert browser(county, "handler").get("/outgoing/book/").status_code == 403
    sheet = clerk.get("/outgoing/book/book.xlsx?year=2026&series=云政办发")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)  # type: ignore[union-attr]
    assert any("云政办发〔2026〕1号" in row for row in rows)
    assert clerk.get("/outgoing/book/book.pdf?year=2026&series=云政办发").status_code == 200


def test_the_slip_has_the_signature_with_the_hand_that_signed(county: County) -> None:
    way = Way(county).vetted().reviewed("mayor")
    stand_in(county, "mayor", "vice")
    way.do("vice", "sign", text="同意印发。", manner="opinion")
    data = printing.draft_slip(scene(way), QR)
    assert [(o.text, o.person, o.way) for o in data.issued] == [("同意印发。", "周明远", "（林树声代）")]
    assert (data.drafter, data.genre, data.plan) == ("刘建军", "通知", "立项2026-001")
    assert [o.person for o in data.reviews] == ["何晓云"]
    assert [o.person for o in data.vetted] == ["陈立新"]


def test_a_signature_of_his_own_says_nothing_of_another_hand(county: County) -> None:
    data = printing.draft_slip(scene(Way(county).signed()), QR)
    assert [(o.person, o.way) for o in data.issued] == [("陈立新", "")]


def test_the_slips_of_a_document_that_holds_no_longer_say_so(county: County) -> None:
    way = Way(county).signed()
    title = scene(way).matter.title
    Matter.objects.filter(pk=way.pk).update(mark="已撤销")
    slips = printing.draft_slip(scene(way), QR), printing.countersign_slip(scene(way), QR)
    assert [data.document_title for data in slips] == [f"（已撤销）{title}"] * 2


def test_the_countersign_slip_has_the_passage_and_how_it_was_settled(county: County) -> None:
    way = Way(county, consulted=[county.units["water"].pk, county.units["party"].pk]).vetted()
    objection = {"text": "山塘由乡镇管。", "passage": "全县所有水库、山塘。"}
    way.do("water_head", "countersign", result="opinion", **objection)
    way.do("water_head", "withdraw_objection", reason="已经说清楚")
    data = printing.countersign_slip(scene(way), QR)
    said, waiting = data.opinions
    assert (said.result, said.passage, said.settled) == (
        "有意见",
        "全县所有水库、山塘。",
        "撤回意见：已经说清楚",
    )
    assert (waiting.unit, waiting.result) == (county.units["party"].short_name, "")
    assert data.due_on is not None


def test_both_slips_print_from_the_page(county: County) -> None:
    way = Way(county).signed()
    clerk = browser(county, "clerk")
    page = clerk.get(f"/matters/{way.pk}/").content.decode()
    assert "发文稿纸" in page and "会签单" in page
    for form in ("documents.draft_slip", "documents.countersign_slip"):
        address = f"/matters/{way.pk}/print/{form}.pdf"
        answer = clerk.get(address)
        assert answer.status_code == 200, address
        if answer["Content-Type"] == "application/pdf":
            words = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
            assert "刘建军" in words
