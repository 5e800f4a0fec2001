"""Excel: one description of columns writes exports, reads imports and makes the template to fill in.

Written with xlsxwriter wholly in memory (nothing of a table may lie in a temporary folder); `table_reading`
reads it back. Text stays text: a value beginning with = + - @ is never a formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shuniu.kernel.base.calendar import BEIJING
from shuniu.kernel.base.refusals import Code, Refusal


class Kind(StrEnum):
    """What a column holds; the value is the word the template uses for it."""

    TEXT = "文字"
    INTEGER = "整数"
    DATE = "日期"
    MOMENT = "日期和时间"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the row's key, its head, width in characters, kind, and what the template says of it.

    A column of *choices* accepts only these words. *also* are other heads under which people keep it; only imports
    look at them.
    """

    key: str
    title: str
    width: float = 12
    kind: Kind = Kind.TEXT
    required: bool = False
    hint: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported: a title, columns and rows by column key (missing keys and None are empty cells).

    *note* stands in the footer of every printed page (who exported it and when, as BM-08 wants).
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Mapping[str, object]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TooManyRows:
    """An export larger than the row cap (BM-07: large exports need an approval)."""

    limit: int
    asked: int

    @property
    def refusal(self) -> Refusal:
        """The same as a sentence for the person who asked."""
        return Refusal(
            Code.TOO_MANY,
            f"要导出 {self.asked} 行，超过一次导出 {self.limit} 行的上限。",
            remedy="请缩小范围（例如按年度、单位分次导出），或者按规定报批。",
            rule="BM-07",
        )


EXPLANATION = "填写说明"
"""The sheet of a template that explains the others; imports pass it over."""
_CELL_LIMIT = 32_767  # characters of one Excel cell
_CUT_MARK = "……（超出Excel单元格长度，全文见办件）"
_EXACT_INTEGER = 2**53
_FIRST_EXCEL_DAY = date(1900, 3, 1)  # Excel believes in 1900-02-29; earlier days would shift
_SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_SURROGATE = re.compile("[\ud800-\udfff]")
_A4 = 9
_BASE = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "top", "text_wrap": True}
_FORMATS: dict[Kind, dict[str, object]] = {
    Kind.TEXT: {**_BASE, "num_format": "@", "quote_prefix": True},
    Kind.INTEGER: {**_BASE, "num_format": "0"},
    Kind.DATE: {**_BASE, "num_format": "yyyy-mm-dd"},
    Kind.MOMENT: {**_BASE, "num_format": "yyyy-mm-dd hh:mm"},
}
_HEAD = {**_BASE, "font_name": "黑体", "align": "center", "valign": "vcenter", "bg_color": "#E9EDF2"}
_EXAMPLE = {**_FORMATS[Kind.TEXT], "italic": True, "font_color": "#7D848D"}
_PROMISED_ROWS = 5_000  # rows of a template that carry the drop-down lists


def write_table(table: Table, *, made_at: datetime, row_limit: int) -> bytes | TooManyRows:
    """*table* as .xlsx: styled frozen head, filter, A4 landscape; or a refusal above *row_limit* rows.

    The same table and *made_at* (aware) give the same bytes.
    """
    if len(table.rows) > row_limit:
        return TooManyRows(row_limit, len(table.rows))
    target = BytesIO()
    with _workbook(target, table.title, made_at) as book:
        formats = {kind: book.add_format(look) for kind, look in _FORMATS.items()}
        sheet = book.add_worksheet(_sheet_name(table.title))
        _head(sheet, table.columns, book.add_format(_HEAD))
        for number, row in enumerate(table.rows, start=1):
            for position, column in enumerate(table.columns):
                _write(sheet, number, position, row.get(column.key), column.kind, formats)
        last = max(len(table.rows), 1)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        _print_setup(sheet, table)
    return target.getvalue()


def write_template(title: str, columns: Sequence[Column], *, made_at: datetime) -> bytes:
    """An empty .xlsx to fill in: heads with their hints, a grey example row, lists to choose from.

    A second sheet explains each column. `read_table` skips the example row when it is left as it is.
    """
    return write_templates(title, {_sheet_name(title): columns}, made_at=made_at)


