"""The engine: the only code that opens matters, changes states, opens and closes tasks, writes entries.

Order inside a transaction: entry, new tasks, closed tasks, then the matter's row with its new version. The
database's own triggers check at that last write that an open matter has an open task or a dated wait, and
that a changed state has an entry of that version.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.base.row_writes import insert_row, update_row
from shuniu.kernel.flow import visibility
from shuniu.kernel.flow.context import Addressee, Context, Words, Work, people_of, work_on
from shuniu.kernel.flow.desks import desk_of, require_manned, state_due
from shuniu.kernel.flow.hands import standing_of
from shuniu.kernel.flow.models import (
    ISOLATED,
    Entry,
    Extension,
    Level,
    Matter,
    Outcome,
    Reader,
    Round,
    RoundMember,
    Task,
    Urgency,
    Wait,
)
from shuniu.kernel.flow.procedure import State, newest
from shuniu.kernel.flow.vocabulary import EFFECTS, ENTRY_TYPES, GUARDS, LISTENERS
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people import queries
from shuniu.kernel.people.actor import COUNTY, Behalf, Standing
from shuniu.kernel.people.duties import label as duty_label

TITLE_LIMIT = 500


@dataclass(frozen=True)
class Opening:
    """What a new matter is. `assign` is for a first state whose holder is chosen; `state` is one of the
    procedure's other beginnings; `opened_at` and `closed_at` are for what was handled on paper before.

    Below a `parent`, which the action has locked, a matter is of 工作秘密 when the parent is (BM-08)."""

    kind: str
    procedure: str
    title: str
    unit_id: int
    urgency: int = Urgency.ORDINARY
    level: str = Level.ORDINARY
    due_at: datetime | None = None
    parent: Matter | None = None
    assign: tuple[Addressee, ...] = ()
    readers: tuple[Addressee, ...] = ()
    words: Words = field(default_factory=Words)
    state: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None


def open_matter(ctx: Context, opening: Opening) -> Work:
    """Open a matter and put its first task on somebody's desk; joins the action's transaction.

    Raises `Refused` for a title that cannot be, a parent that has ended, and a first desk at which nobody sits.
    """
    matter = unborn(ctx, opening)
    insert_row(matter)
    work = Work(matter, [])
    ctx.touched[matter.pk] = work
    if opening.parent is not None:
        touch(ctx, opening.parent).concern(opening.unit_id)
    opener = (Addressee(ctx.actor.unit_id, ctx.actor.person_id),) if ctx.actor.person_id else ()
    add_readers(work, (*opener, *opening.readers))
    write_entry(ctx, work, opening.words, after=matter.state)
    enter_state(ctx, work, work.state, opening.assign, verb="", due_at=None)
    if matter.closed_at is not None and opening.closed_at is not None:
        matter.closed_at = opening.closed_at
    return work


def unborn(ctx: Context, opening: Opening) -> Matter:
    """The matter as *opening* says, not written yet. Raises `Refused` for a title that is empty or too long, and a
    parent that has ended."""
    level = _level_below(ctx, opening)
    title = opening.title.strip()
    if not title:
        raise refuse(Code.INVALID, "标题不能是空的，请填写。", field="title")
    if len(title) > TITLE_LIMIT:
        raise refuse(
            Code.INVALID,
            f"标题有 {len(title)} 个字，最多 {TITLE_LIMIT} 个字。",
            field="title",
            remedy="请写简短的标题，正文放在附件里。",
        )
    procedure = newest(opening.procedure)
    first = opening.state or procedure.initial
    if first not in {procedure.initial, *procedure.also_initial}:
        raise LookupError(f"{procedure.id} does not begin in {first!r}")
    return Matter(
        kind=opening.kind,
        title=title,
        unit_id=opening.unit_id,
        procedure=procedure.id,
        procedure_version=procedure.version,
        state=first,
        urgency=opening.urgency,
        level=level,
        parent=opening.parent,
        opened_by_id=ctx.actor.person_id or None,
        opened_at=opening.opened_at or ctx.now,
        updated_at=ctx.now,
        due_at=opening.due_at,
    )


def _level_below(ctx: Context, opening: Opening) -> str:
    parent = opening.parent
    if parent is None:
        return opening.level
    if parent.pk not in ctx.touched and parent.pk not in ctx.others:
        raise LookupError(
            "the parent of a new matter must be the matter acted on, or one that the action locked"
        )
    if parent.closed_at is not None:
        raise refuse(
            Code.CLOSED,
            f"这一件已经{parent.get_outcome_display()}，不能再往下交办；确需再办的，请先重办。",
            rule="GW-08",
        )
    return Level.WORK_SECRET if parent.level == Level.WORK_SECRET else opening.level


def write_entry(ctx: Context, work: Work, words: Words, *, after: str = "") -> Entry:
    """Append an entry in the actor's name. Raises `Refused` when the words are not his to write (CQ-01)."""
    entry = unwritten(ctx, work, words, after=after)
    insert_row(entry)
    if not ctx.has_spoken_here:
        ctx.entry = entry
    return entry


