"""What kind of change was made to a signed text: in doubt it is substantive (GW-14)."""

from __future__ import annotations

from hongtou import DraftText, Nature, NatureKind, nature_of_change
from shuniu.modules.documents.outgoing.text import Content


def nature(signed: Content, corrected: Content) -> Nature:
    """The kind of change, with each place and the reason for it."""
    return nature_of_change(_text(signed), _text(corrected))


def is_substantive(signed: Content, corrected: Content) -> bool:
    """Whether the original signer must see it."""
    return nature(signed, corrected).kind is NatureKind.SUBSTANTIVE


def _text(content: Content) -> DraftText:
    return DraftText(
        title=content.title,
        addressees=content.addressees,
        body=content.body,
        annexes=tuple((annex.title, annex.text) for annex in content.annexes),
        copies=content.copy_to,
        note=content.note,
    )
