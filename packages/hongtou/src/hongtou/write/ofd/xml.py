"""Pieces of the XML of OFD as text."""

from __future__ import annotations

from hongtou.write.objects import number
from hongtou.write.xml import clean

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = "http://www.ofdspec.org/2016"


def element(name: str, text: str) -> str:
    """An element that holds *text*."""
    return f"<ofd:{name}>{clean(text)}</ofd:{name}>"


def box(left: float, top: float, width: float, height: float) -> str:
    """A rectangle in mm."""
    return " ".join(map(number, (left, top, width, height)))
