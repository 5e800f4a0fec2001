"""Links. Append-only: a link made by mistake is undone by another row, and both stay."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Link(models.Model):
    """*from* stands in the relation *kind* to *to*. A row with `undoes` takes that link back.

    Ends are (kind of record, id) without foreign keys: they lie in modules that do not know each other.
    """

    kind = models.CharField(max_length=40)
    from_kind = models.CharField(max_length=40)
    from_id = models.BigIntegerField()
    to_kind = models.CharField(max_length=40)
    to_id = models.BigIntegerField()
    note = models.CharField(max_length=400, blank=True)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    by_person_id = models.BigIntegerField(default=0)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "platform_link"
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_kind=models.F("to_kind"), from_id=models.F("to_id")),
                name="link_joins_two_records",
            )
        ]
        indexes = [
            models.Index(fields=["from_kind", "from_id"], name="links_from"),
            models.Index(fields=["to_kind", "to_id"], name="links_to"),
        ]
