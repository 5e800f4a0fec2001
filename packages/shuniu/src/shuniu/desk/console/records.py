"""操作记录, for the 安全审计员: every action, sign-in, reading, export, print and refusal, by many conditions at once.

He sees who did what to which number, never the paper itself; what he takes away carries its proof.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.queries import accounts_called, units_called
from shuniu.kernel.platform.screens.answers import press_id, refused_page, require_administrator
from shuniu.kernel.platform.screens.exporting import file_response
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.narrowing import FURTHER, day_of
from shuniu.kernel.platform.ui import (
    Cell,
    Chip,
    Column,
    Empty,
    Field,
    FilterForm,
    FormPage,
    Hidden,
    Link,
    ListPage,
    Option,
    RefusalPanel,
    Row,
    Section,
    page_response,
)
from shuniu.kernel.records import evidence
from shuniu.kernel.records.looking import Found, Wanted, everything, look, sealed_in
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.vocabulary import NAMES, label

ADDRESS = "/console/records/"
EVIDENCE = f"{ADDRESS}evidence/"
BEHAVIOUR = "/console/behaviour/"
PAGE = 50
LONGEST = 60
COLUMNS = (
    Column("编号", "number"),
    Column("时间", "muted"),
    Column("谁", "title"),
    Column("做了什么"),
    Column("结果"),
    Column("办件", "number", narrow=False),
    Column("记了什么", narrow=False),
    Column("封存", "number", narrow=False),
)
UNSAID = frozenset({"entry", "version", "sha256"})
KEYS = {
    "account": "账号",
    "address": "从",
    "reason": "原因",
    "what": "内容",
    "rows": "行数",
    "count": "条数",
    "code": "因为",
    "rule": "规则",
    "fields": "栏目",
    "file": "文件",
    "size": "字节",
    "held_for": "因",
    "declared": "声明",
    "approval": "依据",
    "key": "参数",
    "value": "改为",
    "from": "从哪天起",
    "duty": "职责",
    "post": "岗位",
    "person": "人",
    "unit": "单位",
    "how": "看了",
    "title": "职务",
}
"""What the parts of a record's content are called; a part that is not named stands under its own name."""
KINDS: Mapping[str, str] = {
    Code.NO_ACTOR: "没有登录",
    Code.NOT_FOUND: "无权查看",
    Code.NOT_ALLOWED: "没有这项职责",
    Code.NOT_YOUR_TURN: "没有轮到",
    Code.DUTY_ENDED: "任职已经结束",
    Code.STALE: "别人已经办过",
    Code.CLOSED: "已经办结",
    Code.INVALID: "填写有误",
    Code.RULE: "不合规定",
    Code.SECRET: "有密级标志",
    Code.HELD: "待核对声明",
    Code.BAD_FILE: "文件不能收",
    Code.TOO_MANY: "超过上限",
    Code.STORAGE: "没有保存下来",
    Code.BUSY: "系统正忙",
}
"""Why something was refused, in words."""
NONE = Refusal(Code.NOT_FOUND, "没有符合条件的操作记录，没有可以取证的。", remedy="请放宽条件再试。")
NOTHING = Empty("没有符合条件的操作记录。", "放宽一个条件再看，例如把日期往前放。")


@dataclass(frozen=True)
class Asked:
    """The conditions as they were typed; what cannot be meant counts as not said."""

    since: str = ""
    until: str = ""
    who: str = ""
    unit: str = ""
    action: str = ""
    outcome: str = ""
    matter: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """The conditions of an address."""
        said = {name: query.get(name, "").strip()[:LONGEST] for name in _LABELS}
        known = {
            **said,
            "since": said["since"] if day_of(said["since"]) else "",
            "until": said["until"] if day_of(said["until"]) else "",
            "outcome": said["outcome"] if said["outcome"] in Record.Outcome.values else "",
            "matter": said["matter"] if row_id(said["matter"]) else "",
        }
        return cls(**known)

    def wanted(self) -> Wanted:
        """The same for the query: names become the accounts and units that are called so."""
        until = day_of(self.until)
        return Wanted(
            since=_begin(day_of(self.since)),
            until=_begin(until + timedelta(days=1)) if until else None,
            actions=_meant(self.action),
            outcome=self.outcome,
            accounts=accounts_called(self.who) if self.who else None,
            units=units_called(self.unit) if self.unit else None,
            matter=row_id(self.matter),
        )

    def query(self, **more: object) -> str:
        """The conditions as part of an address."""
        said = {name: getattr(self, name) for name in _LABELS if getattr(self, name)}
        return urlencode({**said, **{name: value for name, value in more.items() if value}})

    def words(self) -> tuple[tuple[str, str], ...]:
        """Each condition that was set, by name, as it is said."""
        said = {**{name: getattr(self, name) for name in _LABELS}}
        said["outcome"] = dict(Record.Outcome.choices).get(self.outcome, "")
        return tuple((name, f"{_LABELS[name]}{value}") for name, value in said.items() if value)


