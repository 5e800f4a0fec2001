"""A word laid across every page of a PDF that holds no longer, as it leaves the house."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.files import store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.pages import DAMAGED, ERASED
from shuniu.kernel.files.stamping import lay_across
from shuniu.kernel.platform import papers as printing
from shuniu.kernel.platform.screens.exporting import office_fonts
from shuniu.modules.documents import papers

EPOCH = datetime.fromisoformat("2026-01-01T00:00:00+08:00")
"""The same word makes the same bytes, whenever it is laid over something."""


def stamped(file: StoredFile, word: str) -> bytes | Refusal:
    """The PDF *file* with *word* across every page. Refuses an erased, damaged or unreadable file."""
    if file.erased_at is not None:
        return ERASED
    try:
        data = store.load(file.sha256)
    except store.Damaged:
        return DAMAGED
    return lay_across(data, _stamp(word))


@lru_cache(maxsize=8)
def _stamp(word: str) -> bytes:
    data = papers.StampData(word)
    return printing.render(papers.STAMP, data, fonts=office_fonts(), made_at=EPOCH).pdf