def unwritten(ctx: Context, work: Work, words: Words, *, after: str = "") -> Entry:
    """The entry in the actor's name, not written yet. Raises `Refused` as `write_entry` does."""
    kind = ENTRY_TYPES.get(words.type)
    standing = words.behalf or ctx.standing
    if kind.duties and not ctx.actor.job and not _may_write(ctx, standing, kind.duties):
        who = "、".join(duty_label(d) for d in kind.duties)
        raise refuse(Code.NOT_ALLOWED, f"{kind.label}只能由{who}来写。", rule="CQ-01")
    if standing is not None and standing.by is Behalf.RECORDED and not kind.voice and words.type != "opinion":
        raise refuse(Code.NOT_ALLOWED, f"{kind.label}不能代录，请由本人写。", rule="CQ-02")
    happened = words.happened_at or ctx.now
    if happened > ctx.now:
        raise refuse(Code.INVALID, "办理时间不能晚于现在，请核对。", field="happened_at")
    actor = ctx.actor
    return Entry(
        matter=work.matter,
        matter_version=work.matter.version + 1,
        action=ctx.action.name,
        type=words.type,
        label=words.label or ctx.action.label,
        text=words.text,
        person_id=actor.person_id or None,
        person_name=actor.person_name,
        post_title=actor.post_title,
        unit_id=actor.unit_id or None,
        unit_name=actor.unit_name,
        behalf=standing.by.value if standing else "",
        behalf_person_id=standing.person_id if standing else None,
        behalf_name=standing.person_name if standing else "",
        state_before=work.matter.state if work.matter.version else "",
        state_after=after or work.matter.state,
        data=words.data,
        about=words.about,
        happened_at=happened,
        recorded_at=ctx.now,
    )


def _may_write(ctx: Context, standing: Standing | None, duties: tuple[str, ...]) -> bool:
    """Whoever acts for another writes what that other may write, and nothing more."""
    if standing is None:
        return not ctx.actor.duties.isdisjoint(duties)
    return queries.serves(standing.person_id, standing.unit_id, *duties, on=ctx.now)


def add_readers(work: Work, readers: Iterable[Addressee]) -> None:
    """Let *readers* know of a 工作秘密 matter; on an ordinary matter, and on one that is isolated (BM-04), it
    does nothing (BM-08)."""
    if work.matter.level != Level.WORK_SECRET or work.matter.mark == ISOLATED:
        return
    Reader.objects.bulk_create(
        (Reader(matter=work.matter, person_id=p, unit_id=u) for p, u in sorted(people_of(readers))),
        ignore_conflicts=True,
    )


def open_task(
    ctx: Context,
    work: Work,
    to: Addressee,
    *,
    purpose: Task.Purpose,
    verb: str,
    due_at: datetime | None = None,
    round_id: int | None = None,
) -> Task:
    """Put a task on a desk and tell whoever sits there. On 工作秘密 whoever takes it becomes a reader (BM-08)."""
    task = Task(
        matter=work.matter,
        purpose=purpose,
        state=work.matter.state if purpose == Task.Purpose.STATE else "",
        verb=verb,
        unit_id=to.unit_id,
        person_id=to.person_id,
        duty=to.duty,
        round_id=round_id,
        due_at=due_at,
        opened_at=ctx.now,
    )
    insert_row(task)
    work.tasks.append(task)
    ctx.opened_tasks.append(task)
    add_readers(work, _takers(ctx, work, to))
    return task


