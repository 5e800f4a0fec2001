"""Distribution: to whom a released document went, what came back, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person, Unit


class SendingList(models.Model):
    """A list of recipients under a name that an office keeps (防汛成员单位). A retired one stays in what was sent."""

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    active = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "documents_sending_list"
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(active=True), name="one_list_name_in_an_office"
            )
        ]


class SendingListMember(models.Model):
    """One recipient of a list, in its place: a unit of the county, or an organ outside by its name."""

    of = models.ForeignKey(SendingList, models.CASCADE, related_name="members")
    position = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    outside = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "documents_sending_list_member"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, outside="") | (Q(unit__isnull=True) & ~Q(outside="")),
                name="list_names_a_unit_or_an_organ",
            ),
            models.UniqueConstraint(fields=["of", "position"], name="one_place_in_a_sending_list"),
        ]


class Delivery(models.Model):
    """One recipient of an outgoing document: a unit of the county, in which `child` was opened, or an organ outside,
    which gets files or paper with a receipt slip.

    `received_at` and `received_by` say who signed for it: inside the county the recipient's own 签收, outside the slip
    that came back; `returned_at` when the recipient sent it back as 退文. What became of it there (已阅, 已办) is read
    from the child matter; `state` is what the sender did.
    The child is no part of the sender's work: it has no parent, and this row is what ties the two.
    `office` is the unit that issued the document, repeated here so that its list of receipts is one walk of an index.
    `role` says whether it is the 主送 or the 抄送, `said_as` by which words of the document it was meant (各乡镇
    人民政府). `draft` is the version that was sent; `replaces` the delivery of a faulty one in whose place it came.
    """

    class Role(models.TextChoices):
        ADDRESSEE = "addressee", "主送"
        COPY = "copy", "抄送"

    class State(models.TextChoices):
        SENT = "sent", "已送"
        RECALLED = "recalled", "已撤回"
        REPLACED = "replaced", "已更换"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="deliveries")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    outside = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.ADDRESSEE)
    said_as = models.CharField(max_length=120, blank=True)
    child = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="delivered_as")
    draft = models.PositiveIntegerField(null=True)
    copies = models.PositiveIntegerField(default=1)
    copy_numbers = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=60, blank=True)
    returned_at = models.DateTimeField(null=True)

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
        indexes = [
            models.Index(fields=["matter", "id"], name="deliveries_of_matter"),
            models.Index(fields=["office", "-id"], name="deliveries_of_office"),
            models.Index(
                fields=["office", "-id"],
                condition=Q(state="sent", received_at=None),
                name="deliveries_waiting",
            ),
            models.Index(fields=["office", "-id"], condition=~Q(state="sent"), name="deliveries_taken_back"),
            models.Index(
                fields=["office", "-id"], condition=Q(returned_at__isnull=False), name="deliveries_returned"
            ),
            models.Index(fields=["said_as", "-matter"], name="deliveries_by_words"),
            models.Index(
                fields=["-id"], condition=Q(state="sent", received_at=None), name="deliveries_outstanding"
            ),
        ]


class ForwardRequest(models.Model):
    """GW-33: a recipient asks the issuer whether its copy may go to others, and what was answered.

    `child` is the recipient's matter, `matter` the issuer's; `whom` are the ids of units, `others` who is no unit.
    """

    class State(models.TextChoices):
        ASKED = "asked", "待答复"
        AGREED = "agreed", "同意"
        REFUSED = "refused", "不同意"

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="forward_requests")
    child = models.ForeignKey(Matter, models.PROTECT, related_name="forwards_asked")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    whom = models.JSONField(default=list)
    others = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=400)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "documents_forward_request"
        constraints = [
            models.UniqueConstraint(
                fields=["child"], condition=Q(state="asked"), name="one_forward_request_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["matter", "id"], name="forwards_of_document")]
