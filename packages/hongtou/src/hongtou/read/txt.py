"""Plain text in the encodings Chinese offices produce."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NoReturn

from hongtou.model.date import DATE
from hongtou.model.number import fold_width
from hongtou.read.elements.body import marker_of
from hongtou.read.elements.words import is_organ
from hongtou.read.lines import RawLine, Source, assemble
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.tabbed import TAB, cells_of, is_row, lines_of, plain_cell

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ORDINARY = re.compile("[\\s!-~\u00a0-\u00ff\u2000-\u27bf\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_MARK = "\ufeff"
# Left behind by web pages; one crawler's misspelling included.
_ENTITIES = re.compile(r"&(?:nbsp|ensp|emsp|sp|#160|#12288);?")
_ENOUGH = 0.9
_WITHOUT_BOM = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file as text, and how to write another text as it was written: its byte order mark and its encoding."""

    text: str
    mark: bytes
    encoding: str

    def encode(self, text: str) -> bytes:
        """*text* in the same encoding; in UTF-8 where that one lacks a character."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return text.encode()


def decode(data: bytes) -> str:
    """``data`` as text: by its byte order mark, else UTF-8, UTF-16 or GB 18030, whichever it is.

    Raises Unreadable (broken) when it is none of them.
    """
    return decoded(data).text


def decoded(data: bytes) -> Decoded:
    """The same with how it was written; raises Unreadable."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strict(data[len(bom) :], encoding) or _refuse(), bom, encoding)
    # A NUL byte is no character of the first two; text of Hanzi alone has none in UTF-16 either.
    for encoding in ("utf-16-le", "utf-16-be") if b"\x00" in data else _WITHOUT_BOM:
        text = _strict(data, encoding)
        if text is not None and _looks_like_text(text):
            return Decoded(text, b"", encoding)
    return _refuse()


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _looks_like_text(text: str) -> bool:
    sample = text[:20_000]
    return not _CONTROL.search(sample) and sum(map(len, _ORDINARY.findall(sample))) >= _ENOUGH * len(sample)


def _refuse() -> NoReturn:
    raise Unreadable(
        Kind.BROKEN, "无法识别这个文本文件的编码，或者它根本不是文本。请另存为UTF-8编码的文本后重新提交。"
    )


def tidy(text: str) -> str:
    """*text* without what web pages and encodings leave behind."""
    return _ENTITIES.sub(" ", text.replace(_MARK, ""))


def tidied(text: str) -> tuple[str, list[int], list[int]]:
    """The same, with the offsets in *text* at which each of its characters begins and ends."""
    kept = [at for at, character in enumerate(text) if character != _MARK]
    bare = "".join(text[at] for at in kept)
    pieces, begins, ends, at = list[str](), list[int](), list[int](), 0
    for match in [*_ENTITIES.finditer(bare), None]:
        start, end = match.span() if match else (len(bare), len(bare))
        pieces.append(bare[at:start] + " " * bool(match))
        begins += kept[at:start]
        ends += [place + 1 for place in kept[at:start]]
        if match:
            begins.append(kept[start])
            ends.append(kept[end - 1] + 1)
        at = end
    return "".join(pieces), begins, ends


def lines_in_file(data: bytes) -> list[tuple[int, int]]:
    """For every line of the ``Document.text`` that the file is read as, which line of the file it is, from 1, and how
    many characters stand there before it; raises Unreadable."""
    lines = tidy(decode(data)).splitlines()
    return [(n, line.index(line.strip())) for n, line in enumerate(lines, start=1) if line.strip()]


def _raw_lines(lines: Sequence[str]) -> Iterator[RawLine]:
    """*lines*, the rows of tables with their cells."""
    if not any(TAB in line for line in lines):
        yield from map(RawLine, lines)
        return
    run: list[str] = []
    tables = 0
    for line in chain(lines_of("\n".join(lines)), [""]):
        if is_row(line, inside=bool(run)):
            run.append(line)
            continue
        if run:
            tables += 1
            yield from _table(run, tables)
            run = []
        yield from map(RawLine, line.split("\n"))


def _table(rows: Sequence[str], number: int) -> Iterator[RawLine]:
    """Neighbouring lines with TABs as a table, or as lines where they are none."""
    listed = [tuple(map(plain_cell, cells_of(row))) for row in rows]
    if not _is_table(listed):
        yield from (RawLine(line) for row in rows for line in row.split("\n"))
        return
    grid = len(rows), max(map(len, listed))
    for index, (row, cells) in enumerate(zip(rows, listed, strict=True)):
        place = number, index, 0
        for position, line in enumerate(row.split("\n")):
            yield RawLine(line, continues=position > 0, cell=place, grid=grid, cells=cells)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Two columns may be many other things: one line of anything, markers before what they mark, and those who sign
    side by side."""
    if max(map(len, rows)) > 2:
        return not all(_signs(cell) for row in rows for cell in row)
    marked = all((found := marker_of(row[0])) and found[1] == row[0] for row in rows)
    return len(rows) > 1 and not marked and not all(_signs(cell) for row in rows for cell in row)


def _signs(cell: str) -> bool:
    return not cell or (len(cell) > 2 and is_organ(cell)) or bool(DATE.fullmatch(fold_width(cell)))


def read_txt(data: bytes) -> Source:
    """The lines of a text file; raises Unreadable."""
    text = tidy(decode(data))
    source = assemble("txt", _raw_lines(text.splitlines()))
    if not source.lines:
        raise Unreadable(Kind.BROKEN, "这个文件是空的，没有任何内容。请重新下载，或请来文单位重新发送。")
    return source
