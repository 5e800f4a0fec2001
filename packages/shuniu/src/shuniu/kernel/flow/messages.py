"""Turning a wrong input into Chinese sentences that say which field and what is expected."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ValidationError

from shuniu.kernel.base.refusals import Problem

_SENTENCES = {
    "missing": "没有填写",
    "string_too_short": "不能少于 {min_length} 个字",
    "string_too_long": "太长，最多 {max_length} 个字",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "int_parsing": "应当是整数",
    "int_type": "应当是整数",
    "int_from_float": "应当是整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "greater_than": "应当大于 {gt}",
    "bool_parsing": "应当选“是”或者“否”",
    "uuid_parsing": "操作编号不对，请刷新页面",
    "extra_forbidden": "是多余的内容，系统不认识",
    "string_type": "应当是文字",
    "list_type": "应当是一组内容",
    "dict_type": "应当是一组内容",
}


def field_label(model: type[BaseModel], name: str) -> str:
    """The Chinese name of a field: its pydantic title, else the name itself."""
    info = model.model_fields.get(name)
    return (info.title if info and info.title else name) if info else name


def problems_of(error: ValidationError, model: type[BaseModel]) -> tuple[Problem, ...]:
    """One problem per wrong field, in the order of the form; of a part that is a model itself, the field within it."""
    found = []
    for item in error.errors(include_url=False):
        inner, name = _within(model, item["loc"])
        label = field_label(inner, name) if name else ""
        found.append(Problem(name, f"“{label}”{_sentence(item, inner, name)}"))
    return tuple(found)


def _within(model: type[BaseModel], loc: tuple[int | str, ...]) -> tuple[type[BaseModel], str]:
    """The innermost model on the way to *loc* that no list holds, and the name of its field."""
    name = str(loc[0]) if loc else ""
    info = model.model_fields.get(name)
    part = info.annotation if info else None
    if len(loc) > 1 and isinstance(part, type) and issubclass(part, BaseModel):
        return _within(part, loc[1:])
    return model, name


def _sentence(item: Any, model: type[BaseModel], name: str) -> str:
    kind, context = item["type"], item.get("ctx", {})
    if kind == "value_error":
        return str(context.get("error", item["msg"]))
    if kind in {"enum", "literal_error"}:
        return "不在可选的范围里"
    if kind in _SENTENCES:
        return _SENTENCES[kind].format(**context)
    annotation = model.model_fields[name].annotation if name in model.model_fields else None
    if kind.startswith("date") or annotation in {date, datetime}:
        return "不是一个存在的日期，应当写成 2026-03-05 这样"
    return "填写的内容不能用"
