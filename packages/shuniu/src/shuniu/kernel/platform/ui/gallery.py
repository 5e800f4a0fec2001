"""The gallery: each screen once, in each of its states, with data of a credible county.

A screen is a function that is given a state and answers with a template and its context; `@screen` registers it.
Tests of the screens stand on it; `make gallery` photographs the running product instead.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from shuniu.kernel.base.registry import Registry

Scene = tuple[str, dict[str, Any]]
SAMPLES = "shuniu.kernel.platform.ui.samples"


@dataclass(frozen=True)
class Screen:
    """One registered screen: its name in file names, its Chinese title, its states, and what shows it."""

    name: str
    title: str
    states: tuple[str, ...]
    show: Callable[[str], Scene]


@dataclass(frozen=True)
class Shown:
    """One screen in one state, rendered."""

    screen: Screen
    state: str
    html: str

    @property
    def name(self) -> str:
        return f"{self.screen.name}-{self.state}"


SCREENS: Registry[Screen] = Registry("screen", public=False)


def screen(
    name: str, title: str, states: tuple[str, ...] = ("usual",)
) -> Callable[[Callable[[str], Scene]], Callable[[str], Scene]]:
    """Register the decorated function as the screen *name*. Raises `DuplicateName`."""

    def register(show: Callable[[str], Scene]) -> Callable[[str], Scene]:
        SCREENS.register(name, Screen(name, title, states, show))
        return show

    return register


def load_samples() -> None:
    """Register the screens of the component library itself."""
    importlib.import_module(SAMPLES)


def render(one: Screen, state: str) -> Shown:
    """*one* in *state* as a whole page."""
    template, context = one.show(state)
    return Shown(one, state, render_to_string(template, context))


def render_all() -> Iterator[Shown]:
    """Every registered screen in every state."""
    load_samples()
    for one in SCREENS.values():
        for state in one.states:
            yield render(one, state)
