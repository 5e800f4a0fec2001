"""What a person may do with a matter now, and what not and why: the same checks that the runner makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shuniu.kernel.base.actions import ACTIONS, Action, answering, makes
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.models import Task
from shuniu.kernel.flow.moves.readers import answers_for
from shuniu.kernel.flow.reading import Reading, confirmable_by
from shuniu.kernel.flow.turn import (
    covers,
    held_by,
    recordable,
    state_tasks,
    watches,
    why_not_beside,
    why_not_turn,
)
from shuniu.kernel.flow.vocabulary import MOVES
from shuniu.kernel.people.actor import Actor, Standing
from shuniu.kernel.people.duties import label as duty_label


@dataclass(frozen=True)
class Offer:
    """One thing to do: the action, in what capacity, or why it is not possible.

    `recorded_for` names the leaders for whom the actor may only record (代录)."""

    action: Action
    label: str
    refusal: Refusal | None = None
    standing: Standing | None = None
    recorded_for: Standing | None = None
    step: bool = False


def offers(actor: Actor, reading: Reading) -> list[Offer]:
    """Every offer of the matter's present state: open ones first, the procedure's own steps before moves."""
    found = [
        *_rounds(actor, reading),
        *_steps(actor, reading),
        *_beside(actor, reading),
        *_during(actor, reading),
        *_moves(actor, reading),
    ]
    return sorted(found, key=lambda o: o.refusal is not None)


def _lacks_duty(actor: Actor, action: Action) -> Refusal | None:
    if not action.may or actor.holds(*action.may):
        return None
    who = "、".join(duty_label(d) for d in action.may)
    return Refusal(Code.NOT_ALLOWED, f"{action.label}由{who}办理。", rule=action.rule)


def _steps(actor: Actor, reading: Reading) -> Iterator[Offer]:
    work = reading.work
    if work.matter.closed_at is not None:
        return
    for transition in work.procedure.from_state(work.matter.state):
        for action in ACTIONS.values():
            if not makes(action, work.procedure.id, transition.name):
                continue
            refusal, standing = why_not_turn(actor, work, transition, recorded_for=None)
            recorded = (
                _recorded(actor, reading)
                if refusal is not None and "recorded_for" in action.input.model_fields
                else None
            )
            if recorded is not None:
                yield Offer(action, f"代录{action.label}", recorded_for=recorded, step=True)
                continue
            if refusal is None and not covers(actor, work, action.may):
                refusal = _lacks_duty(actor, action)
            standing = standing or actor.lent(*action.may)
            yield Offer(action, action.label, refusal, standing, step=True)


def _recorded(actor: Actor, reading: Reading) -> Standing | None:
    for task in state_tasks(reading.work):
        if task.person_id is not None and task.person_id != actor.person_id:
            found = recordable(actor, reading.work, task.person_id)
            if found is not None:
                return found[1]
    return None


def _rounds(actor: Actor, reading: Reading) -> Iterator[Offer]:
    work = reading.work
    tasks = [t for t in work.open_tasks if t.purpose == Task.Purpose.ROUND]
    held = held_by(actor, tasks, kind=work.matter.kind)
    if held is not None:
        own = _answers(reading, held[0])
        for action in own:
            yield Offer(action, action.label, standing=held[1], step=True)
        if not own:
            yield Offer(ACTIONS.get("flow.read"), held[0].verb, standing=held[1], step=True)
        return
    for task in tasks:
        found = recordable(actor, work, task.person_id, task.purpose) if task.person_id is not None else None
        if found is not None:
            own = tuple(a for a in _answers(reading, task) if "recorded_for" in a.input.model_fields)
            for action in own or (ACTIONS.get("flow.read"),):
                label = f"代录{action.label}" if own else "代录阅签"
                yield Offer(action, label, recorded_for=found[1])
            return


def _answers(reading: Reading, task: Task) -> tuple[Action, ...]:
    """The actions of the matter's own kind that answer the round of *task*."""
    kind = next((round_.kind for round_, _ in reading.rounds if round_.pk == task.round_id), "")
    return answering(reading.matter.kind, kind)


