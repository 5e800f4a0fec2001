"""机要件占位登记: that a confidential paper is in the house, where it lies and who has it (BM-05)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shuniu.kernel.people.models import Person, Unit


class RoomLine(models.Model):
    """One confidential paper that came in, by the number of its line alone.

    There is no field for its title, its number, its level or its text, and none for remarks in which they could
    stand. `keeper` has it now; a paper that was given back names who carried it and when.
    """

    class Source(models.TextChoices):
        PARTY = "party", "上级党委机关"
        GOVERNMENT = "government", "上级政府机关"
        SUPERIOR = "superior", "上级部门"
        SAME = "same", "同级机关"
        BELOW = "below", "下级单位"
        MILITARY = "military", "军队单位"
        OTHER = "other", "其他单位"

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    source = models.CharField(max_length=12, choices=Source.choices)
    place = models.CharField(max_length=30)
    received_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "confidential_room_line"
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "serial"], name="one_room_number_once"),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("entered_at")), name="nothing_is_received_tomorrow"
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True, returned_by__isnull=True)
                | Q(returned_at__gte=F("received_at"), returned_by__isnull=False),
                name="what_was_given_back_names_who",
            ),
        ]
        indexes = [models.Index(fields=["office", "year", "-id"], name="room_lines_of_office")]

    @property
    def number(self) -> str:
        """The 收件号 of the line."""
        return f"机〔{self.year}〕{self.serial}号"
