"""主体 around the body: title, addressees, 附件说明, signature and date, 附注 (GB/T 9704-2012, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hongtou.fonts import Face
from hongtou.layout.flow import INDENT, Row, Spot, blank, opening, rows_of
from hongtou.layout.grid import CELL, LEFT, PORTRAIT, RIGHT, SIZE_2_PT, SIZE_3_PT, WIDTH, Area, mm
from hongtou.layout.page import Bookmark, Item
from hongtou.layout.setting import Setter
from hongtou.layout.titles import break_title
from hongtou.manuscript import Manuscript, Signer, addressed, date_text

TITLE_CELL = mm(SIZE_2_PT)
TITLE_HALVES = int(WIDTH // (TITLE_CELL / 2))
_ANNEX_LABEL = "附件："
SEAL_LINES = 2
"""Free lines above the name, over which the seal reaches: its upper edge then lies within one line of the text."""
STAMP_LINES = 2
"""Free lines above a 签名章 (7.3.5.3)."""
_STAMP_WIDTH = 3 * CELL
_SEAL = 42.0
"""The diameter of a county's seal in mm: where several stand side by side they must not touch (7.3.5.1)."""
_SEAL_GAP = 4.0
_SEAL_ROW = 5
"""Grid lines from one row of seals to the next."""
_DATE_RIGHT = 4 * CELL


def title_rows(setter: Setter, title: str) -> Iterator[Row]:
    """The title's lines, centred, one grid line each (7.3.1). Raises ValueError when it is too long."""
    first, *others = _centred(setter, title)
    yield opening(first, Bookmark(0, title))
    yield from others


