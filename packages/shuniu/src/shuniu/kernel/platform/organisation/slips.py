"""Slips with first passwords: printed to be cut, or a sheet. Made once; the passwords exist nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.importing import Slip
from shuniu.kernel.platform.papers import Paper, Role, declare, find_fonts, render
from shuniu.kernel.platform.tables import Column, Table, TooManyRows, write_table

PAPER = declare(
    Paper(
        "platform.password_slips",
        "一次性密码条",
        Path(__file__).with_name("slips.typ"),
        roles=(Role.FANGSONG, Role.HEITI),
    )
)
COLUMNS = (
    Column("unit", "单位", 30),
    Column("name", "姓名", 12),
    Column("username", "用户名", 20),
    Column("password", "一次性密码", 20),
)
NOTE = "首次登录必须改成自己的密码；逐人当面交付，交付后请销毁本表。"


@dataclass(frozen=True)
class SlipsData:
    """Everything on the printed sheets."""

    title: str
    slips: tuple[Slip, ...]
    made_on: date


def as_pdf(slips: Sequence[Slip], *, home: Path, now: datetime) -> bytes:
    """The slips on A4 sheets, to be cut. Raises `PrintFailed`."""
    data = SlipsData(PAPER.title, tuple(slips), now.astimezone(COUNTY).date())
    return render(PAPER, data, fonts=find_fonts(home), made_at=now).pdf


def as_sheet(slips: Sequence[Slip], *, home: Path, now: datetime) -> bytes:
    """The slips as .xlsx; *home* is not needed."""
    table = Table(PAPER.title, COLUMNS, [asdict(slip) for slip in slips], NOTE)
    made = write_table(table, made_at=now, row_limit=len(slips))
    assert not isinstance(made, TooManyRows), "the limit is their number"
    return made


MAKERS: Mapping[str, Callable[..., bytes]] = {".pdf": as_pdf, ".xlsx": as_sheet}
"""How the slips are made, by the ending of the file they go to."""
