"""Letters, minutes and orders are set in their own forms: what the record says decides."""

from __future__ import annotations

import pytest
from kit import County, build_county
from test_outgoing_way import TEXT, opened

import hongtou
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing import returned, setting
from shuniu.modules.documents.outgoing.text import Content, clean_body

pytestmark = pytest.mark.django_db

CONTENT = Content(TEXT["title"], ("云岭县水利局",), clean_body("现将有关事项函告如下。\n请予支持。"))


@pytest.fixture
def document() -> OutgoingDocument:
    county: County = build_county()
    return OutgoingDocument.objects.select_related("matter", "unit").get(pk=opened(county))


@pytest.mark.parametrize(
    ("kind", "genre", "direction", "form", "suffix"),
    [
        ("formal", "通知", "down", "ordinary", "文件"),
        ("formal", "函", "level", "letter", ""),
        ("formal", "函", "up", "ordinary", "文件"),
        ("memo", "函", "level", "letter", ""),
        ("formal", "纪要", "down", "minutes", "会议纪要"),
        ("formal", "命令", "down", "order", "令"),
        ("white", "通知", "down", "ordinary", ""),
    ],
)
def test_the_form_follows_from_the_record(
    document: OutgoingDocument, kind: str, genre: str, direction: str, form: str, suffix: str
) -> None:
    document.form, document.genre, document.direction = kind, genre, direction
    copy = setting.manuscript_of(document, CONTENT)
    assert (copy.form, copy.mark_suffix) == (form, suffix)
    assert hongtou.lay_out(copy, fonts=setting.house_fonts()).pages


def test_an_order_is_signed_by_a_person_and_not_by_its_organ(document: OutgoingDocument) -> None:
    document.genre, document.direction, document.signatory = "命令", "down", "李明华"
    copy = setting.manuscript_of(document, CONTENT)
    assert (copy.signed_by, [signer.name for signer in copy.signers]) == ((), ["李明华"])


@pytest.mark.parametrize("genre", ["函", "纪要", "命令"])
def test_what_is_written_out_as_word_comes_back_with_its_text(document: OutgoingDocument, genre: str) -> None:
    document.genre, document.direction = genre, "level"
    copy = setting.manuscript_of(document, CONTENT)
    back = returned.content_of(hongtou.manuscript_of(hongtou.read(hongtou.write_docx(copy), "稿子.docx")))
    kept = CONTENT if genre != "命令" else Content("", CONTENT.addressees, CONTENT.body)
    assert back == kept
