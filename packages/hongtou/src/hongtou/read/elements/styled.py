"""A Word document of ours, read by its styles instead of by what its lines look like.

Whoever edits it in Word or WPS keeps the styles, so the elements are certain. A paragraph in any other style belongs
to what it stands in: the body, or the annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from hongtou.model import (
    Annex,
    AnnexNote,
    Document,
    DocumentNumber,
    Imprint,
    Signature,
    Span,
    Urgency,
    Value,
    date_in,
    genre_of_title,
)
from hongtou.model.number import NUMBER, ORDER_NUMBER, fold_width
from hongtou.read.elements.body import blocks_of
from hongtou.read.elements.deadlines import deadlines_in
from hongtou.read.elements.head import title_of_minutes, title_of_order
from hongtou.read.elements.issuers import issuers_of
from hongtou.read.elements.words import join_written, list_of_organs, squeeze, whole, without_mark_word
from hongtou.read.lines import Passage, Source
from hongtou.roles import Role

_ANNEX_LABEL = re.compile(r"附\s*件\s*(\d{1,2})?\s*[:：]?")
_NOTE_LABEL = re.compile(r"附\s*件\s*[:：]\s*")
_NOTE_NUMBER = re.compile(r"(\d{1,2})\s*[.．、]\s*")
_SIGNATORY = re.compile(r"签\s*发\s*人\s*[:：]?")
_IMPRINT_LABEL = re.compile(r"(?:主\s*送|抄\s*送)\s*[:：]\s*")
_OF_THE_TAIL = frozenset(
    (
        Role.ANNEX_NOTE,
        Role.SIGNER,
        Role.SIGNER_UNSEALED,
        Role.SIGNER_STAMP,
        Role.DATE,
        Role.DATE_UNSEALED,
        Role.NOTE,
    )
)
_OF_THE_IMPRINT = frozenset((Role.MOVED_ADDRESSEES, Role.COPY_TO, Role.PRINTED))
_OF_THE_BODY = frozenset((Role.BODY, Role.CELL, None))
_SURE = 1.0


@dataclass(slots=True)
class _Found:
    """The passages by what they are."""

    by_role: dict[Role, list[Passage]] = field(default_factory=dict)
    body: list[Passage] = field(default_factory=list)
    annexes: list[tuple[Passage, list[Passage], list[Passage]]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def of(self, *roles: Role) -> list[Passage]:
        return [passage for role in roles for passage in self.by_role.get(role, [])]


def styled_document(source: Source) -> Document | None:
    """The document, when its styles say what its paragraphs are; None for any other."""
    passages = source.passages()
    if not any(passage.role is Role.TITLE for passage in passages) and not _is_untitled(passages):
        return None
    found = _sorted(passages)
    day = _date(found)
    marks = found.of(Role.MARK, Role.MARK_WORD)
    mark = (
        Value("".join(squeeze(p.text) for p in marks), whole(marks[0], marks[-1]), _SURE) if marks else None
    )
    title = _title(found, mark)
    by_mark = mark is not None and (mark.value.endswith("令") or not (title and genre_of_title(title.value)))
    named = mark if by_mark else title
    genre = genre_of_title(named.value) if named else None
    number, signature = _number(found), _signature(found)
    reference = day.value if day else None
    addressees = [
        organ for passage in found.of(Role.ADDRESSEES, Role.MOVED_ADDRESSEES) for organ in _organs(passage)
    ]
    annexes = tuple(_annex(*parts) for parts in found.annexes)
    in_annexes = [passage for _, _, blocks in found.annexes for passage in blocks]
    return Document(
        text=source.text,
        kind=source.kind,
        copy_number=_text(found.of(Role.COPY_NUMBER)),
        urgency=_urgency(found),
        issuer_mark=mark,
        document_number=number,
        issuing_signatory=_signatories(found),
        title=title,
        addressees=tuple(addressees),
        body=blocks_of(found.body),
        annex_notes=tuple(_annex_notes(found.of(Role.ANNEX_NOTE))),
        signature=signature,
        document_date=day,
        sealed=not found.of(Role.SIGNER_UNSEALED, Role.DATE_UNSEALED),
        note=_note(found),
        annexes=annexes,
        copy_to=tuple(organ for passage in found.of(Role.COPY_TO) for organ in _organs(passage)),
        imprint=_imprint(found),
        genre=Value(genre, named.span, _SURE) if genre and named else None,
        issuers=issuers_of(mark, tuple(_issuers(found.of(Role.MARK))), title, signature, source.text),
        deadlines=(
            *deadlines_in(found.body, reference=reference),
            *deadlines_in(in_annexes, reference=reference, in_annex=True),
        ),
        metadata=source.metadata,
        remarks=(*source.remarks, *found.remarks),
        comments=source.comments,
        sheet=source.sheet,
    )


def _is_untitled(passages: Sequence[Passage]) -> bool:
    """An order has no title, minutes may have none (GB/T 9704-2012, 10.2 and 10.3): the mark tells them."""
    marks = [passage.text for passage in passages if passage.role in (Role.MARK, Role.MARK_WORD)]
    return bool(marks) and squeeze(marks[-1]).endswith(("令", "纪要"))


def _sorted(passages: Sequence[Passage]) -> _Found:
    """Each passage where it belongs; one without a style of ours belongs to what it stands in."""
    found = _Found()
    begun = ended = False
    for passage in passages:
        role = passage.role
        if role is Role.ANNEX_LABEL:
            found.annexes.append((passage, [], []))
        elif role is Role.ANNEX_TITLE and found.annexes:
            found.annexes[-1][1].append(passage)
        elif role in _OF_THE_BODY or role is None or role is Role.ANNEX_TITLE:
            if found.annexes:
                found.annexes[-1][2].append(passage)
                continue
            if role is None and not begun:
                found.remarks.append(f"标题之前有一段没有用公文样式的文字，没有读入：{passage.text[:30]}")
                continue
            if ended:
                found.remarks.append(f"落款之后有一段正文样式的文字，已接在正文末尾：{passage.text[:30]}")
            found.body.append(passage)
            begun = True
        else:
            found.by_role.setdefault(role, []).append(passage)
            begun = begun or role in (Role.TITLE, Role.ADDRESSEES)
            ended = ended or role in _OF_THE_TAIL
    return found


def _title(found: _Found, mark: Value[str] | None) -> Value[str] | None:
    titles = found.of(Role.TITLE)
    if not titles:
        return title_of_order(mark, found.body[:1]) or title_of_minutes(mark)
    return Value(_one_title(titles), whole(titles[0], titles[-1]), _SURE)


def _one_title(passages: Sequence[Passage]) -> str:
    return join_written(line for passage in passages for line in passage.text.split("\n"))


def _text(passages: Sequence[Passage]) -> Value[str] | None:
    return Value(passages[0].text, passages[0].span, _SURE) if passages else None


def _urgency(found: _Found) -> Value[Urgency] | None:
    for passage in found.of(Role.URGENCY):
        try:
            return Value(Urgency(squeeze(passage.text)), passage.span, _SURE)
        except ValueError:
            found.remarks.append(f"紧急程度“{passage.text[:20]}”不是特急、加急等规定的写法，没有读入。")
    return None


def _number(found: _Found) -> Value[DocumentNumber] | None:
    for passage in found.of(Role.NUMBER):
        folded = fold_width(passage.text)
        match = NUMBER.search(folded) or ORDER_NUMBER.fullmatch(folded.strip())
        if match is None:
            continue
        try:
            return Value(DocumentNumber.of_match(match), passage.part(*match.span()), _SURE)
        except ValueError as error:
            found.remarks.append(f"{error}。")
    return None


def _signatories(found: _Found) -> Value[str] | None:
    """The names on the lines of 签发人 and on that of the number, in their order on the page."""
    names: list[str] = []
    passages = found.of(Role.SIGNATORY, Role.NUMBER)
    for passage in passages:
        folded = fold_width(passage.text)
        rest = "" if ORDER_NUMBER.fullmatch(folded.strip()) else NUMBER.sub("", folded, count=1)
        names += _people(_SIGNATORY.sub("", rest))
    return Value("、".join(names), whole(passages[0], passages[-1]), _SURE) if names else None


def _people(text: str) -> Iterator[str]:
    """Names parted by blanks; two single characters are one name that was spread (张　三)."""
    words = text.replace("、", " ").split()
    while words:
        word = words.pop(0)
        yield word + words.pop(0) if len(word) == 1 and words and len(words[0]) == 1 else word


def _organs(passage: Passage) -> tuple[Value[str], ...]:
    label = _IMPRINT_LABEL.match(passage.text)
    end = len(passage.text.rstrip("：:。 "))
    return list_of_organs(passage, label.end() if label else 0, end, _SURE)


def _issuers(passages: Sequence[Passage]) -> Iterator[Value[str]]:
    for passage in passages:
        name = without_mark_word(squeeze(passage.text))
        if name:
            yield Value(name, passage.span, _SURE)


def _annex_notes(passages: Sequence[Passage]) -> Iterator[AnnexNote]:
    for position, passage in enumerate(passages, start=1):
        label = _NOTE_LABEL.match(passage.text)
        start = label.end() if label else 0
        number = _NOTE_NUMBER.match(passage.text, start)
        start = number.end() if number else start
        name = passage.text[start:].rstrip("；;。.，, ")
        several = len(passages) > 1
        yield AnnexNote(position if several else None, name, passage.part(start, start + len(name)))


def _signature(found: _Found) -> Value[Signature] | None:
    if stamps := found.of(Role.SIGNER_STAMP):
        people = [_office_and_name(passage.text) for passage in stamps]
        return Value(Signature((), *people[0], tuple(people[1:])), whole(stamps[0], stamps[-1]), _SURE)
    signers = found.of(Role.SIGNER, Role.SIGNER_UNSEALED)
    names = [name.strip() for passage in signers for name in passage.text.split("\t") if name.strip()]
    return (
        Value(Signature(tuple(names), None, None), whole(signers[0], signers[-1]), _SURE) if names else None
    )


def _office_and_name(text: str) -> tuple[str, str]:
    office, _, name = text.strip().rpartition("\t")
    return office.strip(), name.strip()


def _date(found: _Found) -> Value[date] | None:
    for passage in found.of(Role.DATE, Role.DATE_UNSEALED):
        for match, day in date_in(passage.text):
            if day is not None:
                return Value(day, passage.part(*match.span()), _SURE)
        found.remarks.append(f"成文日期“{passage.text[:20]}”不是完整的日期，没有读入。")
    return None


def _note(found: _Found) -> Value[str] | None:
    notes = found.of(Role.NOTE)
    if not notes:
        return None
    text = "".join(passage.text for passage in notes)
    bare = text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" else text
    return Value(bare, whole(notes[0], notes[-1]), _SURE)


def _annex(label: Passage, titles: Sequence[Passage], blocks: Sequence[Passage]) -> Annex:
    match = _ANNEX_LABEL.fullmatch(label.text)
    number = int(match[1]) if match and match[1] else None
    title = _one_title(titles)
    last = [label, *titles, *blocks][-1]
    return Annex(number, title, blocks_of(blocks), Span(label.span.start, last.span.end, label.span.page))


def _imprint(found: _Found) -> Value[Imprint] | None:
    printed = found.of(Role.PRINTED)
    if not printed:
        return None
    text = "\t".join(passage.text for passage in printed)
    day, office = None, text
    for match, read in date_in(text):
        day, office = read, text[: match.start()]
        if read is None:
            found.remarks.append("版记中的印发日期不存在，请核对原件。")
    office = office.replace("\t", "").strip()
    return Value(Imprint(office or None, day), whole(printed[0], printed[-1]), _SURE)
