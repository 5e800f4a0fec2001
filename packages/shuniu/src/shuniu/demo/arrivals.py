"""What comes in: one document as its sender issued it, and its arrival at one receiver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuniu.demo.county import County, Organ
from shuniu.demo.desks import Want
from shuniu.demo.texts import Text


@dataclass(frozen=True, slots=True)
class Issue:
    """One document as its sender issued it; several receivers share its number.

    ``want`` is what it was dated for: how it shall stand on which desk on the day of the demo.
    """

    text: Text
    sender: str
    day: date
    number: int = 0
    want: Want | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document in the inbox of one receiver since the clock position ``sent``."""

    issue: Issue
    receiver: str
    sent: int

    @property
    def want(self) -> Want | None:
        """What it shall come to there; None when nothing particular is wanted."""
        want = self.issue.want
        return want if want is not None and want.office == self.receiver else None


def from_outside(sender: str, county: County) -> bool:
    """Whether it comes from an organ that has no account here."""
    return isinstance(county.sender(sender), Organ)
