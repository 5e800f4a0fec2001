"""Which way a document goes: up, down, or beside."""

from __future__ import annotations

from enum import StrEnum


class Direction(StrEnum):
    """行文方向. OPEN is a document without addressees, or whose addressees nobody knows."""

    UP = "上行"
    DOWN = "下行"
    LEVEL = "平行"
    MIXED = "混合"
    OPEN = "未定"
