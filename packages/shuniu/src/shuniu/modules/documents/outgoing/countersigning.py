"""会签: who still has to be asked, whose objection stands, and what was said last (GW-10, GW-28)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import rounds
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.desks import desk_of, workdays_from
from shuniu.kernel.flow.models import Matter, Round
from shuniu.kernel.flow.moves.return_ import still_there
from shuniu.kernel.people.queries import duties_held, receiving_units
from shuniu.modules.documents.models import CountersignOpinion, OutgoingDocument, document_of

Result, Settled = CountersignOpinion.Result, CountersignOpinion.Settled


def last_opinions(matter: Matter) -> dict[int, CountersignOpinion]:
    """What each unit said last, by unit id, in the order in which they spoke; one query."""
    found: dict[int, CountersignOpinion] = {}
    for opinion in CountersignOpinion.objects.filter(matter=matter).select_related("unit").order_by("pk"):
        found.pop(opinion.unit_id, None)
        found[opinion.unit_id] = opinion
    return found


def concerned(document: OutgoingDocument) -> list[int]:
    """The units whose consent is needed, each once: those named at 立项, but not the one that drafts (GW-10)."""
    return [pk for pk in dict.fromkeys(document.consulted) if pk != document.drafting_unit_id]


def stands(opinion: CountersignOpinion, *, direction: str) -> bool:
    """Whether it is an objection that holds the document up: a leader's decision lets a document go on with the
    disagreement stated, but never downward (GW-28)."""
    if opinion.result != Result.DISAGREE or not opinion.settled:
        return opinion.result == Result.DISAGREE
    return direction == "down" and opinion.manner == Settled.DECIDED


def to_ask(document: OutgoingDocument, again: Collection[int] = ()) -> list[int]:
    """The units that must be asked: who was not asked yet, did not answer, or whose objection stands; who agreed is
    asked only when the drafter asks *again*."""
    said = last_opinions(document.matter)
    return [
        pk
        for pk in concerned(document)
        if pk in again
        or pk not in said
        or said[pk].result == Result.OVERDUE
        or stands(said[pk], direction=document.direction)
    ]


def head_desk(unit_id: int, now: datetime) -> Addressee:
    """The desk of the head of a unit: of an office its director. Raises `Refused` when nobody sits there."""
    duty = "UNIT_HEAD" if "UNIT_HEAD" in duties_held(unit_id, on=now) else "OFFICE_HEAD"
    return desk_of(unit_id, duty, now=now)


def limit(now: datetime) -> datetime:
    """Until when a unit that is asked at *now* answers."""
    return workdays_from("outgoing.countersign_days", now)


def ask(ctx: Context, units: Iterable[int]) -> Round:
    """Send the draft to the heads of *units* at once. Raises `Refused` for a unit that was abolished."""
    wanted = list(units)
    named = {unit.pk: unit for unit in receiving_units().filter(pk__in=wanted)}
    if len(named) != len(wanted):
        raise refuse(
            Code.RULE,
            "涉及的部门里有已经撤销或者合并的。",
            remedy="请用“调整会签部门”去掉它，加上接手其职能的部门。",
            field="consulted",
            rule="GW-10",
        )
    for pk in wanted:
        ctx.here.concern(pk)
    seats = [rounds.Seat(head_desk(pk, ctx.now), 1) for pk in wanted]
    return rounds.open_round(
        ctx,
        ctx.here,
        Round.Kind.COUNTERSIGN,
        seats,
        order=Round.Order.PARALLEL,
        due_at=limit(ctx.now),
    )


def recall_open(ctx: Context, *kinds: str) -> None:
    """Take back the open rounds of *kinds*: what was already said stays."""
    for round_ in Round.objects.filter(matter=ctx.matter, closed_at=None, kind__in=kinds):
        rounds.recall(ctx, ctx.here, round_)


def settle(ctx: Context, opinions: Iterable[CountersignOpinion], manner: str, words: str) -> None:
    """Write down how objections were settled; what was said stays as it was said."""
    for opinion in opinions:
        opinion.manner, opinion.settled = manner, words[:400]
        opinion.settled_at, opinion.settled_by_id = ctx.now, ctx.actor.person_id or None
        opinion.save(update_fields=["manner", "settled", "settled_at", "settled_by"])


def drafter_of(ctx: Context) -> Addressee:
    """Whoever has the draft in hand in the drafting unit, or had it last; the unit's head where nobody is there any
    more."""
    document = document_of(ctx.matter)
    held = [t for t in ctx.here.tasks if t.state in {"drafting", "countersigning"} and t.person_id]
    newest = max(held, key=lambda t: t.pk, default=None)
    last = Addressee(newest.unit_id, newest.person_id) if newest else None
    first = Addressee(document.drafting_unit_id, document.drafter_id)
    there = still_there(ctx, last) or still_there(ctx, first)
    return there or head_desk(document.drafting_unit_id, ctx.now)
