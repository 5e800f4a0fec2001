"""Rules as data: each stands in a file of its own under ``rules/<family>`` and is found there."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from hongtou.check.basis import Basis, bases
from hongtou.check.finding import Fault, Finding

Subject = TypeVar("Subject")
Sample = TypeVar("Sample")


class RuleError(Exception):
    """A rule file that breaks the contract of rules; raised when the family is loaded."""


@dataclass(frozen=True)
class Rule(Generic[Subject, Sample]):
    """One rule.

    ``code`` is unique and never used again; ``basis`` a key of ``bases/``. ``bad`` are samples the rule
    must find, ``good`` samples no rule of the family may find anything in.
    """

    code: str
    basis_key: str
    offence: str
    why: str
    check: Callable[[Subject], Iterable[Fault]]
    bad: tuple[Sample, ...]
    good: tuple[Sample, ...]

    @property
    def basis(self) -> Basis:
        """The ground of the rule."""
        return bases()[self.basis_key]

    def findings(self, subject: Subject, family: str) -> Iterator[Finding]:
        """What the rule finds in ``subject``, under its own name."""
        return (self.finding(fault, family) for fault in self.check(subject))

    def finding(self, fault: Fault, family: str) -> Finding:
        """A fault that the rule found, under its own name."""
        basis = bases()[fault.basis_key or self.basis_key]
        return Finding(
            rule=basis.rule,
            code=self.code,
            family=family,
            strength=fault.strength or basis.strength,
            message=fault.message,
            remedy=fault.remedy,
            basis=basis,
            field=fault.field,
            span=fault.span,
            fix=fault.fix,
        )


@cache
def rules_of(family: str) -> tuple[Rule[object, object], ...]:
    """The rules of a family in the order of their codes.

    Raises RuleError for a file without RULE, a code used twice, or a basis that is not in the catalogue.
    """
    package = importlib.import_module(f"hongtou.check.rules.{family}")
    found: dict[str, Rule[object, object]] = {}
    for module in pkgutil.iter_modules(package.__path__):
        rule = getattr(importlib.import_module(f"{package.__name__}.{module.name}"), "RULE", None)
        if not isinstance(rule, Rule):
            raise RuleError(f"{family}/{module.name}: no RULE")
        if rule.code in found:
            raise RuleError(f"{rule.code} stands in two files")
        if rule.basis_key not in bases():
            raise RuleError(f"{rule.code}: no basis {rule.basis_key}")
        if not module.name.startswith(rule.code.replace("-", "").lower() + "_"):
            raise RuleError(f"{family}/{module.name}: the name must begin with the code {rule.code}")
        found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))
