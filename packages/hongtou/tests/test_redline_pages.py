"""花脸稿 as PDF: everything that changed is marked on the page, and nothing else is."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from os import utime
from pathlib import Path

import pypdfium2
import pytest
from county_documents import NOTICE
from file_builders import docx, docx_of_text, p, pdf, table, word_part
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import EVERY

from hongtou import Layout, Redline, RedlineVersion, compare, lay_out, lay_out_redline, write_docx, write_pdf
from hongtou.cli import main
from hongtou.compare import comparable
from hongtou.compare.breaks import broken_like
from hongtou.layout import Colour, Rule, Run
from hongtou.layout.grid import BOTTOM, LEFT, RIGHT
from hongtou.read import source_of
from hongtou.read.lines import Source

BEFORE, AFTER = (
    RedlineVersion("初稿.docx", "2026年6月1日 09:30"),
    RedlineVersion("二稿.docx", "2026年6月3日 16:05"),
)
OLD = "一、抓好排查，于3月底前完成。\n二、各乡镇储备编织袋2000条，保障到位。\n三、县水利局负责水库安全度汛。"
NEW = "三、县水利局负责水库安全度汛。\n一、抓好排查，于5月底前完成。\n二、各乡镇要储备编织袋2000条，保障。"


def laid(old: str, new: str) -> Layout:
    return lay_out_redline(compare(old, new), BEFORE, AFTER)


def words(layout: Layout, colour: Colour) -> str:
    """What is printed in *colour* below the line that ends the head of the first page."""
    shown = ""
    for number, page in enumerate(layout.pages):
        head = (
            max((rule.y1 for rule in page.rules if rule.thickness == 0.3), default=0.0) if not number else 0.0
        )
        body = (run for run in page.runs if head < run.y < BOTTOM)
        shown += "".join(run.text for run in body if run.colour is colour)
    return shown


def text_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def lines_at(layout: Layout, run: Run) -> list[Rule]:
    """The lines that run along *run* in its colour."""
    (page,) = (page for page in layout.pages if run in page.runs)
    return [
        rule
        for rule in page.rules
        if rule.y1 == rule.y2 and rule.colour is run.colour and abs(rule.x1 - run.x) < 1e-6
        and abs(rule.x2 - run.x - run.width) < 1e-6 and abs(rule.y1 - run.y) < 8
    ]  # fmt: skip


def test_what_went_is_struck_red_and_what_came_is_underlined() -> None:
    layout = laid(OLD, NEW)
    assert words(layout, Colour.RED) == "3到位" and words(layout, Colour.BLUE) == "5要"
    assert words(layout, Colour.GREEN) == 2 * "三、县水利局负责水库安全度汛。"
    for page in layout.pages:
        for run in page.runs:
            along = lines_at(layout, run)
            if run.colour is Colour.RED:
                assert [rule.y1 < run.y for rule in along] == [True], run
            elif run.colour is Colour.BLUE:
                assert [rule.y1 > run.y for rule in along] == [True], run
            elif run.colour is Colour.GREEN:
                assert len(along) == 2 and len({rule.y1 > run.y for rule in along}) == 1, run


def test_the_paper_names_both_versions_with_their_times_a_legend_and_its_pages() -> None:
    old = "\n".join(f"第{n}项工作由第{n % 7}组负责，于{n % 12 + 1}月底前完成。" for n in range(60))
    shown = text_of(write_pdf(laid(old, old.replace("组负责", "组牵头"))))
    assert len(shown) == 3
    for said in (
        str(BEFORE),
        str(AFTER),
        "删去的字",
        "加上的字",
        "移出的段落",
        "移入的段落",
        "增加120字，删去120字",
    ):
        assert said in re.sub(r"\s", "", shown[0]) or said in shown[0]
    for number, page in enumerate(shown, start=1):
        assert f"第{number}页" in page and f"共{len(shown)}页" in page


def test_the_same_versions_give_the_same_file() -> None:
    assert write_pdf(laid(OLD, NEW)) == write_pdf(laid(OLD, NEW))


def test_a_table_is_a_table_on_every_page() -> None:
    old = "\n".join(
        f"{n}\t第{n}村\t{n * 7}户\t由第{n % 5}组负责逐户走访登记造册并建立台账" for n in range(1, 60)
    )
    layout = laid(f"填表如下。\n{old}", f"填表如下。\n{old.replace('70户', '71户')}")
    assert words(layout, Colour.RED) == "70" and words(layout, Colour.BLUE) == "71"
    assert len(layout.pages) > 2
    for page in layout.pages:
        across = [rule for rule in page.rules if rule.y1 == rule.y2 and rule.thickness == 0.2]
        upright = {round(rule.x1, 3) for rule in page.rules if rule.x1 == rule.x2 and rule.thickness == 0.2}
        assert len(upright) == 5 and {(round(r.x1), round(r.x2)) for r in across} == {
            (round(LEFT), round(RIGHT))
        }
        assert max(rule.y1 for rule in across) == max(
            r.y2 for r in page.rules if r.x1 == r.x2 and r.thickness == 0.2
        )


def test_a_table_too_wide_for_the_paper_stands_in_lines() -> None:
    old = "\t".join(str(n) for n in range(60))
    layout = laid(old, old.replace("59", "95"))
    assert "57｜58｜" in words(layout, Colour.BLACK) and words(layout, Colour.RED) == "59"


ANY = st.lists(
    st.sampled_from([*"甲乙，。（）2026\t\n\r\x07《》", "\ud800", "𠮷", "😀", "word", "\u2028"]), max_size=60
).map("".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(ANY, ANY)
def test_whatever_is_compared_stays_on_the_paper(old: str, new: str) -> None:
    layout = laid(old, new)
    assert write_pdf(layout).startswith(b"%PDF-")
    for page in layout.pages:
        for run in page.runs:
            assert run.x >= LEFT - 1e-6 and run.x + run.width <= RIGHT + 1e-6 and 0 < run.y < 297


@pytest.fixture(name="files")
def _files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "初稿.docx", tmp_path / "二稿.txt"
    old.write_bytes(docx("".join(map(p, NOTICE.splitlines())) + table([["村名", "户数"], ["山口村", "312"]])))
    new.write_text(NOTICE.replace("2026年", "2027年"), encoding="utf-8")
    for path in (old, new):
        utime(path, (at := datetime(2026, 3, 4, 5, 6, tzinfo=UTC).timestamp(), at))
    return old, new


def test_the_command_writes_a_redline_of_any_two_kinds(files: tuple[Path, Path], tmp_path: Path) -> None:
    old, new = map(str, files)
    output = tmp_path / "花脸稿.pdf"
    assert main(["compare", old, new, "-o", str(output)]) == 1
    first = "".join(text_of(output.read_bytes()))
    assert "初稿.docx（2026年3月4日" in first and "二稿.txt（2026年3月4日" in first and "山口村" in first
    page = tmp_path / "花脸稿.html"
    assert main(["compare", old, new, "-o", str(page)]) == 1
    shown = page.read_text("utf-8")
    assert '<del class="redline-del">2026年' in shown and "<table" in shown and "原稿：初稿.docx" in shown
    again = output.read_bytes()
    assert main(["compare", old, new, "-o", str(output)]) == 1 and output.read_bytes() == again


def test_a_text_a_word_file_and_a_pdf_of_one_document_are_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "请做好开学准备，二月底前完成校舍检查，并将检查情况报县教育局，不得迟报漏报。"
    text = f"关于做好春季开学工作的通知\n各学校：\n{body}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(docx_of_text(text))
    title, to, first, second = *text.split("\n")[:2], *(body[:26], body[26:])
    placed = [
        (60.0, 40.0, 16.0, title),
        (28.0, 60.0, 16.0, to),
        (39.0, 71.0, 16.0, first),
        (28.0, 82.0, 16.0, second),
    ]
    (tmp_path / "a.pdf").write_bytes(pdf([placed]))
    for other in ("a.docx", "a.pdf"):
        code = main(["compare", str(tmp_path / "a.txt"), str(tmp_path / other)])
        assert (code, capsys.readouterr().out) == (0, "两稿相同。\n"), other


@pytest.mark.parametrize(
    "name", ["one_page", "four_pages", "with_annexes", "many_addressees", "long_title", "long_table"]
)
def test_a_word_file_and_the_pages_set_from_it_are_the_same(name: str) -> None:
    """Lines broken on the paper, titles in a trapezoid, heads of tables set again, 版记: none changes the text."""
    copy = EVERY[name]
    word, pages = source_of(write_docx(copy), "a.docx"), source_of(write_pdf(lay_out(copy)), "a.pdf")
    assert compare(*comparable(word, pages)).is_same and compare(*comparable(pages, word)).is_same
    changed = source_of(write_docx(replace(copy, title=f"{copy.title}（试行）")), "b.docx")
    assert compare(*comparable(pages, changed)).inserted == len("（试行）")


@given(ANY.map(lambda text: text.replace("\x07", "\n")), ANY)
def test_taking_over_breaks_changes_nothing_else(text: str, like: str) -> None:
    broken = broken_like(text, like)
    assert re.sub(r"[\n\t ]", "", broken) == re.sub(r"[\n\t ]", "", text)
    bare = re.sub(r"[\n\t]", "", like)
    assert broken_like(bare, like).rstrip("\n\t") == like.strip("\n").rstrip("\n\t") or not bare


def test_headers_footers_and_footnotes_count_between_word_files() -> None:
    def source(header: str, note: str) -> Source:
        parts = {
            "word__header1_xml": word_part(p(header), root="hdr"),
            "word__footer1_xml": word_part(p("— 1 —"), root="ftr"),
            "word__footnotes_xml": word_part(
                f"<w:footnote w:id='2'>{p(note)}</w:footnote>", root="footnotes"
            ),
        }
        return source_of(
            docx("<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id='2'/></w:r></w:p>", **parts), "a.docx"
        )

    old, new = source("县政府办", "见前文。"), source("县委办", "见后文。")
    redline = compare(*comparable(old, new))
    assert redline.new_text == "县委办\n正文\n见后文。\n— 1 —"
    assert (redline.deleted, redline.inserted) == (len("县政府办前"), len("县委办后"))
    text = source_of("正文".encode(), "a.txt")
    assert comparable(old, text) == ("正文", "正文")


def test_an_output_that_cannot_be_is_said(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, files)
    assert main(["compare", old, new, "-o", "a.xls"]) == 64
    assert "只能写成pdf、html" in capsys.readouterr().err
    kept = files[0].read_bytes()
    (twin := files[0].with_suffix(".pdf")).write_bytes(pdf([[(30.0, 40.0, 16.0, "关于防火的通知")]]))
    assert main(["compare", str(twin), new, "-o", str(twin)]) == 64
    assert "不能盖掉原文件" in capsys.readouterr().err and files[0].read_bytes() == kept


def test_redline_says_nothing_changed() -> None:
    layout = lay_out_redline(compare(NOTICE, NOTICE), BEFORE, AFTER)
    assert isinstance(compare("", ""), Redline)
    assert "两稿相同" in "".join(run.text for run in layout.pages[0].runs)
    assert words(layout, Colour.RED) == words(layout, Colour.BLUE) == words(layout, Colour.GREEN) == ""
