"""The names that procedures and actions may use, bound in code and never expressions.

Modules add guards, effects, entry types and kinds of matter; moves are the engine's own and declared once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.registry import Registry

if TYPE_CHECKING:
    from shuniu.kernel.flow.context import Context, Work
    from shuniu.kernel.flow.models import Matter

Guard = Callable[["Context"], "Refusal | None"]
Effect = Callable[["Context"], None]

GUARDS: Registry[Guard] = Registry("guard")
EFFECTS: Registry[Effect] = Registry("effect")


def guard(name: str) -> Callable[[Guard], Guard]:
    """Register the decorated function as the guard *name*: a refusal, or None to let pass."""
    return lambda check: GUARDS.register(name, check)


def effect(name: str) -> Callable[[Effect], Effect]:
    """Register the decorated function as the effect *name*, run after the transition, in its transaction."""
    return lambda run: EFFECTS.register(name, run)


@dataclass(frozen=True)
class EntryType:
    """A kind of words in the 办理记录. Only holders of *duties* may write it (empty: whoever's turn it is).

    `voice` words (批示, 签发意见) are printed in red 楷体, and only for them may a clerk record for a leader.
    """

    code: str
    label: str
    duties: tuple[str, ...] = ()
    voice: bool = False


ENTRY_TYPES: Registry[EntryType] = Registry("entry type")


def declare_entry_types(*types: EntryType) -> None:
    for item in types:
        ENTRY_TYPES.register(item.code, item)


declare_entry_types(
    EntryType("step", "经办"),
    EntryType("proposal", "拟办意见", ("OFFICE_HEAD", "CLERK", "LIAISON", "UNIT_HEAD")),
    EntryType("instruction", "批示", ("LEADER", "UNIT_HEAD"), voice=True),
    EntryType("opinion", "意见"),
    EntryType("feedback", "反馈"),
    EntryType("reminder", "催办"),
    EntryType("correction", "更正"),
    EntryType("note", "附记"),
)


@dataclass(frozen=True)
class Kind:
    """A kind of matter: which module owns it and where its page is.

    `url` makes the address of a matter's page; `search_text` gives what is found by search beside number
    and title.
    """

    code: str
    label: str
    url: Callable[[int], str]
    search_text: Callable[[Matter], str]


KINDS: Registry[Kind] = Registry("kind of matter")


@dataclass(frozen=True)
class Move:
    """A move of office life that every procedure may allow in a state (退回, 转办 …).

    `action` is the action that makes it; 代录 and 授权代签 are ways of making a transition and have none.
    `after_end` moves are made on a finished matter too: 更正, 重办. `needs` says who is offered it: "hold"
    whoever holds the state's task ("hold_or_head": or the head of his unit), "unit" the matter's own unit,
    "last" whoever took the last step, "words" whoever wrote something, "see" anyone who sees the matter;
    the action itself checks again.
    """

    name: str
    label: str
    action: str = ""
    needs: str = "unit"
    after_end: bool = False


MOVES: Registry[Move] = Registry("move")

for _move in (
    Move("return", "退回", "flow.return", "hold"),
    Move("withdraw", "撤回", "flow.withdraw", "last"),
    Move("reassign", "转办", "flow.reassign", "hold_or_head"),
    Move("circulate", "传阅", "flow.circulate"),
    Move("countersign", "会签", "flow.countersign"),
    Move("add_countersigner", "加签", "flow.add_member"),
    Move("remind", "催办", "flow.remind", "see"),
    Move("record_for", "代录"),
    Move("sign_by_authority", "授权代签"),
    Move("extend", "延期", "flow.ask_extension", "hold"),
    Move("await", "待复", "flow.open_wait", "hold"),
    Move("correct", "更正", "flow.correct", "words", after_end=True),
    Move("reopen", "重办", "flow.reopen", after_end=True),
    Move("merge", "合并", "flow.merge"),
    Move("void", "作废", "flow.void"),
):
    MOVES.register(_move.name, _move)

Listener = Callable[["Context", "Work"], None]
LISTENERS: Registry[Listener] = Registry("listener")


def listener(name: str) -> Callable[[Listener], Listener]:
    """Register a function called for every changed matter, inside the transaction, after its last write.

    This is how the floor above hears of changes (notices, the search index) without being imported.
    """
    return lambda hear: LISTENERS.register(name, hear)
