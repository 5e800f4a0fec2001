"""Isolation: for a while a matter is found by its keepers alone, and by everybody who found it before once released.

It uses what 工作秘密 uses, the level and the named readers, so that lists, search, files, registers and notices follow
(BM-04, BM-08).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words, people_of
from shuniu.kernel.flow.models import ISOLATED, Level, Matter, Reader


def isolate(ctx: Context, matter: Matter, keepers: Iterable[Addressee], words: Words) -> dict[str, Any]:
    """Let *keepers* alone find *matter*, which the action has locked; what `release` needs, to be kept by the caller.

    Who has it on his desk keeps his task and does not find it until then.
    """
    work = engine.touch(ctx, matter)
    readers = Reader.objects.filter(matter=matter)
    before = {
        "level": matter.level,
        "mark": matter.mark,
        "readers": sorted(readers.values_list("person_id", "unit_id")),
    }
    engine.write_entry(ctx, work, words)
    readers.delete()
    matter.level, matter.mark = Level.WORK_SECRET, ISOLATED
    _name(matter, people_of(keepers))
    return {**before, "readers": [list(pair) for pair in before["readers"]]}


def release(ctx: Context, matter: Matter, before: dict[str, Any], words: Words) -> None:
    """Give *matter* back the level and the readers that it had *before* it was isolated."""
    work = engine.touch(ctx, matter)
    engine.write_entry(ctx, work, words)
    Reader.objects.filter(matter=matter).delete()
    matter.level, matter.mark = before["level"], before["mark"]
    _name(matter, {(person, unit) for person, unit in before["readers"]})


def _name(matter: Matter, people: Iterable[tuple[int, int]]) -> None:
    Reader.objects.bulk_create(Reader(matter=matter, person_id=p, unit_id=u) for p, u in sorted(people))
