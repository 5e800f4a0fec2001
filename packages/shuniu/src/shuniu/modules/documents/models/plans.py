"""精简文件: the yearly plan with its 立项 numbers, and the ceiling of the year (JW-01, JW-02)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.people.models import Person, Unit


class IssuePlan(models.Model):
    """One 立项: a document that an office means to issue this year. `serial` is its 立项号 within office and year.

    `month` is when it was planned for (1 to 12; null: added during the year).
    """

    class State(models.TextChoices):
        ASKED = "asked", "待立项"
        APPROVED = "approved", "已立项"
        REFUSED = "refused", "不予立项"
        DROPPED = "dropped", "已取消"

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField(null=True)
    subject = models.CharField(max_length=200)
    genre = models.CharField(max_length=10, blank=True)
    form = models.CharField(max_length=10, default="formal")
    month = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_issue_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="one_plan_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(serial__isnull=False), name="approved_plan_has_a_number"
            ),
        ]
        indexes = [models.Index(fields=["office", "year", "state"], name="plans_of_year")]

    @property
    def number(self) -> str:
        """The 立项号 as it is shown: 立项2026-012; empty before approval."""
        return f"立项{self.year}-{self.serial:03d}" if self.serial is not None else ""


class IssueCeiling(models.Model):
    """How many documents an office may issue in a year: last year's count, and the written explanation that was
    given to the superior office before it was passed (JW-02)."""

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    last_year = models.PositiveIntegerField()
    explanation = models.TextField(blank=True)
    sent_to = models.CharField(max_length=120, blank=True)
    paper = models.CharField(max_length=120, blank=True)
    explained_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_issue_ceiling"
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="one_ceiling_a_year")]
