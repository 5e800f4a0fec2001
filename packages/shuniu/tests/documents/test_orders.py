"""命令: numbered through and not by year, cited with the name of its organ, signed with the office beside the name (GB/T
9704-2012, 10.2 and 7.3.5.3)."""

from __future__ import annotations

from datetime import datetime

import pytest
from kit import County, browser, build_county
from outgoing_scene import Way

from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.numbering.models import Counter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.incoming.book import BookPart
from shuniu.modules.documents.models import DraftVersion
from shuniu.modules.documents.outgoing import setting
from shuniu.modules.documents.outgoing.book import issue_books_of, read_issue_book
from shuniu.modules.documents.outgoing.text import Content

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SERIES = "云岭县人民政府令"
TITLE = "云岭县人民政府关于森林防火期禁止野外用火的命令"
NEXT_YEAR = datetime(2027, 1, 4, 9, 0, tzinfo=COUNTY)
OPENED = {"genre": "命令", "title": TITLE}


@pytest.fixture
def county() -> County:
    return build_county()


def an_order(county: County) -> Way:
    """An order of the county's government that its head signed."""
    way = Way(county, issuer=county.units["county"].pk, **OPENED)
    way.vetted(title=TITLE, body="为防止森林火灾，现发布命令如下。\n一、禁火期内禁止一切野外用火。")
    way.reviewed("mayor").do("mayor", "sign", draft=1)
    way.do("clerk", "pass_recheck")
    return way


def test_orders_are_numbered_through_and_not_by_year(county: County) -> None:
    county.do("clerk", "documents.outgoing.begin_numbers", code=SERIES, last=11, year=2026)
    first, second = an_order(county), an_order(county)
    assert first.do("clerk", "number", code=SERIES).result["number"] == "云岭县人民政府令第12号"
    assert second.do("clerk", "number", code=SERIES, now=NEXT_YEAR).result["number"].endswith("令第13号")
    assert Matter.objects.get(pk=second.pk).number == second.document.number == "云岭县人民政府令第13号"
    counter = Counter.objects.get()
    assert (counter.year, counter.opened_at, counter.last) == (0, 11, 13)


def test_an_order_bears_no_code_and_nothing_else_is_numbered_among_them(county: County) -> None:
    assert "统一编号" in an_order(county).refused("clerk", "number", code="云政发").message
    notice = Way(county).signed()
    notice.do("clerk", "pass_recheck")
    assert notice.refused("clerk", "number", code=SERIES).rule == "GW-15"
    assert county.refused(
        "clerk_party", "documents.outgoing.reserve_numbers", code=SERIES, count=1, reason="纸质"
    ).code


def test_a_number_kept_for_paper_is_used_in_whatever_year(county: County) -> None:
    county.do("clerk", "documents.outgoing.reserve_numbers", code=SERIES, count=2, reason="纸质发布")
    way = an_order(county)
    assert (
        way.do("clerk", "number", code=SERIES, reserved=1, now=NEXT_YEAR).result["number"] == f"{SERIES}第1号"
    )
    county.do(
        "clerk", "documents.outgoing.give_up_number", code=SERIES, number=2, year=2026, reason="没有用上"
    )
    lines = read_issue_book(county.actor("clerk"), BookPart(0, SERIES), size=9, oldest_first=True)
    assert [(line.number, line.state) for line in lines] == [
        (f"{SERIES}第1号", "used"),
        (f"{SERIES}第2号", "void"),
    ]


def test_the_page_says_the_bare_number_and_the_office_beside_the_name(county: County) -> None:
    way = an_order(county)
    way.do("clerk", "number", code=SERIES)
    content = Content.of(DraftVersion.objects.get(matter=way.pk, number=1).content)
    copy = setting.manuscript_of(way.document, content)
    assert (copy.form, str(copy.number), copy.signed_by) == ("order", "第1号", ())
    assert [(signer.office, signer.name) for signer in copy.signers] == [("县长", "周明远")]


def test_of_several_organs_each_signs_under_its_full_office(county: County) -> None:
    way = an_order(county)
    document = way.document
    document.joint = [county.units["water"].pk]
    content = Content.of(DraftVersion.objects.get(matter=way.pk, number=1).content)
    assert [(s.office, s.name) for s in setting.manuscript_of(document, content).signers] == [
        ("云岭县人民政府县长", "周明远"),
        ("云岭县水利局", setting.UNSIGNED),
    ]
    signed = Entry.objects.get(matter=way.pk, type="issue_opinion")
    signed.pk, signed.data = None, {**signed.data, "organ": county.units["water"].pk}
    signed.post_title, signed.person_name = "党组书记、局长", "郑海涛"
    signed.save(force_insert=True)
    assert setting.manuscript_of(document, content).signers[1] == setting.Signer("云岭县水利局局长", "郑海涛")


def test_the_book_of_orders_stands_beside_those_of_the_year(county: County) -> None:
    an_order(county).do("clerk", "number", code=SERIES)
    Way(county).numbered()
    clerk = browser(county, "clerk")
    assert [
        (book.year, book.series.rpartition("/")[2]) for book in issue_books_of(county.actor("clerk"))
    ] == [
        (2026, "云政办发"),
        (0, SERIES),
    ]
    page = clerk.get("/outgoing/book/", {"year": "0", "series": SERIES}).content.decode()
    assert "云岭县人民政府令第1号" in page
    assert "云政办发〔2026〕1号" not in page
    begun = clerk.get("/outgoing/book/").content.decode()
    assert "云政办发〔2026〕1号" in begun and SERIES in begun
