"""用印: the seals of each office with their keepers, and every use of one (GW-18)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person, Unit


class Seal(models.Model):
    """A seal that an office keeps: whose name it bears, and which post of the office keeps it.

    A picture of it is nowhere: an electronic seal comes from the county's seal service alone, under `service_key`.
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
    service_key = models.CharField(max_length=80, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "documents_seal"
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="one_seal_name_in_an_office")]


class SealUse(models.Model):
    """One line of the 用印登记簿: a seal asked for, approved, set on so many copies of one signed version.

    `matter` is null for papers that are no document of the system (a contract, a certificate), which then name the
    `paper` and what it rests on; a blank sheet is never sealed.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待批"
        APPROVED = "approved", "待用印"
        REFUSED = "refused", "不同意"
        USED = "used", "已用印"
        LAPSED = "lapsed", "已失效"

    class Manner(models.TextChoices):
        WET = "wet", "实物印章"
        ELECTRONIC = "electronic", "电子印章"
        SAMPLE = "sample", "样章"

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="uses")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="seal_uses")
    digest = models.CharField(max_length=64, blank=True)
    paper = models.CharField(max_length=200)
    reason = models.CharField(max_length=400)
    copies = models.PositiveIntegerField(default=1)
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

    class Meta:
        db_table = "documents_seal_use"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="used") | Q(approved_at__isnull=False, used_at__isnull=False),
                name="no_seal_without_approval",
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
            models.Index(fields=["matter"], name="seal_uses_of_matter"),
        ]
