"""收文登记, the forms: for a file that was read, by hand, for a telegram, beside a scan, and for a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.refusals import Code, Problem, Refusal
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pages import document_of
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.uploads import take_in
from shuniu.kernel.platform.ui import EntryDesk, FormPage, Hidden, Link, page_response
from shuniu.modules.documents.incoming import entry_forms, intake, originals
from shuniu.modules.documents.incoming.entry_forms import CALL, PAPER, SUGGEST, Entry
from shuniu.modules.documents.incoming.inputs import Call, Paper
from shuniu.modules.documents.incoming.intake import Read
from shuniu.modules.documents.incoming.register import find_duplicate
from shuniu.modules.documents.incoming.views.intake import (
    ADDRESS,
    REGISTER,
    SCAN,
    no_longer_waits,
    own_file,
    require_clerk,
    waiting,
)

TELEGRAM = "/incoming/telegram/"
CALLS = "/incoming/call/"
BACK = Link("收文登记", ADDRESS)
ANSWERABLE = frozenset({Code.HELD, Code.SECRET, Code.BAD_FILE, Code.TOO_MANY, Code.STORAGE})
"""Refusals of a scan: the form stays, and what was typed with it."""


@dataclass(frozen=True)
class _Brought:
    """The file a form is about, and what was read in it."""

    file: StoredFile | None = None
    reads: Mapping[str, Read] | None = None
    telegram: bool = False

    @classmethod
    def of(cls, file: StoredFile | None, now: datetime) -> _Brought:
        document = document_of(file) if file is not None else None
        if document is None or isinstance(document, Refusal):
            return cls(file, {})
        today = now.astimezone(COUNTY).date()
        reads = intake.read_values(document, today=today, calendar=county_calendar())
        return cls(file, reads, document.telegram)

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        return (Hidden("file", str(self.file.pk)),) if self.file is not None else ()


@require_http_methods(["GET", "POST"])
@require_clerk
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of 收文登记, filled from the file `?file=` when there is one."""
    return _form(request, actor, REGISTER, telegram=False)


