"""The files that leave with a released document: the finished PDF and the same pages as OFD, the scan of the sealed copy,
its annexes, and the editable copy only when the sender says so."""

from __future__ import annotations

import logging
from collections.abc import Sequence

import hongtou
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.files.gate import keep_made
from shuniu.kernel.flow import attaching
from shuniu.kernel.flow.attaching import Hung
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import EntryFile, Level, Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing import setting
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.seals import sealed

logger = logging.getLogger("shuniu.printing")

SEALED, FINISHED, AS_OFD, ANNEX, EDITABLE = "sealed_copy", "finished", "finished_ofd", "annex", "editable"
ORDER = (SEALED, FINISHED, AS_OFD, ANNEX, EDITABLE)
"""The roles under which they hang on the matter; what is first is shown first to who receives them."""


NO_OFD = "版式文件（OFD）没有生成，这次只送PDF；需要OFD的，请与系统管理员联系。"


def make(ctx: Context, document: OutgoingDocument, draft: DraftVersion, *, editable: bool) -> str:
    """Set the signed text on its pages and hang PDF and OFD on the matter, with the Word copy when the sender wants it.
    Returns what the clerk is to know: an OFD that fails does not hold the sending up.

    Raises `Refused` for what no page can hold. A 工作秘密 makes no file: it leaves on paper (BM-08).
    """
    if ctx.matter.level == Level.WORK_SECRET:
        return ""
    try:
        pages = setting.set_pages(document, draft)
    except ValueError as error:
        raise refuse(
            Code.RULE,
            f"版面排不出来：{error}。",
            remedy="请退回校对印制，改好以后再核发。",
            field="checked",
            rule="GW-16",
        ) from None
    text = _words(draft)
    name = f"{document.number}{ctx.matter.title}"[:80]
    pdf = keep_made(
        pages.pdf, f"{name}.pdf", kind="pdf", pages=pages.pages, text=text, actor=ctx.actor, now=ctx.now
    )
    attaching.attach(ctx, ctx.here, None, [Hung(pdf.pk, "定稿")], role=FINISHED)
    made = _ofd(ctx, document, draft)
    if made is not None:
        # Its words are those of the PDF: kept twice they would be found twice.
        ofd = keep_made(
            made, f"{name}.ofd", kind="ofd", pages=pages.pages, text="", actor=ctx.actor, now=ctx.now
        )
        attaching.attach(ctx, ctx.here, None, [Hung(ofd.pk, "定稿（OFD）")], role=AS_OFD)
    if editable:
        copy = setting.manuscript_of(document, Content.of(draft.content))
        word = keep_made(
            hongtou.write_docx(copy),
            f"{name}.docx",
            kind="docx",
            pages=None,
            text=text,
            actor=ctx.actor,
            now=ctx.now,
        )
        attaching.attach(ctx, ctx.here, None, [Hung(word.pk, "可编辑的文档")], role=EDITABLE)
    return "" if made is not None else NO_OFD


def _ofd(ctx: Context, document: OutgoingDocument, draft: DraftVersion) -> bytes | None:
    """The pages as OFD; None, with a line in the log, where that fails for whatever reason."""
    try:
        return setting.set_ofd(document, draft, on=ctx.now.astimezone(COUNTY).date())
    except Exception:
        logger.exception("no OFD of matter %s", ctx.matter.pk)
        return None


def _words(draft: DraftVersion) -> str:
    content = Content.of(draft.content)
    annexes = (part for annex in content.annexes for part in (annex.title, annex.text))
    return "\n".join((content.title, "、".join(content.addressees), content.body, *annexes))


def files_to_send(matter: Matter, *, editable: bool) -> list[Hung]:
    """The newest of each, in the order in which the recipient sees them; a sealed copy only of the text as it stands.
    Two queries."""
    stale = sealed.outdated(matter)
    wanted = [r for r in ORDER if not (r == EDITABLE and not editable) and not (r == SEALED and stale)]
    hung = list(EntryFile.objects.filter(matter=matter, role__in=wanted).order_by("pk"))
    return [Hung(file.stored_file_id, file.name) for role in wanted for file in _standing(hung, role)]


def _standing(hung: Sequence[EntryFile], role: str) -> list[EntryFile]:
    """All annexes and pages of a sealed copy that came with one entry; of the document itself the newest alone, its OFD
    only where it was made of those pages."""
    found = [file for file in hung if file.role == role]
    if role == AS_OFD:
        newest = max((file.pk for file in hung if file.role == FINISHED), default=0)
        found = [file for file in found if file.pk > newest]
    if not found or role == ANNEX:
        return found
    if role == SEALED:
        return [file for file in found if file.entry_id == found[-1].entry_id]
    return found[-1:]
