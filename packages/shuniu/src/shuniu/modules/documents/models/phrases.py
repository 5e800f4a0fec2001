"""常用语: what is written again and again, kept by a person for himself or by a unit for all who draft in it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.people.models import Person, Unit


class Phrase(models.Model):
    """One of them, of a person (`person`) or of a unit (`unit`), in its owner's order by `position`."""

    text = models.CharField(max_length=1000)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="phrases")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="phrases")
    position = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "documents_phrase"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, unit=None) | Q(person=None, unit__isnull=False),
                name="phrase_has_one_owner",
            )
        ]
        indexes = [
            models.Index(fields=["person", "position"], name="phrases_of_person"),
            models.Index(fields=["unit", "position"], name="phrases_of_unit"),
        ]
