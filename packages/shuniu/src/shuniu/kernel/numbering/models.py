"""Counters and the numbers they gave. Every number from the first to the last has exactly one row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

REASON_LIMIT = 200


class Counter(models.Model):
    """One running series: a unit's 收文号 of a year, or a 代字 of a year. `last` is the last number given.

    `opened_at` is the paper's last number when the series began mid-year or its register came in (开账).
    """

    series = models.CharField(max_length=80)
    year = models.PositiveIntegerField()
    unit_id = models.BigIntegerField()
    last = models.PositiveIntegerField(default=0)
    opened_at = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "numbering_counter"
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="one_counter_per_series_and_year"),
            models.CheckConstraint(condition=Q(last__gte=models.F("opened_at")), name="counter_only_grows"),
        ]


class Number(models.Model):
    """One number of a series: used by a matter, reserved for paper, or void and still visible."""

    class State(models.TextChoices):
        USED = "used", "已用"
        RESERVED = "reserved", "纸质预留"
        VOID = "void", "作废"

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="numbers")
    value = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices)
    matter_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=REASON_LIMIT, blank=True)

    class Meta:
        db_table = "numbering_number"
        constraints = [
            models.UniqueConstraint(fields=["counter", "value"], name="one_row_per_number"),
            models.CheckConstraint(
                condition=~Q(state="used") | Q(matter_id__isnull=False), name="used_number_names_its_matter"
            ),
            models.CheckConstraint(
                condition=Q(state="used") | ~Q(reason=""), name="unused_number_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["matter_id"], name="number_of_matter")]
