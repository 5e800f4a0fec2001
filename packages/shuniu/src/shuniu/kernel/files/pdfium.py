"""The one lock for PDFium, which must never be entered by two threads at once, not even with two documents."""

from __future__ import annotations

import threading

PDFIUM = threading.RLock()
"""Hold it around every call that may reach PDFium, hongtou's readers included."""