_LABELS = {
    "since": "从",
    "until": "到",
    "who": "谁：",
    "unit": "单位：",
    "action": "做了什么：",
    "outcome": "结果：",
    "matter": "办件：",
}


def _begin(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), COUNTY) if day else None


def _meant(words: str) -> frozenset[str]:
    """The names of the actions whose label holds *words*; a name that nothing has where none does, so that nothing is
    found."""
    if not words:
        return frozenset()
    named = {name: a.label for name, a in ACTIONS.items()} | dict(NAMES.items())
    return frozenset(name for name, said in named.items() if words in said or words == name) or frozenset(
        {""}
    )


@require_GET
@require_administrator("AUDIT_ADMIN")
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest first, by keyset of the id; what one look did not reach is said."""
    return _answer(request, actor, RECORDS_OF_ALL)


@require_GET
@require_administrator("SECURITY_ADMIN")
def behaviour(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What the house refused, for the 安全保密管理员: wrong passwords, stopped files, presses without the right."""
    return _answer(request, actor, REFUSALS)


@dataclass(frozen=True)
class Book:
    """One list of records: where it stands, and the outcome it is about (empty: every one)."""

    title: str
    address: str
    outcome: str = ""
    lead: str = ""


RECORDS_OF_ALL = Book("操作记录", ADDRESS)
REFUSALS = Book(
    "用户行为",
    BEHAVIOUR,
    Record.Outcome.REFUSED,
    "登录失败、被拦下的文件、没有职责而被拒绝的操作都在这里；同一个人反复出现的，请核实。",
)


def _answer(request: HttpRequest, actor: Actor, book: Book) -> HttpResponse:
    asked, below, now = Asked.of(request.GET), row_id(request.GET.get("after", "")), timezone.now()
    wanted = replace(asked.wanted(), outcome=book.outcome or asked.outcome)

    def page(size: int | None) -> ListPage:
        return _page(book, asked, look(wanted, below=below, size=size or PAGE))

    words = "，".join(said for _, said in asked.words())
    return answer_list(request, actor, page, now=now, conditions=words)


def _page(book: Book, asked: Asked, found: Found) -> ListPage:
    seals = sealed_in([row.pk for row in found.records])
    without = {name: replace(asked, **{name: ""}).query() for name, _ in asked.words()}
    full = len(found.records) >= PAGE
    return ListPage(
        title=book.title,
        summary=book.lead,
        columns=COLUMNS,
        rows=tuple(_row(row, seals.get(row.pk)) for row in found.records),
        empty=Empty("这一段里没有符合条件的操作记录。", "按“继续往前找”再看更早的。")
        if found.further
        else NOTHING,
        chips=tuple(Chip(said, f"{book.address}?{without[name]}") for name, said in asked.words()),
        filter=FilterForm(book.address, _fields(asked, outcomes=not book.outcome)),
        next_href=f"{book.address}?{asked.query(after=found.further)}" if found.further else "",
        next_label="下一页" if full else FURTHER,
        exports=() if book.outcome else (Link("取证导出", f"{EVIDENCE}?{asked.query()}", icon="export"),),
        compact=True,
    )


