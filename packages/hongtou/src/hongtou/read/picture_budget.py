"""How much of the pictures of one file is looked at: their pixels are counted, whatever their files pretend."""

from __future__ import annotations

from dataclasses import dataclass

from hongtou.model.picture import Picture

MOST_PICTURES = 300
MOST_PIXELS = 100_000_000
TOO_MANY = "文件里的图片太多，后面的没有收进来，没有排进版面。"


@dataclass(slots=True)
class Budget:
    """What is left of both; ``spent`` says that a picture was asked for when nothing was left."""

    pictures: int = MOST_PICTURES
    pixels: int = MOST_PIXELS
    spent: bool = False

    def left(self) -> bool:
        """Whether one more may be looked at; counts it."""
        self.pictures -= 1
        self.spent = self.spent or self.pictures < 0 or self.pixels <= 0
        return not self.spent

    def count(self, picture: Picture) -> None:
        """Count the pixels of a picture that was looked at."""
        self.pixels -= picture.pixels[0] * picture.pixels[1]
