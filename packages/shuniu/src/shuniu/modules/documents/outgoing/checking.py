"""What is said of a draft while it is written, and once more at 核稿: every check gives remarks, each with its rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import hongtou
from shuniu.kernel.base.basis import Basis, Strength, Sureness, basis
from shuniu.kernel.base.registry import Registry
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing import proofreading, routing
from shuniu.modules.documents.outgoing.burdens import limit_of
from shuniu.modules.documents.outgoing.patterns import SLOT
from shuniu.modules.documents.outgoing.text import Content


@dataclass(frozen=True)
class Draft:
    """A document, a text of it, and the day on which it is looked at."""

    document: OutgoingDocument
    content: Content
    today: date

    @cached_property
    def organs(self) -> hongtou.Organs:
        """The county's own tree, looked up once for all checks."""
        return routing.organs_of_county()


@dataclass(frozen=True)
class Remark:
    """One thing to be said: by which rule, in which field, from where to where in that field's text.

    `refuses` says that the rule says 应当 or 不得; anything else advises. `code` tells remarks of one rule apart.
    `basis` is given where the rule stands in the library's catalogue alone; `edits` mend it (start, end, the new words
    in that field's text), `safe` when they change no figure, name, date or meaning.
    """

    rule: str
    message: str
    remedy: str = ""
    refuses: bool = False
    field: str = ""
    start: int | None = None
    end: int | None = None
    code: str = ""
    basis: Basis | None = None
    edits: tuple[tuple[int, int, str], ...] = ()
    safe: bool = False

    @property
    def ground(self) -> Basis:
        """The clause by which it is said."""
        return self.basis or basis(self.rule)

    def passage_of(self, texts: Mapping[str, str]) -> str:
        """The words that it is about, of *texts* by field; empty where none are named."""
        return "" if self.start is None else texts.get(self.field, "")[self.start : self.end]

    @property
    def why(self) -> str:
        """Why the rule is held to; empty for a remark that is the platform's own."""
        return hongtou.why_of(self.code)


Check = Callable[[Draft], Iterable[Remark]]
CHECKS: Registry[Check] = Registry("check of a draft", public=False)


def check(name: str) -> Callable[[Check], Check]:
    """Register the decorated function as the check *name*."""
    return lambda made: CHECKS.register(name, made)


def remarks_on(draft: Draft) -> tuple[Remark, ...]:
    """What every check says of *draft*, refusals first."""
    found = [remark for one in CHECKS.values() for remark in one(draft)]
    return tuple(sorted(found, key=lambda remark: not remark.refuses))


def of_the_library(found: Iterable[hongtou.Finding]) -> Iterator[Remark]:
    """Findings of hongtou as remarks; the fields of its dispatch are those of the form under other names."""
    names = {"copies": "copy_to", "joint": "", "sender": "", "genre": "title", "opinions": ""}
    for finding in found:
        span = finding.span
        yield Remark(
            finding.rule,
            finding.message,
            finding.remedy,
            refuses=finding.refuses,
            field=names.get(finding.field, finding.field),
            start=span.start if span else None,
            end=span.end if span else None,
            code=finding.code,
        )


@check("burden")
def burden(draft: Draft) -> Iterator[Remark]:
    """JW-03, JW-05: the body is not too long for its kind, and asks nothing of the grassroots that it may not."""
    general, special = (limit_of(extent, draft.today) for extent in ("general", "special"))
    limits = hongtou.WordLimits(general, special, is_general=draft.document.extent == "general")
    genre = hongtou.Genre(draft.document.genre)
    yield from of_the_library(hongtou.check_burden(draft.content.body, genre, limits))


@check("routing")
def routing_rules(draft: Draft) -> Iterator[Remark]:
    """GW-20 to GW-29, GW-38: who may write what to whom, in this county; what was set aside for the document advises."""
    allowed = routing.set_aside(draft.document)
    found = hongtou.check_routing(routing.dispatch_of(draft.document, draft.content), draft.organs)
    written = draft.document.matter.state in {"to_plan", "drafting"}  # nobody was asked yet
    for remark in of_the_library(found):
        if written and remark.rule == "GW-28":
            continue
        override = allowed.get(remark.rule)
        if override is None:
            yield remark
        else:
            who = override.approved_by.name if override.approved_by else ""
            yield replace(remark, refuses=False, remedy=f"已由{who}批准不适用：{override.reason}")


_WAYS = {"up": hongtou.Direction.UP, "down": hongtou.Direction.DOWN, "level": hongtou.Direction.LEVEL}


