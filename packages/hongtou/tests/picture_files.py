"""Pictures made byte by byte, whole and spoilt, for tests of what pages do with them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from manuscripts import ONE_PAGE

from hongtou import AnnexCopy, Block, Manuscript, Picture, Span, Table, picture_of
from hongtou.manuscript import paragraphs

_MAGIC = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(
    width: int = 12,
    height: int = 8,
    *,
    colour: int = 2,
    depth: int = 8,
    filters: Sequence[int] = (0,),
    extra: bytes = b"",
    interlaced: int = 0,
) -> bytes:
    """A PNG whose samples all differ from their neighbours; rows are filtered by *filters* in turn."""
    length = (width * depth * _CHANNELS[colour] + 7) // 8
    rows = b"".join(
        bytes([filters[y % len(filters)]]) + bytes((x * 7 + y * 13) % 251 for x in range(length))
        for y in range(height)
    )
    head = struct.pack(">2I5B", width, height, depth, colour, 0, 0, interlaced)
    palette = chunk(b"PLTE", bytes(range(3 * 4))) if colour == 3 else b""
    return (
        _MAGIC + chunk(b"IHDR", head) + palette + extra
        + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
    )  # fmt: skip


def jpeg(width: int = 16, height: int = 8, *, channels: int = 3, frame: int = 0xC0, depth: int = 8) -> bytes:
    """A JPEG of one grey; its sides are multiples of 8."""

    def segment(marker: int, content: bytes) -> bytes:
        return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content

    parts = b"".join(bytes([number, 0x11, 0]) for number in range(1, channels + 1))
    tables = segment(0xC4, b"\x00" + bytes([1, 1] + [0] * 14) + b"\x00\x06")
    tables += segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\x00")
    scan = (
        bytes([channels])
        + b"".join(bytes([number, 0]) for number in range(1, channels + 1))
        + b"\x00\x3f\x00"
    )
    first = "10" + "110010" + "0"  # DC category 6, then the end of the block
    bits = first + "00" * (channels - 1) + "00" * (channels * (width * height // 64 - 1))
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\x00")
    return (
        b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\1" + struct.pack(">HH", 100, 100) + b"\0\0")
        + segment(0xDB, b"\0" + bytes([8] * 64))
        + segment(frame, struct.pack(">BHHB", depth, height, width, channels) + parts)
        + tables + segment(0xDA, scan) + data + b"\xff\xd9"
    )  # fmt: skip


def photograph(orientation: int, *, order: str = ">") -> bytes:
    """A JPEG that says how the camera was held."""
    marks = {">": b"MM", "<": b"II"}[order]
    directory = struct.pack(f"{order}HIHHHIHHI", 42, 8, 1, 274, 3, 1, orientation, 0, 0)
    content = b"Exif\0\0" + marks + directory
    segment = b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content
    plain = jpeg(16, 8)
    return plain[:2] + segment + plain[2:]


def wide_table(columns: int = 20, rows: int = 30, *, landscape: bool = False) -> Table:
    """A table of numbers below a head, too wide for an upright page from about fifteen columns on."""
    head = tuple(f"第{column}项指标" for column in range(1, columns + 1))
    body = (tuple(str(1000 + row * columns + column) for column in range(columns)) for row in range(rows - 1))
    return Table((head, *body), Span(0, 0), landscape)


def drawing(
    width: int, height: int, boxes: Sequence[tuple[int, int, int, int, tuple[int, int, int]]]
) -> bytes:
    """A PNG of coloured boxes (left, top, right, bottom, colour) on white."""
    rows = []
    for y in range(height):
        row = bytearray(b"\xff" * (3 * width))
        for left, top, right, bottom, colour in boxes:
            if top <= y < bottom:
                row[3 * left : 3 * right] = bytes(colour) * (right - left)
        rows.append(b"\0" + bytes(row))
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    return (
        _MAGIC + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"".join(rows), 6)) + chunk(b"IEND", b"")
    )


_BLUE, _RED, _GREY = (38, 84, 140), (192, 60, 48), (150, 150, 150)


def chart(width: float = 120.0, description: str = "各镇水库巡查次数柱状图") -> Picture:
    """Six columns on a line."""
    heights = (120, 90, 150, 60, 170, 110)
    columns = [
        (30 + 75 * n, 200 - high, 75 + 75 * n, 200, _RED if high < 80 else _BLUE)
        for n, high in enumerate(heights)
    ]
    return picture_of(
        drawing(480, 240, [*columns, (15, 200, 465, 203, _GREY)]), description=description, width=width
    )


def tower(width: float = 150.0, description: str = "指挥体系示意图") -> Picture:
    """Five boxes one below the other, far higher than a page when it is as wide as asked."""
    boxes = [(40, 20 + 100 * n, 160, 80 + 100 * n, _BLUE) for n in range(5)]
    lines = [(99, 80 + 100 * n, 101, 120 + 100 * n, _GREY) for n in range(4)]
    return picture_of(drawing(200, 500, [*boxes, *lines]), description=description, width=width)


def with_annexes(copy: Manuscript, *contents: tuple[str, Sequence[Block | str]]) -> Manuscript:
    """*copy* with annexes of its own, each of a title and of texts and blocks."""
    single = len(contents) == 1
    return replace(
        copy,
        annex_names=tuple(title for title, _ in contents),
        annexes=tuple(
            AnnexCopy(None if single else number, title, tuple(_blocks(blocks)))
            for number, (title, blocks) in enumerate(contents, start=1)
        ),
    )


def _blocks(blocks: Sequence[Block | str]) -> Iterator[Block]:
    for block in blocks:
        yield from paragraphs(block) if isinstance(block, str) else (block,)


ILLUSTRATED: dict[str, Manuscript] = {
    "pictures_in_annexes": with_annexes(
        ONE_PAGE,
        (
            "巡查情况图",
            [
                "一、总体情况",
                "各镇巡查情况如下图所示。",
                chart(),
                "图1　各镇水库巡查次数",
                "巡查次数不足的镇要限期补齐。",
            ],
        ),
        ("指挥体系图", [tower(), "图2　县、镇、村三级指挥体系"]),
    ),
    "table_across": with_annexes(
        ONE_PAGE,
        (
            "各镇水库巡查统计表",
            ["单位：次", wide_table(20, 24), "注：数据截至2026年3月20日。", "统计表由县水利局负责解释。"],
        ),
    ),
    "table_across_below_text": with_annexes(
        ONE_PAGE,
        ("巡查任务分解", ["一、任务分解", "各镇任务见下表。", wide_table(8, 6, landscape=True)]),
    ),
}
"""Manuscripts whose annexes have pictures and tables across the page."""
