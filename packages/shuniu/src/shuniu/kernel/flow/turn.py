"""Whose turn it is: may this actor make this transition of this matter now, and in what capacity."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from shuniu.kernel.base.actions import ACTIONS, Action
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.context import Work
from shuniu.kernel.flow.models import Matter, Round, Task, Wait
from shuniu.kernel.flow.procedure import DUTY, HOLDER, Transition
from shuniu.kernel.flow.visibility import principal_of
from shuniu.kernel.people.actor import Actor, Behalf, Standing
from shuniu.kernel.people.duties import DUTIES, label

OFFICE = ("CLERK", "OFFICE_HEAD")
AFTER_END = "看、打印、更正不受影响；确需再办的，请办公室主任用“重办”。"


def now_with(matter: Matter) -> str:
    """Where to turn instead: in whose hands *matter* is now."""
    return f"现在：{matter.standing}。" if matter.standing else ""


def held_by(
    actor: Actor, tasks: Iterable[Task], *, kind: str, moves: Collection[str] = ()
) -> tuple[Task, Standing | None] | None:
    """The first of *tasks* that *actor* holds, himself or for another on a matter of *kind*: as AB岗, and by
    written authority where *moves*, those of the matter's state, allow 授权代签 (CQ-03)."""
    others = {
        principal: s
        for s in actor.standings
        if (not s.kinds or kind in s.kinds) and (s.by is not Behalf.AUTHORITY or "sign_by_authority" in moves)
        for principal in s.principals
    }
    found: tuple[Task, Standing | None] | None = None
    for task in tasks:
        principal = principal_of(task)
        if principal in actor.own_principals:
            return task, None
        if found is None and principal in others:
            found = task, others[principal]
    return found


def keeps_office(actor: Actor, matter: Matter) -> bool:
    """Whether *actor* keeps the office of the unit that *matter* belongs to: he may turn it to waiting, and answer."""
    return actor.unit_id == matter.unit_id and actor.holds(*OFFICE)


def watches(actor: Actor, matter: Matter, wait: Wait) -> bool:
    """Whether *actor* may say what became of *wait*: its watcher, or the office."""
    mine = (wait.watcher_id, wait.unit_id) == (actor.person_id, actor.unit_id)
    return mine or keeps_office(actor, matter)


def why_not_beside(actor: Actor, work: Work, action: Action) -> tuple[Refusal | None, Standing | None]:
    """As `why_not_turn` for an action that is taken beside the steps (`Action.during`)."""
    matter, state = work.matter, work.state
    if matter.closed_at is not None and not state.final:
        return _no(Code.CLOSED, f"这一件已经{matter.get_outcome_display()}。", remedy=AFTER_END), None
    if f"{work.procedure.id}:{state.name}" not in action.during:
        message = f"现在是“{state.label}”，不能{action.label}。"
        return _no(Code.NOT_YOUR_TURN, message, action.rule, remedy=now_with(matter)), None
    if action.needs == "unit" and actor.unit_id != matter.unit_id and not actor.job:
        return _no(Code.NOT_ALLOWED, f"{action.label}由{matter.unit.name}办理。", action.rule), None
    if action.needs != "hold":
        return None, None
    held = held_by(actor, state_tasks(work), kind=matter.kind, moves=state.moves)
    if held is None:
        message = f"现在不在您手里，不能{action.label}。"
        return _no(Code.NOT_YOUR_TURN, message, action.rule, remedy=now_with(matter)), None
    return None, held[1]


def answerable(work: Work, action: Action) -> list[Task]:
    """The open round tasks that are answered with *action*: those of the rounds it names, or for an action that
    names none those of all the rounds that have no action of their own."""
    tasks = [t for t in work.open_tasks if t.purpose == Task.Purpose.ROUND]
    kind = work.matter.kind
    own = {a.answers for a in ACTIONS.values() if a.answers.startswith(f"{kind}:")}
    if not own or not tasks:
        return tasks if not action.answers else []
    kinds = dict(Round.objects.filter(pk__in={t.round_id for t in tasks}).values_list("pk", "kind"))
    named = {t.pk: f"{kind}:{kinds[t.round_id]}" for t in tasks if t.round_id is not None}
    return [t for t in tasks if (named[t.pk] == action.answers if action.answers else named[t.pk] not in own)]


