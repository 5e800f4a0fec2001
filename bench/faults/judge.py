"""Put every kind of fault into several carriers, and count what is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from bench.faults.carriers import carriers_for
from bench.faults.county import AMONG_THEM
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.kinds import Kind, kinds, ways
from hongtou import Finding

CARRIERS_PER_WAY = 5
FEWEST = 20
"""A family with fewer cases is called unmeasured."""
AMONG_ORGANS = "routing"
"""The family that is asked with a list of the organs, as the platform has it."""
AIM, FLOOR = 0.95, 0.85


@dataclass(frozen=True, slots=True)
class Case:
    """One fault in one carrier."""

    kind: Kind
    way: int
    carrier: Carrier
    injected: Injected

    def passage(self) -> str:
        """The passage that is wrong, for people."""
        if isinstance(self.injected.source, bytes) or self.injected.span is None:
            return self.kind.says
        return self.injected.span.of(self.injected.source)


@dataclass(slots=True)
class Tally:
    """Of one kind: how many cases, how many found, and the ones that were missed."""

    kind: Kind
    cases: int = 0
    hits: int = 0
    missed: list[Case] = field(default_factory=list)


def cases_of(kind: Kind, wordings: str) -> Iterator[Case]:
    """Every way of *kind* in up to CARRIERS_PER_WAY carriers, always the same ones."""
    for number, way in enumerate(ways(wordings, kind.family).get(kind.name, ())):
        for carrier, injected in _places(wordings, f"{kind.name}/{number}", way):
            yield Case(kind, number, carrier, injected)


def _places(wordings: str, number: str, way: Way) -> Iterator[tuple[Carrier, Injected]]:
    order, seed = list(carriers_for(wordings)), f"{wordings}/{number}"
    Random(seed).shuffle(order)
    taken = 0
    for carrier in order:
        if taken == CARRIERS_PER_WAY:
            return
        injected = way(carrier, Random(f"{seed}/{carrier.name}"))
        if injected is not None:
            taken += 1
            yield carrier, injected


def is_found(case: Case) -> bool:
    """Whether a finding that was not there before is about the fault."""
    untouched, question = case.carrier.findings, None
    if isinstance(case.injected.source, bytes):
        untouched = case.carrier.word_findings
    elif case.kind.family == AMONG_ORGANS:
        untouched, question = case.carrier.findings_among_organs, AMONG_THEM
    before = {_identity(finding) for finding in untouched}
    found = case.injected.findings(case.carrier.name, question)
    return any(_identity(f) not in before and _is_about(f, case) for f in found)


def _identity(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings the same one, wherever the text moved."""
    return finding.code, finding.field, finding.message


def _is_about(finding: Finding, case: Case) -> bool:
    kind, span = case.kind, case.injected.span
    if finding.family not in (kind.family, *kind.also):
        return False
    if finding.field in kind.about and (finding.field != "body" or span is None or finding.span is None):
        return True
    if span is None or finding.span is None:
        return False
    return finding.span.start < span.end and span.start < finding.span.end or finding.span == span


def judge(wordings: str, families: Sequence[str] = ()) -> list[Tally]:
    """The tally of every kind that has ways in *wordings*, of all families or of those named."""
    tallies = []
    for kind in kinds():
        if families and kind.family not in families:
            continue
        tally = Tally(kind)
        for case in cases_of(kind, wordings):
            tally.cases += 1
            if is_found(case):
                tally.hits += 1
            else:
                tally.missed.append(case)
        if tally.cases:
            tallies.append(tally)
    return tallies
