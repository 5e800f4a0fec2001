"""XML from strangers: no document type, no entities, no bottomless nesting."""

from __future__ import annotations

import gc
import re
import xml.etree.ElementTree as ET  # noqa: S405 - a first pass refuses what makes it dangerous
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from xml.parsers import expat

from hongtou.read.archive import broken
from hongtou.read.unreadable import Kind, Unreadable

_MAX_DEPTH = 256
MOST_TAGS = 3_000_000
"""A table of a hundred thousand cells as Word writes it has 2.5 million; so many elements take half a gigabyte."""
# In UTF-8 a document type can be declared in these bytes only; what is written in another encoding is looked through.
_SAYS_UTF8 = re.compile(
    rb"""(?:\xef\xbb\xbf)?<(?:\?xml[ \t\r\n][^>]*encoding[ \t\r\n]*=[ \t\r\n]*["'][uU][tT][fF]-8["']|[A-Za-z_])"""
)


class _Forbidden(Exception):
    pass


def parse_xml(data: bytes) -> ET.Element:
    """The root of a harmless XML document; raises Unreadable (broken, or too large) for any other.

    Nothing that declares a document type comes as far as the parser, so that entities are never defined, still less
    expanded.
    """
    if data.count(b"<") > MOST_TAGS:
        raise Unreadable(Kind.TOO_LARGE, "这个文件里的内容太多，读不下来。请拆分后分别提交。")
    try:
        if not says_utf8(data) or b"<!DOCTYPE" in data:
            _refuse_document_type(data)
        with _collecting_nothing():
            root = ET.fromstring(data)  # noqa: S314 - no DTD can be left here
    except (expat.ExpatError, ET.ParseError, _Forbidden, ValueError, LookupError):
        raise damaged_xml() from None
    if _deeper_than(root, _MAX_DEPTH):
        raise damaged_xml()
    return root


def says_utf8(data: bytes) -> bool:
    """Whether it is XML that declares UTF-8, or no encoding and no version."""
    return _SAYS_UTF8.match(data) is not None


@contextmanager
def _collecting_nothing() -> Iterator[None]:
    """A tree that grows is no garbage, and looking for some at every seven hundred elements takes as long as parsing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _refuse_document_type(data: bytes) -> None:
    """Let a parser that keeps nothing look for one, whatever the encoding is and wherever the words stand."""

    def forbid(*_: object) -> None:
        raise _Forbidden

    scout = expat.ParserCreate()
    scout.StartDoctypeDeclHandler = forbid
    scout.EntityDeclHandler = forbid
    scout.Parse(data, True)


def _deeper_than(root: ET.Element, most: int) -> bool:
    level = [root]
    for _ in range(most):
        level = list(chain.from_iterable(level))
        if not level:
            return False
    return True


def damaged_xml() -> Unreadable:
    """The refusal of an office file whose inside is not the XML it should be."""
    return broken("文件")
