"""A document that is to be issued, as the rules of routing see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from hongtou.model.genre import Genre


class Answer(StrEnum):
    """What a consulted unit said at 会签. Silence is no consent."""

    AGREED = "同意"
    OBJECTED = "有意见"
    OVERDUE = "逾期"
    PENDING = "未回"


@dataclass(frozen=True, slots=True)
class Opinion:
    """The result of one consulted unit."""

    unit: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What is to be issued. Organs are named as the draft names them.

    ``joint`` are the organs that issue it beside ``sender``. ``important`` is 重要公文 or 重大事项.
    ``authorised_by`` names who authorised a general office or a department; ``consent`` says by whom and
    when the Party committee or government of the same level agreed. ``leader_assignment`` is the 交办依据
    of a document to a leader. ``in_name_of`` is the leader in whose own name it would go. ``annexes`` are
    titles. ``powers_of`` says whose own powers the matter belongs to (党委 or 政府), when the drafter said so.
    """

    sender: str
    addressees: tuple[str, ...]
    title: str
    body: str = ""
    genre: Genre | None = None
    joint: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    important: bool = False
    authorised_by: str = ""
    consent: str = ""
    leader_assignment: str = ""
    in_name_of: str = ""
    powers_of: str = ""
    annexes: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = field(default=())
