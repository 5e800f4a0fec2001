"""Pictures of a Word document: native drawings in line with the text, their files, and how the document names them."""

from __future__ import annotations

from collections.abc import Iterator

from hongtou.layout.grid import Area
from hongtou.layout.pictures import fit_picture
from hongtou.model import Picture
from hongtou.roles import Role
from hongtou.write.word.styles import STYLE_IDS
from hongtou.write.word.xml import layout_of, paragraph
from hongtou.write.xml import attribute

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
EMU = 36_000
"""Units of a drawing in a millimetre."""
QUARTER = 5_400_000
"""A quarter turn to the right in the units of a drawing."""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


class Pictures:
    """The pictures of one document, each file once, in the order of their first use."""

    def __init__(self) -> None:
        self._names: dict[bytes, str] = {}
        self._drawn = 0

    def paragraph(self, picture: Picture, lines: int, area: Area, *, named: bool) -> str:
        """*picture* centred in a paragraph of its own, as large as *lines* lines of *area* let it be; *named* keeps
        it with the line below."""
        width, height = fit_picture(picture, lines, area)
        return paragraph(
            STYLE_IDS[Role.BODY],
            f"<w:r>{self._drawing(picture, round(width * EMU), round(height * EMU))}</w:r>",
            properties=layout_of(keep=named, first=0, align="center"),
        )

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The parts that hold the pictures."""
        for data, name in self._names.items():
            yield f"word/media/{name}", data

    def relations(self) -> Iterator[tuple[str, str, str]]:
        """Identifier, kind and target of each, as the document refers to it."""
        for number, name in enumerate(self._names.values(), start=1):
            yield f"rIdPicture{number}", RELATION, f"media/{name}"

    def _drawing(self, picture: Picture, across: int, down: int) -> str:
        name = self._names.setdefault(picture.data, f"image{len(self._names) + 1}.{picture.kind}")
        relation = f"rIdPicture{list(self._names).index(picture.data) + 1}"
        self._drawn += 1
        told = attribute(picture.description)
        turned = f' rot="{picture.turn * QUARTER}"' if picture.turn else ""
        if picture.turn % 2:  # Word counts the size before it turns
            across, down = down, across
        return (
            f'<w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{self._drawn}" name="图片 {self._drawn}" descr={told}/>'
            "<wp:cNvGraphicFramePr>"
            f'<a:graphicFrameLocks xmlns:a="{_A}" noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr>'
            f'<pic:cNvPr id="{self._drawn}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
            f'<a:xfrm{turned}><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing>"
        )
