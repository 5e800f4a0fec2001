"""The pictures of an OFD, as the files that were put in."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hongtou.model.picture import Picture
from hongtou.pictures import BadPicture, picture_of
from hongtou.read.picture_budget import Budget
from hongtou.read.placed import PrintedPicture
from hongtou.read.turning import Turn
from hongtou.read.unreadable import Unreadable

_POINTS = 72 / 25.4
_LEAST = 5.0
"""What is smaller than so many mm on both sides is an ornament."""


_BACK = {Turn.NONE: 0, Turn.UP: 1, Turn.DOWN: 3}
"""Quarter turns to the right by which a page is held to be read."""


@dataclass(slots=True)
class OfdImages:
    """Finds the pictures that the image objects of a document show: ``file`` gives the bytes of a part, ``places`` say
    where a resource is, by its number."""

    file: Callable[[str], bytes]
    places: Mapping[str, str]
    budget: Budget
    _found: dict[str, bytes] = field(default_factory=dict)

    def on_page(
        self, images: Sequence[ET.Element], number: int, turn: Turn, page: tuple[float, float]
    ) -> Iterator[PrintedPicture]:
        """The pictures of page *number*, of that size in points, whose text runs by *turn*. Heights count from its
        upper edge, downwards negative, unless it is turned."""
        for image in images:
            box = _box(image.get("Boundary", ""))
            if box is None or not self.budget.left():
                continue
            left, top, width, height = (edge * _POINTS for edge in box)
            raised = page[1] if turn is not Turn.NONE else 0.0
            x1, y1 = turn.place(left, raised - top - height, *page)
            x2, y2 = turn.place(left + width, raised - top, *page)
            turn_of_it = (_turn(image.get("CTM", "")) + _BACK[turn]) % 4
            across, down = abs(x2 - x1) / _POINTS, abs(y2 - y1) / _POINTS
            if max(across, down) >= _LEAST and (picture := self._picture(image, across, down, turn_of_it)):
                yield PrintedPicture(picture, number, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def _picture(self, image: ET.Element, width: float, height: float, turn: int) -> Picture | None:
        resource = image.get("ResourceID", "")
        if resource not in self.places:
            return None
        try:
            data = self._found.setdefault(
                resource, self._found.get(resource) or self.file(self.places[resource])
            )
            picture = picture_of(
                data,
                description=image.get("Name", ""),
                width=round(width, 2),
                height=round(height, 2),
                turn=turn,
            )
        except (Unreadable, BadPicture):
            return None
        self.budget.count(picture)
        return picture


def _turn(matrix: str) -> int:
    """How many quarter turns to the right a matrix makes, of pages that count downwards."""
    try:
        a, b, *_ = map(float, matrix.split())
    except ValueError:
        return 0
    return (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)


def _box(text: str) -> tuple[float, float, float, float] | None:
    try:
        left, top, width, height = map(float, text.split())
    except ValueError:
        return None
    whole = all(abs(edge) < 1e6 for edge in (left, top, width, height)) and width > 0 and height > 0
    return (left, top, width, height) if whole else None