def write_templates(title: str, sheets: Mapping[str, Sequence[Column]], *, made_at: datetime) -> bytes:
    """The same with several sheets, by name, and one that explains them all (`table_reading.read_sheets`)."""
    target = BytesIO()
    with _workbook(target, title, made_at) as book:
        for name, columns in sheets.items():
            _fill_in_sheet(book, name, columns)
        several = len(sheets) > 1
        explained = [
            replace(column, title=f"{name}：{column.title}") if several else column
            for name, columns in sheets.items()
            for column in columns
        ]
        look, text = book.add_format(_HEAD), book.add_format(_FORMATS[Kind.TEXT])
        _explain_sheet(book.add_worksheet(EXPLANATION), explained, look, text)
    return target.getvalue()


def _fill_in_sheet(book: xlsxwriter.Workbook, name: str, columns: Sequence[Column]) -> None:
    sheet = book.add_worksheet(name)
    _head(sheet, columns, book.add_format(_HEAD), mark_required=True)
    example = book.add_format(_EXAMPLE)
    for position, column in enumerate(columns):
        sheet.write_comment(0, position, _explain(column), {"author": "", "x_scale": 2})
        sheet.write_string(1, position, column.example, example)
        if column.choices and len(",".join(column.choices)) <= 255:
            rule = {"validate": "list", "source": list(column.choices), "error_message": "请从列表里选择"}
            sheet.data_validation(1, position, _PROMISED_ROWS, position, rule)


def _workbook(target: BytesIO, title: str, made_at: datetime) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": _clean(title), "created": made_at.astimezone(BEIJING).replace(tzinfo=None)})
    return book


def _head(sheet: Worksheet, columns: Sequence[Column], look: Format, *, mark_required: bool = False) -> None:
    for position, column in enumerate(columns):
        title = f"{column.title}*" if mark_required and column.required else column.title
        sheet.write_string(0, position, title, look)
        sheet.set_column(position, position, column.width)
    sheet.freeze_panes(1, 0)


def _write(
    sheet: Worksheet, row: int, position: int, value: object, kind: Kind, formats: Mapping[Kind, Format]
) -> None:
    match value:
        case None | "":
            sheet.write_blank(row, position, None, formats[kind])
        case datetime() if value.date() >= _FIRST_EXCEL_DAY:
            here = value.astimezone(BEIJING).replace(tzinfo=None) if value.tzinfo else value
            sheet.write_datetime(row, position, here, formats[kind if kind is Kind.DATE else Kind.MOMENT])
        case date() if not isinstance(value, datetime) and value >= _FIRST_EXCEL_DAY:
            sheet.write_datetime(row, position, value, formats[Kind.DATE])
        case int() if kind is Kind.INTEGER and abs(value) <= _EXACT_INTEGER:
            sheet.write_number(row, position, value, formats[kind])
        case _:
            sheet.write_string(row, position, _fit(_clean(str(value))), formats[Kind.TEXT])


def _print_setup(sheet: Worksheet, table: Table) -> None:
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f'&C&"黑体"&14{_print_text(table.title, 100)}')
    sheet.set_footer(f"&L{_print_text(table.note, 100)}&R第 &P 页 共 &N 页")


def _explain(column: Column) -> str:
    parts = ("必填" if column.required else "可不填", str(column.kind), column.hint)
    choices = f"只能填：{'、'.join(column.choices)}" if column.choices else ""
    return "；".join(part for part in (*parts, choices) if part)


def _explain_sheet(sheet: Worksheet, columns: Sequence[Column], head: Format, text: Format) -> None:
    for position, (title, width) in enumerate((("栏目", 16), ("怎样填", 60), ("示例", 30))):
        sheet.write_string(0, position, title, head)
        sheet.set_column(position, position, width)
    for number, column in enumerate(columns, start=1):
        for position, words in enumerate((column.title, _explain(column), column.example)):
            sheet.write_string(number, position, words, text)


def _clean(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _fit(text: str) -> str:
    return text if len(text) <= _CELL_LIMIT else text[: _CELL_LIMIT - len(_CUT_MARK)] + _CUT_MARK


def _print_text(text: str, longest: int) -> str:
    return _clean(text)[:longest].replace("&", "&&")


def _sheet_name(title: str) -> str:
    return _SHEET_NAME_FORBIDDEN.sub(" ", _clean(title)).strip()[:31] or "表"
