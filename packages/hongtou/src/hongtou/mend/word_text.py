"""The text elements of one part of a Word package as bytes, so that one is rewritten and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from hongtou.read.xml import damaged_xml

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_TEXT = frozenset(f"{space}}}t" for space in _SPACES)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ENCODING = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BLANK = " \t\r\n"
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(slots=True)
class TextNode:
    """One ``w:t``: its text, where its start tag and its content begin and its content ends in the UTF-8 form of the
    part. ``twin`` is the same text once more for programs that do not know text boxes as they are drawn today."""

    tag: int
    begin: int
    end: int = 0
    text: str = ""
    twin: TextNode | None = None


@dataclass(slots=True)
class _Alternatives:
    """The text elements of one mc:AlternateContent, by what holds them."""

    branches: list[tuple[bool, list[TextNode]]] = field(default_factory=list)


class WordPart:
    """A part whose text elements can be given another text. Raises Unreadable (broken)."""

    def __init__(self, data: bytes) -> None:
        self._mark, self._encoding = _written_as(data)
        try:
            self._utf8 = data[len(self._mark) :].decode(self._encoding).encode()
        except (UnicodeError, LookupError):
            raise damaged_xml() from None
        self.nodes = _nodes(self._utf8)

    def with_texts(self, texts: Mapping[int, str]) -> bytes:
        """The part with other texts in the elements of these numbers; every other byte is as it was."""
        changed = {number: (self.nodes[number], text) for number, text in texts.items()}
        both = [
            (each, text) for node, text in changed.values() for each in (node, node.twin) if each is not None
        ]
        pieces, at = [], 0
        for node, text in sorted(both, key=lambda item: item[0].begin):
            tag = self._utf8[node.tag : node.begin]
            if text != text.strip(_BLANK) and b"xml:space" not in tag:
                tag = tag[:-1] + b' xml:space="preserve">'
            pieces += [self._utf8[at : node.tag], tag, text.translate(_ESCAPES).encode()]
            at = node.end
        pieces.append(self._utf8[at:])
        whole = b"".join(pieces)
        if self._encoding == "utf-8":
            return self._mark + whole
        return self._mark + whole.decode().encode(self._encoding, "xmlcharrefreplace")


def may_be_written(text: str) -> bool:
    """Whether *text* can stand in one text element: no line break, no tab, nothing that XML does not know."""
    return not _ILLEGAL.search(text) and not {"\n", "\t"} & set(text)


def _written_as(data: bytes) -> tuple[bytes, str]:
    """The byte order mark and the encoding of an XML file."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    declared = _ENCODING.match(data)
    return b"", declared[1].decode().lower() if declared else "utf-8"


def _nodes(data: bytes) -> list[TextNode]:
    """The text elements of *data* in their order; a document type is never looked into."""
    found: list[TextNode] = []
    alternatives: list[_Alternatives] = []
    depth = 0  # 0 outside of a text element, 1 in one, more in an element inside it
    parser = expat.ParserCreate("utf-8", "}")

    def forbid(*_: object) -> None:
        raise damaged_xml()

    def enter(name: str, _: object) -> None:
        nonlocal depth
        if depth:
            depth += 1
        elif name in _TEXT:
            at = parser.CurrentByteIndex
            tag = _TAG.match(data, at)
            if tag is None:
                raise damaged_xml()
            node = TextNode(at, tag.end())
            depth = 1
            found.append(node)
            for each in alternatives:
                if each.branches:
                    each.branches[-1][1].append(node)
        elif name == _COMPATIBILITY + "AlternateContent":
            alternatives.append(_Alternatives())
        elif alternatives and name in (_COMPATIBILITY + "Choice", _COMPATIBILITY + "Fallback"):
            alternatives[-1].branches.append((name.endswith("Choice"), []))

    def leave(name: str) -> None:
        nonlocal depth
        if depth:
            depth -= 1
            if not depth:
                found[-1].end = max(found[-1].begin, parser.CurrentByteIndex)
        elif name == _COMPATIBILITY + "AlternateContent":
            _pair(alternatives.pop().branches)

    def characters(text: str) -> None:
        if depth == 1:
            found[-1].text += text

    parser.StartDoctypeDeclHandler = forbid
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise damaged_xml() from None
    return found


def _pair(branches: Iterable[tuple[bool, list[TextNode]]]) -> None:
    """Make twins of the texts that one choice and its fallback both hold."""
    chosen = [nodes for is_choice, nodes in branches if is_choice]
    fallback = [nodes for is_choice, nodes in branches if not is_choice]
    if len(chosen) != 1 or len(fallback) != 1:
        return
    if [node.text for node in chosen[0]] == [node.text for node in fallback[0]]:
        for node, twin in zip(chosen[0], fallback[0], strict=True):
            node.twin = twin
