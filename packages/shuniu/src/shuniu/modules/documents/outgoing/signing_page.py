"""签发 on a telephone or tablet: what it is about, what 核稿 said, what was changed, the text; one press signs (GW-13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.utils import timezone

from shuniu.kernel.base import parameters
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level, Matter
from shuniu.kernel.flow.offers import offers
from shuniu.kernel.flow.reading import Reading
from shuniu.kernel.people.actor import COUNTY, Actor, person_principal
from shuniu.kernel.platform.screens.detail import Attempt, detail_page, marks_of, urgent_mark
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.kernel.platform.ui import (
    Fact,
    Field,
    Hidden,
    LeaderPage,
    Link,
    Redline,
    RefusalPanel,
    Reply,
)
from shuniu.modules.documents.incoming.folder import HELD, Leader
from shuniu.modules.documents.leaders import ASKED, Asked
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import redlines
from shuniu.modules.documents.outgoing.queries import last_looked_at, version_of
from shuniu.modules.documents.outgoing.text import Content

SIGNED_IN = frozenset({"to_sign", "to_resign"})
SIGN, SIGN_AGAIN = "documents.outgoing.sign", "documents.outgoing.sign_again"
REPLIES: Mapping[str, tuple[Reply, ...]] = {
    SIGN: (
        Reply("圈阅", "reply", "circle"),
        Reply("同意签发", "reply", "agree", filled=True),
        Reply("签署意见", "reply", "opinion", needs_words=True),
        Reply("退回", "reply", "return", needs_words=True),
    ),
    SIGN_AGAIN: (
        Reply("同意修改", "reply", "agree", filled=True),
        Reply("不同意修改", "reply", "refuse", needs_words=True),
    ),
}
SUMMARY_LINES = 5


def waiting(leader: Leader) -> list[Matter]:
    """The ordinary documents that wait for the leader's signature, the most urgent first."""
    page = lists.read_page([person_principal(leader.person_id, leader.unit_id)], ["outgoing.todo"], size=HELD)
    found = lists.matters_in_order(page.ids)
    return [m for m in found if m.level == Level.ORDINARY and m.state in SIGNED_IN]


def _asked_for(actor: Actor, reading: Reading) -> str:
    open_steps = {o.action.name for o in offers(actor, reading) if o.step and o.refusal is None}
    return next((name for name in (SIGN, SIGN_AGAIN) if name in open_steps), "")


def page(actor: Actor, reading: Reading, attempt: Attempt | None) -> LeaderPage:
    """The document, with what was changed since the leader saw it last, or by 核稿."""
    now, matter = timezone.now(), reading.matter
    document = document_of(matter)
    common, step = detail_page(Scene(actor, now, reading)), _asked_for(actor, reading)
    draft = version_of(document)
    return LeaderPage(
        title=matter.title,
        number=matter.number,
        position="",
        light=common.standing.light,
        summary=_summary(document, draft),
        facts=_facts(common.facts, draft, common.standing.due),
        proposal=next((e for e in common.timeline if e.verb == "核稿"), None),
        proposal_label="核稿意见",
        redline=_changes(document, draft, reading, actor),
        paper=replace(common.paper, tabs=tuple(t for t in common.paper.tabs if t.kind == "text")),
        action=f"/leader/{matter.pk}/answer/",
        replies=REPLIES.get(step, ()),
        opinion=_opinion(step, attempt),
        note="" if step else common.next_note or "这一步请打开办件办理。",
        whole=Link("打开办件", f"/matters/{matter.pk}/"),
        hidden=(
            Hidden("version", str(matter.version)),
            Hidden("command_id", str(uuid4())),
            Hidden("draft", str(document.current)),
        ),
        hand=common.next.hand if common.next else "",
        earlier=tuple(e for e in common.timeline if e.kind == "issue"),
        urgent=urgent_mark(matter),
        marks=marks_of(matter),
        refusal=RefusalPanel.of(attempt.refusal) if attempt else None,
    )


def _summary(document: OutgoingDocument, draft: DraftVersion | None) -> tuple[str, ...]:
    lines = tuple(draft.content["body"].split("\n")[:SUMMARY_LINES]) if draft else ()
    return (*((f"事由：{document.reason}",) if document.reason else ()), *lines) or ("没有正文。",)


def _facts(facts: tuple[Fact, ...], draft: DraftVersion | None, due: str) -> tuple[Fact, ...]:
    wanted = {"发文机关", "联合发文", "文种", "拟稿", "重要公文", "涉及部门", "稿次、字数"}
    to = "、".join(draft.content["addressees"]) if draft else ""
    more = (*((Fact("主送", to),) if to else ()), *((Fact("期限", due),) if due else ()))
    return (*(f for f in facts if f.label in wanted), *more)


def _changes(
    document: OutgoingDocument, draft: DraftVersion | None, reading: Reading, actor: Actor
) -> Redline | None:
    """What changed since he saw it, since it was signed, or since it was handed in; None where nothing did."""
    if draft is None:
        return None
    handed = [e.data.get("draft") for e in reading.entries if e.action == "documents.outgoing.hand_in"]
    last = handed[-1] if handed else None
    if document.signed and reading.matter.state == "to_resign":
        base, name = document.signed, "签发稿"
    elif (seen := last_looked_at(document, reading, actor)) is not None:
        base, name = seen, f"您上次看过的第 {seen} 稿"
    else:
        base, name = last, "送审稿"
    before = version_of(document, base) if base and base < draft.number else None
    if before is None:
        return None
    names = (name, f"现在的第 {draft.number} 稿")
    made = redlines.redline(Content.of(before.content), Content.of(draft.content), names=names)
    return replace(made, parts=tuple(part for part in made.parts if part.changed)) if made.changed else None


def _opinion(step: str, attempt: Attempt | None) -> Field | None:
    if not step:
        return None
    typed = str(attempt.values.get("text", "") or attempt.values.get("reason", "")) if attempt else ""
    found = parameters.value("outgoing.phrases_sign", on=timezone.now().astimezone(COUNTY).date())
    phrases = tuple(found) if isinstance(found, list) else ()
    return Field("text", "签发意见", "textarea", value=typed, phrases=phrases)


def answer(actor: Actor, reading: Reading, post: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The action that a reply stands for."""
    reply, text = post.get("reply", ""), post.get("text", "").strip()
    data: dict[str, Any] = {k: post[k] for k in ("version", "command_id") if post.get(k)}
    if reply == "return":
        return "flow.return", {**data, "reason": text}
    if reply == "refuse":
        return "documents.outgoing.refuse_change", {**data, "reason": text}
    data |= {"text": text, **({"draft": post["draft"]} if post.get("draft") else {})}
    if reading.matter.state == "to_resign":
        return SIGN_AGAIN, data
    return SIGN, {**data, "manner": reply or "agree"}


def register() -> None:
    """Put documents that wait for a signature on the leader's page."""
    ASKED.register("outgoing", Asked(waiting, page, answer))
