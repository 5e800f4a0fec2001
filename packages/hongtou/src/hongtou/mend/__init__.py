"""Mending what rules found: edits of the text, applied in place, to a fixed point."""

from hongtou.mend.mending import Mended, mend

__all__ = ["Mended", "mend"]
