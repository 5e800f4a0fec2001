"""What a picture is by its bytes, and the refusal of those that no page can show."""

from __future__ import annotations

import struct
import zlib

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import ONE_PAGE, free_fonts
from picture_files import chunk, jpeg, photograph, png, with_annexes

from hongtou import BadPicture, PictureKind, lay_out, picture_of, write_pdf
from hongtou.pictures import look_at, raster_of
from hongtou.pictures.looking import MAX_BYTES, MAX_CLEAR_PIXELS


@pytest.mark.parametrize(("colour", "channels"), [(0, 1), (2, 3), (3, 1), (4, 2), (6, 4)])
def test_every_colour_of_a_png_is_known(colour: int, channels: int) -> None:
    look = look_at(png(9, 5, colour=colour, depth=2 if colour == 3 else 8))
    assert (look.kind, look.pixels, look.channels) == (PictureKind.PNG, (9, 5), channels)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_jpeg_is_known_with_its_dots_to_the_inch(channels: int) -> None:
    look = look_at(jpeg(24, 16, channels=channels))
    assert (look.kind, look.pixels, look.channels, look.dpi) == (PictureKind.JPEG, (24, 16), channels, 100)


def test_a_picture_is_as_large_as_it_says_or_is_asked_to_be() -> None:
    dots = chunk(b"pHYs", struct.pack(">2IB", 5906, 5906, 1))  # 150 to the inch
    assert picture_of(png(150, 300, extra=dots)).width == pytest.approx(25.4, abs=0.05)
    assert picture_of(png(96, 48)).width == pytest.approx(25.4, abs=0.01)
    asked = picture_of(png(30, 20), width=60)
    assert (asked.width, asked.height) == (60, 40)
    assert picture_of(png(30, 20), height=40).width == 60


def _head(width: int, height: int, *, data: bytes = b"", colour: int = 2) -> bytes:
    head = chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


_WHOLE = png(40, 30)
_SPOILT = bytearray(_WHOLE)
_SPOILT[-30] ^= 0xFF

