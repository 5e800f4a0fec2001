"""二维码 or no, by parameter: on the first page of a numbered document, and only where the county wants it."""

from __future__ import annotations

import pytest
from kit import NOW, County, build_county
from test_outgoing_way import signed

from shuniu.kernel.base.models import ParameterValue
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing.setting import code_of, set_pages

pytestmark = pytest.mark.django_db
KEY = "outgoing.code_on_page"


@pytest.fixture
def county() -> County:
    return build_county()


def numbered(county: County) -> OutgoingDocument:
    pk = signed(county)
    county.do("clerk", "documents.outgoing.pass_recheck", matter=pk)
    county.do("clerk", "documents.outgoing.number", matter=pk, code="云政办发", copies=1)
    return OutgoingDocument.objects.get(pk=pk)


def test_no_code_unless_the_county_wants_one(county: County) -> None:
    assert code_of(numbered(county)) == ""


def test_the_code_names_the_document_and_changes_the_page(county: County) -> None:
    document = numbered(county)
    version = DraftVersion.objects.get(matter=document.pk, number=document.signed)
    plain = set_pages(document, version).pdf
    ParameterValue.objects.create(
        key=KEY, value=True, valid_from=NOW.date(), reason="本县统一印码", set_by="系统管理员", set_at=NOW
    )
    said = code_of(document).split("\n")
    assert said[0] == "云政办发〔2026〕1号" and said[-1] == "2026-03-02"
    assert set_pages(document, version).pdf != plain


def test_a_document_without_a_number_bears_none(county: County) -> None:
    ParameterValue.objects.create(
        key=KEY, value=True, valid_from=NOW.date(), reason="本县统一印码", set_by="系统管理员", set_at=NOW
    )
    assert code_of(OutgoingDocument.objects.get(pk=signed(county))) == ""
