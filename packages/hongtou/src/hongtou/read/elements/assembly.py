"""Put the elements together into a Document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hongtou.model import Document, Span, Value
from hongtou.read.elements.annexes import annexes_of
from hongtou.read.elements.body import blocks_of
from hongtou.read.elements.deadlines import deadlines_in
from hongtou.read.elements.head import Head, read_head
from hongtou.read.elements.styled import styled_document
from hongtou.read.elements.tail import Tail, read_tail
from hongtou.read.elements.web import without_web_frame
from hongtou.read.elements.words import is_organ
from hongtou.read.lines import Source
from hongtou.roles import Role

_TITLE_PREFIX = re.compile(r"(?P<organs>.{2,60}?)(?:关于|转发|印发|批转|对|发布)")
_SEVERAL = re.compile(r"(?P<organs>\S{3,30}(?:[ \t\u3000\n]+\S{3,30}){1,4}?)[ \t\u3000\n]*关于")
_ORGAN_AND_GENRE = re.compile(
    r"(?P<organs>(?!第).{2,60}?)(?:公报|公告|通告|命令|令|决议|(?:(?:常务|专题|办公|全体)?会议)?纪要)"
)
_MARK_WORD = re.compile(r"(?:文件|命令|令|(?:常务|常委会|全体|专题|办公|党组)?会议纪要|纪要|发电|便函|函)$")


def document_of(source: Source) -> Document:
    """The document whose lines a reader has found."""
    return styled_document(source) or _recognised(source)


def _recognised(source: Source) -> Document:
    """The document as its lines look: no style says what they are."""
    passages = without_web_frame(source.passages())
    head = read_head(passages)
    tail = read_tail(passages, head.body_at)
    document_date = _document_date(head, tail)
    body = passages[head.body_at : tail.body_end]
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
        issuers=_issuers(head, tail, source.text),
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


def _document_date(head: Head, tail: Tail) -> Value[date] | None:
    """Below the signature, else below the title, else the day of printing, which is never earlier."""
    if tail.document_date or head.dated_below_title:
        return tail.document_date or head.dated_below_title
    printed = tail.imprint.value.printing_date if tail.imprint else None
    return Value(printed, tail.imprint.span, 0.5) if printed and tail.imprint else None


def _issuers(head: Head, tail: Tail, text: str) -> tuple[Value[str], ...]:
    """The issuing organs: as signed, else as in the mark, in the title, in the imprint."""
    named = "".join(value.value for value in (head.issuer_mark, head.title) if value)
    signature = tail.signature
    if signature and len(signature.value.organs) == len(head.mark_organs) > 1:
        return head.mark_organs
    if signature and signature.value.organs:
        return tuple(
            Value(organ, signature.span, 0.97 if organ in named else signature.confidence - 0.1)
            for organ in signature.value.organs
        )
    if found := _several_in_title(head, text) or next(_organs_of_head(head), ()):
        return found
    if tail.imprint and tail.imprint.value.printing_office:
        return (Value(tail.imprint.value.printing_office, tail.imprint.span, 0.5),)
    return ()


def _several_in_title(head: Head, text: str) -> tuple[Value[str], ...]:
    """The organs that a title names side by side before 关于, as documents of several without a signature do."""
    if head.title is None or (match := _SEVERAL.match(head.title.span.of(text))) is None:
        return ()
    found = []
    for organ in re.finditer(r"\S+", match["organs"]):
        start = head.title.span.start + organ.start()
        found.append(
            Value(organ.group(), Span(start, start + len(organ.group()), head.title.span.page), 0.85)
        )
    return tuple(found) if len(found) > 1 and all(is_organ(each.value) for each in found) else ()


def _organs_of_head(head: Head) -> Iterator[tuple[Value[str], ...]]:
    if head.issuer_mark and (organ := _MARK_WORD.sub("", head.issuer_mark.value)):
        yield (Value(organ, head.issuer_mark.span, 0.85),)
    if head.title and (match := _ORGAN_AND_GENRE.fullmatch(head.title.value)) and is_organ(match["organs"]):
        yield (Value(match["organs"], _opening(head.title.span, match), 0.8),)
    if head.title and (match := _TITLE_PREFIX.match(head.title.value)):
        organs = match["organs"].split("、")
        if all(map(is_organ, organs)):
            yield tuple(Value(organ, _opening(head.title.span, match), 0.8) for organ in organs)
    if head.dated_by:
        yield (head.dated_by,)


def _opening(span: Span, match: re.Match[str]) -> Span:
    """The part of a title's span in which its organs stand; blanks in the source may shift it a little."""
    return Span(span.start, min(span.end, span.start + match.end("organs")), span.page)
