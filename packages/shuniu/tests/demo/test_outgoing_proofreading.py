"""The rules that read the whole text, asked about the demo's outgoing texts: what is sound gets no error or warning."""

from __future__ import annotations

from datetime import datetime

import hongtou
from hongtou import Question
from shuniu.demo.county import load_county
from shuniu.demo.outgoing import OutgoingText, load_outgoing, own_day, title_of
from shuniu.demo.texts import fill
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.outgoing.proofreading import ASKED

NOW = datetime(2026, 11, 27, 8, 20, tzinfo=COUNTY)


def _findings(text: OutgoingText) -> tuple[hongtou.Finding, ...]:
    units, day = load_county().units, own_day(text, NOW.date())
    main = fill(text.main, day).strip().rstrip("：")
    names = [annex.title for annex in text.annexes]
    notes = [f"{number}.{name}" for number, name in enumerate(names, 1)] if len(names) > 1 else names
    lines = [title_of(text, day), f"{main}：" if main else "", fill(text.body, day)]
    lines += ["附件：" + "\n".join(notes)] if notes else []
    lines += ["　".join(units[unit].name for unit in (text.issuer, *text.joint))]
    lines += [f"{day.year}年{day.month}月{day.day}日"]
    document = hongtou.read("\n".join(filter(None, lines)).encode(), "正文.txt")
    return hongtou.check_document(document, Question(select=ASKED))


def test_a_sound_text_gets_no_error_or_warning() -> None:
    wrong = {
        text.key: [(finding.code, finding.message) for finding in found]
        for text in load_outgoing().values()
        if not text.faults and (found := [f for f in _findings(text) if f.severity != "advice"])
    }
    assert wrong == {}


def test_a_text_made_wrong_on_purpose_is_told_of() -> None:
    mixed = load_outgoing()["bad-genre-request-report"]
    assert "GW-11C" in {finding.code for finding in _findings(mixed)}
