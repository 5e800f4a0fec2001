"""OFD files (GB/T 33190): elements as from any other file, harm refused in one sentence, nothing hidden from the gate."""

from __future__ import annotations

import sys
import time
from datetime import date

import pytest
from county_documents import NOTICE, REQUEST
from file_builders import ofd, ofd_of_text, ofd_part, ofd_text, package

from hongtou import Kind, Level, Table, Unreadable, inspect_file, read

MARK = "机密★1年"
PATH = '<ofd:PathObject ID="3" Boundary="0 0 210 297"><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>'
NOWHERE = "<ofd:DocBody><ofd:DocRoot>../../x.xml</ofd:DocRoot></ofd:DocBody>"


@pytest.mark.parametrize("text", [NOTICE, REQUEST], ids=["notice", "request"])
def test_an_ofd_reads_as_the_text_it_holds(text: str) -> None:
    found, typed = read(ofd_of_text(text), "来文.ofd"), read(text.encode(), "来文.txt")
    assert found.kind == "ofd" and found.pages == 1 + (len(found.text.splitlines()) - 1) // 22
    for element in ("title", "document_number", "genre", "document_date", "copy_number", "urgency", "note"):
        ours, theirs = getattr(found, element), getattr(typed, element)
        assert (ours and ours.value) == (theirs and theirs.value), element
    assert [each.value for each in found.addressees] == [each.value for each in typed.addressees]
    assert [each.text for each in found.body] == [each.text for each in typed.body]
    assert found.document_date and found.document_date.value.year == date(2026, 1, 1).year


def test_characters_are_ordered_by_their_place_and_scaled_by_their_matrix() -> None:
    placed = (
        ofd_text(90, 50, 5, "号"),
        ofd_text(28, 50, 5, "云政办发〔2026〕7"),
        '<ofd:TextObject ID="3" CTM="0.3528 0 0 0.3528 0 0" Boundary="28 60 100 8" Font="1" Size="16">'
        '<ofd:TextCode X="0" Y="14" DeltaX="16 g 2 16">关于春灌</ofd:TextCode>'
        '<ofd:TextCode X="64">的通知</ofd:TextCode></ofd:TextObject>',
    )
    lines = read(ofd("".join(placed)), "a.ofd").text.splitlines()
    assert lines[0].startswith("云政办发〔2026〕7") and lines[0].endswith("号")
    assert lines[1].startswith("关于春灌")


def test_templates_are_read_where_a_page_uses_them_and_page_numbers_are_not() -> None:
    head = f"<ofd:Content>{ofd_text(28, 40, 5, '云岭县水利局文件')}</ofd:Content>"
    parts = {"Doc_0__Tpls__T_xml": ofd_part("Page", head)}
    listed = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    objects = f"{ofd_text(28, 90, 5, '请抓好落实。')}{ofd_text(100, 270, 4, '— 1 —')}"
    assert read(ofd(objects, document=listed, **parts), "a.ofd").text == "请抓好落实。"
    page = f'<ofd:Template TemplateID="7"/><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>'
    used = ofd(
        document=listed, pages=["Doc_0/Pages/P.xml"], Doc_0__Pages__P_xml=ofd_part("Page", page), **parts
    )
    assert read(used, "a.ofd").text == "云岭县水利局文件\n请抓好落实。"


def test_document_information_is_kept() -> None:
    document = read(
        ofd(ofd_text(28, 50, 5, "通知"), info="<ofd:Title>春灌</ofd:Title><ofd:Author/>"), "a.ofd"
    )
    assert dict(document.metadata) == {"标题": "春灌"}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package({"OFD.xml": "<a/>"}), Kind.NO_TEXT),
        (package({"OFD.xml": "<a"}), Kind.BROKEN),
        (package({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), Kind.BROKEN),
        (ofd(ofd_text(1, 1, 5, "字")).replace(b"OFD.xml", b"OFE.xml"), Kind.UNSUPPORTED),
        (package({"OFD.xml": ofd_part("OFD", NOWHERE)}), Kind.BROKEN),
        (ofd('<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="4"/>'), Kind.NO_TEXT),
        (ofd(ofd_text(28, 50, 5, "字"), "<"), Kind.BROKEN),
        (ofd(*["<a/>"] * 2_001), Kind.TOO_LARGE),
    ],
    ids=["empty", "no xml", "entities", "no root", "nowhere", "scan", "broken page", "too many pages"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_sentence(data: bytes, kind: Kind) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(data, "来文.ofd" if kind is not Kind.UNSUPPORTED else "")
    assert refusal.value.kind is kind and refusal.value.message_zh.endswith("。")


def test_a_part_that_every_page_names_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["hongtou.read.ofd"], "_MOST_XML", 4 * 2**20)
    drawn = "".join(PATH.format(f"M {n} 3 L 4 5") for n in range(2_000))
    part = ofd_part(
        "Page", f"<ofd:Content><ofd:Layer>{ofd_text(28, 50, 5, '通知')}{drawn}</ofd:Layer></ofd:Content>"
    )
    with pytest.raises(Unreadable) as refusal:
        read(ofd(pages=["Doc_0/Pages/P.xml"] * 2_000, Doc_0__Pages__P_xml=part), "a.ofd")
    assert refusal.value.kind is Kind.TOO_LARGE and "拆分" in refusal.value.message_zh