def _centred(setter: Setter, title: str, area: Area = PORTRAIT) -> Iterator[Row]:
    halves = int(area.width // (TITLE_CELL / 2))
    lines = break_title(title, halves=halves, width=lambda text: setter.halves(text, Face.XIAOBIAOSONG))
    for line in lines:
        x = area.left + (area.width - setter.length(line, TITLE_CELL, Face.XIAOBIAOSONG)) / 2
        yield _one(setter, [(line, x)], size_pt=SIZE_2_PT, face=Face.XIAOBIAOSONG, cell=TITLE_CELL, keep=True)


def addressee_rows(setter: Setter, copy: Manuscript) -> list[Row]:
    """主送机关, flush on every line, with the colon (7.3.2)."""
    return rows_of(setter, f"{addressed(copy.addressees)}：", first=0) if copy.addressees else []


def annex_note_rows(setter: Setter, names: Sequence[str]) -> Iterator[Row]:
    """附件：; several are numbered, and continuation lines align with the name's first character (7.3.4)."""
    numbered = len(names) > 1
    label = setter.halves(_ANNEX_LABEL)
    widest = setter.halves(f"{len(names)}.") if numbered else 0
    begins = INDENT + label + widest
    for index, name in enumerate(names):
        pieces = [(_ANNEX_LABEL, INDENT)] if index == 0 else []
        if numbered:
            pieces.append((f"{index + 1}.", INDENT + label))

        placed = [(text, LEFT + halves * CELL / 2) for text, halves in pieces]
        lead = _one(setter, placed).draw if placed else None
        for row in rows_of(setter, name, first=begins, rest=begins, lead=lead):
            yield replace(row, body=True)


@dataclass(frozen=True, slots=True)
class SignLine:
    """Organs that sign on one line, each with its left edge in mm, below *above* free lines; or an office and the
    *person* whose 签名章 stands beside it."""

    names: tuple[tuple[str, float], ...]
    above: int = 0
    person: tuple[str, float] | None = None


def signature_rows(setter: Setter, copy: Manuscript) -> list[Row]:
    """署名 and date, with the free lines above them, kept together on one page."""
    lines, date_x = signature_places(setter, copy)
    rows: list[Row] = []
    for line in lines:
        rows += [*blank(line.above), _one(setter, line.names, person=line.person)]
    if copy.document_date:
        rows += blank(date_free(copy))
        rows.append(_one(setter, [(date_text(copy.document_date), date_x)]))
    return [*(replace(row, keep=True) for row in rows[:-1]), *rows[-1:]]


def signature_places(setter: Setter, copy: Manuscript) -> tuple[list[SignLine], float]:
    """The lines of 署名, and the left edge of the date in mm."""
    when = date_text(copy.document_date) if copy.document_date else ""
    if copy.signers:
        return _stamped(setter, copy.signers, when)
    place = _sealed if copy.sealed else _unsealed
    return place(setter, copy.signed_by, when)


def date_free(copy: Manuscript) -> int:
    """Free lines between what signs, or the body, and the date."""
    if copy.signers:
        return 1
    return 0 if copy.signed_by else SEAL_LINES if copy.sealed else 1


def _stamped(setter: Setter, signers: Sequence[Signer], when: str) -> tuple[list[SignLine], float]:
    """Two free lines below the text, the 签名章 four characters from the right, the office two characters to its left;
    one free line, and the date four characters from the right. Several persons one below the other (7.3.5.3).

    No stamp is ever drawn: in its place stands the name, in 楷体.
    """
    names = [(signer, setter.length(signer.name, CELL, Face.KAITI)) for signer in signers]
    stamp_x = RIGHT - _DATE_RIGHT - max([_STAMP_WIDTH, *(width for _, width in names)])
    lines: list[SignLine] = []
    for signer, _ in names:
        office_x = stamp_x - 2 * CELL - setter.length(signer.office, CELL)
        office = ((signer.office, office_x),) if signer.office else ()
        lines.append(SignLine(office, 1 if lines else STAMP_LINES, (signer.name, stamp_x)))
    return lines, RIGHT - _DATE_RIGHT - setter.length(when, CELL)


def _sealed(setter: Setter, names: Sequence[str], when: str) -> tuple[list[SignLine], float]:
    """The date four characters from the right, the organ's name centred over it (7.3.5.1). Several organs stand
    side by side as far as neither names nor seals touch, the last one over the date."""
    length = setter.length(when, CELL) if when else 7 * CELL
    centre = RIGHT - _DATE_RIGHT - length / 2
    widths = [setter.length(name, CELL) for name in names]
    step = max([_SEAL + _SEAL_GAP, *(width + CELL for width in widths)])
    reach = max([_SEAL / 2, *(width / 2 for width in widths)])
    room = centre - LEFT - reach
    per_row = max(1, int(room / step) + 1)
    if per_row > 1 and len(names) == 2:
        step = max(step, min(room, WIDTH / 2))  # two organs: one in either half
    lines: list[SignLine] = []
    while names:
        row, names = names[:per_row], names[per_row:]
        placed = []
        for index, name in enumerate(row):
            middle = centre - step * (len(row) - 1 - index)
            left = middle - setter.length(name, CELL) / 2
            placed.append((name, max(LEFT, min(left, RIGHT - setter.length(name, CELL)))))
        lines.append(SignLine(tuple(placed), _SEAL_ROW - 1 if lines else SEAL_LINES))
    return lines, RIGHT - _DATE_RIGHT - length


def _unsealed(setter: Setter, names: Sequence[str], when: str) -> tuple[list[SignLine], float]:
    """The name two characters from the right; the date begins two characters to the right of the name's beginning,
    and where it would reach further it stands two characters from the right and the name gives way (7.3.5.2)."""
    longest = max((setter.length(name, CELL) for name in names), default=0.0)
    name_x = RIGHT - 2 * CELL - longest
    over = name_x + 2 * CELL + setter.length(when, CELL) - (RIGHT - 2 * CELL) if when else 0.0
    name_x -= max(0.0, over)
    lines = [SignLine(((name, max(LEFT, name_x)),), int(index == 0)) for index, name in enumerate(names)]
    return lines, name_x + 2 * CELL


def note_rows(setter: Setter, note: str) -> list[Row]:
    """附注: the line after the date, two characters in, in brackets (7.3.6)."""
    return rows_of(setter, f"（{note}）", first=INDENT) if note else []


def annex_head_rows(setter: Setter, number: int | None, title: str, area: Area = PORTRAIT) -> list[Row]:
    """附件 and its number in 黑体 on line 1, its title centred on line 3 (7.3.7)."""
    label = f"附件{number if number is not None else ''}"
    first = opening(
        _one(setter, [(label, area.left)], face=Face.HEITI),
        Bookmark(0, f"{label}　{title}" if title else label),
    )
    rows = [first, *blank(keep=True)]
    return [*rows, *_centred(setter, title, area), *blank()] if title else rows


def _one(
    setter: Setter,
    placed: Sequence[tuple[str, float]],
    *,
    size_pt: float = SIZE_3_PT,
    face: Face = Face.FANGSONG,
    cell: float = CELL,
    keep: bool = False,
    person: tuple[str, float] | None = None,
) -> Row:
    """A row of texts, each beginning at its place in mm; the name of a *person* in 楷体."""
    pieces = [(*each, face) for each in placed] + ([(*person, Face.KAITI)] if person else [])

    def draw(spot: Spot) -> tuple[Item, ...]:
        return tuple(
            setter.text(text, x=x, top=spot.top, size_pt=size_pt, face=own, cell=cell)
            for text, x, own in pieces
        )

    return Row(draw, keep=keep)
