"""The printed forms of documents: the shape of their data, and their declaration (domain report §3.6).

Every text may be empty and every date absent: a form is also printed half filled, to be written on by hand.
Datetimes are aware and already in the office's time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from shuniu.kernel.platform.papers import Bound, Paper, QrCode, Role, declare

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the 收文登记簿."""

    receipt_number: str
    received_at: datetime | None
    from_unit: str
    document_number: str
    title: str
    genre: str = ""
    level: str = ""
    urgency: str = ""
    document_date: date | None = None
    copies: int | None = None
    copy_number: str = ""
    addressee: str = ""
    channel: str = ""
    annexes: int | None = None
    signed_by: str = ""
    handling: str = ""
    lead: str = ""
    due_on: date | None = None
    completed_on: date | None = None
    archival_code: str = ""
    note: str = ""


RegisterData = Bound[RegisterRow]


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion in full with its author and time; *way* says how it came in (手写扫描, 系统, 代录：王芳)."""

    text: str
    person: str
    at: datetime | None
    way: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader of a circulation: when it was read, and an opinion if there was one."""

    person: str
    at: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a unit did (承办结果)."""

    unit: str
    text: str
    person: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HandlingSlipData:
    """文件处理单 (阅办单): *title* as printed ("云岭县人民政府办公室文件处理单"); the QR code finds the matter."""

    title: str
    receipt_number: str
    received_at: datetime | None
    from_unit: str
    document_number: str
    document_title: str
    genre: str = ""
    level: str = ""
    urgency: str = ""
    handling: str = ""
    copies: int | None = None
    document_date: date | None = None
    due_on: date | None = None
    summary: str = ""
    proposals: tuple[Opinion, ...] = ()
    instructions: tuple[Opinion, ...] = ()
    readings: tuple[Reading, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    reminders: tuple[Opinion, ...] = ()
    archived: str = ""
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """The rule a returned document does not keep: its code (GW-24) and its citation with what it demands."""

    code: str
    basis: str


@dataclass(frozen=True, slots=True)
class RejectSlipData:
    """退文单: *kind* is 来文 or 稿件, *to_unit* the unit it goes back to."""

    title: str
    to_unit: str
    kind: str
    document_title: str
    document_number: str
    receipt_number: str
    received_on: date | None
    rules: tuple[BrokenRule, ...]
    reason: str
    demand: str
    rejected_by: str
    phone: str
    rejected_on: date | None
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class FolderItem:
    """One document in a 批阅夹; *asked* says what the leader is asked for (请批示, 请阅, 请签发)."""

    receipt_number: str
    title: str
    from_unit: str
    asked: str
    urgency: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class FolderCoverData:
    """The cover of a leader's 批阅夹: *leader* as addressed ("周建国县长")."""

    unit: str
    leader: str
    number: str
    items: tuple[FolderItem, ...]
    prepared_by: str
    phone: str
    prepared_at: datetime | None
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class OutstandingPaper:
    """A paper that is out: where it lies and since when."""

    receipt_number: str
    document_number: str
    title: str
    copy_number: str = ""
    copies: int | None = None
    holder: str = ""
    lent_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClearanceData:
    """清退单: the papers that *holder* gives back, on whose demand and until when."""

    title: str
    holder: str
    basis: str
    due_on: date | None
    papers: tuple[OutstandingPaper, ...]
    made_on: date
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task that the leaving person hands over, and to whom."""

    receipt_number: str
    title: str
    verb: str
    due_on: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class HandoverData:
    """离岗交接单 (GW-37, BM-10): what the leaving person still holds and still has to do."""

    title: str
    person: str
    post: str
    reason: str
    leaving_on: date | None
    successor: str
    papers: tuple[OutstandingPaper, ...]
    tasks: tuple[OpenTask, ...]
    made_on: date
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class DeliverySlipData:
    """送文回执: what was sent to whom; the recipient signs and sends the lower part back."""

    title: str
    to_unit: str
    from_unit: str
    document_number: str
    document_title: str
    role: str
    urgency: str
    document_date: date | None
    copies: int
    copy_numbers: str
    annexes: int
    sent_on: date | None
    sent_by: str
    phone: str
    mark: str
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class SealBookRow:
    """One line of the 用印登记簿: a request, and the impression that was made (or why there is none)."""

    number: str
    asked_on: date
    used_at: datetime | None
    paper: str
    sort: str = ""
    reason: str = ""
    seal: str = ""
    seal_kind: str = ""
    copies: int = 1
    used_copies: int = 0
    basis: str = ""
    approved_by: str = ""
    asked_by: str = ""
    used_by: str = ""
    supervisor: str = ""
    manner: str = ""
    state: str = ""
    copy: str = ""
    note: str = ""


SealBookData = Bound[SealBookRow]


@dataclass(frozen=True, slots=True)
class StampData:
    """The word that lies across a page."""

    word: str


def form(name: str, title: str, *, landscape: bool = False, roles: tuple[Role, ...] = ()) -> Paper:
    """Declare the form whose Typst source lies here under *name*, with the typefaces that every form needs and
    *roles*."""
    every = (Role.FANGSONG, Role.XIAOBIAOSONG, Role.HEITI, *roles)
    return declare(Paper(f"documents.{name}", title, _HERE / f"{name}.typ", landscape, every))


REGISTER = form("register", "收文登记簿", landscape=True)
HANDLING_SLIP = form("handling_slip", "文件处理单", roles=(Role.KAITI,))
REJECT_SLIP = form("reject_slip", "退文单")
FOLDER_COVER = form("folder_cover", "批阅夹")
CLEARANCE = form("clearance", "清退单")
HANDOVER = form("handover", "离岗交接单")
DELIVERY_SLIP = form("delivery_slip", "送文回执")
SEAL_BOOK = form("seal_book", "用印登记簿", landscape=True)
STAMP = form("stamp", "失效标记")
