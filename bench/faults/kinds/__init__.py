"""The kinds of fault, from the files of this folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bench.faults.injected import Way

_FOLDER = Path(__file__).resolve().parent
SEEN, UNSEEN, THIRD = "seen", "unseen", "third"
"""Wordings A, B and C."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault.

    ``says`` is what is wrong, in the words of the trade, ``clause`` where that is written. A finding counts when it
    is of the ``family`` or one of ``also``, and overlaps the passage that is wrong or has a ``field`` that is one of
    ``about``. The body is no element: there only the passage counts, unless the fault has none.
    """

    name: str
    family: str
    says: str
    clause: str = ""
    about: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, family by family. Raises TypeError for a key that no kind has, ValueError for a name used twice."""
    found: dict[str, Kind] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text("utf-8")).items():
            if name in found:
                raise ValueError(f"two kinds are called {name}")
            lists = {key: tuple(entry.pop(key)) for key in ("about", "also") if key in entry}
            found[name] = Kind(name, path.stem, **entry, **lists)
    return tuple(found.values())


@cache
def ways(wordings: str, family: str) -> dict[str, tuple[Way, ...]]:
    """The ways of a family's kinds in ``seen``, ``unseen`` or ``third``; none where the module is not written yet."""
    module = f"bench.faults.{wordings}.{family}"
    if find_spec(module) is None:
        return {}
    found: dict[str, tuple[Way, ...]] = import_module(module).WAYS
    return found
