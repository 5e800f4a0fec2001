"""OFD files (GB/T 33190): lines put together from the characters that are placed on each page."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET  # noqa: S405 - for types; parsing is done by parse_xml
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, chain, pairwise, repeat
from unicodedata import east_asian_width

from hongtou.read.archive import Archive, broken
from hongtou.read.lines import Source
from hongtou.read.ofd_pictures import OfdImages
from hongtou.read.paged import MAX_PAGES, area_of, paged_source
from hongtou.read.picture_budget import TOO_MANY, Budget
from hongtou.read.placed import MOST_OF_PAGE, STAMPED, Glyph, PrintedLine, PrintedPicture
from hongtou.read.ruled import MOST_STROKES, Stroke, is_red
from hongtou.read.turning import Turn, lines_both_ways, most_of, turn_of
from hongtou.read.unreadable import Kind, Unreadable
from hongtou.read.xml import parse_xml

MAX_CHARACTERS = 4_000_000
_MOST_XML = 64 * 2**20
"""Bytes of XML that are read of one file: two thousand pages of text take half of it."""
_MOST_PATHS = 100_000
"""Of so many paths in one file lines are told; in what follows no table is looked for."""
_GRAPHICS = ("TextObject", "PathObject", "ImageObject", "CompositeObject")
_THIN = 3.0
_LONGEST_PATH = 50_000
"""A path of more characters is a drawing."""
_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
_PROPERTIES = {
    "Title": "标题",
    "Author": "作者",
    "Subject": "主题",
    "Abstract": "摘要",
    "Keyword": "关键词",
    "Creator": "制作程序",
    "CreationDate": "创建时间",
    "ModDate": "修改时间",
}

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page: its lines from top to bottom, whether it is an image with hardly any text over it, whether it draws
    anything at all, its straight lines, how many points it is wide, its pictures."""

    lines: tuple[PrintedLine, ...]
    is_picture: bool
    draws: bool
    strokes: tuple[Stroke, ...] = ()
    room: float = 0.0
    pictures: tuple[PrintedPicture, ...] = ()


def read_ofd(data: bytes) -> Source:
    """The lines of an OFD file; raises Unreadable, ``no_text`` when no page has text."""
    package = _Package(open_ofd(data))
    read = list(package.pages())
    pages = [() if page.is_picture else page.lines for page in read]
    area = area_of(read[0].strokes) if read else None
    room = read[0].room if read else 0.0
    pictures = [picture for page in read for picture in page.pictures]
    return paged_source(
        "ofd",
        pages,
        metadata=package.properties(),
        lacking="文字",
        area=area,
        room=room,
        pictures=pictures,
        remarks=[TOO_MANY] * package.budget.spent,
    )


def open_ofd(data: bytes) -> Archive:
    """The package; raises Unreadable (broken, encrypted, bomb)."""
    archive = Archive.open(data)
    if _named(archive, "OFD.xml") is None:
        raise broken("OFD文件")
    return archive


def ofd_pages(archive: Archive) -> Iterator[OfdPage]:
    """The pages of all documents of a package, in their order; raises Unreadable."""
    yield from _Package(archive).pages()


