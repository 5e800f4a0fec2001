"""What a module declares: kinds of jobs, and ticks (work that comes round by the clock)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from shuniu.kernel.base.registry import Registry

if TYPE_CHECKING:
    from shuniu.kernel.platform.jobs.running import Running

Work = Callable[["Running"], "Mapping[str, Any] | None"]
Beat = Callable[[datetime], object]


@dataclass(frozen=True)
class JobKind:
    """One kind of long work. `do` returns what is kept as its result (JSON); `attempts` is how often in all.

    `forgets` says that its arguments hold what people wrote: they are emptied when the job is over.
    """

    name: str
    label: str
    do: Work
    attempts: int = 3
    forgets: bool = False


JOBS: Registry[JobKind] = Registry("job")


def job(name: str, *, label: str, attempts: int = 3, forgets: bool = False) -> Callable[[Work], Work]:
    """Register the decorated function as the job *name*. Raises `DuplicateName`.

    Its steps must be idempotent: a job whose worker was killed begins again, from its last checkpoint, and the
    step after that checkpoint may be done twice.
    """

    def register(do: Work) -> Work:
        JOBS.register(name, JobKind(name, label, do, attempts, forgets))
        return do

    return register


@dataclass(frozen=True)
class Tick:
    """Work done every *every* seconds, or once a day when the county's clock has passed *daily*."""

    name: str
    do: Beat
    every: float = 0.0
    daily: time | None = None


TICKS: Registry[Tick] = Registry("tick")


def tick(name: str, *, every: float = 0.0, daily: time | None = None) -> Callable[[Beat], Beat]:
    """Register the decorated function, called with the present moment, as the tick *name*.

    Ticks share one thread with the sealer: keep them short, and start a job for what takes long.
    Raises `DuplicateName`, and `ValueError` unless exactly one of *every* and *daily* is given.
    """
    if (every > 0) == (daily is not None):
        raise ValueError(f"tick {name!r} needs either a number of seconds or a time of day")

    def register(do: Beat) -> Beat:
        TICKS.register(name, Tick(name, do, every, daily))
        return do

    return register
