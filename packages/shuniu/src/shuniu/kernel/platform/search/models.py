"""What search keeps beside its index: the text for snippets, and which matters changed since."""

from __future__ import annotations

from django.db import models

from shuniu.kernel.flow.models import Matter


class SearchEntry(models.Model):
    """The text of a matter as it was indexed. Its terms stand in `platform_search_terms` (see `index`)."""

    matter = models.OneToOneField(Matter, models.CASCADE, primary_key=True, related_name="+")
    text = models.TextField(blank=True)
    indexed_at = models.DateTimeField()

    class Meta:
        db_table = "platform_search_entry"


class SearchDirty(models.Model):
    """One change of a matter that the index does not know yet, written in the transaction of the change.

    Rows are only appended: the indexer removes exactly those it saw, so a change that commits while it reads
    is indexed by the next round.
    """

    matter_id = models.BigIntegerField()

    class Meta:
        db_table = "platform_search_dirty"
