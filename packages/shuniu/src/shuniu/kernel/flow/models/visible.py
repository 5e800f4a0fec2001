"""Visibility as a table: which principal finds which matter in which list, at which place."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models

from shuniu.kernel.flow.models.matter import Matter


class Visible(models.Model):
    """One line of one list of one principal (a person in a unit, a duty in a unit, or a portfolio there).

    `sort_key` is a number that the list kind derives from the matter; lists run from the largest down, so a
    list merges one limited index range per principal.
    """

    principal = models.CharField(max_length=40)
    list_kind = models.CharField(max_length=30)
    sort_key = models.BigIntegerField()
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="visible")

    class Meta:
        db_table = "flow_visible"
        constraints = [
            models.UniqueConstraint(fields=["matter", "principal", "list_kind"], name="one_line_per_list")
        ]
        indexes = [
            models.Index(fields=["principal", "list_kind", "-sort_key", "-matter"], name="visible_in_order")
        ]


class VisibleRow(NamedTuple):
    """A row of `Visible` as the runner reads it, in bulk and without objects."""

    id: int
    principal: str
    list_kind: str
    sort_key: int