@require_http_methods(["GET", "POST"])
@require_clerk
def telegram(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same form for 明电, with its four grades (SX-03)."""
    return _form(request, actor, TELEGRAM, telegram=True)


def _form(request: HttpRequest, actor: Actor, address: str, *, telegram: bool) -> HttpResponse:
    now, file = timezone.now(), own_file(request, actor)
    if isinstance(file, Refusal):
        return refused_page(request, file)
    brought = _Brought.of(file, now)
    brought = replace(brought, telegram=telegram or brought.telegram)
    if request.method == "GET":
        entry = _entry(actor, now, brought)
        return page_response(request, _page(request, entry, brought, address))
    data = _typed(request, brought, now)
    outcome = run(PAPER, actor=actor, data=data, now=now)
    if isinstance(outcome, Refusal):
        entry = _entry(actor, now, brought, data, outcome)
        page = _page(request, entry, brought, address)
        return page_response(request, page, status=outcome.status)
    _tell(request, outcome)
    return HttpResponseRedirect(_where_next(request, actor, brought, outcome))


def _typed(request: HttpRequest, brought: _Brought, now: datetime) -> dict[str, Any]:
    """What was typed, made whole, with the file and the passages it was read from; never the browser's own."""
    typed = forms.data_of(request.POST, Paper)
    for name in ("files", "content_digest", "read_from", "source_unit", "form"):
        typed.pop(name, None)
    data = intake.settled(typed, today=now.astimezone(COUNTY).date())
    data["form"] = "telegram" if brought.telegram else "document"
    if brought.file is not None:
        data |= {
            "files": [brought.file.pk],
            "content_digest": brought.file.sha256,
            "read_from": intake.kept(brought.reads or {}),
        }
    return data


def _entry(
    actor: Actor,
    now: datetime,
    brought: _Brought,
    values: Mapping[str, Any] | None = None,
    refusal: Refusal | None = None,
) -> Entry:
    reads = brought.reads or {}
    number = (values or {}).get("document_number", "") if values is not None else _value(reads)
    digest = brought.file.sha256 if brought.file is not None else ""
    declared = brought.file is not None and brought.file.declared == StoredFile.Declared.NOT_SECRET
    return Entry(
        actor,
        now,
        reads,
        values,
        refusal,
        find_duplicate(actor.unit_id, number, digest),
        brought.telegram,
        declared,
    )


def _value(reads: Mapping[str, Read]) -> str:
    return reads["document_number"].value if "document_number" in reads else ""


def _page(request: HttpRequest, entry: Entry, brought: _Brought, address: str) -> FormPage:
    others = [f for f in waiting(request, entry.actor) if brought.file is None or f.pk != brought.file.pk]
    if brought.file is None:
        others = []
    lead = "以下内容读自放入的文件，请核对后登记。按“读自文件”可以看到原句。" if entry.reads else ""
    if others:
        lead += f"这一批还有 {len(others)} 份等待登记。"
    return FormPage(
        title="明电登记" if brought.telegram else "收文登记",
        action=address,
        submit="登记，接着下一份" if others else "登记",
        sections=entry_forms.paper_sections(entry, "page"),
        lead=lead,
        hidden=(Hidden("command_id", _command(request)), SUGGEST, *brought.hidden),
        refusal=entry_forms.panel_of(entry, PAPER),
        other_submits=(("open", "登记并打开这一件"),) if others else (),
        cancel=Link("不登记了", ADDRESS),
        back=BACK,
        id="register-form",
    )


def _command(request: HttpRequest) -> str:
    """The command id of this form: the same one again after a refusal, since then nothing was carried out."""
    return request.POST.get("command_id") or str(uuid4())


def _where_next(request: HttpRequest, actor: Actor, brought: _Brought, done: Done) -> str:
    """The next file of the same drop, else the matter."""
    if brought.file is not None:
        no_longer_waits(request, brought.file.pk)
        others = waiting(request, actor)
        if others and "open" not in request.POST:
            return f"{REGISTER}?file={others[0].pk}"
    return f"/matters/{done.matter_id}/"


def _tell(request: HttpRequest, done: Done) -> None:
    again = "刚才已经登记过，没有重复登记" if done.repeated else "已登记"
    messages.success(request, f"{again}：{done.result.get('number', '')}。")


@require_http_methods(["GET", "POST"])
@require_clerk
def scan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The entry desk. A scan travels with the form, or lies here already (`file`) when it was brought before."""
    now, file = timezone.now(), own_file(request, actor, "stored" if request.method == "POST" else "file")
    if isinstance(file, Refusal):
        return refused_page(request, file)
    if request.method == "GET":
        brought = _Brought.of(file, now)
        return page_response(request, _desk(request, _entry(actor, now, brought), brought))
    refusal = None
    if file is None:
        outcome = take_in(request, actor, "file", now=now)
        refusal = _NO_SCAN if outcome is None else outcome if isinstance(outcome, Refusal) else None
        file = None if outcome is None or isinstance(outcome, Refusal) else outcome.file
    brought = _Brought.of(file, now)
    data = _typed(request, brought, now)
    done = refusal or run(PAPER, actor=actor, data=data, now=now)
    if isinstance(done, Refusal):
        entry = _entry(actor, now, brought, data, done)
        return page_response(request, _desk(request, entry, brought), status=done.status)
    _tell(request, done)
    return HttpResponseRedirect(SCAN)


_NO_SCAN = Refusal(
    Code.INVALID,
    "还没有选择扫描件。",
    remedy="请先在左边选择扫描件；只有纸质件的，请从“手工登记”登记。",
    problems=(Problem("file", "还没有选择扫描件"),),
)


def _desk(request: HttpRequest, entry: Entry, brought: _Brought) -> EntryDesk:
    stored = (Hidden("stored", str(brought.file.pk)),) if brought.file is not None else ()
    form = FormPage(
        title="扫描件登记台",
        action=SCAN,
        submit="登记",
        sections=entry_forms.paper_sections(entry, "desk"),
        hidden=(Hidden("command_id", _command(request)), SUGGEST, *stored),
        refusal=entry_forms.panel_of(entry, PAPER),
        multipart=True,
        back=BACK,
        id="desk-form",
    )
    if brought.file is None:
        return EntryDesk(form)
    return EntryDesk(form, originals.paper_of((originals.tab_of(brought.file, "扫描件"),)))


@require_http_methods(["GET", "POST"])
@require_actor
def call(request: HttpRequest, actor: Actor) -> HttpResponse:
    """电话 and 口头指示 in one short form; the action says who may record one."""
    now = timezone.now()
    if request.method == "GET":
        return page_response(request, _call_page(request, Entry(actor, now)))
    data = forms.data_of(request.POST, Call)
    if "due" in data:
        data["due"] = intake.whole_date(data["due"], today=now.astimezone(COUNTY).date(), ahead=True)
    outcome = run(CALL, actor=actor, data=data, now=now)
    if isinstance(outcome, Refusal):
        entry = Entry(actor, now, values=data, refusal=outcome)
        return page_response(request, _call_page(request, entry), status=outcome.status)
    _tell(request, outcome)
    return HttpResponseRedirect(f"/matters/{outcome.matter_id}/")


def _call_page(request: HttpRequest, entry: Entry) -> FormPage:
    return FormPage(
        title="电话、口头指示",
        action=CALLS,
        submit="登记",
        sections=entry_forms.call_sections(entry),
        hidden=(Hidden("command_id", _command(request)), SUGGEST),
        refusal=entry_forms.panel_of(entry, CALL),
        cancel=Link("不登记了", ADDRESS),
        back=BACK,
        id="call-form",
    )
