"""Real documents outside the repository, named by the variable HONGTOU_SAMPLES; their names say what they are.

A file is called ``<index>_<genre>_<number>_<beginning of the title>.txt``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hongtou import Document, Genre, read
from hongtou.read.elements.words import squeeze

_NAME = re.compile(r"\d+_(?P<genre>[^_]+)_(?P<number>[^_]+)_(?P<title>.+)")


@dataclass(frozen=True)
class Sample:
    """A document with what its name says of it."""

    name: str
    document: Document
    genre: str
    number: str
    title: str

    def readings(self) -> dict[str, bool]:
        """Per field, whether it was read as the name of the file says, or at all where the name is silent."""
        document = self.document
        number = str(document.document_number.value) if document.document_number else ""
        return {
            "文种": document.genre is not None and document.genre.value == self.genre,
            "发文字号": number != "" and _bare(self.number).endswith(_bare(number)),
            "标题": document.title is not None and _bare(document.title.value).startswith(_bare(self.title)),
            "来文单位": document.issuer is not None,
            "成文日期": document.document_date is not None,
            "主送机关": bool(document.addressees) or self.genre == Genre.ORDER,
        }


def samples() -> Iterator[Sample]:
    """The samples of the folder ``documents`` in HONGTOU_SAMPLES; none when it is not set."""
    root = os.environ.get("HONGTOU_SAMPLES")
    for path in sorted(Path(root, "documents").glob("*.txt")) if root else ():
        if match := _NAME.fullmatch(path.stem):
            genre = match["genre"].partition("(")[0]
            yield Sample(
                path.name,
                read(path.read_bytes(), path.name),
                Genre.ORDER if genre == "令" else genre,
                match["number"],
                match["title"],
            )


def _bare(text: str) -> str:
    return squeeze(text).translate(str.maketrans("〔〕［］[]", "()()()"))
