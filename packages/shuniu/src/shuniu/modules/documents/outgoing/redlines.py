"""花脸: two texts of a document compared part by part, as the screens and the printed form show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import hongtou
from shuniu.kernel.platform.ui import Redline, RedlineBlock, RedlinePart, RedlineRun
from shuniu.modules.documents.outgoing.checking import outline_of
from shuniu.modules.documents.outgoing.text import AnnexText, Content

_NAMES = "、"
_CELLS = " ｜ "


def redline(
    before: Content, after: Content, *, names: tuple[str, str], side_by_side: bool = False
) -> Redline:
    """*before* and *after* with title, addressees, body, annexes, copies and note; *names* are what they are called.
    A part that neither has is left out."""
    made = [(label, hongtou.compare(old, new)) for label, old, new in _pairs(before, after)]
    inserted, deleted = sum(r.inserted for _, r in made), sum(r.deleted for _, r in made)
    return Redline(
        before=names[0],
        after=names[1],
        parts=tuple(RedlinePart(label, tuple(map(_block, r.blocks))) for label, r in made),
        summary=f"加 {inserted} 字，删 {deleted} 字" if inserted or deleted else "",
        side_by_side=side_by_side,
    )


def kept_share(before: Content, after: Content) -> float:
    """How much of the body and the annexes of *before* is still there, 0 to 1."""
    return hongtou.compare(_whole(before), _whole(after)).kept_share


def _whole(content: Content) -> str:
    return "\n".join((content.body, *(part for a in content.annexes for part in (a.title, a.text))))


def _pairs(before: Content, after: Content) -> Iterator[tuple[str, str, str]]:
    yield "标题", before.title, after.title
    plain = (
        ("主送", _NAMES.join(before.addressees), _NAMES.join(after.addressees)),
        ("正文", before.body, after.body),
        *_annexes(before.annexes, after.annexes),
        ("抄送", _NAMES.join(before.copy_to), _NAMES.join(after.copy_to)),
        ("附注", before.note, after.note),
    )
    yield from (pair for pair in plain if pair[1] or pair[2])


def _annexes(before: tuple[AnnexText, ...], after: tuple[AnnexText, ...]) -> Iterator[tuple[str, str, str]]:
    """Annexes of one name belong together, wherever they stand; of the others those that stand in one place."""
    left = list(before)
    partners: list[AnnexText | None] = []
    for annex in after:
        partner = next((old for old in left if old.title == annex.title), None)
        if partner is not None:
            left.remove(partner)
        partners.append(partner)
    for number, (annex, partner) in enumerate(zip(after, partners, strict=True), start=1):
        if partner is None and left:
            partner = left.pop(0)
        yield f"附件 {number}", _of(partner), _of(annex)
    yield from ((f"原附件《{old.title}》", _of(old), "") for old in left)


def _of(annex: AnnexText | None) -> str:
    return f"{annex.title}\n{annex.text}".rstrip("\n") if annex is not None else ""


def _block(block: hongtou.RedlineBlock) -> RedlineBlock:
    note, change = "", block.kind.value
    if block.move:
        note = f"第 {block.move} 处移动：{'由此移出' if block.leaves else '移到这里'}"
        change = "changed"
    heading = outline_of(block.new_text or block.old_text)
    return RedlineBlock(
        _runs(block.pieces),
        change,
        heading[0].level if heading else 0,
        note,
        tuple(map(_runs, block.cells)),
    )


def _runs(pieces: Iterable[hongtou.Piece]) -> tuple[RedlineRun, ...]:
    return tuple(RedlineRun(piece.text.replace("\t", _CELLS), piece.kind.value) for piece in pieces)
