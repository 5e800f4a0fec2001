"""A draft to Word and back: what is compared, what is said first, what is kept."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from docx.shared import Mm
from kit import County, browser, build_county
from test_outgoing_way import TEXT, opened, printed

import hongtou
from shuniu.kernel.flow.models import EntryFile, Matter
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument

pytestmark = pytest.mark.django_db

ANNEX = {"title": "水库名单", "text": "序号\t名称\n1\t青山水库\n2\t红旗水库"}
LONG = {
    **TEXT,
    "body": TEXT["body"] + "\n" + "\n".join(f"（{n}）第{n}项要逐一检查。" for n in "一二三四五六"),
}


@pytest.fixture
def county() -> County:
    return build_county()


def drafted(county: County, **change: object) -> int:
    pk = opened(county)
    county.do("handler", "documents.outgoing.save_draft", matter=pk, **{**LONG, "annexes": [ANNEX], **change})
    return pk


def taken_out(county: County, pk: int, number: int = 1) -> bytes:
    answer = browser(county, "handler").get(f"/outgoing/{pk}/draft/{number}.docx")
    assert answer.status_code == 200, answer.content.decode()
    return bytes(answer.content)


def edited(data: bytes, edit: Callable[[Any], object]) -> bytes:
    """*data* after an edit with python-docx, which rewrites the whole package."""
    document = docx.Document(io.BytesIO(data))
    edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def replaced(old: str, new: str) -> Callable[[Any], None]:
    def edit(document: Any) -> None:
        found = next(p for p in document.paragraphs if old in p.text)
        text = found.text.replace(old, new)
        for run in found.runs[1:]:
            run.text = ""
        found.runs[0].text = text

    return edit


def brought(
    county: County, pk: int, data: bytes, who: str = "handler", name: str = "稿子.docx"
) -> HttpResponse:
    client = browser(county, who)
    return client.post(f"/outgoing/{pk}/word/", {"file": SimpleUploadedFile(name, data)}, follow=True)  # type: ignore[return-value]


def accept(county: County, answer: Any, **data: str) -> Any:
    address = answer.redirect_chain[-1][0]
    seen = answer.content.decode().split('name="draft" value="')[1].split('"')[0]
    return browser(county, "handler").post(address, {"draft": seen, **data})


def test_an_edit_in_word_becomes_a_version_and_the_file_stays(county: County) -> None:
    pk = drafted(county)
    answer = brought(county, pk, edited(taken_out(county, pk), replaced("水库、山塘", "水库、山塘、堤防")))
    page = answer.content.decode()
    assert "<ins>、堤防</ins>" in page and "采用为第 2 稿" in page and "提醒" not in page
    assert DraftVersion.objects.count() == 1
    assert accept(county, answer).status_code == 302
    version = DraftVersion.objects.get(number=2)
    assert version.origin == "docx" and "水库、山塘、堤防。" in version.content["body"]
    before = DraftVersion.objects.get(number=1).content
    same = {k: v for k, v in version.content.items() if k != "body"}
    assert same == {k: v for k, v in before.items() if k != "body"}
    assert EntryFile.objects.get(matter=pk).role == "draft_docx"


def test_an_order_keeps_its_title_though_it_stands_on_no_page(county: County) -> None:
    pk = drafted(county)
    OutgoingDocument.objects.filter(pk=pk).update(genre="命令", direction="down")
    data = taken_out(county, pk)
    assert not any(TEXT["title"] in each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    accept(county, brought(county, pk, edited(data, replaced("水库、山塘", "水库、山塘、堤防"))))
    version = DraftVersion.objects.get(number=2)
    assert version.content["title"] == TEXT["title"] and "堤防" in version.content["body"]


def test_rows_with_empty_cells_come_back_as_they_were_typed(county: County) -> None:
    text = "\t名称\t备注\n1\t青山水库\t\n2\t红旗水库\t\n\t合计\t2"
    pk = drafted(county, annexes=[{"title": "水库名单", "text": text}])

    def rename(document: Any) -> None:
        cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
        next(cell for cell in cells if cell.text == "红旗水库").text = "红星水库"

    accept(county, brought(county, pk, edited(taken_out(county, pk), rename)))
    annexes = DraftVersion.objects.get(number=2).content["annexes"]
    assert annexes == [{"title": "水库名单", "text": text.replace("红旗", "红星")}]


def test_two_tables_one_after_the_other_stay_two(county: County) -> None:
    text = "名称\t座数\n水库\t2\n\n单位\t电话\n水利局\t12345"
    pk = drafted(county, annexes=[{"title": "情况表", "text": text.replace("\n\n", "\n\n \n")}])
    assert DraftVersion.objects.get(number=1).content["annexes"][0]["text"] == text
    answer = brought(county, pk, edited(taken_out(county, pk), replaced("水库、山塘", "水库、山塘、堤防")))
    accept(county, answer)
    assert DraftVersion.objects.get(number=2).content["annexes"] == [{"title": "情况表", "text": text}]


def test_two_edited_copies_coming_back_one_after_the_other_lose_nothing(county: County) -> None:
    pk = drafted(county)
    out = taken_out(county, pk)
    first, second = (edited(out, replaced(f"第{n}项", f"第{n}项工作")) for n in "二五")
    accept(county, brought(county, pk, first))
    answer = brought(county, pk, second)
    page = answer.content.decode()
    assert "它是在第 1 稿上改的，现在已经是第 2 稿" in page and page.count('class="redline"') == 2
    refused = accept(county, answer)
    assert refused.status_code == 422 and "还没有确认" in refused.content.decode()
    assert accept(county, answer, confirmed="1").status_code == 302
    bodies = [v.content["body"] for v in DraftVersion.objects.order_by("number")]
    assert "第二项工作" in bodies[1] and "第五项工作" in bodies[2] and len(bodies) == 3


def test_a_file_with_half_of_the_text_gone_says_so_first(county: County) -> None:
    pk = drafted(county)

    def cut(document: Any) -> None:
        for paragraph in document.paragraphs:
            if paragraph.text.startswith("（") and "项要逐一检查" in paragraph.text:
                paragraph._element.getparent().remove(paragraph._element)
        for table in document.tables:
            if "青山水库" in "".join(cell.text for row in table.rows for cell in row.cells):
                table._element.getparent().remove(table._element)

    answer = brought(county, pk, edited(taken_out(county, pk), cut))
    page = answer.content.decode()
    assert "只剩下" in page and 'name="confirmed"' in page
    assert accept(county, answer).status_code == 422 and DraftVersion.objects.count() == 1


def test_a_file_of_another_document_or_of_nowhere_says_so_first(county: County) -> None:
    pk, other = drafted(county), drafted(county, body="另一件的正文。")
    assert "另一件发文的稿子" in brought(county, pk, taken_out(county, other)).content.decode()
    plain = io.BytesIO()
    made = docx.Document()
    for line in (LONG["title"], "县水利局：", *LONG["body"].split("\n")):
        made.add_paragraph(line)
    made.save(plain)
    assert "不是从本系统下载的稿子" in brought(county, pk, plain.getvalue()).content.decode()


def _dot() -> io.BytesIO:
    """A picture of one white pixel."""
    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\xff")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def test_pictures_that_a_draft_cannot_hold_are_told_first(county: County) -> None:
    pk = drafted(county)

    def illustrate(document: Any) -> None:
        found = next(p for p in document.paragraphs if "第二项" in p.text)
        found.add_run().add_picture(_dot(), width=Mm(30))

    page = brought(county, pk, edited(taken_out(county, pk), illustrate)).content.decode()
    assert "文件里有 1 幅图片，稿子里只存文字和表格，图片没有采用。" in page


def test_a_file_that_changes_nothing_is_not_accepted(county: County) -> None:
    pk = drafted(county)
    answer = brought(county, pk, taken_out(county, pk))
    assert "没有改动" in answer.content.decode()
    assert accept(county, answer).status_code == 422 and not EntryFile.objects.exists()


def test_what_is_no_word_file_or_bears_a_mark_is_refused(county: County) -> None:
    pk = drafted(county)
    answer = brought(county, pk, "只是文字".encode(), name="稿子.txt")
    assert answer.status_code == 422 and "要是 .docx 文件" in answer.content.decode()
    marked = edited(taken_out(county, pk), lambda d: d.paragraphs[0].insert_paragraph_before("机密★1年"))
    assert brought(county, pk, marked).status_code in {403, 422}
    assert "没有收到文件" in browser(county, "handler").post(f"/outgoing/{pk}/word/").content.decode()


def test_only_who_holds_the_draft_brings_one_back_and_only_his_own(county: County) -> None:
    pk = drafted(county)
    out = taken_out(county, pk)
    assert brought(county, pk, out, "director").status_code == 409
    address = brought(county, pk, edited(out, replaced("山塘", "塘坝"))).redirect_chain[-1][0]  # type: ignore[attr-defined]
    county.do("handler", "documents.outgoing.hand_in", matter=pk)
    county.do("director", "documents.outgoing.vet", matter=pk)
    assert Matter.objects.get(pk=pk).state == "to_review"
    assert browser(county, "deputy").get(address).status_code == 404
    assert browser(county, "water_clerk").get(f"/outgoing/{pk}/draft/1.docx").status_code == 404


def test_the_finished_document_is_fetched_as_word(county: County) -> None:
    pk = printed(county)
    answer = browser(county, "clerk").get(f"/outgoing/{pk}/document.docx")
    read = hongtou.read(answer.content, "定稿.docx")
    assert read.document_number is not None and str(read.document_number.value) == "云政办发〔2026〕1号"
    assert hongtou.docx_marks(answer.content) == {"matter": str(pk), "version": "1"}


def test_what_could_not_be_placed_is_said_before_it_is_accepted(county: County) -> None:
    def behind_the_date(document: Any) -> None:
        more = document.add_paragraph("补充：请抓紧。", style="Normal")
        signed = [p for p in document.paragraphs if p.style.name.startswith("公文·署名")]
        signed[-1]._element.addnext(more._element)

    pk = drafted(county)
    page = brought(county, pk, edited(taken_out(county, pk), behind_the_date)).content.decode()
    assert "落款之后有一段正文样式的文字，已接在正文末尾：补充：请抓紧。" in page
    assert "<ins>补充：请抓紧。</ins>" in page
