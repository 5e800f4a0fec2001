"""Entries (办理记录) and commands. Both append-only: a mistake is mended by a 更正 entry, never by editing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shuniu.kernel.flow.models.matter import Matter
from shuniu.kernel.people.models import Person, Unit


class Entry(models.Model):
    """Who, acting as what, for whom, did what, in which words.

    `happened_at` is when it happened in the office, `recorded_at` when it reached the system: paper comes
    first. `matter_version` is the version of the matter that this entry made.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="entries")
    matter_version = models.PositiveIntegerField()
    action = models.CharField(max_length=80)
    type = models.CharField(max_length=30)
    label = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    person_name = models.CharField(max_length=40)
    post_title = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    unit_name = models.CharField(max_length=80, blank=True)
    behalf = models.CharField(max_length=12, blank=True)
    behalf_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    behalf_name = models.CharField(max_length=40, blank=True)
    state_before = models.CharField(max_length=40, blank=True)
    state_after = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    about = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "flow_entry"
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")), name="entry_is_not_from_the_future"
            ),
            models.CheckConstraint(
                condition=Q(behalf="") | Q(behalf_person__isnull=False), name="acting_for_names_whom"
            ),
        ]
        indexes = [models.Index(fields=["matter", "matter_version", "id"], name="entries_of_matter")]


class EntryFile(models.Model):
    """A stored file that belongs to a matter, and to the entry that brought it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="files")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, related_name="files")
    stored_file_id = models.BigIntegerField()
    role = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "flow_entry_file"
        indexes = [
            models.Index(fields=["matter", "position"], name="files_of_matter"),
            models.Index(fields=["stored_file_id"], name="where_a_file_hangs"),
        ]


class Command(models.Model):
    """A command that was carried out: pressing twice finds it here and gets the first answer again."""

    id = models.UUIDField(primary_key=True)
    account_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=80)
    matter_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(null=True)
    result = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        db_table = "flow_command"
        indexes = [models.Index(fields=["at"], name="commands_by_age")]
