"""What the forms of 收文登记 share: the file they are about, what was read in it, what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest

from hongtou import Document
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pages import document_of
from shuniu.kernel.flow.runner import Done
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.ui import Hidden
from shuniu.modules.documents.incoming import intake, originals
from shuniu.modules.documents.incoming.entry_forms import Entry
from shuniu.modules.documents.incoming.inputs import Paper
from shuniu.modules.documents.incoming.intake import Read
from shuniu.modules.documents.incoming.register import find_duplicate

OURS = ("files", "content_digest", "read_from", "source_unit", "form")
"""Fields of `Paper` that are never taken from the browser."""


@dataclass(frozen=True)
class Brought:
    """The files a form is about, what was read in the first of them, and whether it is a 明电."""

    files: tuple[StoredFile, ...] = ()
    document: Document | None = None
    reads: Mapping[str, Read] = field(default_factory=dict)
    telegram: bool = False

    @classmethod
    def of(cls, files: Sequence[StoredFile], now: datetime, *, telegram: bool | None = None) -> Brought:
        """*telegram* is what the person says; None leaves it to the document."""
        document = document_of(files[0]) if files else None
        if document is None or isinstance(document, Refusal):
            return cls(tuple(files), telegram=bool(telegram))
        today = now.astimezone(COUNTY).date()
        reads = intake.read_values(document, today=today, calendar=county_calendar())
        return cls(tuple(files), document, reads, document.telegram if telegram is None else telegram)

    @property
    def file(self) -> StoredFile | None:
        return self.files[0] if self.files else None

    @property
    def recognised(self) -> bool:
        return self.file is not None and self.file.text_from == StoredFile.TextFrom.RECOGNISED

    def hidden(self, name: str) -> tuple[Hidden, ...]:
        """The files as they travel with the form, under *name*."""
        return tuple(Hidden(name, str(file.pk)) for file in self.files)


def own_files(request: HttpRequest, actor: Actor, name: str = "file") -> list[StoredFile] | Refusal:
    """The files that *request* asks to register; a refusal when one is not one's own."""
    sent = request.POST.getlist(name) if request.method == "POST" else request.GET.getlist(name)
    found = [originals.own_file(actor, text) for text in sent if text][: intake.MOST_FILES]
    return [f for f in found if f is not None] if all(found) else originals.NOT_FOUND


def typed(request: HttpRequest, brought: Brought, now: datetime) -> dict[str, Any]:
    """What was typed, made whole, with the files and the passages it was read from."""
    given = forms.data_of(request.POST, Paper)
    for name in OURS:
        given.pop(name, None)
    data = intake.settled(given, today=now.astimezone(COUNTY).date())
    data["form"] = "telegram" if brought.telegram else "document"
    if brought.file is not None:
        data |= {
            "files": [file.pk for file in brought.files],
            "content_digest": brought.file.sha256,
            "read_from": intake.kept(brought.reads),
        }
    return data


def entry_of(
    actor: Actor,
    now: datetime,
    brought: Brought,
    values: Mapping[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> Entry:
    """The form's content: fresh from the file, or as it was typed and refused."""
    read = brought.reads.get("document_number")
    number = values.get("document_number", "") if values is not None else read.value if read else ""
    digest = brought.file.sha256 if brought.file is not None else ""
    declared = any(file.declared == StoredFile.Declared.NOT_SECRET for file in brought.files)
    from_text = brought.file is not None and brought.file.text_from == StoredFile.TextFrom.FILE
    return Entry(
        actor,
        now,
        brought.reads,
        values,
        refusal,
        find_duplicate(actor.unit_id, number, digest),
        brought.telegram,
        declared,
        brought.recognised,
        "system" if from_text else "paper",
    )


def command_of(request: HttpRequest) -> str:
    """The command id of this form: the same one again after a refusal, since then nothing was carried out."""
    return request.POST.get("command_id") or str(uuid4())


def tell(request: HttpRequest, done: Done) -> None:
    """That it is in the register, and under which number."""
    again = "刚才已经登记过，没有重复登记" if done.repeated else "已登记"
    messages.success(request, f"{again}：{done.result.get('number', '')}。")
