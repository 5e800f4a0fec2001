"""More places for a fault than the body: a sentence in an annex, a cell of a table, the end of a title.

annexed("该宗地⟦座落⟧于环城路东侧。")     at the end of a paragraph of an annex
cell("已⟦按装⟧6套")                        in a column 备注 that a table gets
at_end("title", "⟦（秘密）⟧")              right behind an element
"""

from __future__ import annotations

import re
from random import Random

from bench.faults.editing import element, put
from bench.faults.injected import Carrier, Injected, Way
from hongtou import Paragraph, Span

_TABLE = re.compile(r"(?m)^[^\t\n]+\t[^\n]*(?:\n[^\t\n]+\t[^\n]*){2,}$")


def annexed(new: str) -> Way:
    """Put a sentence at the end of a paragraph of an annex."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        places = [
            block.span.end
            for annex in carrier.document.annexes
            for block in annex.blocks
            if isinstance(block, Paragraph) and block.text.endswith("。")
        ]
        if not places:
            return None
        at = rng.choice(places)
        return put(carrier.text, Span(at, at), new)

    return way


def tables(text: str) -> list[Span]:
    """The tables of a plain text: three lines or more with tabs in them, one behind the other."""
    return [Span(*match.span()) for match in _TABLE.finditer(text)]


def cell(new: str) -> Way:
    """Give a table a last column 备注 that says 无 but *new* in one row; the row of sums stays as it is."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        places = tables(carrier.text)
        if not places:
            return None
        table = rng.choice(places)
        head, *rows = table.of(carrier.text).split("\n")
        counted = [n for n, row in enumerate(rows) if not row.startswith("合计")]
        chosen = rng.choice(counted)
        lines = [f"{head}\t备注"]
        for n, row in enumerate(rows):
            remark = "\t" + (new if n == chosen else "无") if n in counted else ""
            lines.append(row + remark)
        return put(carrier.text, table, "\n".join(lines))

    return way


def at_end(name: str, new: str) -> Way:
    """Put *new* right behind the element."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, name)
        if not spans:
            return None
        at = spans[-1].end
        return put(carrier.text, Span(at, at), new)

    return way
