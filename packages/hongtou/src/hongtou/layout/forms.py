"""The four forms of an official document, each as what sets it apart (GB/T 9704-2012, 7 and 10).

Grid, flow, titles, body, signature, annexes and page numbers are the same for all; a form says what stands above the
text of page one, which rows the main text has, and how the 版记 looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from hongtou.layout.attendance import attendance_rows, parted
from hongtou.layout.body import body_rows
from hongtou.layout.flow import Row, blank
from hongtou.layout.head import head, head_plans
from hongtou.layout.letter import letter_head, letter_heads
from hongtou.layout.order import order_head, order_heads
from hongtou.layout.page import Rule, Run
from hongtou.layout.setting import Setter
from hongtou.layout.tail import addressee_rows, annex_note_rows, note_rows, signature_rows, title_rows
from hongtou.manuscript import Form, Manuscript


class Head(Protocol):
    """What stands above the text of page one."""

    @property
    def title_top(self) -> float:
        """Where the first row of the text stands, in mm."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form. ``heads`` are its possible heads, the most stately first, ``draw`` draws one; ``rows`` are the rows of
    the main text, with the addressees or without. ``first_number`` says whether page one carries a number, ``imprint``
    whether the 版记 has rules, printing office and day, and stands on an even page."""

    heads: Callable[[Setter, Manuscript], Iterator[Any]]
    draw: Callable[[Setter, Manuscript, Any], Iterator[Run | Rule]]
    rows: Callable[[Setter, Manuscript, bool], list[Row]]
    first_number: bool = True
    imprint: bool = True


def _ordinary_rows(setter: Setter, copy: Manuscript, addressees: bool) -> list[Row]:
    rows = list(title_rows(setter, copy.title)) if copy.title else []
    rows += blank()
    if addressees:
        rows += addressee_rows(setter, copy)
    rows += body_rows(setter, copy.body)
    return [*rows, *_closing_rows(setter, copy)]


def _order_rows(setter: Setter, copy: Manuscript, addressees: bool) -> list[Row]:
    """An order has no title: its number stands above the body (10.2)."""
    rows = addressee_rows(setter, copy) if addressees else []
    return [*rows, *body_rows(setter, copy.body), *_closing_rows(setter, copy)]


def _minutes_rows(setter: Setter, copy: Manuscript, addressees: bool) -> list[Row]:
    """The lists of who took part stand below body and 附件说明 (10.3)."""
    body, lists = parted(copy.body)
    rows = list(title_rows(setter, copy.title)) if copy.title else []
    rows += blank()
    if addressees:
        rows += addressee_rows(setter, copy)
    rows += body_rows(setter, body)
    return [*rows, *_closing_rows(setter, copy, attendance_rows(setter, lists))]


def _closing_rows(setter: Setter, copy: Manuscript, lists: list[Row] | None = None) -> list[Row]:
    notes = [*blank(), *annex_note_rows(setter, copy.annex_names)] if copy.annex_names else []
    return [*notes, *(lists or []), *signature_rows(setter, copy), *note_rows(setter, copy.note)]


PATTERNS = {
    Form.ORDINARY: Pattern(head_plans, head, _ordinary_rows),
    Form.LETTER: Pattern(letter_heads, letter_head, _ordinary_rows, first_number=False, imprint=False),
    Form.ORDER: Pattern(order_heads, order_head, _order_rows),
    Form.MINUTES: Pattern(head_plans, head, _minutes_rows),
}
