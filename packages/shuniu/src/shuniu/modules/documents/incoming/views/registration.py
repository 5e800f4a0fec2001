"""收文登记, the forms: beside a file that was read, by hand, for a telegram, and for a call."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.flow.runner import Done, run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.registers import asked_number
from shuniu.kernel.platform.ui import EntryDesk, FormPage, Hidden, Link, page_response
from shuniu.modules.documents.incoming import entry_forms, intake, originals
from shuniu.modules.documents.incoming.actions.books import DEFAULT_SERIES
from shuniu.modules.documents.incoming.entry_forms import CALL, PAPER, Entry
from shuniu.modules.documents.incoming.inputs import Call
from shuniu.modules.documents.incoming.policy import receipt_number
from shuniu.modules.documents.incoming.views.books import NO_NUMBER
from shuniu.modules.documents.incoming.views.entering import (
    Brought,
    command_of,
    entry_of,
    own_files,
    tell,
    typed,
)
from shuniu.modules.documents.incoming.views.intake import ADDRESS, REGISTER
from shuniu.modules.documents.incoming.views.waiting import (
    next_after,
    no_longer_waits,
    require_clerk,
    waiting,
)

TELEGRAM = "/incoming/telegram/"
FILL_IN = "/incoming/book/fill-in/"
GIVE_UP = "/incoming/book/give-up/"
CALLS = "/incoming/call/"
BACK = Link("收文登记", ADDRESS)
NO_SECRETS = "不得填写涉密内容；带密级标志的，请到机要室办理。"
"""Stands where words are typed in that came on no file of the door (BM-01)."""
OPEN, AGAIN, SET_ASIDE = "open", "again", "set_aside"
"""The names of the buttons beside the main one."""


@require_http_methods(["GET", "POST"])
@require_clerk
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of 收文登记, beside the file `?file=` and filled from it when there is one."""
    return _form(request, actor, REGISTER)


