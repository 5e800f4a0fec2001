"""The action registry: every use case that writes, declared once with its input, its permission and its label.

The runner (kernel.flow) executes them; forms, the API and the command line are derived from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

from django.utils import timezone
from pydantic import BaseModel, ConfigDict, Field, field_validator

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.base.values import LARGEST, unfit

RowId = Annotated[int, Field(ge=1, le=LARGEST)]


class ActionInput(BaseModel):
    """The base of every action's input.

    `command_id` makes a double press count once; `matter` is the matter acted on; `version` is the version
    of it that the person saw. `declared_not_secret` answers for words that the secrecy gate held (BM-02).
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    command_id: Annotated[UUID, Field(title="操作编号")] = Field(default_factory=uuid4)
    matter: Annotated[RowId | None, Field(title="办件")] = None
    version: Annotated[int | None, Field(title="页面版本")] = None
    declared_not_secret: Annotated[bool, Field(title="经核对不涉密")] = False

    locks_below: ClassVar[bool] = False
    """Whether the action changes the open matters below `matter` too, all levels of them, so that they are locked
    with it."""

    def also_locks(self) -> tuple[int, ...]:
        """Ids of other matters that the action reads or changes: locked with `matter`, all in one order."""
        return ()

    @field_validator("*", mode="after")
    @classmethod
    def _fit_to_keep(cls, value: Any) -> Any:
        """A time without a zone is the county's; what no database takes is refused."""
        if isinstance(value, datetime) and timezone.is_naive(value):
            return timezone.make_aware(value)
        if unfit(value):
            raise ValueError("里有不能保存的字符，请重新输入")
        return value


Handler = Callable[..., Any]


@dataclass(frozen=True)
class Action:
    """One registered use case.

    `may` lists the duties of which the actor must hold one in the post acted in (empty: any signed-in
    person whose turn it is); `transition` names the transition that it makes, as "procedure:name" (a bare
    name fits every procedure that has it);
    `move` names a kernel move. An action that is `beside` opens matters or writes beside the flow: it takes no
    matter, so that it leaves no entry on one.

    `answers` names the rounds that are answered with it instead of with the kernel's own 阅, as "kind of matter:kind
    of round"; several may share them. `during` names the states, as "procedure:state", in which it is offered beside
    the steps, to whom `needs` says as a move does ("hold", "unit", "see"), on matters for which `offered` is true.
    """

    name: str
    label: str
    input: type[ActionInput]
    do: Handler
    may: tuple[str, ...] = ()
    transition: str = ""
    move: str = ""
    rule: str = ""
    api: bool = True
    beside: bool = False
    answers: str = ""
    during: tuple[str, ...] = ()
    needs: str = "hold"
    offered: Callable[[Any], bool] = lambda matter: True


ACTIONS: Registry[Action] = Registry("action")


def answering(kind: str, round_kind: str) -> tuple[Action, ...]:
    """The actions that answer a round of *round_kind* on a matter of *kind*; empty where the kernel's own does."""
    return tuple(a for a in ACTIONS.values() if a.answers == f"{kind}:{round_kind}")


def makes(action: Action, procedure: str, transition: str) -> bool:
    """Whether *action* makes *transition* of *procedure*."""
    return action.transition in {transition, f"{procedure}:{transition}"}


def action(
    name: str,
    *,
    label: str,
    input: type[ActionInput],
    may: tuple[str, ...] = (),
    transition: str = "",
    move: str = "",
    rule: str = "",
    api: bool = True,
    beside: bool = False,
    answers: str = "",
    during: tuple[str, ...] = (),
    needs: str = "hold",
    offered: Callable[[Any], bool] = lambda matter: True,
) -> Callable[[Handler], Handler]:
    """Register the decorated function as the action *name*. Raises `DuplicateName`."""

    def register(do: Handler) -> Handler:
        made = Action(
            name, label, input, do, may, transition, move, rule, api, beside, answers, during, needs, offered
        )
        ACTIONS.register(name, made)
        return do

    return register
