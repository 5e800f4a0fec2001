"""`.path` files: a way through a procedure in plain text, one press a line, run by every module's tests.

    # comment; an empty line means nothing
    clerk sample.ask title="送一份材料" → asked
    handler sample.report text=已经送到 to=@director → reported
    handler2 flow.withdraw reason=写错了 | refused not_your_turn
    clerk sample.ask title=请核实 unit=#water as child → asked
    water_handler on child sample.report text=属实 to=@water_head → reported
    later 3d
    set incoming.sign_days 2

`set` gives a parameter of the county that value from that day on.

A line reads: who, `on` which matter (left out: the one in hand), the action, its input, `as` the name of the
matter it opened; then `→` and the state that matter must be in, or `| refused` and the code. The first matter
opened is the one in hand. Values: `@name` a post, `~name` a person, `#name` a unit (`p@name` and `u#name` as a form
that takes either sends them), `&name` a matter, `+3d` a day from now, `entry:标签`, `round:` and `wait:` the newest
such row of the matter, `file:name.txt` a text of that name that who presses has just brought, JSON, else plain text;
several values with commas between brackets: `members=[@mayor,@vice]`.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files import gate
from shuniu.kernel.flow.models import Entry, Matter, Round, Wait
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor, system_actor
from shuniu.kernel.people.models import Post, Unit

LATER = re.compile(r"later (\d+)([dh])$")
SET = re.compile(r"set (\S+) (\S+)$")
EXPECTED = re.compile(r"^(?P<press>.*?)\s*(?:→\s*(?P<state>\S+)|\|\s*refused\s+(?P<code>\S+))$")


class Cast(Protocol):
    """The people a path names: posts and units by short names, and who each is at a moment."""

    @property
    def posts(self) -> Mapping[str, Post]: ...

    @property
    def units(self) -> Mapping[str, Unit]: ...

    def actor(self, name: str, *, now: datetime) -> Actor: ...


class WalkFailed(AssertionError):
    """A path went another way than it says; the message names file, line, what was expected and what came."""


@dataclass
class _Walk:
    """A path under way: the clock, and the matters it has named."""

    cast: Cast
    now: datetime
    matters: dict[str, int] = field(default_factory=dict)

    @property
    def in_hand(self) -> int | None:
        return next(iter(self.matters.values()), None)


def walk(path_file: Path, county: Cast, *, now: datetime) -> dict[str, Matter]:
    """Walk *path_file* with *county*'s people from *now* on; the matters it opened, by name.

    Raises `WalkFailed` where something else happens than the file says.
    """
    under_way = _Walk(county, now)
    for number, line in enumerate(path_file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                _line(under_way, line.strip())
            except (WalkFailed, LookupError, ValueError) as error:
                raise WalkFailed(f"{path_file.name}:{number}: {line.strip()}\n  {error}") from error
    return {name: Matter.objects.get(pk=pk) for name, pk in under_way.matters.items()}


def _line(under_way: _Walk, line: str) -> None:
    later = LATER.match(line)
    if later:
        unit = "days" if later[2] == "d" else "hours"
        under_way.now += timedelta(**{unit: int(later[1])})
        return
    if given := SET.match(line):
        _set(given[1], json.loads(given[2]), under_way.now)
        return
    found = EXPECTED.match(line)
    if found is None:
        raise WalkFailed("the line ends neither in → state nor in | refused code")
    outcome, matter = _press(under_way, shlex.split(found["press"]))
    came = f"refused {outcome.code}: {outcome.message}" if isinstance(outcome, Refusal) else outcome
    if found["code"]:
        if not isinstance(outcome, Refusal) or outcome.code != found["code"]:
            raise WalkFailed(f"expected to be refused {found['code']}, came to {came}")
    elif isinstance(outcome, Refusal) or matter is None or matter.state != found["state"]:
        raise WalkFailed(f"expected {found['state']}, came to {came}")


def _set(key: str, value: object, now: datetime) -> None:
    """Give the parameter *key* a value from today on. Raises `WalkFailed` when it does not take it."""
    data = {"key": key, "value": value, "valid_from": now.astimezone(COUNTY).date(), "reason": "走查"}
    outcome = run("platform.set_parameter", actor=system_actor("走查"), data=data, now=now)
    if isinstance(outcome, Refusal):
        raise WalkFailed(outcome.message)


def _press(under_way: _Walk, words: list[str]) -> tuple[Refusal | str, Matter | None]:
    """Run the action; the refusal or the new state, and the matter the line is about."""
    who, *rest = words
    on = under_way.in_hand
    if rest[0] == "on":
        on, rest = under_way.matters[rest[1]], rest[2:]
    name, *rest = rest
    opened_as = ""
    if len(rest) > 1 and rest[-2] == "as":
        *rest, _, opened_as = rest
    actor = under_way.cast.actor(who, now=under_way.now)
    data = dict(_pair(under_way, on, actor, word) for word in rest)
    if on is not None and "matter" not in data:
        data["matter"] = on
    last = Matter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    outcome = run(name, actor=actor, data=data, now=under_way.now)
    if isinstance(outcome, Refusal):
        return outcome, None
    opened = Matter.objects.filter(pk__gt=last).order_by("pk").first()
    if opened is not None and (opened_as or not under_way.matters):
        under_way.matters[opened_as or "it"] = opened.pk
    concerned = Matter.objects.filter(pk__in=[] if outcome.matter_id is None else [outcome.matter_id])
    about = opened if opened_as and opened else concerned.first()
    return (about.state if about else "done"), about


def _pair(under_way: _Walk, matter: int | None, actor: Actor, word: str) -> tuple[str, Any]:
    key, equals, raw = word.partition("=")
    if not equals:
        raise ValueError(f"{word!r} is not key=value")
    if raw.startswith("[") and raw.endswith("]"):
        parts = [part.strip() for part in raw[1:-1].split(",")]
        return key, [_value(under_way, matter, actor, part) for part in parts if part]
    return key, None if raw == "none" else _value(under_way, matter, actor, raw)


def _value(under_way: _Walk, matter: int | None, actor: Actor, raw: str) -> Any:
    cast, sign, name = under_way.cast, raw[:1], raw[1:]
    if raw[:2] in {"p@", "u#"}:
        return f"{sign}{_value(under_way, matter, actor, name)}"
    if sign == "@":
        return cast.posts[name].pk
    if sign == "~":
        return cast.posts[name].person_id
    if sign == "#":
        return cast.units[name].pk
    if sign == "&":
        return under_way.matters[name]
    if re.fullmatch(r"\+\d+d", raw):
        return (under_way.now + timedelta(days=int(raw[1:-1]))).date()
    kind, colon, label = raw.partition(":")
    if colon and kind in {"entry", "round", "wait"}:
        return _newest(kind, label, matter)
    if colon and kind == "file":
        return _bring(label, actor, under_way.now)
    try:
        return json.loads(raw)
    except ValueError:
        return raw


def _bring(name: str, actor: Actor, now: datetime) -> int:
    """Pass a text through the gate in *actor*'s name; its id."""
    admitted = gate.admit(name.encode(), name, actor=actor, now=now)
    if isinstance(admitted, Refusal):
        raise ValueError(admitted.message)
    return int(admitted.file.pk)


def _newest(kind: str, label: str, matter: int | None) -> int:
    """The newest entry with *label*, or the newest round or wait, of the matter. Raises `LookupError`."""
    rows = {
        "entry": Entry.objects.filter(label=label),
        "round": Round.objects.all(),
        "wait": Wait.objects.all(),
    }[kind]
    found = rows.filter(matter_id=matter).order_by("-pk").values_list("pk", flat=True).first()
    if found is None:
        raise LookupError(f"the matter has no {kind} {label}".strip())
    return int(found)