def _takers(ctx: Context, work: Work, to: Addressee) -> list[Addressee]:
    """Who must know of a 工作秘密 to take its task: the person; for a duty the readers who hold it, or, where
    none does, all its holders, since a task that nobody may see would be lost."""
    if to.person_id is not None or work.matter.level != Level.WORK_SECRET:
        return [to]
    holders = queries.holders(to.unit_id, to.duty, on=ctx.now)
    known = Reader.objects.filter(matter=work.matter, unit_id=to.unit_id)
    if known.filter(person_id__in=[post.person_id for post in holders]).exists():
        return []
    return [Addressee.of_post(post) for post in holders]


def close_tasks(ctx: Context, tasks: Iterable[Task], *, by_actor: bool = True, lapsed: bool = False) -> None:
    """Close *tasks*: done by the actor (or for whom he acts), or *lapsed*; not *by_actor*, they lapse by themselves."""
    for task in tasks:
        task.closed_at, task.lapsed = ctx.now, lapsed or not by_actor
        if by_actor and ctx.actor.person_id:
            task.closed_by_id, task.closed_in_id = ctx.actor.person_id, ctx.actor.unit_id
        update_row(task, "closed_at", "closed_by", "closed_in", "lapsed")


def enter_state(
    ctx: Context,
    work: Work,
    state: State,
    assignees: Iterable[Addressee],
    *,
    verb: str,
    due_at: datetime | None,
) -> None:
    """Put the matter into *state* and its tasks on desks. Raises `Refused` when nobody is named who must be."""
    work.matter.state = state.name
    if state.final:
        work.matter.closed_at = ctx.now
        work.matter.outcome = Outcome(state.final)
        return
    if state.waits:
        require_wait(work)
        return
    chosen = list(assignees)
    require_manned(chosen, verb=verb or state.verb, now=ctx.now)
    if not chosen and state.duty:
        chosen = [desk_of(work.matter.unit_id, state.duty, now=ctx.now)]
    if not chosen:
        raise refuse(Code.INVALID, f"还没有指定由谁{state.verb}，请选人。", field="assignee")
    limit = due_at or state_due(state, ctx.now) or work.matter.due_at
    for addressee in chosen:
        open_task(ctx, work, addressee, purpose=Task.Purpose.STATE, verb=verb or state.verb, due_at=limit)


def require_wait(work: Work) -> None:
    """Raises `Refused` when a matter would stand in a waiting state with nothing awaited."""
    if not Wait.objects.filter(matter=work.matter, closed_at=None).exists():
        raise refuse(
            Code.INVALID, "还没有写明等谁答复、等到哪天，请填写后再转为待复。", field="until", rule="GW-08"
        )


def take_step(ctx: Context, work: Work) -> None:
    """Carry out the action's transition: guards, entry, new state, tasks, effects."""
    transition = ctx.transition
    assert transition is not None
    for name in transition.guards:
        refusal = GUARDS.get(name)(ctx)
        if refusal is not None:
            raise refuse(refusal.code, refusal.message, remedy=refusal.remedy, rule=refusal.rule)
    target = ctx.plan.target or (transition.targets[0] if len(transition.targets) == 1 else "")
    if target not in transition.targets:
        raise LookupError(f"{ctx.action.name} did not choose a target of {transition.name}")
    change_state(ctx, work, work.procedure.states[target])
    for name in transition.effects:
        EFFECTS.get(name)(ctx)


def change_state(ctx: Context, work: Work, state: State) -> None:
    """Write the entry, open the tasks of *state*, close those of the state left behind."""
    leaving = [t for t in work.open_tasks if t.purpose == Task.Purpose.STATE]
    write_entry(ctx, work, ctx.words, after=state.name)
    enter_state(ctx, work, state, ctx.plan.assignees, verb=ctx.plan.verb, due_at=ctx.plan.due_at)
    hands = ctx.actor.own_principals | (ctx.standing.principals if ctx.standing else frozenset())
    done = [t for t in leaving if visibility.principal_of(t) in hands]
    close_tasks(ctx, done)
    close_tasks(ctx, [t for t in leaving if t not in done], by_actor=not done, lapsed=True)
    if state.final:
        wind_up(ctx, work)


