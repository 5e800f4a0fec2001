"""What the fonts at hand could not print as it was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from hongtou.fonts import Face, FontSet, Substitution
from hongtou.layout.page import Page


def lacking(fonts: FontSet, pages: Sequence[Page]) -> tuple[str, tuple[Substitution, ...]]:
    """The characters that no font draws, and every typeface or character printed in another one."""
    texts: dict[Face, str] = {}
    for page in pages:
        for run in page.every_run:
            texts[run.face] = "".join(dict.fromkeys(texts.get(run.face, "") + run.text))
    found: list[Substitution] = []
    for face in Face:
        if face in texts:
            stand_in = fonts.stand_in(face)
            found += [stand_in] if stand_in else []
            found += fonts.borrowed(face, texts[face])
    return fonts.missing("".join(texts.values())), tuple(found)
