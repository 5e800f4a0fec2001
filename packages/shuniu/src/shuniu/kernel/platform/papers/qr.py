"""QR codes of printed forms: scanning one finds the matter (the paper twin)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import segno

_QUIET_ZONE = 4  # modules of white that readers need on every side


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR slot of a printed form: the address or code to encode. The engine turns it into an SVG image."""

    text: str


def qr_svg(text: str) -> str:
    """*text* (an address or a code) as an SVG drawing with its quiet zone, black on white.

    Error correction M: a folded or stamped sheet still reads. Raises ValueError for empty text or more than
    a QR code holds.
    """
    target = BytesIO()
    _code(text).save(target, kind="svg", border=_QUIET_ZONE, light="#fff", xmldecl=False, nl=False)
    return target.getvalue().decode()


def qr_png(text: str, *, scale: int = 6) -> bytes:
    """*text* as a PNG of *scale* pixels a module. Raises ValueError as `qr_svg` does."""
    target = BytesIO()
    _code(text).save(target, kind="png", border=_QUIET_ZONE, scale=scale)
    return target.getvalue()


def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """*text* as rows of modules (True: black) without a quiet zone, for a pen of its own. Raises ValueError as `qr_svg`
    does."""
    return tuple(tuple(bool(module) for module in row) for row in _code(text).matrix)


def _code(text: str) -> segno.QRCode:
    if not text:
        raise ValueError("a QR code needs a text")
    return segno.make_qr(text, error="m", boost_error=False)