def _during(actor: Actor, reading: Reading) -> Iterator[Offer]:
    work = reading.work
    here = f"{work.procedure.id}:{work.matter.state}"
    for action in ACTIONS.values():
        if here not in action.during or _lacks_duty(actor, action) is not None:
            continue
        refusal, standing = why_not_beside(actor, work, action)
        if refusal is None and action.offered(work.matter):
            yield Offer(action, action.label, standing=standing)


def _beside(actor: Actor, reading: Reading) -> Iterator[Offer]:
    work = reading.work
    if confirmable_by(actor, reading):
        yield Offer(ACTIONS.get("flow.confirm_recorded"), "确认代录", step=True)
    decide = ACTIONS.get("flow.decide_extension")
    if (
        reading.asked_extension is not None
        and actor.unit_id == work.matter.unit_id
        and actor.holds(*decide.may)
    ):
        yield Offer(decide, decide.label, step=True)
    if answers_for(actor, work.matter):
        yield Offer(ACTIONS.get("flow.add_readers"), "增加知悉人员")
        yield Offer(ACTIONS.get("flow.remove_reader"), "取消知悉")
    own_unit = actor.unit_id == work.matter.unit_id
    if (
        own_unit
        and any(round_.closed_at is None for round_, _ in reading.rounds)
        and actor.holds("CLERK", "OFFICE_HEAD", "LIAISON")
    ):
        yield Offer(ACTIONS.get("flow.recall_round"), "撤回这一轮")
    yield from _awaited(actor, reading)


def _awaited(actor: Actor, reading: Reading) -> Iterator[Offer]:
    """What whoever watches for an answer, or keeps the office, may say of it."""
    waiting = [w for w in reading.waits if w.closed_at is None]
    if not any(watches(actor, reading.matter, wait) for wait in waiting):
        return
    if not reading.work.state.waits or len(waiting) > 1:
        yield Offer(ACTIONS.get("flow.close_wait"), "收到答复")
    yield Offer(ACTIONS.get("flow.postpone_wait"), "改等候日期")


def _moves(actor: Actor, reading: Reading) -> Iterator[Offer]:
    work = reading.work
    for name in work.state.moves:
        move = MOVES.get(name)
        if not move.action or (
            name == "add_countersigner" and not any(r.closed_at is None for r, _ in reading.rounds)
        ):
            continue
        action = ACTIONS.get(move.action)
        if not _concerned(actor, reading, move.needs):
            continue
        refusal = _lacks_duty(actor, action)
        if refusal is None:
            yield Offer(action, move.label, _why_not_now(reading, name), actor.lent(*action.may))


def _concerned(actor: Actor, reading: Reading, needs: str) -> bool:
    work = reading.work
    if needs == "hold":
        return held_by(actor, state_tasks(work), kind=work.matter.kind) is not None
    if needs == "hold_or_head":
        head = actor.holds("OFFICE_HEAD", "UNIT_HEAD") and any(
            t.unit_id == actor.unit_id for t in state_tasks(work)
        )
        return head or held_by(actor, state_tasks(work), kind=work.matter.kind) is not None
    if needs == "unit":
        return actor.unit_id == work.matter.unit_id
    if needs == "last":
        last = [e for e in reading.entries if e.matter_version == work.matter.version]
        return (
            bool(last)
            and last[0].person_id == actor.person_id
            and last[0].unit_id == actor.unit_id
            and last[0].state_before not in {"", last[0].state_after}
        )
    if needs == "words":
        return any(actor.person_id in {e.person_id, e.behalf_person_id} for e in reading.entries)
    return True


def _why_not_now(reading: Reading, move: str) -> Refusal | None:
    work = reading.work
    if move == "withdraw" and any(t.seen_at is not None for t in state_tasks(work)):
        return Refusal(
            Code.NOT_YOUR_TURN, "对方已经打开看过，不能撤回了。", remedy="可以请对方退回，或者写一条更正。"
        )
    if move == "extend" and work.matter.due_at is None:
        return Refusal(Code.RULE, "这一件没有办理时限，不用申请延期。")
    if move == "extend" and reading.asked_extension is not None:
        return Refusal(Code.RULE, "已经有一个延期申请在等批复。", rule="SX-02")
    return None