def end(ctx: Context, work: Work, state: str, words: Words) -> None:
    """End another matter that this action has locked, in the final *state* of its procedure, with *words* as the entry
    there: its tasks lapse, for nobody did them."""
    final = work.procedure.states[state]
    if not final.final:
        raise LookupError(f"{work.procedure.id} does not end in {state!r}")
    write_entry(ctx, work, words, after=state)
    enter_state(ctx, work, final, (), verb="", due_at=None)
    wind_up(ctx, work)


def wind_up(ctx: Context, work: Work) -> None:
    """End what still runs beside a matter that closes, and tell the matter it belongs to."""
    beside = work.open_tasks
    close_tasks(ctx, beside, by_actor=False)
    if any(task.round_id for task in beside):
        rounds = Round.objects.filter(matter=work.matter, closed_at=None)
        RoundMember.objects.filter(
            round__in=rounds, state__in=(RoundMember.State.WAITING, RoundMember.State.ACTIVE)
        ).update(state=RoundMember.State.LAPSED)
        rounds.update(closed_at=ctx.now)
    Wait.objects.filter(matter=work.matter, closed_at=None).update(closed_at=ctx.now)
    Extension.objects.filter(matter=work.matter, state=Extension.State.ASKED).update(
        state=Extension.State.LAPSED, decided_at=ctx.now
    )
    if work.matter.parent is not None and work.matter.parent.closed_at is None:
        answer_parent(ctx, work, work.matter.parent)


def number(ctx: Context, work: Work, series: str, form: str) -> int:
    """Give the matter the next number of its unit's *series* this year, written as *form* says: {year}, {value}."""
    unit_id, year = work.matter.unit_id, ctx.now.astimezone(COUNTY).year
    key = numbers.series_key(work.matter.kind, unit_id, series)
    value = numbers.take(key, year, unit_id, work.matter.pk, now=ctx.now)
    work.matter.number = form.format(year=year, value=value)
    return value


def answer_parent(ctx: Context, work: Work, parent: Matter) -> None:
    """A child matter's end comes back to its parent as an entry, and to whoever holds the parent."""
    above = touch(ctx, parent)
    outcome = Outcome(work.matter.outcome)
    write_entry(
        ctx,
        above,
        Words(
            type="feedback",
            label=f"{work.matter.unit.short_name}{outcome.label}",
            text=ctx.words.text if parent.level == work.matter.level else "",
            data={"child": work.matter.pk},
        ),
    )
    for task in above.open_tasks:
        ctx.notify(
            Addressee(task.unit_id, task.person_id, task.duty),
            f"{work.matter.unit.short_name}已{outcome.label}：{parent.title}",
            parent,
        )


def touch(ctx: Context, matter: Matter) -> Work:
    """Another matter that this action changes too; the runner has locked it (`ActionInput.also_locks`, `locks_below`)."""
    if matter.pk not in ctx.touched:
        ctx.touched[matter.pk] = work_on(matter, visibility.rows_of(matter.pk))
    return ctx.touched[matter.pk]


def below(ctx: Context) -> list[Matter]:
    """The open child matters of the matter acted on, then theirs, and so on down; its input has locked them
    (`ActionInput.locks_below`).

    What is changed among them goes through `touch`.
    """
    found: list[Matter] = []
    level = {ctx.matter.pk}
    while level:
        children = [other for other in ctx.others.values() if other.parent_id in level]
        level = {child.pk for child in children}
        found += children
    return found


def finish(ctx: Context, work: Work) -> None:
    """The last write on a touched matter: version, standing, and its rows of `Visible`."""
    matter = work.matter
    matter.version += 1
    matter.updated_at = ctx.now
    facts = visibility.gather(matter, work.tasks)
    matter.standing = standing_of(work, facts)
    update_row(matter)
    visibility.refresh(facts, work.visible)
    for hear in LISTENERS.values():
        hear(ctx, work)


def data_of(**values: Any) -> dict[str, Any]:
    """Entry data without empty values."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}
