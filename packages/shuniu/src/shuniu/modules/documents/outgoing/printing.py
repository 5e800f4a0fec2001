"""What the printed forms of 发文 say, gathered from what was written and signed (domain report §3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from shuniu.kernel.flow.models import Entry, Round
from shuniu.kernel.people.actor import COUNTY, Actor, Behalf
from shuniu.kernel.platform.papers import QrCode
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.modules.documents.incoming.book import BookPart
from shuniu.modules.documents.incoming.printing import day, here, level_word, line_words, titled, way_of
from shuniu.modules.documents.models import CountersignOpinion, DraftVersion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing.book import IssueLine
from shuniu.modules.documents.outgoing.queries import (
    joint_names,
    opinions_of,
    seal_keeper_of,
    texts_of,
    version_of,
)
from shuniu.modules.documents.papers import Opinion
from shuniu.modules.documents.papers.issuing import (
    CountersignSlipData,
    DraftSlipData,
    IssueRegisterData,
    IssueRow,
    UnitOpinion,
)

OUT = "documents.outgoing."


def draft_slip(scene: Scene, qr: QrCode) -> DraftSlipData:
    """The 发文稿纸 of a document: every opinion whole, in the order in which it was given."""
    matter, document = scene.matter, document_of(scene.matter)
    draft, entries = version_of(document), scene.reading.entries
    content = draft.content if draft is not None else {}
    return DraftSlipData(
        title=f"{matter.unit.name}发文稿纸",
        issuer="、".join([document.issuer_name, *joint_names(document)]),
        document_number=document.number,
        document_title=titled(matter),
        genre=document.genre,
        level=level_word(matter),
        urgency=matter.get_urgency_display(),
        plan=document.plan.number if document.plan else "",
        issued=tuple(_signature(e) for e in entries if e.type == "issue_opinion"),
        countersigned=_unit_opinions(document),
        reviews=_said(entries, "pass_review", "send_back"),
        vetted=_said(entries, "vet"),
        rechecks=_said(entries, "pass_recheck", "confirm_correction"),
        addressees="、".join(content.get("addressees", ())),
        copy_to="、".join(content.get("copy_to", ())),
        annexes="；".join(annex["title"] for annex in content.get("annexes", ())),
        reason=document.reason,
        drafting_unit=document.drafting_unit.name,
        drafter=document.drafter.name,
        phone=document.drafter.phone,
        publicity=_publicity(document),
        online="上网" if document.publicity == OutgoingDocument.Publicity.ACTIVE else "不上网",
        copies=document.copies or None,
        printer=document.printer,
        proofreader=document.proofreader.name if document.proofreader else "",
        sealed_by=seal_keeper_of(document),
        document_date=document.document_date,
        released_on=day(document.released_at),
        qr=qr,
    )


def _publicity(document: OutgoingDocument) -> str:
    reason = f"（{document.publicity_reason}）" if document.publicity_reason else ""
    return f"{document.get_publicity_display()}{reason}"


def _signature(entry: Entry) -> Opinion:
    """The name that counts, and 代 with the hand that signed where it was another's; 代录 copied his own hand."""
    if entry.behalf and Behalf(entry.behalf) is not Behalf.RECORDED:
        return Opinion(
            _words(entry), entry.behalf_name, here(entry.happened_at), f"（{entry.person_name}代）"
        )
    who = entry.behalf_name or entry.person_name
    return Opinion(
        _words(entry), who, here(entry.happened_at), f"（{way_of(entry)}）" if entry.behalf else ""
    )


def _words(entry: Entry) -> str:
    """What was written; where nothing was, the act itself (圈阅签发)."""
    return entry.text or entry.label


def _said(entries: Iterable[Entry], *names: str) -> tuple[Opinion, ...]:
    wanted = {OUT + name for name in names}
    return tuple(
        Opinion(e.text or e.label, e.behalf_name or e.person_name, here(e.happened_at))
        for e in entries
        if e.action in wanted
    )


def _unit_opinions(document: OutgoingDocument) -> tuple[UnitOpinion, ...]:
    return tuple(_unit_opinion(one) for one in opinions_of(document))


def _unit_opinion(one: CountersignOpinion) -> UnitOpinion:
    return UnitOpinion(
        unit=one.unit.short_name,
        result=one.get_result_display(),
        version=f"第{one.version}稿",
        passage=one.passage,
        text=one.text,
        person=one.person.name if one.person else "",
        at=here(one.at),
        settled=f"{one.get_manner_display()}：{one.settled}" if one.settled else "",
    )


def countersign_slip(scene: Scene, qr: QrCode) -> CountersignSlipData:
    """The 会签单: what was said, and for the units that have the paper now a line to sign on."""
    matter, document = scene.matter, document_of(scene.matter)
    asked = [
        (round_.due_at, seats)
        for round_, seats in scene.reading.rounds
        if round_.kind == Round.Kind.COUNTERSIGN and round_.closed_at is None
    ]
    waiting = [UnitOpinion(s.unit.short_name, "") for _, seats in asked for s in seats if s.done_at is None]
    dues: list[datetime] = [due for due, _ in asked if due is not None]
    return CountersignSlipData(
        title=f"{document.drafting_unit.name}会签单",
        document_title=titled(matter),
        drafting_unit=document.drafting_unit.name,
        drafter=document.drafter.name,
        phone=document.drafter.phone,
        version=f"第{document.current}稿" if document.current else "",
        due_on=day(max(dues)) if dues else None,
        opinions=(*_unit_opinions(document), *waiting),
        decisions=_said(scene.reading.entries, "decide"),
        printed_on=scene.now.astimezone(COUNTY).date(),
        qr=qr,
    )


# 发文登记簿


def issue_row(found: IssueLine, texts: dict[int, DraftVersion]) -> IssueRow:
    """One number of the register with every column."""
    document = found.document
    if document is None:
        return IssueRow(found.number, None, line_words(found), note=found.reason)
    matter, draft = document.matter, texts.get(document.pk)
    content = draft.content if draft is not None else {}
    ended = matter.get_outcome_display() if matter.outcome == "void" else ""
    return IssueRow(
        document_number=found.number,
        numbered_on=day(document.numbered_at),
        title=matter.title,
        genre=document.genre,
        level=level_word(matter),
        urgency=matter.get_urgency_display(),
        document_date=document.document_date,
        signatory=document.signatory,
        addressees="、".join(content.get("addressees", ())),
        copy_to="、".join(content.get("copy_to", ())),
        drafting_unit=document.drafting_unit.short_name,
        drafter=document.drafter.name,
        copies=document.copies or None,
        publicity=document.get_publicity_display(),
        released_on=day(document.released_at),
        effect=document.get_effect_display(),
        note="；".join(part for part in (ended, found.reason) if part),
    )


def issue_register(
    actor: Actor, part: BookPart, found: Sequence[IssueLine], *, now: datetime
) -> IssueRegisterData:
    """The register of one 机关代字, from the lowest number up; one query more than the lines took."""
    texts = texts_of([line.document for line in found if line.document is not None])
    return IssueRegisterData(
        title=f"{actor.unit_name}{part.words}发文登记簿（{part.series}）",
        rows=tuple(issue_row(line, texts) for line in found),
        printed_on=now.astimezone(COUNTY).date(),
    )
