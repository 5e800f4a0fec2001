"""Random valid procedures as TOML, and the actions that make their transitions.

The transitions of every random procedure are called t0, t1 …, so that one action each, registered as any module
registers its own, makes them all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from hypothesis import strategies as st
from pydantic import Field

from shuniu.kernel.base.actions import ACTIONS, ActionInput, action
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.moves import await_answer
from shuniu.kernel.flow.moves.inputs import Spoken
from shuniu.kernel.flow.procedure import PROCEDURES, State
from shuniu.kernel.flow.vocabulary import MOVES
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.queries import serving_posts

TRANSITIONS = 12
DUTIES = ("CLERK", "OFFICE_HEAD", "HANDLER")
OVERSEEING = ("CLERK", "OFFICE_HEAD", "UNIT_HEAD")
GUARDS = ("rounds_closed", "recordings_confirmed", "children_closed", "extension_decided", "sample_not_hasty")
BESIDE = tuple(m.name for m in MOVES.values() if not m.after_end and m.name != "return")
AFTER = ("reopen", "correct")


@st.composite
def procedures(draw: st.DrawFn, name: str) -> str:
    """A valid procedure called *name*: 2 to 7 states in a chain with shortcuts and ways back between them."""
    count = draw(st.integers(2, 7))
    ends = draw(st.integers(1, min(2, count - 1)))
    work, finals = count - ends, ends
    kinds = ["chosen" if draw(st.booleans()) else "duty"]
    kinds += [draw(st.sampled_from(("duty", "duty", "chosen", "chosen", "waits"))) for _ in range(work - 1)]
    states = {f"s{i}": _working(draw, i, kind, kinds) for i, kind in enumerate(kinds)}
    seats = [f"s{i}" for i, kind in enumerate(kinds) if kind != "waits"]
    for i in range(finals):
        states[f"end{i}"] = _final(draw, i, seats)
    ways = [_way(draw, i, kinds, finals) for i in range(work)]
    extra = draw(st.integers(0, TRANSITIONS - len(ways)))
    ways += [_extra_way(draw, i, kinds, list(states)) for i in range(len(ways), len(ways) + min(extra, 4))]
    for i in range(1, finals):
        ways[-1]["to"] = sorted({*ways[-1]["to"], f"end{i}"})
    head = {"id": name, "version": 1, "label": "随机流程", "rule": "GW-05", "initial": "s0"}
    return "\n".join(
        [*_lines(head)]
        + [line for key, state in states.items() for line in (f"[states.{key}]", *_lines(state))]
        + [line for way in ways for line in ("[[transitions]]", *_lines(way))]
    )


def _lines(table: dict[str, Any]) -> list[str]:
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]


def _working(draw: st.DrawFn, i: int, kind: str, kinds: list[str]) -> dict[str, Any]:
    moves = draw(st.lists(st.sampled_from(BESIDE), unique=True, min_size=6))
    state: dict[str, Any] = {"label": f"待办{i}", "moves": moves}
    if kind == "waits":
        return state | {"waits": True}
    state |= {"verb": f"办{i}"}
    state |= {"chosen": True} if kind == "chosen" else {"duty": draw(st.sampled_from(DUTIES))}
    if draw(st.booleans()):
        state["due"] = "sample.days"
    earlier = [f"s{j}" for j in range(i) if kinds[j] != "waits"]
    if earlier and draw(st.integers(0, 3)):
        state["return_to"] = draw(st.lists(st.sampled_from(earlier), unique=True, min_size=1, max_size=2))
        state["moves"] = ["return", *moves]
    return state


def _final(draw: st.DrawFn, i: int, seats: list[str]) -> dict[str, Any]:
    outcome = "done" if i == 0 else draw(st.sampled_from(("rejected", "void")))
    state: dict[str, Any] = {"label": f"已完{i}", "final": outcome, "moves": ["correct"]}
    if draw(st.booleans()):
        state |= {"moves": list(AFTER), "return_to": [draw(st.sampled_from(seats))]}
    return state


def _way(draw: st.DrawFn, i: int, kinds: list[str], finals: int) -> dict[str, Any]:
    """The way from working state *i* to the next, so that everything is reached."""
    target = f"s{i + 1}" if i + 1 < len(kinds) else "end0"
    return _transition(draw, i, [f"s{i}"], [target], kinds)


def _extra_way(draw: st.DrawFn, i: int, kinds: list[str], states: list[str]) -> dict[str, Any]:
    sources = draw(
        st.lists(st.sampled_from([f"s{j}" for j in range(len(kinds))]), unique=True, min_size=1, max_size=2)
    )
    targets = draw(st.lists(st.sampled_from(states), unique=True, min_size=1, max_size=3))
    return _transition(draw, i, sources, targets, kinds)


def _transition(
    draw: st.DrawFn, i: int, sources: list[str], targets: list[str], kinds: list[str]
) -> dict[str, Any]:
    waiting = any(kinds[int(source[1:])] == "waits" for source in sources)
    duty = waiting or draw(st.integers(0, 3)) == 0
    return {
        "name": f"t{i}",
        "label": f"办理{i}",
        "from": sources,
        "to": targets,
        "actor": f"duty:{draw(st.sampled_from(OVERSEEING))}" if duty else "holder",
        "guards": draw(st.lists(st.sampled_from(GUARDS), unique=True, max_size=1)),
        "effects": draw(st.lists(st.just("sample_count"), max_size=1)),
    }


class Open(ActionInput):
    """A new matter on a random procedure; with `matter`, a child of it."""

    title: str
    procedure: str
    unit: int
    level: str = "ordinary"
    urgency: int = 0
    due_in: int | None = None
    posts: list[int] = []
    readers: list[int] = []


class Step(Spoken):
    """One transition: where to, to whom, and in which kind of words."""

    target: str
    says: Literal["step", "proposal", "instruction", "opinion", "feedback", "sample_verdict"] = "step"
    posts: list[int] = []
    until: Annotated[date | None, Field(title="等到哪天")] = None


def _addressees(ids: list[int], now: datetime) -> list[Addressee]:
    return [Addressee.of_post(post) for post in serving_posts(ids, on=now)]


def _open(ctx: Context, data: Open) -> None:
    parent: Matter | None = ctx.work.matter if ctx.work else None
    opening = engine.Opening(
        "errand",
        data.procedure,
        data.title,
        data.unit,
        urgency=data.urgency,
        level=data.level,
        due_at=None if data.due_in is None else ctx.now + timedelta(days=data.due_in),
        parent=parent,
        assign=tuple(_addressees(data.posts, ctx.now)),
        readers=tuple(_addressees(data.readers, ctx.now)),
        words=Words(text="请办"),
    )
    work = engine.open_matter(ctx, opening)
    value = numbers.take(f"walk{data.unit}", ctx.now.year, data.unit, work.matter.pk, now=ctx.now)
    work.matter.number = f"走〔{ctx.now.year}〕{data.unit}-{value}号"


def _step(ctx: Context, data: Step) -> None:
    state: State = ctx.here.procedure.states[data.target]
    if ctx.here.state.waits:
        ctx.matter.waits.filter(closed_at=None).update(closed_at=ctx.now, answer="已经答复")
    if state.waits and data.until is not None:
        await_answer.begin(ctx, what="批复", whom="上级", until=data.until, watcher=None)
    ctx.say(data.says, data.text, happened_at=data.happened_at)
    ctx.go(data.target)
    ctx.assign(*_addressees(data.posts, ctx.now))


@contextmanager
def registered() -> Iterator[None]:
    """The walk's actions stand in the registry, and what is added to it meanwhile is gone afterwards."""
    kept = (dict(ACTIONS._items), dict(PROCEDURES._items))
    action("walk.open", label="立件", input=Open, may=("CLERK", "OFFICE_HEAD", "LIAISON"), api=False)(_open)
    for i in range(TRANSITIONS):
        action(f"walk.t{i}", label=f"办理{i}", input=Step, transition=f"t{i}", api=False)(_step)
    try:
        yield
    finally:
        ACTIONS._items, PROCEDURES._items = kept
