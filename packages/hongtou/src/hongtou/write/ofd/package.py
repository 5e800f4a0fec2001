"""The package: its entrance, the document, its resources, its pages, always in the same order and bytes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

from hongtou.layout.grid import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TOP
from hongtou.layout.page import Layout
from hongtou.model import Picture
from hongtou.write.code import Code
from hongtou.write.objects import number
from hongtou.write.ofd.fonts import Fonts
from hongtou.write.ofd.pages import Drawing
from hongtou.write.ofd.xml import HEAD, NAMESPACE, box, element
from hongtou.write.outline import Entry, outline_of
from hongtou.write.placing import Placing
from hongtou.write.xml import attribute, clean

_START_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_FOLDER = "Doc_0"


def write_ofd(
    layout: Layout,
    *,
    elements: Mapping[str, str] | None = None,
    stamp: str = "",
    codes: Sequence[Code] = (),
    created: date | None = None,
) -> bytes:
    """*layout* as OFD; the same layout, fonts and arguments give the same bytes.

    *elements* are told beside the pages, see `elements_of`. *stamp* and *codes* are drawn as `write_pdf` draws them.
    *created* is the day that the file names as its own; None names none. What no font draws is left to the reader's
    fonts: `Layout.missing` names it.
    """
    facts = dict(elements or {})
    drawing = Drawing(Placing(layout.fonts))
    pages = [drawing.page() for _ in layout.pages]
    contents = [
        drawing.content(page, stamp, [code for code in codes if code.page == index])
        for index, page in enumerate(layout.pages, start=1)
    ]
    fonts = Fonts(drawing.fonts())
    document = _document(pages, drawing.highest, outline_of(layout), pictured=bool(drawing.pictures()))
    parts: dict[str, bytes] = {
        f"{_FOLDER}/Document.xml": document.encode(),
        f"{_FOLDER}/PublicRes.xml": fonts.resources().encode(),
    }
    pictures = [(id_, f"image_{id_}.{picture.kind}", picture) for id_, picture in drawing.pictures()]
    if pictures:
        parts[f"{_FOLDER}/DocumentRes.xml"] = _pictures(pictures).encode()
    parts |= {
        f"{_FOLDER}/Pages/Page_{index}/Content.xml": content.encode()
        for index, content in enumerate(contents)
    }
    parts |= {f"{_FOLDER}/Res/{name}": data for name, data in fonts.files.items()}
    parts |= {f"{_FOLDER}/Res/{name}": picture.data for _, name, picture in pictures}
    return _packed({"OFD.xml": _entrance(layout.title, facts, created, parts).encode(), **parts})


def _entrance(title: str, facts: Mapping[str, str], created: date | None, parts: Mapping[str, bytes]) -> str:
    """OFD.xml. The file's identifier is made of its content, so that the same content is the same file."""
    digest = hashlib.sha256()
    for name, data in parts.items():
        digest.update(name.encode() + b"\0" + data)
    told = "".join(
        f"<ofd:CustomData Name={attribute(name)}>{clean(text)}</ofd:CustomData>"
        for name, text in facts.items()
    )
    info = (
        element("DocID", digest.hexdigest()[:32]),
        element("Title", title) if title else "",
        element("Author", facts["发文机关"]) if "发文机关" in facts else "",
        element("CreationDate", created.isoformat()) if created else "",
        element("Creator", "hongtou"),
        f"<ofd:CustomDatas>{told}</ofd:CustomDatas>" if told else "",
    )
    return (
        f'{HEAD}<ofd:OFD xmlns:ofd="{NAMESPACE}" Version="1.0" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocInfo>{''.join(info)}</ofd:DocInfo><ofd:DocRoot>{_FOLDER}/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    )


def _document(pages: Sequence[int], highest: int, entries: Sequence[Entry], *, pictured: bool) -> str:
    """Document.xml: the area of all pages, where their parts are, the outline."""
    area = (
        element("PhysicalBox", box(0, 0, PAGE_WIDTH, PAGE_HEIGHT)),
        element("ApplicationBox", box(0, 0, PAGE_WIDTH, PAGE_HEIGHT)),
        element("ContentBox", box(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP)),
    )
    listed = "".join(
        f'<ofd:Page ID="{page}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
        for index, page in enumerate(pages)
    )
    resources = element("PublicRes", "PublicRes.xml")
    resources += element("DocumentRes", "DocumentRes.xml") if pictured else ""
    return (
        f'{HEAD}<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData>{element("MaxUnitID", str(highest))}'
        f"<ofd:PageArea>{''.join(area)}</ofd:PageArea>{resources}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{_outline(entries, pages)}</ofd:Document>"
    )


def _pictures(pictures: Sequence[tuple[int, str, Picture]]) -> str:
    """DocumentRes.xml: the pictures, each a file of its own."""
    listed = "".join(
        f'<ofd:MultiMedia ID="{id_}" Type="Image" Format="{picture.kind.upper()}">{element("MediaFile", name)}'
        "</ofd:MultiMedia>"
        for id_, name, picture in pictures
    )
    return f'{HEAD}<ofd:Res xmlns:ofd="{NAMESPACE}" BaseLoc="Res"><ofd:MultiMedias>{listed}</ofd:MultiMedias></ofd:Res>'


def _outline(entries: Sequence[Entry], pages: Sequence[int]) -> str:
    listed = "".join(_entry(entry, pages) for entry in entries)
    return f"<ofd:Outlines>{listed}</ofd:Outlines>" if listed else ""


def _entry(entry: Entry, pages: Sequence[int]) -> str:
    count = f' Count="{entry.count}"' if entry.below else ""
    return (
        f'<ofd:OutlineElem Title={attribute(entry.text)}{count}><ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto>'
        f'<ofd:Dest Type="XYZ" PageID="{pages[entry.page]}" Left="0" Top="{number(entry.top)}"/></ofd:Goto>'
        f"</ofd:Action></ofd:Actions>{''.join(_entry(each, pages) for each in entry.below)}</ofd:OutlineElem>"
    )


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _START_OF_ZIP)
            entry.create_system = 0  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, data)
    return buffer.getvalue()


__all__ = ["write_ofd"]
