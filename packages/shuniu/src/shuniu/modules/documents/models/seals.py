"""用印: the seals of each office with their keepers, and every use of one (GW-18)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person, Post, Unit


class Seal(models.Model):
    """A seal that an office keeps: whose name it bears, and which post of the office keeps it.

    `organ` is the organ whose name stands in it: the office itself, or the organ it serves. A picture of it is
    nowhere: an electronic seal comes from the county's seal service alone, under `service_key`.
    """

    class Kind(models.TextChoices):
        ORGAN = "organ", "机关印章"
        PARTY = "party", "党组织印章"
        OFFICE = "office", "办公室印章"
        SIGNATURE = "signature", "签名章"

    office = models.ForeignKey(Unit, models.PROTECT, related_name="seals")
    organ = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ORGAN)
    keeper = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    service_key = models.CharField(max_length=80, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "documents_seal"
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="one_seal_name_in_an_office")]


class SealMove(models.Model):
    """What happened to a seal itself: taken into keeping, handed over to another keeper, taken out of use.

    Append-only. `giver` is the keeper who gave it up (null when it came new), `taker` who keeps it since (null when
    it went out of use), `witness` the head of the office who saw it done (监交).
    """

    class What(models.TextChoices):
        TAKEN = "taken", "启用"
        HANDED = "handed", "移交"
        STOPPED = "stopped", "停用"

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="moves")
    what = models.CharField(max_length=8, choices=What.choices)
    giver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    witness = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "documents_seal_move"
        indexes = [models.Index(fields=["seal", "-id"], name="moves_of_seal")]


class SealUse(models.Model):
    """One line of the 用印登记簿: a seal asked for, approved, set on so many copies of one version of one paper.

    `matter` is the document that bears the seal, or the request for another paper (合同, 证明); `digest` names the
    version: that of the signed text, or of the file that was attached. `copies` were asked for and approved,
    `used_copies` impressions were made; what remains may be set later under the same approval, as a line of its own
    that `follows` this one. `answer` says why it was refused, lapsed or was withdrawn: impressions made stay counted.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待批"
        APPROVED = "approved", "待用印"
        REFUSED = "refused", "不同意"
        USED = "used", "已用印"
        LAPSED = "lapsed", "已失效"
        WITHDRAWN = "withdrawn", "已收回"

    class Sort(models.TextChoices):
        DOCUMENT = "document", "公文"
        CONTRACT = "contract", "合同、协议"
        CERTIFICATE = "certificate", "证明"
        INTRODUCTION = "introduction", "介绍信"
        REPORT = "report", "报表、材料"
        OTHER = "other", "其他"

    class Manner(models.TextChoices):
        WET = "wet", "实物印章"
        ELECTRONIC = "electronic", "电子印章"
        SAMPLE = "sample", "样章"

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="seal_uses")
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    digest = models.CharField(max_length=64, blank=True)
    sort = models.CharField(max_length=12, choices=Sort.choices, default=Sort.DOCUMENT)
    paper = models.CharField(max_length=200)
    reason = models.CharField(max_length=400)
    basis = models.CharField(max_length=200, blank=True)
    copies = models.PositiveIntegerField(default=1)
    used_copies = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    manner = models.CharField(max_length=10, choices=Manner.choices, default=Manner.WET)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    supervisor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    serial = models.PositiveIntegerField(null=True)
    year = models.PositiveIntegerField(null=True)
    receipt = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=400, blank=True)
    copy_filed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_seal_use"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="used") | Q(approved_at__isnull=False, used_at__isnull=False),
                name="no_seal_without_approval",
            ),
            models.CheckConstraint(
                condition=Q(used_copies__lte=F("copies")), name="no_more_impressions_than_approved"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True)
                | (Q(serial__isnull=False, year__isnull=False) & Q(used_copies__gt=0)),
                name="every_sealing_has_its_number",
            ),
            models.CheckConstraint(
                condition=Q(supervisor__isnull=True) | ~Q(supervisor=F("used_by")),
                name="nobody_watches_himself_seal",
            ),
            models.CheckConstraint(condition=~Q(paper="") & ~Q(reason=""), name="no_blank_sheet_is_sealed"),
            models.CheckConstraint(
                condition=Q(matter__isnull=True) | ~Q(digest=""), name="sealed_document_names_its_version"
            ),
            models.UniqueConstraint(
                fields=["office", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="one_seal_use_number_once",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-asked_at"], name="seal_uses_newest"),
            models.Index(fields=["office", "-year", "-serial"], name="seal_uses_by_number"),
            models.Index(fields=["office", "-id"], name="seal_uses_of_office"),
            models.Index(fields=["matter"], name="seal_uses_of_matter"),
        ]

    @property
    def remaining(self) -> int:
        """How many approved copies bear no seal yet."""
        return self.copies - self.used_copies

    @property
    def number(self) -> str:
        """The number of the line in the 用印登记簿; empty before the seal was set."""
        return f"用〔{self.year}〕{self.serial}号" if self.serial is not None else ""


class SealOrder(models.Model):
    """An electronic seal asked of the county's seal service for one use: asked once, whatever is repeated (`key`)."""

    class State(models.TextChoices):
        SENT = "sent", "等候平台答复"
        DONE = "done", "平台已盖章"
        FAILED = "failed", "平台没有盖章"

    use = models.OneToOneField(SealUse, models.PROTECT, related_name="order")
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    copies = models.PositiveIntegerField()
    supervisor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "documents_seal_order"
