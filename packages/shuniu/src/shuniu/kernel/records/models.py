"""Records and their seals. Triggers refuse every change; only a payload may be erased by an approved 清除."""

from __future__ import annotations

from django.db import models


class Record(models.Model):
    """One thing that happened. `digest` is salted, so that erased content cannot be guessed from it."""

    class Outcome(models.TextChoices):
        DONE = "done", "已办"
        REFUSED = "refused", "未准"

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(default=0)
    unit_id = models.BigIntegerField(default=0)
    actor = models.CharField(max_length=200)
    matter_id = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "records_record"
        indexes = [
            models.Index(fields=["matter_id", "id"], name="record_of_matter"),
            models.Index(fields=["account_id", "id"], name="record_of_account"),
            models.Index(fields=["action", "id"], name="record_of_action"),
            models.Index(fields=["unit_id", "id"], name="record_of_unit"),
            models.Index(fields=["at"], name="record_by_time"),
            models.Index(fields=["id"], name="record_refused", condition=models.Q(outcome="refused")),
        ]


class RecordPayload(models.Model):
    """What a record says beyond who and when. Erasing it (清除) leaves its salted digest, so that the rest of the record
    and the chain still verify."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    erased = models.BooleanField(default=False)

    class Meta:
        db_table = "records_payload"


class Seal(models.Model):
    """One link of the chain over the records that were unsealed when it was made. `sm3` is the same by 国密 SM3
    (GB/T 32905), chained on its own; empty in seals older than it."""

    number = models.BigIntegerField(unique=True)
    made_at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    sm3 = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "records_seal"


class SealItem(models.Model):
    """One record's place in a seal. `record_id` is a plain number: the item outlives a removed record."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    record_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "records_seal_item"
        constraints = [models.UniqueConstraint(fields=["seal", "position"], name="one_record_per_position")]
