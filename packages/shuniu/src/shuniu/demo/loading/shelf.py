"""The files of the year, brought through the secrecy gate by those who would bring them, before the play begins.

The gate commits for itself, so it cannot work inside the one transaction in which the year is played.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.demo.calendar_of_year import PlannedDocument, paper
from shuniu.demo.county import OFFICES, Unit
from shuniu.demo.loading.originals import Press, as_text, as_word, lines_of
from shuniu.demo.loading.stage import Stage, Stuck
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files.gate import Declaration, Held, admit
from shuniu.kernel.people.actor import COUNTY

SCANS = 5
NOTES = 8
NOTE_DAYS = 40
STOPPED = "秘密★1年\n演示用文件，没有任何真实内容。"
STOPPED_BEFORE_END = 130
_PDF_SHARE = {True: 0.35, False: 0.6}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to be brought: under which key, by whom, when, in which form (docx, pdf, txt, scan, note)."""

    key: str
    person: str
    unit: str
    at: datetime
    form: str
    document: PlannedDocument


def issue_of(document: PlannedDocument) -> str:
    """What several receivers of one document have in common."""
    return f"{document.text_key}/{document.sender}/{document.document_date:%Y%m%d}"


def is_internal(stage: Stage, document: PlannedDocument) -> bool:
    """Whether it comes through the system: from a unit of the county, unless it is a 工作秘密 (BM-08)."""
    return isinstance(stage.county.sender(document.sender), Unit) and document.level == "普通"


def sending_clerk(stage: Stage, unit: str) -> str:
    """Who sends for *unit*."""
    return (stage.county.holders("CLERK", unit) or stage.county.holders("LIAISON", unit))[0].code


class Shelf:
    """The ids of the stored files, by issue, by document for what came from outside, by document for notes."""

    def __init__(self, stage: Stage, press: Press, plan: Sequence[PlannedDocument]) -> None:
        self._stage = stage
        self._press = press
        self.recorded = {document.key: recorder for document, recorder in _recorded(stage, plan)}
        self._wanted = sorted(self._wants(plan), key=lambda wanted: (wanted.at, wanted.key))
        self._ids: dict[str, int] = {}

    def fill(self, report: Callable[[int, int], object]) -> None:
        """Bring every file; *report* is told how many of how many. Raises `Stuck` when the gate refuses one."""
        for done, wanted in enumerate(self._wanted, start=1):
            self._bring(wanted)
            report(done, len(self._wanted))
        self._try_what_is_stopped()

    def _try_what_is_stopped(self) -> None:
        """Somebody drops a paper that does not belong here: the gate keeps nothing of it, and 保密员 is told."""
        stage, clerk = self._stage, sending_clerk(self._stage, "xwb")
        stage.now = stage.clock.moment(stage.clock.end - STOPPED_BEFORE_END).replace(tzinfo=COUNTY)
        outcome = admit(STOPPED.encode(), "来文.txt", actor=stage.actor(clerk, "xwb"), now=stage.now)
        if not isinstance(outcome, Refusal):
            raise Stuck("the gate let a paper with the mark of a state secret through")

    def file_of(self, document: PlannedDocument) -> int:
        """The original of *document* as its clerk may attach it."""
        key = issue_of(document) if is_internal(self._stage, document) else document.key
        return self._ids[key]

    def note_of(self, document: PlannedDocument) -> int:
        """The picture of the leader's hand for a 批示 that is recorded."""
        return self._ids[_note(document)]

    def _wants(self, plan: Sequence[PlannedDocument]) -> Iterator[Wanted]:
        seen = set[str]()
        outside = [d for d in plan if not is_internal(self._stage, d) and d.series != "明电" and d.steps]
        scanned = {document.key for document in outside[-SCANS:]}
        for document in plan:
            internal = is_internal(self._stage, document)
            key = issue_of(document) if internal else document.key
            if document.key in self.recorded:
                yield self._wanted_note(document)
            if key in seen or not (internal or document.steps):
                continue
            seen.add(key)
            unit = document.sender if internal else document.receiver
            person = sending_clerk(self._stage, unit) if internal else document.steps[0].person
            at = document.sent_at if internal else document.steps[0].at
            form = "scan" if document.key in scanned else self._form(document, key, internal=internal)
            yield Wanted(key, person, unit, at, form, document)

    def _form(self, document: PlannedDocument, key: str, *, internal: bool) -> str:
        if document.series == "明电":
            return "txt"
        chance = self._stage.chance(f"form/{key}").random()
        return "pdf" if chance < _PDF_SHARE[internal] else "docx"

    def _wanted_note(self, document: PlannedDocument) -> Wanted:
        step = next(step for step in document.steps if step.move == "批示")
        person, unit = self.recorded[document.key]
        return Wanted(_note(document), person, unit, step.at, "note", document)

    def _bring(self, wanted: Wanted) -> None:
        stage = self._stage
        stage.now = wanted.at.replace(tzinfo=COUNTY)
        actor = stage.actor(wanted.person, wanted.unit)
        data, name = self._made(wanted)
        outcome = admit(data, name, actor=actor, now=stage.now)
        if isinstance(outcome, Held):
            outcome = admit(data, name, actor=actor, now=stage.now, declaration=Declaration(outcome.needs))
        if isinstance(outcome, Refusal):
            raise Stuck(f"{wanted.key}: {outcome.message}")
        self._ids[wanted.key] = outcome.file.pk

    def _made(self, wanted: Wanted) -> tuple[bytes, str]:
        document = wanted.document
        if wanted.form == "note":
            step = next(step for step in document.steps if step.move == "批示")
            who = self._stage.county.people[step.person].name
            day = f"{step.at.month}月{step.at.day}日"
            return self._press.as_note(step.words, who, day, wanted.key), "领导批示原件.jpg"
        lines, title = lines_of(paper(document)), document.title[:80]
        match wanted.form:
            case "txt":
                return as_text(lines), f"{title}.txt"
            case "docx":
                return as_word(lines), f"{title}.docx"
            case "scan":
                return self._press.as_scan(lines, wanted.key), f"扫描{document.document_date:%Y%m%d}.jpg"
        return self._press.as_pdf(lines), f"{title}.pdf"


def _note(document: PlannedDocument) -> str:
    return f"note/{document.key}"


def _recorded(
    stage: Stage, plan: Sequence[PlannedDocument]
) -> Iterator[tuple[PlannedDocument, tuple[str, str]]]:
    """The newest 批示 that were written on paper, and who records each: the leader's liaison, else the clerk."""
    found = 0
    for document in reversed(plan):
        step = next((step for step in document.steps if step.move == "批示"), None)
        plain = document.kind == "办件" and document.level == "普通" and document.receiver in OFFICES
        if step is None or not plain or step.for_leader:
            continue
        if "代录待确认" not in document.incidents:
            if found >= NOTES or (stage.clock.today - step.at.date()).days > NOTE_DAYS:
                continue
            found += 1
        yield document, _recorder(stage, document.leader, document.receiver)


def _recorder(stage: Stage, leader: str, office: str) -> tuple[str, str]:
    for person in stage.county.people.values():
        if any(d.duty == "LEADER_LIAISON" and d.leader == leader and d.unit == office for d in person.duties):
            return person.code, office
    return sending_clerk(stage, office), office
