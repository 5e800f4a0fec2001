"""Wordings B of faults of elements and their form."""

from __future__ import annotations

from bench.faults.editing import swap
from bench.faults.injected import Way

_NUMBER = "document_number"

WAYS: dict[str, tuple[Way, ...]] = {
    "number_year_in_other_brackets": (
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦【\1】⟧"),
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦［\1］⟧"),
        swap(_NUMBER, r"〔(\d{4})〕", r"⟦(\1)⟧"),
    ),
    "number_with_ordinal_word": (swap(_NUMBER, r"〔(\d{4})〕(\d+)号", r"⟦〔\1〕第 \2 号⟧"),),
    "number_with_leading_zero": (
        swap(_NUMBER, r"〕(\d{1,2})号", r"〕⟦０\1号⟧"),
        swap(_NUMBER, r"〕(\d+)号", r"〕⟦000\1号⟧"),
    ),
}
