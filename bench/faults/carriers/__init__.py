"""The clean documents of 云岭县, a county that does not exist."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bench.faults.injected import Carrier

FOLDER = Path(__file__).resolve().parent
GENRES = {
    "jueyi": "决议",
    "jueding": "决定",
    "mingling": "命令",
    "gongbao": "公报",
    "gonggao": "公告",
    "tonggao": "通告",
    "yijian": "意见",
    "tongzhi": "通知",
    "tongbao": "通报",
    "baogao": "报告",
    "qingshi": "请示",
    "pifu": "批复",
    "yian": "议案",
    "han": "函",
    "jiyao": "纪要",
}
"""The genre by the first word of a file's name."""


@cache
def carriers() -> tuple[Carrier, ...]:
    """All carriers in the order of their names."""
    return tuple(Carrier.of(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt")))
