"""Parameters: every number a county may set, with its default, its basis, a first day of validity and a trail.

Modules declare them; `value()` reads them. No number from a regulation stands anywhere else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.base.registry import Registry

ON_OFF = {True: "开", False: "关"}
"""How what is on or off is said, and typed."""
Value = int | str | bool | list[str] | dict[str, int]


@dataclass(frozen=True)
class Parameter:
    """One thing a county may set. `rule` names its basis; `unit` is printed behind the value."""

    key: str
    label: str
    default: Value
    rule: str
    unit: str = ""
    minimum: int | None = None


PARAMETERS: Registry[Parameter] = Registry("parameter")


def declare(*parameters: Parameter) -> None:
    """Declare *parameters*. Raises `DuplicateName`."""
    for parameter in parameters:
        PARAMETERS.register(parameter.key, parameter)


def value(key: str, *, on: date) -> Value:
    """The value of *key* in force on *on*: the newest one whose first day has come, else the default."""
    parameter = PARAMETERS.get(key)
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [key, connection.ops.adapt_datefield_value(on)])
        row = cursor.fetchone()
    return parameter.default if row is None else _parsed(row[0])


_IN_FORCE = """
SELECT value FROM base_parameter_value WHERE key = %s AND valid_from <= %s
ORDER BY valid_from DESC, id DESC LIMIT 1
"""
"""Written out: it is asked for several times in every request and every action."""


def _parsed(text: str) -> Value:
    found: Value = json.loads(text)
    return found


def values(*, on: date) -> Mapping[str, Value]:
    """The value of every parameter in force on *on*; one query."""
    rows = ParameterValue.objects.filter(valid_from__lte=on).order_by("valid_from", "pk")
    return {p.key: p.default for p in PARAMETERS.values()} | dict(rows.values_list("key", "value"))


def number(key: str, *, on: date) -> int:
    """The integer parameter *key* on *on*. Raises `TypeError` when it is not a number."""
    found = value(key, on=on)
    if isinstance(found, bool) or not isinstance(found, int):
        raise TypeError(f"parameter {key!r} is not a number")
    return found


def table(key: str, *, on: date) -> Mapping[str, int]:
    """The table parameter *key* (name → number) on *on*. Raises `TypeError` when it is not a table."""
    found = value(key, on=on)
    if not isinstance(found, dict):
        raise TypeError(f"parameter {key!r} is not a table")
    return found


def texts(key: str, *, on: date) -> tuple[str, ...]:
    """The list parameter *key* on *on*. Raises `TypeError` when it is not a list."""
    found = value(key, on=on)
    if not isinstance(found, list):
        raise TypeError(f"parameter {key!r} is not a list")
    return tuple(found)


def words_of(given: Value, unit: str) -> str:
    """A value as people read it: 开 or 关, a number with its unit, a table or a list as its parts."""
    if isinstance(given, bool):
        return ON_OFF[given]
    if isinstance(given, dict):
        return "；".join(f"{name} {number}{unit}" for name, number in given.items())
    if isinstance(given, list):
        return "；".join(given)
    return f"{given}{unit}"


def typed_value(parameter: Parameter, typed: str) -> Value:
    """*typed* as the parameter's kind of value. Raises ValueError with a Chinese sentence that says what is expected."""
    default = parameter.default
    try:
        if isinstance(default, bool):
            return {words: on for on, words in ON_OFF.items()}[typed]
        if isinstance(default, int):
            return int(typed)
        if isinstance(default, dict):
            given = dict(part.split("=", 1) for part in typed.replace("，", ",").split(",") if part)
            return {name.strip(): int(number) for name, number in given.items()}
        if isinstance(default, list):
            if not typed.startswith("["):
                return [words for words in typed.split("、") if words]
            listed: list[str] = json.loads(typed)
            return listed
    except (ValueError, KeyError):
        raise ValueError(f"“{typed}”不能作为“{parameter.label}”的值，{_expected(default)}。") from None
    return typed


def typed_as(given: Value) -> str:
    """*given* as it would be typed."""
    if isinstance(given, bool):
        return ON_OFF[given]
    if isinstance(given, dict):
        return ",".join(f"{name}={number}" for name, number in given.items())
    if isinstance(given, list):
        return json.dumps(given, ensure_ascii=False)
    return str(given)


def _expected(default: Value) -> str:
    if isinstance(default, bool):
        return "应当是“开”或者“关”"
    if isinstance(default, int):
        return "应当是整数"
    if isinstance(default, dict):
        return f"应当写成 {typed_as(default)} 这样"
    return "几项之间用顿号隔开"


def history(key: str) -> list[ParameterValue]:
    """Every value *key* was given, the newest first day first. Raises `UnknownName`."""
    PARAMETERS.get(key)
    return list(ParameterValue.objects.filter(key=key).order_by("-valid_from", "-pk"))


def why_not(parameter: Parameter, new: Value) -> str:
    """The Chinese sentence saying why *new* cannot be the value of *parameter*; empty when it can."""
    if type(new) is not type(parameter.default):
        return f"“{parameter.label}”的值类型不对，应当与默认值相同。"
    numbers = [new] if isinstance(new, int) else list(new.values()) if isinstance(new, dict) else []
    if parameter.minimum is not None and any(n < parameter.minimum for n in numbers):
        return f"“{parameter.label}”不得小于 {parameter.minimum}{parameter.unit}。"
    if isinstance(new, dict) and isinstance(parameter.default, dict) and set(new) != set(parameter.default):
        return f"“{parameter.label}”的项目应当是：{'、'.join(parameter.default)}。"
    return ""
