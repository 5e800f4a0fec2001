"""Notices and who has read them."""

from __future__ import annotations

from django.db import models

from shuniu.kernel.flow.models import Matter


class Notice(models.Model):
    """A sentence for a principal (a person in a unit, or a duty there), mostly about a matter.

    A notice to a duty is one row, whoever holds the duty; `by_person_id` is who caused it (0: the system) and
    is never shown it.
    """

    to_principal = models.CharField(max_length=40)
    text = models.CharField(max_length=800)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+", db_index=False, null=True)
    urgent = models.BooleanField(default=False)
    by_person_id = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        db_table = "platform_notice"
        indexes = [
            models.Index(fields=["to_principal", "-id"], name="notices_of_principal"),
            models.Index(fields=["matter"], name="notices_of_matter"),
        ]


class NoticeRead(models.Model):
    """That one person has read one notice; a duty's notice is read by each holder for himself."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="reads")
    person_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "platform_notice_read"
        constraints = [models.UniqueConstraint(fields=["notice", "person_id"], name="notice_read_once")]