def _fields(asked: Asked, *, outcomes: bool) -> tuple[Field, ...]:
    options = (Option("", "都要"), *(Option(v, said) for v, said in Record.Outcome.choices))
    fields = (
        Field("since", "从哪天", "date", value=asked.since, width=6),
        Field("until", "到哪天", "date", value=asked.until, width=6),
        Field("who", "谁（姓名或者用户名）", value=asked.who, width=6),
        Field("unit", "单位", value=asked.unit, width=6),
        Field("action", "做了什么", value=asked.action, width=6, hint="例如：登录、签发、导出"),
        Field("outcome", "结果", "select", value=asked.outcome, options=options, width=6),
        Field("matter", "办件（系统内编号）", "number", value=asked.matter, width=6),
    )
    return tuple(field for field in fields if outcomes or field.name != "outcome")


def _row(row: Record, seal: int | None) -> Row:
    local = row.at.astimezone(COUNTY)
    return Row(
        "",
        (
            Cell(str(row.pk)),
            Cell(f"{local:%Y-%m-%d %H:%M:%S}"),
            Cell(row.actor),
            Cell(label(row.action)),
            Cell(row.get_outcome_display()),
            Cell(str(row.matter_id or "")),
            Cell(_said(row)),
            Cell(f"第{seal}号" if seal else "未封存"),
        ),
    )


def _said(row: Record) -> str:
    """What the record holds beyond who and when, in words; where it stands in the matter says nothing here."""
    if row.payload.erased:
        return "内容已依批准清除"
    said = {key: value for key, value in row.payload.content.items() if value not in (None, "", [], {})}
    shown = (f"{KEYS.get(key, key)} {_plain(value)}" for key, value in said.items() if key not in UNSAID)
    return "，".join(shown)[:120]


def _plain(value: object) -> str:
    if isinstance(value, str | int):
        return KINDS.get(str(value), str(value))
    return json.dumps(value, ensure_ascii=False)


@require_http_methods(["GET", "POST"])
@require_administrator("AUDIT_ADMIN")
def take(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask what for, then give an archive that can be checked without the product."""
    asked, now = Asked.of(request.GET), timezone.now()
    limit = parameters.number("records.evidence_limit", on=now.astimezone(COUNTY).date())
    found = everything(asked.wanted(), most=limit)
    if not found:
        return refused_page(request, NONE, Link("操作记录", f"{ADDRESS}?{asked.query()}"))
    if request.method == "GET":
        return _form(request, asked, len(found), limit)
    words = "，".join(said for _, said in asked.words()) or "全部"
    outcome = run(
        "records.take_evidence",
        actor=actor,
        data={
            "what": words,
            "count": len(found),
            "reason": request.POST.get("reason", ""),
            "command_id": press_id(request),
        },
        now=now,
    )
    if isinstance(outcome, Refusal):
        return _form(request, asked, len(found), limit, outcome)
    made = evidence.archive(found, now=now)
    return file_response(
        made, f"操作记录取证{now.astimezone(COUNTY):%Y%m%d%H%M}.zip", "application/zip", attach=True
    )


def _form(
    request: HttpRequest, asked: Asked, count: int, limit: int, refusal: Refusal | None = None
) -> HttpResponse:
    words = "，".join(said for _, said in asked.words()) or "没有设条件，全部记录"
    many = f"超过 {limit} 条，请先缩小范围" if count > limit else f"{count} 条"
    fields = (
        Field("range", "范围", "static", value=words),
        Field("amount", "条数", "static", value=many),
        Field(
            "reason",
            "用途",
            value=request.POST.get("reason", ""),
            required=True,
            hint="例如：核查某某登录异常；记入操作记录",
        ),
    )
    page = FormPage(
        title="取证导出",
        action=f"{EVIDENCE}?{asked.query()}",
        submit="导出压缩包",
        sections=(Section(fields),),
        lead="压缩包里有这些记录、封存它们的每一个封存、核对程序和说明；拿到任何有 Python 的电脑上都能核对有没有被改过。",
        hidden=(Hidden("batch", str(uuid4())),),
        refusal=RefusalPanel.of(refusal, {"reason": "用途"}) if refusal else None,
        back=Link("操作记录", f"{ADDRESS}?{asked.query()}"),
        id="evidence-form",
    )
    return page_response(request, page, status=refusal.status if refusal else 200)
