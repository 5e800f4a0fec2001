"""Put the elements together into a Document."""

from __future__ import annotations

from datetime import date

from hongtou.model import Document, Value
from hongtou.read.elements.annexes import annexes_of
from hongtou.read.elements.body import blocks_of
from hongtou.read.elements.deadlines import deadlines_in
from hongtou.read.elements.head import Head, read_head
from hongtou.read.elements.issuers import issuers_of
from hongtou.read.elements.pictures import with_pictures
from hongtou.read.elements.styled import styled_document
from hongtou.read.elements.tail import Tail, read_tail
from hongtou.read.elements.web import without_web_frame
from hongtou.read.lines import Source
from hongtou.roles import Role


def document_of(source: Source) -> Document:
    """The document whose lines a reader has found."""
    return with_pictures(styled_document(source) or _recognised(source), source)


def _recognised(source: Source) -> Document:
    """The document as its lines look: no style says what they are."""
    passages = without_web_frame(source.passages())
    head = read_head(passages)
    tail = read_tail(passages, head.body_at)
    document_date = _document_date(head, tail)
    body = [*passages[head.body_at : tail.body_end], *tail.attendance]
    rest = [
        passage
        for index, passage in enumerate(passages)
        if index >= tail.rest_at and index not in tail.imprint_at
    ]
    reference = document_date.value if document_date else None
    return Document(
        text=source.text,
        kind=source.kind,
        copy_number=head.copy_number,
        secrecy_mark=head.secrecy_mark,
        urgency=head.urgency,
        issuer_mark=head.issuer_mark,
        document_number=head.document_number,
        issuing_signatory=head.issuing_signatory,
        title=head.title,
        addressees=head.addressees or tail.addressees,
        body=blocks_of(body),
        annex_notes=tail.annex_notes,
        signature=tail.signature,
        document_date=document_date,
        note=tail.note,
        annexes=annexes_of(rest, tail.annex_notes),
        copy_to=tail.copy_to,
        imprint=tail.imprint,
        pages=source.pages,
        genre=head.genre,
        issuers=issuers_of(
            head.issuer_mark,
            head.mark_organs,
            head.title,
            tail.signature,
            source.text,
            head.dated_by or _printer(tail),
        ),
        sealed=False if any(passage.role is Role.DATE_UNSEALED for passage in passages) else None,
        telegram=head.telegram,
        deadlines=(
            *deadlines_in(body, reference=reference),
            *deadlines_in(rest, reference=reference, in_annex=True),
        ),
        metadata=source.metadata,
        remarks=(*source.remarks, *tail.remarks),
        comments=source.comments,
        sheet=source.sheet,
    )


def _printer(tail: Tail) -> Value[str] | None:
    office = tail.imprint.value.printing_office if tail.imprint else None
    return Value(office, tail.imprint.span, 0.5) if office and tail.imprint else None


def _document_date(head: Head, tail: Tail) -> Value[date] | None:
    """Below the signature, else below the title, else the day of printing, which is never earlier."""
    if tail.document_date or head.dated_below_title:
        return tail.document_date or head.dated_below_title
    printed = tail.imprint.value.printing_date if tail.imprint else None
    return Value(printed, tail.imprint.span, 0.5) if printed and tail.imprint else None