def state_tasks(work: Work) -> list[Task]:
    """The open tasks of the matter's present state."""
    return [t for t in work.open_tasks if t.purpose == Task.Purpose.STATE]


def covers(actor: Actor, work: Work, duties: Collection[str]) -> bool:
    """Whether the matter lies on a desk of the actor's that does the work of one of *duties* for a unit too small to
    have it (`desks.find_desk` put it there)."""
    covering = {covered for duty in duties for covered in DUTIES.get(duty).covered_by}
    return any(
        task.duty in covering and task.unit_id == actor.unit_id and actor.holds(task.duty)
        for task in state_tasks(work)
    )


def recordable(
    actor: Actor, work: Work, leader_id: int, purpose: str = Task.Purpose.STATE
) -> tuple[Task, Standing] | None:
    """The leader's open task of *purpose* that *actor* may record for (CQ-02): a clerk of the matter's unit,
    or the leader's own liaison. A step only where the state allows 代录; what is read or signed in a round, which
    runs beside the states, always: it comes back on paper all the same."""
    tasks = [t for t in work.open_tasks if t.person_id == leader_id and t.purpose == purpose]
    if not tasks or (purpose == Task.Purpose.STATE and "record_for" not in work.state.moves):
        return None
    task = tasks[0]
    clerk = actor.holds("CLERK") and actor.unit_id == work.matter.unit_id
    liaison = any(s.person_id == leader_id for s in actor.liaison_for)
    if not (clerk or liaison) or task.person is None:
        return None
    return task, Standing(leader_id, task.person.name, "", task.unit_id, Behalf.RECORDED)


def _only_by_authority(actor: Actor, work: Work) -> bool:
    """Whether the matter lies with somebody who lets *actor* sign for him, which this state does not allow (CQ-03)."""
    kind = work.matter.kind
    lent = (s for s in actor.standings if s.by is Behalf.AUTHORITY and (not s.kinds or kind in s.kinds))
    names = frozenset().union(*(s.principals for s in lent))
    return any(principal_of(task) in names for task in state_tasks(work))


def why_not_turn(
    actor: Actor, work: Work, transition: Transition, *, recorded_for: int | None
) -> tuple[Refusal | None, Standing | None]:
    """(refusal, capacity): the refusal when it is not this actor's turn, else in what capacity he acts."""
    matter, state = work.matter, work.state
    if matter.closed_at is not None:
        return (
            _no(
                Code.CLOSED,
                f"这一件已经{matter.get_outcome_display()}，不能再{transition.label}。",
                remedy=AFTER_END,
            ),
            None,
        )
    if matter.state not in transition.sources:
        return (
            _no(
                Code.NOT_YOUR_TURN,
                f"现在是“{state.label}”，还不能{transition.label}。",
                remedy=now_with(matter),
            ),
            None,
        )
    if recorded_for is not None:
        found = recordable(actor, work, recorded_for) if transition.actor == HOLDER else None
        if found is None:
            return _no(
                Code.NOT_ALLOWED,
                "不能为这位领导代录：这一步不能代录，或者您不是文书、这位领导的联络员。请由本人办理。",
                "CQ-02",
            ), None
        return None, found[1]
    if transition.actor.startswith(DUTY):
        duty = transition.actor.removeprefix(DUTY)
        # Where an answer is awaited, the matter lies on no desk: whoever could have it there takes the answer.
        able = (duty, *DUTIES.get(duty).covered_by) if state.waits else (duty,)
        if actor.unit_id == matter.unit_id and (actor.holds(*able) or covers(actor, work, [duty])):
            return None, actor.lent(*able)
        return _no(Code.NOT_YOUR_TURN, f"{transition.label}由{matter.unit.name}的{label(duty)}办理。"), None
    assert transition.actor == HOLDER
    held = held_by(actor, state_tasks(work), kind=matter.kind, moves=state.moves)
    if held is None:
        if _only_by_authority(actor, work):
            message = f"“{state.label}”这一步不能授权代签，{transition.label}要由本人办理。"
            return _no(Code.NOT_ALLOWED, message, "CQ-03", remedy=now_with(matter)), None
        return _no(
            Code.NOT_YOUR_TURN, f"现在不在您手里，不能{transition.label}。", remedy=now_with(matter)
        ), None
    return None, held[1]


def _no(code: Code, message: str, rule: str = "", *, remedy: str = "") -> Refusal:
    return Refusal(code, message, remedy=remedy, rule=rule)
