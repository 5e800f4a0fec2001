"""代录 of a whole 批阅夹: the papers came back from the leader, his words are typed in beside their scans.

Each paper is a recording of its own (CQ-02): in the leader's name, marked 代录, with the scan that shows his hand,
to be confirmed. What could not be recorded stays on the page with everything that was typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from shuniu.kernel.base import parameters
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.files.queries import is_bringer
from shuniu.kernel.flow.models import Task
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.answers import press_id, refused_page, require_actor
from shuniu.kernel.platform.screens.uploads import declaration_fields, take_in
from shuniu.kernel.platform.ui import Field, FormPage, Hidden, Link, Option, Section, page_response
from shuniu.modules.documents.incoming.folder import Item, Leader, items_of
from shuniu.modules.documents.incoming.views.folder import find_leader, serves

NOT_LIAISON = Refusal(
    Code.NOT_ALLOWED, "您不是这位领导的联络员，不能成批代录；登记的领导不对的，请办公室核对。", rule="CQ-01"
)
RECORDED = frozenset({Task.Purpose.STATE, Task.Purpose.ROUND})
MANNERS = (Option("agree", "同意"), Option("circle", "圈阅"), Option("instruct", "批示"))
READINGS = (Option("read", "已阅"), Option("agree", "同意"), Option("opinion", "有意见"))
SCAN_HINT = "几件批在同一张纸上的，只传这一份，能看其中每一件的人才打得开；各批各的，传在各件下面"


@dataclass
class _Pressed:
    """What was typed: a scan for all and, per matter, manner, words and scan; and what is wrong with each."""

    post: Mapping[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    held: Refusal | None = None
    scans: dict[str, int] = field(default_factory=dict)

    def typed(self, name: str, default: str = "") -> str:
        return self.post.get(name, default)

    def errors(self, name: str) -> tuple[str, ...]:
        return (self.problems[name],) if name in self.problems else ()


@require_POST
@require_actor
def record(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """First press: the chosen papers as one form; second press: each recorded, what failed stays."""
    leader, now = find_leader(actor, person_id), timezone.now()
    if leader is None or not serves(actor, leader):
        return refused_page(request, NOT_LIAISON)
    chosen = {row_id(k) for k in request.POST.getlist("key")}
    items = [i for i in items_of(leader) if i.matter.pk in chosen and i.task.purpose in RECORDED]
    pressed = _Pressed(request.POST)
    if not items:
        messages.error(request, "没有选中要代录的文件，或者这些文件已经不在领导手里。")
        return HttpResponseRedirect(f"/incoming/folder/{person_id}/")
    if request.POST.get("go") == "1":
        left = _record_all(request, actor, leader, items, pressed, now)
        done = len(items) - len(left)
        if done:
            messages.success(request, f"已代录 {done} 件，等{leader.name}或者办公室主任确认。")
        if not left:
            return HttpResponseRedirect(f"/incoming/folder/{person_id}/")
        items = left
    page = _page(leader, items, pressed, press_id(request), now)
    return page_response(request, page, status=422 if pressed.problems else 200)


def _record_all(
    request: HttpRequest,
    actor: Actor,
    leader: Leader,
    items: Sequence[Item],
    pressed: _Pressed,
    now: datetime,
) -> list[Item]:
    """Record every item; those that could not be recorded."""
    common = _scan(request, actor, "scan", pressed, now)
    left = []
    for item in items:
        pk, name = item.matter.pk, f"scan-{item.matter.pk}"
        scan = _scan(request, actor, name, pressed, now) or common
        if {name, "scan"} & pressed.problems.keys():
            left.append(item)
            continue
        action, data = _data(item, leader, pressed, scan)
        command = uuid5(press_id(request), f"{pk}/{data.get('text', '')}/{scan}")
        outcome = run(action, actor=actor, data={**data, "command_id": command}, now=now)
        if isinstance(outcome, Refusal):
            _note(pressed, item, outcome)
            left.append(item)
    return left


def _scan(request: HttpRequest, actor: Actor, name: str, pressed: _Pressed, now: datetime) -> int | None:
    """The stored scan of *name*: sent now, or sent with an earlier press by the same person."""
    taken = take_in(request, actor, name, now=now)
    if isinstance(taken, Refusal):
        pressed.problems[name], pressed.held = taken.message, taken
        return None
    sent = row_id(request.POST.get(f"kept-{name}", ""))
    if taken is None and sent is not None and is_bringer(actor, [sent]):
        pressed.scans[name] = sent
    elif taken is not None:
        pressed.scans[name] = taken.file.pk
    return pressed.scans.get(name)


def _data(item: Item, leader: Leader, pressed: _Pressed, scan: int | None) -> tuple[str, dict[str, Any]]:
    """The action that records *item*, and its data."""
    pk = item.matter.pk
    said = {
        "matter": pk,
        "text": pressed.typed(f"text-{pk}").strip(),
        "recorded_for": leader.person_id,
        "scan": scan,
        "happened_at": forms.local(at) if (at := pressed.typed("happened_at")) else None,
    }
    said = {k: v for k, v in said.items() if v not in (None, "")}
    if item.task.purpose == Task.Purpose.ROUND:
        return "flow.read", {**said, "result": pressed.typed(f"manner-{pk}", "read")}
    return "documents.incoming.instruct", {**said, "manner": pressed.typed(f"manner-{pk}", "instruct")}


def _note(pressed: _Pressed, item: Item, refusal: Refusal) -> None:
    """Put what is wrong beside the field it concerns."""
    pk = item.matter.pk
    places = {
        "text": f"text-{pk}",
        "scan": f"scan-{pk}",
        "manner": f"manner-{pk}",
        "happened_at": "happened_at",
    }
    for problem in refusal.problems:
        pressed.problems[places.get(problem.field, f"text-{pk}")] = problem.message
    if not refusal.problems:
        pressed.problems[f"text-{pk}"] = refusal.message


def _page(leader: Leader, items: Sequence[Item], pressed: _Pressed, batch: UUID, now: datetime) -> FormPage:
    back = Link(f"{leader.name}批阅夹", f"/incoming/folder/{leader.person_id}/")
    common = Section(
        (
            Field(
                "happened_at", "批示时间", "datetime", value=pressed.typed("happened_at"), width=6,
                hint="纸上写的时间；不填就是现在", errors=pressed.errors("happened_at"),
            ),
            _file("scan", "批示原件扫描件（各件共用）", pressed, SCAN_HINT),
            *declaration_fields(pressed.held),
        ),
        title="各件共用",
    )  # fmt: skip
    kept = tuple(Hidden(f"kept-{name}", str(pk)) for name, pk in pressed.scans.items())
    return FormPage(
        title=f"代录{leader.name}的批示",
        lead="逐字照抄纸上的批示；记录中注明“代录”，由领导本人或者办公室主任确认，代录人自己不能确认。",
        action=f"/incoming/folder/{leader.person_id}/record/",
        submit="代录",
        sections=(common, *(_section(item, pressed, now) for item in items)),
        hidden=(
            Hidden("go", "1"),
            Hidden("batch", str(batch if pressed.typed("go") else uuid4())),
            *(Hidden("key", str(i.matter.pk)) for i in items),
            *kept,
        ),
        cancel=Link("不代录了", back.href),
        back=back,
        multipart=True,
        id="record-form",
    )


def _section(item: Item, pressed: _Pressed, now: datetime) -> Section:
    pk, in_round = item.matter.pk, item.task.purpose == Task.Purpose.ROUND
    phrases = parameters.texts("incoming.phrases_instruction", on=now.astimezone(COUNTY).date())
    manner = pressed.typed(f"manner-{pk}", "read" if in_round else "instruct")
    return Section(
        (
            Field(
                f"manner-{pk}", "阅签" if in_round else "批示方式", "radio", value=manner,
                options=READINGS if in_round else MANNERS, errors=pressed.errors(f"manner-{pk}"),
            ),
            Field(
                f"text-{pk}", "意见原话", "textarea", value=pressed.typed(f"text-{pk}"), max_length=4000,
                phrases=phrases, errors=pressed.errors(f"text-{pk}"),
            ),
            _file(f"scan-{pk}", "这一件的批示原件扫描件", pressed, ""),
        ),
        title=f"{item.matter.number}　{item.matter.title}",
    )  # fmt: skip


def _file(name: str, label: str, pressed: _Pressed, hint: str) -> Field:
    kept = "已收到，不用再选；要换就再选一份" if name in pressed.scans else hint
    return Field(name, label, "file", accept=".jpg,.jpeg,.png,.pdf", hint=kept, errors=pressed.errors(name))
