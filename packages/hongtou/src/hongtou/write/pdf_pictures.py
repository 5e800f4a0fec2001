"""Pictures in a PDF: each file once, however often it is shown, without transparency (ISO 32000-1, 8.9)."""

from __future__ import annotations

from hongtou.model import Picture, PictureKind
from hongtou.pictures import look_at, raster_of
from hongtou.write.objects import Objects


class Pictures:
    """The pictures that pages show, in the order of their first use."""

    def __init__(self) -> None:
        self._used: dict[bytes, tuple[str, Picture]] = {}

    def name_of(self, picture: Picture) -> str:
        """The name under which pages draw *picture*."""
        return self._used.setdefault(picture.data, (f"Im{len(self._used) + 1}", picture))[0]

    def add_to(self, objects: Objects) -> str:
        """Write the pictures; the entry of the resources that names them, empty when there are none."""
        if not self._used:
            return ""
        entries = (f"/{name} {_add(objects, picture)} 0 R" for name, picture in self._used.values())
        return f" /XObject << {' '.join(entries)} >>"


def _add(objects: Objects, picture: Picture) -> int:
    """A JPEG as it is; a PNG with its rows as they are packed, on white where it was transparent. Their colours mean
    what the output intent says: sRGB."""
    width, height = picture.pixels
    head = f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
    if picture.kind is PictureKind.JPEG:
        space = "/DeviceRGB" if look_at(picture.data).channels == 3 else "/DeviceGray"
        entries = f"{head} /ColorSpace {space} /BitsPerComponent 8 /Filter /DCTDecode"
        return objects.add_stream(picture.data, entries, packed=False)
    raster = raster_of(picture)
    space = "/DeviceRGB" if raster.channels == 3 else "/DeviceGray"
    if raster.palette:
        space = f"[/Indexed /DeviceRGB {len(raster.palette) // 3 - 1} <{raster.palette.hex()}>]"
    mask = f" /Mask [{' '.join(f'{value} {value}' for value in raster.clear)}]" if raster.clear else ""
    rows = f"/Predictor 15 /Colors {raster.channels} /BitsPerComponent {raster.depth} /Columns {width}"
    entries = (
        f"{head} /ColorSpace {space} /BitsPerComponent {raster.depth}{mask} /Filter /FlateDecode "
        f"/DecodeParms << {rows} >>"
    )
    return objects.add_stream(raster.packed, entries, packed=False)