@require_http_methods(["GET", "POST"])
@require_clerk
def telegram(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same form for 明电, with its own number and its four grades (SX-03)."""
    return _form(request, actor, TELEGRAM)


@require_http_methods(["GET", "POST"])
@require_clerk
def fill_in(request: HttpRequest, actor: Actor) -> HttpResponse:
    """补登: the same form for a paper that was given a reserved number by hand."""
    number = asked_number(request, "number")
    if number is None:
        return refused_page(request, NO_NUMBER)
    return _form(request, actor, FILL_IN, numbered=number)


def _form(request: HttpRequest, actor: Actor, address: str, *, numbered: int | None = None) -> HttpResponse:
    now, files = timezone.now(), own_files(request, actor)
    if isinstance(files, Refusal):
        return refused_page(request, files)
    if request.method == "POST" and SET_ASIDE in request.POST:
        return _set_aside(request, actor, files)
    # A file is what it says of itself until the person says otherwise, by the address he registers it at.
    said = (
        None
        if address == REGISTER and request.method == "GET" and "as" not in request.GET
        else address == TELEGRAM
    )
    brought = Brought.of(files, now, telegram=said)
    if request.method == "GET":
        return page_response(request, _page(request, entry_of(actor, now, brought), brought, numbered))
    data = typed(request, brought, now)
    if numbered is not None:
        data |= {"reserved_number": numbered, "series": request.GET.get("series", DEFAULT_SERIES)[:20]}
    outcome = run(PAPER, actor=actor, data=data, now=now)
    if isinstance(outcome, Refusal):
        entry = entry_of(actor, now, brought, data, outcome)
        return page_response(request, _page(request, entry, brought, numbered), status=outcome.status)
    tell(request, outcome)
    return HttpResponseRedirect(_where_next(request, actor, brought, outcome))


def _page(request: HttpRequest, entry: Entry, brought: Brought, numbered: int | None) -> FormPage | EntryDesk:
    if numbered is not None:
        return _numbered_page(request, entry, numbered)
    address = TELEGRAM if brought.telegram else REGISTER
    files = waiting(request, entry.actor)
    following = next_after(files, brought.file.pk) if brought.file is not None else None
    others = len([f for f in files if brought.file is None or f.pk != brought.file.pk])
    form = FormPage(
        title="明电登记" if brought.telegram else "收文登记",
        action=address,
        submit="登记，接着下一份" if following else "登记",
        sections=entry_forms.paper_sections(entry),
        lead=_lead(brought),
        hidden=(Hidden("command_id", command_of(request)), *brought.hidden("file")),
        refusal=entry_forms.panel_of(entry, PAPER),
        other_submits=_others(brought, following),
        back=BACK,
        by_keys=True,
        id="register-form",
    )
    if brought.file is None:
        return form
    other = REGISTER if brought.telegram else TELEGRAM
    return EntryDesk(
        form,
        originals.desk_paper(brought.files, brought.document),
        position=f"这一批还有 {others} 份等待登记" if others else "",
        skip=Link("先放一放，看下一份", f"{REGISTER}?file={following.pk}") if following else None,
        change=Link(
            "这是公文，不是明电" if brought.telegram else "这是明电",
            f"{other}?as=said&file={brought.file.pk}",
        ),
    )


def _numbered_page(request: HttpRequest, entry: Entry, number: int) -> FormPage:
    year = asked_number(request, "year", 2000, 2100) or entry.now.astimezone(COUNTY).year
    series = request.GET.get("series", DEFAULT_SERIES)[:20]
    asked = urlencode({"number": number, "year": year, "series": series})
    return FormPage(
        title=f"补登预留号 {receipt_number(series, year, number)}",
        action=request.get_full_path(),
        submit="补登",
        sections=entry_forms.paper_sections(replace(entry, numbered=True)),
        lead="照纸质登记簿填写，号码不变；签收时间写纸上的时间，年度要与号码一致。",
        hidden=(Hidden("command_id", command_of(request)),),
        refusal=entry_forms.panel_of(entry, PAPER),
        cancel=Link("这个号不用了，作废", f"{GIVE_UP}?{asked}"),
        back=Link("收文登记簿", "/incoming/book/"),
        by_keys=True,
        id="register-form",
    )


def _lead(brought: Brought) -> str:
    if brought.file is None:
        return NO_SECRETS
    if not brought.reads:
        return "这份文件读不出文字，请对照左边的原件填写。"
    if brought.recognised:
        return "以下内容由图片识别得来，可能有错，请逐项对照原件。"
    return "以下内容读自放入的文件，请核对。走到哪一项，左边就标出它的原句。"


def _others(brought: Brought, following: StoredFile | None) -> tuple[tuple[str, str], ...]:
    if brought.file is None:
        return ((AGAIN, "登记，接着登下一件"),)
    return (*(((OPEN, "登记并打开这一件"),) if following else ()), (SET_ASIDE, "这份不登记"))


def _set_aside(request: HttpRequest, actor: Actor, files: list[StoredFile]) -> HttpResponse:
    for file in files:
        no_longer_waits(request, file.pk)
    messages.success(request, "这份文件没有登记，已从等待的文件中拿掉。")
    left = waiting(request, actor)
    return HttpResponseRedirect(f"{REGISTER}?file={left[0].pk}" if left else ADDRESS)


def _where_next(request: HttpRequest, actor: Actor, brought: Brought, done: Done) -> str:
    """The next file of the same drop, another empty form when asked for, else the matter."""
    following = next_after(waiting(request, actor), brought.file.pk) if brought.file is not None else None
    for file in brought.files:
        no_longer_waits(request, file.pk)
    if following is not None and OPEN not in request.POST:
        return f"{REGISTER}?file={following.pk}"
    if AGAIN in request.POST:
        return TELEGRAM if brought.telegram else REGISTER
    return f"/matters/{done.matter_id}/"


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
    tell(request, outcome)
    return HttpResponseRedirect(CALLS if AGAIN in request.POST else f"/matters/{outcome.matter_id}/")


def _call_page(request: HttpRequest, entry: Entry) -> FormPage:
    return FormPage(
        title="电话、口头指示",
        action=CALLS,
        submit="登记",
        sections=entry_forms.call_sections(entry),
        lead=NO_SECRETS,
        hidden=(Hidden("command_id", command_of(request)),),
        refusal=entry_forms.panel_of(entry, CALL),
        other_submits=((AGAIN, "登记，再记一个"),),
        cancel=Link("不登记了", ADDRESS),
        back=BACK,
        by_keys=True,
        id="call-form",
    )
