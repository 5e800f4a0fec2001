"""The attacks stand on the estate of documents/, whose folder is on no path by itself."""

from __future__ import annotations

import sys
from pathlib import Path

DOCUMENTS = str(Path(__file__).resolve().parent.parent / "documents")
if DOCUMENTS not in sys.path:
    sys.path.append(DOCUMENTS)
