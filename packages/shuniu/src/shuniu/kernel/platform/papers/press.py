"""The press: a process of its own that sets one printed form and ends.

Typst keeps what it has laid out: printing twenty registers of 600 rows held 1.9 GB in a long-lived process
and a new compiler in the same process did not give it back. A process that ends does, and a hostile or
enormous form cannot take the server with it. Reads one job as JSON from standard input; writes "<pages>\n" and the PDF.

This module imports nothing of the product, so that it starts fast.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import typst

_LATIN = "Libertinus Serif"  # embedded in Typst; the last net for Latin letters


def press(job: Mapping[str, Any]) -> tuple[int, bytes]:
    """The number of pages and the PDF of *job*: keys template, library, font_folders, faces, inputs, made_at.

    Raises typst.TypstError for a template that does not compile.
    """
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=job["font_folders"]
    )
    compiler = typst.Compiler(
        input=Path(job["template"]).read_bytes(),
        root=job["library"],
        font_paths=fonts,
        sys_inputs={**job["inputs"], "fonts": json.dumps(families(job["faces"], fonts), ensure_ascii=False)},
    )
    made_at = datetime.fromisoformat(job["made_at"])
    pdf: Any = compiler.compile(format="pdf", timestamp=made_at)  # bytes: the stub knows every format's type
    return len(pypdfium2.PdfDocument(BytesIO(pdf))), pdf


def families(faces: Mapping[str, list[tuple[str, int]]], fonts: typst.Fonts) -> dict[str, dict[str, object]]:
    """For each role the families of its *faces* (path and index) as Typst calls them, and the weight of the first."""
    known = {(font.path, font.index): font for font in fonts.fonts() if font.path}
    named: dict[str, dict[str, object]] = {}
    for role, chain in faces.items():
        found = [known[path, index] for path, index in chain if (path, index) in known]
        families = dict.fromkeys([*(font.family for font in found), _LATIN])
        named[role] = {"families": list(families), "weight": found[0].weight if found else 400}
    return named


def main() -> int:
    """One job from standard input to standard output; the reason of a failure on standard error."""
    try:
        pages, pdf = press(json.loads(sys.stdin.buffer.read()))
    except (typst.TypstError, OSError, pypdfium2.PdfiumError) as error:
        sys.stderr.write(getattr(error, "diagnostic", "") or str(error))
        return 1
    sys.stdout.buffer.write(b"%d\n" % pages + pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
