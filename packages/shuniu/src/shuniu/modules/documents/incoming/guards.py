"""The guards of the incoming procedure: policy asked about a matter's own record."""

from __future__ import annotations

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Urgency
from shuniu.kernel.flow.vocabulary import guard
from shuniu.modules.documents.incoming import policy
from shuniu.modules.documents.incoming.register import unanswered
from shuniu.modules.documents.models import line_of


@guard("incoming_answered")
def incoming_answered(ctx: Context) -> Refusal | None:
    """A 请示 needs its answer registered (GW-08)."""
    fault = unanswered(ctx.matter, getattr(ctx.data, "answered_by", ""))
    return Refusal(Code.RULE, fault.message, rule=fault.rule) if fault else None


@guard("incoming_telegram_has_grade")
def incoming_telegram_has_grade(ctx: Context) -> Refusal | None:
    """A telegram is handled by its grade (SX-03)."""
    grade = Urgency(ctx.matter.urgency).label
    fault = policy.grade_fault(form=line_of(ctx.matter).form, grade=grade)
    return Refusal(Code.RULE, fault.message, rule=fault.rule) if fault else None
