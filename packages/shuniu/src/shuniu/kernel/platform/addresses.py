"""Where things are shown, and the row ids in addresses."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.vocabulary import KINDS

FOLLOWING = "/next/"
"""Where the desk leads on to the next thing to do."""


class RowConverter(IntConverter):
    """`<row:pk>`: a number that every database takes; a longer one is no address of ours (404)."""

    regex = "[0-9]{1,18}"


register_converter(RowConverter, "row")


def matter_url(matter: Matter) -> str:
    """The page of *matter*; empty when the module that owns its kind is not installed."""
    return KINDS.get(matter.kind).url(matter.pk) if matter.kind in KINDS else ""
