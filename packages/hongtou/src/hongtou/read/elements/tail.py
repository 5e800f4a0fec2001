"""From the end of the body to the end of the paper (article 9, items 10 to 12, 14 to 17)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hongtou.model import AnnexNote, Imprint, Signature, Span, Value, date_in
from hongtou.model.date import DATE, hanzi_number
from hongtou.model.number import fold_width
from hongtou.read.elements.body import marker_of
from hongtou.read.elements.words import is_organ, list_of_organs, squeeze, whole
from hongtou.read.lines import Passage

_ANNEX_NOTE = re.compile(r"附\s*件?\s*[:：]\s*(?=\S)")
_BARE_ANNEX_NOTE = re.compile(r"附\s*件?\s*[:：]")
_HANZI_ITEM = re.compile(r"([一二三四五六七八九十]{1,3})\s*[.．、]\s*")
_ANNEX_ITEM = re.compile(r"(\d{1,2})\s*[.．、]\s*")
_LIST_OF_ORGANS = re.compile(r"(?P<label>抄\s*送|抄\s*报|分\s*送|主\s*送)(?:单位|机关)?\s*[:：]\s*(?=\S)")
_PRINTED = re.compile(rf"(?P<office>.*?)\s*(?P<date>{DATE.pattern})\s*(?:印发|印)")
_OTHER_IMPRINT = re.compile(r"(?:主题词|共印|（?共印?|校对|打字|审核|公开属性|公开方式)\s*[:：]?.{0,60}")
_NOT_SIGNATURE = re.compile(r"[。；，：？！:;?!《》]|^[（(\[【]")
_OFFICE_HOLDER = re.compile(
    r"(?P<office>.{0,20}?(?:总理|主席|省长|州长|市长|区长|县长|旗长|乡长|镇长|主任|局长|部长|厅长|院长|检察长|司令员|政治?委员?|书记|代表))"
    r"(?P<person>[一-龥·]{2,6})"
)
_ATTENDANCE = re.compile(r"(?:出\s*席|请\s*假|缺\s*席|列\s*席|参\s*加)(?:会议)?(?:人员|单位)?\s*[:：]")
_COLUMNS = re.compile(r"[\s]{2,}|　|\t")
_MAX_SIGNATURES = 8
_SHORTEST = 4
"""A part of a name behind a blank, such as 办公室 or 人民政府, is no longer than this."""
_MOST_ANNEX_LINES = 30
_UNFINISHED = ("，", "、", "自", "于", "在", "从", "到", "至", "截至", "截止")
_GOES_ON = re.compile(r"[，、。；]|(?:起|前|之前|以前|至|止|内|后|以后|召开|下发|印发)[^：:]{0,60}[。，、；]")
_NONEXISTENT = "成文日期处写的日期不存在，请核对原件。"


@dataclass(slots=True)
class Tail:
    """What was found below the body. ``body_end`` and ``rest_at`` are indexes of passages; ``attendance`` are the lists of
    who took part that stand below 附件说明 or date."""

    body_end: int
    rest_at: int
    annex_notes: tuple[AnnexNote, ...] = ()
    signature: Value[Signature] | None = None
    document_date: Value[date] | None = None
    note: Value[str] | None = None
    addressees: tuple[Value[str], ...] = ()
    copy_to: tuple[Value[str], ...] = ()
    imprint: Value[Imprint] | None = None
    imprint_at: frozenset[int] = frozenset()
    attendance: tuple[Passage, ...] = ()
    remarks: list[str] = field(default_factory=list)


def read_tail(passages: Sequence[Passage], body_at: int) -> Tail:
    """Read what follows the body that begins at passage ``body_at``."""
    tail = Tail(len(passages), len(passages))
    _read_imprint(tail, passages, body_at)
    dated_at = _find_date(tail, passages, body_at)
    if dated_at is not None:
        tail.body_end = _read_signature(tail, passages, body_at, dated_at)
        tail.rest_at = _read_note(tail, passages, dated_at + 1)
        while tail.rest_at < len(passages) and _ATTENDANCE.match(passages[tail.rest_at].text):
            tail.attendance += (passages[tail.rest_at],)
            tail.rest_at += 1
    else:
        tail.body_end = tail.rest_at = _first_annex_or_imprint(tail, passages, body_at)
    _read_annex_notes(tail, passages, body_at)
    return tail


def _find_date(tail: Tail, passages: Sequence[Passage], body_at: int) -> int | None:
    """The first line that is a date, or ends in one after an organ; cells of tables only when nothing else is."""
    for in_table in (False, True):
        for index in range(body_at, len(passages)):
            passage = passages[index]
            if passage.in_table is not in_table or index in tail.imprint_at:
                continue
            if (found := _closing_date(passage)) is None:
                continue
            match, day = found
            if not match.start() and _amid_sentence(passages, index):
                continue
            if day is None:
                tail.remarks.append(_NONEXISTENT)
            else:
                tail.document_date = Value(day, passage.part(*match.span()), 0.7 if in_table else 0.97)
            return index
    return None


def _amid_sentence(passages: Sequence[Passage], index: int) -> bool:
    """Whether a date that fills a line belongs to the sentence about it, which was broken there."""
    above = passages[index - 1].text if index else ""
    below = passages[index + 1].text if index + 1 < len(passages) else ""
    return above.endswith(_UNFINISHED) or bool(_GOES_ON.match(below))


def _closing_date(passage: Passage) -> tuple[re.Match[str], date | None] | None:
    if len(passage.text) > 80:
        return None
    text = fold_width(passage.text)
    for match, day in date_in(passage.text):
        before = text[: match.start()].strip()
        if not text[match.end() :].strip() and (not before or _may_sign(before)):
            return match, day
    return None


def _may_sign(text: str) -> bool:
    return (
        len(text) <= 60
        and not _NOT_SIGNATURE.search(text)
        and marker_of(text) is None
        and (is_organ(text) or bool(_OFFICE_HOLDER.fullmatch(squeeze(text))))
    )


def _read_signature(tail: Tail, passages: Sequence[Passage], body_at: int, dated_at: int) -> int:
    """Take the signing lines above the date; return the index of the first of them."""
    below = _over_note(tail, passages, body_at, dated_at)
    first = below
    inside = passages[dated_at].in_table
    while (
        first > max(body_at, below - _MAX_SIGNATURES)
        and passages[first - 1].in_table is inside
        and _may_sign(passages[first - 1].text)
    ):
        first -= 1
    certain = first < below
    above = passages[below - 1].text if below > body_at and passages[below - 1].in_table is inside else ""
    if (
        not certain
        and above
        and len(above) <= 30
        and not _NOT_SIGNATURE.search(above)
        and not marker_of(above)
    ):
        first -= 1
    texts = [passage.text for passage in passages[first:below]]
    same_line = DATE.sub("", fold_width(passages[dated_at].text)).strip()
    if same_line:
        texts.append(same_line)
        certain = True
    signature = signature_of(texts)
    if signature is not None:
        last = passages[dated_at] if same_line else passages[below - 1]
        tail.signature = Value(signature, whole(passages[first], last), 0.95 if certain else 0.6)
    return first


def _over_note(tail: Tail, passages: Sequence[Passage], body_at: int, dated_at: int) -> int:
    """Where the signature ends: above a 附注 that web pages put between it and the date, which is taken."""
    above = dated_at - 1
    if above - 1 <= body_at or passages[above].in_table or not _may_sign(passages[above - 1].text):
        return dated_at
    return above if _read_note(tail, passages[:dated_at], above) > above else dated_at


def signature_of(texts: Sequence[str]) -> Signature | None:
    """The signature that lines of text are: organs side by side or below each other, or office holders."""
    organs: list[str] = []
    holders: list[tuple[str, str]] = []
    for text in texts:
        bare = squeeze(text)
        if match := _OFFICE_HOLDER.fullmatch(bare):
            holders.append((match["office"], match["person"]))
            continue
        columns = [column for column in _COLUMNS.split(text.strip()) if column]
        words = text.split()
        if len(columns) == 1 and all(is_organ(word) and len(word) > _SHORTEST for word in words):
            columns = words  # names that nearly touch
        # Single characters set apart are one name spread out, not many organs.
        apart = len(columns) > 1 and all(is_organ(column) and len(column) > 2 for column in columns)
        organs.extend(map(squeeze, columns) if apart else [bare])
    if holders:
        return Signature((), *holders[0], tuple(holders[1:]))
    organs = [organ for organ in organs if organ]
    return Signature(tuple(organs), None, None) if organs else None


def _read_note(tail: Tail, passages: Sequence[Passage], start: int) -> int:
    """附注: the bracketed lines after the date. Returns where the rest begins."""
    end = start
    notes = []
    while end < len(passages) and end - start < 3:
        text = passages[end].text.rstrip("。")
        if not (text.startswith(("（", "(")) and text.endswith(("）", ")"))):
            break
        notes.append(text[1:-1].strip())
        end += 1
    if notes:
        tail.note = Value("；".join(notes), whole(passages[start], passages[end - 1]), 0.95)
    return end


def _first_annex_or_imprint(tail: Tail, passages: Sequence[Passage], body_at: int) -> int:
    annexes = (
        index
        for index in range(body_at, len(passages))
        if index in tail.imprint_at or re.fullmatch(r"附\s*件\s*\d*\s*[:：]?", passages[index].text)
    )
    return next(annexes, len(passages))


def _read_annex_notes(tail: Tail, passages: Sequence[Passage], body_at: int) -> None:
    lists = next(
        (n for n in range(body_at, tail.body_end) if _ATTENDANCE.match(passages[n].text)), tail.body_end
    )
    for index in range(body_at, lists):
        if match := _ANNEX_NOTE.match(passages[index].text):
            tail.annex_notes = _annex_notes(passages[index:lists], match.end())
            _end_body(tail, passages, index, lists)
            return
        if _BARE_ANNEX_NOTE.fullmatch(passages[index].text) and _lists_annexes(passages[index + 1 : lists]):
            tail.annex_notes = _annex_notes(passages[index + 1 : lists], 0)
            _end_body(tail, passages, index, lists)
            return


def _end_body(tail: Tail, passages: Sequence[Passage], end: int, lists: int) -> None:
    """The body ends at *end*; of minutes, who took part stands below the 附件说明 (GB/T 9704-2012, 10.3)."""
    tail.attendance = (*passages[lists : tail.body_end], *tail.attendance)
    tail.body_end = end


def _lists_annexes(passages: Sequence[Passage]) -> bool:
    """Whether what stands below 附件： alone on its line are names and no text."""
    return (
        bool(passages)
        and len(passages) <= _MOST_ANNEX_LINES
        and not any("。" in each.text for each in passages)
    )


def _annex_notes(passages: Sequence[Passage], start: int) -> tuple[AnnexNote, ...]:
    notes: list[AnnexNote] = []
    for passage in passages:
        items = [
            match for match in _ANNEX_ITEM.finditer(passage.text, start) if _opens_item(passage.text, match)
        ]
        if not items and (hanzi := _HANZI_ITEM.match(passage.text, start)):
            items = [hanzi]
        if not items and not notes:
            notes.append(AnnexNote(None, _name(passage.text[start:]), passage.part(start, len(passage.text))))
        elif not items:
            last = notes[-1]
            span = Span(last.span.start, passage.span.end, last.span.page)
            notes[-1] = AnnexNote(last.number, _name(last.name + passage.text), span)
        ends = [match.start() for match in items[1:]] + [len(passage.text)]
        for match, end in zip(items, ends, strict=True) if items else ():
            name = _name(passage.text[match.end() : end])
            notes.append(AnnexNote(hanzi_number(match.group(1)), name, passage.part(match.end(), end)))
        start = 0
    return tuple(notes)


def _opens_item(text: str, match: re.Match[str]) -> bool:
    """A number opens an item at the start or after a blank, a colon or the end of the item before."""
    return match.start() == 0 or text[match.start() - 1] in " \t　：:；;。"


def _name(text: str) -> str:
    return squeeze(text).rstrip("；;。.，,")


def _read_imprint(tail: Tail, passages: Sequence[Passage], body_at: int) -> None:
    """版记: who gets copies, who printed and when. Its lines may be cells of a table."""
    found: set[int] = set()
    for index in range(body_at, len(passages)):
        passage = passages[index]
        if len(passage.text) > 80 and not _LIST_OF_ORGANS.match(fold_width(passage.text[:80])):
            continue
        text = fold_width(passage.text)
        if match := _LIST_OF_ORGANS.match(text):
            found.add(index)
            organs = list_of_organs(passage, match.end(), len(text.rstrip("。. ")), 0.95)
            if squeeze(match["label"]) == "主送":
                tail.addressees += organs
            else:
                tail.copy_to += organs
        elif len(text) <= 80 and (match := _PRINTED.fullmatch(text)):
            found.add(index)
            _take_printing(tail, passages, index, match, found)
        elif found and _OTHER_IMPRINT.fullmatch(text):
            found.add(index)
    tail.imprint_at = frozenset(found)


def _take_printing(
    tail: Tail, passages: Sequence[Passage], index: int, match: re.Match[str], found: set[int]
) -> None:
    first, office = passages[index], squeeze(match["office"])
    if not office and index and index - 1 not in found and is_organ(passages[index - 1].text):
        first, office = passages[index - 1], squeeze(passages[index - 1].text)
        found.add(index - 1)
    day = next((day for _, day in date_in(match["date"])), None)
    if day is None:
        tail.remarks.append("版记中的印发日期不存在，请核对原件。")
    tail.imprint = Value(Imprint(office or None, day), whole(first, passages[index]), 0.95)
