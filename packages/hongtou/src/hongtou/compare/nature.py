"""校对性 or 实质性: whether a change after 签发 only mends what everybody can see, or what was signed (GW-14)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from hongtou.compare.pieces import changes
from hongtou.compare.tokens import is_figure, tokens
from hongtou.text import strip_invisible

_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("○"): "〇"}
_NUMERAL = r"0-9零〇○一二三四五六七八九十百千万亿两"
_BLANKS = re.compile(r"\s+")
_INNER_BLANK = re.compile(r"(?<=[0-9A-Za-z]) (?=[0-9A-Za-z])")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_NUMBER_BRACKETS = re.compile(r"[〔\[【(](\d{4})[〕\]】)](?=第?\d+号)")
_DASHES = str.maketrans({"－": "-", "–": "-", "—": "-", "―": "-", "−": "-", "～": "~", "〜": "~"})
_PUNCTUATION = re.compile(r"[^\w]*")
# Next to a figure these are part of its meaning: sign, range, ratio, decimal, per cent, currency, degree.
_FIGURE_MARKS = frozenset("-~+±<>≤≥=×÷/%‰.:：￥¥$℃°·")
# Marks that only order a sentence or frame a title; any other, and a bracket that comes or goes, may mean something.
_ORDERING = frozenset("，。、；：,;:“”‘’\"'《》〈〉—·")
_BRACKETS = frozenset("()〔〕[]【】")
# Between two words one of these parts them; where it comes or goes the sentence may say the opposite (不，同意).
_PARTING = frozenset("，、；：,;:")
_DOUBLED = "的"
_LONGEST_DOUBLED = 6
_AFTER_DOUBLED = re.compile(r"$|[，。、；：要应须的地得在于是将把被就也都还再按根依以]")
_NEGATION = re.compile(r"[不未无非没勿莫毋禁免否]|除外|停止|取消|撤销")
_MODAL = re.compile(
    r"应当|应该|应|必须|务必|须|可以|可|得|能够|能|原则上|一般|必要时|要求|允许|同意|批准|鼓励"
)
_ORGAN = re.compile(r"[一-龥](?:[省市县区乡镇村委部局厅处科院校站所]|公司|中心|政府|办公室|委员会|法院|集团)")
_NO_FIGURE = re.compile(r"进一步|一律|一般|统一|一致|一定|一切|一些|一起|唯一|十分|千万")
_SENTENCE_END = re.compile(r"[。；！？]")
_LONG = 8


class NatureKind(StrEnum):
    """校对性 may be confirmed by a second person; 实质性 goes back to whoever signed."""

    PROOF = "校对性"
    SUBSTANTIVE = "实质性"


@dataclass(frozen=True, slots=True)
class DraftText:
    """All that a signature covers. ``annexes`` are pairs of title and text; ``date`` is as printed."""

    title: str
    addressees: tuple[str, ...]
    body: str
    annexes: tuple[tuple[str, str], ...] = ()
    copies: tuple[str, ...] = ()
    signature: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NatureReason:
    """One change: where it stands, what stood there, what stands there now, and what that means."""

    field: str
    old: str
    new: str
    kind: NatureKind
    says: str


@dataclass(frozen=True, slots=True)
class Nature:
    """What kind of change it was, with a reason for every place; no reasons when nothing changed."""

    kind: NatureKind
    reasons: tuple[NatureReason, ...]


def nature_of_change(old: DraftText, new: DraftText) -> Nature:
    """Whether the change is 校对性 or 实质性; every doubt counts as 实质性."""
    reasons = tuple(_reasons(old, new))
    substantive = any(reason.kind is NatureKind.SUBSTANTIVE for reason in reasons)
    return Nature(NatureKind.SUBSTANTIVE if substantive else NatureKind.PROOF, reasons)


def _reasons(old: DraftText, new: DraftText) -> Iterator[NatureReason]:
    yield from _in_text("标题", old.title, new.title)
    yield from _in_names("主送机关", old.addressees, new.addressees)
    yield from _in_text("正文", old.body, new.body)
    yield from _in_annexes(old.annexes, new.annexes)
    yield from _in_names("抄送机关", old.copies, new.copies)
    for field, before, after in (
        ("发文机关署名", old.signature, new.signature),
        ("成文日期", old.date, new.date),
    ):
        if _bare(before) != _bare(after):
            yield NatureReason(field, before, after, NatureKind.SUBSTANTIVE, f"{field}变了")
    yield from _in_text("附注", old.note, new.note)


def _in_names(field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[NatureReason]:
    if tuple(map(_bare, old)) != tuple(map(_bare, new)):
        yield NatureReason(field, "、".join(old), "、".join(new), NatureKind.SUBSTANTIVE, f"{field}变了")


def _in_annexes(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[NatureReason]:
    if len(old) != len(new):
        says = "附件少了" if len(old) > len(new) else "附件多了"
        before, after = ("、".join(title for title, _ in side) for side in (old, new))
        yield NatureReason("附件", before, after, NatureKind.SUBSTANTIVE, says)
        return
    for number, ((title, text), (new_title, new_text)) in enumerate(zip(old, new, strict=True), 1):
        yield from _in_text(f"附件{number}标题", title, new_title)
        yield from _in_text(f"附件{number}", text, new_text)


def _in_text(field: str, old: str, new: str) -> Iterator[NatureReason]:
    if old == new:
        return
    before, after = _canonical(old), _canonical(new)
    if before == after:
        yield NatureReason(field, "", "", NatureKind.PROOF, "只改了空格、分段、全角半角或者数字的写法")
        return
    i = j = 0
    for change in changes(tokens(before), tokens(after)):
        if not change.same:
            place = _Place(before, after, i, i + len(change.old), j, j + len(change.new))
            yield _reason(field, place)
        i, j = i + len(change.old), j + len(change.new)


@dataclass(frozen=True, slots=True)
class _Place:
    """One changed stretch: characters i1 to i2 of the old text became j1 to j2 of the new one."""

    before: str
    after: str
    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def old(self) -> str:
        return self.before[self.i1 : self.i2]

    @property
    def new(self) -> str:
        return self.after[self.j1 : self.j2]

    @property
    def neighbours(self) -> str:
        """The characters left and right of the stretch, in either text."""
        return self.before[max(0, self.i1 - 1) : self.i1] + self.before[self.i2 : self.i2 + 1]


def _reason(field: str, place: _Place) -> NatureReason:
    says = _proof(place)
    if says:
        return NatureReason(field, place.old, place.new, NatureKind.PROOF, says)
    return NatureReason(field, place.old, place.new, NatureKind.SUBSTANTIVE, _substance(place))


def _proof(place: _Place) -> str:
    """Why the change is only proofreading; empty when it is not, or not surely."""
    old, new = place.old, place.new
    if _PUNCTUATION.fullmatch(old) and _PUNCTUATION.fullmatch(new):
        return "只改了标点" if _is_harmless_mark(place) else ""
    if _is_slip(place):
        return "改正错别字"
    if _is_doubled(place):
        return "删去重复的字"
    return ""


def _is_harmless_mark(place: _Place) -> bool:
    old, new = set(place.old), set(place.new)
    marks = old ^ new
    swapped = bool(old & _BRACKETS) and bool(new & _BRACKETS)
    if not marks <= (_ORDERING | _BRACKETS if swapped else _ORDERING):
        return False
    inside = len(place.neighbours) == 2 and all(re.match(r"\w", side) for side in place.neighbours)
    if inside and not (old and new) and marks & _PARTING:
        return False
    beside = [bool(re.match(f"[{_NUMERAL}]", side)) for side in place.neighbours]
    if any(beside) and marks & _FIGURE_MARKS:
        return False
    return not (len(beside) == 2 and all(beside))


def _is_slip(place: _Place) -> bool:
    for wrong, right, not_after in _slips():
        for start in range(max(0, place.i2 - len(wrong)), place.i1 + 1):
            end = start + len(wrong)
            lead = place.i1 - start
            if end < place.i2 or place.before[start:end] != wrong or lead > place.j1:
                continue
            tail = end - place.i2
            meant = place.after[place.j1 - lead : place.j2 + tail] == right
            if meant and (start == 0 or place.before[start - 1] not in not_after):
                return True
    return False


def _is_doubled(place: _Place) -> bool:
    gone = place.old
    if place.new or not gone or len(gone) > _LONGEST_DOUBLED or re.search(rf"[{_NUMERAL}\W]", gone):
        return False
    if len(gone) == 1 and gone != _DOUBLED:
        return False
    if _NEGATION.search(gone) or _ORGAN.search(gone):
        return False
    before = place.before[max(0, place.i1 - len(gone)) : place.i1]
    after = place.before[place.i2 : place.i2 + len(gone)]
    following = place.before[place.i2 + len(gone) if gone == after else place.i2 :][:1]
    return gone in (before, after) and (len(gone) == 1 or bool(_AFTER_DOUBLED.match(following)))


def _substance(place: _Place) -> str:
    """What of substance changed, by the weightiest of what is in the stretch."""
    old, new = place.old, place.new
    both = tokens(_NO_FIGURE.sub("", old)) + tokens(_NO_FIGURE.sub("", new))
    if any(is_figure(token) or re.fullmatch(f"[{_NUMERAL}]", token) for token in both):
        return "数字、日期或者编号变了"
    if _PUNCTUATION.fullmatch(old + new):
        return "标点的改动可能改变数字或者语气"
    if bool(_NEGATION.search(old)) or bool(_NEGATION.search(new)):
        return "否定、禁止的词变了"
    if set(_MODAL.findall(old)) != set(_MODAL.findall(new)):
        return "应当、可以等约束程度的词变了"
    if not old or not new:
        if _SENTENCE_END.search(old + new) or len(old + new) >= _LONG:
            return "增加了句子" if new else "删去了句子"
        return "增加了文字" if new else "删去了文字"
    if _ORGAN.search(old) or _ORGAN.search(new):
        return "机关、单位或者地名变了"
    return "文字变了，不能断定只是校对"


@cache
def _slips() -> tuple[tuple[str, str, str], ...]:
    """What was written, what is meant, and the characters that may not stand before it."""
    lines = files("hongtou.compare").joinpath("slips.txt").read_text("utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return tuple((wrong, right, "".join(rest)) for wrong, right, *rest in rows)


def _bare(text: str) -> str:
    return _BLANKS.sub("", strip_invisible(text).translate(_FULL_WIDTH))


def _canonical(text: str) -> str:
    """``text`` without what is only a manner of writing: blanks, line breaks, width, thousands, brackets of numbers.

    A full-width comma between digits stays, for it may part two numbers; a blank between digits or
    Latin letters stays as one.
    """
    folded = re.sub(r"(?<=\d)，(?=\d)", "\ue000", strip_invisible(text)).translate(_FULL_WIDTH)
    folded = _BLANKS.sub(" ", folded).strip()
    folded = _INNER_BLANK.sub("\ue001", folded).replace(" ", "").replace("\ue001", " ")
    folded = re.sub(
        rf"(?<=[{_NUMERAL}])[－–—―−～〜](?=[{_NUMERAL}])", lambda m: m.group().translate(_DASHES), folded
    )
    folded = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), folded)
    return _NUMBER_BRACKETS.sub(r"〔\1〕", folded).replace("\ue000", "，")
