"""What the module keeps beside its matters: the register's columns, the paper twin, the leader's folder."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.models import Person, Unit


class IncomingDocument(models.Model):
    """One line of a unit's 收文登记簿, beside its matter (domain report §3.6).

    `serial` is the 收文号 within unit, series and year; it is empty until 登记. `read_from` keeps, for each
    field read from the file, the passage it came from. `standing_note` says why the document holds no longer (已撤销,
    已废止, 已更换, 已撤回; the word itself is the matter's mark), `successor` is the one that came in its place.
    """

    class Form(models.TextChoices):
        DOCUMENT = "document", "公文"
        TELEGRAM = "telegram", "明电"
        CALL = "call", "电话"
        ORAL = "oral", "口头指示"

    class Handling(models.TextChoices):
        ACT = "act", "办件"
        READ = "read", "阅件"

    class Channel(models.TextChoices):
        SYSTEM = "system", "本系统"
        PAPER = "paper", "纸质送达"
        FAX = "fax", "传真"
        MEETING = "meeting", "会议带回"
        DECLASSIFIED = "confidential_room", "机要室转非密"
        PHONE = "phone", "电话"
        ORAL = "oral", "当面交办"

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="incoming")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.DOCUMENT)
    series = models.CharField(max_length=40, blank=True)
    year = models.PositiveIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=120)
    source_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    document_number = models.CharField(max_length=80, blank=True)
    genre = models.CharField(max_length=10, blank=True)
    document_date = models.DateField(null=True)
    addressees = models.CharField(max_length=400, blank=True)
    copy_to = models.CharField(max_length=400, blank=True)
    copies = models.PositiveIntegerField(default=1)
    copy_number = models.CharField(max_length=20, blank=True)
    annexes = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=20, choices=Channel.choices, default=Channel.PAPER)
    summary = models.TextField(blank=True)
    note = models.CharField(max_length=400, blank=True)
    handling = models.CharField(max_length=5, choices=Handling.choices, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reminder = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lead = models.CharField(max_length=120, blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    content_digest = models.CharField(max_length=64, blank=True)
    number_key = models.CharField(max_length=80, blank=True)
    read_from = models.JSONField(default=dict)
    standing_note = models.CharField(max_length=400, blank=True)
    successor = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "documents_incoming"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "series", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="one_receipt_number_once",
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=True) | (Q(year__isnull=False) & ~Q(series="")),
                name="receipt_number_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "number_key"], name="incoming_by_number"),
            models.Index(fields=["unit", "content_digest"], name="incoming_by_content"),
            models.Index(fields=["unit", "-matter"], name="incoming_newest"),
        ]


class PaperCopy(models.Model):
    """The paper twin: where the sheet of paper lies now (在谁桌上). `returned_at` says it came back for good.

    `unit` is the matter's: what is out is found without reading the sheets of the whole county.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="papers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    label = models.CharField(max_length=40, default="原件")
    code = models.CharField(max_length=16, unique=True)
    holder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    holder_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    must_return = models.BooleanField(default=False)
    returned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "documents_paper_copy"
        indexes = [
            models.Index(fields=["holder", "returned_at"], name="papers_on_desk"),
            models.Index(fields=["unit", "id"], condition=Q(returned_at=None), name="papers_out_of_unit"),
        ]


class PaperMove(models.Model):
    """One hand-over of a paper copy, append-only."""

    paper = models.ForeignKey(PaperCopy, models.PROTECT, related_name="moves")
    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "documents_paper_move"


class FolderPlace(models.Model):
    """Where a matter lies in a leader's 批阅夹, as the leader's liaison put it."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        db_table = "documents_folder_place"
        constraints = [
            models.UniqueConstraint(fields=["leader", "unit", "matter"], name="one_place_in_a_folder")
        ]


def line_of(matter: Matter) -> IncomingDocument:
    """The register's line of *matter*, read once per matter object."""
    if not IncomingDocument._meta.get_field("matter").remote_field.is_cached(matter):
        line = _LINE.first(matter=matter.pk)
        if line is None:
            raise IncomingDocument.DoesNotExist(f"matter {matter.pk} is no incoming document")
        matter.incoming = line
    found: IncomingDocument = matter.incoming
    return found


_LINE = Prepared(lambda matter: IncomingDocument.objects.filter(pk=matter), matter=models.IntegerField())
