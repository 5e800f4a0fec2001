"""The outline beside the pages: title, headings and annexes, each leading to its line, in PDF and in OFD alike."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pypdfium2
from manuscripts import FOUR_PAGES, ONE_PAGE, WITH_ANNEXES, free_fonts
from ofd_measuring import OFD, parts_of
from page_measuring import MM, measure

from hongtou import Layout, lay_out, write_ofd, write_pdf


def in_pdf(layout: Layout) -> list[tuple[int, str, int, float]]:
    """Depth, title, page and mm below its upper edge of every entry, as PDFium reads them."""
    pdf = pypdfium2.PdfDocument(write_pdf(layout))
    try:
        found = []
        for entry in pdf.get_toc():
            destination = entry.get_dest()
            assert destination is not None
            place, _ = destination.get_view()[1], destination.get_index()
            found.append((entry.level, entry.get_title(), destination.get_index(), 297 - place[1] * MM))
        return found
    finally:
        pdf.close()


def in_ofd(layout: Layout) -> list[tuple[int, str, int, float]]:
    document = ET.fromstring(parts_of(write_ofd(layout))["Doc_0/Document.xml"])
    pages = [page.attrib["ID"] for page in document.iter(f"{OFD}Page")]
    found = []

    def walk(parent: ET.Element, depth: int) -> None:
        for entry in parent.findall(f"{OFD}OutlineElem"):
            dest = entry.find(f"{OFD}Actions/{OFD}Action/{OFD}Goto/{OFD}Dest")
            assert dest is not None
            found.append(
                (depth, entry.attrib["Title"], pages.index(dest.attrib["PageID"]), float(dest.attrib["Top"]))
            )
            assert int(entry.get("Count", 0)) == len(list(entry.iter(f"{OFD}OutlineElem"))) - 1
            walk(entry, depth + 1)

    outlines = document.find(f"{OFD}Outlines")
    if outlines is not None:
        walk(outlines, 0)
    return found


def test_title_and_headings_of_four_levels_lead_to_their_lines() -> None:
    layout = lay_out(FOUR_PAGES, fonts=free_fonts())
    found, pages = in_pdf(layout), measure(write_pdf(layout))
    assert [(depth, title) for depth, title, _, _ in found[:5]] == [
        (0, FOUR_PAGES.title),
        (1, "一、检查范围"),
        (2, "（二）重点抽查"),
        (3, "1.时间安排"),
        (4, "（1）水库山塘"),
    ]
    for _, title, page, top in found[1:]:
        baselines = [line.baseline for line in pages[page].lines if title.startswith(line.text)]
        assert any(0 < baseline - top < 7 for baseline in baselines), title
    assert [each[:3] for each in in_ofd(layout)] == [each[:3] for each in found]
    assert all(abs(one[3] - other[3]) < 0.01 for one, other in zip(in_ofd(layout), found, strict=True))


def test_annexes_stand_beside_the_title_with_their_own_headings() -> None:
    entries = in_ofd(lay_out(WITH_ANNEXES, fonts=free_fonts()))
    assert [(depth, title) for depth, title, *_ in entries] == [
        (0, WITH_ANNEXES.title),
        (0, "附件1　汛前安全检查清单"),
        (1, "一、水库"),
        (1, "二、山塘"),
        (0, f"附件2　{WITH_ANNEXES.annexes[1].title}"),
    ]


def test_a_document_without_title_and_headings_has_none() -> None:
    layout = lay_out(replace(ONE_PAGE, title=""), fonts=free_fonts())
    assert in_ofd(layout) == in_pdf(layout) == []
