"""Looking up incidents of matters that were read already."""

from __future__ import annotations

from collections.abc import Sequence

from shuniu.modules.confidential.models import Incident


def incidents_of(matter_ids: Sequence[int]) -> dict[int, Incident]:
    """The incidents of these matters, by matter; one query."""
    found = Incident.objects.filter(matter_id__in=matter_ids).select_related("found_by", "about")
    return {incident.matter_id: incident for incident in found}
