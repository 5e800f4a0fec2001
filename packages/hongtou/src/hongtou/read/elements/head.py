"""版头 and the beginning of 主体: everything above the body (article 9, items 1 to 8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hongtou.model import DocumentNumber, Genre, Span, Urgency, Value, date_in, genre_of_title
from hongtou.model.date import DATE
from hongtou.model.number import NUMBER, ORDER_NUMBER, fold_width
from hongtou.read.elements.body import marker_of
from hongtou.read.elements.words import (
    is_organ,
    join_lines,
    list_of_organs,
    squeeze,
    whole,
    without_mark_word,
)
from hongtou.read.lines import Passage

_HEAD_LIMIT = 40
_MOST_ADDRESSEE_LINES = 12
_LIST_MARKS = re.compile(r"[、，,；;]")
_NO_LIST = re.compile(r"[。：:《》]|关于")
_COPY_NUMBER = re.compile(r"(?:份号[:：]?|№|No\.?)?\s*(\d{6})")
_SECRECY = re.compile(r"(?:密级[^:：]{0,8}[:：])?(?:绝密|机密|秘密)(?:[★☆].*|(?:\d+年|\d+个月|长期))?")
_URGENCY = re.compile(
    r"(?:\d{6})?(?:紧急程度[:：]?|等级[:：]?)?(?P<urgency>特提|特急|加急|平急)(?:[·•.]?明电)?(?:\d{6})?"
)
_TELEGRAM = re.compile(r"明电|发电单位|签批盖章|^.{2,20}发电$|^电报$")
_NUMBER_LABEL = re.compile(r"(?:.{0,6}[:：]|[（(]|签发人.*)?")
_APART = re.compile(r"\S(?: {2,}|[\t\u3000 ]*[\t\u3000][\t\u3000 ]*)$")
_NAMES = re.compile(r"[一-龥·]{2,4}(?:[\s\u3000]+[一-龥·]{1,4})*|[一-龥](?:[\s\u3000]+[一-龥]){1,2}")
_SIGNATORY = re.compile(r"签\s*发\s*人\s*[:：]?\s*(?P<names>[一-龥·\s]{2,40})$")
_HELD_OPEN = re.compile(
    r"(?:签\s*发|审\s*核|会\s*签|签\s*批)\s*(?:人|领导)?(?:签字|签名)?\s*[:：]\s*(?:[^一-龥]*|[（(].*[）)])$"
)
"""签发人： without a name."""
_BESIDE_NUMBER = re.compile(r"(?:(?:\d{6}|特提|特急|加急|平急|(?:绝密|机密|秘密)[★☆]?[\d年个月长期]*)\s+)+")
_MARK = re.compile(r"(?P<organ>.{2,60}?)(?P<word>文件|命令|令|(?<!通)(?<!议)纪要|会议纪要)")
_NAMED_ORDER = re.compile(r"(?:禁[火放牧渔采]|封[山林]|戒严|动员|管制|嘉奖)令$")
"""An order that has a name (禁火令) is titled by it; what stands before 令 is no organ."""
_CRUMB = re.compile(
    r"(?:索引号|主题分类|主题词|发文机关|发文单位|发布机构|成文日期|发布日期|发布时间|发文日期|来源|有效性|"
    r"文号|发文字号|标题|名称|浏览次数|字体|字号|公开方式|体裁分类|当前位置)\s*[:：].*|https?://\S+"
    r"|[〔\[（(]?\d{4}[〕\]）)]?年?第?\d+[号期]|第[\d一二三四五六七八九十百]+期.*|[\[【].{0,20}单位.*[\]】]"
)
_BRACKETED = re.compile(r"[（(].+[）)]")
# Minutes and bulletins name the office and the day below their mark.
_DATED = re.compile(rf".{{0,30}}?{DATE.pattern}")
_BODY_OPENS = re.compile(r"。|(?:如下|下列[^：:]{0,12}|以下[^：:]{0,12})[:：]$")
# The first sentence of a body may lead to its points with a colon and say no 如下.
_GIVES_GROUNDS = re.compile(
    r"^(?:为|根据|依据|依照|按照|遵照|鉴于|由于|经研究).+，(?:现|特|根据|依据|依照|按照|经|决定)"
)
_NOT_ADDRESSEE = re.compile(
    r"^(?:附件?|抄送|主送|签发人|发电单位|时间|地点|出席|列席|请假|联系人)\s*\d*\s*[:：]"
)
_EXPLICIT_ADDRESSEE = re.compile(r"主\s*送(?:单位|机关)?\s*[:：]\s*(?=\S)")
_PROMULGATED = re.compile(r"《([^《》]+(?:〈[^〈〉]*〉[^《》]*)*)》")


@dataclass(slots=True)
class Head:
    """What was found above the body, and at which passage the body begins."""

    body_at: int = 0
    copy_number: Value[str] | None = None
    secrecy_mark: Value[str] | None = None
    urgency: Value[Urgency] | None = None
    telegram: bool = False
    issuer_mark: Value[str] | None = None
    mark_organs: tuple[Value[str], ...] = ()
    document_number: Value[DocumentNumber] | None = None
    issuing_signatory: Value[str] | None = None
    title: Value[str] | None = None
    genre: Value[Genre] | None = None
    addressees: tuple[Value[str], ...] = ()
    dated_below_title: Value[date] | None = None
    dated_by: Value[str] | None = None
    _signed: bool = False
    _above_number: list[Passage] = field(default_factory=list)
    _below_number: list[Passage] = field(default_factory=list)


def read_head(passages: Sequence[Passage]) -> Head:
    """Read from the top down to the addressees, or to the first sentence where there are none."""
    head = Head()
    addressee_at, head.body_at = _bounds(passages)
    begins = addressee_at
    if addressee_at is not None:
        begins = _first_of_addressees(passages, addressee_at)
    for passage in passages[: begins if begins is not None else head.body_at]:
        if not _take_element(head, passage):
            (head._below_number if head.document_number else head._above_number).append(passage)
    if addressee_at is not None:
        passage = Passage.of([line for each in passages[begins : addressee_at + 1] for line in each.lines])
        head.addressees = list_of_organs(passage, 0, len(passage.text.rstrip("：: ")), 0.95)
    _part_mark_from_title(head)
    if head.title is None:
        head.title = title_of_order(head.issuer_mark, passages[head.body_at : head.body_at + 1])
    _decide_genre(head)
    return head


def _bounds(passages: Sequence[Passage]) -> tuple[int | None, int]:
    """The index of the addressees (or None) and of the first passage of the body."""
    for index, passage in enumerate(passages[:_HEAD_LIMIT]):
        text = passage.text.strip()
        if is_addressee(text) and (index > 0 or _is_list_of_organs(text.rstrip("：:"))):
            return index, index + 1
        if _opens_body(text) or (marker_of(text) and index > 0):
            return None, index
    return None, min(_HEAD_LIMIT, len(passages), _titled_lines(passages))


def _first_of_addressees(passages: Sequence[Passage], last: int) -> int:
    """The first line of a list of addressees that ends at *last*: lines above it that list organs belong to it."""
    first = last
    while first > 1 and last - first < _MOST_ADDRESSEE_LINES and _lists_organs(passages[first - 1].text):
        first -= 1
    return first


def _is_list_of_organs(text: str) -> bool:
    """Whether a text without a title begins here: its first line names only organs."""
    return not genre_of_title(text) and (is_organ(text) or _lists_organs(text))


def _lists_organs(text: str) -> bool:
    """Whether a line is part of a list of organs, the last of which may go on in the next line."""
    pieces = [piece for piece in _LIST_MARKS.split(text.strip()) if piece]
    if len(pieces) < 2 or _NO_LIST.search(text):
        return False
    named = sum(is_organ(piece) for piece in pieces)
    return named >= 2 and named >= len(pieces) - 2


def _titled_lines(passages: Sequence[Passage]) -> int:
    """Without addressees and sentences: lines up to the last early one that ends in a genre, else the first."""
    joined, best = "", 1
    for index, passage in enumerate(passages[:8]):
        joined += passage.text
        if genre_of_title(joined):
            best = index + 1
    return best


def _opens_body(text: str) -> bool:
    return bool(_BODY_OPENS.search(text) or _GIVES_GROUNDS.match(text))


def is_addressee(text: str) -> bool:
    """Whether a line addresses a document: it ends with a colon and is no sentence."""
    return (
        text.endswith(("：", ":"))
        and 2 < len(text) <= 600
        and not _opens_body(text)
        and not _NOT_ADDRESSEE.match(text)
        and not _HELD_OPEN.search(text)
        and not marker_of(text)
    )


def _take_element(head: Head, passage: Passage) -> bool:
    """Fill in the element that ``passage`` is; False when it may be part of the mark or the title."""
    text, bare = passage.text, squeeze(fold_width(passage.text))
    if _TELEGRAM.search(bare):
        head.telegram = True
    if _take_number(head, passage):
        return True
    if head.copy_number is None and (match := _COPY_NUMBER.fullmatch(bare)):
        head.copy_number = Value(match.group(1), passage.span, 0.9)
    elif _SECRECY.fullmatch(bare):
        head.secrecy_mark = Value(bare, passage.span, 0.98)
    elif match := _URGENCY.fullmatch(bare) or (_URGENCY.search(bare) if _TELEGRAM.search(bare) else None):
        head.urgency = Value(Urgency(match["urgency"]), passage.span, 0.98)
    elif match := _SIGNATORY.match(text):
        _take_signatory(head, passage, match)
    elif head.issuing_signatory and head._signed and _NAMES.fullmatch(text) and not is_organ(text):
        _add_signatories(head, passage, text, 0)
        return True
    elif explicit := _EXPLICIT_ADDRESSEE.match(text):
        head.addressees = list_of_organs(passage, explicit.end(), len(text.rstrip("。 ")), 0.9)
    elif (_BRACKETED.fullmatch(bare) or _DATED.fullmatch(fold_width(text))) and not _first(head):
        _take_date(head, passage)
    else:
        return any((_CRUMB.fullmatch(bare), _HELD_OPEN.match(text), _TELEGRAM.search(bare)))
    return True


def _take_number(head: Head, passage: Passage) -> bool:
    """A number that is a line, shares it with 签发人, stands behind a label, or in brackets."""
    folded = fold_width(passage.text)
    lead = _BESIDE_NUMBER.match(folded)
    if _take_order_number(head, passage, folded):
        return True
    match = NUMBER.search(folded, lead.end() if lead else 0) or (
        ORDER_NUMBER.fullmatch(folded) if _mark_is_numbered_through(head) else None
    )
    if match is None or head.document_number is not None:
        return False
    before, after = folded[: match.start()].strip(), folded[match.end() :].strip()
    signatory = _SIGNATORY.search(folded)
    goes_on = head._signed and head.issuing_signatory and _NAMES.fullmatch(after)
    apart = _APART.search(passage.text[: match.start()]) or _NUMBER_LABEL.fullmatch(before)
    if not apart or not (
        signatory
        or _HELD_OPEN.match(after)
        or re.fullmatch(r"[)）]?|明电", after)
        or _URGENCY.fullmatch(after)
        or goes_on
    ):
        return False
    try:
        number = DocumentNumber.of_match(match)
    except ValueError:
        return False
    head.document_number = Value(number, passage.part(*match.span()), 0.98)
    _take_beside_number(head, passage, match.start())
    if head.urgency is None and (degree := _URGENCY.search(squeeze(before + after))):
        head.urgency = Value(Urgency(degree["urgency"]), passage.span, 0.9)
    if signatory:
        _take_signatory(head, passage, signatory)
    elif goes_on:
        _add_signatories(head, passage, after, passage.text.rindex(after[-1]) + 1 - len(after))
    if "电" in number.code:
        head.telegram = True
    return True


def _take_order_number(head: Head, passage: Passage, folded: str) -> bool:
    """An order cited on one line, as web pages have it (云岭县人民政府令第7号), is mark and number in one."""
    match = ORDER_NUMBER.fullmatch(folded)
    if (
        match is None
        or head.document_number
        or not _is_mark(match["code"])
        or not match["code"].endswith("令")
    ):
        return False
    try:
        number = DocumentNumber("", None, int(squeeze(match["serial"])))
    except ValueError:
        return False
    head.document_number = Value(number, passage.part(match.end("code"), match.end()), 0.95)
    head.issuer_mark = Value(squeeze(match["code"]), passage.part(*match.span("code")), 0.9)
    return True


def _take_beside_number(head: Head, passage: Passage, end: int) -> None:
    """份号, 密级 and 紧急程度 that a letter has at the left of the line of its number (GB/T 9704-2012, 10.1)."""
    for match in re.finditer(r"\S+", passage.text[:end]):
        bare, span = fold_width(match.group()), passage.part(*match.span())
        if head.copy_number is None and re.fullmatch(r"\d{6}", bare):
            head.copy_number = Value(bare, span, 0.9)
        elif _SECRECY.fullmatch(bare):
            head.secrecy_mark = Value(bare, span, 0.98)
        elif head.urgency is None and (degree := _URGENCY.fullmatch(bare)):
            head.urgency = Value(Urgency(degree["urgency"]), span, 0.98)


def _mark_is_numbered_through(head: Head) -> bool:
    """Orders, minutes and announcements are numbered 第8号, not by year (GB/T 9704-2012, 10.2 and 10.3)."""
    mark = squeeze(head._above_number[-1].text) if head._above_number else ""
    return mark.endswith(("令", "纪要", "公告", "通告"))


def _take_signatory(head: Head, passage: Passage, match: re.Match[str]) -> None:
    names = _names(match["names"])
    if names:
        head._signed = True
        head.issuing_signatory = Value("、".join(names), passage.part(*match.span("names")), 0.95)


def _add_signatories(head: Head, passage: Passage, text: str, start: int) -> None:
    """Names that go on below those behind 签发人, each under the first one above."""
    names = _names(text)
    if names and head.issuing_signatory:
        before = head.issuing_signatory
        span = Span(before.span.start, passage.part(start, start + len(text)).end, before.span.page)
        head.issuing_signatory = Value("、".join([before.value, *names]), span, before.confidence)


def _names(text: str) -> list[str]:
    """Names in a row: a name of two characters is often written with a blank amid (张　三)."""
    words = [word for word in re.split(r"\s+", fold_width(text).strip()) if word]
    if words and all(len(word) == 1 for word in words):
        return ["".join(words)]
    names: list[str] = []
    for word in words:
        if names and len(word) == len(names[-1]) == 1:
            names[-1] += word
        else:
            names.append(word)
    return [name for name in names if 2 <= len(name) <= 6]


def _first(head: Head) -> bool:
    return not (head._above_number or head._below_number)


def _take_date(head: Head, passage: Passage) -> None:
    for match, day in date_in(passage.text):
        if day is not None:
            head.dated_below_title = Value(day, passage.part(*match.span()), 0.7)
            before = passage.text[: match.start()].strip()
            if is_organ(before) and not before.startswith(("（", "(")):
                head.dated_by = Value(squeeze(before), passage.part(0, len(before)), 0.7)


def _part_mark_from_title(head: Head) -> None:
    """The title stands below the number; in copies from the web it stands above, and there is no mark."""
    above, below = list(head._above_number), list(head._below_number)
    mark: list[Passage] = []
    if head.issuer_mark:
        title = [*above, *below]
    elif below and above:
        mark, title = above, below
    else:
        title = above or below
        lines = _lines_of_mark(title)
        mark, title = title[:lines], title[lines:]
    if mark:
        text = "".join(squeeze(line.text) for line in mark if len(squeeze(line.text)) <= 60)
        head.issuer_mark = Value(text, whole(mark[0], mark[-1]), 0.9 if _is_mark(text) else 0.7)
        names = [(without_mark_word(squeeze(line.text)), line.span) for line in mark]
        # 文件 beside the names is a line of its own where they stand in a table.
        if all(is_organ(name) for name, _ in names if name):
            head.mark_organs = tuple(Value(name, span, 0.9) for name, span in names if name)
    if title:
        _take_title(head, title)
    else:
        head.title = title_of_minutes(head.issuer_mark)


def _lines_of_mark(lines: Sequence[Passage]) -> int:
    """How many of the lines above the body are a mark: one, or the names of several organs with the word behind them.
    Minutes that stand alone have a mark only where it names an organ; else that is their title."""
    for count in range(1, len(lines) + 1):
        names = [squeeze(line.text) for line in lines[:count]]
        if _is_mark(names[-1]) or (count > 1 and not without_mark_word(names[-1])):
            named = all(is_organ(without_mark_word(name)) for name in names if without_mark_word(name))
            alone = len(lines) == 1 and names[-1].endswith("纪要")
            return count if named or (count == 1 and not alone) else 0
    return 0


def title_of_minutes(mark: Value[str] | None) -> Value[str] | None:
    """Minutes without a title are called what their mark says (GB/T 9704-2012, 10.3)."""
    return Value(mark.value, mark.span, 0.8) if mark and mark.value.endswith("纪要") else None


def _is_mark(text: str) -> bool:
    bare = squeeze(text)
    return bool(_MARK.fullmatch(bare)) and "关于" not in bare and not _NAMED_ORDER.search(bare)


def _take_title(head: Head, lines: list[Passage]) -> None:
    ends = [
        index
        for index in range(1, len(lines) + 1)
        if genre_of_title("".join(line.text for line in lines[:index]))
    ]
    kept = lines[: ends[-1]] if ends else lines[:6]
    text = join_lines(line.text for line in kept)
    confidence = 0.95 if ends and "于" in text else 0.8 if ends else 0.6
    head.title = Value(text, whole(kept[0], kept[-1]), confidence)


def title_of_order(mark: Value[str] | None, opening: Sequence[Passage]) -> Value[str] | None:
    """An order carries no title (GB/T 9704-2012, 10.2): it is known by what the *opening* of its body promulgates."""
    if mark is None or not mark.value.endswith("令") or not opening:
        return None
    match = _PROMULGATED.search(opening[0].text)
    return Value(match.group(1), opening[0].part(*match.span(1)), 0.6) if match else None


def _decide_genre(head: Head) -> None:
    sources = [(head.title, 0.97), (head.issuer_mark, 0.9)]
    if head.issuer_mark and head.issuer_mark.value.endswith("令"):
        sources.reverse()  # what an order promulgates has a genre of its own
    for source, confidence in sources:
        if source and (genre := genre_of_title(source.value)):
            head.genre = Value(genre, _ending_of(source.span), confidence)
            return


def _ending_of(span: Span) -> Span:
    return Span(max(span.start, span.end - 12), span.end, span.page)
