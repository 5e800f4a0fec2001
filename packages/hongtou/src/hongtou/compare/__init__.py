"""Two versions of a text: what changed (花脸稿), and whether the change is only proofreading."""

from hongtou.compare.nature import DraftText, Nature, NatureKind, NatureReason, nature_of_change
from hongtou.compare.pieces import Piece, PieceKind
from hongtou.compare.redline import Redline, RedlineBlock, RedlineKind, compare
from hongtou.compare.texts import comparable

__all__ = [
    "DraftText",
    "Nature",
    "NatureKind",
    "NatureReason",
    "Piece",
    "PieceKind",
    "Redline",
    "RedlineBlock",
    "RedlineKind",
    "comparable",
    "compare",
    "nature_of_change",
]
