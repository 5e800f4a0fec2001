"""Lists: at most eight columns, keyset paging, whole row opens, batch bar below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shuniu.kernel.platform.ui.fields import Field, Hidden
from shuniu.kernel.platform.ui.messages import RefusalPanel
from shuniu.kernel.platform.ui.parts import Empty, Light, Link

MAX_COLUMNS = 8

CellKind = Literal["text", "title", "name", "light", "number", "code", "muted", "pair"]


@dataclass(frozen=True)
class Column:
    """One column. `narrow` says whether it is also shown at 390 px, `label_narrow` whether with its label.

    A `pair` holds two short values, the second as the note below the first (来文单位, 来文字号). The column that
    opens the row is a `title`, which takes what room there is, or a short `name`.
    """

    label: str
    kind: CellKind = "text"
    narrow: bool = True
    label_narrow: bool = False
    sort_href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True)
class Cell:
    """One value. `marks` are printed marks before a title (内部, 附件); `urgent` ones (特急) are red.

    `segments` and `note_segments` say again what `text` and `note` say, in pieces (text, hit): what a search
    found in them is marked. `brief` stands on the screen for a long `text`, which is exported and printed.
    """

    text: str
    note: str = ""
    marks: tuple[str, ...] = ()
    urgent: str = ""
    light: Light | None = None
    segments: tuple[tuple[str, bool], ...] = ()
    note_segments: tuple[tuple[str, bool], ...] = ()
    brief: str = ""


@dataclass(frozen=True)
class Row:
    """One matter in a list. `key` is what a batch action is sent; without it the row cannot be chosen.

    `internal` marks a 工作秘密: it is shown to its readers, and neither exported nor printed (BM-08).
    """

    href: str
    cells: tuple[Cell, ...]
    key: str = ""
    unread: bool = False
    voided: bool = False
    internal: bool = False


@dataclass(frozen=True)
class Tab:
    """A saved view with its count ("12", "1000+")."""

    label: str
    href: str
    count: str = ""
    current: bool = False
    alarming: bool = False


@dataclass(frozen=True)
class Chip:
    """A filter in force; its address is the list without it."""

    label: str
    remove_href: str


@dataclass(frozen=True)
class FilterForm:
    """The form behind 筛选; it is sent by GET to `action`."""

    action: str
    fields: tuple[Field, ...]
    hidden: tuple[Hidden, ...] = ()


@dataclass(frozen=True)
class BatchAction:
    """A move on every chosen row, posted as repeated `key` to `action`.

    As a row's own move it is posted with the row's key as `only`, whatever else is chosen.
    """

    label: str
    action: str
    danger: bool = False


@dataclass(frozen=True)
class ListPage:
    """A list screen. `next_href` and `prev_href` carry keyset cursors. Raises ValueError on a misfit.

    `batch_fields` are asked in the bar that appears once a row is chosen; `row_actions` stand in every row that
    has a key. `next_label` says what the next page is when it is not simply 下一页. `back` leads to what the list
    belongs to.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: Empty
    main: Link | None = None
    back: Link | None = None
    tabs: tuple[Tab, ...] = ()
    chips: tuple[Chip, ...] = ()
    filter: FilterForm | None = None
    summary: str = ""
    next_href: str = ""
    prev_href: str = ""
    exports: tuple[Link, ...] = ()
    batch: tuple[BatchAction, ...] = ()
    batch_hidden: tuple[Hidden, ...] = ()
    batch_fields: tuple[Field, ...] = ()
    row_actions: tuple[BatchAction, ...] = ()
    next_label: str = "下一页"
    refusal: RefusalPanel | None = None
    compact: bool = False

    @property
    def choosable(self) -> bool:
        """Whether a row of this page can be chosen at all."""
        return any(row.key for row in self.rows)

    def __post_init__(self) -> None:
        if len(self.columns) > MAX_COLUMNS:
            raise ValueError(
                f"a list has at most {MAX_COLUMNS} columns, {self.title} has {len(self.columns)}"
            )
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError(f"a row of {self.title} does not fit its {len(self.columns)} columns")
