"""精简文件: the yearly plan with its 立项 numbers, what was issued by month, and who explained more (JW-01, JW-02)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.people.models import Person, Unit
from shuniu.modules.documents.models.issuing import OutgoingDocument


class IssuePlan(models.Model):
    """One 立项: a document that an office means to issue this year. `serial` is its 立项号 within office and year.

    `month` is when it was planned for (1 to 12); null for what was added during the year. A row whose document is a
    工作秘密 bears no subject of its own (`internal`), since more people read a plan than such a document. `held` says
    that a document holds it: kept with each change of that document, so that a board need not look for those it lacks.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待立项"
        APPROVED = "approved", "已立项"
        REFUSED = "refused", "不予立项"
        DROPPED = "dropped", "已取消"

    class Origin(models.TextChoices):
        YEARLY = "yearly", "年度计划"
        CARRIED = "carried", "上年结转"
        ADDED = "added", "年中追加"

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField(null=True)
    subject = models.CharField(max_length=200)
    internal = models.BooleanField(default=False)
    genre = models.CharField(max_length=10, blank=True)
    form = models.CharField(max_length=10, choices=OutgoingDocument.Form.choices, default="formal")
    month = models.PositiveSmallIntegerField(null=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.ADDED)
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    reason = models.CharField(max_length=400, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=400, blank=True)
    held = models.BooleanField(default=False)

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
            models.CheckConstraint(
                condition=Q(month__isnull=True) | Q(month__gte=1, month__lte=12), name="plan_month_is_a_month"
            ),
            models.UniqueConstraint(fields=["carried_from"], name="a_plan_is_carried_over_once"),
        ]
        indexes = [
            models.Index(fields=["office", "year", "state", "month", "origin"], name="plans_of_year"),
            models.Index(fields=["unit", "year"], name="plans_of_unit"),
            models.Index(
                fields=["office", "year"], condition=Q(state="approved", held=False), name="plans_free"
            ),
        ]

    @property
    def number(self) -> str:
        """The 立项号 as it is shown: 立项2026-012; empty before approval."""
        return f"立项{self.year}-{self.serial:03d}" if self.serial is not None else ""


class IssueTally(models.Model):
    """How much an office issued in a month: one row for each drafting unit, form and genre, kept in the transaction
    that issues a document, so that a board reads as many rows in the tenth year as in the first.

    Rows with a `source` were copied from a paper register: of a month in which nothing was counted here, or of a
    whole year (month 0); their unit and genre may be unknown (null, empty). `against` counts what stands against
    the ceiling of the year (JW-02, JW-04), `submitted` drafts that reached 核稿 for the first time.
    """

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    year = models.PositiveIntegerField()
    month = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=10, choices=OutgoingDocument.Form.choices)
    genre = models.CharField(max_length=10, blank=True)
    issued = models.PositiveIntegerField(default=0)
    against = models.PositiveIntegerField(default=0)
    planned = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    measured = models.PositiveIntegerField(default=0)
    over_long = models.PositiveIntegerField(default=0)
    burdened = models.PositiveIntegerField(default=0)
    disguised = models.PositiveIntegerField(default=0)
    submitted = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_issue_tally"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "unit", "year", "month", "form", "genre"],
                condition=Q(source=""),
                name="one_tally_a_month",
            ),
            models.CheckConstraint(
                condition=(Q(source="") & Q(unit__isnull=False) & Q(month__gte=1))
                | (~Q(source="") & Q(submitted=0)),
                name="counted_here_or_copied_from_paper",
            ),
            models.CheckConstraint(condition=Q(month__lte=12), name="tally_month_is_a_month"),
            models.CheckConstraint(
                condition=Q(against__lte=models.F("issued")), name="ceiling_counts_only_what_was_issued"
            ),
        ]
        indexes = [
            models.Index(fields=["office", "year"], name="tally_of_office"),
            models.Index(fields=["unit", "year"], name="tally_of_unit"),
        ]


class CeilingExplanation(models.Model):
    """The written explanation that an office gave its superior before it passed last year's count (JW-02).

    `unit` is set where the ceiling of one drafting unit is meant. `extra` is how many more it speaks of, `issued`
    how many there were when it was given; it is append-only, a second one adds to the first.
    """

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    year = models.PositiveIntegerField()
    extra = models.PositiveIntegerField()
    last_year = models.PositiveIntegerField()
    issued = models.PositiveIntegerField(default=0)
    text = models.TextField()
    sent_to = models.CharField(max_length=120)
    paper = models.CharField(max_length=120, blank=True)
    sent_on = models.DateField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "documents_ceiling_explanation"
        constraints = [models.CheckConstraint(condition=Q(extra__gte=1), name="explanation_asks_for_some")]
        indexes = [models.Index(fields=["office", "year"], name="explanations_of_year")]
