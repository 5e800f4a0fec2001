"""What a person has typed into a draft and not saved yet: kept so that a crash loses nothing."""

from __future__ import annotations

from django.db import models

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person


class DraftBuffer(models.Model):
    """The unsaved text of one person on one document, at most one; saving or dropping removes it.

    It is no version and no entry of the 办理记录. `typed` is the form as it was typed; `over` is the number of the
    version it was written over.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="draft_buffers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    typed = models.JSONField()
    over = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        db_table = "documents_draft_buffer"
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="one_buffer_of_a_person")]
