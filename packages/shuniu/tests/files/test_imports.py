"""Sheets that are only read and not kept pass the same gate: a mark in a corner that no import looks at stops them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from kit import NOW, County, build_county
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.platform.organisation import sheets
from shuniu.kernel.records.models import Record
from shuniu.modules.documents.incoming import book_sheet
from shuniu.modules.documents.models import IncomingDocument
from shuniu.modules.documents.outgoing import plan_sheet

from .papers_of_all_kinds import MARK

pytestmark = pytest.mark.django_db


def _comment(book: Workbook) -> None:
    book.worksheets[0]["A2"].comment = Comment(MARK, "张三")


def _other_sheet(book: Workbook) -> None:
    sheet = book.create_sheet("底稿")
    sheet["Z900"], sheet.sheet_state = MARK, "hidden"


def _head(book: Workbook) -> None:
    book.worksheets[0].oddHeader.center.text = MARK


def _property(book: Workbook) -> None:
    book.properties.title = MARK


CORNERS: tuple[Callable[[Workbook], None], ...] = (_comment, _other_sheet, _head, _property)


def _with(template: bytes, hide: Callable[[Workbook], None]) -> bytes:
    book, out = load_workbook(BytesIO(template)), BytesIO()
    hide(book)
    book.save(out)
    return out.getvalue()


def _register(county: County, content: bytes) -> object:
    return book_sheet.bring_or_begin(content, actor=county.actor("clerk"), now=NOW, year="2026", series="收")


def _plan(county: County, content: bytes) -> object:
    return plan_sheet.bring(
        content, actor=county.actor("clerk"), now=NOW, year="2026", declared=True, command_id=""
    )


def _organisation(county: County, content: bytes) -> object:
    try:
        return sheets.read(content)
    except Refused as refused:
        return refused.refusal


WAYS = {
    "register": (book_sheet.template, _register),
    "plan": (plan_sheet.template, _plan),
    "organisation": (sheets.template, _organisation),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("hide", CORNERS)
def test_a_mark_in_any_corner_of_an_import_stops_it(way: str, hide: Callable[[Workbook], None]) -> None:
    county = build_county()
    template, bring = WAYS[way]
    outcome = bring(county, _with(template(now=NOW), hide))
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.rule) == (Code.SECRET, "BM-03")
    assert MARK not in outcome.message
    assert not IncomingDocument.objects.exists()
    if way != "organisation":
        kept = Record.objects.filter(action="files.admit").latest("pk")
        assert kept.outcome == Record.Outcome.REFUSED and kept.payload.content["code"] == "secret"


@pytest.mark.parametrize("way", WAYS)
def test_a_template_as_it_is_bears_no_mark(way: str) -> None:
    template, bring = WAYS[way]
    outcome = bring(build_county(), template(now=NOW))
    assert not (isinstance(outcome, Refusal) and outcome.code is Code.SECRET)
