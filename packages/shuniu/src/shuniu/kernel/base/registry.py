"""Registries that fail loudly: a name is declared once, and an unknown name is an error."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class DuplicateName(Exception):
    """Two declarations carry the same name."""


class UnknownName(LookupError):
    """A name was used that nothing declared."""


class Registry(Generic[T]):
    """Named declarations of one kind, in order of declaration.

    Every registry is listed in `Registry.public`, so that a test can walk the kernel's whole vocabulary; one that
    is not *public* holds what only tests read.
    """

    public: list[Registry[object]] = []

    def __init__(self, kind: str, *, public: bool = True) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}
        if public:
            Registry.public.append(self)  # type: ignore[arg-type]  # the list is read, never written through

    def register(self, name: str, item: T) -> T:
        """Declare *item* under *name*. Raises `DuplicateName`."""
        if name in self._items:
            raise DuplicateName(f"{self.kind} {name!r} is declared twice")
        self._items[name] = item
        return item

    def get(self, name: str) -> T:
        """The declaration called *name*. Raises `UnknownName`."""
        try:
            return self._items[name]
        except KeyError:
            raise UnknownName(f"no {self.kind} is called {name!r}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def values(self) -> tuple[T, ...]:
        return tuple(self._items.values())

    def items(self) -> tuple[tuple[str, T], ...]:
        return tuple(self._items.items())
