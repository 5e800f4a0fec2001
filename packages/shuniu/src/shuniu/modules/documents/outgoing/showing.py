"""The page of an outgoing document: what the 发文稿纸 says, its text, its set pages, where it is written and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.offers import Offer
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.kernel.platform.ui import Fact, Link, PageImage, Paper, PaperTab, day_text
from shuniu.modules.documents.incoming import originals
from shuniu.modules.documents.models import CountersignOpinion, DraftVersion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import (
    checking,
    editing,
    joint_sealing,
    lean_shown,
    proofreading,
    publication,
    redlines,
    sending_shown,
    setting,
)
from shuniu.modules.documents.outgoing.desk import place_in_words
from shuniu.modules.documents.outgoing.papers_of_draft import text_tab
from shuniu.modules.documents.outgoing.queries import last_looked_at, version_of
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.seals.presentation import use_facts

A4 = (900, 1273)
USUAL = {
    "to_plan": "documents.outgoing.approve_plan",
    "drafting": "documents.outgoing.hand_in",
    "to_vet": "documents.outgoing.vet",
    "countersigning": "documents.outgoing.close_countersign",
    "to_review": "documents.outgoing.pass_review",
    "to_sign": "documents.outgoing.sign",
    "joint_signing": "documents.outgoing.close_joint",
    "to_recheck": "documents.outgoing.pass_recheck",
    "to_number": "documents.outgoing.number",
    "to_print": "documents.outgoing.print",
    "to_confirm": "documents.outgoing.confirm_correction",
    "to_resign": "documents.outgoing.sign_again",
    "to_approve_seal": "documents.outgoing.approve_seal",
    "to_seal": "documents.outgoing.set_seal",
    "to_release": "documents.outgoing.release",
    "distributing": "documents.outgoing.close_receipts",
}
LOOKED_AT_AGAIN = frozenset({"drafting", "to_vet", "to_review", "to_sign", "joint_signing", "to_recheck"})
LOOKED_THROUGH = frozenset({"to_vet", "to_review"})
LONGEST_PASSAGE = 40
CHANGED_AFTER = frozenset({"to_confirm", "to_resign"})


def facts(scene: Scene) -> tuple[Fact, ...]:
    """What the 发文稿纸 says."""
    document, today = document_of(scene.matter), scene.now.astimezone(COUNTY).date()
    date = document.document_date
    found = [
        Fact("发文机关", document.issuer_name, strong=True),
        Fact("联合发文", _names(document.joint)),
        Fact("发文字号", document.number),
        Fact("文种", f"{document.genre}（{document.get_direction_display()}）"),
        Fact("形式", f"{document.get_form_display()}，{document.get_extent_display()}"),
        Fact("重要公文", "是" if document.important else ""),
        Fact("拟稿", f"{document.drafting_unit.short_name} {document.drafter.name}"),
        Fact("立项", document.plan.number if document.plan else _to_be_planned(document)),
        Fact("涉及部门", _names(document.consulted)),
        Fact("事由、依据", document.reason),
        Fact("答复来文", document.answers),
        Fact("稿次、字数", f"第 {document.current} 稿，{document.words} 字" if document.current else ""),
        Fact("签发人", f"{document.signatory}{'（代）' if document.acted_for else ''}"),
        Fact("成文日期", day_text(date, today) if date else ""),
        Fact("公开属性", _publicity(document)),
        Fact("公开", _publication(document)),
        Fact("印制份数", f"{document.copies} 份" if document.copies else ""),
        Fact("其他机关用印", _joint_seals(document, scene.matter)),
    ]
    shown = (*sending_shown.facts(scene), *found, *use_facts(scene), *lean_shown.facts(scene))
    return tuple(f for f in shown if f.value)


def _joint_seals(document: OutgoingDocument, matter: Matter) -> str:
    """Where the seal of each other organ of a joint document stands; nothing is asked before it was printed."""
    if not document.joint or document.printed_at is None or not joint_sealing.bears_seals(document, matter):
        return ""
    places = joint_sealing.places_of(document, matter)
    return "；".join(f"{place.organ.short_name}：{place.words}" for place in places)


def _to_be_planned(document: OutgoingDocument) -> str:
    due = document.plan_due
    return f"先起草，{due.month}月{due.day}日前补立项" if due else ""


def _publicity(document: OutgoingDocument) -> str:
    reason = f"（{document.publicity_reason}）" if document.publicity_reason else ""
    return f"{document.get_publicity_display()}{reason}"


def _publication(document: OutgoingDocument) -> str:
    """Whether it was published, or may be; nothing is said before it is out, nor of what is not to be public."""
    if document.released_at is None or document.publicity == OutgoingDocument.Publicity.CLOSED:
        return ""
    return publication.said_of(document.matter_id)


def _names(units: Sequence[int]) -> str:
    if not units:
        return ""
    names = dict(Unit.objects.filter(pk__in=units).values_list("pk", "short_name"))
    return "、".join(names[pk] for pk in units if pk in names)


def paper(scene: Scene) -> Paper:
    """The set pages of what was signed, before that the words first; what was said at 会签 beside them."""
    document = document_of(scene.matter)
    draft = version_of(document)
    if draft is None:
        return Paper((), missing="还没有保存过稿子。")
    text, pages = text_tab(draft, "正文"), _pages(document, draft)
    tabs = (pages, text) if pages is not None and document.signed else (text, pages)
    sealed = originals.tabs_of(scene)
    looked_through: tuple[PaperTab, ...] = ()
    if scene.matter.state in LOOKED_THROUGH:
        looked_through = (*_checked(scene, document, draft), *_compared(scene, document, draft))
    shown = (*(t for t in tabs if t is not None), *looked_through, *sealed, *_countersigned(document))
    return Paper(shown, stamp=document.matter.mark)


def _checked(scene: Scene, document: OutgoingDocument, draft: DraftVersion) -> Iterator[PaperTab]:
    """What the checks say of the text, beside the five points that are to be answered for."""
    content = Content.of(draft.content)
    said = checking.remarks_on(checking.Draft(document, content, scene.now.astimezone(COUNTY).date()))
    texts = dict(proofreading.fields_of(content))
    lines = []
    for one in said:
        passage = one.passage_of(texts)
        cut = f"{passage[:LONGEST_PASSAGE]}{'…' * (len(passage) > LONGEST_PASSAGE)}"
        where = "：".join(filter(None, (place_in_words(one.field), f"“{cut}”" * bool(passage))))
        lines.append(f"{'应当改正' if one.refuses else '提醒'}：{one.message}{f'（{where}）' * bool(where)}")
        lines.append(f"　　依据：{one.ground.cite()}{'　' + one.remedy if one.remedy else ''}")
        if one.why:
            lines.append(f"　　为什么：{one.why}")
    yield PaperTab(
        "checked",
        f"校核（{len(said)} 条）" if said else "校核",
        "text",
        heading="校核",
        paragraphs=tuple(lines) or ("没有发现问题。",),
    )


def _pages(document: OutgoingDocument, draft: DraftVersion) -> PaperTab | None:
    try:
        made = setting.set_pages(document, draft)
    except ValueError as error:
        return PaperTab("pages", "版面", "text", paragraphs=(f"版面排不出来：{error}。",))
    here, mark = f"/outgoing/{document.pk}/", f"?v={draft.digest[:12]}{document.matter.version}"
    return PaperTab(
        "pages",
        "版面",
        "pages",
        pages=tuple(
            PageImage(f"{here}page/{n}.png{mark}&w=1400", f"版面第 {n} 页", *A4)
            for n in range(1, made.pages + 1)
        ),
        download_href=f"{here}preview.pdf",
        drawn=True,
    )


def _countersigned(document: OutgoingDocument) -> Iterator[PaperTab]:
    """What every unit concerned said, and of which version."""
    if not document.consulted:
        return
    found = (
        CountersignOpinion.objects.filter(matter_id=document.pk)
        .select_related("unit", "person")
        .order_by("pk")
    )
    lines = []
    for one in found:
        who = f"{one.unit.short_name}{'　' + one.person.name if one.person else ''}"
        lines.append(
            f"{who}：{one.get_result_display()}（第 {one.version} 稿）{'　' + one.text if one.text else ''}"
        )
        if one.passage:
            lines.append(f"　　所指：“{one.passage}”")
        if one.settled:
            lines.append(f"　　协商结果：{one.settled}")
    yield PaperTab(
        "countersigned",
        "会签意见",
        "text",
        heading="会签意见",
        paragraphs=tuple(lines) or ("还没有单位会签。",),
    )


def ways(scene: Scene) -> tuple[Link, ...]:
    """To the desk for whoever may write now; to the comparison with what the person saw when he acted last."""
    document, found = document_of(scene.matter), []
    if editing.may_edit(scene.actor, scene.reading.work):
        drafting = scene.matter.state == "drafting"
        label = "起草" if not document.current else "接着写" if drafting else "修改稿子"
        found.append(
            Link(
                label, f"/outgoing/{document.pk}/draft/", icon="file", current=drafting and not document.words
            )
        )
    here = f"/outgoing/{document.pk}/versions/"
    if scene.matter.state in CHANGED_AFTER and document.signed and document.signed != document.current:
        found.append(Link("看签发稿与现在的稿的花脸", f"{here}?a={document.signed}&b={document.current}"))
    elif (base := _base(scene, document)) is not None:
        found.append(Link(base.label, f"{here}?a={base.number}&b={document.current}"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Base:
    """The version that the person compares the current one with, and what that is called."""

    number: int
    label: str


def _base(scene: Scene, document: OutgoingDocument) -> _Base | None:
    """What the person saw when he acted last, or else what was handed in; None where that is the current one."""
    if scene.matter.state not in LOOKED_AT_AGAIN or document.current < 2:
        return None
    last = last_looked_at(document, scene.reading, scene.actor)
    if last is not None:
        return _Base(last, f"与您上次看过的第 {last} 稿对比") if last < document.current else None
    handed = _handed_in(scene)
    if handed is None or handed >= document.current:
        return None
    return _Base(handed, "看送审稿与现在的稿的花脸")


def _compared(scene: Scene, document: OutgoingDocument, draft: DraftVersion) -> Iterator[PaperTab]:
    """What changed since the person looked, beside the points that are to be answered for."""
    base = _base(scene, document)
    before = version_of(document, base.number) if base is not None else None
    if base is None or before is None:
        return
    made = redlines.redline(
        Content.of(before.content),
        Content.of(draft.content),
        names=(f"第 {base.number} 稿", f"第 {draft.number} 稿"),
    )
    yield PaperTab("compared", f"花脸（对第 {base.number} 稿）", "redline", redline=made)


def _handed_in(scene: Scene) -> int | None:
    """The number of the version that was handed in last."""
    said = [e.data.get("draft") for e in scene.reading.entries if e.action == "documents.outgoing.hand_in"]
    return said[-1] if said and isinstance(said[-1], int) else None


def versions(scene: Scene) -> tuple[Link, ...]:
    """To all versions."""
    document = document_of(scene.matter)
    if document.current < 1:
        return ()
    label = f"各稿对比（{document.current} 稿）" if document.current > 1 else "第 1 稿"
    return (Link(label, f"/outgoing/{document.pk}/versions/"),)


def prints(scene: Scene) -> tuple[Link, ...]:
    """The document on its pages, and once it is signed as files to take along."""
    document = document_of(scene.matter)
    here, found = f"/outgoing/{document.pk}/", []
    if document.current:
        found.append(Link("版面", f"{here}preview.pdf", icon="print"))
    if document.signed:
        found.append(Link("PDF", f"{here}document.pdf", icon="export", download=True))
        found.append(Link("OFD", f"{here}document.ofd", icon="export", download=True))
        found.append(Link("Word", f"{here}document.docx", icon="export", download=True))
    return (*found, *sending_shown.entrances(scene))


def hint(scene: Scene, steps: Sequence[Offer]) -> str:
    """Which of several steps is the usual next one."""
    if any(step.action.name == "flow.read" for step in steps):
        return "flow.read"
    return USUAL.get(scene.matter.state, "")
