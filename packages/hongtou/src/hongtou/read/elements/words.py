"""The words by which organs and lists of organs are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hongtou.model import Span, Value
from hongtou.read.lines import Passage

_ORGAN_ENDINGS = (
    "政府|国务院|人大|政协|委员会|常委会|县委|市委|省委|区委|州委|党委|党组|工委|纪委|监委|纪检监察组|"
    "办公室|办公厅|办事处|办|部|委|厅|局|院|署|处|科|股|室|所|站|队|中心|会|团|社|校|学校|大学|学院|"
    "公司|集团|银行|支行|分行|医院|军区|指挥部|领导小组|工作组|专班|联合会|工会|妇联|团县委|残联|科协|文联|"
    "部门|机构|单位|乡|镇|街道|村|社区|企业|园区|开发区|管委会|林场|农场|法院|检察院|武装部|支队|大队|"
    "乡镇|幼儿园|各组|气象台|电视台|报社|供电|电网"
)
_ORGAN = re.compile(
    rf"(?:{_ORGAN_ENDINGS}|(?<=[会届]第.)次(?:全体)?会议|(?<=[会届]第..)次(?:全体)?会议|次代表大会)(?:[（(][^（()）]*[）)])?$"
)
# 各乡镇党委、人民政府: the second borrows its place from the first.
_LEAN_ON_NEIGHBOUR = frozenset(("人民政府", "政府", "党委", "党组", "党工委", "管委会", "办事处", "部门"))
# 山口镇、河边镇人民政府: a place that is followed by the government of another is none by itself.
_PLACE = re.compile(r"(?<!各)(?:乡|镇|街道)$")
_OF_PLACES = re.compile(r"(?:人民政府|政府|党委|党工委|办事处|人大主席团)$")
_MARK_WORD = re.compile(r"(?:文件|命令|令|(?:常务|常委会|全体|专题|办公|党组)?会议纪要|纪要|发电|便函|函)$")
_BLANKS = re.compile(r"\s+")
_BLANKS_AMID_HANZI = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_OUTER_SEPARATOR = re.compile(r"[，,；;](?![^（(]*[）)])")
_INNER_SEPARATOR = re.compile(r"、(?![^（(]*[）)])")


def is_organ(text: str) -> bool:
    """Whether ``text`` ends as the name of an organ does."""
    return bool(_ORGAN.search(squeeze(text)))


def without_mark_word(mark: str) -> str:
    """The organ of a 发文机关标志, or the line of one: without 文件, 令, 纪要 and the like."""
    return _MARK_WORD.sub("", mark)


def squeeze(text: str) -> str:
    """``text`` without any blanks."""
    return _BLANKS.sub("", text)


def join_hanzi(text: str) -> str:
    """``text`` without the blanks that stand between Hanzi; those between Latin words stay single."""
    return _BLANKS.sub(" ", _BLANKS_AMID_HANZI.sub("", text)).strip()


def join_lines(lines: Iterable[str]) -> str:
    """The lines of a title as one: only between two Latin words or figures does a blank stand for the end of a line."""
    return join_hanzi(join_written(lines))


def join_written(lines: Iterable[str]) -> str:
    """As `join_lines`, but a blank within a line stays: one parts the names of two issuers in the title of a joint
    document, and a file whose styles are ours has none that only spreads the words."""
    text = ""
    for line in map(str.strip, lines):
        text += " " * (text[-1:].isascii() and line[:1].isascii() and bool(text)) + line
    return text


def list_of_organs(passage: Passage, start: int, end: int, confidence: float) -> tuple[Value[str], ...]:
    """The organs listed in characters ``start`` to ``end`` of a passage.

    A comma always parts; 、 parts only where every part is an organ by itself, so that
    各省、自治区、直辖市人民政府 stays whole.
    """
    return tuple(
        Value(squeeze(passage.text[a:b]), passage.part(a, b), confidence)
        for a, b in _pieces(passage.text, start, end)
    )


def organs_in(text: str) -> tuple[str, ...]:
    """The organs that *text* lists, as `list_of_organs` parts them."""
    return tuple(squeeze(text[a:b]) for a, b in _pieces(text, 0, len(text)))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for a, b in _split(_OUTER_SEPARATOR, text, start, end):
        inner = _whole_names(text, _split(_INNER_SEPARATOR, text, a, b))
        if not inner:  # nothing but 、 stands between two commas
            continue
        names = [squeeze(text[c:d]) for c, d in inner]
        apart = all(is_organ(name) and name not in _LEAN_ON_NEIGHBOUR for name in names)
        if apart and _OF_PLACES.search(names[-1]):
            apart = not any(map(_PLACE.search, names[:-1]))
        yield from inner if apart else [(a, b)]


def _whole_names(text: str, pieces: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """*pieces* with single characters joined to what they stand behind: 市政府各委、办、局 is one."""
    found: list[tuple[int, int]] = []
    for start, end in pieces:
        if found and end - start == 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _split(separator: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ranges between separators, blanks trimmed, empty ones left out."""
    part = text[start:end]
    position = 0
    for cut in [*(match.start() for match in separator.finditer(part)), len(part)]:
        piece = part[position:cut]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            yield start + position + lead, start + position + len(piece.rstrip())
        position = cut + 1


def whole(first: Passage, last: Passage) -> Span:
    """The span from the beginning of one passage to the end of another."""
    return Span(first.span.start, last.span.end, first.span.page)
