"""A list of organs as a TOML file, for those who check documents without the platform."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import date
from typing import Any

from hongtou.model.organ import Organ, OrganKind, OrganLevel
from hongtou.model.organ_names import kind_of, level_of
from hongtou.model.organs import Organs

_LEVELS = {
    "中央": OrganLevel.CENTRAL,
    "省": OrganLevel.PROVINCE,
    "市": OrganLevel.CITY,
    "县": OrganLevel.COUNTY,
    "乡": OrganLevel.TOWNSHIP,
    "村": OrganLevel.VILLAGE,
}
_TEXTS = {"name", "short_name", "part_of", "successor", "party_name"}
_LISTS = {"superiors", "guides", "leaders", "codes", "aliases"}
_FIELDS = {field.name for field in dataclasses.fields(Organ)}


def organs_from_toml(text: str) -> Organs:
    """The organs of a TOML file: one [[organ]] for each, with the fields of ``Organ``.

    ``level`` is 中央 省 市 县 乡 or 村, ``kind`` as in ``OrganKind``; what is left out is read from the name.
    Raises ValueError, with a Chinese sentence that names the organ, for anything else.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"机关名录不是有效的TOML文件（{error}），请改正后再用") from None
    rows = table.get("organ")
    if not isinstance(rows, list) or not rows:
        raise ValueError("机关名录里没有机关，请为每个机关写一节[[organ]]")
    return Organs(_organ(row, number) for number, row in enumerate(rows, 1))


def _organ(row: dict[str, Any], number: int) -> Organ:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"机关名录第{number}个机关没有名称，请填写name")
    if unknown := sorted(set(row) - _FIELDS):
        raise ValueError(f"“{name}”有不认识的项目：{'、'.join(unknown)}，请删去或者改正")
    values: dict[str, Any] = {"level": level_of(name), "kind": kind_of(name)}
    for field, value in row.items():
        values[field] = _value(name, field, value)
    return Organ(**values)


def _value(name: str, field: str, value: object) -> object:
    if field == "level" and value in _LEVELS:
        return _LEVELS[str(value)]
    if field == "kind" and value in set(OrganKind):
        return OrganKind(str(value))
    if field == "registered" and isinstance(value, bool):
        return value
    if field == "ended" and type(value) is date:
        return value
    if field in _TEXTS and isinstance(value, str):
        return value
    if field in _LISTS and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ValueError(f"“{name}”的{field}写法不对：{value}，请改正")
