"""The state machine: hypothesis draws the procedures and the seed of every step, the world checks what must hold.

A step makes its many small choices from its own seed: drawn one by one they would cost ten times the actions
themselves, and a failing walk still shrinks to the steps that matter.
"""

from __future__ import annotations

from random import Random
from unittest import mock

from django.db import OperationalError, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.procedure import PROCEDURES, parse
from shuniu.kernel.flow.runner import Done
from walking import moves
from walking.invariants import Row
from walking.procedures import procedures
from walking.world import TALLY, World

SEEDS = st.integers(0, 2**48)
FAULTS = ("database is locked", "database or disk is full")
CROWD = 7

WEIGHTS = {
    "step": 30,
    "move": 26,
    "answer": 16,
    "open_matter": 4,
    "end": 3,
    "after_the_end": 5,
    "press_twice": 3,
    "old_page": 2,
    "nobody": 2,
    "break_down": 2,
    "forbidden_words": 2,
    "former_post": 2,
    "people_change": 5,
    "time_passes": 3,
    "look": 2,
}
"""How often each thing happens, of a hundred or so."""


class Walk(RuleBasedStateMachine):
    """One county, two procedures, and whatever office life brings. Each example is rolled back.

    With `enough`, nothing more happens once so many presses are in the tally.
    """

    enough: int | None = None

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.kept = dict(PROCEDURES._items)
        self.steps = 0

    def teardown(self) -> None:
        PROCEDURES._items = self.kept
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @property
    def over(self) -> bool:
        return self.enough is not None and TALLY["steps"] >= self.enough

    @initialize(seed=SEEDS, first=procedures("walk.one"), second=procedures("walk.two"))
    def begin(self, seed: int, first: str, second: str) -> None:
        if self.over:
            return
        self.world = World(seed)
        for source in (first, second):
            self.world.add(parse(source))
        for _ in range(3):
            self.open_matter()

    @rule(seed=SEEDS)
    def office_life(self, seed: int) -> None:
        if self.over:
            return
        self.steps += 1  # hypothesis likes to repeat a number: the same seed must not mean the same step
        self.world.chooser = Random(seed * 1_000 + self.steps)
        what = self.world.chooser.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        getattr(self, what)()

    def _press(self, press: moves.Press, matter: Row | None = None, **more: object) -> Done | Refusal:
        name, who, data = press
        return self.world.act(name, who, data | ({"matter": matter["id"]} if matter else {}) | more)

    def _an_open_one(self) -> Row | None:
        found = self.world.matters(is_open=True)
        return self.world.pick(found) if found else None

    def open_matter(self) -> None:
        if len(self.world.matters()) < CROWD:
            self._press(moves.open_matter(self.world))

    def step(self) -> None:
        if matter := self._an_open_one():
            self._press(moves.step(self.world, matter), matter)

    def move(self) -> None:
        """A move that the state allows, or now and then any."""
        if matter := self._an_open_one():
            state = self.world.state_of(matter)
            allowed = [m for m in state.moves if m in moves.BESIDE] + ["return"] * len(state.return_to)
            name = self.world.pick(allowed if allowed and not self.world.chance(10) else list(moves.BESIDE))
            self._press(moves.BESIDE[name](self.world, matter), matter)

    def answer(self) -> None:
        """Something that was asked for is given; now and then something that was not."""
        if matter := self._an_open_one():
            waiting = [make for make in moves.ANSWERS if moves.is_awaited(self.world, matter, make)]
            if waiting or self.world.chance(20):
                make = self.world.pick(waiting if waiting and not self.world.chance(10) else moves.ANSWERS)
                self._press(make(self.world, matter), matter)

    def end(self) -> None:
        if matter := self._an_open_one():
            allowed = [m for m in self.world.state_of(matter).moves if m in moves.ENDS]
            name = self.world.pick(allowed or list(moves.ENDS))
            self._press(moves.ENDS[name](self.world, matter), matter)

    def after_the_end(self) -> None:
        """Taking a finished matter up again, correcting it, or trying what is over."""
        finished = self.world.matters(is_open=False)
        if finished:
            matter = self.world.pick(finished)
            every = {**moves.BESIDE, **moves.ENDS, "step": moves.step}
            likely = self.world.chance(60)
            choice = moves.AFTER if likely else every
            self._press(choice[self.world.pick(list(choice))](self.world, matter), matter)

    def press_twice(self) -> None:
        if self.world.last is not None:
            outcome = self.world.press(*self.world.last)
            assert isinstance(outcome, Done) and outcome.repeated

    def old_page(self) -> None:
        if matter := self._an_open_one():
            press = moves.step(self.world, matter)
            assert isinstance(self._press(press, matter, version=matter["version"] - 1), Refusal)

    def nobody(self) -> None:
        """Nobody signed in, a matter that is not there, or the command id of another press."""
        if matter := self._an_open_one():
            name, who, data = moves.step(self.world, matter)
            what = self.world.pick(("actor", "matter", "command"))
            if what == "actor":
                outcome = self.world.act(name, None, data | {"matter": matter["id"]})
            elif what == "matter":
                outcome = self.world.act(name, who, data | {"matter": self.world.pick((2**62, 2**70, 0))})
            else:
                used = self.world.pick(list(self.world.seen["flow_command"].values()))
                more = {"matter": matter["id"], "command_id": used["id"]}
                outcome = self.world.act("flow.add_member", who, {"round": 0, "post": 0} | more)
                assert used["action"] == "flow.add_member" or isinstance(outcome, Refusal)
                return
            assert isinstance(outcome, Refusal)

    def break_down(self) -> None:
        """The database gives up in the middle: nothing of the step remains."""
        if matter := self._an_open_one():
            fault = OperationalError(self.world.pick(FAULTS))
            with mock.patch.object(engine, "finish", side_effect=fault):
                assert isinstance(self._press(moves.step(self.world, matter), matter), Refusal)

    def forbidden_words(self) -> None:
        """A mark of a state secret is stopped whoever typed it; a telling word waits for a declaration."""
        if matter := self._an_open_one():
            name, who, data = moves.worded(self.world, matter)
            marked = self.world.chance(50)
            field = next(field for field in moves.WORDED if field in data)
            data |= {
                "matter": matter["id"],
                field: self.world.pick(moves.MARKED if marked else moves.TELLING),
            }
            outcome = self.world.act(name, who, data)
            stopped = Code.SECRET if marked else Code.HELD
            assert isinstance(outcome, Refusal), "the gate let something pass"
            assert outcome.code in {stopped, Code.DUTY_ENDED, Code.INVALID}, outcome
            assert data[field] not in str(outcome), "a refusal quotes what the gate stopped"
            if outcome.code is stopped:
                again = self.world.act(name, who, data | {"declared_not_secret": True})
                code = again.code if isinstance(again, Refusal) else None
                expected = code in {Code.SECRET, Code.DUTY_ENDED} if marked else code is not Code.HELD
                assert expected, f"declared, it became {again}"

    def former_post(self) -> None:
        """Somebody presses in a post that he holds no more, on the day after it ended if need be."""
        if matter := self._an_open_one():
            former = self.world.former()
            if not former:
                self.world.end_a_post()
                former = self.world.former()
            name, _, data = moves.step(self.world, matter)
            outcome = self._press((name, self.world.pick(former), data), matter)
            assert isinstance(outcome, Refusal) and outcome.code is Code.DUTY_ENDED

    def people_change(self) -> None:
        self.world.people_change()

    def time_passes(self) -> None:
        self.world.pass_time(self.world.pick((1, 5, 24, 24, 100, 24 * 40)))

    def look(self) -> None:
        if matter := self._an_open_one():
            self.world.look_at(matter)