@check("direction")
def direction(draft: Draft) -> Iterator[Remark]:
    """GW-11: direction and genre are those that addressees and words speak for."""
    document, content = draft.document, draft.content
    if not content.addressees:
        return
    proposal = hongtou.propose(
        document.issuer.name, content.addressees, content.title, content.body, draft.organs
    )
    why = "".join(proposal.reasons)
    if proposal.direction in _WAYS.values() and proposal.direction is not _WAYS[document.direction]:
        said = document.get_direction_display()
        yield Remark(
            "GW-11", f"立项时选的是{said}，从主送看是{proposal.direction}文。", why, field="addressees"
        )
    elif proposal.genre is not None and proposal.genre != document.genre:
        yield Remark(
            "GW-11", f"立项时选的文种是“{document.genre}”，看来宜用“{proposal.genre}”。", why, field="title"
        )


@check("secrecy")
def secrecy(draft: Draft) -> Iterator[Remark]:
    """BM-02, BM-03: no mark of a state secret, and no word that tells of one, stands in the text."""
    for name, text in proofreading.fields_of(draft.content):
        for hit in hongtou.inspect_text(text, place="稿子").hits:
            start, end = _line_of(hit, text)
            blocks = hit.level is hongtou.Level.BLOCK
            yield Remark(
                hit.rule,
                hit.message_zh,
                "请停止在这里起草，在涉密网办理。" if blocks else "请核对内容是否涉密。",
                refuses=blocks,
                field=name,
                start=start,
                end=end,
            )


def _line_of(hit: hongtou.Hit, text: str) -> tuple[int | None, int | None]:
    """The first line of *text* in which *hit* shows by itself; none for a mark that a line end breaks."""
    at = 0
    for line in text.split("\n"):
        if hit in hongtou.inspect_text(line, place=hit.place).hits:
            return at, at + len(line)
        at += len(line) + 1
    return None, None


@check("proofreading")
def proofreading_rules(draft: Draft) -> Iterator[Remark]:
    """What hongtou says of the whole document. Elements refuse where their clause says 应当: they are plain to see.
    Language, structure, genre, validity advise: a rule about words may be wrong, and no approval could set it aside."""
    for placed in proofreading.findings_on(draft.document, draft.content, draft.today):
        found = placed.finding
        yield Remark(
            found.rule,
            found.message,
            found.remedy,
            refuses=proofreading.refuses(found),
            field=placed.field,
            start=placed.start,
            end=placed.end,
            code=found.code,
            basis=_basis_of(found.basis),
            edits=placed.edits,
            safe=found.fix is not None and found.fix.kind is hongtou.FixKind.SAFE,
        )


_STRENGTHS = {
    hongtou.Strength.MUST: Strength.MUST,
    hongtou.Strength.USUALLY: Strength.USUALLY,
    hongtou.Strength.ADVISED: Strength.ADVISED,
    hongtou.Strength.PRACTICE: Strength.PRACTICE,
}


def _basis_of(found: hongtou.Basis) -> Basis:
    """A ground of the library as the screens show it."""
    return Basis(
        found.rule,
        found.regulation,
        found.text,
        found.article,
        Sureness(found.certainty.value),
        _STRENGTHS[found.strength],
    )


@check("slots")
def slots(draft: Draft) -> Iterator[Remark]:
    """GW-11: nothing that a pattern left to be filled in is still open."""
    for name, text in proofreading.fields_of(draft.content):
        for open_ in SLOT.finditer(text):
            yield Remark(
                "GW-11",
                f"还有没填的空：{open_[1]}。",
                "请填上；用不着的，连括号一起删去。",
                field=name,
                start=open_.start(),
                end=open_.end(),
                code="slot",
            )


@check("title")
def title(draft: Draft) -> Iterator[Remark]:
    """GW-11: the genre in the title is the one that was chosen."""
    text, genre = draft.content.title, draft.document.genre
    if hongtou.genre_of_title(text) not in {None, genre}:
        yield Remark(
            "GW-11",
            f"标题没有以文种“{genre}”结尾。",
            "请改标题，或者请核对立项时选的文种。",
            field="title",
        )


LEVELS = (
    re.compile(r"^[一二三四五六七八九十]+、"),
    re.compile(r"^（[一二三四五六七八九十]+）"),
    re.compile(r"^\d+[.．](?!\d)"),
    re.compile(r"^（\d+）"),
)
LONGEST_HEADING = 30


@dataclass(frozen=True)
class HeadingLine:
    """A heading of the body: level 1 to 4, its words in short, where it begins."""

    level: int
    text: str
    start: int


def outline_of(body: str) -> tuple[HeadingLine, ...]:
    """The headings of *body* by their markers 一、（一）1.（1）."""
    found, at = [], 0
    for line in body.split("\n"):
        text = line.strip(" \u3000\r")
        level = next((n for n, marker in enumerate(LEVELS, start=1) if marker.match(text)), 0)
        if level:
            short = text.split("。")[0][:LONGEST_HEADING]
            found.append(HeadingLine(level, short, at + line.index(text[0])))
        at += len(line) + 1
    return tuple(found)
