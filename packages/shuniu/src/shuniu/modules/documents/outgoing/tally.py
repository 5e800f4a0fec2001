"""Counting what is issued, in the transaction that issues it: the tally is never behind, and never counts twice."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from shuniu.kernel.base import parameters
from shuniu.kernel.flow.context import Context, Work
from shuniu.kernel.flow.vocabulary import listener
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import DraftVersion, IssuePlan, IssueTally, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import planning, policy_lean
from shuniu.modules.documents.outgoing.burdens import burdens_in, limit_of

KIND = "outgoing"
COUNTS = ("issued", "against", "planned", "words", "measured", "over_long", "burdened", "disguised")
REVIEWED = "to_review"
SIGNED = frozenset({"joint_signing", "to_recheck"})
"""The states a document comes into by 签发."""
KEPT = ("counted_on", "against", "planned", "over_long", "burdens", "disguised")


@listener("outgoing tally")
def keep(ctx: Context, work: Work) -> None:
    """After every change of an outgoing document: say on its 立项 whether it is held; count it once it is issued, and
    take it off when it was 作废 before it went out; count the draft when it reaches 核稿 for the first time."""
    if work.matter.kind != KIND:
        return
    document = document_of(work.matter)
    if document.plan_id is not None:
        planning.mark_held(document, work.matter.outcome or "")
    today = ctx.now.astimezone(COUNTY).date()
    if work.matter.state == REVIEWED and document.submitted_on is None:
        document.submitted_on = today
        document.save(update_fields=["submitted_on"])
        _add(document, today, {"submitted": 1})
    due = policy_lean.counted_from(
        numbered_on=_day(document.numbered_at),
        released_on=_day(document.released_at),
        outcome=work.matter.outcome or "",
    )
    if due == document.counted_on:
        if due is None and work.matter.state in SIGNED:
            _weigh(document, today)  # on its way, it takes a place below the ceiling already
            document.save(update_fields=list(KEPT))
        return
    if document.counted_on is not None:
        _add(document, document.counted_on, {k: -v for k, v in counts_of(document).items()})
    document.counted_on = due
    if due is not None:
        _weigh(document, due)
        _add(document, due, counts_of(document))
    document.save(update_fields=list(KEPT))


def _day(at: datetime | None) -> date | None:
    return at.astimezone(COUNTY).date() if at is not None else None


def _weigh(document: OutgoingDocument, on: date) -> None:
    """What the document counts as, by the parameters of that day."""
    draft = DraftVersion.objects.filter(matter=document.matter_id, number=document.signed).first()
    content = draft.content if draft is not None else {"addressees": (), "body": ""}
    document.burdens = len(burdens_in(document, content))
    document.disguised = bool(
        policy_lean.guise(
            form=document.form,
            title=document.matter.title,
            addressees=content["addressees"],
            body=content["body"],
        )
    )
    document.over_long = document.words > limit_of(document.extent, on)
    document.against = stands_against(document.form, document.disguised, on)
    plan = document.plan
    document.planned = plan is not None and plan.origin != IssuePlan.Origin.ADDED


def stands_against(form: str, disguised: bool, on: date) -> bool:
    """Whether a document stands against the ceiling of the year (JW-02, JW-04)."""
    labels = parameters.value("outgoing.ceiling_forms", on=on)
    assert isinstance(labels, list)
    forms = {value for value, label in OutgoingDocument.Form.choices if label in labels}
    return policy_lean.counts_against(form=form, disguised=disguised, forms=forms)


def counts_of(document: OutgoingDocument) -> dict[str, int]:
    """What one issued document adds to its row of the tally."""
    return {
        "issued": 1,
        "against": int(document.against),
        "planned": int(document.planned),
        "words": document.words,
        "measured": int(document.words > 0),
        "over_long": int(document.over_long),
        "burdened": int(document.burdens > 0),
        "disguised": int(document.disguised),
    }


def _add(document: OutgoingDocument, on: date, counts: dict[str, int]) -> None:
    key = {
        "office_id": document.unit_id,
        "unit_id": document.drafting_unit_id,
        "year": on.year,
        "month": on.month,
        "form": document.form,
        "genre": document.genre,
        "source": "",
    }
    more = {name: F(name) + value for name, value in counts.items() if value}
    if IssueTally.objects.filter(**key).update(**more):
        return
    try:
        with transaction.atomic():
            IssueTally.objects.create(**key, **counts)
    except IntegrityError:
        IssueTally.objects.filter(**key).update(**more)  # another writer began the row first
