"""The desk at which a document is written: the text at the left, what is to be said of it at the right."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import groupby

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.messages import RefusalPanel
from shuniu.kernel.platform.ui.papers import Paper
from shuniu.kernel.platform.ui.parts import Link


@dataclass(frozen=True)
class DraftFinding:
    """One thing to be said of a draft: a refusal (应当) or an advice.

    `field` names the field of the form it is about (one of an annex by its id, annex1-annex_text), `place` says it in
    words where that helps; `start` and `end` are the passage within that field's value, which `passage` quotes. `edits`
    mend it there: from, to, the new words; `safe` when nobody need look at them first. `why` the rule is held to.
    """

    message: str
    basis: Basis | None
    remedy: str = ""
    refuses: bool = False
    field: str = ""
    start: int | None = None
    end: int | None = None
    passage: str = ""
    edits: tuple[tuple[int, int, str], ...] = ()
    safe: bool = False
    why: str = ""
    place: str = ""

    @property
    def target(self) -> str:
        """The id of the field; empty where the finding is about none."""
        if not self.field:
            return ""
        return self.field if self.field.startswith("annex") else f"f-{self.field}"

    @property
    def edits_json(self) -> str:
        """The edits for the script that makes them."""
        return json.dumps(self.edits, ensure_ascii=False)

    @property
    def mended(self) -> str:
        """What the passage says when it was mended; empty where that does not show it (nothing is left of it)."""
        if self.start is None or self.end is None or not self.edits:
            return ""
        text, shift = self.passage, self.start
        for start, end, words in sorted(self.edits, reverse=True):
            if not shift <= start <= end <= shift + len(self.passage):
                return ""
            text = text[: start - shift] + words + text[end - shift :]
        return text


@dataclass(frozen=True)
class OutlineLine:
    """One heading of the body: its level from 1 to 4, its words, where it begins in the body."""

    level: int
    text: str
    start: int


@dataclass(frozen=True)
class DraftCheck:
    """What is said of the text as it stands: findings, its length against the limit, its outline."""

    findings: tuple[DraftFinding, ...]
    words: int
    limit: int
    limit_label: str = ""
    outline: tuple[OutlineLine, ...] = ()

    @property
    def must(self) -> int:
        """How many of the findings refuse."""
        return sum(finding.refuses for finding in self.findings)

    @property
    def safe_mendings(self) -> int:
        """How many of the findings may be mended at one press."""
        return sum(finding.safe and bool(finding.field and finding.edits) for finding in self.findings)

    @property
    def over(self) -> bool:
        return bool(self.limit) and self.words > self.limit


@dataclass(frozen=True)
class KeptText:
    """What the person typed before and did not save: when, over which version, how to go on with it or drop it."""

    at: str
    over: str
    take: Link
    drop: str
    hidden: tuple[Hidden, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class DraftPattern:
    """A text to begin with: the link puts it in by the server, `body` and `note` (附注) are what a script puts in where
    one writes."""

    name: str
    href: str
    body: str
    note: str = ""


@dataclass(frozen=True)
class DraftPhrase:
    """Words that are written again and again, and whose they are (我的, 本单位, 全县)."""

    text: str
    whose: str


@dataclass(frozen=True)
class AnnexFields:
    """One annex: its name and its text."""

    number: int
    title: Field
    text: Field


@dataclass(frozen=True)
class DraftDesk:
    """The page on which a draft is written. Plain text is the editor: 一、（一）1.（1） are headings, tabs make tables.

    Ctrl+S presses `save`, Ctrl+Enter the filled button. `check_href` answers the form with a `DraftCheck`, `keep_href`
    puts the form aside as it stands, `look_href` answers with its pages, `away_href` with the key for what is written
    while the network is away (empty: nothing is kept in the browser). `elements` are those that are chosen beside the
    text, `given` those that the way of the document gives (static fields). `keep_phrase_href` is posted the
    words that are chosen, to be kept as a phrase (empty: of this paper nothing is kept). `part` parts a whole document that
    was pasted into the body (empty: no such press). `unsaved` when it holds what is
    kept nowhere yet.
    """

    title: str
    number: str
    action: str
    head: tuple[Field, ...]
    body: Field
    annexes: tuple[AnnexFields, ...]
    foot: tuple[Field, ...]
    check: DraftCheck
    check_href: str
    keep_href: str
    version: str
    hidden: tuple[Hidden, ...] = ()
    hand_in: str = ""
    save: str = "保存"
    kept: KeptText | None = None
    refusal: RefusalPanel | None = None
    declarations: tuple[Field, ...] = ()
    links: tuple[Link, ...] = ()
    back: Link | None = None
    restored: str = ""
    unsaved: bool = False
    look_href: str = ""
    away_href: str = ""
    patterns: tuple[DraftPattern, ...] = ()
    phrases: tuple[DraftPhrase, ...] = ()
    part: str = ""
    keep_phrase_href: str = ""
    phrases_link: Link | None = None
    elements: tuple[Field, ...] = ()
    given: tuple[Field, ...] = ()

    @property
    def elements_wrong(self) -> bool:
        """Whether something is to be said at one of them: then they are seen at once."""
        return any(field.errors for field in self.elements)

    @property
    def elements_said(self) -> str:
        """The chosen ones in short, for when they are folded."""
        words = [
            o.label for f in self.elements if f.kind == "select" for o in f.options if o.value == f.value
        ]
        return "　".join(words)


@dataclass(frozen=True)
class RedlineRun:
    """Words of a line; `change` is same, inserted or deleted."""

    text: str
    change: str = "same"


@dataclass(frozen=True)
class RedlineBlock:
    """One line of a comparison; `change` says whether all of it came or went. `heading` is its level, 0 for none;
    `note` says where to it moved, or from where. `cells` are the words of each cell when it is the row of a table."""

    runs: tuple[RedlineRun, ...]
    change: str = "same"
    heading: int = 0
    note: str = ""
    cells: tuple[tuple[RedlineRun, ...], ...] = ()

    @property
    def before(self) -> tuple[RedlineRun, ...]:
        return tuple(run for run in self.runs if run.change != "inserted")

    @property
    def after(self) -> tuple[RedlineRun, ...]:
        return tuple(run for run in self.runs if run.change != "deleted")


@dataclass(frozen=True)
class RedlinePart:
    """One part of the document (标题, 主送, 正文, an annex) in both versions."""

    label: str
    blocks: tuple[RedlineBlock, ...]

    @property
    def stretches(self) -> tuple[tuple[bool, tuple[RedlineBlock, ...]], ...]:
        """Rows that follow each other, and what stands between: whether it is a table, and its blocks."""
        parted = groupby(self.blocks, key=lambda block: bool(block.cells))
        return tuple((is_table, tuple(blocks)) for is_table, blocks in parted)

    @property
    def changed(self) -> bool:
        return any(block.change != "same" for block in self.blocks)


@dataclass(frozen=True)
class Redline:
    """Two texts compared: the one before, the one after, and every part of them."""

    before: str
    after: str
    parts: tuple[RedlinePart, ...]
    summary: str = ""
    side_by_side: bool = False

    @property
    def changed(self) -> bool:
        return any(part.changed for part in self.parts)


@dataclass(frozen=True)
class VersionRow:
    """One version of a draft: who saved it in which capacity, when, how, how long it is."""

    number: int
    label: str
    who: str
    capacity: str
    at: str
    origin: str
    words: str
    href: str
    docx: Link | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class VersionsPage:
    """The versions of a draft, the newest first, and the comparison of two of them, or one of them to be read."""

    title: str
    number: str
    rows: tuple[VersionRow, ...]
    action: str
    chosen: tuple[int, int] | None = None
    redline: Redline | None = None
    paper: Paper | None = None
    links: tuple[Link, ...] = ()
    back: Link | None = None
    views: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ReturnedFile:
    """A file that came back from Word: what is to be known before it becomes a version, and the comparison.

    `warnings` must be ticked by `confirm` before `accept` counts.
    """

    title: str
    lead: str
    action: str
    redlines: tuple[Redline, ...]
    hidden: tuple[Hidden, ...] = ()
    warnings: tuple[str, ...] = ()
    confirm: Field | None = None
    accept: str = "采用为新的一稿"
    refusal: RefusalPanel | None = None
    cancel: Link | None = None
    back: Link | None = None
    notes: tuple[str, ...] = field(default=())
