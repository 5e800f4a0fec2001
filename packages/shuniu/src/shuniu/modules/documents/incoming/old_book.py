"""The rows of an old 登记簿 and what is wrong with them, row by row: pure functions, no database, no clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from shuniu.modules.documents.incoming import policy

FORMS: Mapping[str, str] = {"电": "telegram", "话": "call"}
"""The series of their own that telegrams and calls have (`register.give_number`)."""
COLUMNS: Mapping[str, str] = {
    "serial": "收文号",
    "state": "号码情况",
    "received_on": "收文日期",
    "source": "来文单位",
    "title": "标题",
    "document_number": "来文字号",
    "genre": "文种",
    "urgency": "紧急程度",
    "document_date": "成文日期",
    "copies": "份数",
    "handling": "办理类型",
    "level": "密级",
    "lead": "主办",
    "due": "办理时限",
    "completed_on": "办结日期",
    "note": "备注",
}
LONGEST: Mapping[str, int] = {
    "source": 120,
    "title": 500,
    "document_number": 80,
    "genre": 10,
    "lead": 120,
    "note": 400,
}
LEVELS = ("普通", "工作秘密", "内部", "无")
"""What stands in the column 密级: 内部 is the mark of a 工作秘密 (BM-08)."""
LARGEST_SERIAL, MOST_COPIES = 99_999, 9_999
OLDEST = date(1949, 10, 1)


class BookRow(BaseModel):
    """One line of an old register. `row` is its line in the sheet, for the messages.

    A number that is 作废 or 预留 needs no document; why stands in `note`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    row: int
    serial: int
    state: Literal["已用", "作废", "预留"] = "已用"
    received_on: date | None = None
    source: str = ""
    title: str = ""
    document_number: str = ""
    genre: str = ""
    urgency: str = "平件"
    document_date: date | None = None
    copies: int = 1
    handling: Literal["办件", "阅件"] = "办件"
    level: Literal["普通", "工作秘密", "内部", "无"] = "普通"
    lead: str = ""
    due: date | None = None
    completed_on: date | None = None
    note: str = ""

    @property
    def work_secret(self) -> bool:
        return self.level in {"工作秘密", "内部"}


@dataclass(frozen=True)
class RowFault:
    """What is wrong in one row: the field, and a Chinese sentence without row and column."""

    row: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"第 {self.row} 行“{COLUMNS[self.field]}”：{self.message}"


def faults_of(
    rows: Sequence[BookRow], *, year: int, series: str, today: date, repeats_are_meant: bool = False
) -> list[RowFault]:
    """Everything wrong with the rows of the register of *year*, in the order of the sheet."""
    found = [*_numbers(rows)]
    for row in rows:
        found += _lengths(row)
        found += _one(row, year, series, today) if row.state == "已用" else _without_document(row)
    if not repeats_are_meant:
        found += _repeats(rows)
    return sorted(found, key=lambda fault: fault.row)


def _numbers(rows: Sequence[BookRow]) -> Iterator[RowFault]:
    first: dict[int, int] = {}
    for row in rows:
        if not 1 <= row.serial <= LARGEST_SERIAL:
            yield RowFault(row.row, "serial", f"应当是 1 到 {LARGEST_SERIAL} 之间的顺序号，不带年份。")
        earlier = first.setdefault(row.serial, row.row)
        if earlier != row.row:
            yield RowFault(row.row, "serial", f"{row.serial} 号与第 {earlier} 行重复。")


def _lengths(row: BookRow) -> Iterator[RowFault]:
    for field, longest in LONGEST.items():
        length = len(getattr(row, field))
        if length > longest:
            yield RowFault(row.row, field, f"有 {length} 个字，最多 {longest} 个字。")


def _without_document(row: BookRow) -> Iterator[RowFault]:
    if not row.note:
        yield RowFault(row.row, "note", f"{row.state}的号码，请写明原因或者用途。")
    if row.state == "预留" and (row.title or row.document_number):
        yield RowFault(row.row, "state", "这一行已经登记了文件，不能写“预留”。")


def _one(row: BookRow, year: int, series: str, today: date) -> Iterator[RowFault]:
    for field in ("source", "title"):
        if len(getattr(row, field)) < 2:
            yield RowFault(row.row, field, "必须填写，至少两个字。")
    if not 1 <= row.copies <= MOST_COPIES:
        yield RowFault(row.row, "copies", f"应当是 1 到 {MOST_COPIES} 之间的整数。")
    grade = policy.grade_fault(form=FORMS.get(series, "document"), grade=row.urgency)
    if grade is not None and series != "话":
        yield RowFault(row.row, "urgency", grade.message)
    yield from _dates(row, year, today)


def _dates(row: BookRow, year: int, today: date) -> Iterator[RowFault]:
    received = row.received_on
    if received is None:
        yield RowFault(row.row, "received_on", "必须填写。")
        return
    if received.year != year:
        yield RowFault(row.row, "received_on", f"{received} 不在 {year} 年。")
    if received > today:
        yield RowFault(row.row, "received_on", f"{received} 还没有到。")
    if row.document_date is not None and not OLDEST <= row.document_date <= received:
        yield RowFault(row.row, "document_date", f"{row.document_date} 晚于收文日期，或者年份不对。")
    if row.completed_on is not None and not received <= row.completed_on <= today:
        yield RowFault(row.row, "completed_on", f"{row.completed_on} 应当在收文日期之后、今天之前。")
    if row.due is not None and not received <= row.due <= date(received.year + 10, 1, 1):
        yield RowFault(row.row, "due", f"{row.due} 早于收文日期，或者年份不对。")


def _repeats(rows: Sequence[BookRow]) -> Iterator[RowFault]:
    """Lines that say the same paper twice: by its 字号 and sender, else by sender, title and day."""
    seen: dict[Hashable, int] = {}
    for row in rows:
        if row.state != "已用":
            continue
        key = policy.number_key(row.document_number)
        same: Hashable = (key, row.source) if key else (row.source, row.title, row.received_on)
        earlier = seen.setdefault(same, row.row)
        if earlier != row.row:
            field, what = ("document_number", "来文字号") if key else ("title", "来文单位、标题和日期")
            yield RowFault(row.row, field, f"{what}与第 {earlier} 行相同，可能登记了两遍。")


def by_state(rows: Sequence[BookRow]) -> Mapping[str, list[BookRow]]:
    """The rows in order of number, by what became of the number."""
    found: dict[str, list[BookRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.serial):
        found[row.state].append(row)
    return found
