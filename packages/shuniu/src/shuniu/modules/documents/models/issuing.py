"""An outgoing document beside its matter: what the 发文稿纸 says, every version of its text, what was said of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person, Unit

ORDER = "命令"
"""The genre whose documents are numbered through, not by year (GB/T 9704-2012, 10.2)."""
_ORDERS = "令"


def order_series(issuer_name: str) -> str:
    """What the orders of an organ are numbered under, and cited by: 云岭县人民政府令."""
    return f"{issuer_name}{_ORDERS}"


def numbered_through(code: str) -> bool:
    """Whether what is numbered under *code* are orders."""
    return code.endswith(_ORDERS)


def document_number(code: str, year: int, serial: int) -> str:
    """A 发文字号 as it is cited: 云政发〔2026〕3号, or 云岭县人民政府令第12号."""
    return f"{code}第{serial}号" if numbered_through(code) else f"{code}〔{year}〕{serial}号"


class OutgoingDocument(models.Model):
    """One line of a unit's 发文登记簿, beside its matter (domain report §3.6).

    The matter belongs to the office that issues: the organ's own office for an organ, the unit itself otherwise.
    `drafting_unit` writes it. `issuer` is the organ in whose name it goes out, `joint` the other organs of a joint
    document in their order (unit ids). `current` is the number of the newest version, `signed` of the one that was
    signed, with `signed_digest` over its title, addressees, body and annexes (GW-14). `signatory` is the printed
    签发人, `signatory_office` what an order has beside that name; `acted_for` is set when another signed for that person
    (代), which stands on the 发文稿纸 alone. `effect` is whether it holds (GW-35): 撤销 voids it from the start, 废止 from
    `effect_from`; `effect_by` names what decided it.

    `counted_on` is the day from which it counts as issued (编号; without a number 核发), with what it counted as then:
    `against` the ceiling of the year, from the yearly plan (`planned`), `over_long`, with so many `burdens` on the
    grassroots, in the guise of another form (`disguised`). `submitted_on` is when it first reached 核稿.
    """

    class Form(models.TextChoices):
        FORMAL = "formal", "正式公文"
        WHITE = "white", "白头文件"
        MEMO = "memo", "便函"
        BRIEFING = "briefing", "简报"

    class Direction(models.TextChoices):
        UP = "up", "上行文"
        DOWN = "down", "下行文"
        LEVEL = "level", "平行文"

    class Extent(models.TextChoices):
        GENERAL = "general", "综合性文件"
        SPECIAL = "special", "专项文件"

    class Publicity(models.TextChoices):
        ACTIVE = "active", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        CLOSED = "closed", "不予公开"

    class Effect(models.TextChoices):
        NONE = "none", "未印发"
        IN_FORCE = "in_force", "有效"
        REVOKED = "revoked", "已撤销"
        ABOLISHED = "abolished", "已废止"

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="outgoing")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    drafting_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    drafter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issuer = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    issuer_name = models.CharField(max_length=120)
    joint = models.JSONField(default=list)
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.FORMAL)
    genre = models.CharField(max_length=10)
    direction = models.CharField(max_length=5, choices=Direction.choices)
    extent = models.CharField(max_length=8, choices=Extent.choices, default=Extent.SPECIAL)
    important = models.BooleanField(default=False)
    publicity = models.CharField(max_length=10, choices=Publicity.choices, default=Publicity.CLOSED)
    publicity_reason = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    plan = models.ForeignKey("IssuePlan", models.PROTECT, null=True, related_name="documents")
    plan_due = models.DateField(null=True)
    consulted = models.JSONField(default=list)
    answers = models.CharField(max_length=120, blank=True)
    leader_assignment = models.CharField(max_length=200, blank=True)
    consent = models.CharField(max_length=200, blank=True)
    authorised_by = models.CharField(max_length=200, blank=True)
    meeting = models.CharField(max_length=120, blank=True)
    meeting_date = models.DateField(null=True)
    current = models.PositiveIntegerField(default=0)
    signed = models.PositiveIntegerField(null=True)
    signed_digest = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    signatory = models.CharField(max_length=120, blank=True)
    signatory_office = models.CharField(max_length=60, blank=True)
    acted_for = models.BooleanField(default=False)
    document_date = models.DateField(null=True)
    code = models.CharField(max_length=40, blank=True)
    year = models.PositiveIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    numbered_at = models.DateTimeField(null=True)
    copies = models.PositiveIntegerField(default=0)
    proofreader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    printer = models.CharField(max_length=60, blank=True)
    printed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    words = models.PositiveIntegerField(default=0)
    submitted_on = models.DateField(null=True)
    counted_on = models.DateField(null=True)
    against = models.BooleanField(default=False)
    planned = models.BooleanField(default=False)
    over_long = models.BooleanField(default=False)
    burdens = models.PositiveIntegerField(default=0)
    disguised = models.BooleanField(default=False)
    length_reason = models.CharField(max_length=400, blank=True)
    relief_assessed = models.BooleanField(default=False)
    legality_reviewed = models.BooleanField(default=False)
    effect = models.CharField(max_length=10, choices=Effect.choices, default=Effect.NONE)
    effect_from = models.DateField(null=True)
    effect_reason = models.CharField(max_length=400, blank=True)
    effect_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "documents_outgoing"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="one_document_number_once",
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=True)
                | (Q(year__isnull=False, signed_at__isnull=False) & ~Q(code="") & ~Q(signed_digest="")),
                name="only_signed_documents_are_numbered",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-matter"], name="outgoing_newest"),
            models.Index(fields=["unit", "year", "serial"], name="outgoing_of_year"),
            models.Index(fields=["drafting_unit", "-matter"], name="outgoing_by_drafter"),
            models.Index(
                fields=["unit", "counted_on", "matter"],
                name="outgoing_counted",
                condition=Q(counted_on__isnull=False),
            ),
            models.Index(
                fields=["drafting_unit", "counted_on", "matter"],
                name="outgoing_counted_by_drafter",
                condition=Q(counted_on__isnull=False),
            ),
            models.Index(
                fields=["unit", "drafting_unit"],
                name="outgoing_signed_not_counted",
                condition=Q(counted_on__isnull=True, signed_at__isnull=False),
            ),
            models.Index(
                fields=["unit", "drafting_unit", "year"],
                name="outgoing_numbered_not_counted",
                condition=Q(counted_on__isnull=True, serial__isnull=False),
            ),
        ]

    @property
    def number(self) -> str:
        """The 发文字号 as it is cited; empty before 编号. `year` is that of 编号, of an order too."""
        if self.serial is None or self.year is None:
            return ""
        return document_number(self.code, self.year, self.serial)


class DraftVersion(models.Model):
    """One saved text of a document; append-only (two triggers refuse change and deletion).

    `content` holds title, addressees, body (plain text, one paragraph a line, levels by their markers), annexes
    (title and text each), copy_to and note; `digest` covers what is signed: title, addressees, body, annexes.
    """

    class Origin(models.TextChoices):
        SCREEN = "screen", "在线起草"
        DOCX = "docx", "文档回传"
        REVIEW = "review", "核稿修改"
        CORRECTION = "correction", "签发后更正"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="drafts")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.SCREEN)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    words = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "documents_draft_version"
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="one_draft_version_once")]


class CountersignOpinion(models.Model):
    """会签: what a unit said of which version, and how a disagreement was settled (GW-10, GW-28).

    `passage` is the text objected to (empty: the whole). `settled` says in words how, `manner` in which way; both are
    empty while it stands.
    """

    class Result(models.TextChoices):
        AGREE = "agree", "同意"
        DISAGREE = "opinion", "有意见"
        OVERDUE = "overdue", "逾期"

    class Settled(models.TextChoices):
        CHANGED = "changed", "修改后同意"
        WITHDRAWN = "withdrawn", "撤回意见"
        DECIDED = "decided", "领导裁定"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="countersigned")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    result = models.CharField(max_length=8, choices=Result.choices)
    text = models.TextField(blank=True)
    passage = models.CharField(max_length=400, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    settled = models.CharField(max_length=400, blank=True)
    manner = models.CharField(max_length=10, choices=Settled.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "documents_countersign_opinion"
        constraints = [
            models.CheckConstraint(
                condition=Q(settled="", manner="") | (~Q(settled="") & ~Q(manner="")),
                name="settled_opinion_says_how",
            )
        ]
        indexes = [models.Index(fields=["matter", "unit"], name="opinions_of_document")]


class RuleOverride(models.Model):
    """A 行文规则 that is to be set aside for one document: which, why, on which version it was asked, who decided.

    It holds once `approved_by` stands; `refused` says that it was not agreed to.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=12)
    reason = models.CharField(max_length=400)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    refused = models.BooleanField(default=False)

    class Meta:
        db_table = "documents_rule_override"
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "rule"], condition=Q(refused=False), name="one_override_of_a_rule"
            )
        ]


