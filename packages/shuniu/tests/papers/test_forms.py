"""The forms of documents as they come out of the printer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import paper_samples as samples
import pypdfium2
import pytest
import reading

from shuniu.kernel.platform.papers import PAPERS, FontSet, Paper, PrintedPaper, QrCode, render
from shuniu.modules.documents import papers

FORMS: dict[str, tuple[Paper, Callable[[], Any]]] = {
    "register": (papers.REGISTER, samples.register),
    "slip": (papers.HANDLING_SLIP, samples.handling_slip),
    "long slip": (papers.HANDLING_SLIP, lambda: samples.handling_slip(80)),
    "blank slip": (papers.HANDLING_SLIP, samples.blank_slip),
    "reject slip": (papers.REJECT_SLIP, samples.reject_slip),
    "folder cover": (papers.FOLDER_COVER, samples.folder_cover),
    "clearance": (papers.CLEARANCE, samples.clearance),
    "handover": (papers.HANDOVER, samples.handover),
    "seal book": (papers.SEAL_BOOK, samples.seal_book),
}


@pytest.fixture(scope="session")
def printed(fonts: FontSet) -> Callable[[str], PrintedPaper]:
    @cache
    def print_once(name: str) -> PrintedPaper:
        paper, data = FORMS[name]
        return render(paper, data(), fonts=fonts, made_at=samples.NOW)

    return print_once


def texts(value: object) -> list[str]:
    """Every string of a form's data."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts(item)]
    if is_dataclass(value) and not isinstance(value, QrCode):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def filled(value: Any, text: str) -> Any:
    """The same data with every string replaced by *text*."""
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(filled(item, text) for item in value)
    if is_dataclass(value) and not isinstance(value, QrCode):
        return replace(value, **{f.name: filled(getattr(value, f.name), text) for f in fields(value)})  # type: ignore[type-var]
    return value


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_nothing_stands_outside_the_sheet(name: str, printed: Callable[[str], PrintedPaper]) -> None:
    result = printed(name)
    assert reading.outside(result.pdf) == []
    assert result.pages == len(reading.pages(result.pdf))


@pytest.mark.parametrize("name", ["slip", "reject slip", "folder cover", "clearance", "handover", "register"])
def test_every_value_is_on_paper(name: str, printed: Callable[[str], PrintedPaper]) -> None:
    # Values that wrap in narrow cells are interleaved with their neighbours' lines, so characters are counted.
    wanted = Counter(reading.squeezed("".join(texts(FORMS[name][1]()))))
    assert wanted.total() > 100
    assert wanted - Counter("".join(reading.pages(printed(name).pdf))) == Counter()


@pytest.mark.parametrize(
    "name", ["slip", "blank slip", "reject slip", "folder cover", "clearance", "handover"]
)
def test_the_qr_code_on_the_sheet_can_be_scanned(name: str, printed: Callable[[str], PrintedPaper]) -> None:
    assert reading.qr_texts(printed(name).pdf) == [samples.QR.text]


@pytest.mark.parametrize("name", ["slip", "blank slip", "reject slip", "clearance"])
def test_ordinary_use_fits_one_page(name: str, printed: Callable[[str], PrintedPaper]) -> None:
    assert printed(name).pages == 1


HEADS = ["收文号", "来文单位", "来文字号", "文种", "密级", "份号", "主送", "签收人", "主办", "归档号", "备注"]


def test_register_repeats_its_heads_and_numbers_its_pages(printed: Callable[[str], PrintedPaper]) -> None:
    result = printed("register")
    assert result.pages >= 3
    for number, text in enumerate(reading.pages(result.pdf), start=1):
        assert [head for head in HEADS if head not in text] == []
        assert f"第{number}页共{result.pages}页" in text


def test_register_keeps_each_row_on_one_page(printed: Callable[[str], PrintedPaper]) -> None:
    on_pages = reading.pages(printed("register").pdf)
    for number in range(1, 67):
        row = samples.register_row(number)
        assert row.received_at is not None
        marks = [f"（第{number}件）", f"{row.received_at:%H:%M}"]
        holders = [page for page in on_pages if all(mark in page for mark in marks)]
        assert len(holders) == 1, number


