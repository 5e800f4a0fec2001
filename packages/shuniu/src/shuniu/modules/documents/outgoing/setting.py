"""The page: what the record says of a document as hongtou's manuscript, set on the grid, drawn as PDF, OFD and Word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

import hongtou
from hongtou import AnnexCopy, DocumentNumber, Form, Manuscript, Signer
from shuniu.kernel.base import parameters
from shuniu.kernel.files import pictures
from shuniu.kernel.flow.models import Entry, Urgency
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.papers.qr import qr_modules
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument, numbered_through
from shuniu.modules.documents.outgoing import policy, signatures
from shuniu.modules.documents.outgoing.text import Content

DRAFT, SAMPLE = "草稿", "样章"
UNSIGNED = "（待签发）"
_URGENCY = {Urgency.VERY_URGENT: hongtou.Urgency.URGENT, Urgency.URGENT: hongtou.Urgency.PRESSING}
_FORMS = {"函": Form.LETTER, "命令": Form.ORDER, "纪要": Form.MINUTES}
_SUFFIXES = {Form.ORDINARY: "文件", Form.LETTER: "", Form.ORDER: "令", Form.MINUTES: "会议纪要"}
_KEPT = 24
"""How many set documents one process remembers: they are set anew in a fraction of a second and lie on no disk."""


@dataclass(frozen=True)
class Set:
    """A document on its pages: the PDF, how many pages, and what the reader should know of fonts and spacing."""

    pdf: bytes
    pages: int
    remarks: tuple[str, ...] = ()


def manuscript_of(document: OutgoingDocument, content: Content) -> Manuscript:
    """*content* with head, signature and 版记 from the record; one query for a joint document, two for a joint order,
    else none.

    Raises ValueError, in Chinese, for what no page can hold.
    """
    form = form_of(document)
    joint = _joint_of(document)
    issuers = (document.issuer_name, *joint.values())
    printed = document.printed_at.astimezone(COUNTY).date() if document.printed_at else None
    single = len(content.annexes) == 1
    number = None
    if document.serial is not None:
        through = numbered_through(document.code)
        number = DocumentNumber(*(("", None) if through else (document.code, document.year)), document.serial)
    return Manuscript(
        issuers=issuers,
        title=content.title,
        body=hongtou.blocks_of(content.body),
        number=number,
        mark_suffix=_SUFFIXES[form] if document.form == OutgoingDocument.Form.FORMAL else "",
        urgency=_URGENCY.get(Urgency(document.matter.urgency)),
        signatories=_signatories(document, len(issuers)) if document.direction == "up" else (),
        addressees=content.addressees,
        annex_names=tuple(annex.title for annex in content.annexes),
        signed_by=() if form is Form.ORDER else issuers,
        signers=_signers(document, joint) if form is Form.ORDER else (),
        document_date=document.document_date,
        sealed=policy.needs_seal(form=document.form, genre=document.genre),
        note=content.note,
        annexes=tuple(
            AnnexCopy(None if single else place, annex.title, hongtou.blocks_of(annex.text))
            for place, annex in enumerate(content.annexes, start=1)
        ),
        copy_to=content.copy_to,
        printing_office=document.unit.name,
        printing_date=printed,
        form=form,
    )


def _signatories(document: OutgoingDocument, organs: int) -> tuple[str, ...]:
    """签发人 of a document that goes upward, one for each of its *organs* in their order (7.2.6). A joint one asks once
    who signed for the others."""
    first = document.signatory or UNSIGNED
    if organs == 1:
        return (first,)
    others = (_name(entry) for entry in _signed_for_others(document))
    return (first, *others)[:organs]


def _signers(document: OutgoingDocument, joint: dict[int, str]) -> tuple[Signer, ...]:
    """Who signs an order beside which office. Of several organs each has its own below the other, the office with the
    name of its organ (GB/T 9704-2012, 7.3.5.3); an organ that has not signed yet has its place."""
    lead = Signer(_office(document.signatory_office), document.signatory or UNSIGNED)
    if not joint:
        return (lead,)
    others = (
        Signer(f"{joint.get(pk, '')}{_office(entry.post_title) if entry else ''}", _name(entry))
        for pk, entry in zip(document.joint, _signed_for_others(document), strict=True)
    )
    return (Signer(f"{document.issuer_name}{lead.office}", lead.name), *others)


def _signed_for_others(document: OutgoingDocument) -> list[Entry | None]:
    """The signature of each other organ in their order; None where it has not signed yet. One query once it is signed."""
    signed = signatures.of_organs(document.matter, document) if document.signed_digest else {}
    return [signed.get(pk) for pk in document.joint]


def _name(entry: Entry | None) -> str:
    return (entry.behalf_name or entry.person_name) if entry else UNSIGNED


def _office(title: str) -> str:
    """The office of a post in its own organ: 县长 of 县委副书记、县长."""
    return title.rpartition("、")[2]


def issuers_of(document: OutgoingDocument) -> tuple[str, ...]:
    """The names of all organs that issue *document*, the first first; one query for a joint document, else none."""
    return (document.issuer_name, *_joint_of(document).values())


def _joint_of(document: OutgoingDocument) -> dict[int, str]:
    """The names of the other organs in their order, by id."""
    if not document.joint:
        return {}
    names = dict(Unit.objects.filter(pk__in=document.joint).values_list("pk", "name"))
    return {pk: names[pk] for pk in document.joint if pk in names}


def form_of(document: OutgoingDocument) -> Form:
    """The form in which *document* is set (GB/T 9704-2012, 7 and 10): by its genre, where it is a formal document; a
    便函 as a letter."""
    if document.form == OutgoingDocument.Form.MEMO:
        return Form.LETTER
    if document.form != OutgoingDocument.Form.FORMAL or document.direction == OutgoingDocument.Direction.UP:
        return Form.ORDINARY
    return _FORMS.get(document.genre, Form.ORDINARY)


def stamp_of(document: OutgoingDocument, version: DraftVersion) -> str:
    """What stands pale across each page: 草稿 on whatever is not the signed text, 已撤销 or 已废止 on what holds no
    longer, 样章 on all of the demo."""
    if document.signed != version.number:
        return DRAFT
    if document.matter.mark:
        return document.matter.mark
    return SAMPLE if settings.DEMO_ENTRANCE else ""


def set_pages(document: OutgoingDocument, version: DraftVersion) -> Set:
    """The pages of *version*. Raises ValueError, in Chinese, for what no page can hold."""
    copy = manuscript_of(document, Content.of(version.content))
    return _set(copy, stamp_of(document, version), code_of(document), font_folders())


def set_ofd(document: OutgoingDocument, version: DraftVersion, *, on: date) -> bytes:
    """The pages of *version* as OFD, a file that calls itself made *on* that day. Raises ValueError as `set_pages`."""
    copy = manuscript_of(document, Content.of(version.content))
    return hongtou.write_ofd(
        hongtou.lay_out(copy, fonts=house_fonts()),
        elements=hongtou.elements_of(copy),
        stamp=stamp_of(document, version),
        codes=_codes(code_of(document)),
        created=on,
    )


def code_of(document: OutgoingDocument) -> str:
    """What the two-dimensional code of the first page says: number, issuer, title and date; empty where the county wants
    none (it is no element of the standard), and before 编号. The parameter of the day of 编号 counts, so that a page
    stays as it was printed."""
    if document.numbered_at is None or document.serial is None:
        return ""
    if not parameters.value("outgoing.code_on_page", on=document.numbered_at.astimezone(COUNTY).date()):
        return ""
    dated = document.document_date.isoformat() if document.document_date else ""
    return "\n".join((document.number, document.issuer_name, document.matter.title, dated))


Folders = tuple[tuple[Path, float], ...]
"""The folders of fonts, each with when it was last changed."""


@lru_cache(maxsize=_KEPT)
def _set(copy: Manuscript, stamp: str, code: str, folders: Folders) -> Set:
    layout = hongtou.lay_out(copy, fonts=fonts_in(folders))
    pdf = hongtou.write_pdf(layout, stamp=stamp, codes=_codes(code))
    return Set(pdf, len(layout.pages), remarks_of(layout))


def remarks_of(layout: hongtou.Layout) -> tuple[str, ...]:
    """What the reader should know of characters, spacing and fonts, as sentences."""
    return (*troubles_of(layout), *map(str, layout.substitutions))


def troubles_of(layout: hongtou.Layout) -> tuple[str, ...]:
    """What is to be looked at before anyone prints: boxes for characters, and spacing that was changed."""
    boxes = f"字体里没有这些字，印成了方框：{'、'.join(layout.missing)}" if layout.missing else ""
    return tuple(filter(None, (boxes, layout.adjusted)))


def _codes(code: str) -> tuple[hongtou.Code, ...]:
    return (hongtou.Code(qr_modules(code)),) if code else ()


@lru_cache(maxsize=4 * _KEPT)
def page_picture(pages: Set, number: int, width: int) -> bytes:
    """Page *number* of *pages* as PNG. Raises IndexError for one that does not exist."""
    return pictures.page_of_pdf(pages.pdf, number, width=width)


def house_fonts() -> hongtou.FontSet:
    """The fonts of this installation, looked for again when one of its folders has changed."""
    return fonts_in(font_folders())


def font_folders() -> Folders:
    """Where this installation has its fonts; another value when one of the folders has changed."""
    home = Path(settings.SHUNIU_HOME)
    folders = (home / "fonts", home / "fonts-free")
    return tuple((f, f.stat().st_mtime if f.exists() else 0.0) for f in folders)


@lru_cache(maxsize=2)
def fonts_in(folders: Folders) -> hongtou.FontSet:
    """The fonts of `font_folders`."""
    (office, _), (free, _) = folders
    return hongtou.find_fonts(office=office, free=free)
