"""The printed forms of 发文: 发文稿纸, 会签单, 发文登记簿 (domain report §3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from shuniu.kernel.platform.papers import Bound, QrCode, Role
from shuniu.modules.documents import papers
from shuniu.modules.documents.papers import Opinion


@dataclass(frozen=True, slots=True)
class UnitOpinion:
    """What a unit said at 会签: of which version, of which passage (empty: the whole), and how it was settled."""

    unit: str
    result: str
    version: str = ""
    passage: str = ""
    text: str = ""
    person: str = ""
    at: datetime | None = None
    settled: str = ""


@dataclass(frozen=True, slots=True)
class DraftSlipData:
    """发文稿纸: *title* as printed ("云岭县人民政府办公室发文稿纸"). *issued* are the signatures, in red; a hand that
    signed for another stands there as 代, and nowhere else."""

    title: str
    issuer: str
    document_number: str
    document_title: str
    genre: str
    level: str = ""
    urgency: str = ""
    plan: str = ""
    issued: tuple[Opinion, ...] = ()
    countersigned: tuple[UnitOpinion, ...] = ()
    reviews: tuple[Opinion, ...] = ()
    vetted: tuple[Opinion, ...] = ()
    rechecks: tuple[Opinion, ...] = ()
    addressees: str = ""
    copy_to: str = ""
    annexes: str = ""
    reason: str = ""
    drafting_unit: str = ""
    drafter: str = ""
    phone: str = ""
    publicity: str = ""
    online: str = ""
    copies: int | None = None
    printer: str = ""
    proofreader: str = ""
    sealed_by: str = ""
    document_date: date | None = None
    released_on: date | None = None
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class CountersignSlipData:
    """会签单: what every unit concerned said, beside the passage it speaks of."""

    title: str
    document_title: str
    drafting_unit: str
    drafter: str
    phone: str
    version: str
    due_on: date | None
    opinions: tuple[UnitOpinion, ...]
    decisions: tuple[Opinion, ...] = ()
    printed_on: date | None = None
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class IssueRow:
    """One line of the 发文登记簿."""

    document_number: str
    numbered_on: date | None
    title: str
    genre: str = ""
    level: str = ""
    urgency: str = ""
    document_date: date | None = None
    signatory: str = ""
    addressees: str = ""
    copy_to: str = ""
    drafting_unit: str = ""
    drafter: str = ""
    copies: int | None = None
    publicity: str = ""
    released_on: date | None = None
    effect: str = ""
    note: str = ""


IssueRegisterData = Bound[IssueRow]


DRAFT_SLIP = papers.form("draft_slip", "发文稿纸", roles=(Role.KAITI,))
COUNTERSIGN_SLIP = papers.form("countersign_slip", "会签单")
ISSUE_REGISTER = papers.form("issue_register", "发文登记簿", landscape=True)
