"""What a module declares: kinds of links, and the kinds of records that may stand at their ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.people.actor import Actor


@dataclass(frozen=True)
class LinkKind:
    """A relation, read from its first record (答复) and from its second (由其答复)."""

    code: str
    label: str
    reverse: str


@dataclass(frozen=True)
class Shown:
    """How a record looks at the end of a link."""

    title: str
    url: str


@dataclass(frozen=True)
class RecordKind:
    """A kind of record that may be linked. `show` gives those among the ids that the actor may see."""

    code: str
    label: str
    show: Callable[[Actor, Sequence[int]], Mapping[int, Shown]]


LINK_KINDS: Registry[LinkKind] = Registry("kind of link")
RECORD_KINDS: Registry[RecordKind] = Registry("kind of record")


def declare_links(*kinds: LinkKind) -> None:
    """Declare *kinds* of links. Raises `DuplicateName`."""
    for kind in kinds:
        LINK_KINDS.register(kind.code, kind)


def declare_records(*kinds: RecordKind) -> None:
    """Declare *kinds* of records. Raises `DuplicateName`."""
    for kind in kinds:
        RECORD_KINDS.register(kind.code, kind)