@pytest.mark.parametrize(
    "drawing",
    [
        " ".join(f"M {n * 3} 50 L {n * 3 + 2.5} 50" for n in range(9_000)),
        " ".join(f"M {n * 3} 0 L {n * 3} 5000 M 0 {n * 3} L 5000 {n * 3}" for n in range(900)),
        "M 0 0 L " + "1 " * 90_000,
        "M L C Q 1 M 5 L x y C C",
    ],
    ids=["dashes", "mesh", "endless", "nonsense"],
)
def test_drawings_are_no_tables_and_take_no_time(drawing: str) -> None:
    begun = time.process_time()
    found = read(ofd(ofd_text(28, 50, 5, "通知") + PATH.format(drawing)), "a.ofd")
    assert found.text == "通知" and not any(isinstance(block, Table) for block in found.body)
    assert time.process_time() - begun < 2


def test_five_thousand_pages_are_refused_and_two_thousand_are_not() -> None:
    assert read(ofd(*[ofd_text(28, 50, 5, "通知")] * 2_000), "a.ofd").pages == 2_000
    with pytest.raises(Unreadable):
        read(ofd(*[ofd_text(28, 50, 5, "通知")] * 5_000), "a.ofd")


def test_wild_numbers_do_no_harm() -> None:
    wild = (
        '<ofd:TextObject Boundary="1e99 2 3" Size="-4" CTM="0 0 0 0 0 0">'
        '<ofd:TextCode X="1e8" DeltaX="g -1 5 g">春</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject Boundary="x" Size="nan" CTM="1">'
        '<ofd:TextCode X="inf" DeltaX="g 9999999999 1">灌</ofd:TextCode></ofd:TextObject>'
    )
    found = read(ofd(wild + ofd_text(28, 90, 5, "请抓好落实。")), "a.ofd").text
    assert "请抓好落实。" in found and {"春", "灌"} <= set(found)


@pytest.mark.parametrize(
    "data",
    [
        ofd(ofd_text(28, 50, 5, MARK)),
        ofd("".join(ofd_text(28 + 5 * n, 50, 5, letter) for n, letter in enumerate(MARK))),
        ofd(ofd_text(28, 50, 5, "通知"), Doc_0__Annots__A_xml=ofd_part("PageAnnot", ofd_text(1, 1, 5, MARK))),
        ofd(ofd_text(28, 50, 5, "通知"), Doc_0__Tags__T_xml=ofd_part("CustomTags", "", f'Name="{MARK}"')),
        ofd(ofd_text(28, 50, 5, "通知"), info=f"<ofd:Keyword>{MARK}</ofd:Keyword>"),
    ],
    ids=["page", "letter by letter", "annotation", "attribute", "information"],
)
def test_a_mark_of_a_state_secret_is_found_wherever_it_hides(data: bytes) -> None:
    assert inspect_file(data, "来文.ofd").level is Level.BLOCK


@pytest.mark.parametrize(
    "data",
    [
        ofd(ofd_text(28, 50, 5, "通知"), Doc_0__Attachs__数据_bin=b"\x00\x01"),
        ofd(ofd_text(28, 50, 5, "通知"), '<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="4"/>'),
        ofd(ofd_text(28, 50, 5, "通知"), '<ofd:PathObject ID="3" Boundary="0 0 210 297"/>'),
    ],
    ids=["attachment", "scanned page", "drawn page"],
)
def test_what_cannot_be_looked_into_waits_for_a_person(data: bytes) -> None:
    assert inspect_file(data, "来文.ofd").level is Level.HOLD


def test_a_clean_ofd_passes() -> None:
    assert inspect_file(ofd_of_text(REQUEST), "来文.ofd").level is Level.PASS
