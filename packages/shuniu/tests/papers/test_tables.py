"""Excel out and in: what is written reads back, and hostile files are refused in a sentence."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from shuniu.kernel.base.refusals import Code, Refused
from shuniu.kernel.platform.table_reading import ReadLimits, read_table
from shuniu.kernel.platform.tables import Column, Kind, Table, TooManyRows, write_table, write_template

MADE_AT = datetime(2026, 11, 23, 7, 20, tzinfo=UTC)
COLUMNS = (
    Column("number", "收文号", 14, required=True, hint="按登记簿填写", example="2026001"),
    Column("title", "标题", 40, required=True, example="关于开展安全生产检查的通知"),
    Column("urgency", "紧急程度", 10, choices=("平件", "加急", "特急"), example="平件"),
    Column("copies", "份数", 8, Kind.INTEGER, example="1"),
    Column("document_date", "成文日期", 12, Kind.DATE, example="2026-11-20"),
    Column("received_at", "收文时间", 18, Kind.MOMENT, example="2026-11-23 09:30"),
)
ROW: dict[str, object] = {
    "number": "0012",
    "title": "关于做好冬春火灾防控工作的通知",
    "urgency": "加急",
    "copies": 3,
    "document_date": date(2026, 11, 20),
    "received_at": datetime(2026, 11, 23, 1, 5, tzinfo=UTC),
}


def written(rows: list[dict[str, object]], title: str = "收文登记簿") -> bytes:
    result = write_table(
        Table(title, COLUMNS, rows, note="政府办 张明 2026-11-23"), made_at=MADE_AT, row_limit=1000
    )
    assert isinstance(result, bytes)
    return result


def sheet_of(rows: list[list[object]], head: list[object] | None = None) -> bytes:
    book = Workbook()
    for cells in [head or [column.title for column in COLUMNS], *rows]:
        book.active.append(cells)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return target.getvalue()


def test_what_is_written_reads_back() -> None:
    table = read_table(written([ROW]), COLUMNS)
    assert table.problems == ()
    assert table.rows[0].number == 2
    # moments come back as the office's local time
    assert table.rows[0].values == {**ROW, "received_at": datetime(2026, 11, 23, 9, 5)}


def test_same_table_same_bytes() -> None:
    assert written([ROW]) == written([ROW])


def test_sheet_is_set_up_for_reading_and_printing() -> None:
    sheet = load_workbook(BytesIO(written([ROW] * 60))).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F61"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"
    assert "张明" in sheet.oddFooter.left.text
    assert sheet.column_dimensions["B"].width > 39


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+86", "-1", "@SUM(A1)", "{=1}", "http://x.cn"]
)
def test_text_is_never_a_formula_or_a_link(text: str) -> None:
    data = written([{**ROW, "title": text}])
    cell = load_workbook(BytesIO(data)).active["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink, cell.quotePrefix) == (text, "s", None, True)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=60)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_any_text_survives(titles: list[str]) -> None:
    table = read_table(written([{**ROW, "title": title} for title in titles]), COLUMNS)
    assert [row.values["title"] for row in table.rows] == [title.strip() for title in titles]


@pytest.mark.parametrize("title", ["标\x00题\x1f", "\ud800坏", "长" * 40_000])
def test_what_excel_cannot_hold_is_still_written(title: str) -> None:
    table = read_table(written([{**ROW, "title": title}]), COLUMNS)
    assert len(table.rows) == 1


def test_an_overlong_text_says_that_it_was_cut() -> None:
    title = read_table(written([{**ROW, "title": "长" * 40_000}]), COLUMNS).rows[0].values["title"]
    assert isinstance(title, str)
    assert title.endswith("全文见办件）")


@pytest.mark.parametrize("title", ["[年]度:*登记?/\\簿", "簿" * 50, "'", "A&B"])
def test_any_title_makes_a_sheet(title: str) -> None:
    assert load_workbook(BytesIO(written([ROW], title))).worksheets


def test_above_the_cap_it_refuses() -> None:
    refused = write_table(Table("登记簿", COLUMNS, [ROW] * 11), made_at=MADE_AT, row_limit=10)
    assert refused == TooManyRows(10, 11)
    assert isinstance(refused, TooManyRows)
    assert (refused.refusal.code, refused.refusal.rule) == (Code.TOO_MANY, "BM-07")
    assert "11 行" in refused.refusal.message


def test_the_template_reads_as_empty_and_explains_itself() -> None:
    data = write_template("收文登记簿", COLUMNS, made_at=MADE_AT)
    assert read_table(data, COLUMNS).rows == ()
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "收文号*"
    assert "按登记簿填写" in sheet["A1"].comment.text
    assert sheet.data_validations.dataValidation[0].sqref.__str__().startswith("C2")
    assert [cell.value for cell in book["填写说明"]["A"]][1:] == [column.title for column in COLUMNS]


# cell values of one row, column of the problem, words of the problem
WRONG = [
    ([None, "标题"], "收文号", "必须填写"),
    (["1", "  "], "标题", "必须填写"),
    (["1", "标题", "火急"], "紧急程度", "平件、加急、特急"),
    (["1", "标题", None, "两份"], "份数", "不是整数"),
    (["1", "标题", None, 1.5], "份数", "不是整数"),
    (["1", "标题", None, None, "2026-02-30"], "成文日期", "不存在"),
    (["1", "标题", None, None, "去年"], "成文日期", "不是日期"),
    (["1", "标题", None, None, None, "2026-11-23 25:00"], "收文时间", "不存在"),
    (["1", "#REF!"], "标题", "公式错误"),
]


@pytest.mark.parametrize(("cells", "column", "words"), WRONG)
def test_problems_name_row_column_and_remedy(cells: list[object], column: str, words: str) -> None:
    table = read_table(sheet_of([["9", "好的一行"], cells]), COLUMNS)
    assert [row.number for row in table.rows] == [2]
    (problem,) = table.problems
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.message
    assert str(problem).startswith(f"第 3 行“{column}”")


# how offices write a day
DAYS = [
    "2026-11-03",
    "2026/11/3",
    "2026.11.3",
    "2026年11月3日",
    "20261103",
    " 2026年 11月 3日 ",
    datetime(2026, 11, 3),
]


@pytest.mark.parametrize("day", [*DAYS, datetime(2026, 11, 3)])
def test_ways_to_write_a_day(day: object) -> None:
    table = read_table(sheet_of([["1", "标题", None, None, day]]), COLUMNS)
    assert table.rows[0].values["document_date"] == date(2026, 11, 3)


def test_numbers_typed_into_text_columns_stay_readable() -> None:
    table = read_table(sheet_of([[13800000000.0, 2026]]), COLUMNS)
    assert (table.rows[0].values["number"], table.rows[0].values["title"]) == ("13800000000", "2026")


def test_head_below_a_caption_blank_rows_and_strange_columns() -> None:
    rows: list[list[object]] = [
        [],
        ["标题", "备注", "收 文号 *"],
        ["甲", "x", "1"],
        [None, None, None],
        ["乙", None, "2"],
    ]
    table = read_table(sheet_of(rows, head=["2026年收文登记簿"]), COLUMNS)
    assert [(row.number, row.values["title"]) for row in table.rows] == [(4, "甲"), (6, "乙")]
    assert table.unused_heads == ("备注",)


GOOD = sheet_of([["1", "标题"]])
HOSTILE = {
    "not a zip": (b"hello", "已损坏"),
    "empty": (b"", "已损坏"),
    "old or encrypted": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "加了密"),
    "cut off": (GOOD[:-200], "已损坏"),
    "a zip of something else": (repacked(b"PK\x05\x06" + b"\0" * 18, "a.txt", b"x"), "不是 .xlsx"),
    "bomb": (repacked(GOOD, "xl/media/bomb.png", b"\0" * (70 * 2**20)), "过大"),
    "macros": (repacked(GOOD, "xl/vbaProject.bin", b"x"), "宏"),
    "entities": (
        repacked(GOOD, "xl/sharedStrings.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst/>'),
        "外部声明",
    ),
    "entities in UTF-16": (
        repacked(GOOD, "xl/sharedStrings.xml", "\ufeff<!DOCTYPE x><sst/>".encode("utf-16-le")),
        "外部声明",
    ),
    "broken sheet": (repacked(GOOD, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"), "读不出"),
    "no head": (sheet_of([["a", "b"]], head=["甲", "乙"]), "没有这些栏目"),
    "a head twice": (sheet_of([], head=["收文号", "标题", "标题"]), "不止一次"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_unreadable_files_are_refused(name: str) -> None:
    data, words = HOSTILE[name]
    with pytest.raises(Refused) as caught:
        read_table(data, COLUMNS)
    assert caught.value.refusal.code is Code.BAD_FILE
    assert words in caught.value.refusal.message
    assert caught.value.refusal.remedy


def test_limits_of_size_and_rows() -> None:
    with pytest.raises(Refused) as caught:
        read_table(GOOD, COLUMNS, limits=ReadLimits(packed=100))
    assert caught.value.refusal.code is Code.BAD_FILE
    with pytest.raises(Refused) as caught:
        read_table(sheet_of([["1", "甲"]] * 6), COLUMNS, limits=ReadLimits(rows=5))
    assert caught.value.refusal.code is Code.TOO_MANY


def test_a_stored_formula_gives_its_value_only() -> None:
    data = sheet_of([["1", '=HYPERLINK("http://x","y")']])
    table = read_table(data, COLUMNS)
    assert [problem.column for problem in table.problems] == ["标题"]  # openpyxl stores no computed value
