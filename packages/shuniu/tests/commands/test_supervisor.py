"""What is done and said when the worker beside the server dies: on a clock of its own, with workers that only have ends."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from shuniu.commands.supervisor import ASKED_SECONDS, GIVING_HELP, PAUSES, SETTLED_SECONDS, Keeper


@dataclass
class Stage:
    """Workers that live and end as they are told, and what the keeper did meanwhile."""

    ends: list[tuple[float, int | OSError]]
    now: float = 0.0
    slept: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def start(self) -> Stage:
        self.lives, end = self.ends.pop(0)
        if isinstance(end, OSError):
            raise end
        self.code = end
        return self

    def wait(self) -> int:
        self.now += self.lives
        return self.code

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def played(self) -> Stage:
        keeper = Keeper(self.start, sleep=self.sleep, clock=lambda: self.now, tell=self.told.append)
        while self.ends:
            keeper.once()
        return self


def test_a_worker_that_keeps_dying_is_started_ever_later_and_it_is_said_what_to_do() -> None:
    stage = Stage([(1.0, 1)] * 8).played()
    assert stage.slept == [*PAUSES, PAUSES[-1], PAUSES[-1]] and sorted(PAUSES) == list(PAUSES)
    first, last = stage.told[: GIVING_HELP - 1], stage.told[GIVING_HELP - 1 :]
    assert all(t.startswith("！后台意外停止（退出码 1）") and "网页照常使用" in t for t in first)
    assert all("接连停止了" in t and "运行 shuniu check" in t and "网页照常使用" in t for t in last)
    assert "300 秒后还会再试" in stage.told[-1]


def test_a_worker_that_had_done_its_work_for_long_begins_a_new_row() -> None:
    stage = Stage([(1.0, -9), (1.0, -9), (SETTLED_SECONDS, -9), (1.0, -9)]).played()
    assert stage.slept == [PAUSES[0], PAUSES[1], PAUSES[0], PAUSES[1]]
    assert "被信号 SIGKILL 终止" in stage.told[0]


def test_a_worker_asked_to_stop_is_left_alone_while_the_server_may_be_ending() -> None:
    stage = Stage([(5.0, 0), (1.0, 1)]).played()
    assert stage.slept == [ASKED_SECONDS, PAUSES[0]]
    assert stage.told[0] == "！后台被要求停止，而网页还在，现在重新启动后台。"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda: OSError(errno.ENOMEM, "Cannot allocate memory"), "启动不了：Cannot allocate memory"),
        (lambda: -200, "被信号 -200 终止".replace("-", "")),
    ],
)
def test_every_end_has_its_words(end: Callable[[], int | OSError], words: str) -> None:
    assert f"（{words}）" in Stage([(0.0, end())]).played().told[0]