HOSTILE = {
    "empty": (b"", "不是能认出的图片"),
    "text": ("关于防汛工作的通知".encode(), "不是能认出的图片"),
    "gif": (b"GIF89a" + bytes(20), "GIF图片"),
    "bmp": (b"BM" + bytes(60), "BMP图片"),
    "svg": (b"<svg onload='alert(1)'/>", "SVG图形"),
    "emf": (b"\x01\x00\x00\x00" + bytes(60), "EMF图形"),
    "cut png": (_WHOLE[: len(_WHOLE) // 2], "已损坏"),
    "png without its end": (_WHOLE[:-12], "已损坏"),
    "spoilt png": (bytes(_SPOILT), "已损坏"),
    "png with too few rows": (_head(10, 10, data=bytes(31 * 9)), "已损坏"),
    "png with too many rows": (_head(10, 10, data=bytes(31 * 11)), "已损坏"),
    "bomb of a png": (_head(10, 10, data=bytes(40_000_000)), "已损坏"),
    "bomb by pixels": (_head(60_000, 60_000), "太大了"),
    "very long png": (_head(100_000, 1), "太大了"),
    "no pixels": (_head(0, 10), "已损坏"),
    "large and clear": (_head(2_001, 2_000, colour=6), f"{MAX_CLEAR_PIXELS // 10_000}万像素"),
    "interlaced": (png(interlaced=1), "隔行扫描"),
    "cut jpeg": (jpeg()[:-2], "已损坏"),
    "jpeg of a head only": (jpeg()[:24], "已损坏"),
    "jpeg bomb": (
        jpeg(16, 8).replace(struct.pack(">HH", 8, 16), struct.pack(">HH", 60_000, 60_000)),
        "太大了",
    ),
    "cmyk": (jpeg(channels=4), "CMYK"),
    "arithmetic jpeg": (jpeg(frame=0xC9), "少见的JPEG"),
    "jpeg of 12 bits": (jpeg(depth=12), "少见的JPEG"),
    "too many bytes": (_WHOLE + bytes(MAX_BYTES), "20MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_page_can_show_is_refused_with_a_sentence(name: str) -> None:
    data, told = HOSTILE[name]
    with pytest.raises(BadPicture, match=told) as refused:
        picture_of(data)
    assert str(refused.value)[-1] not in "。；，"


def _shown(data: bytes) -> list[tuple[int, ...]]:
    """The pixels of a picture as PDFium decodes them from a PDF of ours."""
    copy = with_annexes(ONE_PAGE, ("示意图", [picture_of(data, width=50)]))
    pdf = pypdfium2.PdfDocument(write_pdf(lay_out(copy, fonts=free_fonts())))
    (image,) = [each for page in pdf for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    bitmap = image.get_bitmap()
    stride, channels = bitmap.stride, bitmap.n_channels
    return [
        tuple(bitmap.buffer[y * stride + x * channels : y * stride + x * channels + channels])
        for y in range(bitmap.height)
        for x in range(bitmap.width)
    ]


def _samples(width: int, height: int, channels: int) -> list[list[int]]:
    """What `png` writes, unfiltered."""
    return [
        [(x * 7 + y * 13) % 251 for x in range(column * channels, column * channels + channels)]
        for y in range(height)
        for column in range(width)
    ]


def test_colours_reach_the_page_as_they_are() -> None:
    assert _shown(png(7, 5)) == [(b, g, r) for r, g, b in _samples(7, 5, 3)]


def test_what_is_transparent_is_laid_on_white() -> None:
    white = [
        tuple(255 - round((255 - value) * alpha / 255) for value in (b, g, r))
        for r, g, b, alpha in _samples(6, 4, 4)
    ]
    for shown, expected in zip(_shown(png(6, 4, colour=6)), white, strict=True):
        assert all(abs(one - other) <= 1 for one, other in zip(shown, expected, strict=True))


def test_a_clear_palette_is_laid_on_white_by_itself() -> None:
    data = png(8, 2, colour=3, depth=2, extra=chunk(b"tRNS", bytes([0, 255, 0, 128])))
    assert raster_of(picture_of(data)).palette == bytes(
        [255, 255, 255, 3, 4, 5, 255, 255, 255, 132, 132, 133]
    )


@pytest.mark.parametrize("kind", [1, 2, 3, 4])
def test_every_filter_is_undone(kind: int) -> None:
    """Against the definition of the standard, byte by byte."""
    width, height, step = 5, 4, 4
    data = png(width, height, colour=6, filters=(0, kind))
    rows: list[list[int]] = []
    for y in range(height):
        raw = [(x * 7 + y * 13) % 251 for x in range(width * step)]
        above = rows[-1] if rows else [0] * len(raw)
        row: list[int] = []
        for x, value in enumerate(raw):
            left = row[x - step] if x >= step else 0
            corner = above[x - step] if x >= step else 0
            guess = left + above[x] - corner
            nearest = min((abs(guess - one), n, one) for n, one in enumerate((left, above[x], corner)))[2]
            by = {0: 0, 1: left, 2: above[x], 3: (left + above[x]) // 2, 4: nearest}
            row.append((value + by[kind if y % 2 else 0]) % 256)
        rows.append(row)
    flat = [value for row in rows for value in row]
    expected = [
        255 - ((255 - flat[at + channel]) * flat[at + 3] + 127) // 255
        for at in range(0, len(flat), step)
        for channel in range(3)
    ]
    packed = zlib.decompress(raster_of(picture_of(data)).packed)
    stride = width * 3 + 1
    assert [b for y in range(height) for b in packed[y * stride + 1 : (y + 1) * stride]] == expected


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("said", "turn"), [(1, 0), (3, 2), (6, 1), (8, 3), (9, 0)])
def test_a_photograph_is_turned_once_and_says_so_no_more(said: int, turn: int, order: str) -> None:
    picture = picture_of(photograph(said, order=order))
    assert picture.turn == turn
    assert picture.data == photograph(9 if said == 9 else 1, order=order)
    assert (picture.width > picture.height) is (turn % 2 == 0)


def test_a_broken_word_about_the_camera_is_passed_over() -> None:
    data = photograph(6)
    for end in (b"MM\0*\xff\xff\xff\xff", b"XX\0*\0\0\0\x08"):
        spoilt = data.replace(b"MM\0*\0\0\0\x08", end)
        assert picture_of(spoilt).turn == 0 and picture_of(spoilt).data == spoilt


_WHOLE_ONES = [
    png(20, 12),
    png(9, 7, colour=6, filters=(1, 2, 3, 4)),
    png(8, 8, colour=3),
    jpeg(),
    photograph(6),
]


@given(st.sampled_from(_WHOLE_ONES), st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_happens_to_its_bytes_it_is_set_or_refused(data: bytes, draw: st.DataObject) -> None:
    spoilt = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 4))):
        spoilt[draw.draw(st.integers(0, len(spoilt) - 1))] = draw.draw(st.integers(0, 255))
    del spoilt[draw.draw(st.one_of(st.just(len(spoilt)), st.integers(0, len(spoilt)))) :]
    try:
        picture = picture_of(bytes(spoilt))
        if picture.kind is PictureKind.PNG:
            raster_of(picture)
    except BadPicture as refusal:
        assert str(refusal)
