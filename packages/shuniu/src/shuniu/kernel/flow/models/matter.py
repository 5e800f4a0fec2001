"""The matter (办件): what an office is handling, in one unit, on one procedure."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.people.models import Person, Unit


class Urgency(models.IntegerChoices):
    """紧急程度, ordered so that a larger number is more urgent. Documents use three, telegrams four."""

    ORDINARY = 0, "平件"
    QUICK = 1, "平急"
    URGENT = 2, "加急"
    VERY_URGENT = 3, "特急"
    FLASH = 4, "特提"


class Level(models.TextChoices):
    """The level: 普通, or 工作秘密, whose printed mark is 内部 (BM-08). A state secret has no value here."""

    ORDINARY = "ordinary", "普通"
    WORK_SECRET = "work_secret", "工作秘密"


class Outcome(models.TextChoices):
    """How a closed matter ended."""

    DONE = "done", "办结"
    REJECTED = "rejected", "退文"
    VOID = "void", "作废"
    MERGED = "merged", "合并"


ISOLATED = "已隔离"
"""The `mark` of a matter that its keepers alone find for a while: nobody else becomes its reader until then."""


class ProcedureVersion(models.Model):
    """A published version of a procedure: the text and its hash, immutable. Matters finish under theirs."""

    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    source = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        db_table = "flow_procedure_version"
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_procedure_version")]


class Matter(models.Model):
    """One piece of work of one unit. `version` counts the actions taken on it; 0 means being born.

    `standing` is the sentence 现在在谁手里, kept with the row so that lists need not gather it; the engine
    writes it in the transaction that changes who holds the matter. `concerned` are the ids of the units that
    handle it or that it came from: whoever has one of them in his portfolio (分管) finds it (CQ-06). `mark` is a word
    that stands beside the title wherever it is shown (已撤销): what the matter is about holds no longer.
    """

    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    procedure = models.CharField(max_length=80)
    procedure_version = models.PositiveIntegerField()
    state = models.CharField(max_length=40)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.ORDINARY)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.ORDINARY)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    extended = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    standing = models.CharField(max_length=300, blank=True)
    concerned = models.JSONField(default=list)
    mark = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "flow_matter"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="closed_matter_has_an_outcome",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="matter_has_a_title"),
        ]
        indexes = [
            models.Index(fields=["parent"], name="children_of_matter"),
            models.Index(fields=["unit", "-id"], name="secrets_of_unit", condition=Q(level="work_secret")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Reader(models.Model):
    """知悉范围: who may know a matter of 工作秘密, named person by person (BM-08)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="readers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        db_table = "flow_reader"
        constraints = [models.UniqueConstraint(fields=["matter", "person", "unit"], name="reader_once")]