def test_register_is_landscape_and_the_slip_upright(printed: Callable[[str], PrintedPaper]) -> None:
    sizes = {name: pypdfium2.PdfDocument(printed(name).pdf)[0].get_size() for name in ("register", "slip")}
    assert [round(side / reading.MM) for side in sizes["register"]] == [297, 210]
    assert [round(side / reading.MM) for side in sizes["slip"]] == [210, 297]


def test_long_opinions_flow_on_uncut(printed: Callable[[str], PrintedPaper]) -> None:
    result = printed("long slip")
    assert result.pages >= 3
    body = reading.column(result.pdf, left=42, right=18, top=14, bottom=16)
    data = samples.handling_slip(80)
    opinions = [*data.proposals, *data.instructions, *data.reminders]
    assert [o.person for o in opinions if reading.squeezed(o.text) not in body] == []
    assert [o.text for o in data.outcomes if reading.squeezed(o.text) not in body] == []
    for text in reading.pages(result.pdf)[1:]:
        assert text.startswith("云岭县人民政府办公室文件处理单（续页）")


@pytest.mark.slow
def test_an_opinion_of_many_paragraphs_keeps_them(fonts: FontSet) -> None:
    opinion = papers.Opinion("一是摸清底数。\n二是压实责任。\n\n三是按时报送。", "周建国", samples.NOW)
    data = replace(samples.blank_slip(), instructions=(opinion,))
    text = reading.column(
        render(papers.HANDLING_SLIP, data, fonts=fonts, made_at=samples.NOW).pdf, 42, 18, 14, 16
    )
    assert "一是摸清底数。二是压实责任。三是按时报送。周建国" in text


@pytest.mark.slow
@pytest.mark.parametrize("rows", [0, 1, 40])
@pytest.mark.parametrize(
    ("paper", "data"),
    [
        (papers.REGISTER, samples.register),
        (papers.FOLDER_COVER, samples.folder_cover),
        (papers.CLEARANCE, samples.clearance),
        (papers.HANDOVER, samples.handover),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_lists_of_any_length(paper: Paper, data: Callable[[int], Any], rows: int, fonts: FontSet) -> None:
    result = render(paper, data(rows), fonts=fonts, made_at=samples.NOW)
    assert reading.outside(result.pdf) == []
    everything = "".join(reading.pages(result.pdf))
    assert all(f"（第{number}件）" in everything for number in range(1, rows + 1))
    assert rows or "没有" in everything


@pytest.mark.slow
@pytest.mark.parametrize("name", ["register", "slip", "reject slip", "folder cover", "clearance", "handover"])
def test_a_title_of_2000_characters_is_printed_in_full(name: str, fonts: FontSet) -> None:
    title = "".join(chr(0x4E00 + offset) for offset in range(2000))
    paper, make = FORMS[name]
    data = filled(make(1) if name in ("register", "folder cover", "clearance", "handover") else make(), title)
    result = render(paper, data, fonts=fonts, made_at=samples.NOW)
    assert reading.outside(result.pdf) == []
    everything = "".join(reading.pages(result.pdf))
    assert set(title) - set(everything) == set(fonts.missing(title))


STRANGE = (
    '#panic("x") #read("/etc/passwd") ") #eval("1+1") $ \\ // /* <a> @b = - + [x] {y}',
    "👨\u200d👩\u200d👧😀🇨🇳" * 12,
    "䶮祎堃喆镕" * 6,
    "坏\ud800\x00\x07字\u202e反\u2066\r\n行",
)
"""Commands, emoji, rare names, broken text: no paper has more of it than one that has all of it in every field."""
HOSTILE = {"long word": "A" * 2000, "strange": " ".join(STRANGE)}


@pytest.mark.slow
@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", ["register", "slip", "reject slip", "folder cover", "clearance", "handover"])
def test_hostile_text_in_every_field(name: str, hostile: str, fonts: FontSet) -> None:
    paper, make = FORMS[name]
    data = make(2) if name in ("register", "folder cover", "clearance", "handover") else make()
    result = render(paper, filled(data, HOSTILE[hostile]), fonts=fonts, made_at=samples.NOW)
    assert reading.outside(result.pdf) == []


def test_all_forms_are_declared_under_documents() -> None:
    mine = {paper.id: paper.title for paper in PAPERS.values() if paper.id.startswith("documents.")}
    assert {"收文登记簿", "文件处理单", "退文单", "批阅夹", "清退单", "离岗交接单"} <= set(mine.values())
