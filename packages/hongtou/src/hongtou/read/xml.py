"""XML from strangers: no document type, no entities, no bottomless nesting."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # noqa: S405 - a first pass refuses what makes it dangerous
from xml.parsers import expat

from hongtou.read.archive import broken
from hongtou.read.unreadable import Unreadable

_MAX_DEPTH = 256


class _Forbidden(Exception):
    pass


def parse_xml(data: bytes) -> ET.Element:
    """The root of a harmless XML document; raises Unreadable (broken) for any other.

    A first pass of the parser looks only for a document type declaration and for depth, so that
    entities are never defined, still less expanded.
    """
    depth = 0

    def forbid(*_: object) -> None:
        raise _Forbidden

    def enter(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise _Forbidden

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    scout = expat.ParserCreate()
    scout.StartDoctypeDeclHandler = forbid
    scout.EntityDeclHandler = forbid
    scout.StartElementHandler = enter
    scout.EndElementHandler = leave
    try:
        scout.Parse(data, True)
        return ET.fromstring(data)  # noqa: S314 - no DTD can be left here
    except (expat.ExpatError, ET.ParseError, _Forbidden, ValueError, LookupError):
        raise damaged_xml() from None


def damaged_xml() -> Unreadable:
    """The refusal of an office file whose inside is not the XML it should be."""
    return broken("文件")
