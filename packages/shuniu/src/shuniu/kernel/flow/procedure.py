"""Procedures as data: states, transitions, who may make them; read from TOML and refused when wrong.

A published version never changes; a matter finishes under the version it began with.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuniu.kernel.base.parameters import PARAMETERS
from shuniu.kernel.base.registry import Registry
from shuniu.kernel.flow.models import Outcome
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


def _words(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def parse(source: str) -> Procedure:
    """Read a procedure from TOML text. Raises `BadProcedure` naming every fault found."""
    try:
        raw = tomllib.loads(source)
        states = {
            name: State(
                name=name,
                label=item["label"],
                verb=item.get("verb", ""),
                duty=item.get("duty", ""),
                chosen=item.get("chosen", False),
                waits=item.get("waits", False),
                final=item.get("final", ""),
                due=item.get("due", ""),
                moves=_words(item.get("moves")),
                return_to=_words(item.get("return_to")),
            )
            for name, item in raw["states"].items()
        }
        listed = [
            Transition(
                name=item["name"],
                label=item["label"],
                sources=_words(item["from"]),
                targets=_words(item["to"]),
                actor=item["actor"],
                guards=_words(item.get("guards")),
                effects=_words(item.get("effects")),
                rule=item.get("rule", ""),
            )
            for item in raw["transitions"]
        ]
        procedure = Procedure(
            id=raw["id"],
            version=raw["version"],
            label=raw["label"],
            rule=raw.get("rule", ""),
            initial=raw["initial"],
            also_initial=_words(raw.get("also_initial")),
            states=states,
            transitions={t.name: t for t in listed},
            source=source,
            digest=hashlib.sha256(source.encode()).hexdigest(),
        )
    except tomllib.TOMLDecodeError as error:
        raise BadProcedure(f"not TOML: {error}") from None
    except KeyError as error:
        raise BadProcedure(f"the key {error} is missing") from None
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


def _state_faults(procedure: Procedure, state: State) -> Iterable[str]:
    where = f"state {state.name!r}"
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
    yield from (f"{where}: move {m!r} is unknown" for m in state.moves if m not in MOVES)
    yield from (f"{where}: return_to {s!r} is unknown" for s in state.return_to if s not in procedure.states)


def _transition_faults(procedure: Procedure, transition: Transition) -> Iterable[str]:
    where = f"transition {transition.name!r}"
    for name in (*transition.sources, *transition.targets):
        if name not in procedure.states:
            yield f"{where}: state {name!r} is unknown"
    duty = transition.actor.removeprefix(DUTY)
    if transition.actor != HOLDER and not (transition.actor.startswith(DUTY) and duty in DUTIES):
        yield f"{where}: actor {transition.actor!r} is unknown"
    yield from (f"{where}: guard {g!r} is unknown" for g in transition.guards if g not in GUARDS)
    yield from (f"{where}: effect {e!r} is unknown" for e in transition.effects if e not in EFFECTS)


def _reachable(procedure: Procedure) -> set[str]:
    moves = {move for state in procedure.states.values() for move in state.moves}
    ended = {Outcome.VOID.value: "void", Outcome.MERGED.value: "merge"}
    by_move = {s.name for s in procedure.states.values() if ended.get(s.final) in moves}
    reached = {procedure.initial, *procedure.also_initial, *by_move}
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
    """The procedure a matter walks. Raises `UnknownName`."""
    return PROCEDURES.get(f"{procedure_id}@{version}")
