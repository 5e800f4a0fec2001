"""The styles part of a Word file (ECMA-376, 17.7), of which only what is asked for is parsed.

A template carries hundreds of styles, a document uses five. Where every ``<`` in the part opens a tag, so that styles can
be told apart by their tags alone, a style is parsed when its id comes up; otherwise the part is parsed whole.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterator
from dataclasses import dataclass, field

from hongtou.read.xml import parse_xml, says_utf8

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SMALL = 2**14
"""Below so many bytes to parse all styles takes no longer than to parse some of them one by one."""
_ROOT = re.compile(rb"""(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>)?\s*(?P<opens><w:styles\b[^<>]*>)""")
_NAMESPACE = re.compile(rb"""xmlns:w\s*=\s*["']([^"'<>]*)["']""")
_BEGINS, _ENDS = b"<w:style ", b"</w:style>"
_ID = re.compile(rb"""(?:^|\s)w:styleId="([^"&<>]+)\"""")
_NAME = re.compile(rb"""<w:name\s+w:val="([^"&<>]*)"\s*/?>""")


class _TooIntricate(Exception):
    """The styles cannot be told apart by their tags."""


@dataclass(slots=True)
class StylePart:
    """``ground`` is the part without the styles that are still unread."""

    ground: ET.Element
    _styles: dict[str, ET.Element | bytes] = field(default_factory=dict)
    _opens: bytes = b""

    @classmethod
    def of(cls, content: bytes) -> StylePart:
        """The styles of a part; raises Unreadable (broken) for what is no XML."""
        if len(content) < _SMALL:
            return cls.parsed(content)
        try:
            opens, rest, unread = _parted(content)
        except _TooIntricate:
            return cls.parsed(content)
        ground = parse_xml(rest)
        # A style under another prefix was not seen.
        return (
            cls.parsed(content) if ground.find(W + "style") is not None else cls(ground, dict(unread), opens)
        )

    @classmethod
    def parsed(cls, content: bytes) -> StylePart:
        """The same with all styles parsed at once."""
        root = parse_xml(content)
        return cls(root, {style.get(W + "styleId", ""): style for style in root.iterfind(W + "style")})

    def __contains__(self, id_: str) -> bool:
        return id_ in self._styles

    def get(self, id_: str) -> ET.Element | None:
        """The w:style of an id; None where there is none."""
        style = self._styles.get(id_)
        if isinstance(style, bytes):
            style = self._styles[id_] = parse_xml(self._opens + style + b"</w:styles>")[0]
        return style

    def mentions(self, words: str) -> bool:
        """Whether *words* may stand in a style."""
        sought = words.encode()
        return any(isinstance(style, ET.Element) or sought in style for style in self._styles.values())

    def names(self) -> Iterator[tuple[str, str]]:
        """The id and the name of each style."""
        for id_, style in self._styles.items():
            found = _NAME.search(style) if isinstance(style, bytes) else None
            yield id_, found[1].decode(errors="replace") if found else self._name(id_)

    def _name(self, id_: str) -> str:
        style = self.get(id_)
        name = style.find(W + "name") if style is not None else None
        return name.get(W + "val", "") if name is not None else ""

    def having(self, *words: bytes) -> Iterator[tuple[str, ET.Element]]:
        """The styles in which one of *words* may stand, each with its id."""
        for id_, style in list(self._styles.items()):
            if isinstance(style, ET.Element) or any(word in style for word in words):
                element = self.get(id_)
                if element is not None:
                    yield id_, element


def _parted(content: bytes) -> tuple[bytes, bytes, list[tuple[str, bytes]]]:
    """The tag of the root, the part without its styles, and the styles by their ids; raises _TooIntricate."""
    root = _ROOT.match(content)
    # Comments, CDATA and processing instructions may hold what looks like a tag.
    if (
        root is None
        or not says_utf8(content)
        or b"<!" in content
        or content.count(b"<?") > content.startswith((b"<?", b"\xef\xbb\xbf<?"))
    ):
        raise _TooIntricate
    # Its prefixes mean the same throughout.
    opens = root["opens"]
    if _NAMESPACE.findall(opens) != [W[1:-1].encode()] or content.count(b"xmlns") != opens.count(b"xmlns"):
        raise _TooIntricate
    first, *rest = content.split(_BEGINS)
    if content.count(_BEGINS[:-1]) != len(rest) + content.count(b"<w:styles"):
        raise _TooIntricate
    ground, styles = [first], []
    for each in rest:
        style, end, behind = each.partition(_ENDS)
        tag = style.partition(b">")[0]
        id_ = _ID.search(tag)
        # Without an end it is empty, or another one begins in it; a bracket may stand within quotes.
        if not end or id_ is None or tag.count(b'"') % 2 or b"'" in tag:
            raise _TooIntricate
        ground.append(behind)
        styles.append((id_[1].decode(errors="replace"), _BEGINS + style + end))
    return opens, b"".join(ground), styles