class _Package:
    """The parts of an open package, found by the references between them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._characters = self._parsed = self._paths = 0
        self._root = self._xml("OFD.xml")
        self.budget = Budget()
        self._images = OfdImages(partial(self._file, ""), {}, self.budget)

    def properties(self) -> dict[str, str]:
        """The document information under Chinese names, empty entries left out."""
        found: dict[str, str] = {}
        for element in self._root.iter():
            name, text = _local(element), (element.text or "").strip()
            if name in _PROPERTIES and text:
                found.setdefault(_PROPERTIES[name], text)
        return found

    def pages(self) -> Iterator[OfdPage]:
        """The pages of every document of the package."""
        number = 0
        for body in _children(self._root, "DocBody"):
            place = next((_text(root) for root in _children(body, "DocRoot")), "")
            name = self._find("", place)
            document = self._xml(name)
            folder = posixpath.dirname(name)
            self._images = OfdImages(
                partial(self._file, folder), self._resources(document, folder), self.budget
            )
            area = _area(document) or _A4
            templates = {
                each.get("ID", ""): each.get("BaseLoc", "")
                for each in document.iter()
                if _local(each) == "TemplatePage"
            }
            pages = [each for each in document.iter() if _local(each) == "Page"]
            if number + len(pages) > MAX_PAGES:
                raise Unreadable(Kind.TOO_LARGE, f"这个OFD文件超过{MAX_PAGES}页。请拆分后分别提交。")
            for page in pages:
                number += 1
                yield self._page(folder, page.get("BaseLoc", ""), templates, area, number)

    def _page(
        self,
        folder: str,
        place: str,
        templates: Mapping[str, str],
        area: tuple[float, float, float, float],
        number: int,
    ) -> OfdPage:
        page = self._xml(self._find(folder, place))
        parts = [page]
        for used in _children(page, "Template"):
            if base := templates.get(used.get("TemplateID", "")):
                parts.append(self._xml(self._find(folder, base)))
        left, top, width, height = _area(page) or area
        glyphs: list[tuple[Turn, Glyph]] = []
        images: list[ET.Element] = []
        strokes: list[Stroke] = []
        pictured, draws = 0.0, False
        for part in parts:
            for element in part.iter():
                name = _local(element)
                draws = draws or name in _GRAPHICS
                if name == "TextObject":
                    glyphs += self._glyphs(element)
                elif name == "PathObject" and len(strokes) <= MOST_STROKES:
                    self._paths += 1
                    strokes += _strokes(element) if self._paths <= _MOST_PATHS else ()
                elif name == "ImageObject":
                    images.append(element)
                    box = _numbers(element.get("Boundary", ""))
                    pictured = max(pictured, box[2] * box[3] if len(box) == 4 else 0.0)
        turn, size = most_of([own for own, _ in glyphs]), (width * _POINTS, height * _POINTS)
        if turn is not Turn.NONE:
            glyphs = [(own, _upright(glyph, own, size) if own is turn else glyph) for own, glyph in glyphs]
            strokes = [turn.stroke(_raised(stroke, size[1]), *size) for stroke in strokes]
        lines = tuple(lines_both_ways(glyphs, turn, number, strokes))
        few = sum(len(line.text) for line in lines) <= STAMPED
        pictured_page = few and pictured > MOST_OF_PAGE * width * height
        shown = () if pictured_page else tuple(self._images.on_page(images, number, turn, size))
        return OfdPage(lines, pictured_page, draws, tuple(strokes), width * _POINTS, shown)

    def _glyphs(self, text: ET.Element) -> Iterator[tuple[Turn, Glyph]]:
        box = _numbers(text.get("Boundary", "")) or [0.0, 0.0]
        matrix = _matrix(text.get("CTM", ""))
        size = (_numbers(text.get("Size", "")) or [4.0])[0] * _scale(matrix) * _POINTS
        red, own = _red(text, "FillColor"), turn_of(matrix[0], -matrix[1])
        x = y = 0.0
        for code in (each for each in text.iter() if _local(each) == "TextCode"):
            x = (_numbers(code.get("X", "")) or [x])[0]
            y = (_numbers(code.get("Y", "")) or [y])[0]
            words = code.text or ""
            self._characters += len(words)
            if self._characters > MAX_CHARACTERS:
                raise Unreadable(Kind.TOO_LARGE, "这个OFD文件里的文字太多。请拆分后分别提交。")
            across = accumulate(_steps(code.get("DeltaX", ""), len(words)), initial=x)
            down = accumulate(_steps(code.get("DeltaY", ""), len(words)), initial=y)
            for character, right, below in zip(words, across, down, strict=False):
                if character < " " or "\ud800" <= character <= "\udfff":
                    continue
                a, b, c, d, e, f = matrix
                left = (box[0] + a * right + c * below + e) * _POINTS
                base = -(box[1] + b * right + d * below + f) * _POINTS
                width = size if east_asian_width(character) in "WFA" else size / 2
                yield own, Glyph(character, left, left + width, base, size, red)

    def _resources(self, document: ET.Element, folder: str) -> dict[str, str]:
        """Where the pictures of a document are, by their numbers; parts that are missing or broken name none."""
        found: dict[str, str] = {}
        for place in (each for each in document.iter() if _local(each) in ("PublicRes", "DocumentRes")):
            try:
                resources = self._xml(self._find(folder, _text(place)))
            except Unreadable:
                continue
            base = posixpath.join(posixpath.dirname(_text(place)), resources.get("BaseLoc", ""))
            for medium in (each for each in resources.iter() if _local(each) == "MultiMedia"):
                name = next((_text(each) for each in _children(medium, "MediaFile")), "")
                if name:
                    found[medium.get("ID", "")] = name if name.startswith("/") else posixpath.join(base, name)
        return found

    def _file(self, folder: str, place: str) -> bytes:
        """The bytes of the part that *place* means; raises Unreadable."""
        return self._archive.part(self._find(folder, place))

    def _find(self, folder: str, place: str) -> str:
        """The name of the part that *place* means, seen from *folder*; raises Unreadable for none."""
        where = place.strip().replace("\\", "/")
        joined = where.lstrip("/") if where.startswith("/") else posixpath.join(folder, where)
        for name in (joined, where.lstrip("/")):
            if found := _named(self._archive, posixpath.normpath(name)):
                return found
        raise broken("OFD文件")

    def _xml(self, name: str) -> ET.Element:
        found = _named(self._archive, name)
        if found is None:
            raise broken("OFD文件")
        data = self._archive.part(found)
        self._parsed += len(data)  # a part that many pages name is read as many times
        if self._parsed > _MOST_XML:
            raise Unreadable(Kind.TOO_LARGE, "这个OFD文件的页面内容太多。请拆分后分别提交。")
        return parse_xml(data)


def _upright(glyph: Glyph, turn: Turn, page: tuple[float, float]) -> Glyph:
    """A glyph of a text that runs by *turn*, as it is read; heights count from the upper edge of the page."""
    left, base = turn.place(glyph.left, glyph.baseline + page[1], *page)
    return replace(glyph, left=left, right=left + glyph.right - glyph.left, baseline=base)


def _raised(stroke: Stroke, height: float) -> Stroke:
    """The same line, its heights from the lower edge of the page."""
    return Stroke(stroke.x1, stroke.y1 + height, stroke.x2, stroke.y2 + height, stroke.red)


def _named(archive: Archive, name: str) -> str | None:
    """The part called *name*; some writers differ from their own references in case."""
    if name in archive.names:
        return name
    return next((each for each in archive.names if each.lower() == name.lower()), None)


def _local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    return (child for child in parent if _local(child) == name)


def _text(element: ET.Element) -> str:
    return (element.text or "").strip()


def _area(element: ET.Element) -> tuple[float, float, float, float] | None:
    for box in element.iter():
        if _local(box) == "PhysicalBox":
            numbers = _numbers(box.text or "")
            if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
                return numbers[0], numbers[1], numbers[2], numbers[3]
    return None


def _strokes(path: ET.Element) -> Iterator[Stroke]:
    """The straight pieces of a path that is drawn; a thin area that is filled is one too."""
    box = _numbers(path.get("Boundary", ""))[:2]
    if len(box) < 2:
        return
    a, b, c, d, e, f = _matrix(path.get("CTM", ""))
    red = _red(path, "StrokeColor") or _red(path, "FillColor")
    data = next((_text(each) for each in _children(path, "AbbreviatedData")), "")

    def place(x: float, y: float) -> tuple[float, float]:
        return (box[0] + a * x + c * y + e) * _POINTS, -(box[1] + b * x + d * y + f) * _POINTS

    if len(data) > _LONGEST_PATH:
        return
    for corners in _outlines(data.split()):
        points = [place(*corner) for corner in corners]
        if path.get("Stroke", "true") != "false":
            yield from (Stroke(*one, *other, red) for one, other in pairwise(points))
        elif path.get("Fill") == "true" and points:
            left, right = min(x for x, _ in points), max(x for x, _ in points)
            bottom, top = min(y for _, y in points), max(y for _, y in points)
            if top - bottom < _THIN:
                yield Stroke(left, (bottom + top) / 2, right, (bottom + top) / 2, red)
            elif right - left < _THIN:
                yield Stroke((left + right) / 2, bottom, (left + right) / 2, top, red)


def _outlines(words: Sequence[str]) -> Iterator[list[tuple[float, float]]]:
    """The corners of each straight outline of a path; one that bends ends there."""
    corners: list[tuple[float, float]] = []
    at = 0
    while at < len(words):
        command = words[at]
        point = _numbers(" ".join(words[at + 1 : at + 3])) if command in "SML" else []
        if command == "L" and len(point) == 2 and corners:
            corners.append((point[0], point[1]))
        elif command == "C" and corners:
            corners.append(corners[0])
        elif command.isalpha():
            if len(corners) > 1:
                yield corners
            corners = [(point[0], point[1])] if len(point) == 2 and command != "L" else []
        at += 1
    if len(corners) > 1:
        yield corners


def _red(graphic: ET.Element, name: str) -> bool:
    colour = next((_numbers(each.get("Value", "")) for each in _children(graphic, name)), [])
    return len(colour) == 3 and is_red(*colour)


def _numbers(text: str) -> list[float]:
    """The numbers of a list parted by blanks; empty when one of them is none, or not finite."""
    try:
        found = [float(word) for word in text.split()]
    except ValueError:
        return []
    return found if all(abs(number) < 1e7 for number in found) else []


def _matrix(text: str) -> Matrix:
    numbers = _numbers(text)
    return (
        (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
        if len(numbers) == 6
        else _SAME
    )


def _scale(matrix: Matrix) -> float:
    """By how much a matrix enlarges what stands upright."""
    return max(abs(matrix[3]), abs(matrix[1]), 1e-6)


def _steps(text: str, most: int) -> Iterator[float]:
    """The distances between characters; ``g n d`` says that n of them are d. What is missing repeats nothing."""
    return chain(_listed(text.split(), most), repeat(0.0, most))


def _listed(words: Sequence[str], most: int) -> Iterator[float]:
    at = given = 0
    while at < len(words) and given < most:
        if words[at] == "g":
            group = _numbers(" ".join(words[at + 1 : at + 3]))
            if len(group) != 2 or group[0] < 0:
                return
            count = min(int(group[0]), most - given)
            yield from repeat(group[1], count)
            given, at = given + count, at + 3
            continue
        numbers = _numbers(words[at])
        if not numbers:
            return
        yield numbers[0]
        given, at = given + 1, at + 1
