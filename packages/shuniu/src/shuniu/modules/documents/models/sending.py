"""Distribution: to whom a released document went, and what came back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person, Unit


class Delivery(models.Model):
    """One recipient of an outgoing document: a unit of the county, in which `child` was opened, or an organ outside,
    which gets files or paper with a receipt slip.

    Inside the county the receipt is read from the child matter (未签收, 已签收, 已阅, 已办); `state` is what the
    sender did. `role` says whether it is the 主送 or the 抄送.
    """

    class Role(models.TextChoices):
        ADDRESSEE = "addressee", "主送"
        COPY = "copy", "抄送"

    class State(models.TextChoices):
        SENT = "sent", "已送"
        RECEIVED = "received", "已收回执"
        RECALLED = "recalled", "已撤回"
        REPLACED = "replaced", "已更换"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    outside = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.ADDRESSEE)
    child = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="delivered_as")
    copies = models.PositiveIntegerField(default=1)
    copy_numbers = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "documents_delivery"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, child__isnull=False, outside="")
                | (Q(unit__isnull=True, child__isnull=True) & ~Q(outside="")),
                name="delivery_goes_inside_or_outside",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"],
                condition=Q(unit__isnull=False, state="sent"),
                name="one_delivery_to_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="deliveries_of_matter")]
