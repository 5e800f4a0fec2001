"""`python packages/hongtou/tests/draw_pages.py FOLDER`: every manuscript of the tests as pictures, to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path

from manuscripts import EVERY, SPECIAL, free_fonts
from picture_files import ILLUSTRATED

from hongtou import lay_out, write_png


def draw(folder: Path) -> list[Path]:
    """Each page of each manuscript as PNG in *folder*: their names, in order."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for name, copy in {**EVERY, **SPECIAL, **ILLUSTRATED}.items():
        layout = lay_out(copy, fonts=free_fonts())
        for page in range(1, len(layout.pages) + 1):
            path = folder / f"{name}-{page}.png"
            path.write_bytes(write_png(layout, page))
            drawn.append(path)
    return drawn


if __name__ == "__main__":
    for made in draw(Path(sys.argv[1])):
        sys.stdout.write(f"{made}\n")
