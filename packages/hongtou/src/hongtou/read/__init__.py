"""From the bytes of a file to a Document."""

from hongtou.read.open import MAX_BYTES, read, source_of
from hongtou.read.unreadable import Kind, Unreadable

__all__ = ["MAX_BYTES", "Kind", "Unreadable", "read", "source_of"]
