"""What a paper shows of itself, however its reader parted it: whose mark stands above, which organs the title names."""

from __future__ import annotations

import re

from hongtou.check.lines import head_lines
from hongtou.model import Document, Genre
from hongtou.read.elements.words import is_organ, squeeze

HEADED_OTHERWISE = (
    Genre.MINUTES,
    Genre.ORDER,
    Genre.RESOLUTION,
    Genre.COMMUNIQUE,
    Genre.PUBLIC_ANNOUNCEMENT,
    Genre.PUBLIC_NOTICE,
)
"""Genres whose head has another number than 〔2026〕3号 or none, and whose title may do without the organ."""
_MARK = re.compile(r"(?:文件|函|电报|发电)$")
_PREFIX = re.compile(r"(?P<organs>.{2,90}?)(?:关于|转发|印发|批转|对|发布|公布)")


def is_marked(document: Document) -> bool:
    """Whether the mark of the issuing organ stands above the title: a paper as it goes out, not a draft."""
    if document.issuer_mark is not None:
        return True
    lines = [line.text for line in head_lines(document)]
    return any(
        is_organ(text) and any(other.startswith(text[:4]) for other in lines[n + 1 :])
        for n, text in enumerate(lines[:4])
    )


def mark_organ(document: Document) -> str:
    """The organ or organs of the mark without 文件, blanks left out; empty when there is no mark."""
    mark = document.issuer_mark
    return _MARK.sub("", squeeze(mark.value)) if mark else ""


def title_organs(document: Document) -> str:
    """The organs with which the title begins, blanks left out; empty when it begins with none."""
    if document.title is None:
        return ""
    found = _PREFIX.match(squeeze(document.title.value))
    return found["organs"] if found and is_organ(found["organs"]) else ""
