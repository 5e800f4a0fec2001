"""Reading .xlsx imports: what is in the rows, and row by row what is wrong.

The file comes from anywhere, so the archive is judged before a parser sees it: sizes, macros, document type
declarations. Formulas are never computed (only their stored values are read) and links are never followed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from shuniu.kernel.base.refusals import Code, Refused, refuse
from shuniu.kernel.platform.tables import EXPLANATION, Column, Kind

Value = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How large an import may be: bytes as sent, bytes unpacked, parts of the archive, rows, columns."""

    packed: int = 10 * 2**20
    unpacked: int = 64 * 2**20
    parts: int = 200
    rows: int = 20_000
    columns: int = 100


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as it stands in the sheet: its number there (from 1) and its values by column key."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one cell, as a Chinese sentence without row and column."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"第 {self.row} 行“{self.column}”：{self.message}"


@dataclass(frozen=True, slots=True)
class Written:
    """One cell in which words stand, wherever it is: its row, its head (empty above the head row) and the words."""

    row: int
    head: str
    text: str

    @property
    def place(self) -> str:
        """Where it stands: 第 3 行“标题”."""
        return f"第 {self.row} 行“{self.head}”" if self.head else f"第 {self.row} 行"


@dataclass(frozen=True, slots=True)
class ReadTable:
    """Rows that have no problem, the problems of the others, heads that no column claims, the words above the head
    row (a caption), and whatever was written anywhere, for the secrecy gate."""

    rows: tuple[ReadRow, ...]
    problems: tuple[RowProblem, ...]
    unused_heads: tuple[str, ...] = ()
    caption: str = ""
    written: tuple[Written, ...] = ()


_HEAD_SEARCH_ROWS = 10
_LONGEST_HEAD = 20
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AGAIN = "请在Excel或WPS中打开，另存为“Excel 工作簿（.xlsx）”后重新导入。"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2}))"
    r"(?:\s*(\d{1,2})\s*[:：时]\s*(\d{1,2})(?:分|:\d{2})?)?"
)
_FORMULA_ERRORS = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})


def read_table(data: bytes, columns: Sequence[Column], *, limits: ReadLimits | None = None) -> ReadTable:
    """The rows of the first sheet of an .xlsx, under the head row found in its first ten rows.

    Values come as the column's kind says (empty cells as None). Blank rows and the untouched example row of
    the template are skipped. Raises `Refused` (BAD_FILE, TOO_MANY) when the file as a whole cannot be read.
    """
    bounds = limits or ReadLimits()
    _check_archive(data, bounds)
    return _read_grid(_grids(data, bounds, first_only=True)[0][1], columns, bounds)


def read_sheets(
    data: bytes, sheets: Mapping[str, Sequence[Column]], *, limits: ReadLimits | None = None
) -> Mapping[str, ReadTable]:
    """The rows of several sheets of an .xlsx, by the sheet's name; one that is not there, or blank, has no rows.

    Raises `Refused` as `read_table` does, and for a filled sheet of another name: what somebody wrote there would be
    passed over in silence.
    """
    bounds = limits or ReadLimits()
    _check_archive(data, bounds)
    found: dict[str, ReadTable] = dict.fromkeys(sheets, ReadTable((), ()))
    for name, grid in _grids(data, bounds):
        if name in sheets:
            found[name] = _read_grid(grid, sheets[name], bounds) if _filled(grid) else found[name]
        elif name != EXPLANATION and _filled(grid):
            known = "、".join(sheets)
            raise _bad(
                f"工作簿里有一张表叫“{name[:31]}”，系统只认：{known}。",
                "请改成模板里的表名，或者删去这张表。",
            )
    return found


def _filled(grid: Sequence[tuple[object, ...]]) -> bool:
    return any(_head_text(cell) for row in grid for cell in row)


def _read_grid(
    grid: Sequence[tuple[object, ...]], columns: Sequence[Column], bounds: ReadLimits
) -> ReadTable:
    head_at, places = _find_head(grid, columns)
    body = list(_body(grid[head_at + 1 :], head_at + 2, columns, places))
    if len(body) > bounds.rows:
        raise refuse(
            Code.TOO_MANY, f"表里超过 {bounds.rows} 行，一次不能导入。", remedy="请分成几个文件导入。"
        )
    rows, problems = [], []
    for number, cells in body:
        wrong, values = _read_row(number, cells, columns)
        problems += wrong
        if not wrong:
            rows.append(ReadRow(number, values))
    unused = tuple(_head_text(cell) for at, cell in enumerate(grid[head_at]) if at not in places.values())
    caption = " ".join(text for row in grid[:head_at] for text in map(_head_text, row) if text)
    return ReadTable(
        tuple(rows),
        tuple(problems),
        tuple(head for head in unused if head),
        caption,
        tuple(_written(grid, head_at)),
    )


def _written(grid: Sequence[tuple[object, ...]], head_at: int) -> Iterator[Written]:
    heads = [_head_text(cell)[:_LONGEST_HEAD] for cell in grid[head_at]]
    for number, cells in enumerate(grid):
        for at, cell in enumerate(cells):
            if isinstance(cell, str) and cell.strip():
                below = number > head_at and at < len(heads)
                yield Written(number + 1, heads[at] if below else "", cell)


