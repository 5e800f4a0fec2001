"""The versions of a draft on the screen and in print, and its set pages."""

from __future__ import annotations

import re

import pytest
from kit import County, browser, build_county
from pypdfium2 import PdfDocument
from test_outgoing_way import TEXT, opened, printed, signed

import hongtou
from shuniu.modules.documents.models import OutgoingDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def three_versions(county: County) -> int:
    pk = opened(county)
    texts = (
        {},
        {
            "body": TEXT["body"].replace("水库", "中小型水库"),
            "annexes": [{"title": "检查表", "text": "序号\t名称\n1\t青山水库"}],
        },
        {"addressees": "县水利局、县应急局", "body": TEXT["body"]},
    )
    for number, change in enumerate(texts):
        seen = number or None
        county.do("handler", "documents.outgoing.save_draft", matter=pk, draft=seen, **{**TEXT, **change})
    return pk


def words_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in PdfDocument(pdf))


def test_every_version_is_listed_with_who_and_when(county: County) -> None:
    pk = three_versions(county)
    page = browser(county, "director").get(f"/outgoing/{pk}/versions/").content.decode()
    assert page.index("第 3 稿") < page.index("第 1 稿") and "刘建军" in page and "人民政府办公室" in page
    assert "在线起草" in page and f"/outgoing/{pk}/draft/2.docx" in page
    page = browser(county, "director").get(f"/outgoing/{pk}/versions/?show=2").content.decode()
    assert "全县所有中小型水库、山塘。" in page and "附件：检查表" in page


def test_any_two_are_compared_whichever_is_named_first(county: County) -> None:
    pk = three_versions(county)
    client = browser(county, "director")
    for query in ("a=1&b=2", "a=2&b=1"):
        page = client.get(f"/outgoing/{pk}/versions/?{query}").content.decode()
        assert "<ins>中小型</ins>" in page and "<del>" not in page.split("redline-part")[1]
        assert "附件 1" in page and "<td><ins>青山水库</ins></td>" in page
    page = client.get(f"/outgoing/{pk}/versions/?a=2&b=3&view=side").content.decode()
    assert "redline-side" in page and "<del>中小型</del>" in page and "原附件《检查表》" in page
    assert "<ins>、县应急局</ins>" in page
    assert "两稿的文字一样" in client.get(f"/outgoing/{pk}/versions/?a=1&b=1").content.decode()


def test_a_comparison_is_printed(county: County) -> None:
    pk = three_versions(county)
    answer = browser(county, "director").get(f"/outgoing/{pk}/redline.pdf?a=1&b=3&seen=1")
    assert answer["Content-Type"] == "application/pdf"
    words = words_of(answer.content)
    assert "花脸稿" in words and "县应急局" in words and "第 1 稿" in words
    answer = browser(county, "director").get(f"/outgoing/{pk}/redline.pdf?a=1&b=2&seen=1")
    assert re.search(r"序号\s+名称\s+1\s+青山水库", words_of(answer.content))
    assert browser(county, "director").get(f"/outgoing/{pk}/redline.pdf?a=1&b=9").status_code == 404


def test_who_may_not_see_the_matter_sees_nothing_of_its_versions(county: County) -> None:
    pk = three_versions(county)
    for part in (
        "versions/",
        "versions/?show=1",
        "redline.pdf?a=1&b=2",
        "preview.pdf",
        "page/1.png",
        "document.pdf",
        "document.ofd",
    ):
        assert browser(county, "water_clerk").get(f"/outgoing/{pk}/{part}").status_code == 404


def test_the_pages_are_those_of_the_version_asked_for(county: County) -> None:
    pk = three_versions(county)
    client = browser(county, "director")
    now, before = (client.get(f"/outgoing/{pk}/preview.pdf{q}") for q in ("", "?n=2"))
    assert "县应急局" in words_of(now.content) and "县应急局" not in words_of(before.content)
    assert "青山水库" in words_of(before.content) and len(PdfDocument(before.content)) == 2
    assert "草稿" in words_of(now.content)
    picture = client.get(f"/outgoing/{pk}/page/1.png?w=400")
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert client.get(f"/outgoing/{pk}/page/7.png").status_code == 404
    assert client.get(f"/outgoing/{pk}/document.pdf").status_code == 422
    assert client.get(f"/outgoing/{pk}/document.ofd").status_code == 422


def test_the_finished_document_bears_number_date_and_imprint(county: County) -> None:
    pk = printed(county)
    answer = browser(county, "clerk").get(f"/outgoing/{pk}/document.pdf")
    words = words_of(answer.content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "云政办发〔2026〕1号" in words and "2026年3月2日" in words and "草稿" not in words


def test_the_finished_document_is_to_be_had_as_ofd_with_the_same_words(county: County) -> None:
    pk = printed(county)
    client = browser(county, "clerk")
    answer = client.get(f"/outgoing/{pk}/document.ofd")
    assert answer["Content-Type"] == "application/ofd"
    assert answer["Content-Disposition"].startswith("attachment") and ".ofd" in answer["Content-Disposition"]
    ofd = hongtou.read(answer.content, "定稿.ofd")
    pdf = hongtou.read(client.get(f"/outgoing/{pk}/document.pdf").content, "定稿.pdf")
    assert ofd.text == pdf.text and ofd.pages == pdf.pages
    assert ofd.document_number and str(ofd.document_number.value) == "云政办发〔2026〕1号"


def test_an_upward_document_names_who_signs(county: County) -> None:
    pk = signed(county)
    OutgoingDocument.objects.filter(pk=pk).update(direction="up", signatory="陈立新")
    words = words_of(browser(county, "clerk").get(f"/outgoing/{pk}/preview.pdf").content)
    assert "签发人" in words and "陈立新" in words


def test_the_demo_says_that_its_documents_are_samples(county: County, settings: object) -> None:
    pk = signed(county)
    settings.DEMO_ENTRANCE = True  # type: ignore[attr-defined]
    assert "样章" in words_of(browser(county, "clerk").get(f"/outgoing/{pk}/document.pdf").content)


def test_a_document_without_text_has_no_pages(county: County) -> None:
    pk = opened(county)
    assert (
        "还没有保存过稿子" in browser(county, "handler").get(f"/outgoing/{pk}/preview.pdf").content.decode()
    )
