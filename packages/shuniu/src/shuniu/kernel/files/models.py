"""Stored files: what was brought, by whom, and who answered for it. The content lies beside the database."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from shuniu.kernel.people.models import Person, Unit


class StoredFile(models.Model):
    """One bringing of a file past the secrecy gate; two of the same content share one blob (`sha256`).

    `held_for` says why the gate held it (empty: it passed), `declared` what the person who brought it then
    answered for, at `declared_at`. `text` is what can be read or was recognised in it (`text_from`). Rows are
    append-only; an approved 清除 empties name and text and sets `erased_at`.
    """

    class Level(models.TextChoices):
        ORDINARY = "ordinary", "普通"
        WORK_SECRET = "work_secret", "工作秘密"

    class Declared(models.TextChoices):
        UNMARKED = "unmarked", "无密级标志"
        NOT_SECRET = "not_secret", "经核对不涉密"

    class TextFrom(models.TextChoices):
        NOWHERE = "", "没有文字"
        FILE = "file", "文件自带文字"
        RECOGNISED = "recognised", "图片识别"

    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    pages = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    text_from = models.CharField(max_length=10, choices=TextFrom.choices, blank=True)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.ORDINARY)
    account_id = models.BigIntegerField(null=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    brought_by = models.CharField(max_length=200)
    at = models.DateTimeField()
    held_for = models.CharField(max_length=20, blank=True)
    declared = models.CharField(max_length=12, choices=Declared.choices, blank=True)
    declared_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "files_stored_file"
        constraints = [
            models.CheckConstraint(
                condition=Q(held_for="")
                | (~Q(declared="") & Q(declared_at__isnull=False) & Q(account_id__isnull=False)),
                name="what_was_held_is_answered_for",
            )
        ]
        indexes = [
            models.Index(fields=["sha256"], name="files_by_content"),
            models.Index(fields=["account_id", "-id"], name="files_by_bringer"),
        ]
