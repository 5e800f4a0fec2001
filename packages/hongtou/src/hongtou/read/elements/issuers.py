"""Who issues a document: the organs of signature, mark, title and 版记 held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hongtou.model import Signature, Span, Value
from hongtou.read.elements.words import is_organ, without_mark_word

_TITLE_PREFIX = re.compile(r"(?P<organs>.{2,60}?)(?:关于|转发|印发|批转|对|发布)")
_SEVERAL = re.compile(r"(?P<organs>\S{3,30}(?:[ \t\u3000\n]+\S{3,30}){1,4}?)[ \t\u3000\n]*关于")
_ORGAN_AND_GENRE = re.compile(
    r"(?P<organs>(?!第).{2,60}?)(?:公报|公告|通告|命令|令|决议|(?:(?:常务|专题|办公|全体)?会议)?纪要)"
)


def issuers_of(
    mark: Value[str] | None,
    mark_organs: Sequence[Value[str]],
    title: Value[str] | None,
    signature: Value[Signature] | None,
    text: str,
    otherwise: Value[str] | None = None,
) -> tuple[Value[str], ...]:
    """The issuing organs: those that a mark of several names, else as signed, as in the mark, in the title, else
    *otherwise*; *mark_organs* are the lines of a mark that are organs. Several that sign by shorter names are called
    as the title calls them."""
    signing = signature.value.organs if signature else ()
    if len(mark_organs) > 1:
        return tuple(mark_organs)
    if len(signing) > 1 and title and len(called := _in_title(title, text)) == len(signing):
        return called
    if signature and signing:
        named = "".join(value.value for value in (mark, title) if value)
        return tuple(
            Value(full, signature.span, 0.97 if organ in named else signature.confidence - 0.1)
            for organ, full in zip(signing, _as_the_lead(mark_organs, signing), strict=True)
        )
    if found := (title and _several_in_title(title, text)) or next(_elsewhere(mark, title), ()):
        return found
    return (otherwise,) if otherwise else ()


def _as_the_lead(mark_organs: Sequence[Value[str]], signing: Sequence[str]) -> list[str]:
    """The organs that sign; where the lead organ leaves out its county, which its mark names, so do the others:
    县财政局 below the mark of 云岭县发展和改革局 is 云岭县财政局."""
    first = signing[0]
    lead = mark_organs[0].value if len(mark_organs) == 1 and len(signing) > 1 else first
    place = lead.removesuffix(first) if lead.endswith(first) else ""
    return [place + organ if organ[0] == first[0] else organ for organ in signing]


def _in_title(title: Value[str], text: str) -> tuple[Value[str], ...]:
    """The organs at the beginning of a title, several or one."""
    return _several_in_title(title, text) or next(_before_about(title), ())


def _several_in_title(title: Value[str], text: str) -> tuple[Value[str], ...]:
    """The organs that a title names side by side before 关于, as documents of several without a signature do."""
    match = _SEVERAL.match(title.span.of(text))
    if match is None:
        return ()
    found = []
    for organ in re.finditer(r"\S+", match["organs"]):
        start = title.span.start + organ.start()
        found.append(Value(organ.group(), Span(start, start + len(organ.group()), title.span.page), 0.85))
    return tuple(found) if len(found) > 1 and all(is_organ(each.value) for each in found) else ()


def _elsewhere(mark: Value[str] | None, title: Value[str] | None) -> Iterator[tuple[Value[str], ...]]:
    """What the mark calls its organ, then what the title does."""
    if mark and (organ := without_mark_word(mark.value)):
        yield (Value(organ, mark.span, 0.85),)
    if title and (match := _ORGAN_AND_GENRE.fullmatch(title.value)) and is_organ(match["organs"]):
        yield (Value(match["organs"], _opening(title.span, match), 0.8),)
    if title:
        yield from _before_about(title)


def _before_about(title: Value[str]) -> Iterator[tuple[Value[str], ...]]:
    if match := _TITLE_PREFIX.match(title.value):
        organs = match["organs"].split("、")
        if all(map(is_organ, organs)):
            yield tuple(Value(organ, _opening(title.span, match), 0.8) for organ in organs)


def _opening(span: Span, match: re.Match[str]) -> Span:
    """The part of a title's span in which its organs stand; blanks in the source may shift it a little."""
    return Span(span.start, min(span.end, span.start + match.end("organs")), span.page)
