"""Files that travel with a press: each passes the secrecy gate before the action sees its number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from shuniu.kernel.base.actions import ActionInput
from shuniu.kernel.base.refusals import Code, Problem, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.files.gate import Admitted, Declaration, Held, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.queries import is_bringer
from shuniu.kernel.files.uploads import uploaded
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.ui import Field
from shuniu.kernel.platform.ui.forms import DECLARATION

DECLARATIONS: Mapping[str, tuple[StoredFile.Declared, str]] = {
    "declared_not_secret": (
        StoredFile.Declared.NOT_SECRET,
        "经核对不涉密：已逐页核对，内容不涉及国家秘密，由我负责",
    ),
    "declared_unmarked": (
        StoredFile.Declared.UNMARKED,
        DECLARATION,
    ),
}
"""What a person may answer for: the name of its checkbox, the statement, the words beside the checkbox."""


def file_fields(model: type[ActionInput]) -> list[str]:
    """The fields of an input that hold a stored file."""
    return [
        name
        for name, info in model.model_fields.items()
        if isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("choose") == "file"
    ]


def declaration_in(post: Mapping[str, str]) -> Declaration | None:
    """The strongest declaration that was ticked; None without one."""
    ticked = (statement for name, (statement, _) in DECLARATIONS.items() if post.get(name) == "1")
    return next((Declaration(statement) for statement in ticked), None)


def declaration_needed(refusal: Refusal | None) -> str:
    """The name of the checkbox that lifts *refusal*; empty when no declaration would."""
    if not isinstance(refusal, Held):
        return ""
    return next(name for name, (statement, _) in DECLARATIONS.items() if statement == refusal.needs)


def declaration_fields(refusal: Refusal | None) -> tuple[Field, ...]:
    """The checkbox to show with a form that was held, unticked: each press is answered for anew."""
    name = declaration_needed(refusal)
    return (Field(name, DECLARATIONS[name][1], "checkbox"),) if name else ()


def take_in(request: HttpRequest, actor: Actor, field: str, *, now: datetime) -> Admitted | Refusal | None:
    """Pass the file of *field* through the gate; None when none was sent.

    The problems of a refusal point at *field*, those of a held file at the declaration it needs.
    """
    files = uploaded(request, field)
    if isinstance(files, Refusal):
        return None if files.code is Code.INVALID else _at(files, field)
    outcome = admit(
        files[0].data, files[0].name, actor=actor, now=now, declaration=declaration_in(request.POST)
    )
    return _at(outcome, field) if isinstance(outcome, Refusal) else outcome


def _at(refusal: Refusal, field: str) -> Refusal:
    place = declaration_needed(refusal) or field
    return replace(refusal, problems=tuple(Problem(place, p.message) for p in refusal.problems))


def with_uploads(
    request: HttpRequest, actor: Actor, model: type[ActionInput], data: dict[str, Any], *, now: datetime
) -> Refusal | None:
    """Store the uploaded files of *model*'s file fields and put their ids into *data*; or the first refusal.

    An id that was sent instead of a file counts only for files that *actor* brought himself.
    """
    for field in file_fields(model):
        sent = row_id(data.pop(field, ""))
        outcome = take_in(request, actor, field, now=now)
        if isinstance(outcome, Refusal):
            return outcome
        if outcome is not None:
            data[field] = outcome.file.pk
        elif sent is not None and is_bringer(actor, [sent]):
            data[field] = sent
    return None
