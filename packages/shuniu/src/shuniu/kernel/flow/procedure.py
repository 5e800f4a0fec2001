"""Procedures as data: states, transitions, who may make them; read from TOML and refused when wrong.

A published version never changes; a matter finishes under the version it began with.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from shuniu.kernel.base.basis import catalogue
from shuniu.kernel.base.parameters import PARAMETERS
from shuniu.kernel.base.registry import Registry, UnknownName
from shuniu.kernel.flow.models import Outcome, ProcedureVersion
from shuniu.kernel.flow.vocabulary import EFFECTS, GUARDS, MOVES
from shuniu.kernel.people.duties import DUTIES

HOLDER = "holder"
DUTY = "duty:"


class BadProcedure(Exception):
    """A procedure file that cannot be used; the message names the file's id and what is wrong."""


@dataclass(frozen=True)
class State:
    """One state. Its task goes to `duty` in the matter's unit, or to whom the action chooses (`chosen`).

    `final` names the outcome of an end state; `waits` states need a dated wait instead of a task;
    `due` is the parameter (days) that limits the task; `moves` are the kernel moves allowed here;
    `return_to` the earlier states it may be sent back to.
    """

    name: str
    label: str
    verb: str = ""
    duty: str = ""
    chosen: bool = False
    waits: bool = False
    final: str = ""
    due: str = ""
    moves: tuple[str, ...] = ()
    return_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transition:
    """One way from states to a state. `actor` is "holder" (of the state's task) or "duty:CODE"."""

    name: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    actor: str
    guards: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True)
class Procedure:
    """A whole way of handling, with its hash. Look-ups raise `KeyError` for unknown names.

    A matter begins in `initial`, or where its action says so in one of `also_initial` (a paper registered
    at the counter, a line of last year's register).
    """

    id: str
    version: int
    label: str
    rule: str
    initial: str
    also_initial: tuple[str, ...]
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    source: str
    digest: str

    def from_state(self, state: str) -> tuple[Transition, ...]:
        """The transitions that leave *state*, in the order of the file."""
        return tuple(t for t in self.transitions.values() if state in t.sources)


PROCEDURES: Registry[Procedure] = Registry("procedure")


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
Name = Annotated[str, Field(min_length=1, max_length=40)]
Label = Annotated[str, Field(min_length=1, max_length=30)]


