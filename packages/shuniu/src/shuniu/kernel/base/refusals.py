"""Refusals: a wish that cannot be granted, as a value with its reason, its place and its basis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shuniu.kernel.base.basis import Basis, basis


class Code(StrEnum):
    """What kind of no this is; each maps to one HTTP status in `STATUS`."""

    NO_ACTOR = "no_actor"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    NOT_YOUR_TURN = "not_your_turn"
    DUTY_ENDED = "duty_ended"
    STALE = "stale"
    CLOSED = "closed"
    INVALID = "invalid"
    RULE = "rule"
    SECRET = "secret"
    HELD = "held"
    BAD_FILE = "bad_file"
    TOO_MANY = "too_many"
    BUSY = "busy"
    STORAGE = "storage"


STATUS: dict[Code, int] = {
    Code.NO_ACTOR: 401,
    Code.NOT_FOUND: 404,
    Code.NOT_ALLOWED: 403,
    Code.NOT_YOUR_TURN: 409,
    Code.DUTY_ENDED: 403,
    Code.STALE: 409,
    Code.CLOSED: 409,
    Code.INVALID: 422,
    Code.RULE: 422,
    Code.SECRET: 422,
    Code.HELD: 422,
    Code.BAD_FILE: 422,
    Code.TOO_MANY: 422,
    Code.BUSY: 503,
    Code.STORAGE: 507,
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field of an input."""

    field: str
    message: str


@dataclass(frozen=True)
class Refusal:
    """Why something was not done: what is wrong, where, what to do, and by which rule.

    `message`, `remedy` and the problems are Chinese sentences shown where the hand was. A refusal never
    quotes content that the secrecy gate stopped.
    """

    code: Code
    message: str
    remedy: str = ""
    rule: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> int:
        return STATUS[self.code]

    @property
    def basis(self) -> Basis | None:
        return basis(self.rule) if self.rule else None


class Refused(Exception):
    """Raised inside an action to unwind its transaction; the runner turns it back into the value."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def refuse(code: Code, message: str, *, remedy: str = "", rule: str = "", field: str = "") -> Refused:
    """A `Refused` ready to raise; *field* points at the input that is wrong."""
    problems = (Problem(field, message),) if field else ()
    return Refused(Refusal(code, message, remedy, rule, problems))