class QualityFinding(models.Model):
    """What 核稿, 退文 or 复核 found in a unit's draft. By kind and unit over time, never by person."""

    class Source(models.TextChoices):
        REVIEW = "review", "核稿"
        RETURN = "return", "退稿"
        RECHECK = "recheck", "复核"
        REJECTED = "rejected", "收文单位退文"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=Source.choices)
    kind = models.CharField(max_length=20)
    rule = models.CharField(max_length=12, blank=True)
    text = models.CharField(max_length=400, blank=True)
    day = models.DateField()

    class Meta:
        db_table = "documents_quality_finding"
        indexes = [
            models.Index(
                fields=["office", "day", "unit", "source", "kind", "matter"], name="findings_by_day"
            ),
            models.Index(
                fields=["unit", "day", "office", "source", "kind", "matter"], name="findings_of_unit"
            ),
        ]


def document_of(matter: Matter) -> OutgoingDocument:
    """The outgoing document of *matter*, read once per matter object."""
    if not OutgoingDocument._meta.get_field("matter").remote_field.is_cached(matter):
        found = _DOCUMENT.first(matter=matter.pk)
        if found is None:
            raise OutgoingDocument.DoesNotExist(f"matter {matter.pk} is no outgoing document")
        matter.outgoing = found
    document: OutgoingDocument = matter.outgoing
    return document


_DOCUMENT = Prepared(lambda matter: OutgoingDocument.objects.filter(pk=matter), matter=models.IntegerField())
