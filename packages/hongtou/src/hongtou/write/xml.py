"""Text as XML may hold it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """*text* as XML may hold it: what it may not becomes a replacement character."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def attribute(text: str) -> str:
    """*text* as a quoted attribute."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
