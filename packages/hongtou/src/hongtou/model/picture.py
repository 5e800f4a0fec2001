"""A picture among the paragraphs of a body or an annex."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from hongtou.model.value import Span


class PictureKind(StrEnum):
    """The kinds of pictures that every pen can carry; the value is the end of a file's name."""

    PNG = "png"
    JPEG = "jpeg"

    @property
    def media_type(self) -> str:
        return f"image/{self.value}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands by itself between two paragraphs.

    ``data`` is the file as it came, ``pixels`` its width and height; ``width`` and ``height`` are in millimetres, as
    whoever put it in wished it, and as it stands after ``turn`` quarter turns to the right: the page may show it smaller.
    ``description`` is the text for who cannot see it.
    A picture adds nothing to ``Document.text``: its span is empty and stands where the line above it ends.
    """

    data: bytes = field(repr=False)
    kind: PictureKind
    pixels: tuple[int, int]
    width: float
    height: float
    description: str
    span: Span
    turn: int = 0

    @property
    def text(self) -> str:
        """What of the document's text it holds: nothing."""
        return ""
