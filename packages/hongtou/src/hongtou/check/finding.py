"""What a rule says about a document."""

from __future__ import annotations

from dataclasses import dataclass

from hongtou.check.basis import Basis, Strength
from hongtou.model import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or wants a look.

    ``rule`` is the id an office knows (GW-24), ``code`` the one rule of the library that spoke (GW-24A),
    ``family`` its family. ``field`` names the part of the dispatch (addressees, copies, joint, sender,
    genre, title, body, opinions); ``span`` is the passage within that field when it is title or body.
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
