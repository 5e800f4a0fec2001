"""Reading a request: a JSON object, or the parameters of a query, and nothing a database cannot keep."""

from __future__ import annotations

import json
from typing import Any, get_args, get_origin

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from django.http.request import RawPostDataException
from pydantic import BaseModel

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.base.values import unfit

SEVERAL = (list, tuple, set, frozenset)


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in the body. Raises `Refused` for anything else."""
    try:
        data = json.loads(request.body or b"{}")
    except RequestDataTooBig:
        raise refuse(Code.TOO_MANY, "提交的内容太大。", remedy="文件请先上传，再填写编号。") from None
    except (ValueError, RecursionError, RawPostDataException, UnreadablePostError):
        raise refuse(Code.INVALID, "提交的内容不是 JSON，请改正。") from None
    if not isinstance(data, dict):
        raise refuse(Code.INVALID, "提交的内容应当是一个 JSON 对象。")
    _check(data)
    return data


def parameters_of(request: HttpRequest, model: type[BaseModel]) -> dict[str, Any]:
    """The query's parameters; a list field takes every repetition. Raises `Refused` for others repeated."""
    found: dict[str, Any] = {}
    for name, values in request.GET.lists():
        if _takes_several(model, name):
            found[name] = values
        elif len(values) == 1:
            found[name] = values[0]
        else:
            raise refuse(Code.INVALID, f"“{name}”只能给一个值。", field=name)
    _check(found)
    return found


def _takes_several(model: type[BaseModel], name: str) -> bool:
    info = model.model_fields.get(name)
    if info is None:
        return False
    return any(
        get_origin(a) in SEVERAL or a in SEVERAL for a in (info.annotation, *get_args(info.annotation))
    )


def _check(value: object) -> None:
    if unfit(value):
        raise refuse(Code.INVALID, "提交的内容里有不能使用的字符，或者过大的数，请改正。")
