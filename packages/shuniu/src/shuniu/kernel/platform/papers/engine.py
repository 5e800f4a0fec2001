"""Printed forms: modules declare them, `render` prints one with its data.

Data reaches Typst as JSON beside the template and is never written into its source, so no text of a document
can become markup, code or a file access. What the fonts could not do is part of the result.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.platform.papers.fonts import FontSet, Role, Substitution
from shuniu.kernel.platform.papers.qr import QrCode, qr_svg

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed form: its id (`module.name`), its Chinese title, its Typst template, the roles it prints in.

    The template imports `/common.typ` and reads its data from there; it says its own page size. The first of
    *roles* is the one that data is printed in.
    """

    id: str
    title: str
    template: Path
    landscape: bool = False
    roles: tuple[Role, ...] = (Role.FANGSONG,)


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """A printed form and what its fonts could not do.

    `missing_glyphs` are the characters printed as empty boxes; `substituted_fonts` the roles and characters
    printed in another typeface. Both are to be shown to the person who prints.
    """

    pdf: bytes
    pages: int
    missing_glyphs: str
    substituted_fonts: tuple[Substitution, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The same as Chinese sentences; empty when the sheet is as it should be."""
        boxes = (f"字体里没有这些字，打印成了方框：{self.missing_glyphs}",) if self.missing_glyphs else ()
        return boxes + tuple(map(str, self.substituted_fonts))


class PrintFailed(Exception):
    """The form could not be printed; the message is for the log, not for the screen."""


PAPERS: Registry[Paper] = Registry("printed form")

_LIBRARY = Path(__file__).parent
_TIMEOUT = 120  # seconds; a register of 5 000 rows takes about ten
# Unpaired surrogates, control characters and marks that turn the direction of reading.
_UNPRINTABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def declare(paper: Paper) -> Paper:
    """Make *paper* known under its id. Raises DuplicateName for an id declared before."""
    return PAPERS.register(paper.id, paper)


def render(
    paper: Paper, data: Mapping[str, object] | DataclassInstance, *, fonts: FontSet, made_at: datetime
) -> PrintedPaper:
    """*paper* filled with *data*, as PDF with its number of pages.

    *data* holds text, numbers, booleans, dates, datetimes (aware), `QrCode`, and sequences, mappings and
    dataclasses of these. *made_at* (aware) is the time written into the file: the same paper, data, fonts and
    time give the same bytes. Raises `PrintFailed` when the template fails or printing takes too long.
    """
    content = _plain(data)
    if made_at.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    job = {
        "template": str(paper.template),
        "library": str(_LIBRARY),
        "font_folders": fonts.folders,
        "made_at": made_at.replace(microsecond=0).isoformat(),
        "faces": {str(role): [[face.path, face.index] for face in fonts.chain(role)] for role in Role},
        "inputs": {"data": json.dumps(content, ensure_ascii=False)},
    }
    pages, pdf = _press(job)
    text = "".join(_texts(content))
    borrowed = (loan for role in paper.roles for loan in fonts.borrowed(role, text))
    stand_ins = (stand_in for role in paper.roles if (stand_in := fonts.stand_in(role)))
    return PrintedPaper(pdf, pages, fonts.missing(text), (*stand_ins, *borrowed))


def _press(job: Mapping[str, object]) -> tuple[int, bytes]:
    command = [sys.executable, "-P", str(_LIBRARY / "press.py")]
    order = json.dumps(job).encode()
    try:
        done = subprocess.run(command, input=order, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise PrintFailed(f"printing took more than {_TIMEOUT} s") from error
    if done.returncode:
        raise PrintFailed(done.stderr.decode(errors="replace"))
    pages, _, pdf = done.stdout.partition(b"\n")
    return int(pages), pdf


def _plain(value: object) -> object:
    """*value* as JSON knows it; dates as ISO text, which the Typst library prints in Chinese."""
    match value:
        case QrCode():
            return qr_svg(value.text)
        case str():
            return _UNPRINTABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
        case bool() | int() | float() | None:
            return value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a printed form cannot hold {type(value).__name__}")


def _texts(content: object) -> Iterator[str]:
    match content:
        case str():
            yield content
        case dict():
            for item in content.values():
                yield from _texts(item)
        case list():
            for item in content:
                yield from _texts(item)