def _check_archive(data: bytes, limits: ReadLimits) -> None:
    if len(data) > limits.packed:
        raise _bad(f"文件超过 {limits.packed // 2**20} MB，不能导入。", "请分成几个文件导入。")
    if data.startswith(_OLE):
        raise _bad("文件加了密，或者是旧的 .xls 格式，不能读取。", _SAVE_AGAIN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_parts(archive, limits)
    except Refused:
        raise
    except Exception as error:  # zipfile and zlib raise a dozen kinds on a hostile archive
        raise _bad("文件已损坏，或者不是 Excel 文件。", _SAVE_AGAIN) from error


def _check_parts(archive: zipfile.ZipFile, limits: ReadLimits) -> None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise _bad("文件不是 .xlsx 工作簿。", _SAVE_AGAIN)
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        raise _bad("文件展开后过大，不能导入。", "请只保留要导入的一张表，去掉图片后重新保存。")
    if any(part.flag_bits & 1 for part in parts):
        raise _bad("文件加了密，不能读取。", _SAVE_AGAIN)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise _bad("文件带有宏，不能导入。", _SAVE_AGAIN)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            content = archive.read(part)
            if _DECLARATION.search(content.replace(b"\0", b"")):
                raise _bad("文件内容不正常（含有外部声明），不能导入。", _SAVE_AGAIN)


def _grids(
    data: bytes, limits: ReadLimits, *, first_only: bool = False
) -> list[tuple[str, list[tuple[object, ...]]]]:
    """The cells of the sheets, by name."""
    from openpyxl import load_workbook  # a fifth of a second of every server's start, and seldom needed

    most = limits.rows + _HEAD_SEARCH_ROWS + 2
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        found: list[tuple[str, list[tuple[object, ...]]]] = []
        for sheet in book.worksheets[: 1 if first_only else None]:
            sheet.reset_dimensions()  # the stated size of a sheet may be a lie
            rows = sheet.iter_rows(max_row=most, max_col=limits.columns, values_only=True)
            found.append((sheet.title.strip(), [tuple(row) for row in rows]))
        return found
    except Exception as error:  # a parser given a hostile file may raise anything
        raise _bad("文件已损坏，读不出表格。", _SAVE_AGAIN) from error


def _find_head(grid: Sequence[tuple[object, ...]], columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    wanted = {head: column.key for column in columns for head in (column.title, *column.also)}
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in enumerate(grid[:_HEAD_SEARCH_ROWS]):
        heads = [_head_text(cell) for cell in cells]
        found = {wanted[head]: at for at, head in enumerate(heads) if head in wanted}
        if len(found) > len(best[1]):
            keys = [wanted.get(head) for head in heads]
            twice = sorted({head for head in heads if head in wanted and keys.count(wanted[head]) > 1})
            if twice:
                raise _bad(f"表头“{'”“'.join(twice)}”出现了不止一次。", "请删去重复的列。")
            best = number, found
    missing = [column.title for column in columns if column.required and column.key not in best[1]]
    if missing or not best[1]:
        names = "”“".join(missing or [column.title for column in columns])
        raise _bad(f"表里没有这些栏目：“{names}”。", "请用系统给出的模板填写，不要改动表头。")
    return best


def _body(
    rows: Sequence[tuple[object, ...]], first: int, columns: Sequence[Column], places: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, object]]]:
    example = {column.key: column.example for column in columns if column.key in places}
    for number, cells in enumerate(rows, start=first):
        picked = {key: cells[at] if at < len(cells) else None for key, at in places.items()}
        texts = {key: "" if value is None else str(value).strip() for key, value in picked.items()}
        if any(texts.values()) and texts != example:
            yield number, picked


def _read_row(
    number: int, cells: Mapping[str, object], columns: Sequence[Column]
) -> tuple[list[RowProblem], dict[str, Value]]:
    problems: list[RowProblem] = []
    values: dict[str, Value] = {}
    for column in columns:
        try:
            values[column.key] = _read_cell(cells.get(column.key), column)
        except ValueError as error:
            problems.append(RowProblem(number, column.title, str(error)))
    return problems, values


def _read_cell(raw: object, column: Column) -> Value:
    text = _text(raw)
    if not text:
        if column.required:
            raise ValueError("必须填写。")
        return None
    if column.choices and text not in column.choices:
        raise ValueError(f"“{text[:30]}”不在可选的范围内，只能填：{'、'.join(column.choices)}。")
    return _READERS[column.kind](raw, text)


def _text(raw: object) -> str:
    match raw:
        case None:
            return ""
        case bool():
            return "是" if raw else "否"
        case float() if raw.is_integer():
            return str(int(raw))
        case datetime() if raw.time() == datetime.min.time():
            return raw.date().isoformat()
        case _:
            text = str(raw).strip()
    if text in _FORMULA_ERRORS:
        raise ValueError(f"单元格里是公式错误 {text}。")
    return text


def _integer(raw: object, text: str) -> int:
    if re.fullmatch(r"[+-]?\d{1,15}", text) is None:
        raise ValueError(f"“{text[:30]}”不是整数。")
    return int(text)


def _date(raw: object, text: str) -> date:
    return _moment(raw, text).date()


def _moment(raw: object, text: str) -> datetime:
    """A naive local moment; midnight when only the day is written."""
    if isinstance(raw, datetime):
        return raw
    match = _WHEN.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text[:30]}”不是日期，应当写成 2026-11-23。")
    numbers = [int(part) for part in match.groups() if part]
    year, month, day, hour, minute = [*numbers, 0, 0][:5]
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        raise ValueError(f"“{text[:30]}”这个日期或时间不存在。") from None


_READERS: dict[Kind, Callable[[object, str], Value]] = {
    Kind.TEXT: lambda raw, text: text,
    Kind.INTEGER: _integer,
    Kind.DATE: _date,
    Kind.MOMENT: _moment,
}


def _head_text(cell: object) -> str:
    return re.sub(r"[\s*＊]|（必填）", "", "" if cell is None else str(cell))


def _bad(message: str, remedy: str) -> Refused:
    return refuse(Code.BAD_FILE, message, remedy=remedy)
