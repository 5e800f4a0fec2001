"""The versions of a draft: listed, read, any two compared on the screen and in print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.reading import get_matter_for
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import paper_response
from shuniu.kernel.platform.ui import (
    Link,
    Paper,
    Redline,
    VersionRow,
    VersionsPage,
    moment_text,
    page_response,
)
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import redlines
from shuniu.modules.documents.outgoing.papers_of_draft import redline_data, text_tab
from shuniu.modules.documents.outgoing.queries import versions_of
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.papers import redline as papers

NO_VERSION = Refusal(Code.NOT_FOUND, "没有这一稿。", remedy="请从“各稿对比”里选。", rule="GW-14")


@dataclass(frozen=True)
class _Asked:
    """The document whose versions are looked at, all of them, and the two that are compared."""

    document: OutgoingDocument
    versions: list[DraftVersion]
    now: datetime
    chosen: tuple[DraftVersion, DraftVersion] | None
    side: bool

    @property
    def here(self) -> str:
        return f"/outgoing/{self.document.pk}/versions/"

    def redline(self) -> Redline | None:
        if self.chosen is None:
            return None
        before, after = self.chosen
        return redlines.redline(
            Content.of(before.content),
            Content.of(after.content),
            names=(f"第 {before.number} 稿", f"第 {after.number} 稿"),
            side_by_side=self.side,
        )


def document_for(
    actor: Actor, pk: int, how: How, *, now: datetime, what: str = ""
) -> OutgoingDocument | Refusal:
    """The outgoing document, for whoever may read it; the reading of a 工作秘密 is recorded (BM-11)."""
    matter = get_matter_for(actor, pk)
    if isinstance(matter, Refusal):
        return matter
    if matter.kind != "outgoing":
        return NO_VERSION
    return reader_log.note(actor, matter, how, now=now, what=what) or document_of(matter)


def _asked(request: HttpRequest, actor: Actor, pk: int, how: How, what: str = "") -> _Asked | Refusal:
    now = timezone.now()
    document = document_for(actor, pk, how, now=now, what=what)
    if isinstance(document, Refusal):
        return document
    versions = versions_of(document)
    by_number = {str(v.number): v for v in versions}
    first, second = (by_number.get(request.GET.get(name, "")) for name in ("a", "b"))
    chosen = (first, second) if first and second else None
    if chosen and first and second and first.number > second.number:
        chosen = (second, first)
    return _Asked(document, versions, now, chosen, request.GET.get("view") == "side")


@require_GET
@require_actor
def versions(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The versions, with `?a=&b=` the comparison of two (`view=side` beside each other), with `?show=` one to read."""
    asked = _asked(request, actor, pk, How.PAGE)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    return page_response(request, _page(asked, request.GET.get("show", "")))


def _page(asked: _Asked, show: str) -> VersionsPage:
    document, chosen = asked.document, asked.chosen
    shown = next((v for v in asked.versions if str(v.number) == show), None)
    two = None
    if chosen is not None:
        two = (chosen[0].number, chosen[1].number)
    elif len(asked.versions) > 1:
        two = (asked.versions[1].number, asked.versions[0].number)
    return VersionsPage(
        title=document.matter.title,
        number=document.number or "未编号",
        rows=tuple(_row(asked, version) for version in asked.versions),
        action=asked.here,
        chosen=two,
        redline=asked.redline(),
        paper=Paper((text_tab(shown),)) if shown is not None else None,
        back=Link("办件", f"/matters/{document.pk}/"),
        views=_views(asked),
    )


def _views(asked: _Asked) -> tuple[Link, ...]:
    if asked.chosen is None:
        return ()
    pair = {"a": asked.chosen[0].number, "b": asked.chosen[1].number}
    return (
        Link("花脸", f"{asked.here}?{urlencode(pair)}", current=not asked.side),
        Link("左右对照", f"{asked.here}?{urlencode({**pair, 'view': 'side'})}", current=asked.side),
        Link("打印花脸稿", f"/outgoing/{asked.document.pk}/redline.pdf?{urlencode(pair)}", icon="print"),
    )


def _row(asked: _Asked, version: DraftVersion) -> VersionRow:
    document = asked.document
    marks = ("签发稿",) if version.number == document.signed else ()
    return VersionRow(
        number=version.number,
        label=f"第 {version.number} 稿",
        who=version.person_name or "系统",
        capacity=version.unit.short_name if version.unit else "",
        at=moment_text(version.saved_at.astimezone(COUNTY), asked.now.astimezone(COUNTY).date()),
        origin=version.get_origin_display(),
        words=f"{version.words} 字",
        href=f"{asked.here}?show={version.number}",
        docx=Link("Word", f"/outgoing/{document.pk}/draft/{version.number}.docx", download=True),
        marks=(*marks, *(("现在的稿",) if version.number == document.current else ())),
    )


@require_GET
@require_actor
def redline_pdf(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """花脸稿 of two versions, in print."""
    asked = _asked(request, actor, pk, How.PRINT, papers.REDLINE.title)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    made = asked.redline()
    if made is None or asked.chosen is None:
        return refused_page(request, NO_VERSION)
    data = redline_data(asked.document, made, asked.chosen, now=asked.now)
    name = f"花脸稿 {asked.document.matter.title}"[:80]
    return paper_response(request, papers.REDLINE, data, now=asked.now, name=name, back=asked.here)
