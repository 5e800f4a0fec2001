"""The gate on what is typed into actions: before the transaction, on every string, and accountable."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from kit import NOW, County
from pydantic import BaseModel

from shuniu.kernel.base.actions import ActionInput
from shuniu.kernel.base.gates import Typed, typed_in
from shuniu.kernel.base.refusals import Code
from shuniu.kernel.files import news
from shuniu.kernel.files.gate import STOP, Held, admit_text
from shuniu.kernel.flow.models import Command, Entry, Matter
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.records.models import Record, RecordPayload

TELLING = "机密文件管理制度学习通知"


@pytest.mark.parametrize(
    "title", ["关于某事项的通知（机密）", "秘密★10年", "密级：绝密", "机 密★", "秘　密", "通知\n机密\n各乡镇"]
)
def test_a_mark_typed_into_any_field_stops_the_action(county: County, title: str) -> None:
    refusal = county.refused("clerk", "sample.ask", title=title, declared_not_secret=True)
    assert (refusal.code, refusal.rule, refusal.remedy) == (Code.SECRET, "BM-03", STOP)
    assert [p.field for p in refusal.problems] == ["title"]
    assert refusal.message.startswith("事项中")
    assert not Matter.objects.exists() and not Command.objects.exists() and not Entry.objects.exists()
    record = Record.objects.get()
    assert record.payload.content == {"code": "secret", "rule": "BM-03", "fields": ["title"]}


def test_a_mark_in_an_opinion_stops_it(county: County) -> None:
    pk = county.do("clerk", "sample.ask", title="送一份材料到水利局").matter_id
    refusal = county.refused("handler", "sample.report", matter=pk, text="见机密★5年的那份")
    assert refusal.code is Code.SECRET
    assert not any("那份" in str(payload.content) for payload in RecordPayload.objects.all())


def test_a_telling_word_waits_for_a_declaration(county: County) -> None:
    held = county.refused("clerk", "sample.ask", title=TELLING)
    assert isinstance(held, Held) and held.code is Code.HELD
    assert [p.field for p in held.problems] == ["title", "declared_not_secret"]
    told: list[news.GateNews] = []
    news.LISTENERS.register("typed", told.append)
    try:
        data = {"title": TELLING, "declared_not_secret": True, "command_id": uuid4()}
        done = county.do("clerk", "sample.ask", **data)
        assert county.do("clerk", "sample.ask", **data).repeated
    finally:
        del news.LISTENERS._items["typed"]
    record = Record.objects.get(action="files.declare_text")
    assert (record.matter_id, record.payload.content) == (done.matter_id, {"fields": ["title"]})
    assert [(n.kind, n.matter_id) for n in told] == [(news.Kind.DECLARED, done.matter_id)]


def test_a_refused_action_leaves_no_declaration(county: County) -> None:
    county.refused("handler", "sample.ask", title=TELLING, declared_not_secret=True)
    assert not Record.objects.filter(action="files.declare_text").exists()


@pytest.mark.parametrize(
    "title", ["保守国家秘密学习通知", "商业秘密保护", "工作秘密事项清单", "请回电", "661234"]
)
def test_ordinary_words_pass(county: County, title: str) -> None:
    """A declaration that was not asked for leaves no record."""
    county.do("clerk", "sample.ask", title=title, declared_not_secret=True)
    assert not Record.objects.filter(action="files.declare_text").exists()


def test_a_number_at_the_head_of_a_pasted_paper_is_held(county: County) -> None:
    assert county.refused("clerk", "sample.ask", title="000127\n特急\n某机关文件").code is Code.HELD


def test_a_job_needs_no_declaration_but_never_passes_a_mark(db: None) -> None:
    job = system_actor("自动催办")
    assert admit_text([Typed("text", "内容", TELLING)], job, False) is None
    outcome = run("sample.ask", actor=job, data={"title": "机密★"}, now=NOW)
    assert getattr(outcome, "code", None) is Code.SECRET


class Inner(BaseModel):
    words: str = ""


class Deep(ActionInput):
    title: str = ""
    lines: list[str] = []
    table: dict[str, Any] = {}
    inner: Inner = Inner()
    count: int = 0


def test_every_string_is_looked_at_wherever_it_lies() -> None:
    data = Deep(
        title="甲", lines=["乙"], table={"丙": ["丁", {"戊": "己"}]}, inner=Inner(words="庚"), count=3
    )
    found = [(t.field, t.text) for t in typed_in(data)]
    assert found == [
        ("title", "甲"),
        ("lines", "乙"),
        ("table", "丙"),
        ("table", "丁"),
        ("table", "戊"),
        ("table", "己"),
        ("inner", "庚"),
    ]
