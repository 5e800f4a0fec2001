"""What the address of a register says, and what the part that is asked for says back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import RequestFactory

from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.modules.documents.incoming.book import BookPart
from shuniu.modules.documents.incoming.views.books import BOOK
from shuniu.modules.documents.seals.book import Part
from shuniu.modules.documents.seals.views.book import BOOK as SEALS

NOW = datetime(2026, 3, 2, 9, tzinfo=COUNTY)
ACTOR = Actor(1, 1, "王芳", 1, "文书", 1, "政府办", frozenset())


@pytest.mark.parametrize(
    "said, part",
    [
        ("", BookPart(2026, "收")),
        ("year=2025&series=电&month=3&first=2&last=9", BookPart(2025, "电", 3, 2, 9)),
        ("year=1900&month=13&first=0&last=x", BookPart(2026, "收")),
        ("year=&series=&month=&first=&last=", BookPart(2026, "")),
    ],
)
def test_an_address_says_a_part_and_what_cannot_be_meant_is_passed_over(said, part):
    request = RequestFactory().get(f"/incoming/book/?{said}")
    assert BOOK.asked(request, ACTOR, NOW) == part


def test_the_address_of_a_part_says_which_book_and_only_what_narrows_it():
    assert SEALS.address_of(Part(2026)) == "/seals/book/?year=2026"
    part = Part(2026, seal=3, last=date(2026, 3, 1), state="used", paper="合同")
    address = SEALS.address_of(part, "book.pdf", order=None)
    assert address.startswith("/seals/book/book.pdf?year=2026&seal=3&last=2026-03-01&state=used&paper=")
    assert SEALS.asked(RequestFactory().get(address), ACTOR, NOW) == part


def test_each_chip_takes_off_what_it_says_and_a_span_both_its_ends():
    chips = BOOK._chips(BookPart(2026, "收", 3, None, 50), {"month": BOOK.filters[2].options(ACTOR)})
    assert [chip.label for chip in chips] == ["3月", "1—50号"]
    asked = [BOOK.asked(RequestFactory().get(chip.remove_href), ACTOR, NOW) for chip in chips]
    assert asked == [BookPart(2026, "收", None, None, 50), BookPart(2026, "收", 3)]
    (chip,) = SEALS._chips(Part(2026, seal=99), {"seal": ()})
    assert chip.label == "别的印章" and chip.remove_href == "/seals/book/?year=2026"
