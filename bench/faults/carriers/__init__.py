"""The clean documents of 云岭县, a county that does not exist."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bench.faults.injected import Carrier
from bench.faults.kinds import THIRD

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
    """All carriers, those that came with wordings C behind the others, each part in the order of the names."""
    return (*_in(FOLDER), *_in(FOLDER / THIRD))


def carriers_for(wordings: str) -> tuple[Carrier, ...]:
    """The carriers that take faults of these wordings: all for C, for A and B those they have had from the start, so
    that their figures can be compared with earlier ones."""
    return carriers() if wordings == THIRD else _in(FOLDER)


@cache
def _in(folder: Path) -> tuple[Carrier, ...]:
    return tuple(Carrier.of(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt")))
