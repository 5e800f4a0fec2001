"""What a rule says about a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hongtou.check.basis import Basis, Strength
from hongtou.model import Span

_SEVERITIES = {Strength.MUST: "error", Strength.USUALLY: "warning"}


class FixKind(StrEnum):
    """How far a mending may be trusted: SAFE changes no figure, name, date or meaning; ASK wants the author's eye."""

    SAFE = "safe"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` in the place of the characters of ``span``; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a fault: edits of ``Document.text`` that do not overlap, in the order of the text."""

    kind: FixKind
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or wants a look.

    ``rule`` is the id an office knows (GW-24), ``code`` the one rule of the library that spoke (GW-24A),
    ``family`` its family. ``field`` names the part of the dispatch (addressees, copies, joint, sender,
    genre, title, body, opinions) or the element of the document (document_number, document_date …).
    ``span`` is the passage: from ``check_document`` always within ``Document.text``, from ``check_routing`` and
    ``check_burden`` within the title or body that was passed in.
    """

    rule: str
    code: str
    family: str
    strength: Strength
    message: str
    remedy: str
    basis: Basis
    field: str
    span: Span | None = None
    fix: Fix | None = None

    @property
    def severity(self) -> str:
        """error for 应当 and 不得, warning for 一般, advice for the rest."""
        return _SEVERITIES.get(self.strength, "advice")

    @property
    def refuses(self) -> bool:
        """Whether the clause says 应当 or 不得; anything weaker advises."""
        return self.strength is Strength.MUST


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding before its rule has put its name to it.

    ``strength`` is given only where it differs from the basis, ``basis_key`` where another clause speaks.
    """

    message: str
    remedy: str
    field: str
    span: Span | None = None
    strength: Strength | None = None
    basis_key: str = ""
    fix: Fix | None = None
