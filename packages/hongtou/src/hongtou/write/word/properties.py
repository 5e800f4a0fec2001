"""Properties of a Word document: its title, and the marks by which one that comes back is recognised."""

from __future__ import annotations

from collections.abc import Mapping

from hongtou.read.archive import Archive
from hongtou.read.docx import open_package
from hongtou.read.xml import parse_xml
from hongtou.write.word.xml import HEAD
from hongtou.write.xml import attribute, clean

_PREFIX = "hongtou."
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
PART = "docProps/custom.xml"


def custom_part(marks: Mapping[str, str]) -> str:
    """The part docProps/custom.xml with *marks*."""
    entries = "".join(
        f'<property fmtid="{_FORMAT}" pid="{pid}" name={attribute(_PREFIX + name)}>'
        f"<vt:lpwstr>{clean(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(sorted(marks.items()), start=2)
    )
    return f'{HEAD}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{entries}</Properties>'


def core_part(title: str) -> str:
    """The part docProps/core.xml. It names no hour: the same manuscript gives the same bytes."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{clean(title)}</dc:title></cp:coreProperties>'
    )


def docx_marks(data: bytes) -> dict[str, str]:
    """The marks that `write_docx` put into a Word document, whoever saved it since; empty when it has none.

    Raises Unreadable as ``read`` does for a file that is no Word document.
    """
    archive: Archive = open_package(data)
    if PART not in archive.names:
        return {}
    found = {}
    for entry in parse_xml(archive.part(PART)):
        name = entry.get("name", "")
        if name.startswith(_PREFIX):
            found[name.removeprefix(_PREFIX)] = "".join(value.text or "" for value in entry)
    return found
