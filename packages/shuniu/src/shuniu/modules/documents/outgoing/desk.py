"""The drafting desk out of a document and a text: its fields, what is said of the text, what was not saved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from shuniu.kernel.base import parameters
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.models import Level, Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.screens.uploads import declaration_fields
from shuniu.kernel.platform.ui import (
    AnnexFields,
    DraftCheck,
    DraftDesk,
    DraftFinding,
    DraftPattern,
    DraftPhrase,
    Field,
    Hidden,
    KeptText,
    Link,
    OutlineLine,
    RefusalPanel,
    moment_text,
)
from shuniu.modules.documents.models import DraftBuffer, DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing import checking, element_fields
from shuniu.modules.documents.outgoing.burdens import limit_of
from shuniu.modules.documents.outgoing.elements import LABELS as ELEMENTS
from shuniu.modules.documents.outgoing.elements import Elements, seen
from shuniu.modules.documents.outgoing.patterns import Pattern, patterns_for
from shuniu.modules.documents.outgoing.phrases import Offered
from shuniu.modules.documents.outgoing.proofreading import fields_of
from shuniu.modules.documents.outgoing.text import AnnexText, Content, clean_body, names_of, words_in

MOST_ANNEXES = 30
LABELS: Mapping[str, str] = {
    "title": "标题",
    "addressees": "主送",
    "body": "正文",
    "annexes": "附件",
    "copy_to": "抄送",
    "note": "附注",
    "length_reason": "超过字数限度的理由",
    "declared_not_secret": "声明",
    **ELEMENTS,
}
ORGANS = "/outgoing/organs/"
"""Completes the names of organs and of groups of them."""
PHRASES = "/outgoing/phrases/"
BODY_ROWS = 24


@dataclass(frozen=True)
class Typed:
    """The form as it was typed."""

    title: str = ""
    addressees: str = ""
    body: str = ""
    annexes: tuple[tuple[str, str], ...] = ()
    copy_to: str = ""
    note: str = ""
    length_reason: str = ""
    elements: Elements | None = None
    """None: as the record has them."""

    @classmethod
    def of(cls, content: Content, elements: Elements | None = None) -> Typed:
        """A saved text, as the form shows it."""
        return cls(
            content.title,
            "、".join(content.addressees),
            content.body,
            tuple((a.title, a.text) for a in content.annexes),
            "、".join(content.copy_to),
            content.note,
            elements=elements,
        )

    @classmethod
    def kept(cls, typed: Mapping[str, Any], stands: Elements | None = None) -> Typed:
        """What was put aside (`DraftBuffer.typed`), over the elements as they stand."""
        annexes = tuple((a["title"], a["text"]) for a in typed["annexes"])
        return cls(
            typed["title"],
            typed["addressees"],
            typed["body"],
            annexes,
            typed["copy_to"],
            typed["note"],
            elements=stands.with_(typed.get("elements", {})) if stands is not None else None,
        )

    def data(self) -> dict[str, Any]:
        """As the actions take it; an annex of which nothing was written is left out."""
        annexes = [{"title": t, "text": x} for t, x in self.annexes if t.strip() or x.strip()]
        return {
            "title": self.title,
            "addressees": self.addressees,
            "body": self.body,
            "annexes": annexes,
            "copy_to": self.copy_to,
            "note": self.note,
        }

    def as_content(self) -> Content:
        """The text as it stands, for the checks: places in it are places in the form."""
        return Content(
            self.title,
            names_of(self.addressees),
            self.body,
            tuple(AnnexText(t, x) for t, x in self.annexes),
            names_of(self.copy_to),
            self.note,
        )

    def begun(self, pattern: Pattern) -> Typed:
        """With *pattern* at the end of the body, and its 附注 where there is none."""
        body = "\n".join(filter(None, (self.body.rstrip("\n"), pattern.body)))
        return replace(self, body=body, note=self.note or pattern.note)

    def moved(self, wish: str) -> Typed:
        """With one annex added, dropped or moved, as the button said ("up 2"); unchanged for any other words."""
        what, _, which = wish.partition(" ")
        annexes, at = list(self.annexes), int(which) - 1 if which.isdecimal() else -1
        if what == "add" and len(annexes) < MOST_ANNEXES:
            annexes.append(("", ""))
        elif 0 <= at < len(annexes):
            one = annexes.pop(at)
            if what in {"up", "down"}:
                annexes.insert(max(at + (1 if what == "down" else -1), 0), one)
            elif what != "drop":
                annexes.insert(at, one)
        return replace(self, annexes=tuple(annexes))


@dataclass(frozen=True)
class Desk:
    """One look at the desk: the document, the version it is written over, what stands in the form."""

    matter: Matter
    document: OutgoingDocument
    typed: Typed
    now: datetime
    over: int
    command: str = ""
    window: str = ""
    """The one in which the form was sent: it stays the same one when the page comes back."""
    refusal: Refusal | None = None
    links: tuple[Link, ...] = ()
    buffer: DraftBuffer | None = None
    restored: str = ""
    reviewing: bool = False
    unsaved: bool = False
    phrases: tuple[Offered, ...] = ()
    elements_seen: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(COUNTY).date()


def desk_page(desk: Desk) -> DraftDesk:
    """The page."""
    here, pk, stands = f"/outgoing/{desk.matter.pk}/draft/", desk.matter.pk, Elements.of(desk.document)
    check = check_of(desk.document, desk.typed, desk.today)
    return DraftDesk(
        title=desk.matter.title,
        number=desk.document.number or "未编号",
        action=here,
        head=_head(desk),
        body=_field(desk, "body", "textarea", value=desk.typed.body, rows=BODY_ROWS, max_length=200_000),
        annexes=tuple(_annex(n, t, x) for n, (t, x) in enumerate(desk.typed.annexes, start=1)),
        foot=_foot(desk, check),
        check=check,
        check_href=f"{here}check/",
        keep_href=f"{here}keep/",
        look_href=f"{here}look/",
        away_href="" if desk.matter.level == Level.WORK_SECRET else "/outgoing/away-key/",
        version=f"第 {desk.over} 稿" if desk.over else "还没有保存过",
        hidden=(
            Hidden("draft", str(desk.over)),
            Hidden("command_id", desk.command or str(uuid4())),
            Hidden("window", desk.window or str(uuid4())),
            Hidden("opened", desk.now.isoformat()),
            Hidden("elements_seen", json.dumps(desk.elements_seen or stands.kept(), ensure_ascii=False)),
        ),
        hand_in="" if desk.reviewing else "保存并送审",
        kept=_kept(desk, here),
        refusal=RefusalPanel.of(desk.refusal, LABELS, desk.links) if desk.refusal else None,
        declarations=declaration_fields(desk.refusal),
        links=(
            Link("预览版面", f"/outgoing/{pk}/preview.pdf", icon="file"),
            Link("各稿对比", f"/outgoing/{pk}/versions/"),
            Link("下载、交回 Word 稿", f"/outgoing/{pk}/word/"),
            Link("改发文要素", f"/outgoing/{pk}/subject/"),
        ),
        back=Link("办件", f"/matters/{pk}/"),
        restored=desk.restored,
        unsaved=desk.unsaved,
        patterns=tuple(
            DraftPattern(one.name, f"{here}?pattern={one.key}", one.body, one.note)
            for one in patterns_for((desk.typed.elements or stands).genre)
        ),
        phrases=tuple(DraftPhrase(one.text, one.whose) for one in desk.phrases),
        part="整篇粘贴的，分到各栏",
        keep_phrase_href="" if desk.matter.level == Level.WORK_SECRET else f"{PHRASES}keep/",
        phrases_link=Link("改常用语", PHRASES),
        elements=element_fields.editable(desk.document, desk.typed.elements or stands, desk.problems),
        given=element_fields.given(desk.document),
    )


def _head(desk: Desk) -> tuple[Field, ...]:
    phrases = parameters.texts("outgoing.group_names", on=desk.today)
    return (
        _field(desk, "title", "textarea", value=desk.typed.title, rows=2, required=True, max_length=500),
        _field(
            desk,
            "addressees",
            value=desk.typed.addressees,
            suggest_href=f"{ORGANS}?document={desk.matter.pk}",
            suggest_many=True,
            phrases=phrases,
            hint="写规范全称或者统称，用顿号隔开；输入几个字或者拼音首字母，可以从全县单位里选。",
            max_length=2000,
        ),
    )


def _foot(desk: Desk, check: DraftCheck) -> tuple[Field, ...]:
    """抄送 and 附注; and where the text is longer than its kind may be, why (JW-03)."""
    copies = _field(
        desk,
        "copy_to",
        value=desk.typed.copy_to,
        suggest_href=f"{ORGANS}?document={desk.matter.pk}",
        suggest_many=True,
        max_length=2000,
    )
    hint = "如：此件公开发布；上行文写联系人和电话。不用加括号。"
    note = _field(desk, "note", value=desk.typed.note, max_length=200, hint=hint)
    if desk.reviewing or not (check.over or desk.typed.length_reason):
        return copies, note
    typed = desk.typed.length_reason or desk.document.length_reason
    return copies, note, _field(desk, "length_reason", value=typed, max_length=400, hint="送审时一并说明。")


def _field(desk: Desk, name: str, kind: Any = "text", **more: Any) -> Field:
    return Field(name, LABELS[name], kind, errors=desk.problems.get(name, ()), **more)


def _annex(number: int, title: str, text: str) -> AnnexFields:
    within, fresh = f"annex{number}", not title and not text
    return AnnexFields(
        number,
        Field("annex_title", "附件名称", value=title, within=within, max_length=200, autofocus=fresh),
        Field("annex_text", "内容", "textarea", value=text, rows=6, within=within, max_length=100_000),
    )


def _kept(desk: Desk, here: str) -> KeptText | None:
    found = desk.buffer
    if found is None or Typed.kept(found.typed, Elements.of(desk.document)) == desk.typed:
        return None
    newer = desk.document.current > found.over > 0
    return KeptText(
        at=moment_text(found.at.astimezone(COUNTY), desk.today),
        over=f"第 {found.over} 稿" if found.over else "空稿",
        take=Link("放回来接着写", f"{here}?kept=1"),
        drop=f"{here}drop/",
        warning=f"这期间已经有第 {desk.document.current} 稿，放回来以后请先对照。" if newer else "",
    )


def check_of(document: OutgoingDocument, typed: Typed, today: date) -> DraftCheck:
    """What is said of the text as it stands, with the elements that were chosen."""
    document = seen(document, typed.elements) if typed.elements is not None else document
    draft = checking.Draft(document, typed.as_content(), today)
    return DraftCheck(
        findings=findings(checking.remarks_on(draft), typed),
        words=words_in(typed.body),
        limit=limit_of(document.extent, today),
        limit_label=document.get_extent_display(),
        outline=tuple(OutlineLine(h.level, h.text, h.start) for h in checking.outline_of(typed.body)),
    )


def findings(remarks: Iterable[checking.Remark], typed: Typed) -> tuple[DraftFinding, ...]:
    """*remarks* as the panel shows them, each with the passage it is about."""
    texts = dict(fields_of(typed.as_content()))
    found = []
    for remark in remarks:
        found.append(
            DraftFinding(
                message=remark.message,
                basis=remark.ground,
                remedy=remark.remedy,
                refuses=remark.refuses,
                field=remark.field if remark.field in LABELS or remark.field in texts else "",
                start=remark.start,
                end=remark.end,
                passage=remark.passage_of(texts),
                edits=remark.edits,
                safe=remark.safe,
                why=remark.why,
                place=place_in_words(remark.field),
            )
        )
    return tuple(found)


def place_in_words(field: str) -> str:
    """附件 2: which annex a finding is in; empty for the other fields, which the passage tells apart."""
    number = re.match(r"annex(\d+)-", field)
    return f"附件 {number[1]}" if number else LABELS.get(field, "") * (field != "body")


def tidy(typed: Typed) -> dict[str, Any]:
    """What a version would keep of *typed*, to be compared with what one keeps."""
    return tidy_content(typed).kept()


def tidy_content(typed: Typed) -> Content:
    """*typed* as a version would hold it."""
    return Content(
        title="".join(typed.title.split("\n")).strip(),
        addressees=names_of(typed.addressees),
        body=clean_body(typed.body),
        annexes=tuple(
            AnnexText(t.strip(), clean_body(x)) for t, x in typed.annexes if t.strip() or x.strip()
        ),
        copy_to=names_of(typed.copy_to),
        note=typed.note.strip(),
    )


def content_of(version: DraftVersion | None, document: OutgoingDocument) -> Content:
    """The text of *version*; before the first, the title that was asked for."""
    return Content.of(version.content) if version is not None else Content(title=document.matter.title)
