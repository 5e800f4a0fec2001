"""What a draft asks of the grassroots, and how long it is: hongtou asked about one text (JW-03, JW-05)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hongtou import Finding, Genre, WordLimits, check_burden
from shuniu.kernel.base import parameters
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.policy import EXTENT_LIMITS


def limit_of(extent: str, on: date) -> int:
    """How many words a document of *extent* may have (JW-03)."""
    return parameters.number(EXTENT_LIMITS[extent], on=on)


def burdens_in(document: OutgoingDocument, content: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The passages of the body that ask the grassroots for reports, rules of their own or the like (JW-05)."""
    found = check_burden(content["body"], Genre(document.genre), WordLimits(is_general=True))
    return tuple(finding for finding in found if finding.rule == "JW-05")