class _Table(BaseModel):
    """A table of the file as it is written; an unknown key is a fault, for it would mean nothing."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _StateTable(_Table):
    label: Label
    verb: Annotated[str, Field(max_length=20)] = ""
    duty: str = ""
    chosen: bool = False
    waits: bool = False
    final: str = ""
    due: str = ""
    moves: Words = ()
    return_to: Words = ()


class _TransitionTable(_Table):
    name: Name
    label: Label
    sources: Annotated[Words, Field(alias="from", min_length=1)]
    targets: Annotated[Words, Field(alias="to", min_length=1)]
    actor: str
    guards: Words = ()
    effects: Words = ()
    rule: str = ""


class _File(_Table):
    id: Annotated[str, Field(min_length=1, max_length=60)]
    version: Annotated[int, Field(ge=1)]
    label: Label
    rule: str = ""
    initial: str
    also_initial: Words = ()
    states: dict[Name, _StateTable]
    transitions: list[_TransitionTable]


def parse(source: str) -> Procedure:
    """Read a procedure from TOML text. Raises `BadProcedure` naming every fault found."""
    try:
        file = _File.model_validate(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise BadProcedure(f"not TOML: {error}") from None
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False))
        raise BadProcedure("; ".join(wrong)) from None
    listed = [Transition(**table.model_dump()) for table in file.transitions]
    procedure = Procedure(
        **file.model_dump(exclude={"states", "transitions"}),
        states={name: State(name=name, **table.model_dump()) for name, table in file.states.items()},
        transitions={t.name: t for t in listed},
        source=source,
        digest=hashlib.sha256(source.encode()).hexdigest(),
    )
    faults = list(_faults(procedure, listed))
    if faults:
        raise BadProcedure(f"{procedure.id}: " + "; ".join(faults))
    return procedure


def _faults(procedure: Procedure, listed: list[Transition]) -> Iterable[str]:
    if len(procedure.transitions) != len(listed):
        yield "two transitions have one name"
    unknown = [s for s in (procedure.initial, *procedure.also_initial) if s not in procedure.states]
    if unknown:
        yield from (f"initial state {s!r} is unknown" for s in unknown)
        return
    for state in procedure.states.values():
        yield from _state_faults(procedure, state)
    for transition in listed:
        yield from _transition_faults(procedure, transition)
    for name in sorted(set(procedure.states) - _reachable(procedure)):
        yield f"state {name!r} cannot be reached"
    for name in sorted(set(procedure.states) - _can_end(procedure)):
        yield f"from state {name!r} no end can be reached"
    rules = (procedure.rule, *(t.rule for t in listed))
    yield from (f"rule {rule!r} has no basis" for rule in rules if rule and rule not in catalogue())


def _state_faults(procedure: Procedure, state: State) -> Iterable[str]:
    where = f"state {state.name!r}"
    yield from (f"{where}: {fault}" for fault in _move_faults(procedure, state))
    if state.final:
        if state.final not in Outcome.values:
            yield f"{where}: final {state.final!r} is no outcome"
        if procedure.from_state(state.name):
            yield f"{where} is final and has a way out"
        return
    if not procedure.from_state(state.name):
        yield f"{where} is a dead end"
    if [bool(state.duty), state.chosen, state.waits].count(True) != 1:
        yield f"{where} needs exactly one of duty, chosen, waits"
    if not state.verb and not state.waits:
        yield f"{where} needs a verb"
    if state.duty and state.duty not in DUTIES:
        yield f"{where}: duty {state.duty!r} is unknown"
    if state.due and state.due not in PARAMETERS:
        yield f"{where}: parameter {state.due!r} is unknown"


def _move_faults(procedure: Procedure, state: State) -> Iterable[str]:
    yield from (f"move {m!r} is unknown" for m in state.moves if m not in MOVES)
    for move in (MOVES.get(m) for m in state.moves if m in MOVES):
        if state.final and not move.after_end:
            yield f"move {move.name!r} is not made after the end"
    if "reopen" in state.moves and not state.final:
        yield "move 'reopen' belongs in a final state"
    going_back = "reopen" if state.final else "return"
    if bool(state.return_to) != (going_back in state.moves):
        yield f"move {going_back!r} and return_to need each other"
    for name in state.return_to:
        back = procedure.states.get(name)
        if back is None:
            yield f"return_to {name!r} is unknown"
        elif back.final or back.waits:
            yield f"return_to {name!r} is a state in which nobody has a task"


def _transition_faults(procedure: Procedure, transition: Transition) -> Iterable[str]:
    where = f"transition {transition.name!r}"
    for name in (*transition.sources, *transition.targets):
        if name not in procedure.states:
            yield f"{where}: state {name!r} is unknown"
    yield from (f"{where}: {fault}" for fault in _actor_faults(procedure, transition))
    yield from (f"{where}: guard {g!r} is unknown" for g in transition.guards if g not in GUARDS)
    yield from (f"{where}: effect {e!r} is unknown" for e in transition.effects if e not in EFFECTS)


def _actor_faults(procedure: Procedure, transition: Transition) -> Iterable[str]:
    """A way nobody could go is no way: a waiting state has no holder, and a duty must find the matter."""
    sources = [procedure.states[s] for s in transition.sources if s in procedure.states]
    if transition.actor == HOLDER:
        yield from (f"nobody holds the waiting state {s.name!r}" for s in sources if s.waits)
        return
    duty = transition.actor.removeprefix(DUTY)
    if not transition.actor.startswith(DUTY) or duty not in DUTIES:
        yield f"actor {transition.actor!r} is unknown"
    elif not DUTIES.get(duty).oversees:
        blind = (s.name for s in sources if s.duty != duty)
        yield from (f"{duty} does not find the matter in state {name!r}" for name in blind)


def _can_end(procedure: Procedure) -> set[str]:
    """The states from which some end is reached by transitions alone."""
    found = {s.name for s in procedure.states.values() if s.final}
    while (
        more := {
            source
            for way in procedure.transitions.values()
            for source in way.sources
            if found.intersection(way.targets)
        }
        - found
    ):
        found |= more
    return found


def by_move(state: State) -> str:
    """The move that ends a matter in *state* out of turn, if one does."""
    return {Outcome.VOID.value: "void", Outcome.MERGED.value: "merge"}.get(state.final, "")


def _reachable(procedure: Procedure) -> set[str]:
    moves = {move for state in procedure.states.values() for move in state.moves}
    ended = {s.name for s in procedure.states.values() if by_move(s) in moves}
    reached = {procedure.initial, *procedure.also_initial, *ended}
    fresh = sorted(reached)
    while fresh:
        state = fresh.pop()
        targets = {t for way in procedure.from_state(state) for t in way.targets}
        found = (
            (targets | set(procedure.states[state].return_to)) - reached
            if state in procedure.states
            else set()
        )
        reached |= found
        fresh.extend(found)
    return reached


def load_folder(folder: Path) -> None:
    """Register every procedure file of *folder*. Raises `BadProcedure`, `DuplicateName`."""
    for path in sorted(folder.glob("*.toml")):
        procedure = parse(path.read_text(encoding="utf-8"))
        PROCEDURES.register(f"{procedure.id}@{procedure.version}", procedure)


def newest(procedure_id: str) -> Procedure:
    """The highest version of *procedure_id*. Raises `BadProcedure` when there is none."""
    found = [p for p in PROCEDURES.values() if p.id == procedure_id]
    if not found:
        raise BadProcedure(f"no procedure is called {procedure_id!r}")
    return max(found, key=lambda p: p.version)


def of_version(procedure_id: str, version: int) -> Procedure:
    """The procedure a matter walks, from the files or, when this version is shipped no more, as it was
    published. Raises `UnknownName`."""
    name = f"{procedure_id}@{version}"
    return PROCEDURES.get(name) if name in PROCEDURES else shelved(procedure_id, version)


@lru_cache(maxsize=256)
def shelved(procedure_id: str, version: int) -> Procedure:
    """A published version, read from its row. Raises `UnknownName`, or `BadProcedure` when it names a guard,
    duty or move that is gone or its text is not the one that was published."""
    row = ProcedureVersion.objects.filter(name=procedure_id, version=version).first()
    if row is None:
        raise UnknownName(f"no procedure is called '{procedure_id}@{version}'")
    procedure = parse(row.source)
    if procedure.digest != row.digest:
        raise BadProcedure(f"{procedure_id}: the published text of version {version} was altered")
    return procedure
