"""The action registry: every use case that writes, declared once with its input, its permission and its label.

The runner (kernel.flow) executes them; forms, the API and the command line are derived from them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from shuniu.kernel.base.registry import Registry


class ActionInput(BaseModel):
    """The base of every action's input.

    `command_id` makes a double press count once; `matter` is the matter acted on; `version` is the version
    of it that the person saw.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    command_id: UUID = Field(default_factory=uuid4)
    matter: int | None = None
    version: int | None = None


Handler = Callable[..., Any]


@dataclass(frozen=True)
class Action:
    """One registered use case.

    `may` lists the duties of which the actor must hold one in the post acted in (empty: any signed-in
    person whose turn it is); `transition` names the transition of the matter's procedure that it makes;
    `move` names a kernel move; neither means that it opens matters or writes beside the flow.
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


ACTIONS: Registry[Action] = Registry("action")


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
) -> Callable[[Handler], Handler]:
    """Register the decorated function as the action *name*. Raises `DuplicateName`."""

    def register(do: Handler) -> Handler:
        ACTIONS.register(name, Action(name, label, input, do, may, transition, move, rule, api))
        return do

    return register
