"""What is to be set: the elements of a document as plain values, without the passages they were read from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hongtou.model import Block, Document, DocumentNumber, Genre, Picture, Signature, Span, Table, Urgency
from hongtou.read.elements.body import block_of
from hongtou.read.elements.words import organs_in

NOWHERE = Span(0, 0)
"""The span of what was written and not read."""
MARK_WORD = "文件"
# Marks of direction, joiners, variation selectors, control characters; half of a pair is no character at all.
_STEERING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef\ud800-\udfff]"
)
_LINE_ENDS = re.compile("[\t-\r\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class AnnexCopy:
    """One annex: its number (None for a single one), its title, its blocks."""

    number: int | None
    title: str
    blocks: tuple[Block, ...]


class Form(StrEnum):
    """The form in which a document is set (GB/T 9704-2012, 7 and 10)."""

    ORDINARY = "ordinary"
    LETTER = "letter"
    ORDER = "order"
    MINUTES = "minutes"


_MARKS: dict[Form, tuple[re.Pattern[str], str]] = {
    Form.ORDINARY: (re.compile(f"(?:{MARK_WORD})?"), "应当由机关名称加“文件”二字组成"),
    Form.LETTER: (re.compile(""), "在信函格式里只用机关名称"),
    Form.ORDER: (re.compile("(?:命令|令)?"), "应当由机关全称加“命令”或者“令”字组成"),
    Form.MINUTES: (re.compile("(?:.{0,20}纪要)?"), "应当以“纪要”二字结尾"),
}
_MARK_WORDS = {
    Form.ORDINARY: re.compile(f"{MARK_WORD}$"),
    Form.LETTER: re.compile("$"),
    Form.ORDER: re.compile("(?:命令|令)$"),
    Form.MINUTES: re.compile("(?:(?:常务|常委会|全体|专题|办公|党组)?会议)?纪要$"),
}
_SUFFIXES = {Form.ORDINARY: MARK_WORD, Form.LETTER: "", Form.ORDER: "令", Form.MINUTES: "纪要"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs by a 签名章: the full title of the office, and the name (7.3.5.3)."""

    office: str
    name: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document to be laid out in one of the four forms (GB/T 9704-2012, 7 and 10).

    ``issuers`` are the names in the 发文机关标志, the lead organ first; ``mark_suffix`` is 文件 or empty; 令 or 命令
    in an order, 纪要 (or 会议纪要 …) in minutes, nothing in a letter.
    ``signatories`` are named only on documents sent upward. ``document_date`` is 成文日期, of a document that a
    meeting passed the day it was passed. ``sealed`` says where 署名 and date stand; no seal is ever drawn.
    ``signers`` sign by their 签名章 instead of ``signed_by``. ``note`` is the 附注 without its brackets. Raises
    ValueError, in Chinese, for a mark that is not of this form.
    """

    issuers: tuple[str, ...]
    title: str
    body: tuple[Block, ...]
    number: DocumentNumber | None = None
    mark_suffix: str = MARK_WORD
    copy_number: str = ""
    urgency: Urgency | None = None
    signatories: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    annex_names: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    document_date: date | None = None
    sealed: bool = True
    note: str = ""
    annexes: tuple[AnnexCopy, ...] = ()
    copy_to: tuple[str, ...] = ()
    printing_office: str = ""
    printing_date: date | None = None
    form: Form = Form.ORDINARY
    signers: tuple[Signer, ...] = ()

    def __post_init__(self) -> None:
        pattern, asked = _MARKS[self.form]
        if not pattern.fullmatch(self.mark_suffix):
            raise ValueError(f"发文机关标志{asked}，不能加“{self.mark_suffix}”")

    @property
    def upward(self) -> bool:
        """Whether it is set as a 上行文: it names who signed it (7.2.6)."""
        return bool(self.signatories)


def in_form(copy: Manuscript, form: Form) -> Manuscript:
    """*copy* set in another form, its mark with the word of that form."""
    return copy if copy.form is form else replace(copy, form=form, mark_suffix=_SUFFIXES[form])


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """*texts* as body blocks; a short one that opens with the marker of a level becomes a heading."""
    return tuple(block_of(text, NOWHERE) for text in texts)


def date_text(day: date) -> str:
    """A date in Arabic digits, months and days without a zero (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def addressed(organs: Sequence[str]) -> str:
    """*organs* as 主送机关 names them: 、 between organs of one kind, ， between kinds and where a name has parts of its own.

    县财政局、县教育局，各乡镇人民政府: named ones are of one kind, and so are those that follow each other as 各.
    Reading the text gives the same organs again.
    """
    groups: list[list[str]] = []
    for organ in organs:
        together = groups and (organ.startswith("各") if "各" in groups[-1][-1] else "各" not in organ)
        if together:
            groups[-1].append(organ)
        else:
            groups.append([organ])
    text = "，".join(map(_listed, groups))
    return text if organs_in(text) == tuple(organs) else "，".join(organs)


def _listed(organs: Sequence[str]) -> str:
    """*organs* of one kind with 、 where each remains a name of its own, else with ，."""
    tight = "、".join(organs)
    alike = not any(mark in organ for organ in organs for mark in "、，")
    return tight if alike and organs_in(tight) == tuple(organs) else "，".join(organs)


def manuscript_of(document: Document) -> Manuscript:
    """The manuscript of a document that was read; what was not found stays empty.

    Its blocks carry no spans, so that two manuscripts with the same words are equal.
    """
    mark = document.issuer_mark.value if document.issuer_mark else ""
    signature = document.signature.value if document.signature else None
    imprint = document.imprint.value if document.imprint else None
    signed_by, signers = _signatures(signature)
    form = _form_of(document, mark)
    return Manuscript(
        issuers=_issuers(document, form, mark.removesuffix(_suffix(form, mark))),
        mark_suffix=_suffix(form, mark),
        title=_title(document),
        body=_written(document.body),
        number=document.document_number.value if document.document_number else None,
        copy_number=document.copy_number.value if document.copy_number else "",
        urgency=document.urgency.value if document.urgency else None,
        signatories=_people(document),
        addressees=tuple(addressee.value for addressee in document.addressees),
        annex_names=tuple(note.name for note in document.annex_notes),
        signed_by=signed_by,
        document_date=document.document_date.value if document.document_date else None,
        sealed=document.sealed is not False,
        note=document.note.value if document.note else "",
        annexes=tuple(AnnexCopy(a.number, a.title, _written(a.blocks)) for a in document.annexes),
        copy_to=tuple(copy.value for copy in document.copy_to),
        printing_office=(imprint.printing_office or "") if imprint else "",
        printing_date=imprint.printing_date if imprint else None,
        form=form,
        signers=signers,
    )


def _form_of(document: Document, mark: str) -> Form:
    """The form that the mark shows; where it is the organ's name alone, 函 and a number of 函 are set as letters."""
    if mark.endswith("令"):
        return Form.ORDER
    if mark.endswith("纪要"):
        return Form.MINUTES
    if mark.endswith(MARK_WORD) or document.issuing_signatory:
        return Form.ORDINARY
    number = document.document_number.value if document.document_number else None
    is_letter = document.genre is not None and document.genre.value is Genre.LETTER
    return Form.LETTER if is_letter or (number and number.code.endswith("函")) else Form.ORDINARY


def _suffix(form: Form, mark: str) -> str:
    """The word of the mark behind the name; what is usual where there is no mark."""
    if not mark:
        return _SUFFIXES[form]
    found = _MARK_WORDS[form].search(mark)
    return found.group() if found else ""


def _signatures(signature: Signature | None) -> tuple[tuple[str, ...], tuple[Signer, ...]]:
    """The organs that sign, or the person whose 签名章 stands for them."""
    if signature is None:
        return (), ()
    if signature.person:
        others = (Signer(office, name) for office, name in signature.others)
        return (), (Signer(signature.office or "", signature.person), *others)
    return signature.organs, ()


def tidied(copy: Manuscript) -> Manuscript:
    """*copy* as it can be set: without characters that only steer a screen, names on one line, empty ones left out."""

    def names(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(filter(None, map(_one_line, texts)))

    return replace(
        copy,
        issuers=names(copy.issuers),
        title=_one_line(copy.title),
        body=_settable(copy.body),
        copy_number=_one_line(copy.copy_number),
        signatories=names(copy.signatories),
        addressees=names(copy.addressees),
        annex_names=names(copy.annex_names),
        signed_by=names(copy.signed_by),
        note=_one_line(copy.note),
        annexes=tuple(AnnexCopy(a.number, _one_line(a.title), _settable(a.blocks)) for a in copy.annexes),
        copy_to=names(copy.copy_to),
        signers=tuple(
            Signer(_one_line(s.office), _one_line(s.name)) for s in copy.signers if _one_line(s.name)
        ),
        printing_office=_one_line(copy.printing_office),
    )


def _one_line(text: str) -> str:
    return _LINE_ENDS.sub(" ", _STEERING.sub("", text)).strip()


def _settable(blocks: Sequence[Block]) -> tuple[Block, ...]:
    settable: list[Block] = []
    for block in blocks:
        if isinstance(block, Table):
            rows = tuple(
                tuple("\n".join(map(_one_line, cell.split("\n"))) for cell in row) for row in block.rows
            )
            settable += [replace(block, rows=rows)] if any(rows) else []
        elif isinstance(block, Picture):
            settable.append(replace(block, description=_one_line(block.description)))
        elif text := _one_line(block.text):
            settable += paragraphs(text)
    return tuple(settable)


def _title(document: Document) -> str:
    """The title above the body: an order has none, and is named by what its body promulgates; minutes that have none
    are named by their mark."""
    title = document.title
    if title is None or (document.issuer_mark and document.issuer_mark.span == title.span):
        return ""
    amid = any(b.span.start <= title.span.start < title.span.end <= b.span.end for b in document.body[:1])
    return "" if amid else title.value


def _issuers(document: Document, form: Form, written: str) -> tuple[str, ...]:
    """The organs of the mark: those that issue, when their names make it; else what stands before its last word.

    The mark of a joint letter names the lead organ alone (GB/T 9704-2012, 10.1).
    """
    named = tuple(issuer.value for issuer in document.issuers)
    lead = form is Form.LETTER and named[:1] == (written,)
    return named if not written or lead or "".join(named) == written else (written,)


def _people(document: Document) -> tuple[str, ...]:
    if document.issuing_signatory is None:
        return ()
    return tuple(name for name in document.issuing_signatory.value.split("、") if name)


def _written(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, span=NOWHERE) for block in blocks)


__all__ = [
    "AnnexCopy",
    "Form",
    "Manuscript",
    "Signer",
    "addressed",
    "date_text",
    "in_form",
    "manuscript_of",
    "paragraphs",
]
