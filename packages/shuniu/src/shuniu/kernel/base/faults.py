"""What a policy finds wrong, and the refusal that it becomes: the same for every module."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.base.refusals import Code, refuse


@dataclass(frozen=True)
class Fault:
    """Something a rule does not allow: which field, by which rule, in a Chinese sentence, and what to do."""

    field: str
    rule: str
    message: str
    remedy: str = ""


def require(fault: Fault | None) -> None:
    """Raises `Refused` when *fault* is one."""
    if fault is not None:
        raise refuse(Code.RULE, fault.message, field=fault.field, rule=fault.rule, remedy=fault.remedy)
