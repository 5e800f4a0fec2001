"""What happened to a matter, in words: its rounds with the place of every member, and its entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from shuniu.kernel.base.basis import basis
from shuniu.kernel.flow.models import Entry, Round, RoundMember
from shuniu.kernel.flow.vocabulary import ENTRY_TYPES
from shuniu.kernel.people.actor import COUNTY, Behalf
from shuniu.kernel.platform.ui import RoundPanel, RoundSeat, TimelineEntry, moment_text

_STATES: dict[str, Any] = {
    RoundMember.State.WAITING: "waiting",
    RoundMember.State.ACTIVE: "here",
    RoundMember.State.DONE: "done",
    RoundMember.State.RECALLED: "skipped",
    RoundMember.State.LAPSED: "skipped",
}


_ROUND_WORDS = {
    Round.Kind.COUNTERSIGN: ("会签中", "已会签"),
    Round.Kind.ASSIST: ("协办中", "已协办"),
    Round.Kind.CONSULT: ("待答", "已答"),
}


def round_panel(
    entries: Iterable[Entry], round_: Round, members: Sequence[RoundMember], today: date
) -> RoundPanel:
    """A round with the place of every member and what he said in it, out of the *entries* of its matter."""
    # The answer and its entry carry the same moment: what was said in another round is not this one's.
    words = {
        (e.behalf_person_id or e.person_id, e.recorded_at): e.text
        for e in entries
        if e.action == "flow.read" and e.text
    }
    done = sum(m.state == RoundMember.State.DONE for m in members)
    ended = "已撤回" if round_.recalled else "已结束" if round_.closed_at else f"{done}/{len(members)}"
    here_word, done_word = _ROUND_WORDS.get(Round.Kind(round_.kind), ("在看", "已阅"))
    return RoundPanel(
        here_word=here_word,
        done_word=done_word,
        title=f"{round_.get_kind_display()} · {round_.get_order_display()} · {ended}",
        seats=tuple(
            RoundSeat(
                who=f"{m.person.name}（{m.unit.short_name}）" if m.person else m.unit.short_name,
                state=_STATES[m.state],
                at=_when(m.done_at or m.sent_at, today),
                words=words.get((m.person_id, m.done_at), "") if m.done_at else "",
                gone=_gone(m),
            )
            for m in members
        ),
    )


def _gone(member: RoundMember) -> str:
    """Why a member did not answer: it was taken back, he had left, or it was over before his turn."""
    if member.state == RoundMember.State.RECALLED:
        return "已撤回"
    return "不用再办" if member.sent_at is not None else "没有送到"


def _when(moment: datetime | None, today: date) -> str:
    return moment_text(moment.astimezone(COUNTY), today) if moment else ""


_KINDS: dict[str, Any] = {
    "proposal": "proposal",
    "instruction": "instruction",
    "feedback": "feedback",
    "correction": "correction",
}


def timeline_entry(entry: Entry, today: date) -> TimelineEntry:
    """One entry: who, as what, when, in which words."""
    late = (entry.recorded_at - entry.happened_at).total_seconds() > 60
    acting = Behalf(entry.behalf) if entry.behalf else None
    kind = ENTRY_TYPES.get(entry.type)
    return TimelineEntry(
        who=entry.behalf_name if acting is Behalf.RECORDED else entry.person_name,
        capacity=f"{entry.unit_name} {entry.post_title}".strip()
        if acting is not Behalf.RECORDED
        else f"由{entry.unit_name}{entry.post_title}代录",
        at=_when(entry.happened_at, today),
        verb=entry.label,
        words=_words(entry),
        kind=_KINDS.get(entry.type, "instruction" if kind.voice else "act"),
        mark=_mark(entry, acting),
        recorded=f"{_when(entry.recorded_at, today)} 补记" if late else "",
    )


def _mark(entry: Entry, acting: Behalf | None) -> str:
    if acting is Behalf.RECORDED:
        return f"代录：{entry.person_name}"
    if acting is not None:
        return f"代{entry.behalf_name}"
    return "更正" if entry.type == "correction" else ""


def _words(entry: Entry) -> str:
    """The words as they were written, and what else the entry says: to whom, which paper, until when."""
    data = entry.data
    parts = [entry.text] if entry.text else []
    if data.get("hands"):
        parts.append(data["hands"])
    if data.get("members"):
        parts.append("名单：" + "、".join(data["members"]))
    for key, label in _DATA_WORDS.items():
        if data.get(key) and isinstance(data[key], str | int):
            parts.append(f"{label}{data[key]}")
    if data.get("rules"):
        parts.append("不符合：" + "；".join(f"{r} {basis(r).text}" for r in data["rules"]))
    return "\n".join(parts)


_DATA_WORDS = {
    "to": "交给：",
    "from": "收自：",
    "paper": "纸质件：",
    "to_whom": "要转告：",
    "phone": "回电：",
    "new_due": "新期限：",
    "whom": "等候：",
    "until": "等到：",
    "number": "文号：",
    "answered_by": "答复文号：",
    "copied_to": "同时告知：",
    "demand": "要求：",
    "suggested_lead": "建议主办：",
    "into_title": "并入：",
    "merged_title": "并入的是：",
    "skipped": "没有送到（已不在岗）：",
}
