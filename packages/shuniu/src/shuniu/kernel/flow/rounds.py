"""Rounds (传阅, 会签, 协办): members in steps; the paper comes back here after each, and here goes on.

In sequence nobody passes a paper to the next reader himself (不得横传): the product is the clerk between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, IntegerField, Q, QuerySet

from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.base.row_writes import insert_row, update_row
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Work
from shuniu.kernel.flow.desks import find_desk, manned
from shuniu.kernel.flow.models import Round, RoundMember, Task
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import serving

VERBS = {
    Round.Kind.CIRCULATE: "阅",
    Round.Kind.COUNTERSIGN: "会签",
    Round.Kind.ASSIST: "协办",
    Round.Kind.CONSULT: "提意见",
    Round.Kind.JOINT: "联署签发",
}


@dataclass(frozen=True)
class Seat:
    """A place in a round: who, and in which step (equal steps go together)."""

    to: Addressee
    step: int


def seats_for(posts: Sequence[Post], order: str) -> list[Seat]:
    """Seats for *posts*: by rank one after another, all at once, or in the order given with equal ranks
    together (mixed)."""
    if order == Round.Order.PARALLEL:
        return [Seat(Addressee.of_post(p), 1) for p in posts]
    ranked = sorted(posts, key=lambda p: (p.rank, p.pk))
    if order == Round.Order.RANK:
        return [Seat(Addressee.of_post(p), i) for i, p in enumerate(ranked, start=1)]
    ranks = sorted({p.rank for p in ranked})
    return [Seat(Addressee.of_post(p), ranks.index(p.rank) + 1) for p in ranked]


def open_round(
    ctx: Context,
    work: Work,
    kind: str,
    seats: Sequence[Seat],
    *,
    order: str,
    needs_all: bool = True,
    due_at: datetime | None = None,
) -> Round:
    """Open a round and send it to its first step; every step is due at *due_at*, else when the matter is.

    Raises `Refused` for no or doubled members.
    """
    if not seats:
        raise refuse(Code.INVALID, f"还没有选{Round.Kind(kind).label}的对象，请选人。", field="members")
    if len({seat.to for seat in seats}) != len(seats):
        raise refuse(Code.INVALID, "同一个人选了两次，请去掉一个。", field="members", rule="GW-06")
    made = Round.objects.create(
        matter=work.matter,
        kind=kind,
        order=order,
        needs_all=needs_all,
        due_at=due_at,
        opened_at=ctx.now,
        opened_by_id=ctx.actor.person_id or None,
    )
    RoundMember.objects.bulk_create(
        RoundMember(round=made, step=s.step, unit_id=s.to.unit_id, person_id=s.to.person_id, duty=s.to.duty)
        for s in seats
    )
    advance(ctx, work, made)
    return made


def advance(ctx: Context, work: Work, round_: Round) -> None:
    """Send the round to its next step, or close it when nobody is left (or, for any, one has answered).

    Whoever left his post meanwhile is passed over, and the office is told: nothing waits on an empty desk.
    """
    members = _MEMBERS(round=round_.pk)
    if not round_.needs_all and any(m.state == RoundMember.State.DONE for m in members):
        _end(ctx, work, round_, RoundMember.State.LAPSED)
        return
    if any(m.state == RoundMember.State.ACTIVE for m in members):
        return
    waiting = [m for m in members if m.state == RoundMember.State.WAITING]
    there = manned([_desk(m) for m in waiting], now=ctx.now)
    ready = [m for m in waiting if _desk(m) in there]
    first = ready[0].step if ready else None
    _pass_over(ctx, work, [m for m in waiting if m not in ready and (first is None or m.step <= first)])
    for member in (m for m in ready if m.step == first):
        _send(ctx, work, round_, member)
    if not ready:
        round_.closed_at = ctx.now
        update_row(round_, "closed_at")


_MEMBERS = Prepared(
    lambda round: RoundMember.objects.filter(round=round).order_by("step", "pk"), round=IntegerField()
)


def _desk(member: RoundMember) -> Addressee:
    return Addressee(member.unit_id, member.person_id, member.duty)


def _send(ctx: Context, work: Work, round_: Round, member: RoundMember) -> None:
    member.state, member.sent_at = RoundMember.State.ACTIVE, ctx.now
    _keep(member)
    engine.open_task(
        ctx,
        work,
        _desk(member),
        purpose=Task.Purpose.ROUND,
        verb=VERBS[Round.Kind(round_.kind)],
        due_at=round_.due_at or work.matter.due_at,
        round_id=round_.pk,
    )


def _keep(member: RoundMember) -> None:
    if member.pk is None:
        insert_row(member)
    else:
        update_row(member)


def _pass_over(ctx: Context, work: Work, gone: Sequence[RoundMember]) -> None:
    for member in gone:
        member.state = RoundMember.State.LAPSED
        update_row(member, "state")
    if gone:
        names = "、".join(m.person.name if m.person else m.unit.short_name for m in gone)
        ctx.words.data["skipped"] = names
        text = f"{names}已不在岗，没有送到，需要的请另行加签：{work.matter.title}"
        office = find_desk(work.matter.unit_id, "CLERK", now=ctx.now)
        if office is not None:
            ctx.notify(office, text, work.matter, urgent=True)


def _is(to: Addressee) -> Q:
    whom = Q(person_id=to.person_id) if to.person_id is not None else Q(duty=to.duty)
    return Q(unit_id=to.unit_id) & whom


def member_of(task: Task) -> RoundMember:
    """The member whose turn *task* is."""
    mine = _is(Addressee(task.unit_id, task.person_id, task.duty))
    return RoundMember.objects.get(mine, round=task.round, state=RoundMember.State.ACTIVE)


def answer(ctx: Context, work: Work, task: Task, result: str) -> None:
    """The holder of *task* has read or signed; the round goes on."""
    member = member_of(task)
    member.state, member.done_at, member.result = RoundMember.State.DONE, ctx.now, result
    update_row(member, "state", "done_at", "result")
    engine.close_tasks(ctx, [task])
    assert task.round_id is not None
    advance(ctx, work, Round.objects.get(pk=task.round_id))


def add_seat(ctx: Context, work: Work, round_: Round, post: Post) -> None:
    """加签: one more member, at once in a parallel round; in sequence where his rank puts him among those who
    still wait, so that two never have the paper at once. Raises `Refused` for one who is in it already."""
    to = Addressee.of_post(post)
    if round_.order == Round.Order.PARALLEL:
        add_desk(ctx, work, round_, to)
        return
    members = _members_without(round_, to)
    made = RoundMember(round=round_, unit_id=to.unit_id, person_id=to.person_id)
    waiting = list(members.filter(state=RoundMember.State.WAITING).order_by("step", "pk"))
    ranks = _ranks(waiting, ctx.now)
    together = round_.order == Round.Order.MIXED
    for member in waiting:
        rank = ranks.get((member.person_id, member.unit_id), post.rank)
        if rank > post.rank or (together and rank == post.rank):
            made.step = member.step
            if rank > post.rank:
                members.filter(state=RoundMember.State.WAITING, step__gte=made.step).update(
                    step=F("step") + 1
                )
            break
    else:
        made.step = 1 + max(members.values_list("step", flat=True))
    insert_row(made)


def add_desk(ctx: Context, work: Work, round_: Round, to: Addressee) -> None:
    """加签 in a parallel round: *to* gets the paper at once. Raises `Refused` for one who is in it already."""
    _members_without(round_, to)
    made = RoundMember(round=round_, unit_id=to.unit_id, person_id=to.person_id, duty=to.duty, step=1)
    _send(ctx, work, round_, made)


def _members_without(round_: Round, to: Addressee) -> QuerySet[RoundMember]:
    members = RoundMember.objects.filter(round=round_)
    gone = (RoundMember.State.RECALLED, RoundMember.State.LAPSED)
    if members.filter(_is(to)).exclude(state__in=gone).exists():
        raise refuse(Code.INVALID, "这位已经在名单里，不用再加。", field="member", rule="GW-06")
    return members


def _ranks(members: Sequence[RoundMember], now: datetime) -> dict[tuple[int | None, int], int]:
    posts = serving(now).filter(person__in=[m.person_id for m in members if m.person_id])
    found: dict[tuple[int | None, int], int] = {}
    for post in posts:
        found.setdefault((post.person_id, post.unit_id), post.rank)
    return found


def recall(ctx: Context, work: Work, round_: Round) -> None:
    """撤回: what nobody has answered yet comes back; every opinion already written stays."""
    round_.recalled = True
    _end(ctx, work, round_, RoundMember.State.RECALLED)


def _end(ctx: Context, work: Work, round_: Round, state: RoundMember.State) -> None:
    RoundMember.objects.filter(
        round=round_, state__in=(RoundMember.State.WAITING, RoundMember.State.ACTIVE)
    ).update(state=state)
    engine.close_tasks(ctx, [t for t in work.open_tasks if t.round_id == round_.pk], by_actor=False)
    round_.closed_at = ctx.now
    update_row(round_, "closed_at", "recalled")
