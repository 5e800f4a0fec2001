"""People against each other, with real threads and real commits: `python rivals.py TIMES [postgresql://…]`.

Two at one task, one button pressed twice at once, eight hands at one counter, four or fifty at one 发文字号, four at the
last two places of the year, parent and child from both ends, two matters merged into each other, two sealers. Prints
what came of each; an assertion ends the program.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

TESTS = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS / "documents")]

from soak.own_database import enter, own_database  # noqa: E402  (run as a program, it finds its own folder)

T = TypeVar("T")
HANDS = 8
FEW, FIFTY = 4, 50
"""How many number documents at once: a few, and in the long program fifty."""
LONG = 40


def at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """Run *works* in threads that start together; their results in order. Raises what a work raised."""
    from django.db import connection

    start = threading.Barrier(len(works))
    found: list[Any] = [None] * len(works)
    raised: list[BaseException] = []

    def run(i: int) -> None:
        try:
            start.wait(30)
            found[i] = works[i]()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads), "a thread hangs"
    if raised:
        raise raised[0]
    return found


def told(outcomes: Sequence[Any]) -> Counter[str]:
    """How many were done, repeated, or refused with which code."""
    return Counter(
        "repeated" if getattr(o, "repeated", False) else str(getattr(o, "code", "done")) for o in outcomes
    )


class Scenes:
    """What is tried, so many *times*; each method prints its figures."""

    def __init__(self, times: int) -> None:
        from kit import build_county

        self.times = times

        self.county = build_county()
        self.actors = {name: self.county.actor(name) for name in self.county.posts}

    def press(self, who: str, name: str, **data: Any) -> Any:
        from kit import NOW

        from shuniu.kernel.flow.runner import run

        return run(name, actor=self.actors[who], data=data, now=NOW)

    def ask(self, **more: Any) -> int:
        return int(self.press("clerk", "sample.ask", title="一件事", **more).matter_id)

    def two_at_one_task(self) -> Counter[str]:
        from shuniu.kernel.flow.models import Entry

        total: Counter[str] = Counter()
        to = self.county.posts["director"].pk
        for i in range(self.times):
            pk = self.ask()
            seen = {"version": 1} if i % 2 else {}
            outcomes = at_once(
                [
                    partial(self.press, who, "sample.report", matter=pk, text="办好了", to=to, **seen)
                    for who in ("handler", "handler2")
                ]
            )
            assert told(outcomes)["done"] == 1, told(outcomes)
            assert Entry.objects.filter(matter=pk, action="sample.report").count() == 1
            total += told(outcomes)
        return total

    def one_button_twice(self) -> Counter[str]:
        from shuniu.kernel.flow.models import Entry

        total: Counter[str] = Counter()
        to = self.county.posts["director"].pk
        for _ in range(self.times):
            pk, command = self.ask(), uuid4()
            data = {"matter": pk, "text": "办好了", "to": to, "command_id": command}
            outcomes = at_once([partial(self.press, "handler", "sample.report", **data)] * 3)
            assert told(outcomes) == {"done": 1, "repeated": 2}, told(outcomes)
            assert Entry.objects.filter(matter=pk).count() == 2
            total += told(outcomes)
        return total

    def eight_hands_at_one_counter(self) -> Counter[str]:
        """On a counter that does not exist yet, so that its first number is fought over too."""
        from shuniu.kernel.flow.models import Matter
        from shuniu.kernel.numbering.models import Counter as Series
        from shuniu.kernel.numbering.numbers import gaps

        unit = self.county.units["water"].pk

        def hand() -> list[Any]:
            return [self.press("clerk", "sample.ask", title="编号", unit=unit) for _ in range(self.times)]

        outcomes = [o for made in at_once([hand] * HANDS) for o in made]
        series = Series.objects.get(unit_id=unit)
        numbers = Matter.objects.filter(unit=unit).values_list("number", flat=True)
        assert (
            len(set(numbers)) == len(numbers) == series.last == HANDS * self.times == told(outcomes)["done"]
        )
        assert gaps(series) == []
        return told(outcomes)

    def everybody_numbers_at_once(self) -> Counter[str]:
        """As many people as there are documents to be numbered, under one 机关代字 that has no number yet. Who is told
        that too many are at work presses again, as the sentence says."""
        from outgoing_scene import Way

        from shuniu.kernel.numbering.models import Counter as Series
        from shuniu.kernel.numbering.numbers import gaps
        from shuniu.modules.documents.models import IssueTally, OutgoingDocument

        ways = [Way(self.county).signed() for _ in range(FIFTY if self.times >= LONG else FEW)]
        for way in ways:
            way.do("clerk", "pass_recheck")

        def number(pk: int) -> list[Any]:
            made = []
            while not made or str(getattr(made[-1], "code", "")) == "busy":
                made.append(self.press("clerk", "documents.outgoing.number", matter=pk, code="云政办发"))
            return made

        outcomes = [o for made in at_once([partial(number, way.pk) for way in ways]) for o in made]
        series = Series.objects.get(series__startswith="outgoing/")
        given = list(OutgoingDocument.objects.filter(code="云政办发").values_list("serial", flat=True))
        assert sorted(given) == list(range(1, len(ways) + 1)), given
        assert series.last == len(ways) == told(outcomes)["done"]
        assert gaps(series) == []
        assert IssueTally.objects.get(issued__gt=0).issued == len(ways), "each is counted once"
        return told(outcomes)

    def the_last_places_of_the_year(self) -> Counter[str]:
        """Four documents and two places left below last year's count (JW-02): two are signed, two are refused."""
        from django.db.models import Sum
        from outgoing_scene import Way

        from shuniu.modules.documents.models import IssueTally

        office = self.county.units["office"]
        ways = [Way(self.county).vetted().reviewed() for _ in range(FEW)]
        taken = IssueTally.objects.filter(office=office, year=2026).aggregate(n=Sum("against"))["n"] or 0
        IssueTally.objects.create(
            office=office,
            year=2025,
            month=0,
            form="formal",
            issued=taken + 2,
            against=taken + 2,
            source="纸质登记簿",
        )

        def sign(pk: int) -> list[Any]:
            made = []
            while not made or str(getattr(made[-1], "code", "")) == "busy":
                made.append(self.press("director", "documents.outgoing.sign", matter=pk, draft=1))
            return made

        outcomes = [o for made in at_once([partial(sign, way.pk) for way in ways]) for o in made]
        counts = told(outcomes)
        assert (counts["done"], counts["rule"]) == (2, 2), counts
        IssueTally.objects.filter(source="纸质登记簿").delete()
        return counts

    def parent_and_child(self) -> Counter[str]:
        """Writers on the parent lock it alone, writers on the child lock both: nobody waits for ever."""
        from shuniu.kernel.flow.models import Entry, Matter

        total: Counter[str] = Counter()
        for _ in range(self.times // 4):
            parent = self.ask()
            self.ask(matter=parent, unit=self.county.units["water"].pk)
            child = Matter.objects.get(parent=parent).pk

            def above(parent: int = parent) -> list[Any]:
                return [self.press("clerk", "flow.remind", matter=parent) for _ in range(10)]

            def below(child: int = child) -> list[Any]:
                return [self.press("water_clerk", "flow.remind", matter=child) for _ in range(10)]

            def ended(child: int = child) -> list[Any]:
                return [self.press("water_clerk", "flow.void", matter=child, reason="不用办了")]

            outcomes = [o for made in at_once([above, below, above, below, ended]) for o in made]
            assert told(outcomes)["done"] + told(outcomes)["closed"] == 41, told(outcomes)
            assert Entry.objects.filter(matter=parent, type="feedback").count() == 1
            total += told(outcomes)
        return total

    def merged_into_each_other(self) -> Counter[str]:
        from shuniu.kernel.flow.models import Matter

        total: Counter[str] = Counter()
        for _ in range(self.times):
            one, other = self.ask(), self.ask()
            outcomes = at_once(
                [
                    partial(self.press, "clerk", "flow.merge", matter=a, into=b, reason="同一件事")
                    for a, b in ((one, other), (other, one))
                ]
            )
            assert Matter.objects.filter(pk__in=(one, other), closed_at=None).exists(), "both were lost"
            total += told(outcomes)
        return total

    def two_sealers(self) -> Counter[str]:
        from django.db import IntegrityError
        from kit import NOW

        from shuniu.kernel.records.sealing import seal_all, seal_once
        from shuniu.kernel.records.verifying import verify

        writing = threading.Event()
        writing.set()

        def seal() -> list[str]:
            made = []
            while writing.is_set():
                try:
                    made.append("sealed" if seal_once(now=NOW) else "nothing")
                except IntegrityError:
                    made.append("came second")
                time.sleep(0.002)
            return made

        def write() -> list[str]:
            for _ in range(3 * self.times):
                self.ask()
            writing.clear()
            return []

        found: Counter[str] = Counter(word for made in at_once([seal, seal, write]) for word in made)
        seal_all(now=NOW)
        result = verify()
        assert result.sound and result.tail == 0, result
        found["records"] = result.records
        return found


def play(address: str, times: int) -> None:
    """Play every scene on *address*, an empty database, so many *times*."""
    enter(address)
    from django.db import connection

    scenes = Scenes(times)
    names = [name for name in vars(Scenes) if not name.startswith("_") and name not in {"press", "ask"}]
    for name in names:
        begun = time.monotonic()
        counts = getattr(scenes, name)()
        told_so = ", ".join(f"{n} {word}" for word, n in sorted(counts.items()))
        print(f"  {connection.vendor} {name}: {told_so} ({time.monotonic() - begun:.1f} s)", flush=True)
    connection.close()


def main() -> None:
    with own_database(sys.argv[2] if len(sys.argv) > 2 else "") as address:
        play(address, int(sys.argv[1]))


if __name__ == "__main__":
    main()
