"""Parameter values and edited calendar days: what a county changes about its own rules."""

from __future__ import annotations

from django.db import models


class ParameterValue(models.Model):
    """One change of a parameter: the value, from which day, by whom and why. Never edited, only followed."""

    key = models.CharField(max_length=80)
    value = models.JSONField()
    valid_from = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=80)
    reason = models.CharField(max_length=400)

    class Meta:
        db_table = "base_parameter_value"
        indexes = [models.Index(fields=["key", "-valid_from"], name="parameter_newest")]


class CalendarDay(models.Model):
    """A day on which this county differs from the known calendar (调休, a local rest day)."""

    day = models.DateField(unique=True)
    workday = models.BooleanField()
    note = models.CharField(max_length=100)

    class Meta:
        db_table = "base_calendar_day"
